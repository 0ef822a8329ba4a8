import type { TerraformStack } from "cdktf";

import {
  Eip,
  ExposedEip,
  ExposedEips,
  ExposureError,
  Instance,
  Network,
  NetworkInterface,
  SecurityGroup,
  Vpc,
  VSwitch,
} from "../../lib";
import { Template } from "../../testing/template";

const base = { zoneId: "cn-hangzhou-h", namePrefix: "demo" };

/** Existing parts, each of which excludes properties of what would be created instead. */
function parts(stack: TerraformStack) {
  return {
    instance: Instance.fromInstanceId(stack, "instance", "i-bp1a"),
    eip: Eip.fromIpAddress(stack, "eip", "203.0.113.106"),
    vswitch: VSwitch.fromVSwitchId(stack, "vswitch", "vsw-bp1a"),
    networkInterface: NetworkInterface.fromNetworkInterfaceId(stack, "eni", "eni-bp1a"),
    securityGroup: SecurityGroup.fromSecurityGroupId(stack, "group", "sg-bp1a"),
    vpc: Vpc.fromVpcId(stack, "vpc", "vpc-bp1a"),
  };
}

type Parts = ReturnType<typeof parts>;

const cases: readonly (readonly [problem: string, declare: (stack: TerraformStack, parts: Parts) => void])[] =
  [
    [
      "[library/a] `networkInterface` excludes `vswitch`; remove one of them",
      (stack, { instance, eip, networkInterface, vswitch }) =>
        new ExposedEip(stack, "a", { instance, eip, networkInterface, vswitch }),
    ],
    [
      "[library/a] `networkInterface` excludes `securityGroups`; remove one of them. " +
        "`networkInterface` excludes `vswitchName`; remove one of them",
      (stack, { instance, eip, networkInterface, securityGroup }) =>
        new ExposedEip(stack, "a", {
          ...{ instance, eip, networkInterface, vswitchName: "web", securityGroups: [securityGroup] },
        }),
    ],
    [
      "[library/a] `vpc` excludes `vpcCidrBlock`; remove one of them",
      (stack, { vpc }) => new Network(stack, "a", { ...base, vpc, vpcCidrBlock: "10.0.0.0/8" }),
    ],
    [
      "[library/a] `vswitch` requires `vpc`; add it",
      (stack, { vswitch }) => new Network(stack, "a", { ...base, vswitch }),
    ],
    [
      "[library/a] `vswitch` excludes `vswitchCidrBlock`; remove one of them",
      (stack, { vpc, vswitch }) =>
        new Network(stack, "a", { ...base, vpc, vswitch, vswitchCidrBlock: "10.0.0.0/24" }),
    ],
    [
      "[library/a] `securityGroup` excludes `ingress`; remove one of them. `securityGroup` requires `vpc`; add it",
      (stack, { securityGroup }) => new Network(stack, "a", { ...base, securityGroup, ingress: [] }),
    ],
    [
      "[library/a] exposures.web: `cidrBlock` excludes `networkInterface`; remove one of them",
      (stack, { instance, eip, networkInterface }) =>
        new ExposedEips(stack, "a", {
          exposures: { web: { instance, eip, networkInterface, cidrBlock: "203.0.113.96/28" } },
        }),
    ],
    [
      "[library/a] exposures.web: `cidrBlock` excludes `existingCidrBlock`; remove one of them",
      (stack, { instance, eip }) =>
        new ExposedEips(stack, "a", {
          exposures: {
            web: {
              ...{ instance, eip, cidrBlock: "203.0.113.96/28", existingCidrBlock: "203.0.113.96/28" },
            },
          },
        }),
    ],
    [
      "[library/a] an ENI requires one to five security groups, found 0",
      (stack, { vswitch }) =>
        new NetworkInterface(stack, "a", { vswitch, primaryIpAddress: "203.0.113.106" }),
    ],
  ];

describe("properties that exclude or require each other", () => {
  it.each(cases)("%s", (problem, declare) => {
    const synthesize = () =>
      Template.ofLibrary((stack) => {
        declare(stack, parts(stack));
      });
    expect(synthesize).toThrow(ExposureError);
    expect(synthesize).toThrow(problem);
  });
});

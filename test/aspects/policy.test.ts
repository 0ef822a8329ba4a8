import { EcsNetworkInterface } from "@cdktf/provider-alicloud/lib/ecs-network-interface";
import { SecurityGroupRule } from "@cdktf/provider-alicloud/lib/security-group-rule";
import { VpcIpv4CidrBlock } from "@cdktf/provider-alicloud/lib/vpc-ipv4-cidr-block";

import { type Policy, policySchema } from "../../lib/configuration/schema";
import { applyPolicy } from "../../lib/stack/exposure-stack";
import { Template } from "../../testing/template";
import { annotationErrors } from "./verdicts";

/** The constructs that break a policy, of a stack that breaks every rule. */
function constructsThatBreak(policy: Policy): string[] {
  const errors = annotationErrors(() =>
    Template.ofLibrary((stack) => {
      new VpcIpv4CidrBlock(stack, "block", { vpcId: "vpc-1", secondaryCidrBlock: "192.0.2.0/24" });
      new EcsNetworkInterface(stack, "eni", {
        vswitchId: "vsw-1",
        securityGroupIds: ["sg-1"],
        primaryIpAddress: "192.0.2.5",
      });
      new SecurityGroupRule(stack, "rule", {
        securityGroupId: "sg-1",
        type: "ingress",
        ipProtocol: "tcp",
        portRange: "8443/8443",
        cidrIp: "0.0.0.0/0",
      });
      applyPolicy(stack, policy);
    }),
  );
  return errors.map((error) => /^\[library\/(\w+)\]/.exec(error)?.[1] ?? error);
}

describe("the policy of a configuration file", () => {
  it.each<[given: unknown, broken: string[]]>([
    [{}, []],
    [{ requiredTags: ["team"] }, ["eni"]],
    [{ largestBlock: 26 }, ["block"]],
    [{ allowedEipRanges: ["203.0.113.0/24"] }, ["eni"]],
    [{ noOpenAdministrationPorts: true }, []],
    [{ noOpenAdministrationPorts: true, administrationPorts: [8443] }, ["rule"]],
    [{ noOpenAdministrationPorts: false }, []],
    [{ largestBlock: 26, allowedEipRanges: ["203.0.113.0/24"] }, ["block", "eni"]],
  ])("%j switches on what is in it", (given, broken) => {
    expect(constructsThatBreak(policySchema.parse(given))).toEqual(broken);
  });

  it.each<[given: unknown, path: string, problem: string]>([
    [{ requiredTags: [] }, "requiredTags", "Too small: expected array to have >=1 items"],
    [{ largestBlock: 29 }, "largestBlock", "Too big: expected number to be <=28"],
    [
      { allowedEipRanges: ["203.0.113.5/24"] },
      "allowedEipRanges.0",
      "host bits are set (203.0.113.5 is inside the network, not its first address)",
    ],
    [{ administrationPorts: [22] }, "administrationPorts", "the ports are given, but nothing checks them"],
    [{ largestblock: 26 }, "", 'Unrecognized key: "largestblock"'],
  ])("fails when it is %j, naming the place", (given, path, problem) => {
    const issues = policySchema.safeParse(given).error?.issues ?? [];
    expect(issues.map((issue) => [issue.path.join("."), issue.message])).toEqual([[path, problem]]);
  });
});

import { EcsNetworkInterface } from "@cdktf/provider-alicloud/lib/ecs-network-interface";
import { Instance } from "@cdktf/provider-alicloud/lib/instance";
import { SecurityGroup } from "@cdktf/provider-alicloud/lib/security-group";
import {
  SecurityGroupRule,
  type SecurityGroupRuleConfig,
} from "@cdktf/provider-alicloud/lib/security-group-rule";
import type { TerraformStack } from "cdktf";
import * as fc from "fast-check";

import { NoOpenAdministrationPorts } from "../../lib/aspects/no-open-administration-ports";
import { describeWithTerraform, useTerraform } from "../../testing/terraform";
import { errorsAtPlan, errorsAtSynth, unknownAtSynth } from "./verdicts";

type Rule = Pick<
  SecurityGroupRuleConfig,
  "type" | "ipProtocol" | "policy" | "cidrIp" | "ipv6CidrIp" | "portRange"
>;

/** SSH for everybody. */
const open: Rule = { type: "ingress", ipProtocol: "tcp", cidrIp: "0.0.0.0/0", portRange: "22/22" };

function group(stack: TerraformStack, name: string): SecurityGroup {
  return new SecurityGroup(stack, name, { vpcId: "vpc-1" });
}

function eni(stack: TerraformStack, securityGroupIds: string[]): EcsNetworkInterface {
  return new EcsNetworkInterface(stack, "web", { vswitchId: "vsw-1", securityGroupIds });
}

/** A group with one rule, and an ENI that uses it. */
function exposed(rule: Rule): (stack: TerraformStack) => void {
  return (stack) => {
    const { id: securityGroupId } = group(stack, "group");
    eni(stack, [securityGroupId]);
    new SecurityGroupRule(stack, "rule", { ...rule, securityGroupId });
  };
}

const message = (ports: string, source = "0.0.0.0/0", list = "22, 23, 3389, 5900, 5985, 5986") =>
  `alicloud_security_group_rule.rule opens ${ports} to ${source} for alicloud_ecs_network_interface.web, ` +
  `but administration ports (${list}) must not be open to the whole Internet. ` +
  "Restrict cidr_ip to the administrators' addresses, or open other ports only.";

describe("no open ports for administration", () => {
  it.each<[string, Rule, string]>([
    ["SSH", open, message("the ports 22/22")],
    ["a range with one of them", { ...open, portRange: "3000/4000" }, message("the ports 3000/4000")],
    ["RDP over UDP", { ...open, ipProtocol: "udp", portRange: "3389/3389" }, message("the ports 3389/3389")],
    ["everything", { ...open, ipProtocol: "all", portRange: "-1/-1" }, message("all ports")],
    [
      "everything, by default",
      { type: "ingress", ipProtocol: "all", cidrIp: "0.0.0.0/0" },
      message("all ports"),
    ],
    [
      "IPv6",
      { type: "ingress", ipProtocol: "tcp", ipv6CidrIp: "::/0", portRange: "22/22" },
      message("the ports 22/22", "::/0"),
    ],
  ])("fails when a rule opens %s, naming rule and ENI", (_, rule, expected) => {
    expect(errorsAtSynth(new NoOpenAdministrationPorts(), exposed(rule))).toEqual([
      `[library/rule] ${expected}`,
    ]);
  });

  it.each<[string, Rule]>([
    ["other ports", { ...open, portRange: "443/443" }],
    ["a range between them", { ...open, portRange: "24/3388" }],
    ["some addresses only", { ...open, cidrIp: "198.51.100.0/24" }],
    ["ICMP", { ...open, ipProtocol: "icmp", portRange: "-1/-1" }],
    ["the way out", { ...open, type: "egress" }],
    ["nothing, but closes", { ...open, policy: "drop" }],
  ])("lets a rule be that opens %s", (_, rule) => {
    expect(errorsAtSynth(new NoOpenAdministrationPorts(), exposed(rule))).toEqual([]);
  });

  it("looks for ports of one's own", () => {
    const errors = (portRange: string) =>
      errorsAtSynth(new NoOpenAdministrationPorts({ ports: [2222] }), exposed({ ...open, portRange }));
    expect(errors("22/22")).toEqual([]);
    expect(errors("2222/2222")).toEqual([
      `[library/rule] ${message("the ports 2222/2222", "0.0.0.0/0", "2222")}`,
    ]);
  });

  it.each([0, 65_536, 1.5])("fails when a port is %p", (port) => {
    expect(() => new NoOpenAdministrationPorts({ ports: [port] })).toThrow(RangeError);
  });

  it("sees a group that exists already by its ID, and one that an instance of the stack gives to the ENI", () => {
    const byId = errorsAtSynth(new NoOpenAdministrationPorts(), (stack) => {
      eni(stack, ["sg-existing"]);
      new SecurityGroupRule(stack, "rule", { ...open, securityGroupId: "sg-existing" });
    });
    const throughInstance = errorsAtSynth(new NoOpenAdministrationPorts(), (stack) => {
      const { id: securityGroupId } = group(stack, "group");
      const instance = new Instance(stack, "app", { securityGroups: [securityGroupId] });
      eni(stack, instance.securityGroups);
      new SecurityGroupRule(stack, "rule", { ...open, securityGroupId });
    });
    expect([byId, throughInstance]).toEqual([
      [`[library/rule] ${message("the ports 22/22")}`],
      [`[library/rule] ${message("the ports 22/22")}`],
    ]);
  });

  it("lets the rules of a group be that no ENI uses", () => {
    const errors = errorsAtSynth(new NoOpenAdministrationPorts(), (stack) => {
      eni(stack, [group(stack, "used").id]);
      new SecurityGroupRule(stack, "rule", { ...open, securityGroupId: group(stack, "unused").id });
    });
    expect(errors).toEqual([]);
  });
});

describeWithTerraform("a rule that only Terraform knows", () => {
  const terraform = useTerraform();

  it("gets the verdict at plan time that it would have got at synth", async () => {
    const ports = [1, 21, 22, 23, 24, 3388, 3389, 3390, 65_535];
    const ranges = ports.flatMap((first) =>
      ports.filter((last) => first <= last).map((last) => `${first}/${last}`),
    );
    const rule = fc.record({
      type: fc.constantFrom("ingress", "ingress", "ingress", "egress"),
      ipProtocol: fc.constantFrom("tcp", "udp", "all", "icmp"),
      policy: fc.constantFrom("accept", "accept", "accept", "drop"),
      cidrIp: fc.constantFrom("0.0.0.0/0", "0.0.0.0/0", "198.51.100.0/24"),
      portRange: fc.constantFrom("-1/-1", ...ranges),
    });
    const rules = [
      ...ranges.map((portRange) => ({ ...open, policy: "accept", cidrIp: "0.0.0.0/0", portRange })),
      ...fc.sample(rule, { numRuns: 40, seed: 7 }),
    ];
    const verdicts = rules.map(
      (one) => errorsAtSynth(new NoOpenAdministrationPorts(), exposed(one)).length > 0,
    );
    expect(new Set(verdicts)).toEqual(new Set([true, false]));

    const errors = await errorsAtPlan(terraform, new NoOpenAdministrationPorts(), (stack) => {
      const { id: securityGroupId } = group(stack, "group");
      eni(stack, [securityGroupId]);
      rules.forEach((one, index) => {
        const unknown = (field: keyof typeof one) =>
          unknownAtSynth(stack, `${field}_${index}`, one[field]).stringValue;
        new SecurityGroupRule(stack, `rule-${index}`, {
          securityGroupId,
          type: unknown("type"),
          ipProtocol: unknown("ipProtocol"),
          policy: unknown("policy"),
          cidrIp: unknown("cidrIp"),
          portRange: unknown("portRange"),
        });
      });
    });
    const refused = rules.map((_, index) => `alicloud_security_group_rule.rule-${index}` in errors);
    expect(refused).toEqual(verdicts);
  });
});

import { SecurityGroup } from "@cdktf/provider-alicloud/lib/security-group";
import { SecurityGroupRule } from "@cdktf/provider-alicloud/lib/security-group-rule";
import { Construct } from "constructs";

import { omitUndefined } from "../omit-undefined";

/** What a security group lets in. */
export interface IngressRule {
  /** The protocol; `all` is every one of IP. */
  readonly protocol: "tcp" | "udp" | "icmp" | "all";
  /**
   * Ports as `from/to`, such as `22/22`; for `icmp` and `all` there are none.
   * @default - all ports
   */
  readonly ports?: string;
  /** Where from, in canonical CIDR notation. */
  readonly source: string;
}

/** A security group to make. */
export interface CreatedSecurityGroupProps {
  /** The ID of the VPC that the group is in, `vpc-…`. */
  readonly vpcId: string;
  /** Name in the console. */
  readonly name: string;
  /**
   * What the group lets in. It lets everything out.
   * @default - only ICMP, from everywhere, so that the exposure can be tested
   */
  readonly ingress?: readonly IngressRule[];
  /**
   * Tags of the group; its rules take none.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A basic security group that the stack makes.
 * @see https://www.alibabacloud.com/help/en/ecs/user-guide/basic-security-groups-and-advanced-security-groups
 */
export class CreatedSecurityGroup extends Construct {
  /** The ID of the security group, `sg-…`. */
  public readonly securityGroupId: string;

  public constructor(scope: Construct, id: string, props: CreatedSecurityGroupProps) {
    super(scope, id);
    const { vpcId, name, ingress = DEFAULT_INGRESS, tags } = props;
    const group = new SecurityGroup(this, "Resource", {
      vpcId,
      securityGroupName: name,
      ...omitUndefined({ tags }),
    });
    this.securityGroupId = group.id;
    // Without nic_type the provider stores a broken ID; groups of a VPC know `intranet` only.
    const common = { securityGroupId: group.id, nicType: "intranet", policy: "accept" };
    new SecurityGroupRule(this, "out", {
      ...common,
      type: "egress",
      ipProtocol: "all",
      portRange: "-1/-1",
      cidrIp: "0.0.0.0/0",
    });
    for (const { protocol, ports, source } of distinct(ingress)) {
      const rule = ["in", protocol, ports, source].filter((part) => part !== undefined).join("-");
      // Named by what it says, so that adding a rule moves no other.
      new SecurityGroupRule(this, rule.replaceAll(/[^a-z0-9]+/g, "-"), {
        ...common,
        type: "ingress",
        ipProtocol: protocol,
        portRange: ports ?? (protocol === "tcp" || protocol === "udp" ? "1/65535" : "-1/-1"),
        cidrIp: source,
      });
    }
  }
}

/** Each rule once: a second one that says the same would be refused. */
function distinct(rules: readonly IngressRule[]): IngressRule[] {
  const textOf = ({ protocol, ports, source }: IngressRule) => `${protocol} ${ports ?? ""} ${source}`;
  return [...new Map(rules.map((rule) => [textOf(rule), rule])).values()];
}

const DEFAULT_INGRESS: readonly IngressRule[] = [{ protocol: "icmp", source: "0.0.0.0/0" }];

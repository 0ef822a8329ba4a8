import { SecurityGroup as SecurityGroupResource } from "@cdktf/provider-alicloud/lib/security-group";
import { SecurityGroupRule } from "@cdktf/provider-alicloud/lib/security-group-rule";
import type { TerraformResource } from "cdktf";
import { Construct, type IConstruct } from "constructs";

import { omitUndefined } from "../omit-undefined";
import { tagArguments } from "../terraform/constructs";
import type { IVpc } from "./vpc";

/** Security group. */
export interface ISecurityGroup extends IConstruct {
  /** ID of the security group, `sg-…`. */
  readonly securityGroupId: string;
}

/** Inbound traffic that a security group allows. */
export interface IngressRule {
  /** Protocol; `all` stands for every IP protocol. */
  readonly protocol: "tcp" | "udp" | "icmp" | "all";
  /**
   * Ports as `from/to`, such as `22/22`; `icmp` and `all` have none.
   * @default - all ports
   */
  readonly ports?: string;
  /** Source CIDR block, in canonical CIDR notation. */
  readonly source: string;
}

/** Security group to create. */
export interface SecurityGroupProps {
  /** VPC of the group. */
  readonly vpc: IVpc;
  /**
   * Name in the console, 2 to 128 characters.
   * @default - Alibaba Cloud gives none
   */
  readonly securityGroupName?: string;
  /**
   * Inbound traffic that the group allows. It allows all outbound traffic.
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
 * Creates a basic security group.
 * @see https://www.alibabacloud.com/help/en/ecs/user-guide/basic-security-groups-and-advanced-security-groups
 */
export class SecurityGroup extends Construct implements ISecurityGroup {
  public readonly securityGroupId: string;
  /** Terraform resource, for dependencies and overrides. */
  public readonly resource: TerraformResource;

  /**
   * Refers to an existing security group by its ID.
   *
   * @param securityGroupId - `sg-…`, or a token
   */
  public static fromSecurityGroupId(scope: Construct, id: string, securityGroupId: string): ISecurityGroup {
    return new ImportedSecurityGroup(scope, id, securityGroupId);
  }

  public constructor(scope: Construct, id: string, props: SecurityGroupProps) {
    super(scope, id);
    const { vpc, securityGroupName, ingress = DEFAULT_INGRESS, tags } = props;
    const group = new SecurityGroupResource(this, "Resource", {
      vpcId: vpc.vpcId,
      ...omitUndefined({ securityGroupName }),
      ...tagArguments(this, tags),
    });
    this.resource = group;
    this.securityGroupId = group.id;
    // Without nic_type the provider stores a broken ID; groups of a VPC only have `intranet`.
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
      // Named by its content, so that adding a rule moves no other.
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

class ImportedSecurityGroup extends Construct implements ISecurityGroup {
  public constructor(
    scope: Construct,
    id: string,
    public readonly securityGroupId: string,
  ) {
    super(scope, id);
  }
}

/** Removes duplicate rules, which Alibaba Cloud refuses. */
function distinct(rules: readonly IngressRule[]): IngressRule[] {
  const textOf = ({ protocol, ports, source }: IngressRule) => `${protocol} ${ports ?? ""} ${source}`;
  return [...new Map(rules.map((rule) => [textOf(rule), rule])).values()];
}

const DEFAULT_INGRESS: readonly IngressRule[] = [{ protocol: "icmp", source: "0.0.0.0/0" }];

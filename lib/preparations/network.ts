import { SecurityGroup } from "@cdktf/provider-alicloud/lib/security-group";
import { SecurityGroupRule } from "@cdktf/provider-alicloud/lib/security-group-rule";
import { Vpc as VpcResource } from "@cdktf/provider-alicloud/lib/vpc";
import { Vswitch } from "@cdktf/provider-alicloud/lib/vswitch";
import { Construct } from "constructs";

import { Ipv4Cidr, requireAllowedVSwitch } from "../address";
import { given } from "../given";
import { type IVpc, Vpc } from "../references/vpc";

/** What a security group lets in. */
export interface IngressRule {
  readonly protocol: "tcp" | "udp" | "icmp" | "all";
  /**
   * Ports as `from/to`, such as `22/22`; for `icmp` and `all` there are none.
   * @default - all ports
   */
  readonly ports?: string;
  /** Where from, in canonical CIDR notation. */
  readonly source: string;
}

export interface NetworkProps {
  /** The zone of vSwitch 1, and so of the instances. */
  readonly zoneId: string;
  /**
   * Primary CIDR block of the VPC.
   * @default 10.0.0.0/8, as in the procedure's example
   */
  readonly vpcCidrBlock?: string;
  /**
   * Range of vSwitch 1, in the primary CIDR block.
   * @default 10.0.0.0/24, as in the procedure's example
   */
  readonly vswitchCidrBlock?: string;
  /**
   * What the security group lets in. It lets everything out.
   * @default - only ICMP, from everywhere, so that the exposure can be tested
   */
  readonly ingress?: readonly IngressRule[];
  /** Begins the names in the console. */
  readonly namePrefix: string;
  /** @default - none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** The network that the procedure expects to exist: a VPC, vSwitch 1 in it, and a security group. */
export class Network extends Construct {
  public readonly vpc: IVpc;
  public readonly zoneId: string;
  /** vSwitch 1, in which the primary ENIs are. */
  public readonly vswitchId: string;
  public readonly securityGroupId: string;
  /** Primary CIDR block of the VPC. */
  public readonly vpcCidrBlock: Ipv4Cidr;

  /** @throws AddressError when a range is not canonical, or vSwitch 1 does not fit into the VPC */
  public constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const {
      zoneId,
      vpcCidrBlock = "10.0.0.0/8",
      vswitchCidrBlock = "10.0.0.0/24",
      namePrefix,
      ingress,
      tags,
    } = props;
    this.zoneId = zoneId;
    this.vpcCidrBlock = Ipv4Cidr.parse(vpcCidrBlock);
    requireAllowedVSwitch(Ipv4Cidr.parse(vswitchCidrBlock), this.vpcCidrBlock);

    // `secondary_cidr_blocks` stays unset: with a value it would fight over the blocks with alicloud_vpc_ipv4_cidr_block.
    const vpc = new VpcResource(this, "Vpc", {
      vpcName: namePrefix,
      cidrBlock: vpcCidrBlock,
      ...given({ tags }),
    });
    this.vpc = Vpc.fromVpcId(new Construct(this, "Reference"), "Vpc", vpc.id);
    const vswitch = new Vswitch(this, "VSwitch", {
      vpcId: vpc.id,
      zoneId,
      cidrBlock: vswitchCidrBlock,
      vswitchName: `${namePrefix}-primary`,
      timeouts: { delete: "15m" },
      ...given({ tags }),
    });
    this.vswitchId = vswitch.id;
    this.securityGroupId = this.makeSecurityGroup(vpc.id, namePrefix, ingress ?? DEFAULT_INGRESS, tags);
  }

  private makeSecurityGroup(
    vpcId: string,
    securityGroupName: string,
    ingress: readonly IngressRule[],
    tags: NetworkProps["tags"],
  ): string {
    const group = new SecurityGroup(this, "SecurityGroup", { vpcId, securityGroupName, ...given({ tags }) });
    // Without nic_type the provider stores a broken ID; groups of a VPC know `intranet` only.
    const common = { securityGroupId: group.id, nicType: "intranet", policy: "accept" };
    new SecurityGroupRule(this, "out", {
      ...common,
      type: "egress",
      ipProtocol: "all",
      portRange: "-1/-1",
      cidrIp: "0.0.0.0/0",
    });
    ingress.forEach(({ protocol, ports = "-1/-1", source }) => {
      const name = `in-${protocol}-${ports}-${source}`.replaceAll(/[^a-z0-9]+/g, "-");
      new SecurityGroupRule(this, name, {
        ...common,
        type: "ingress",
        ipProtocol: protocol,
        portRange: ports,
        cidrIp: source,
      });
    });
    return group.id;
  }
}

const DEFAULT_INGRESS: readonly IngressRule[] = [{ protocol: "icmp", source: "0.0.0.0/0" }];

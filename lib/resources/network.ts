import { Vswitch } from "@cdktf/provider-alicloud/lib/vswitch";
import { Construct } from "constructs";

import { withConstructPath } from "../errors";
import { ExposureTable } from "../exposure-table/exposure-table";
import type { Ipv4Cidr } from "../ipv4";
import { omitUndefined } from "../omit-undefined";
import { requireAllowedVSwitch } from "../planning/placement";
import { knownCidr, requireConsistentProps } from "../terraform/constructs";
import { type IngressRule, type ISecurityGroup, SecurityGroup } from "./security-group";
import { type IVpc, Vpc } from "./vpc";
import { type IVSwitch, VSwitch } from "./vswitch";

/** Network to create or complete: each part is created, unless it exists already. */
export interface NetworkProps {
  /** Zone of vSwitch 1, and so of the instances. */
  readonly zoneId: string;
  /** Prefix of the names in the console. */
  readonly namePrefix: string;
  /**
   * Tags of everything that is created here and takes tags.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * An existing VPC. Excludes `vpcCidrBlock`.
   * @default - a VPC is created
   */
  readonly vpc?: IVpc;
  /**
   * Primary CIDR block of the VPC to create, in canonical CIDR notation.
   * @default 10.0.0.0/8, as in the procedure's example
   */
  readonly vpcCidrBlock?: string | Ipv4Cidr;
  /**
   * An existing vSwitch 1 in the zone. Requires `vpc`, and excludes `vswitchCidrBlock`.
   * @default - vSwitch 1 is created
   */
  readonly vswitch?: IVSwitch;
  /**
   * Range of the vSwitch 1 to create, in canonical CIDR notation: inside the primary CIDR block, prefix length 16 to 29.
   * @default 10.0.0.0/24, as in the procedure's example
   */
  readonly vswitchCidrBlock?: string | Ipv4Cidr;
  /**
   * An existing security group. Requires `vpc`, and excludes `ingress`.
   * @default - a security group is created
   */
  readonly securityGroup?: ISecurityGroup;
  /**
   * Inbound traffic that the created security group allows. It allows all outbound traffic.
   * @default - only ICMP, from everywhere, so that the exposure can be tested
   */
  readonly ingress?: readonly IngressRule[];
}

/** Network that the procedure expects to exist: a VPC, vSwitch 1 in it, and a security group. */
export class Network extends Construct {
  /** VPC, created here or existing. */
  public readonly vpc: IVpc;
  /** Zone of vSwitch 1, such as `cn-hangzhou-h`. */
  public readonly zoneId: string;
  /** vSwitch 1, which contains the primary ENIs. */
  public readonly vswitch: IVSwitch;
  /** Security group of the instances. */
  public readonly securityGroup: ISecurityGroup;

  /**
   * @throws {@link ExposureError} if a range is not canonical, vSwitch 1 does not fit into the VPC, or properties exclude each
   * other
   */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: NetworkProps,
  ) {
    super(scope, id);
    requireConsistentProps(this, props, {
      excludes: [
        ["vpc", "vpcCidrBlock"],
        ["vswitch", "vswitchCidrBlock"],
        ["securityGroup", "ingress"],
      ],
      requires: [
        ["vswitch", "vpc"],
        ["securityGroup", "vpc"],
      ],
    });
    const { namePrefix, ingress, tags, vpcCidrBlock } = props;
    this.zoneId = props.zoneId;
    this.vpc =
      props.vpc ??
      new Vpc(this, "Vpc", { vpcName: namePrefix, ...omitUndefined({ cidrBlock: vpcCidrBlock, tags }) });
    this.node.defaultChild = this.vpc.node.defaultChild;
    this.vswitch = props.vswitch ?? this.createVSwitch(props.vswitchCidrBlock ?? "10.0.0.0/24");
    this.securityGroup =
      props.securityGroup ??
      new SecurityGroup(this, "SecurityGroup", {
        vpc: this.vpc,
        securityGroupName: namePrefix,
        ...omitUndefined({ ingress, tags }),
      });
  }

  /** Creates vSwitch 1. The class VSwitch is for secondary CIDR blocks, with the checks of an exposure. */
  private createVSwitch(cidrBlock: string | Ipv4Cidr): IVSwitch {
    const { namePrefix, tags } = this.props;
    const range = knownCidr(this, cidrBlock);
    const around = this.vpc.cidrBlock === undefined ? range : knownCidr(this, this.vpc.cidrBlock);
    if (range !== undefined && around !== undefined) {
      withConstructPath(this, () => {
        requireAllowedVSwitch(range, around);
      });
    }
    const vswitch = new Vswitch(this, "VSwitch", {
      vpcId: this.vpc.vpcId,
      zoneId: this.zoneId,
      cidrBlock: cidrBlock.toString(),
      vswitchName: `${namePrefix}-primary`,
      timeouts: { delete: "15m" },
      ...omitUndefined({ tags }),
    });
    if (this.vpc.isLookedUp === true) {
      const precondition = ExposureTable.of(this).declarePrimaryVSwitch(vswitch.friendlyUniqueId, {
        range: cidrBlock.toString(),
        vpc_id: this.vpc.vpcId,
      });
      if (precondition.length > 0) vswitch.lifecycle = { precondition };
    }
    return VSwitch.fromVSwitchAttributes(this, "Primary", { vswitchId: vswitch.id });
  }
}

import { Vpc as VpcResource } from "@cdktf/provider-alicloud/lib/vpc";
import { Vswitch } from "@cdktf/provider-alicloud/lib/vswitch";
import { Construct } from "constructs";

import { withConstructPath } from "../errors";
import { Ipv4Cidr } from "../ipv4";
import { omitUndefined } from "../omit-undefined";
import { requireAllowedVSwitch } from "../planning/placement";
import { CreatedSecurityGroup, type IngressRule } from "./security-group";
import { type IVpc, Vpc } from "./vpc";

/** What every network has. */
export interface NetworkBaseProps {
  /** The zone of vSwitch 1, and so of the instances. */
  readonly zoneId: string;
  /** Begins the names in the console. */
  readonly namePrefix: string;
  /**
   * Tags of everything that is made here and takes tags.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A network in a VPC that is made. */
export interface NewVpcProps extends NewVSwitchProps, NewSecurityGroupProps {
  /**
   * Primary CIDR block of the VPC, in canonical CIDR notation.
   * @default 10.0.0.0/8, as in the procedure's example
   */
  readonly vpcCidrBlock?: string;
  /** The VPC is made. */
  readonly vpc?: never;
}

/** A network in a VPC that exists. */
export interface ExistingVpcProps {
  /** The VPC. */
  readonly vpc: IVpc;
  /** The VPC has its range. */
  readonly vpcCidrBlock?: never;
}

/** A network whose vSwitch 1 is made. */
export interface NewVSwitchProps {
  /**
   * Range of vSwitch 1 in the primary CIDR block, in canonical CIDR notation, mask 16 to 29.
   * @default 10.0.0.0/24, as in the procedure's example
   */
  readonly vswitchCidrBlock?: string;
  /** vSwitch 1 is made. */
  readonly vswitchId?: never;
}

/** A network with a vSwitch 1 that exists. */
export interface ExistingVSwitchProps {
  /** vSwitch 1, `vsw-…`, in the zone. */
  readonly vswitchId: string;
  /** vSwitch 1 has its range. */
  readonly vswitchCidrBlock?: never;
}

/** A network whose security group is made. */
export interface NewSecurityGroupProps {
  /**
   * What the security group lets in. It lets everything out.
   * @default - only ICMP, from everywhere, so that the exposure can be tested
   */
  readonly ingress?: readonly IngressRule[];
  /** The security group is made. */
  readonly securityGroupId?: never;
}

/** A network with a security group that exists. */
export interface ExistingSecurityGroupProps {
  /** The security group, `sg-…`. */
  readonly securityGroupId: string;
  /** The security group has its rules. */
  readonly ingress?: never;
}

/** A network to make, or to complete. Each part is made or exists, never both; a VPC that is made has nothing in it that exists. */
export type NetworkProps = NetworkBaseProps &
  (
    | NewVpcProps
    | (ExistingVpcProps &
        (NewVSwitchProps | ExistingVSwitchProps) &
        (NewSecurityGroupProps | ExistingSecurityGroupProps))
  );

/** The network that the procedure expects to exist: a VPC, vSwitch 1 in it, and a security group. */
export class Network extends Construct {
  /** The VPC, made here or given. */
  public readonly vpc: IVpc;
  /** The zone of vSwitch 1, such as `cn-hangzhou-h`. */
  public readonly zoneId: string;
  /** The ID of vSwitch 1, `vsw-…`, in which the primary ENIs are. */
  public readonly vswitchId: string;
  /** The security group of the instances, `sg-…`. */
  public readonly securityGroupId: string;

  /** @throws {@link ExposureError} when a range is not canonical, or vSwitch 1 does not fit into a VPC that is made */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: NetworkProps,
  ) {
    super(scope, id);
    const { namePrefix, ingress, tags } = props;
    this.zoneId = props.zoneId;
    this.vpc = props.vpc ?? this.makeVpc(props.vpcCidrBlock ?? "10.0.0.0/8");
    this.vswitchId = props.vswitchId ?? this.makeVSwitch(props.vswitchCidrBlock ?? "10.0.0.0/24");
    this.securityGroupId =
      props.securityGroupId ??
      new CreatedSecurityGroup(this, "SecurityGroup", {
        vpcId: this.vpc.vpcId,
        name: namePrefix,
        ...omitUndefined({ ingress, tags }),
      }).securityGroupId;
  }

  private makeVpc(cidrBlock: string): IVpc {
    const { namePrefix, tags } = this.props;
    // `secondary_cidr_blocks` stays unset: with a value it would fight over the blocks with alicloud_vpc_ipv4_cidr_block.
    const { id } = new VpcResource(this, "Vpc", {
      vpcName: namePrefix,
      cidrBlock,
      ...omitUndefined({ tags }),
    });
    return Vpc.fromVpcAttributes(new Construct(this, "Reference"), "Vpc", { vpcId: id, cidrBlock });
  }

  private makeVSwitch(cidrBlock: string): string {
    const { namePrefix, tags } = this.props;
    withConstructPath(this, () => {
      const range = Ipv4Cidr.parse(cidrBlock);
      const { cidrBlock: around = cidrBlock } = this.vpc;
      requireAllowedVSwitch(range, Ipv4Cidr.parse(around));
    });
    const vswitch = new Vswitch(this, "VSwitch", {
      vpcId: this.vpc.vpcId,
      zoneId: this.zoneId,
      cidrBlock,
      vswitchName: `${namePrefix}-primary`,
      timeouts: { delete: "15m" },
      ...omitUndefined({ tags }),
    });
    return vswitch.id;
  }
}

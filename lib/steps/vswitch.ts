import { Vswitch } from "@cdktf/provider-alicloud/lib/vswitch";
import { type Precondition, Token } from "cdktf";
import { Construct } from "constructs";

import { Ipv4Cidr, requireAllowedVSwitch } from "../address";
import { given } from "../given";
import { serialized } from "../terraform/serialized";
import type { ISecondaryCidrBlock } from "./secondary-cidr-block";

/** A vSwitch: the subnet that an ENI is in. */
export interface IVSwitch {
  /** `vsw-…` */
  readonly vswitchId: string;
  /**
   * The range in canonical CIDR notation; a token when only Terraform knows it.
   * @default - unknown, and nothing is checked against it
   */
  readonly cidrBlock?: string;
  /**
   * The secondary CIDR block that the vSwitch lies in.
   * @default - unknown
   */
  readonly block?: ISecondaryCidrBlock;
}

export interface VSwitchProps {
  /** The secondary CIDR block that the vSwitch lies in. */
  readonly block: ISecondaryCidrBlock;
  /** Range in canonical CIDR notation, mask 16 to 29, inside the block. A literal is checked at once if the block is one too. */
  readonly cidrBlock: string;
  /** The zone; an ENI can only be attached to an instance of the same zone. */
  readonly zoneId: string;
  /**
   * Name in the console, 1 to 128 characters, not starting with `http://` or `https://`.
   * @default - Alibaba Cloud gives none
   */
  readonly vswitchName?: string;
  /**
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * What Terraform checks at plan time before it makes the vSwitch.
   * @default - nothing
   */
  readonly requirements?: readonly Precondition[];
}

/** Step 2: a vSwitch in the secondary CIDR block, in the instance's zone. */
export class VSwitch extends Construct implements IVSwitch {
  public readonly vswitchId: string;
  public readonly cidrBlock: string;
  public readonly block: ISecondaryCidrBlock;

  /** @throws AddressError when the range is a literal that is not canonical, of a wrong size, or outside the block */
  public constructor(scope: Construct, id: string, props: VSwitchProps) {
    super(scope, id);
    const { block, cidrBlock, zoneId, vswitchName, tags, requirements = [] } = props;
    if (!Token.isUnresolved(cidrBlock) && !Token.isUnresolved(block.cidrBlock)) {
      requireAllowedVSwitch(Ipv4Cidr.parse(cidrBlock), Ipv4Cidr.parse(block.cidrBlock));
    }
    const resource = new Vswitch(this, "Resource", {
      // Taken from the block, so that Terraform makes the block first and removes it last.
      vpcId: block.vpcId,
      cidrBlock,
      zoneId,
      ...given({ vswitchName, tags }),
      timeouts: { create: "10m", delete: "15m" },
      ...(requirements.length === 0 ? {} : { lifecycle: { precondition: [...requirements] } }),
    });
    // Alibaba Cloud refuses to make several vSwitches of one VPC at once.
    serialized(this, "vSwitches", resource);
    this.block = block;
    this.vswitchId = resource.id;
    this.cidrBlock = Token.isUnresolved(cidrBlock) ? resource.cidrBlock : cidrBlock;
  }

  /** An existing vSwitch. */
  public static fromVSwitchId(vswitchId: string): IVSwitch {
    return { vswitchId };
  }
}

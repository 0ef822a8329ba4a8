import { type Precondition, TerraformLocal } from "cdktf";
import { Construct } from "constructs";

import { BLOCK_MASKS, Ipv4Cidr, smallestPlacement } from "./address";
import { given } from "./given";
import type { IEcsInstance, IEip } from "./references";
import { warnOfShadow } from "./shadow-warning";
import {
  EipAssociation,
  type IVSwitch,
  NetworkInterface,
  NetworkInterfaceAttachment,
  SecondaryCidrBlock,
  VSwitch,
} from "./steps";
import { hcl, type HclExpression } from "./terraform/hcl";
import {
  addressNumber,
  containingNetwork,
  smallestBlockMask,
  smallestVSwitchMask,
} from "./terraform/placement-expression";

export interface ExposedEipProps {
  /** The instance on whose NIC the EIP becomes visible. */
  readonly instance: IEcsInstance;
  /** The EIP. */
  readonly eip: IEip;
  /**
   * The vSwitch for the secondary ENI: in a secondary CIDR block that contains the EIP, in the instance's zone.
   * @default - the smallest vSwitch in which the EIP is usable, in the smallest block that contains it, both made here
   */
  readonly vswitch?: IVSwitch;
  /**
   * The security groups of the secondary ENI, one to five of the instance's VPC.
   * @default - those of the instance
   */
  readonly securityGroupIds?: readonly string[];
  /**
   * Name of what is made, in the console.
   * @default - Alibaba Cloud's own default names
   */
  readonly name?: string;
  /**
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Steps 1 to 5: one EIP, visible on the NIC of one instance. */
export class ExposedEip extends Construct {
  public readonly instance: IEcsInstance;
  public readonly eip: IEip;
  public readonly vswitch: IVSwitch;
  public readonly networkInterface: NetworkInterface;
  public readonly association: EipAssociation;
  public readonly attachment: NetworkInterfaceAttachment;

  /** @throws AddressError when the EIP is known by its address and no block can hold it */
  public constructor(scope: Construct, id: string, props: ExposedEipProps) {
    super(scope, id);
    const { instance, eip, securityGroupIds, name, tags } = props;
    this.instance = instance;
    this.eip = eip;
    this.vswitch = props.vswitch ?? this.makeVSwitch(props);
    this.networkInterface = new NetworkInterface(this, "NetworkInterface", {
      vswitch: this.vswitch,
      primaryIpAddress: eip.ipAddress,
      securityGroupIds: securityGroupIds ?? instance.securityGroupIds,
      ...given({ networkInterfaceName: name, tags }),
      requirements: [...instance.requirements, ...eip.requirements],
    });
    this.association = new EipAssociation(this, "Association", {
      eip,
      networkInterface: this.networkInterface,
    });
    this.attachment = new NetworkInterfaceAttachment(this, "Attachment", {
      networkInterface: this.networkInterface,
      instance,
      after: [this.association.resource],
    });
  }

  private makeVSwitch({ instance, eip, name, tags }: ExposedEipProps): VSwitch {
    const placement =
      eip.address === undefined
        ? this.derivedPlacement(eip)
        : { ...smallestPlacement(eip.address), requirements: [] };
    const block = new SecondaryCidrBlock(this, "Block", {
      vpc: instance.vpc,
      cidrBlock: placement.block.toString(),
      requirements: [...instance.requirements, ...eip.requirements, ...placement.requirements],
    });
    if (placement.block instanceof Ipv4Cidr) warnOfShadow(block, placement.block, placement.block.size - 1);
    return new VSwitch(this, "VSwitch", {
      block,
      cidrBlock: placement.vswitch.toString(),
      zoneId: instance.zoneId,
      ...given({ vswitchName: name, tags }),
    });
  }

  /** The smallest placement as Terraform computes it, for an EIP whose address is not known at synth. */
  private derivedPlacement({ ipAddress }: IEip): DerivedPlacement {
    const number = new TerraformLocal(this, "eip_number", addressNumber(ipAddress));
    const mask = new TerraformLocal(this, "vswitch_mask", smallestVSwitchMask(number.asString));
    return {
      block: containingNetwork(ipAddress, smallestBlockMask(mask.asString)),
      vswitch: containingNetwork(ipAddress, mask.asString),
      requirements: [
        {
          condition: hcl`${mask.asString} >= ${BLOCK_MASKS.shortest}`,
          errorMessage:
            `No secondary CIDR block of /${BLOCK_MASKS.shortest} to /${BLOCK_MASKS.longest} can hold the EIP ${ipAddress}: ` +
            "it is the first or among the last three addresses of each, and Alibaba Cloud reserves these. Choose another EIP.",
        },
      ],
    };
  }
}

/** A placement that Terraform computes. */
interface DerivedPlacement {
  readonly block: HclExpression;
  readonly vswitch: HclExpression;
  readonly requirements: readonly Precondition[];
}

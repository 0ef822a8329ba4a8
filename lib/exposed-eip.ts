import { TerraformLocal, Token } from "cdktf";
import { Construct } from "constructs";

import { BLOCK_MASKS, Ipv4Cidr, requireUsable, smallestPlacement } from "./address";
import { attachmentRequirements } from "./checks/attachment-checks";
import type { Requirement } from "./checks/requirement";
import { securityGroupRequirements } from "./checks/security-group-checks";
import { given } from "./given";
import type { IEcsInstance, IEip } from "./references";
import { located } from "./references/located";
import { warnOfShadow } from "./shadow-warning";
import {
  EipAssociation,
  type IVSwitch,
  NetworkInterface,
  NetworkInterfaceAttachment,
  SecondaryCidrBlock,
  VSwitch,
} from "./steps";
import { usableAddress } from "./steps/requirements";
import { hcl, type HclExpression, type HclValue } from "./terraform/hcl";
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
   * How many secondary CIDR blocks the VPC may have, where a block is made here.
   * @default 5, Alibaba Cloud's default quota `vpc_quota_secondary_cidr_num`
   */
  readonly blocksPerVpc?: number;
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

  /**
   * @throws {@link ExposureError} when the EIP is known by its address, and no block can hold it or it has no usable place in
   * the vSwitch
   */
  public constructor(scope: Construct, id: string, props: ExposedEipProps) {
    super(scope, id);
    const { instance, eip, securityGroupIds, name, tags } = props;
    this.instance = instance;
    this.eip = eip;
    this.vswitch = props.vswitch ?? this.makeVSwitch(props);
    const placeRequirements = props.vswitch === undefined ? [] : this.requirePlace(props.vswitch);
    const groups = securityGroupIds ?? instance.securityGroupIds;
    this.networkInterface = new NetworkInterface(this, "NetworkInterface", {
      vswitch: this.vswitch,
      primaryIpAddress: eip.ipAddress,
      securityGroupIds: groups,
      ...given({ networkInterfaceName: name, tags }),
      requirements: [
        ...instance.requirements,
        ...eip.requirements,
        ...placeRequirements,
        ...securityGroupRequirements(this, instance.vpc, groups),
      ],
    });
    this.association = new EipAssociation(this, "Association", {
      eip,
      networkInterface: this.networkInterface,
    });
    this.attachment = new NetworkInterfaceAttachment(this, "Attachment", {
      networkInterface: this.networkInterface,
      instance,
      after: [this.association.resource],
      requirements: attachmentRequirements(this, instance, eip.ipAddress),
    });
  }

  /** That the EIP has a usable place in a vSwitch that is given: at once where both are known, else at plan time. */
  private requirePlace({ cidrBlock }: IVSwitch): Requirement[] {
    if (cidrBlock === undefined) return [];
    const { address, ipAddress } = this.eip;
    if (address === undefined || Token.isUnresolved(cidrBlock)) return [usableAddress(cidrBlock, ipAddress)];
    located(this, () => {
      requireUsable(Ipv4Cidr.parse(cidrBlock), address);
    });
    return [];
  }

  private makeVSwitch({ instance, eip, name, blocksPerVpc, tags }: ExposedEipProps): VSwitch {
    const { address } = eip;
    const placement =
      address === undefined
        ? this.derivedPlacement(eip)
        : { ...located(this, () => smallestPlacement(address)), requirements: [] };
    const block = new SecondaryCidrBlock(this, "Block", {
      vpc: instance.vpc,
      cidrBlock: placement.block.toString(),
      requirements: [...instance.requirements, ...eip.requirements, ...placement.requirements],
      ...given({ blocksPerVpc }),
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
    const number = new TerraformLocal(this, "eip_number", hcl`try(${addressNumber(ipAddress)}, 0)`);
    const mask = new TerraformLocal(this, "vswitch_mask", smallestVSwitchMask(number.asString));
    // Empty where there is none, so that the messages of the preconditions below can be evaluated even then.
    const range = (id: string, rangeMask: HclValue): HclExpression => {
      const network = containingNetwork(ipAddress, rangeMask);
      const local = new TerraformLocal(this, id, hcl`${mask.asString} == 0 ? "" : ${network}`);
      return hcl`${local.asString}`;
    };
    return {
      block: range("block", smallestBlockMask(mask.asString)),
      vswitch: range("vswitch", mask.asString),
      requirements: [
        {
          check: "eip-placed",
          // An EIP that was not found is reported by its own precondition.
          condition: hcl`${mask.asString} > 0 || ${ipAddress} == ""`,
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
  readonly requirements: readonly Requirement[];
}

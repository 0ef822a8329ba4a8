import { TerraformLocal, Token } from "cdktf";
import { Construct } from "constructs";

import { BLOCK_MASKS, Ipv4Cidr, requireUsable, smallestPlacement } from "./address";
import { attachmentRequirements } from "./checks/attachment-checks";
import { existingNetworkInterfaceRequirements, vswitchPlaceRequirements } from "./checks/existing-checks";
import type { Requirement } from "./checks/requirement";
import { securityGroupRequirements } from "./checks/security-group-checks";
import { given } from "./given";
import { VpcLookUp } from "./look-up/vpc-look-up";
import type { IEcsInstance, IEip } from "./references";
import { located } from "./references/located";
import { warnOfShadow } from "./shadow-warning";
import {
  EipAssociation,
  type INetworkInterface,
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

/** What every exposure has. */
export interface ExposedEipBaseProps {
  /** The instance on whose NIC the EIP becomes visible. */
  readonly instance: IEcsInstance;
  /** The EIP. */
  readonly eip: IEip;
  /**
   * Name of the ENI and the vSwitch in the console, 2 to 128 characters.
   * @default - Alibaba Cloud's own default names
   */
  readonly name?: string;
  /**
   * How many secondary CIDR blocks the VPC may have, where a block is made here.
   * @default 5, Alibaba Cloud's default quota `vpc_quota_secondary_cidr_num`
   */
  readonly blocksPerVpc?: number;
  /**
   * Tags of everything that is made here and takes tags.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** An exposure whose secondary ENI is made. */
export interface NewNetworkInterfaceProps {
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
  /** The ENI is made. */
  readonly networkInterface?: never;
}

/** An exposure with a secondary ENI that exists already. */
export interface ExistingNetworkInterfaceProps {
  /** A secondary ENI in the instance's VPC and zone, whose primary private address is the EIP. */
  readonly networkInterface: INetworkInterface;
  /** The ENI has its vSwitch. */
  readonly vswitch?: never;
  /** The ENI has its security groups. */
  readonly securityGroupIds?: never;
}

/** An exposure, with an ENI that is made or with one that exists, never both. */
export type ExposedEipProps = ExposedEipBaseProps &
  (NewNetworkInterfaceProps | ExistingNetworkInterfaceProps);

/**
 * Steps 1 to 5: one EIP, visible on the NIC of one instance.
 * @see https://www.alibabacloud.com/help/en/eip/expose-an-eip-on-an-nic-by-adding-a-secondary-cidr-block-to-a-vpc
 */
export class ExposedEip extends Construct {
  /** The instance on whose NIC the EIP becomes visible. */
  public readonly instance: IEcsInstance;
  /** The EIP. */
  public readonly eip: IEip;
  /** The vSwitch of the ENI; undefined where the ENI exists already. */
  public readonly vswitch?: IVSwitch;
  /** Step 3: the secondary ENI, made here or given. */
  public readonly networkInterface: INetworkInterface;
  /** Step 4: the EIP on the ENI. It exists before the attachment does. */
  public readonly association: EipAssociation;
  /** Step 5: the ENI in the instance. */
  public readonly attachment: NetworkInterfaceAttachment;

  /**
   * @throws {@link ExposureError} when the EIP is known by its address, and no block can hold it or it has no usable place in
   * the vSwitch
   */
  public constructor(scope: Construct, id: string, props: ExposedEipProps) {
    super(scope, id);
    const { instance, eip } = props;
    this.instance = instance;
    this.eip = eip;
    // An EIP that one of our ENIs already has is recognised by that ENI.
    if (instance.vpc.ranges === undefined && eip.requirements.length > 0) {
      VpcLookUp.of(this).include(instance.vpc.vpcId);
    }
    const requirements: Requirement[] = [];
    if (props.networkInterface === undefined) {
      const vswitch = props.vswitch ?? this.makeVSwitch(props);
      this.vswitch = vswitch;
      this.networkInterface = this.makeNetworkInterface(props, vswitch);
    } else {
      this.networkInterface = props.networkInterface;
      requirements.push(
        ...instance.requirements,
        ...eip.requirements,
        ...existingNetworkInterfaceRequirements(this, this.networkInterface, instance, eip),
      );
    }
    this.association = new EipAssociation(this, "Association", {
      eip,
      networkInterface: this.networkInterface,
      requirements,
    });
    this.attachment = new NetworkInterfaceAttachment(this, "Attachment", {
      networkInterface: this.networkInterface,
      instance,
      after: [this.association.resource],
      requirements: attachmentRequirements(this, instance, eip.ipAddress),
    });
  }

  private makeNetworkInterface(props: NewNetworkInterfaceProps & ExposedEipBaseProps, vswitch: IVSwitch) {
    const { instance, eip, securityGroupIds, name, tags } = props;
    const groups = securityGroupIds ?? instance.securityGroupIds;
    return new NetworkInterface(this, "NetworkInterface", {
      vswitch,
      primaryIpAddress: eip.ipAddress,
      securityGroupIds: groups,
      ...given({ networkInterfaceName: name, tags }),
      requirements: [
        ...instance.requirements,
        ...eip.requirements,
        ...(props.vswitch === undefined ? [] : this.requirePlace(vswitch)),
        ...securityGroupRequirements(this, instance.vpc, groups),
      ],
    });
  }

  /** That a vSwitch that is given has a usable place for the EIP, and is where the instance is. */
  private requirePlace(vswitch: IVSwitch): Requirement[] {
    const { cidrBlock, requirements = [] } = vswitch;
    return [
      ...requirements,
      ...vswitchPlaceRequirements(this, vswitch, this.instance),
      ...(cidrBlock === undefined ? [] : this.requireUsableIn(cidrBlock)),
    ];
  }

  /** At once where both are known, else at plan time. */
  private requireUsableIn(cidrBlock: string): Requirement[] {
    const { address, ipAddress } = this.eip;
    if (address === undefined || Token.isUnresolved(cidrBlock)) return [usableAddress(cidrBlock, ipAddress)];
    located(this, () => {
      requireUsable(Ipv4Cidr.parse(cidrBlock), address);
    });
    return [];
  }

  private makeVSwitch({ instance, eip, name, blocksPerVpc, tags }: ExposedEipBaseProps): VSwitch {
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

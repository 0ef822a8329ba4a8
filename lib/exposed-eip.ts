/* eslint-disable @typescript-eslint/unified-signatures -- the second signature of the constructor is internal */

import { Annotations, type TerraformResource, Token } from "cdktf";
import { Construct } from "constructs";

import { ExposureError, withConstructPath } from "./errors";
import { type CheckName, isChecked } from "./exposure-table/checks";
import type { ExposureRow } from "./exposure-table/exposure-row";
import { ExposureTable, type PreconditionStyle } from "./exposure-table/exposure-table";
import type { Ipv4Address, Ipv4Cidr } from "./ipv4";
import { omitUndefined } from "./omit-undefined";
import { requireUsable, smallestPlacement } from "./planning/placement";
import { DEFAULT_BLOCKS_PER_VPC } from "./planning/planner";
import type { IEip } from "./resources/eip";
import { EipAssociation } from "./resources/eip-association";
import type { IInstance } from "./resources/instance";
import { type INetworkInterface, NetworkInterface } from "./resources/network-interface";
import { NetworkInterfaceAttachment } from "./resources/network-interface-attachment";
import { SecondaryCidrBlock } from "./resources/secondary-cidr-block";
import type { ISecurityGroup } from "./resources/security-group";
import { shadowText } from "./resources/shadow-warnings";
import { ImportedVpc, type IVpc } from "./resources/vpc";
import { type IVSwitch, VSwitch } from "./resources/vswitch";
import { childScope, knownCidr, requireConsistentProps } from "./terraform/constructs";

/** One exposure. */
export interface ExposedEipProps {
  /** Instance on whose NIC the EIP becomes visible. */
  readonly instance: IInstance;
  /** The EIP. */
  readonly eip: IEip;
  /**
   * vSwitch of the secondary ENI: in a secondary CIDR block that contains the EIP, in the instance's zone.
   * @default - the smallest vSwitch in which the EIP is usable, in the smallest block that contains it, both created here
   */
  readonly vswitch?: IVSwitch;
  /**
   * Security groups of the secondary ENI: one to five of the instance's VPC.
   * @default - those of the instance
   */
  readonly securityGroups?: readonly ISecurityGroup[];
  /**
   * An existing secondary ENI in the instance's VPC and zone, whose primary private address is the EIP. Excludes `vswitch`,
   * `securityGroups`, `networkInterfaceName` and `vswitchName`.
   * @default - an ENI is created
   */
  readonly networkInterface?: INetworkInterface;
  /**
   * Name of the ENI in the console, 2 to 128 characters.
   * @default - Alibaba Cloud creates one
   */
  readonly networkInterfaceName?: string;
  /**
   * Name of the vSwitch in the console, 1 to 128 characters. Excludes `vswitch`.
   * @default - Alibaba Cloud gives none
   */
  readonly vswitchName?: string;
  /**
   * Number of secondary CIDR blocks that the VPC may have.
   * @default 5, Alibaba Cloud's default quota `vpc_quota_secondary_cidr_num`
   */
  readonly blocksPerVpc?: number;
  /**
   * Tags of everything that is created here and takes tags.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Steps 1 to 5: one EIP, visible on the NIC of one instance.
 * @see https://www.alibabacloud.com/help/en/eip/expose-an-eip-on-an-nic-by-adding-a-secondary-cidr-block-to-a-vpc
 */
export class ExposedEip extends Construct {
  /** Instance on whose NIC the EIP becomes visible. */
  public readonly instance: IInstance;
  /** The EIP. */
  public readonly eip: IEip;
  /** vSwitch of the ENI; undefined if the ENI exists already. */
  public readonly vswitch?: IVSwitch;
  /** Step 3: the secondary ENI, created here or existing. */
  public readonly networkInterface: INetworkInterface;
  /** Step 4: the EIP on the ENI. It exists before the attachment does. */
  public readonly association: EipAssociation;
  /** Step 5: the ENI in the instance. */
  public readonly attachment: NetworkInterfaceAttachment;
  /** @internal */
  public readonly _row: TableRow;
  private readonly foundEip: IEip;

  /**
   * @throws {@link ExposureError} if the address of the EIP is known, and no block can hold it or it is not usable in the vSwitch
   */
  public constructor(scope: Construct, id: string, props: ExposedEipProps);
  /** @internal */
  public constructor(scope: Construct, id: string, props: ExposedEipProps, row: TableRow);
  public constructor(scope: Construct, id: string, props: ExposedEipProps, row?: TableRow) {
    super(scope, id);
    requireConsistentProps(this, props, {
      excludes: [
        ["networkInterface", "vswitch"],
        ["networkInterface", "securityGroups"],
        ["networkInterface", "networkInterfaceName"],
        ["networkInterface", "vswitchName"],
        ["vswitch", "vswitchName"],
      ],
    });
    const { instance, eip } = props;
    this.instance = instance;
    this.eip = eip;
    this._row = row ?? addToTable(this, id, props);
    this.foundEip = eip.lookedUpBy === undefined ? eip : new FoundEip(this, "FoundEip", eip, this._row);
    const { table, key, style } = this._row;
    this.requireSameNetwork(props);
    if (props.networkInterface === undefined) {
      const vswitch = props.vswitch ?? this.createVSwitch(props);
      this.vswitch = vswitch;
      this.networkInterface = this.createNetworkInterface(props, vswitch);
    } else {
      this.networkInterface = props.networkInterface;
    }
    this.association = new EipAssociation(this, "Association", {
      eip: this.foundEip,
      networkInterface: this.networkInterface,
      ...(props.networkInterface !== undefined && {
        preconditions: table.exposurePreconditions(key, style),
      }),
    });
    this.node.defaultChild = this.networkInterface.node.defaultChild ?? this.association.resource;
    this.attachment = new NetworkInterfaceAttachment(this, "Attachment", {
      networkInterface: this.networkInterface,
      instance,
      after: [this.association.resource],
    });
  }

  private createNetworkInterface(props: ExposedEipProps, vswitch: IVSwitch): NetworkInterface {
    const { instance, securityGroups, networkInterfaceName, tags } = props;
    const { table, key, style } = this._row;
    if (props.vswitch !== undefined) this.requireUsableIn(props.vswitch);
    const ofInstance = () =>
      instance.isLookedUp === true
        ? table.found(key, "security_group_ids").toList()
        : instance.securityGroupIds;
    return new NetworkInterface(this, "NetworkInterface", {
      vswitch,
      primaryIpAddress: this.foundEip.ipAddress,
      ...(securityGroups === undefined ? { securityGroupIds: ofInstance() } : { securityGroups }),
      ...omitUndefined({ networkInterfaceName, tags }),
      preconditions: table.exposurePreconditions(key, style),
    });
  }

  /**
   * Checks VPC and zone of vSwitch and instance, and the address of the ENI, as far as they are known at synth.
   *
   * @throws {@link ExposureError} if they differ
   */
  private requireSameNetwork({ instance, eip, vswitch, networkInterface }: ExposedEipProps): void {
    const requireSame = (check: CheckName, found: string | undefined, wanted: string, message: string) => {
      if (found === undefined || Token.isUnresolved(found) || Token.isUnresolved(wanted)) return;
      if (found !== wanted && isChecked(this, check)) throw new ExposureError(this, message);
    };
    if (vswitch !== undefined && vswitch.isLookedUp !== true) {
      const { vswitchId, vpcId, zoneId } = vswitch;
      if (instance.isLookedUp !== true) {
        const { zoneId: zone, vpc } = instance;
        requireSame(
          "same-zone",
          zoneId,
          zone,
          `the vSwitch ${vswitchId} is in the zone ${zoneId ?? ""}, but the instance is in ${zone}; use a vSwitch in the instance's zone`,
        );
        requireSame(
          "same-vpc",
          vpcId,
          vpc.vpcId,
          `the vSwitch ${vswitchId} is in the VPC ${vpcId ?? ""}, but the instance is in ${vpc.vpcId}; use a vSwitch in the instance's VPC`,
        );
      }
    }
    if (networkInterface !== undefined && networkInterface.isLookedUp !== true && eip.address !== undefined) {
      const { primaryIpAddress } = networkInterface;
      requireSame(
        "eip-placed",
        primaryIpAddress,
        eip.ipAddress,
        `the ENI has the primary address ${primaryIpAddress}, not the EIP ${eip.ipAddress}; use an ENI whose primary ` +
          "private address is the EIP, or remove `networkInterface` to create one",
      );
    }
  }

  /** Checks that the EIP is usable in a vSwitch, if both are known at synth. */
  private requireUsableIn({ cidrBlock, isLookedUp }: IVSwitch): void {
    const { address } = this.eip;
    if (isLookedUp === true || cidrBlock === undefined || address === undefined) return;
    const range = knownCidr(this, cidrBlock);
    if (range === undefined) return;
    withConstructPath(this, () => {
      requireUsable(range, address);
    });
  }

  private literalPlacement(address: Ipv4Address): Placement {
    const { table, key } = this._row;
    const { block, vswitch } = withConstructPath(this, () => smallestPlacement(address));
    const blockName = table.nameFor("block", block.toString(), key);
    table.set(key, { block: blockName, vswitch: table.nameFor("vswitch", vswitch.toString(), key) });
    return { blockName, block, vswitch };
  }

  private createVSwitch(props: ExposedEipProps): VSwitch {
    const { instance, eip, vswitchName, blocksPerVpc = DEFAULT_BLOCKS_PER_VPC, tags } = props;
    const { table, key, style } = this._row;
    const placement =
      eip.address === undefined
        ? derivedPlacement(this._row, instance.vpc)
        : this.literalPlacement(eip.address);
    const isLookedUp = instance.isLookedUp === true;
    table.allowBlocks(blocksPerVpc);
    const block = new SecondaryCidrBlock(
      this,
      "Block",
      {
        vpc: isLookedUp ? vpcOfBlock(this, table, placement.blockName) : instance.vpc,
        cidrBlock: placement.block,
        blocksPerVpc,
      },
      table.blockPreconditions(placement.blockName, [key], style),
    );
    const { range } = block;
    if (range !== undefined)
      Annotations.of(block).addWarning(shadowText({ cidr: range, shadowed: range.size - 1 }, "this VPC"));
    return new VSwitch(
      this,
      "VSwitch",
      {
        secondaryCidrBlock: block,
        cidrBlock: placement.vswitch,
        zoneId: isLookedUp ? table.found(key, "zone_id").toString() : instance.zoneId,
        ...omitUndefined({ vswitchName, tags }),
      },
      [],
    );
  }
}

/** EIP of an exposure, with the attributes that Terraform looks up for it. */
class FoundEip extends Construct implements IEip {
  public readonly allocationId: string;
  public readonly ipAddress: string;

  public constructor(scope: Construct, id: string, eip: IEip, { table, key }: TableRow) {
    super(scope, id);
    const isByAddress = eip.address !== undefined;
    this.allocationId = isByAddress ? table.found(key, "eip.allocation_id").toString() : eip.allocationId;
    this.ipAddress = isByAddress ? eip.ipAddress : table.found(key, "eip.ip_address").toString();
  }
}

/**
 * VPC of a block in the table, if its instances are looked up.
 *
 * @internal
 */
export function vpcOfBlock(scope: Construct, table: ExposureTable, blockName: string): IVpc {
  return new ImportedVpc(
    childScope(scope, "Vpcs"),
    blockName.replaceAll("/", "-"),
    () => table.element("block_vpc", blockName).toString(),
    {
      isLookedUp: true,
    },
  );
}

/** Row of an exposure in the table of its stack. */
interface TableRow {
  readonly table: ExposureTable;
  readonly key: string;
  readonly style: PreconditionStyle;
}

/** Adds an exposure that is not part of a fleet to the table of its stack. */
function addToTable(exposure: Construct, id: string, props: ExposedEipProps): TableRow {
  const table = ExposureTable.of(exposure);
  const key = table.claimKey(exposure.node.scope ?? exposure, id);
  describeExposure(table, key, props);
  return { table, key, style: props.eip.lookedUpBy === undefined ? "separate" : "together" };
}

/**
 * Writes an exposure into the table, as far as it is known at synth, except for a block and a vSwitch to create.
 *
 * @internal
 */
export function describeExposure(table: ExposureTable, key: string, props: ExposedEipProps): void {
  const { instance, eip, vswitch, networkInterface } = props;
  table.set(key, {
    ...instanceColumns(instance),
    ...omitUndefined({ eip: eip.lookedUpBy }),
    ...(vswitch?.isLookedUp === true && { vswitch_id: vswitch.vswitchId }),
    ...(vswitch instanceof VSwitch && omitUndefined({ standalone_vswitch: vswitch.nameInTable })),
    ...(networkInterface?.isLookedUp === true && {
      network_interface_id: networkInterface.networkInterfaceId,
    }),
    ...(networkInterface === undefined && omitUndefined({ security_group_ids: knownGroups(props) })),
  });
  if (eip.lookedUpBy === undefined) table.setNewAddress(key, eip.ipAddress);
}

function instanceColumns(instance: IInstance): ExposureRow {
  const { instanceId, isLookedUp, instanceType, vpc, zoneId } = instance;
  if (isLookedUp === true) return { instance_id: instanceId };
  const name = Token.isUnresolved(instanceId) ? instance.node.id : instanceId;
  return {
    declared_instance: name,
    ...omitUndefined({ instance_type: instanceType }),
    ...(vpc.isLookedUp === true && !Token.isUnresolved(vpc.vpcId) && { vpc_id: vpc.vpcId }),
    ...(!Token.isUnresolved(zoneId) && { zone_id: zoneId }),
  };
}

/** IDs of the security groups of an ENI, if all exist already; none if the stack creates one of them. */
function knownGroups({ instance, securityGroups }: ExposedEipProps): readonly string[] | undefined {
  const own = securityGroups?.map(({ securityGroupId }) => securityGroupId);
  const groups = own ?? (instance.isLookedUp === true ? undefined : instance.securityGroupIds);
  if (groups === undefined) return undefined;
  const isKnown = !Token.isUnresolved(groups) && groups.every((group) => !Token.isUnresolved(group));
  return isKnown ? [...groups] : [];
}

/** Ranges of block and vSwitch of an exposure, and the name of the block in the table. */
interface Placement {
  readonly blockName: string;
  readonly block: string | Ipv4Cidr;
  readonly vswitch: string | Ipv4Cidr;
}

/** The smallest placement as Terraform computes it, for an EIP whose address is not known at synth. */
function derivedPlacement({ table, key }: TableRow, { cidrBlock }: IVpc): Placement {
  const isKnown = cidrBlock !== undefined && !Token.isUnresolved(cidrBlock);
  table.set(key, { block: key, vswitch: key, ...(isKnown && { vpc_cidr_block: cidrBlock }) });
  return {
    blockName: key,
    block: table.element("placements", key, ".block").toString(),
    vswitch: table.element("placements", key, ".vswitch").toString(),
  };
}

/** Existing parts of an exposure for Terraform to import, created in the console for example. */
export interface ExistingParts {
  /**
   * ID of the vSwitch, `vsw-…`. Its block is imported with it. Both ranges and the zone of the vSwitch have to be those of the exposure.
   * @default - block and vSwitch are created, or were imported with another exposure
   */
  readonly vswitchId?: string;
  /**
   * ID of the secondary ENI, `eni-…`. Association and attachment are imported with it.
   * @default - ENI, association and attachment are created
   */
  readonly networkInterfaceId?: string;
  /**
   * Whether the EIP is associated with the ENI already. If not, Terraform associates it.
   * @default true
   */
  readonly isAssociated?: boolean;
  /**
   * Whether the ENI is attached to the instance already. If not, Terraform attaches it.
   * @default true
   */
  readonly isAttached?: boolean;
}

/**
 * Imports existing parts of an exposure by `import` blocks, without changing or replacing them. The blocks may stay after the import.
 * Parts that the exposure does not create are ignored.
 *
 * If Terraform looks up the VPC or the allocation ID, the ID of an `import` block is an expression, which requires Terraform 1.6.
 * Otherwise it is a literal, which requires Terraform 1.5.
 *
 * @param exposure - exposure with the same properties as its existing parts
 * @param parts - IDs of the existing parts
 */
export function importExisting(exposure: ExposedEip, parts: ExistingParts): void {
  const { vswitch, networkInterface, association, attachment, instance, eip } = exposure;
  const { vswitchId, networkInterfaceId, isAssociated = true, isAttached = true } = parts;
  if (vswitchId !== undefined && vswitch instanceof VSwitch) {
    importAsItIs(vswitch.resource, vswitchId);
    const { secondaryCidrBlock: block } = vswitch;
    if (block instanceof SecondaryCidrBlock) block.resource.importFrom(block.importId);
  }
  if (networkInterfaceId !== undefined) {
    if (networkInterface instanceof NetworkInterface)
      importAsItIs(networkInterface.resource, networkInterfaceId);
    if (isAssociated) association.resource.importFrom(`${eip.allocationId}:${networkInterfaceId}`);
    if (isAttached) attachment.resource.importFrom(`${networkInterfaceId}:${instance.instanceId}`);
  }
}

/** Imports a resource with its description, and with its tags if the exposure has none, which Terraform would otherwise remove. */
function importAsItIs(resource: TerraformResource, id: string): void {
  resource.importFrom(id);
  const { ignoreChanges } = resource.lifecycle ?? {};
  const ignored = new Set(Array.isArray(ignoreChanges) ? ignoreChanges : []);
  ignored.add("description");
  if ("tagsInput" in resource && resource.tagsInput === undefined) ignored.add("tags");
  resource.lifecycle = { ...resource.lifecycle, ignoreChanges: [...ignored] };
}

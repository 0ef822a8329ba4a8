/* eslint-disable @typescript-eslint/unified-signatures -- the second signature of the constructor is internal */

import { Annotations, TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";

import { KeptBlocks } from "./aspects/kept-blocks";
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
import { shadowText } from "./resources/fleet-warnings";
import { ImportedVpc, type IVpc } from "./resources/vpc";
import { type IVSwitch, VSwitch } from "./resources/vswitch";
import { childScope, knownCidr, requireConsistentProps } from "./terraform/constructs";

/** One exposure. */
export interface ExposedEipProps {
  /**
   * Instance on whose NIC the EIP becomes visible. Either it or `nicOf` is required.
   * @default - that of `nicOf`
   */
  readonly instance?: IInstance;
  /**
   * Exposure of another EIP, on whose NIC this EIP goes too, as a secondary private address. Excludes `instance` and everything that
   * belongs to a NIC: `vswitch`, `securityGroups`, `networkInterface` and the names. The vSwitch of that exposure has to hold both EIPs.
   * @default - a NIC of its own
   */
  readonly nicOf?: ExposedEip;
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
  /** Exposure on whose NIC the EIP goes; undefined if it has a NIC of its own. */
  public readonly nicOf?: ExposedEip;
  /** vSwitch of the ENI; undefined if the ENI exists already. */
  public readonly vswitch?: IVSwitch;
  /** Step 3: the secondary ENI, created here, by another exposure, or existing. */
  public readonly networkInterface: INetworkInterface;
  /** Step 4: the EIP on the ENI. It exists before the attachment does. */
  public readonly association: EipAssociation;
  /** Step 5: the ENI in the instance; that of `nicOf` if the NIC is shared. */
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
        ["instance", "nicOf"],
        ...(
          ["vswitch", "securityGroups", "networkInterface", "networkInterfaceName", "vswitchName"] as const
        ).map((name) => [name, "nicOf"] as const),
        ["networkInterface", "vswitch"],
        ["networkInterface", "securityGroups"],
        ["networkInterface", "networkInterfaceName"],
        ["networkInterface", "vswitchName"],
        ["vswitch", "vswitchName"],
      ],
    });
    const { eip, nicOf } = props;
    const instance = nicOf?.instance ?? props.instance;
    if (instance === undefined) throw new ExposureError(this, "an exposure requires `instance` or `nicOf`");
    if (nicOf?.nicOf !== undefined)
      throw new ExposureError(
        this,
        `${nicOf.node.path} has no NIC of its own; use ${nicOf.nicOf.node.path} as \`nicOf\``,
      );
    KeptBlocks.require(TerraformStack.of(this));
    this.instance = instance;
    this.eip = eip;
    this._row = row ?? addToTable(this, id, props, instance);
    this.foundEip = eip.lookedUpBy === undefined ? eip : new FoundEip(this, "FoundEip", eip, this._row);
    const { table, key, style } = this._row;
    this.requireSameNetwork(props, instance);
    if (nicOf !== undefined) {
      this.nicOf = nicOf;
      if (nicOf.vswitch !== undefined) this.vswitch = nicOf.vswitch;
      this.networkInterface = nicOf.networkInterface;
      this.joinNic(nicOf);
    } else if (props.networkInterface === undefined) {
      const vswitch = props.vswitch ?? this.createVSwitch(props);
      this.vswitch = vswitch;
      this.networkInterface = this.createNetworkInterface(props, vswitch);
    } else {
      this.networkInterface = props.networkInterface;
    }
    this.association = new EipAssociation(this, "Association", {
      eip: this.foundEip,
      networkInterface: this.networkInterface,
      // An ENI that the stack creates has them.
      ...(!(this.networkInterface instanceof NetworkInterface) && {
        preconditions: table.exposurePreconditions(key, style),
      }),
    });
    if (nicOf !== undefined) {
      this.node.defaultChild = this.association.resource;
      this.attachment = nicOf.attachment;
      return;
    }
    this.node.defaultChild = this.networkInterface.node.defaultChild ?? this.association.resource;
    this.attachment = new NetworkInterfaceAttachment(this, "Attachment", {
      networkInterface: this.networkInterface,
      instance,
      after: [this.association.resource],
    });
  }

  /** Adds the EIP to the private addresses of the NIC of another exposure, and its checks to those of the ENI, if the stack creates it. */
  private joinNic({ vswitch, networkInterface }: ExposedEip): void {
    if (vswitch !== undefined) this.requireUsableIn(vswitch);
    if (!(networkInterface instanceof NetworkInterface)) return;
    const { table, key, style } = this._row;
    networkInterface.addSecondaryIpAddresses(this.foundEip.ipAddress);
    networkInterface._addPreconditions(table.exposurePreconditions(key, style));
  }

  private createNetworkInterface(props: ExposedEipProps, vswitch: IVSwitch): NetworkInterface {
    const { instance } = this;
    const { securityGroups, networkInterfaceName, tags } = props;
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
  private requireSameNetwork({ eip, vswitch, networkInterface }: ExposedEipProps, instance: IInstance): void {
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
    const { instance } = this;
    const { eip, vswitchName, blocksPerVpc = DEFAULT_BLOCKS_PER_VPC, tags } = props;
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
function addToTable(exposure: Construct, id: string, props: ExposedEipProps, instance: IInstance): TableRow {
  const table = ExposureTable.of(exposure);
  const key = table.claimKey(exposure.node.scope ?? exposure, id);
  describeExposure(table, key, { ...props, instance });
  const isNew = props.eip.lookedUpBy === undefined || props.nicOf?.eip.lookedUpBy === undefined;
  return {
    table,
    key,
    style:
      isNew && (props.nicOf !== undefined || props.eip.lookedUpBy === undefined) ? "separate" : "together",
  };
}

/**
 * Columns of an exposure that one on the same NIC has too: those about the instance and the place.
 *
 * @internal
 */
export function columnsOfNic({ table, key }: Pick<TableRow, "table" | "key">): ExposureRow {
  const own = ["eip", "guest", "security_group_ids"];
  const columns = Object.entries(table.get(key)).filter(([column]) => !own.includes(column));
  return { ...Object.fromEntries(columns), nic_of: key };
}

/**
 * Writes an exposure into the table, as far as it is known at synth, except for a block and a vSwitch to create.
 *
 * @internal
 */
export function describeExposure(
  table: ExposureTable,
  key: string,
  props: ExposedEipProps & { readonly instance: IInstance },
): void {
  const { instance, eip, nicOf, vswitch, networkInterface } = props;
  if (eip.lookedUpBy === undefined) table.setNewAddress(key, eip.ipAddress);
  if (nicOf !== undefined) {
    table.set(key, { ...columnsOfNic(nicOf._row), ...omitUndefined({ eip: eip.lookedUpBy }) });
    return;
  }
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
function knownGroups({
  instance,
  securityGroups,
}: Pick<ExposedEipProps, "securityGroups"> & { readonly instance: IInstance }):
  readonly string[] | undefined {
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

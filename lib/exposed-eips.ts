import { Aspects, Token } from "cdktf";
import { Construct } from "constructs";

import { PreventDestroy } from "./aspects/resource-aspect";
import { ExposureError, withConstructPath } from "./errors";
import { columnsOfNic, describeExposure, ExposedEip, vpcOfBlock } from "./exposed-eip";
import {
  type ExposureProps,
  instanceOfExposure,
  requestsOf,
  requireConsistentExposures,
  withoutInherited,
} from "./exposure-props";
import { isChecked } from "./exposure-table/checks";
import { ExposureTable } from "./exposure-table/exposure-table";
import { importExisting } from "./import-existing";
import { omitUndefined } from "./omit-undefined";
import type { PlannedBlock, PlannedVSwitch } from "./planning/model";
import {
  EMPTY_PLAN_LOCK,
  existingBlocks,
  type LockedBlock,
  lockOf,
  type PlanLock,
} from "./planning/plan-lock";
import { DEFAULT_BLOCKS_PER_VPC, planFleet } from "./planning/planner";
import type { IInstance } from "./resources/instance";
import { NetworkInterface } from "./resources/network-interface";
import { type ISecondaryCidrBlock, SecondaryCidrBlock } from "./resources/secondary-cidr-block";
import { warnOfNewEips, warnOfShadows } from "./resources/fleet-warnings";
import type { IVpc } from "./resources/vpc";
import { VSwitch } from "./resources/vswitch";
import { childScope } from "./terraform/constructs";

/** Exposures of a fleet, and their common settings. */
export interface ExposedEipsProps {
  /**
   * Exposures by key. The key is the identity: it names the resources. Renaming an exposure replaces its resources; adding, removing or
   * reordering others does not.
   */
  readonly exposures: Readonly<Record<string, ExposureProps>>;
  /**
   * Number of secondary CIDR blocks that a VPC may have.
   * @default 5, Alibaba Cloud's default quota `vpc_quota_secondary_cidr_num`
   */
  readonly blocksPerVpc?: number;
  /**
   * Lock of an earlier plan: its blocks and vSwitches stay while they serve an EIP.
   * @default - a new plan
   */
  readonly planLock?: PlanLock;
  /**
   * Plan of the exposures with this lock.
   * @default - computed here
   */
  readonly plan?: readonly PlannedBlock[];
  /**
   * Prefix of the names in the console: `<prefix>-<key>` for an ENI, `<prefix>-<range>` for a vSwitch.
   * @default - Alibaba Cloud's own default names
   */
  readonly namePrefix?: string;
  /**
   * Tags of everything that takes tags.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Many exposures that share blocks and vSwitches, so that as few addresses of others as possible are shadowed. */
export class ExposedEips extends Construct {
  /** Exposures by key. */
  public readonly exposures: ReadonlyMap<string, ExposedEip>;
  /** Planned blocks, without those that Terraform derives. */
  public readonly plan: readonly PlannedBlock[];
  /** Lock of the plan, for the next synthesis. */
  public readonly planLock: PlanLock;
  /** Total of shadowed addresses, as a line, where there are several VPCs. @internal */
  public readonly _shadowTotal: string | undefined;
  private readonly props: ExposedEipsProps;
  private readonly table: ExposureTable;
  private readonly rowKeys = new Map<string, string>();
  /** Instances with new EIPs: some checks of their ENIs are unknown until the EIPs exist. */
  private readonly instancesWithNewEips: ReadonlySet<string>;

  /**
   * @throws `PlanError` if EIPs with a known address cannot be placed
   * @throws {@link ExposureError} if a range is not canonical or not allowed, an EIP is not usable in it, or two exposures have the
   * same EIP
   */
  public constructor(scope: Construct, id: string, props: ExposedEipsProps) {
    super(scope, id);
    this.props = { ...props, exposures: withoutInherited(props.exposures) };
    const { exposures, blocksPerVpc = DEFAULT_BLOCKS_PER_VPC, planLock = EMPTY_PLAN_LOCK } = this.props;
    requireConsistentExposures(this, exposures);
    const requests = requestsOf(this, exposures);
    this.plan =
      props.plan ??
      withConstructPath(this, () =>
        planFleet(requests, { existing: existingBlocks(planLock, requests), blocksPerVpc }),
      );
    this.planLock = withSharedNics(lockOf(this.plan, requests, planLock), exposures);
    this.table = ExposureTable.of(this);
    this.instancesWithNewEips = new Set(
      Object.values(exposures)
        .filter(({ eip }) => eip.lookedUpBy === undefined)
        .map((exposure) => instanceOfExposure(exposures, exposure).instanceId),
    );
    this.table.allowBlocks(blocksPerVpc);
    this.describe();
    const vswitches = new Map(
      this.plan.flatMap((block, i) => this.createBlock(block, this.planLock.blocks[i])),
    );
    this._shadowTotal = warnOfShadows(this, this.plan, exposures);
    warnOfNewEips(this, exposures);
    const created = new Map<string, ExposedEip>();
    // An exposure refers to the one whose NIC it shares.
    const inOrder = Object.entries(exposures).sort(
      ([, one], [, other]) => Number(!!one.nicOf) - Number(!!other.nicOf),
    );
    for (const [key, exposure] of inOrder)
      created.set(key, this.createExposure(key, exposure, vswitches.get(key), created));
    this.exposures = new Map(
      Object.keys(exposures).flatMap((key) => {
        const exposure = created.get(key);
        return exposure === undefined ? [] : [[key, exposure] as const];
      }),
    );
  }

  /** Writes the exposures into the table of the stack. */
  private describe(): void {
    for (const [key, exposure] of Object.entries(this.props.exposures)) {
      const rowKey = this.table.claimKey(this, key);
      this.rowKeys.set(key, rowKey);
      if (exposure.nicOf !== undefined) continue;
      const { vpcId, zoneId } = exposure;
      const instance = instanceOfExposure(this.props.exposures, exposure);
      const { eip, vswitch, securityGroups, networkInterface } = exposure;
      const given = omitUndefined({ vswitch, securityGroups, networkInterface });
      describeExposure(this.table, rowKey, { eip, instance, ...given });
      // For an instance that is not looked up, they only matter to the planner.
      if (instance.isLookedUp === true)
        this.table.set(rowKey, omitUndefined({ vpc_id: vpcId, zone_id: zoneId }));
    }
    const ranges = this.plan.map(({ cidr }) => cidr.toString());
    for (const { cidr, vpcId = "", vswitches } of this.plan) {
      const block = cidr.toString();
      const isRepeated = ranges.indexOf(block) !== ranges.lastIndexOf(block);
      const nameOf = (column: "block" | "vswitch", range: string) =>
        isRepeated ? `${vpcId} ${range}` : this.table.nameFor(column, range, this.node.id);
      const blockName = nameOf("block", block);
      for (const vswitch of vswitches) {
        const vswitchName = nameOf("vswitch", vswitch.cidr.toString());
        for (const key of vswitch.keys) {
          this.table.set(this.rowKey(key), {
            block: blockName,
            vswitch: vswitchName,
            ...(this.isInExistingBlock(key) && { existing_block: true }),
          });
        }
      }
    }
    for (const [key, { nicOf, eip }] of Object.entries(this.props.exposures)) {
      if (nicOf === undefined) continue;
      const ofNic = columnsOfNic({ table: this.table, key: this.rowKey(nicOf) });
      this.table.set(this.rowKey(key), { ...ofNic, ...omitUndefined({ eip: eip.lookedUpBy }) });
      if (eip.lookedUpBy === undefined) this.table.setNewAddress(this.rowKey(key), eip.ipAddress);
    }
  }

  /** Returns the key of an exposure in the table of the stack. */
  private rowKey(key: string): string {
    return this.rowKeys.get(key) ?? key;
  }

  /** @param created - exposures that exist already, by key */
  private createExposure(
    key: string,
    props: ExposureProps,
    planned: VSwitch | undefined,
    created: ReadonlyMap<string, ExposedEip>,
  ): ExposedEip {
    const nicOf = props.nicOf === undefined ? undefined : created.get(props.nicOf);
    const instance = instanceOfExposure(this.props.exposures, props);
    const { eip, networkInterface, securityGroups, existingParts = {}, preventDestroy = false } = props;
    const { blocksPerVpc, tags } = this.props;
    const isNamed =
      nicOf === undefined && networkInterface === undefined && existingParts.networkInterfaceId === undefined;
    if (nicOf !== undefined) this.table.set(this.rowKey(key), columnsOfNic(nicOf._row));
    const exposure = new ExposedEip(
      this,
      key,
      {
        eip,
        ...(nicOf === undefined ? { instance } : { nicOf }),
        ...omitUndefined({
          vswitch: nicOf === undefined ? (props.vswitch ?? planned) : undefined,
          securityGroups,
          networkInterface,
          networkInterfaceName: isNamed ? this.nameFor(key) : undefined,
          blocksPerVpc,
          tags,
        }),
        // Only Terraform knows the address of its EIP, so the exposure creates its own vSwitch.
        ...(isNamed && props.vswitch === undefined && planned === undefined
          ? omitUndefined({ vswitchName: this.nameFor(key) })
          : {}),
      },
      {
        table: this.table,
        key: this.rowKey(key),
        style: this.instancesWithNewEips.has(instance.instanceId) ? "separate" : "together",
      },
    );
    const { networkInterface: eni } = exposure;
    const isManaged = nicOf === undefined && this.planLock.sharedNics?.includes(key) === true;
    if (isManaged && eni instanceof NetworkInterface) eni.addSecondaryIpAddresses();
    importExisting(exposure, existingParts);
    if (preventDestroy) {
      const shared = [exposure.vswitch, exposure.vswitch?.secondaryCidrBlock].filter(
        (part) => part !== undefined,
      );
      for (const scope of [exposure, ...shared]) Aspects.of(scope).add(new PreventDestroy());
    }
    return exposure;
  }

  /** Creates a block and its vSwitches. Returns the vSwitch of each exposure in it. */
  private createBlock(
    planned: PlannedBlock,
    locked: LockedBlock | undefined,
  ): [key: string, vswitch: VSwitch][] {
    const keys = planned.vswitches.flatMap((vswitch) => vswitch.keys);
    this.requireSameNetwork(keys, `block ${planned.cidr.toString()}`, "VPC");
    const isExisting = keys.some((key) => this.isInExistingBlock(key));
    const block = isExisting ? this.existingBlock(planned, keys) : this.newBlock(planned, keys, locked);
    return planned.vswitches.flatMap((inBlock, i) => {
      const name = locked?.vswitches[i]?.name ?? "";
      const vswitch = this.createVSwitch(inBlock, block, name, isExisting);
      return inBlock.keys.map((key): [string, VSwitch] => [key, vswitch]);
    });
  }

  private newBlock(
    { cidr }: PlannedBlock,
    keys: readonly string[],
    locked: LockedBlock | undefined,
  ): ISecondaryCidrBlock {
    const rowKeys = keys.map((key) => this.rowKey(key));
    const name = this.table.get(first(rowKeys)).block ?? "";
    const block = new SecondaryCidrBlock(
      childScope(this, "Blocks"),
      locked?.name ?? "",
      {
        vpc: this.vpcOf(keys),
        cidrBlock: cidr,
        ...omitUndefined({ blocksPerVpc: this.props.blocksPerVpc }),
      },
      this.table.blockPreconditions(
        name,
        rowKeys,
        this.instancesWithNewEips.size > 0 ? "separate" : "together",
      ),
    );
    return block;
  }

  /** Refers to a block that the VPC has already. It needs no warning: its addresses are shadowed already. */
  private existingBlock({ cidr }: PlannedBlock, keys: readonly string[]): ISecondaryCidrBlock {
    return SecondaryCidrBlock.fromSecondaryCidrBlockAttributes(
      childScope(this, "ExistingBlocks"),
      cidr.toString().replaceAll("/", "-"),
      { vpc: this.vpcOf(keys), cidrBlock: cidr },
    );
  }

  /** Returns the VPC of the exposures in a block: that of an instance that is not looked up, else the one in the table. */
  private vpcOf(keys: readonly string[]): IVpc {
    const name = this.table.get(this.rowKey(first(keys))).block ?? "";
    const instances = keys.map((key) => this.instanceOf(key));
    const known = instances.find(({ isLookedUp }) => isLookedUp !== true);
    if (known !== undefined) return known.vpc;
    return vpcOfBlock(this, this.table, name);
  }

  private isInExistingBlock(key: string): boolean {
    return this.props.exposures[key]?.existingCidrBlock !== undefined;
  }

  private createVSwitch(
    { cidr, keys }: PlannedVSwitch,
    block: ISecondaryCidrBlock,
    name: string,
    isInExistingBlock: boolean,
  ): VSwitch {
    const { exposures, tags } = this.props;
    this.requireSameNetwork(keys, `vSwitch ${cidr.toString()}`, "zone");
    const isImported = keys.some((key) => exposures[key]?.existingParts?.vswitchId !== undefined);
    const instances = keys.map((key) => this.instanceOf(key));
    const known = instances.find(({ isLookedUp }) => isLookedUp !== true);
    const tableName = this.table.get(this.rowKey(first(keys))).vswitch ?? "";
    const isShared = new Set(instances.map(({ instanceId }) => instanceId)).size > 1;
    return new VSwitch(
      childScope(this, "VSwitches"),
      name,
      {
        secondaryCidrBlock: block,
        cidrBlock: cidr,
        zoneId: known?.zoneId ?? this.table.element("vswitch_zone", tableName).toString(),
        ...omitUndefined({
          vswitchName: isImported ? undefined : this.nameFor(cidr.toString().replaceAll(/[./]/g, "-")),
          tags,
        }),
      },
      this.table.vswitchPreconditions(
        tableName,
        keys.map((key) => this.rowKey(key)),
        isShared,
        isInExistingBlock,
      ),
    );
  }

  /**
   * Checks that the instances of exposures that share a range are in one VPC or zone, as far as it is known at synth.
   *
   * @throws {@link ExposureError} if they are not
   */
  private requireSameNetwork(keys: readonly string[], range: string, kind: "VPC" | "zone"): void {
    const known = keys
      .map((key) => this.instanceOf(key))
      .filter(({ isLookedUp }) => isLookedUp !== true)
      .map(({ vpc, zoneId }) => (kind === "VPC" ? vpc.vpcId : zoneId))
      .filter((id) => !Token.isUnresolved(id));
    const found = [...new Set(known)];
    if (found.length < 2 || !isChecked(this, kind === "VPC" ? "same-vpc" : "same-zone")) return;
    throw new ExposureError(
      this,
      `the exposures ${keys.join(", ")} share the ${range}, but their instances are in different ${kind}s (${found.join(", ")}); ` +
        (kind === "VPC"
          ? "set the VPC of every exposure, so that blocks are planned per VPC"
          : "use EIPs that are farther apart, or instances in one zone"),
    );
  }

  private instanceOf(key: string): IInstance {
    const exposure = this.props.exposures[key];
    if (exposure === undefined)
      throw new ExposureError(this, `unknown exposure ${key}; use a key of \`exposures\``);
    return instanceOfExposure(this.props.exposures, exposure);
  }

  private nameFor(text: string): string | undefined {
    return this.props.namePrefix === undefined ? undefined : `${this.props.namePrefix}-${text}`;
  }
}

/** Adds the exposures whose NICs have the EIPs of others too, and drops those that are gone. */
function withSharedNics(lock: PlanLock, exposures: ExposedEipsProps["exposures"]): PlanLock {
  const shared = Object.values(exposures).flatMap(({ nicOf }) => nicOf ?? []);
  const before = (lock.sharedNics ?? []).filter((key) => exposures[key] !== undefined);
  const sharedNics = [...new Set([...before, ...shared])].sort();
  return { blocks: lock.blocks, ...(sharedNics.length > 0 && { sharedNics }) };
}

function first<T>(values: readonly T[]): T {
  const [value] = values;
  if (value === undefined) throw new RangeError("planned range without an exposure");
  return value;
}

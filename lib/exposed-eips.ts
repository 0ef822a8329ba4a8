import { Aspects, Token } from "cdktf";
import { Construct } from "constructs";

import { PreventDestroy } from "./aspects/resource-aspect";
import { ExposureError, withConstructPath } from "./errors";
import {
  describeExposure,
  type ExistingParts,
  ExposedEip,
  type ExposedEipProps,
  importExisting,
  vpcOfBlock,
} from "./exposed-eip";
import { isChecked } from "./exposure-table/checks";
import { ExposureTable } from "./exposure-table/exposure-table";
import type { Ipv4Cidr } from "./ipv4";
import { omitUndefined } from "./omit-undefined";
import type { PlannedBlock, PlannedVSwitch, PlanRequest } from "./planning/model";
import {
  EMPTY_PLAN_LOCK,
  existingBlocks,
  type LockedBlock,
  lockOf,
  type PlanLock,
} from "./planning/plan-lock";
import { DEFAULT_BLOCKS_PER_VPC, planFleet } from "./planning/planner";
import type { IInstance } from "./resources/instance";
import { type ISecondaryCidrBlock, SecondaryCidrBlock, warnOfShadow } from "./resources/secondary-cidr-block";
import type { IVpc } from "./resources/vpc";
import { VSwitch } from "./resources/vswitch";
import { childScope, knownCidr, requireConsistentProps } from "./terraform/constructs";

/** One exposure of a fleet. Its ranges are planned, unless they are given, or its vSwitch or ENI exists already. */
export interface ExposureProps extends Pick<
  ExposedEipProps,
  "instance" | "eip" | "vswitch" | "securityGroups" | "networkInterface"
> {
  /**
   * ID of the instance's VPC, for planning. Given for all exposures of a fleet, or for none.
   * @default - unknown: planned as if all instances were in one VPC, which is checked for those that share a block
   */
  readonly vpcId?: string;
  /**
   * Zone of the instance, for planning.
   * @default - unknown: the EIP shares a vSwitch only with those from which no plan could separate it
   */
  readonly zoneId?: string;
  /**
   * Range of the secondary CIDR block to create, in canonical CIDR notation. Excludes `existingCidrBlock`, `vswitch` and
   * `networkInterface`.
   * @default - planned
   */
  readonly cidrBlock?: string | Ipv4Cidr;
  /**
   * Range of a secondary CIDR block that the VPC has already, in canonical CIDR notation. Excludes `vswitch` and
   * `networkInterface`.
   * @default - a block is created
   */
  readonly existingCidrBlock?: string | Ipv4Cidr;
  /**
   * Range of the vSwitch to create, in canonical CIDR notation, inside the block. Excludes `vswitch` and `networkInterface`.
   * @default - planned
   */
  readonly vswitchCidrBlock?: string | Ipv4Cidr;
  /**
   * Parts that were created by hand, for Terraform to import. Their names in the console stay as they are.
   * @default - none
   */
  readonly existingParts?: ExistingParts;
  /**
   * Whether Terraform refuses to destroy or replace the resources of the exposure, its block and its vSwitch.
   * @default false
   */
  readonly preventDestroy?: boolean;
}

/** A fleet, and what its exposures share. */
export interface ExposedEipsProps {
  /**
   * The exposures. The keys are their identities: they name the resources, so that renaming one replaces what is made for it,
   * and adding, removing or reordering others does not.
   */
  readonly exposures: Readonly<Record<string, ExposureProps>>;
  /**
   * How many secondary CIDR blocks a VPC may have.
   * @default 5, Alibaba Cloud's default quota `vpc_quota_secondary_cidr_num`
   */
  readonly blocksPerVpc?: number;
  /**
   * What is kept of an earlier plan: blocks and vSwitches that still serve an EIP stay as they are.
   * @default - everything is planned afresh
   */
  readonly planLock?: PlanLock;
  /**
   * The plan of the exposures with this lock, where it was made before.
   * @default - planned here
   */
  readonly plan?: readonly PlannedBlock[];
  /**
   * Begins the names in the console: `<prefix>-<key>` for an ENI, `<prefix>-<range>` for a vSwitch.
   * @default - Alibaba Cloud's own default names
   */
  readonly namePrefix?: string;
  /**
   * Tags of everything that takes tags.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

const RANGES = ["cidrBlock", "existingCidrBlock", "vswitchCidrBlock"] as const;

/** Many exposures that share blocks and vSwitches, so that as few addresses of others as possible are shadowed. */
export class ExposedEips extends Construct {
  /** The exposures, by key. */
  public readonly exposures: ReadonlyMap<string, ExposedEip>;
  /** The blocks that the planner chose; those that Terraform derives are not among them. */
  public readonly plan: readonly PlannedBlock[];
  /** What to keep of the plan for the next time. */
  public readonly planLock: PlanLock;
  private readonly table: ExposureTable;
  private readonly rowKeys = new Map<string, string>();
  /** What is unknown of the ENIs of these instances until their EIPs are there. */
  private readonly instancesWithNewEips: ReadonlySet<string>;

  /**
   * @throws `PlanError` when the EIPs that are known by address cannot be placed
   * @throws {@link ExposureError} when a range is not canonical or not allowed, an EIP has no usable place in it, or two
   * exposures have the same EIP
   */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ExposedEipsProps,
  ) {
    super(scope, id);
    const { exposures, blocksPerVpc = DEFAULT_BLOCKS_PER_VPC, planLock = EMPTY_PLAN_LOCK } = props;
    for (const [key, exposure] of Object.entries(exposures)) this.requireConsistentExposure(key, exposure);
    this.requireDistinctEips();
    const requests = this.planRequests();
    this.plan =
      props.plan ??
      withConstructPath(this, () =>
        planFleet(requests, { existing: existingBlocks(planLock, requests), blocksPerVpc }),
      );
    this.planLock = lockOf(this.plan, requests, planLock);
    this.table = ExposureTable.of(this);
    this.instancesWithNewEips = new Set(
      Object.values(exposures)
        .filter(({ eip }) => eip.lookedUpBy === undefined)
        .map(({ instance }) => instance.instanceId),
    );
    this.table.allowBlocks(blocksPerVpc);
    this.describe();
    const vswitches = new Map(
      this.plan.flatMap((block, i) => this.createBlock(block, this.planLock.blocks[i])),
    );
    this.exposures = new Map(
      Object.entries(exposures).map(([key, exposure]) => [
        key,
        this.createExposure(key, exposure, vswitches.get(key)),
      ]),
    );
  }

  /** Writes the exposures into the table of the stack. */
  private describe(): void {
    for (const [key, exposure] of Object.entries(this.props.exposures)) {
      const rowKey = this.table.claimKey(this, key);
      const { vpcId, zoneId } = exposure;
      describeExposure(this.table, rowKey, exposure);
      // Of an instance that is not looked up, they only say what is planned together.
      if (exposure.instance.isLookedUp === true)
        this.table.set(rowKey, omitUndefined({ vpc_id: vpcId, zone_id: zoneId }));
      this.rowKeys.set(key, rowKey);
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
  }

  /** The key of an exposure in the table of the stack. */
  private rowKey(key: string): string {
    return this.rowKeys.get(key) ?? key;
  }

  private createExposure(key: string, props: ExposureProps, planned: VSwitch | undefined): ExposedEip {
    const {
      instance,
      eip,
      networkInterface,
      securityGroups,
      existingParts = {},
      preventDestroy = false,
    } = props;
    const { blocksPerVpc, tags } = this.props;
    const isNamed = networkInterface === undefined && existingParts.networkInterfaceId === undefined;
    const exposure = new ExposedEip(
      this,
      key,
      {
        instance,
        eip,
        ...omitUndefined({
          vswitch: props.vswitch ?? planned,
          securityGroups,
          networkInterface,
          networkInterfaceName: isNamed ? this.nameFor(key) : undefined,
          blocksPerVpc,
          tags,
        }),
        // The planner has no vSwitch for an EIP whose address only Terraform knows.
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
    importExisting(exposure, existingParts);
    if (preventDestroy) {
      const shared = [exposure.vswitch, exposure.vswitch?.secondaryCidrBlock].filter(
        (part) => part !== undefined,
      );
      for (const scope of [exposure, ...shared]) Aspects.of(scope).add(new PreventDestroy());
    }
    return exposure;
  }

  /** Makes a block and its vSwitches; gives the vSwitch of each exposure in it. */
  private createBlock(
    planned: PlannedBlock,
    locked: LockedBlock | undefined,
  ): [key: string, vswitch: VSwitch][] {
    const keys = planned.vswitches.flatMap((vswitch) => vswitch.keys);
    this.requireSamePlace(keys, `block ${planned.cidr.toString()}`, "VPC");
    const isExisting = keys.some((key) => this.isInExistingBlock(key));
    const block = isExisting ? this.existingBlock(planned, keys) : this.newBlock(planned, keys, locked);
    return planned.vswitches.flatMap((inBlock, i) => {
      const name = locked?.vswitches[i]?.name ?? "";
      const vswitch = this.createVSwitch(inBlock, block, name, isExisting);
      return inBlock.keys.map((key): [string, VSwitch] => [key, vswitch]);
    });
  }

  private newBlock(
    { cidr, shadowed }: PlannedBlock,
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
    warnOfShadow(block, cidr, shadowed);
    return block;
  }

  /** The VPC has it already, and what it shadows is shadowed already. */
  private existingBlock({ cidr }: PlannedBlock, keys: readonly string[]): ISecondaryCidrBlock {
    return SecondaryCidrBlock.fromSecondaryCidrBlockAttributes(
      childScope(this, "ExistingBlocks"),
      cidr.toString().replaceAll("/", "-"),
      { vpc: this.vpcOf(keys), cidrBlock: cidr },
    );
  }

  /** The VPC of exposures in one block: where one of their instances is looked up, that of the first that is found. */
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
    this.requireSamePlace(keys, `vSwitch ${cidr.toString()}`, "zone");
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
   * That the instances of exposures that share a range are at one place, as far as that is known at synth.
   *
   * @throws {@link ExposureError} when they are not
   */
  private requireSamePlace(keys: readonly string[], range: string, place: "VPC" | "zone"): void {
    const known = keys
      .map((key) => this.instanceOf(key))
      .filter(({ isLookedUp }) => isLookedUp !== true)
      .map(({ vpc, zoneId }) => (place === "VPC" ? vpc.vpcId : zoneId))
      .filter((id) => !Token.isUnresolved(id));
    const found = [...new Set(known)];
    if (found.length < 2 || !isChecked(this, place === "VPC" ? "same-vpc" : "same-zone")) return;
    throw new ExposureError(
      this,
      `The exposures ${keys.join(", ")} share the ${range}, but their instances are in different ${place}s (${found.join(", ")}). ` +
        (place === "VPC"
          ? "Give every exposure its vpc in the configuration, so that the blocks are planned for each VPC."
          : "Use EIPs that are farther apart, or instances of one zone."),
    );
  }

  private requireConsistentExposure(key: string, exposure: ExposureProps): void {
    requireConsistentProps(
      this,
      exposure,
      {
        excludes: [
          ["cidrBlock", "existingCidrBlock"],
          ...RANGES.map((range) => [range, "vswitch"] as const),
          ...RANGES.map((range) => [range, "networkInterface"] as const),
        ],
      },
      `exposures.${key}: `,
    );
  }

  private requireDistinctEips(): void {
    const keys = new Map<string, string>();
    for (const [key, { eip }] of Object.entries(this.props.exposures)) {
      const name = eip.address === undefined ? eip.allocationId : eip.ipAddress;
      const first = keys.get(name);
      if (first !== undefined) {
        throw new ExposureError(
          this,
          `the exposures ${first} and ${key} have the same EIP ${name}; give each an EIP of its own`,
        );
      }
      keys.set(name, key);
    }
  }

  /** What the exposures ask of the planner. A block that Terraform derives is no concern of it. */
  private planRequests(): PlanRequest[] {
    return Object.entries(this.props.exposures).flatMap(([key, exposure]) => {
      const { eip, vpcId, zoneId, networkInterface } = exposure;
      if (networkInterface !== undefined || exposure.vswitch !== undefined) return [];
      const [block, vswitch] = [
        exposure.existingCidrBlock ?? exposure.cidrBlock,
        exposure.vswitchCidrBlock,
      ].map((range) => (range === undefined ? undefined : knownCidr(this, range)));
      if (eip.address === undefined && vswitch === undefined) {
        if (block === undefined) return [];
        throw new ExposureError(
          this,
          `the exposure ${key} has the block ${block.toString()}, but where in it the EIP lies is not known at synth: ` +
            "give the vSwitch as well, or the EIP by its address",
        );
      }
      return [{ key, ...omitUndefined({ eip: eip.address, vpcId, zoneId, block, vswitch }) }];
    });
  }

  private instanceOf(key: string): IInstance {
    const exposure = this.props.exposures[key];
    if (exposure === undefined) throw new ExposureError(this, `there is no exposure ${key}`);
    return exposure.instance;
  }

  private nameFor(text: string): string | undefined {
    return this.props.namePrefix === undefined ? undefined : `${this.props.namePrefix}-${text}`;
  }
}

function first<T>(values: readonly T[]): T {
  const [value] = values;
  if (value === undefined) throw new RangeError("a planned range serves no exposure");
  return value;
}

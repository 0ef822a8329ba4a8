import { Aspects } from "cdktf";
import { Construct } from "constructs";

import { Ipv4Cidr } from "./address";
import { PreventDestroy } from "./aspects";
import type { Requirement } from "./checks/requirement";
import { sharingRequirements } from "./checks/sharing-checks";
import { ExposureError } from "./errors";
import { ExposedEip } from "./exposed-eip";
import type { ExposureProps } from "./exposure-props";
import { given } from "./given";
import { importExisting } from "./life-cycle/import-existing";
import {
  EMPTY_PLAN_LOCK,
  existingBlocks,
  type LockedBlock,
  lockOf,
  type PlannedBlock,
  type PlannedVSwitch,
  planFleet,
  type PlanLock,
  type PlanRequest,
} from "./plan";
import type { IEcsInstance, IVpc } from "./references";
import { located } from "./references/located";
import { warnOfShadow } from "./shadow-warning";
import { type ISecondaryCidrBlock, SecondaryCidrBlock, VSwitch } from "./steps";
import { folderOf } from "./terraform/folder";

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

/** Many exposures that share blocks and vSwitches, so that as few addresses of others as possible are shadowed. */
export class ExposedEips extends Construct {
  /** The exposures, by key. */
  public readonly exposures: ReadonlyMap<string, ExposedEip>;
  /** The blocks that the planner chose; those that Terraform derives are not among them. */
  public readonly plan: readonly PlannedBlock[];
  /** What to keep of the plan for the next time. */
  public readonly planLock: PlanLock;

  /**
   * @throws {@link PlanError} when the EIPs that are known by address cannot be placed
   * @throws {@link ExposureError} when a range is not canonical or not allowed, an EIP has no usable place in it, or two
   * exposures have the same EIP
   */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ExposedEipsProps,
  ) {
    super(scope, id);
    const { exposures, blocksPerVpc, planLock = EMPTY_PLAN_LOCK, tags } = props;
    this.requireDistinctEips();
    const requests = this.planRequests();
    const existing = existingBlocks(planLock, requests);
    this.plan = located(this, () => planFleet(requests, { existing, ...given({ blocksPerVpc }) }));
    this.planLock = lockOf(this.plan, requests, planLock);
    const vswitches = new Map(
      this.plan.flatMap((block, i) => this.makeBlock(block, this.planLock.blocks[i])),
    );
    this.exposures = new Map(
      Object.entries(exposures).map(([key, exposure]) => [
        key,
        this.makeExposure(key, exposure, vswitches.get(key), { ...given({ blocksPerVpc, tags }) }),
      ]),
    );
  }

  private makeExposure(
    key: string,
    props: ExposureProps,
    planned: VSwitch | undefined,
    options: Pick<ExposedEipsProps, "blocksPerVpc" | "tags">,
  ): ExposedEip {
    const { instance, eip, existingParts = {}, preventDestroy = false } = props;
    const name = existingParts.networkInterfaceId === undefined ? this.nameFor(key) : undefined;
    const vswitch = typeof props.vswitch === "object" ? props.vswitch : planned;
    const common = { instance, eip, ...given({ name, ...options }) };
    const exposure = new ExposedEip(this, key, {
      ...common,
      ...(props.networkInterface === undefined
        ? given({ vswitch, securityGroupIds: props.securityGroupIds })
        : { networkInterface: props.networkInterface }),
    });
    importExisting(exposure, existingParts);
    if (preventDestroy) {
      const shared = [exposure.vswitch, exposure.vswitch?.block].filter((part) => part instanceof Construct);
      for (const scope of [exposure, ...shared]) Aspects.of(scope).add(new PreventDestroy());
    }
    return exposure;
  }

  /** Makes a block and its vSwitches; gives the vSwitch of each exposure in it. */
  private makeBlock(
    planned: PlannedBlock,
    locked: LockedBlock | undefined,
  ): [key: string, vswitch: VSwitch][] {
    const { cidr, vswitches } = planned;
    const keys = vswitches.flatMap((vswitch) => vswitch.keys);
    const instances = keys.map((key) => this.instanceOf(key));
    const vpcIds = instances.map(({ vpc }) => vpc.vpcId);
    const requirements = [
      // Those of all instances, so that every one that is missing is reported at once.
      ...new Set(instances.flatMap((instance) => instance.requirements)),
      ...sharingRequirements(this, keys, `block ${cidr.toString()}`, "VPC", vpcIds),
    ];
    const block = keys.some((key) => this.isInExistingBlock(key))
      ? this.existingBlock(planned, first(instances).vpc, requirements)
      : this.newBlock(planned, locked?.name ?? "", first(instances).vpc, requirements);
    return vswitches.flatMap((inBlock, i) => {
      const vswitch = this.makeVSwitch(inBlock, block, locked?.vswitches[i]?.name ?? "");
      return inBlock.keys.map((key): [string, VSwitch] => [key, vswitch]);
    });
  }

  private newBlock(
    { cidr, shadowed }: PlannedBlock,
    name: string,
    vpc: IVpc,
    requirements: readonly Requirement[],
  ): ISecondaryCidrBlock {
    const block = new SecondaryCidrBlock(folderOf(this, "Blocks"), name, {
      vpc,
      cidrBlock: cidr.toString(),
      ...given({ blocksPerVpc: this.props.blocksPerVpc }),
      requirements,
    });
    warnOfShadow(block, cidr, shadowed);
    return block;
  }

  /** The VPC has it already, and what it shadows is shadowed already. */
  private existingBlock(
    { cidr }: PlannedBlock,
    vpc: IVpc,
    requirements: readonly Requirement[],
  ): ISecondaryCidrBlock {
    const block = SecondaryCidrBlock.fromSecondaryCidrBlockAttributes(this, {
      vpc,
      cidrBlock: cidr.toString(),
    });
    return { ...block, requirements: [...requirements, ...(block.requirements ?? [])] };
  }

  private isInExistingBlock(key: string): boolean {
    return typeof this.props.exposures[key]?.block === "object";
  }

  private makeVSwitch({ cidr, keys }: PlannedVSwitch, block: ISecondaryCidrBlock, name: string): VSwitch {
    const isImported = keys.some((key) => this.props.exposures[key]?.existingParts?.vswitchId !== undefined);
    const zoneIds = keys.map((key) => this.instanceOf(key).zoneId);
    return new VSwitch(folderOf(this, "VSwitches"), name, {
      block,
      cidrBlock: cidr.toString(),
      zoneId: first(zoneIds),
      requirements: sharingRequirements(this, keys, `vSwitch ${cidr.toString()}`, "zone", zoneIds),
      ...given({
        vswitchName: isImported ? undefined : this.nameFor(cidr.toString().replaceAll(/[./]/g, "-")),
        tags: this.props.tags,
      }),
    });
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
      if (networkInterface !== undefined || typeof exposure.vswitch === "object") return [];
      const range = (text: string | undefined) =>
        text === undefined ? undefined : located(this, () => Ipv4Cidr.parse(text));
      const block = range(typeof exposure.block === "object" ? exposure.block.existing : exposure.block);
      const vswitch = range(exposure.vswitch);
      if (eip.address === undefined && vswitch === undefined) {
        if (block === undefined) return [];
        throw new ExposureError(
          this,
          `the exposure ${key} has the block ${block.toString()}, but where in it the EIP lies is not known at synth: ` +
            "give the vSwitch as well, or the EIP by its address",
        );
      }
      return [{ key, ...given({ eip: eip.address, vpcId, zoneId, block, vswitch }) }];
    });
  }

  private instanceOf(key: string): IEcsInstance {
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

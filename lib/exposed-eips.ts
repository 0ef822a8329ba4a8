import { Construct } from "constructs";

import { Ipv4Cidr } from "./address";
import type { Requirement } from "./checks/requirement";
import { ExposureError } from "./errors";
import { ExposedEip, type ExposedEipProps } from "./exposed-eip";
import { given } from "./given";
import {
  EMPTY_PLAN_LOCK,
  existingBlocks,
  lockOf,
  nameOf,
  type PlannedBlock,
  type PlannedVSwitch,
  planFleet,
  type PlanLock,
  type PlanRequest,
} from "./plan";
import type { IEcsInstance } from "./references";
import { located } from "./references/located";
import { warnOfShadow } from "./shadow-warning";
import { SecondaryCidrBlock, VSwitch } from "./steps";
import { hcl, type HclValue } from "./terraform/hcl";

/** One exposure of a fleet. */
export interface ExposureProps extends Pick<ExposedEipProps, "instance" | "eip" | "securityGroupIds"> {
  /**
   * The ID of the instance's VPC, for planning. Given for all exposures of a fleet, or for none.
   * @default - unknown: planned as if all instances were in one VPC, which is checked for those that share a block
   */
  readonly vpcId?: string;
  /**
   * The zone of the instance, for planning.
   * @default - unknown: the EIP shares a vSwitch only with those from which no plan could separate it
   */
  readonly zoneId?: string;
  /**
   * The range of the secondary CIDR block, in canonical CIDR notation.
   * @default - planned
   */
  readonly block?: string;
  /**
   * The range of the vSwitch, in canonical CIDR notation, inside `block`.
   * @default - planned
   */
  readonly vswitch?: string;
}

export interface ExposedEipsProps {
  /** The exposures. The keys are their identities: they name the resources. */
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
   * @throws PlanError when the EIPs that are known by address cannot be placed
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
    const vswitches = new Map(this.plan.flatMap((block) => this.makeBlock(block)));
    this.exposures = new Map(
      Object.entries(exposures).map(([key, { instance, eip, securityGroupIds }]) => {
        const options = given({
          vswitch: vswitches.get(key),
          securityGroupIds,
          name: this.nameFor(key),
          blocksPerVpc,
          tags,
        });
        return [key, new ExposedEip(this, key, { instance, eip, ...options })];
      }),
    );
  }

  /** Makes a block and its vSwitches; gives the vSwitch of each exposure in it. */
  private makeBlock(planned: PlannedBlock): [key: string, vswitch: VSwitch][] {
    const { cidr, vswitches, shadowed } = planned;
    const keys = vswitches.flatMap((vswitch) => vswitch.keys);
    const instances = keys.map((key) => this.instanceOf(key));
    const vpcIds = instances.map(({ vpc }) => vpc.vpcId);
    const block = new SecondaryCidrBlock(childOf(this, "Blocks"), this.rangeName(planned, cidr), {
      vpc: first(instances).vpc,
      cidrBlock: cidr.toString(),
      ...given({ blocksPerVpc: this.props.blocksPerVpc }),
      requirements: [
        // Those of all instances, so that every one that is missing is reported at once.
        ...new Set(instances.flatMap((instance) => instance.requirements)),
        ...sharing(keys, `block ${cidr.toString()}`, "VPC", vpcIds),
      ],
    });
    warnOfShadow(block, cidr, shadowed);
    return vswitches.flatMap((inBlock) => {
      const vswitch = this.makeVSwitch(inBlock, block, this.rangeName(planned, inBlock.cidr));
      return inBlock.keys.map((key): [string, VSwitch] => [key, vswitch]);
    });
  }

  private makeVSwitch({ cidr, keys }: PlannedVSwitch, block: SecondaryCidrBlock, name: string): VSwitch {
    const zoneIds = keys.map((key) => this.instanceOf(key).zoneId);
    return new VSwitch(childOf(this, "VSwitches"), name, {
      block,
      cidrBlock: cidr.toString(),
      zoneId: first(zoneIds),
      requirements: sharing(keys, `vSwitch ${cidr.toString()}`, "zone", zoneIds),
      ...given({
        vswitchName: this.nameFor(cidr.toString().replaceAll(/[./]/g, "-")),
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
      const { eip, vpcId, zoneId } = exposure;
      const [block, vswitch] = [exposure.block, exposure.vswitch].map((text) =>
        text === undefined ? undefined : located(this, () => Ipv4Cidr.parse(text)),
      );
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

  private rangeName(block: PlannedBlock, range: Ipv4Cidr): string {
    return nameOf(block, range, this.props.planLock ?? EMPTY_PLAN_LOCK);
  }
}

function childOf(scope: Construct, id: string): Construct {
  const child = scope.node.tryFindChild(id);
  return child instanceof Construct ? child : new Construct(scope, id);
}

/** What must hold for exposures that share a block or a vSwitch: their instances are at one place. */
function sharing(
  keys: readonly string[],
  range: string,
  place: "VPC" | "zone",
  ids: readonly HclValue[],
): Requirement[] {
  if (keys.length < 2) return [];
  // The place of an instance that was not found is empty, and that is reported with the instance.
  const places = hcl`distinct(compact(${ids}))`;
  return [
    {
      check: place === "VPC" ? "same-vpc" : "same-zone",
      condition: hcl`length(${places}) <= 1`,
      errorMessage:
        `The exposures ${keys.join(", ")} share the ${range}, but their instances are in different ${place}s ` +
        `(${hcl`join(", ", ${places})`.toString()}). ` +
        (place === "VPC"
          ? "Give every exposure its vpc in the configuration, so that the blocks are planned for each VPC."
          : "Use EIPs that are farther apart, or instances of one zone."),
    },
  ];
}

function first<T>(values: readonly T[]): T {
  const [value] = values;
  if (value === undefined) throw new RangeError("a planned range serves no exposure");
  return value;
}

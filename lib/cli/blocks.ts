import { planOf, planRequests } from "../configuration/plan-requests";
import type { Configuration } from "../configuration/schema/configuration-schema";
import { PlanError } from "../errors";
import { type Ipv4Address, Ipv4Cidr } from "../ipv4";
import { omitUndefined } from "../omit-undefined";
import {
  type Cluster,
  clustersOf,
  memberFor,
  outermost,
  type PlannedBlock,
  type PlanRequest,
  smallestBlock,
} from "../planning/model";
import { BLOCK_PREFIX_LENGTHS, shadowedRanges } from "../planning/placement";
import { existingBlocks, type PlanLock } from "../planning/plan-lock";
import { DEFAULT_BLOCKS_PER_VPC, planFleet } from "../planning/planner";
import { replacedKeys, shadowedIn } from "./replan";

/** Block of a plan, with the reason for its size. */
export interface ExplainedBlock {
  /** Range of the block. */
  readonly cidr: Ipv4Cidr;
  /** ID of its VPC; undefined if only Terraform knows it. */
  readonly vpc: string | undefined;
  /** Number of addresses of others that it shadows. */
  readonly shadowed: number;
  /** First and last addresses of the shadowed ranges. */
  readonly shadowedRanges: readonly (readonly [first: Ipv4Address, last: Ipv4Address])[];
  /** Reason for its range, as a phrase. */
  readonly why: string;
  /** Its vSwitches, with the keys of their exposures. */
  readonly vswitches: PlannedBlock["vswitches"];
}

/** Change that would shadow fewer addresses. */
export interface CheaperPlan {
  /** Number of addresses that it saves. */
  readonly saves: number;
  /** Change, as an imperative. */
  readonly change: string;
  /** Keys of the exposures whose vSwitch, and therefore whose ENI, would be replaced. */
  readonly replaces: readonly string[];
}

/** Blocks of a stack. */
export interface ExplainedPlan {
  /** Number of secondary CIDR blocks that a VPC may have. */
  readonly blocksPerVpc: number;
  /** Number of addresses of others that all blocks shadow. */
  readonly shadowed: number;
  readonly blocks: readonly ExplainedBlock[];
  /** Keys of the exposures whose block Terraform computes, or whose vSwitch or ENI exists. */
  readonly unplanned: readonly string[];
  /** Changes that would shadow fewer addresses, the cheapest plan first. Each is compared with the current plan, by itself. */
  readonly cheaper: readonly CheaperPlan[];
}

/** Explains the plan of a configuration. */
export function explainPlan(configuration: Configuration, planLock: PlanLock): ExplainedPlan {
  const requests = planRequests(configuration);
  const plan = planOf(configuration, planLock);
  const explanation = new Explanation(configuration, requests, plan, planLock);
  const planned = new Set(requests.map(({ key }) => key));
  return {
    blocksPerVpc: explanation.limit,
    shadowed: shadowedIn(plan),
    blocks: plan.map((block) => explanation.ofBlock(block)),
    unplanned: Object.keys(configuration.exposures).filter((key) => !planned.has(key)),
    cheaper: explanation.cheaper(),
  };
}

class Explanation {
  public readonly limit: number;
  private readonly byKey: ReadonlyMap<string, PlanRequest>;
  private readonly newPlan: readonly PlannedBlock[] | undefined;

  public constructor(
    private readonly configuration: Configuration,
    private readonly requests: readonly PlanRequest[],
    private readonly plan: readonly PlannedBlock[],
    private readonly planLock: PlanLock,
  ) {
    this.limit = configuration.blocksPerVpc ?? DEFAULT_BLOCKS_PER_VPC;
    this.byKey = new Map(requests.map((request) => [request.key, request]));
    this.newPlan = planIfPossible(requests, this.limit);
  }

  public ofBlock(block: PlannedBlock): ExplainedBlock {
    const eips = this.requestsIn(block).flatMap(({ eip }) =>
      eip !== undefined && block.cidr.contains(eip) ? [eip] : [],
    );
    return {
      cidr: block.cidr,
      vpc: block.vpcId,
      shadowed: block.shadowed,
      shadowedRanges: shadowedRanges(block.cidr, eips),
      why: this.reasonFor(block),
      vswitches: block.vswitches,
    };
  }

  private requestsIn({ vswitches }: PlannedBlock): PlanRequest[] {
    return vswitches.flatMap(({ keys }) => keys).flatMap((key) => this.byKey.get(key) ?? []);
  }

  private reasonFor(block: PlannedBlock): string {
    const requests = this.requestsIn(block);
    const chosen = requests.find((request) => request.block?.equals(block.cidr) === true);
    if (chosen !== undefined) {
      const { block: setting } = this.configuration.exposures[chosen.key] ?? {};
      return setting !== undefined && "existing" in setting
        ? `exists: block of exposures.${chosen.key}`
        : `chosen by hand: block of exposures.${chosen.key}`;
    }
    if (this.isOnlyLocked(block)) return "locked by an earlier plan";
    const clusters = clustersOf(
      requests.map((request) => memberFor(request, existingBlocks(this.planLock, this.requests))),
    );
    const parts = outermost(clusters.map(({ cidr }) => smallestBlock(cidr)));
    const [first] = clusters;
    if (parts.length > 1 || first === undefined) return this.reasonForJoint(block, parts);
    return reasonForCluster(
      clusters.find(({ cidr }) => smallestBlock(cidr).equals(block.cidr)) ?? first,
      block.cidr,
    );
  }

  /** Whether a new plan would not have the block. */
  private isOnlyLocked({ cidr, vpcId }: PlannedBlock): boolean {
    const isPlanned = this.newPlan?.some((one) => one.cidr.equals(cidr) && one.vpcId === vpcId) ?? true;
    return !isPlanned && existingBlocks(this.planLock, this.requests).some((one) => one.cidr.equals(cidr));
  }

  private reasonForJoint({ cidr }: PlannedBlock, parts: readonly Ipv4Cidr[]): string {
    const list = `${parts.slice(0, 6).map(String).join(", ")}${parts.length > 6 ? ` and ${parts.length - 6} more` : ""}`;
    const isFilled = parts.reduce((sum, { size }) => sum + size, 0) === cidr.size;
    return isFilled
      ? `joins ${list}, which fill it`
      : `joins ${list}, since the VPC takes ${this.limit === 1 ? "1 block" : `${this.limit} blocks`}`;
  }

  /** Returns the changes that save something, the cheapest plan first. */
  public cheaper(): CheaperPlan[] {
    return [...this.replan(), ...this.largerQuota(), ...this.byHand(), ...this.otherEips()]
      .filter(({ saves }) => saves > 0)
      .sort((one, other) => other.saves - one.saves);
  }

  private compared(change: string, planned: readonly PlannedBlock[] | undefined): CheaperPlan[] {
    if (planned === undefined) return [];
    const keys = this.requests.map(({ key }) => key);
    const saves = shadowedIn(this.plan) - shadowedIn(planned);
    return [{ saves, change, replaces: replacedKeys(keys, this.plan, planned) }];
  }

  private replan(): CheaperPlan[] {
    return this.compared("use a new plan: exposed-eip replan --write", this.newPlan);
  }

  /** Returns one more block in a VPC, and as many as help. */
  private largerQuota(): CheaperPlan[] {
    const costOf = (limit: number) => shadowedIn(planIfPossible(this.requests, limit) ?? []);
    if (this.newPlan === undefined) return [];
    const least = costOf(this.requests.length + this.limit);
    if (least === shadowedIn(this.newPlan)) return [];
    // The cost falls with the limit.
    let [low, enough] = [this.limit + 1, this.requests.length + this.limit];
    while (low < enough) {
      const middle = Math.floor((low + enough) / 2);
      if (costOf(middle) > least) low = middle + 1;
      else enough = middle;
    }
    return [...new Set([this.limit + 1, enough])].flatMap((limit) =>
      this.compared(
        `raise the quota vpc_quota_secondary_cidr_num of the VPC to ${limit}, write blocksPerVpc: ${limit}, and use a new plan`,
        planIfPossible(this.requests, limit),
      ),
    );
  }

  /** Returns the removal of each block and vSwitch that was chosen by hand. */
  private byHand(): CheaperPlan[] {
    const chosen = this.plan.flatMap((block) => {
      const keys = this.requestsIn(block)
        .filter(({ key }) => this.configuration.exposures[key]?.block instanceof Ipv4Cidr)
        .filter(({ eip }) => eip !== undefined)
        .map(({ key }) => key);
      return keys.length === 0 ? [] : [keys];
    });
    return chosen.flatMap((keys) => {
      const requests = this.requests.map((request) =>
        keys.includes(request.key) ? withoutChoice(request) : request,
      );
      return this.compared(
        `remove block and vswitch of ${keys.map((key) => `exposures.${key}`).join(", ")}, and use a new plan`,
        planIfPossible(requests, this.limit),
      );
    });
  }

  /** Returns the exchange of each EIP that needs a block larger than the smallest, for one that does not. */
  private otherEips(): CheaperPlan[] {
    return this.requests.flatMap((request) => {
      const { key, eip, vpcId, block, vswitch } = request;
      if (eip === undefined || block !== undefined || vswitch !== undefined) return [];
      const { longest } = BLOCK_PREFIX_LENGTHS;
      if (smallestBlock(memberFor(request, []).range).prefixLength === longest) return [];
      const others = planIfPossible(
        this.requests.filter((one) => one !== request),
        this.limit,
      );
      if (others === undefined || others.filter((one) => one.vpcId === vpcId).length >= this.limit) return [];
      const saves = shadowedIn(this.plan) - shadowedIn(others) - (2 ** (32 - longest) - 1);
      const keys = this.requests.map((one) => one.key).filter((one) => one !== key);
      return [
        {
          saves,
          change: `use another EIP in place of ${eip.toString()} (${key}): one that is usable in a /${longest}, with a new plan`,
          replaces: [key, ...replacedKeys(keys, this.plan, others)],
        },
      ];
    });
  }
}

function planIfPossible(requests: readonly PlanRequest[], blocksPerVpc: number): PlannedBlock[] | undefined {
  try {
    return planFleet(requests, { blocksPerVpc });
  } catch (error) {
    if (error instanceof PlanError) return undefined;
    throw error;
  }
}

function withoutChoice({ key, eip, vpcId, zoneId }: PlanRequest): PlanRequest {
  return { key, ...omitUndefined({ eip, vpcId, zoneId }) };
}

function reasonForCluster({ cidr, members }: Cluster, block: Ipv4Cidr): string {
  const member = members.find(({ range }) => range.equals(cidr)) ?? members[0];
  const { key = "", eip } = member?.request ?? {};
  if (block.prefixLength === BLOCK_PREFIX_LENGTHS.longest) return "smallest block that Alibaba Cloud takes";
  return (
    `smallest block in which ${eip?.toString() ?? key} (${key}) is usable: in smaller networks, it is the first or one of the last ` +
    "three addresses, which Alibaba Cloud reserves"
  );
}

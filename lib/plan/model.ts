import type { Ipv4Address, Ipv4Cidr } from "../address";

/** One EIP that wants a place. */
export interface PlanRequest {
  /** Names the exposure in messages and in the plan; no two requests have the same. */
  readonly key: string;
  /**
   * The address of the EIP.
   * @default - only Terraform knows it; then `vswitch` is required
   */
  readonly eip?: Ipv4Address;
  /**
   * The VPC of the instance.
   * @default - unknown: the requests without one are planned as if they all shared one VPC
   */
  readonly vpcId?: string;
  /**
   * The zone of the instance.
   * @default - unknown: the exposure shares a vSwitch only with those from which no plan could separate it
   */
  readonly zoneId?: string;
  /**
   * A block chosen by hand, in which the EIP is usable.
   * @default - the planner chooses
   */
  readonly block?: Ipv4Cidr;
  /**
   * A vSwitch chosen by hand, inside `block` where that is chosen too.
   * @default - the planner chooses
   */
  readonly vswitch?: Ipv4Cidr;
}

/** A block and what is in it. */
export interface PlannedBlock {
  /** The range of the secondary CIDR block, mask 16 to 28. */
  readonly cidr: Ipv4Cidr;
  /**
   * The VPC that gets the block, as the requests say it.
   * @default - the requests in it have none
   */
  readonly vpcId?: string;
  /** The vSwitches in the block, disjoint; at least one. */
  readonly vswitches: readonly PlannedVSwitch[];
  /** How many addresses of the block belong to others and become unreachable from the VPC. */
  readonly shadowed: number;
}

/** A vSwitch and the exposures whose ENIs are in it. */
export interface PlannedVSwitch {
  /** The range of the vSwitch inside its block, mask 16 to 29. */
  readonly cidr: Ipv4Cidr;
  /** The keys of the exposures, in the order of their addresses; at least one. */
  readonly keys: readonly string[];
}

/** A block of the present plan, which stays as it is while an exposure needs it. */
export interface ExistingBlock {
  /** Overlaps no other block of the VPC. */
  readonly cidr: Ipv4Cidr;
  /**
   * The VPC of the block, as the requests say it: a block with it is none of those without.
   * @default - the requests in it have none
   */
  readonly vpcId?: string;
  /** The ranges of the vSwitches in the block; disjoint. */
  readonly vswitches: readonly Ipv4Cidr[];
}

import type { Ipv4Cidr } from "../../lib/ipv4";
import type { ExistingBlock, PlanRequest } from "../../lib/planning/model";
import { isInside, isSame, isUsableIn } from "./arithmetic";

/** The ranges that a plan has to have, whatever it costs. */
export interface Settled {
  readonly blocks: readonly Ipv4Cidr[];
  readonly vswitches: readonly Ipv4Cidr[];
}

/** What is chosen by hand, and what is needed of the current plan: all for one VPC, each range once. */
export function settledRanges(requests: readonly PlanRequest[], existing: readonly ExistingBlock[]): Settled {
  const blocks: Ipv4Cidr[] = [];
  const vswitches: Ipv4Cidr[] = [];
  for (const { block, vswitch } of requests) {
    if (block !== undefined) blocks.push(block);
    if (vswitch !== undefined) vswitches.push(vswitch);
  }
  for (const present of existing) {
    const staying = requests.filter(({ eip, block, vswitch }) => {
      if (block !== undefined && !isSame(block, present.cidr)) return false;
      if (vswitch !== undefined) return isInside(present.cidr, vswitch);
      return eip !== undefined && isUsableIn(present.cidr, eip);
    });
    if (staying.length > 0) blocks.push(present.cidr);
    for (const range of present.vswitches) {
      if (
        staying.some(
          ({ eip, vswitch }) => vswitch === undefined && eip !== undefined && isUsableIn(range, eip),
        )
      )
        vswitches.push(range);
    }
  }
  return { blocks: distinct(blocks), vswitches: distinct(vswitches) };
}

function distinct(ranges: readonly Ipv4Cidr[]): Ipv4Cidr[] {
  return [...new Map(ranges.map((range) => [range.toString(), range])).values()];
}

import { Ipv4Cidr } from "../ipv4";
import { BLOCK_PREFIX_LENGTHS } from "./placement";

/**
 * Chooses blocks that cover all ranges with the fewest addresses in total, and so the fewest shadowed addresses.
 *
 * Blocks are CIDR networks, so two of them are nested or disjoint, and all possible ones form a binary tree. For a node of
 * that tree, the cheapest cover with at most k blocks is the cheaper of the node itself as one block, and the cheapest
 * covers of its two halves with the k blocks shared out between them. So the answer is exact, in a time that is linear in
 * the number of ranges for a given limit.
 *
 * @param ranges - disjoint ranges, each allowed as a block
 * @param limit - maximum number of blocks, at least 0
 * @param taken - ranges that no block may overlap; none of them overlaps one of `ranges`
 * @returns the blocks in the order of their addresses; undefined if `limit` blocks cannot cover all ranges
 */
export function fewestShadowed(
  ranges: readonly Ipv4Cidr[],
  limit: number,
  taken: readonly Ipv4Cidr[] = [],
): Ipv4Cidr[] | undefined {
  if (ranges.length === 0) return [];
  const sorted = [...ranges].sort(Ipv4Cidr.compare);
  const cover = cheapestCovers({ ranges: sorted, taken }, 0, sorted.length, limit).at(-1);
  return cover === undefined ? undefined : blocksOf(cover);
}

interface Problem {
  /** Ranges in the order of their addresses. */
  readonly ranges: readonly Ipv4Cidr[];
  readonly taken: readonly Ipv4Cidr[];
}

/** Set of blocks as a tree, so that covers share their parts. */
type Cover = { readonly size: number } & (
  { readonly block: Ipv4Cidr } | { readonly parts: readonly [Cover, Cover] }
);

/**
 * Returns the cheapest covers of the ranges from index `from` to before `to`: entry k is the cheapest with at most k + 1 blocks,
 * undefined if so few cannot cover them. There are no more entries than ranges.
 */
function cheapestCovers(problem: Problem, from: number, to: number, limit: number): (Cover | undefined)[] {
  if (limit < 1) return [];
  const block = smallestCommonBlock(problem, from, to);
  const covers: (Cover | undefined)[] = [block === undefined ? undefined : { size: block.size, block }];
  if (to - from === 1) return covers;

  const middle = firstOfUpperHalf(problem.ranges, from, to);
  const left = cheapestCovers(problem, from, middle, limit - 1);
  const right = cheapestCovers(problem, middle, to, limit - 1);
  for (let count = 2; count <= Math.min(limit, left.length + right.length); count++) {
    let best = covers.at(-1);
    for (
      let inLeft = Math.max(1, count - right.length);
      inLeft <= Math.min(left.length, count - 1);
      inLeft++
    ) {
      const [one, other] = [left[inLeft - 1], right[count - inLeft - 1]];
      if (one === undefined || other === undefined) continue;
      const size = one.size + other.size;
      if (best === undefined || size < best.size) best = { size, parts: [one, other] };
    }
    covers.push(best);
  }
  return covers;
}

/** Returns the smallest allowed block that contains the ranges and overlaps no taken one. */
function smallestCommonBlock({ ranges, taken }: Problem, from: number, to: number): Ipv4Cidr | undefined {
  const common = Ipv4Cidr.spanning(at(ranges, from), at(ranges, to - 1));
  if (common.prefixLength < BLOCK_PREFIX_LENGTHS.shortest) return undefined;
  return taken.some((range) => range.overlaps(common)) ? undefined : common;
}

/** Returns the index of the first range in the upper half of the smallest network that contains all ranges. */
function firstOfUpperHalf(ranges: readonly Ipv4Cidr[], from: number, to: number): number {
  const { network, size } = Ipv4Cidr.spanning(at(ranges, from), at(ranges, to - 1));
  const boundary = network.value + size / 2;
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(ranges, middle).network.value < boundary) low = middle + 1;
    else high = middle;
  }
  return low;
}

function blocksOf(cover: Cover): Ipv4Cidr[] {
  return "block" in cover ? [cover.block] : cover.parts.flatMap(blocksOf);
}

function at(ranges: readonly Ipv4Cidr[], index: number): Ipv4Cidr {
  const range = ranges[index];
  if (range === undefined) throw new RangeError(`no range ${index}`);
  return range;
}

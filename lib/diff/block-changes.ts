import { AddressError, Ipv4Cidr } from "../address";
import type { Chain } from "./chain";
import type { Certainty, ResourceChanges } from "./resource-changes";

/** A secondary CIDR block in two versions of a stack. */
export interface BlockChange {
  /** The name of its resource. */
  readonly name: string;
  /** Its range; absent where Terraform computes it. */
  readonly range?: string;
  /** What becomes of it; `perhapsReplaced` depends on what Terraform finds. */
  readonly kind: "added" | "kept" | "replaced" | "perhapsReplaced" | "removed";
  /** The keys of the exposures in it; those that were in it, where it is removed. */
  readonly keys: readonly string[];
  /** How many addresses of others it hides; absent where that is not known, or the block is not there. */
  readonly shadowed: {
    /** In the earlier version. */
    readonly before?: number;
    /** In the later version. */
    readonly after?: number;
  };
}

type Chains = ReadonlyMap<string, Chain>;

interface Block {
  readonly name: string;
  readonly range?: string;
  readonly keys: readonly string[];
}

/** What becomes of the blocks that exposures are in. */
export function blockChanges(was: Chains, is: Chains, changes: ResourceChanges): BlockChange[] {
  const [before, after] = [blocksOf(was), blocksOf(is)];
  const addresses = [...new Set([...before.keys(), ...after.keys()])];
  return addresses
    .map((address): BlockChange => {
      const [earlier, later] = [before.get(address), after.get(address)];
      const { name, range, keys } = later ?? earlier ?? { name: address, keys: [] };
      const [hidBefore, hidesAfter] = [earlier, later].map((block) => block && shadowedBy(block));
      return {
        name,
        ...(range !== undefined && { range }),
        kind: kindOf(earlier, later, changes.of(address)?.replaced),
        keys,
        shadowed: {
          ...(hidBefore !== undefined && { before: hidBefore }),
          ...(hidesAfter !== undefined && { after: hidesAfter }),
        },
      };
    })
    .sort((one, other) => order(one) - order(other) || (one.name < other.name ? -1 : 1));
}

function blocksOf(chains: Chains): Map<string, Block> {
  const blocks = new Map<string, Block>();
  for (const { key, block, blockRange } of chains.values()) {
    if (block === undefined) continue;
    const keys = [...(blocks.get(block.address)?.keys ?? []), key];
    const range = blockRange === undefined ? {} : { range: blockRange };
    blocks.set(block.address, { name: block.name, keys, ...range });
  }
  return blocks;
}

function kindOf(
  earlier: Block | undefined,
  later: Block | undefined,
  replaced: Certainty = "no",
): BlockChange["kind"] {
  if (earlier === undefined) return "added";
  if (later === undefined) return "removed";
  if (replaced === "yes") return "replaced";
  return replaced === "perhaps" ? "perhapsReplaced" : "kept";
}

/** Every exposure in a block has an address in it; the others are those of others. */
function shadowedBy({ range, keys }: Block): number | undefined {
  const cidr = range === undefined ? undefined : parsed(range);
  return cidr && cidr.size - keys.length;
}

/** By address, those that are not known behind all others; these by name. */
function order({ range }: BlockChange): number {
  const cidr = range === undefined ? undefined : parsed(range);
  return cidr?.network.value ?? Number.MAX_SAFE_INTEGER;
}

function parsed(range: string): Ipv4Cidr | undefined {
  try {
    return Ipv4Cidr.parse(range);
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    return undefined;
  }
}

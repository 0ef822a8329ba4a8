import { ownProperty } from "../../hcl/src";
import { AddressError } from "../errors";
import { Ipv4Cidr } from "../ipv4";
import { type Chain, chainsOf } from "./chain";
import { exposureValues } from "./exposure-values";
import {
  type Certainty,
  isReplacementKnown,
  ResourceChanges,
  SameNetwork,
  strongest,
} from "./resource-changes";
import { StackValues, type SynthesizedStack } from "./synthesized-stack";

/** Changes from one version of a stack to another, as far as its configuration tells. */
export interface StackDiff {
  /** Name of the stack in the later version. */
  readonly stack: string;
  /** Whether the later version is missing: the stack is gone, and Terraform does not destroy its resources. */
  readonly isGone: boolean;
  /** Changes of the stack as a whole: `region`, `provider`, `state`, `stack`. */
  readonly settings: readonly Replacement[];
  /** Changed exposures, in the order of their keys. */
  readonly exposures: readonly ExposureChange[];
  /** Number of unchanged exposures. */
  readonly unchanged: number;
  /** Blocks of both versions, in the order of their ranges. */
  readonly blocks: readonly BlockChange[];
  /** Number of addresses of others that blocks with a known range shadow. */
  readonly shadowed: {
    /** In the earlier version. */
    readonly before: number;
    /** In the later version. */
    readonly after: number;
  };
  /** Other added, removed or changed resources, in the order of their addresses. */
  readonly others: readonly OtherChange[];
  /** Whether the two versions are identical, including checks, lookups and outputs. */
  readonly isSame: boolean;
}

/** Change of a value. */
export interface Replacement {
  /** Name of the value: `EIP`, `instance`, `region` … */
  readonly what: string;
  /** Value in the earlier version, as text. */
  readonly before: string;
  /** Value in the later version, as text. */
  readonly after: string;
}

/** Change of an exposure. */
export interface ExposureChange {
  /** Key of the exposure in the later version; of a removed exposure, in the earlier one. */
  readonly key: string;
  /**
   * Kind of change. `replaced`: the EIP is unreachable meanwhile; `perhapsReplaced`: it depends on values that only Terraform
   * knows; `changed`: without an interruption.
   */
  readonly kind: "added" | "changed" | "replaced" | "perhapsReplaced" | "removed";
  /** Exposure in the later version; a removed exposure in the earlier one. */
  readonly exposure: Chain;
  /** Changed values, those that force a replacement first. Empty for an added or removed exposure. */
  readonly causes: readonly Replacement[];
}

/** Change of a resource outside of the exposures and their blocks. */
export interface OtherChange {
  /** Terraform address. */
  readonly address: string;
  /** Kind of change; `perhapsReplaced` depends on values that only Terraform knows. */
  readonly kind: "added" | "changed" | "replaced" | "perhapsReplaced" | "removed";
  /** Changed arguments. */
  readonly arguments: readonly string[];
}

/** Compares two versions of a stack. */
export function diffStacks(before: SynthesizedStack, after: SynthesizedStack): StackDiff {
  const [was, is] = [versionOf(before, newNames(before, after)), versionOf(after, new Map())];
  const changes = new ResourceChanges(was.values, is.values, new SameNetwork([was.chains, is.chains]));
  const settings = settingsOf(before, after);
  const region = settings.filter(({ what }) => what === "region");
  const associations = [...new Set([...was.chains.keys(), ...is.chains.keys()])];
  const exposures = associations
    .flatMap(
      (address) => exposureChange(was.chains.get(address), is.chains.get(address), changes, region) ?? [],
    )
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  const blocks = blockChanges(was.chains, is.chains, changes);
  const sum = (counts: readonly (number | undefined)[]): number =>
    counts.reduce<number>((total, count) => total + (count ?? 0), 0);
  return {
    stack: after.name,
    isGone: after.isAbsent === true,
    settings,
    exposures,
    unchanged: associations.length - exposures.length,
    blocks,
    shadowed: {
      before: sum(blocks.map(({ shadowed }) => shadowed.before)),
      after: sum(blocks.map(({ shadowed }) => shadowed.after)),
    },
    others: otherChanges(was, is, changes),
    isSame: before.text === after.text && before.name === after.name,
  };
}

/** Version of a stack, with its resources under their addresses in the later version. */
interface StackVersion {
  /** Exposures, by the addresses of their associations. */
  readonly chains: ReadonlyMap<string, Chain>;
  readonly values: StackValues;
}

function versionOf(stack: SynthesizedStack, names: ReadonlyMap<string, string>): StackVersion {
  const values = new StackValues(stack, names);
  const chains = chainsOf(stack, values);
  return { chains, values: values.with(exposureValues(chains)) };
}

/** Returns the new addresses of moved resources, by their addresses in the earlier version. */
function newNames(before: SynthesizedStack, { moved }: SynthesizedStack): ReadonlyMap<string, string> {
  const isMoved = ([to, from]: readonly [string, string]) =>
    before.resources.has(from) && !before.resources.has(to);
  return new Map([...moved].filter(isMoved).map(([to, from]) => [from, to]));
}

/** Whether the EIP of an exposure may become unreachable, during the apply or for good. */
export function interrupts({ kind }: ExposureChange): boolean {
  return kind === "replaced" || kind === "perhapsReplaced" || kind === "removed";
}

function settingsOf(before: SynthesizedStack, after: SynthesizedStack): Replacement[] {
  const describe = ({ name, region, provider, backend }: SynthesizedStack) => ({
    stack: name,
    region: region === "" ? "from the environment" : region,
    provider: JSON.stringify(provider),
    state: JSON.stringify(backend),
  });
  const [was, is] = [describe(before), describe(after)];
  return Object.keys(is).flatMap((what) => replacement(what, valueAt(was, what), valueAt(is, what)));
}

function valueAt(values: Readonly<Record<string, string>>, name: string): string {
  return values[name] ?? "";
}

function replacement(what: string, before: string, after: string): Replacement[] {
  return before === after ? [] : [{ what, before, after }];
}

/** @param region - change of the region, which replaces everything */
function exposureChange(
  was: Chain | undefined,
  is: Chain | undefined,
  changes: ResourceChanges,
  region: readonly Replacement[],
): ExposureChange | undefined {
  if (is === undefined) {
    return was && { key: was.key, kind: "removed", exposure: was, causes: [] };
  }
  const { key } = is;
  if (was === undefined) return { key, kind: "added", exposure: is, causes: [] };
  const identity = [...region, ...replacement("key", was.key, key)];
  const replaced = region.length > 0 ? "yes" : strongest(ownChanges(is, changes).map((one) => one.replaced));
  const updated = [...new Set(ownChanges(is, changes).flatMap((one) => one.updated))];
  if (replaced !== "no") {
    // Another instance implies its security groups, which need no mention.
    const also = updatedCauses(was, is, updated, changes).filter(
      ({ what }) => what !== "security groups" || groupsDiffer(was, is),
    );
    const kind = replaced === "yes" ? "replaced" : "perhapsReplaced";
    return { key, kind, exposure: is, causes: [...identity, ...placementCauses(was, is), ...also] };
  }
  if (updated.length === 0 && identity.length === 0) return undefined;
  return {
    key,
    kind: "changed",
    exposure: is,
    causes: [...identity, ...updatedCauses(was, is, updated, changes)],
  };
}

/**
 * Returns the changes of the resources of one exposure alone. A resource that one version does not have counts as replaced. A NIC is that
 * of its own exposure: of the others on it, only its replacement is one.
 */
function ownChanges({ row, association, networkInterface, attachment }: Chain, changes: ResourceChanges) {
  return [association, networkInterface, attachment].flatMap((resource) => {
    if (resource === undefined) return [];
    const change = changes.of(resource.address) ?? { replaced: "yes" as const, updated: [] };
    return row.nic_of === undefined || resource === association ? change : { ...change, updated: [] };
  });
}

/** Returns the changes that force a replacement, in the words of the configuration. */
function placementCauses(was: Chain, is: Chain): Replacement[] {
  return [
    ...replacement("EIP", was.eip, is.eip),
    ...replacement("instance", was.instance, is.instance),
    ...replacement("block", blockText(was), blockText(is)),
    ...replacement("vSwitch", vswitchText(was), vswitchText(is)),
  ];
}

function updatedCauses(
  was: Chain,
  is: Chain,
  names: readonly string[],
  changes: ResourceChanges,
): Replacement[] {
  return names.flatMap((name): Replacement[] => {
    if (name === "private_ip_addresses") {
      const texts = changes.textsOf(is.networkInterface?.address ?? "", name);
      const [before = "none", after = "none"] = texts.map((text) => (text === "[]" ? "none" : text));
      return [{ what: "other EIPs on its NIC", before, after }];
    }
    if (name === "security_group_ids")
      return [{ what: "security groups", before: groupsText(was), after: groupsText(is) }];
    const [before, after] = [was, is].map((chain) =>
      [chain.networkInterface, chain.association, chain.attachment]
        .map((resource) => resource && ownProperty(resource.body, name))
        .find((value) => value !== undefined),
    );
    return [{ what: WORDS.get(name) ?? name, before: argumentText(before), after: argumentText(after) }];
  });
}

const WORDS: ReadonlyMap<string, string> = new Map([["network_interface_name", "name"]]);

function argumentText(value: unknown): string {
  if (value === undefined) return "none";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function groupsText({ securityGroups, instance }: Chain): string {
  return securityGroups?.join(", ") ?? `those of ${instance}`;
}

function groupsDiffer(was: Chain, is: Chain): boolean {
  return was.securityGroups?.join() !== is.securityGroups?.join();
}

/** Describes the block of an exposure. */
export function blockText({ block, blockRange }: Chain): string {
  return block === undefined ? "that exists" : rangeText(blockRange);
}

/** Describes the vSwitch of an exposure. */
export function vswitchText({ vswitch, vswitchRange }: Chain): string {
  return vswitch === undefined ? "that exists" : rangeText(vswitchRange);
}

export function rangeText(range: string | undefined): string {
  return range ?? "computed by Terraform";
}

function otherChanges(was: StackVersion, is: StackVersion, changes: ResourceChanges): OtherChange[] {
  const resources = new Map([...was.values.resources, ...is.values.resources]);
  const chains = [...was.chains.values(), ...is.chains.values()];
  const inChains = new Set(
    chains.flatMap(({ association, networkInterface, attachment, block }) =>
      [association, networkInterface, attachment, block].map((resource) => resource?.address),
    ),
  );
  // The exposures in a vSwitch show that it is added, removed or replaced; only other changes belong here.
  const vswitches = new Set(chains.map(({ vswitch }) => vswitch?.address));
  const inOrder = [...resources.values()].sort((one, other) => (one.address < other.address ? -1 : 1));
  return inOrder.flatMap(({ address, type }): OtherChange[] => {
    if (inChains.has(address)) return [];
    const change = changes.of(address);
    if (change === undefined) {
      if (vswitches.has(address)) return [];
      return [{ address, kind: was.values.resources.has(address) ? "removed" : "added", arguments: [] }];
    }
    const { replaced, updated } = change;
    if (replaced === "yes" && !vswitches.has(address))
      return [{ address, kind: "replaced", arguments: updated }];
    if (replaced === "perhaps" && !vswitches.has(address))
      return [{ address, kind: "perhapsReplaced", arguments: updated }];
    if (updated.length === 0) return [];
    return [{ address, kind: isReplacementKnown(type) ? "changed" : "perhapsReplaced", arguments: updated }];
  });
}

/** Change of a secondary CIDR block. */
export interface BlockChange {
  /** Name of its resource. */
  readonly name: string;
  /** Range; undefined if Terraform computes it. */
  readonly range?: string;
  /** Kind of change; `perhapsReplaced` depends on values that only Terraform knows. */
  readonly kind: "added" | "kept" | "replaced" | "perhapsReplaced" | "removed";
  /** Keys of the exposures in it; of a removed block, those that were in it. */
  readonly keys: readonly string[];
  /** Number of addresses of others that it shadows; undefined if the range is unknown or the version does not have the block. */
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

/** Returns the changes of the blocks that contain exposures. */
function blockChanges(was: Chains, is: Chains, changes: ResourceChanges): BlockChange[] {
  const [before, after] = [blocksOf(was), blocksOf(is)];
  const addresses = [...new Set([...before.keys(), ...after.keys()])];
  return addresses
    .map((address): BlockChange => {
      const [earlier, later] = [before.get(address), after.get(address)];
      const { name, range, keys } = later ?? earlier ?? { name: address, keys: [] };
      const [shadowedBefore, shadowedAfter] = [earlier, later].map((block) => block && shadowedBy(block));
      return {
        name,
        ...(range !== undefined && { range }),
        kind: kindOf(earlier, later, changes.of(address)?.replaced),
        keys,
        shadowed: {
          ...(shadowedBefore !== undefined && { before: shadowedBefore }),
          ...(shadowedAfter !== undefined && { after: shadowedAfter }),
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

/** Counts the addresses of a block that belong to no exposure. */
function shadowedBy({ range, keys }: Block): number | undefined {
  const cidr = range === undefined ? undefined : parsed(range);
  return cidr && cidr.size - keys.length;
}

/** Sort key of a block: its address; blocks with an unknown range come last. */
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

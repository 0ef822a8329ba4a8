import { Ipv4Cidr } from "../../lib/ipv4";
import type { ExistingBlock, PlannedBlock, PlanRequest } from "../../lib/planning/model";
import { FORBIDDEN_RANGES } from "../../lib/planning/placement";
import { areDisjoint, holds, isInside, isSame, isUsableIn, sizeOf } from "./arithmetic";
import { settledRanges } from "./settled";

/** Every rule that a plan breaks, as a sentence; a valid plan has none. */
export function mistakesInPlan(
  plan: readonly PlannedBlock[],
  requests: readonly PlanRequest[],
  blocksPerVpc: number,
  existing: readonly ExistingBlock[] = [],
): string[] {
  const vpcIds = [...new Set([...requests, ...plan].map(({ vpcId }) => vpcId))];
  return vpcIds.flatMap((vpcId) => {
    const isHere = (item: { readonly vpcId?: string }): boolean => item.vpcId === vpcId;
    return mistakesInVpc(plan.filter(isHere), requests.filter(isHere), blocksPerVpc, existing.filter(isHere));
  });
}

function mistakesInVpc(
  plan: readonly PlannedBlock[],
  requests: readonly PlanRequest[],
  limit: number,
  existing: readonly ExistingBlock[],
): string[] {
  const mistakes: string[] = [];
  const check = (holdsTrue: boolean, mistake: string): void => {
    if (!holdsTrue) mistakes.push(mistake);
  };
  const vswitches = plan.flatMap((block) => block.vswitches);
  const settled = settledRanges(requests, existing);

  check(plan.length <= limit, `${plan.length} blocks`);
  check(arePairwiseDisjoint(plan.map(({ cidr }) => cidr)), "blocks overlap");
  check(arePairwiseDisjoint(vswitches.map(({ cidr }) => cidr)), "vSwitches overlap");
  for (const { cidr, vswitches: inside, shadowed } of plan) {
    check(cidr.prefixLength >= 16 && cidr.prefixLength <= 28, `block ${cidr.toString()}`);
    check(
      FORBIDDEN_RANGES.every(({ range }) => areDisjoint(range, cidr)),
      `forbidden block ${cidr.toString()}`,
    );
    check(inside.length > 0, `empty block ${cidr.toString()}`);
    for (const vswitch of inside) {
      check(isInside(cidr, vswitch.cidr), `vSwitch ${vswitch.cidr.toString()} outside ${cidr.toString()}`);
    }
    const exposed = inside.reduce((sum, { keys }) => sum + keys.length, 0);
    check(shadowed === sizeOf(cidr) - exposed, `${cidr.toString()} shadows ${shadowed}`);
  }
  for (const { cidr, keys } of vswitches) {
    const members = keys.flatMap((key) => requests.filter((request) => request.key === key));
    check(cidr.prefixLength >= 16 && cidr.prefixLength <= 29, `vSwitch ${cidr.toString()}`);
    check(keys.length > 0, `empty vSwitch ${cidr.toString()}`);
    check(zonesOf(members).size <= 1, `vSwitch ${cidr.toString()} in several zones`);
    const places = members.map(({ eip }) => eip?.value ?? Infinity);
    check(
      places.every((place, index) => index === 0 || place >= (places[index - 1] ?? 0)),
      `keys of ${cidr.toString()} not in the order of their addresses`,
    );
    const isForced =
      settled.vswitches.some((range) => isSame(range, cidr)) ||
      members.some(
        ({ eip }) => eip !== undefined && (cidr.prefixLength === 29 || !isUsableInHalf(cidr, eip)),
      );
    check(
      isForced || members.every(({ zoneId }) => zoneId !== undefined),
      `vSwitch ${cidr.toString()} larger than an exposure of unknown zone needs it`,
    );
  }
  for (const { key, eip, block, vswitch } of requests) {
    const homes = plan.flatMap((planned) =>
      planned.vswitches.filter(({ keys }) => keys.includes(key)).map((home) => ({ planned, home })),
    );
    check(homes.length === 1, `${key} is in ${homes.length} vSwitches`);
    for (const { planned, home } of homes) {
      check(eip === undefined || isUsableIn(home.cidr, eip), `${key} is unusable in ${home.cidr.toString()}`);
      check(block === undefined || isSame(block, planned.cidr), `${key} is not in its block`);
      check(vswitch === undefined || isSame(vswitch, home.cidr), `${key} is not in its vSwitch`);
    }
  }
  for (const range of settled.blocks) {
    check(
      plan.some(({ cidr }) => isSame(cidr, range)),
      `the block ${range.toString()} is gone`,
    );
  }
  for (const range of settled.vswitches) {
    check(
      vswitches.some(({ cidr }) => isSame(cidr, range)),
      `the vSwitch ${range.toString()} is gone`,
    );
  }
  for (const block of plan) {
    for (const [one, other] of joinable(block, requests, settled.vswitches)) {
      check(false, `the vSwitches ${one.toString()} and ${other.toString()} could be one`);
    }
  }
  return mistakes;
}

/** Pairs of vSwitches that could be one: everything in the range that spans them is free to grow and in their zone. */
function joinable(
  { vswitches }: PlannedBlock,
  requests: readonly PlanRequest[],
  settled: readonly Ipv4Cidr[],
): [Ipv4Cidr, Ipv4Cidr][] {
  const members = vswitches.map(({ cidr, keys }) => ({
    cidr,
    zones: new Set(requests.filter(({ key }) => keys.includes(key)).map(({ zoneId }) => zoneId)),
    isFree: !settled.some((range) => isSame(range, cidr)),
  }));
  return members.flatMap((one, index) =>
    members.slice(index + 1).flatMap((other): [Ipv4Cidr, Ipv4Cidr][] => {
      let span = one.cidr;
      while (!isInside(span, other.cidr)) span = Ipv4Cidr.containing(span.network, span.prefixLength - 1);
      const joined = members.filter(({ cidr }) => isInside(span, cidr));
      const zones = new Set(joined.flatMap((member) => [...member.zones]));
      const isJoinable = zones.size === 1 && !zones.has(undefined) && joined.every(({ isFree }) => isFree);
      return isJoinable ? [[one.cidr, other.cidr]] : [];
    }),
  );
}

function isUsableInHalf(range: Ipv4Cidr, eip: NonNullable<PlanRequest["eip"]>): boolean {
  const half = Ipv4Cidr.containing(eip, range.prefixLength + 1);
  return holds(half, eip) && isUsableIn(half, eip);
}

function zonesOf(requests: readonly PlanRequest[]): Set<string> {
  return new Set(requests.flatMap(({ zoneId }) => zoneId ?? []));
}

function arePairwiseDisjoint(ranges: readonly Ipv4Cidr[]): boolean {
  return ranges.every((one, index) => ranges.slice(index + 1).every((other) => areDisjoint(one, other)));
}

import type { PlanConflict } from "../errors";
import { Ipv4Cidr } from "../ipv4";
import { type Member, named, smallestBlock } from "./model";
import { shadowedAddresses, VSWITCH_PREFIX_LENGTHS } from "./placement";

/** Requests with the vSwitches that they need, and the NICs whose EIPs no vSwitch can hold together. */
interface MembersOnNics {
  readonly members: readonly Member[];
  readonly conflicts: readonly PlanConflict[];
}

/** Gives the EIPs of one NIC the same vSwitch: the smallest that holds them all, or the one that is fixed. */
export function membersOnNics(members: readonly Member[]): MembersOnNics {
  const onNicOf = new Map<string, Member[]>();
  for (const member of members) {
    const { nicOf } = member.request;
    if (nicOf !== undefined) onNicOf.set(nicOf, [...(onNicOf.get(nicOf) ?? []), member]);
  }
  const conflicts: PlanConflict[] = [];
  const ranges = new Map<Member, Ipv4Cidr>();
  for (const host of members) {
    const others = onNicOf.get(host.request.key);
    if (others === undefined) continue;
    const onNic = [host, ...others];
    const range = commonRange(onNic);
    if (range instanceof Ipv4Cidr) for (const member of onNic) ranges.set(member, range);
    else conflicts.push(range);
  }
  return {
    members: members.map((member) => ({ ...member, range: ranges.get(member) ?? member.range })),
    conflicts,
  };
}

/** Returns the vSwitch for the EIPs of one NIC, or why there is none. */
function commonRange(onNic: readonly Member[]): Ipv4Cidr | PlanConflict {
  const outer = onNic.find(({ range }) => onNic.every((other) => range.contains(other.range)));
  if (outer !== undefined) return outer.range;
  const needed = smallestCommonRange(onNic);
  const bound = onNic.find(({ boundBy }) => boundBy !== undefined);
  if (needed !== undefined && bound === undefined) return needed;
  return conflictOf(onNic, needed, bound);
}

/** Returns the smallest vSwitch in which all EIPs of a NIC are usable; undefined if no block can hold it. */
function smallestCommonRange(onNic: readonly Member[]): Ipv4Cidr | undefined {
  // Each EIP is usable in its own range, so it is in every larger one.
  const common = onNic.map(({ range }) => range).reduce((one, other) => Ipv4Cidr.spanning(one, other));
  // A forbidden range is at least as large as any vSwitch, so it would contain the EIPs, too.
  return common.prefixLength >= VSWITCH_PREFIX_LENGTHS.shortest ? common : undefined;
}

/** Says why the EIPs of one NIC cannot share a vSwitch: the two that are farthest apart, and what they would need. */
function conflictOf(
  onNic: readonly Member[],
  needed: Ipv4Cidr | undefined,
  bound: Member | undefined,
): PlanConflict {
  const outside = bound && onNic.find(({ range }) => !bound.range.contains(range));
  const byRange = onNic.toSorted((one, other) => Ipv4Cidr.compare(one.range, other.range));
  const [one, other] = bound && outside ? [bound, outside] : [byRange[0], byRange.at(-1)];
  if (one === undefined || other === undefined) throw new RangeError("a NIC without EIPs");
  const rider = other.request.nicOf === undefined ? one : other;
  const names = `${named(one.request)} and ${named(other.request)}`;
  const span = Ipv4Cidr.spanning(one.range, other.range);
  const together =
    needed === undefined
      ? `together they need ${span.toString()}, which would shadow ${span.size - onNic.length} addresses of others, ` +
        `and a block is at most /${VSWITCH_PREFIX_LENGTHS.shortest}`
      : `together they need vSwitch ${needed.toString()} in a block of at least ` +
        `${smallestBlock(needed).toString()}, which shadows ${shadowedBy(onNic, needed)} addresses of others`;
  const reason =
    bound === undefined
      ? ""
      : `the vSwitch ${bound.range.toString()} of ${bound.boundBy === "hand" ? "the configuration" : "the current plan"} ` +
        `does not hold ${named(other.request)}; `;
  return {
    keys: [rider.request.key],
    problem: `${names} are to be on one NIC, and so in one vSwitch, but ${reason}${together}`,
    remedy:
      bound?.boundBy === "hand" && needed !== undefined
        ? "set a vSwitch that holds both, or remove nicOf and set instance, for a NIC of its own"
        : bound !== undefined && needed !== undefined
          ? "remove nicOf and set instance, for a NIC of its own, or replan blocks and vSwitches, which replaces the NIC"
          : "remove nicOf and set instance, for a NIC of its own, or use an EIP that is closer",
  };
}

function shadowedBy(onNic: readonly Member[], vswitch: Ipv4Cidr): number {
  const eips = onNic.flatMap(({ request: { eip } }) => eip ?? []);
  return shadowedAddresses(smallestBlock(vswitch), eips);
}

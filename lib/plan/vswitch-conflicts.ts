import type { Ipv4Cidr } from "../address";
import type { Cluster } from "./clusters";
import type { Member } from "./member";
import type { PlanConflict } from "./plan-error";
import { joined, listed, named } from "./wording";

/** Why the members of a cluster cannot share its vSwitch. */
export function vswitchConflicts(cluster: Cluster): PlanConflict[] {
  return [...zoneConflicts(cluster), ...boundConflicts(cluster)];
}

/** A vSwitch lies in one zone. */
function zoneConflicts({ cidr, members }: Cluster): PlanConflict[] {
  const [deciding] = decidingMembers({ cidr, members });
  if (deciding === undefined) return [];
  // The member that decides the range collides with all others, which may not collide with each other.
  const first = new Map<string, Member>();
  for (const member of [deciding, ...members]) {
    const { zoneId } = member.request;
    if (zoneId !== undefined && !first.has(zoneId)) first.set(zoneId, member);
  }
  if (first.size < 2) return [];
  const places = [...first].map(([zoneId, { request }]) => `${named(request)} in ${zoneId}`);
  const involved = [...new Set([...first.values(), deciding])];
  if (involved.length > first.size) places.push(named(deciding.request));
  const { reason, remedy } = constraint(deciding);
  return [
    {
      keys: involved.map(({ request }) => request.key),
      problem: `${joined(places)} would have to share a vSwitch, which lies in one zone: ${cidr.toString()} ${reason}`,
      remedy,
    },
  ];
}

/** Why all have to be in the range that this member decides, and what would help. */
function constraint({ boundBy, request }: Member): { reason: string; remedy: string } {
  if (boundBy === "hand") {
    return {
      reason: `is chosen by hand for ${named(request)}, and no other vSwitch can overlap it`,
      remedy: "choose another vSwitch, or instances of one zone",
    };
  }
  if (boundBy === "present plan") {
    return {
      reason: "is a vSwitch of the present plan, and no other vSwitch can overlap it",
      remedy: "use another EIP, or plan blocks and vSwitches again",
    };
  }
  return {
    reason: "is the smallest in which all of them are usable, and every larger one contains it",
    remedy: "use EIPs that are farther apart, or instances of one zone",
  };
}

/** A vSwitch chosen by hand or of the present plan cannot become as large as others need it. */
function boundConflicts({ cidr, members }: Cluster): PlanConflict[] {
  const deciding = decidingMembers({ cidr, members }).map(({ request }) => request);
  const needs = `${listed(deciding)} ${deciding.length === 1 ? "needs" : "need"}`;
  return distinctRanges(members.filter((member) => isCut(member, cidr))).map((range) => {
    const bound = members.filter((member) => isCut(member, cidr) && member.range.equals(range));
    const requests = bound.map(({ request }) => request);
    const isByHand = bound.some(({ boundBy }) => boundBy === "hand");
    const origin = isByHand ? "is chosen by hand" : "exists already";
    return {
      keys: (isByHand ? [...requests, ...deciding] : [...deciding, ...requests]).map(({ key }) => key),
      problem: `the vSwitch ${range.toString()} of ${listed(requests)} ${origin}, and lies inside ${cidr.toString()}, which ${needs}`,
      remedy: isByHand
        ? `give all of them the vSwitch ${cidr.toString()}, or choose another EIP`
        : "use another EIP, or plan blocks and vSwitches again",
    };
  });
}

/** The members that need the whole range of their cluster, those that are bound to it first. */
function decidingMembers({ cidr, members }: Cluster): Member[] {
  const deciding = members.filter(({ range }) => range.equals(cidr));
  return [
    ...deciding.filter(({ boundBy }) => boundBy !== undefined),
    ...deciding.filter(({ boundBy }) => boundBy === undefined),
  ];
}

function isCut({ range, boundBy }: Member, cidr: Ipv4Cidr): boolean {
  return boundBy !== undefined && !range.equals(cidr);
}

function distinctRanges(members: readonly Member[]): Ipv4Cidr[] {
  return [...new Map(members.map(({ range }) => [range.toString(), range])).values()];
}

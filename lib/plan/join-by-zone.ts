import { Ipv4Cidr } from "../address";
import type { Cluster } from "./clusters";

/**
 * Joins the vSwitches of one zone as far as no other zone's vSwitch lies between them. A vSwitch that is chosen by hand or
 * belongs to the present plan stays as it is, and so does one with an exposure whose zone is not known.
 *
 * @param clusters - of one block, in the order of their addresses
 * @returns the fewest vSwitches, in the order of their addresses
 */
export function joinByZone(clusters: readonly Cluster[]): Cluster[] {
  const [first, last] = [clusters[0], clusters.at(-1)];
  if (first === undefined || last === undefined || first === last) return [...clusters];
  const common = Ipv4Cidr.spanning(first.cidr, last.cidr);
  const zoneId = zoneOf(first);
  if (zoneId !== undefined && clusters.every((cluster) => canGrow(cluster) && zoneOf(cluster) === zoneId)) {
    return [{ cidr: common, members: clusters.flatMap(({ members }) => members) }];
  }
  const upperHalf = common.network.value + common.size / 2;
  const middle = clusters.findIndex(({ cidr }) => cidr.network.value >= upperHalf);
  return [...joinByZone(clusters.slice(0, middle)), ...joinByZone(clusters.slice(middle))];
}

function canGrow({ members }: Cluster): boolean {
  return members.every(({ boundBy }) => boundBy === undefined);
}

/** The zone that all members are known to be in. */
function zoneOf({ members }: Cluster): string | undefined {
  const zones = new Set(members.map(({ request }) => request.zoneId));
  return zones.size === 1 ? [...zones][0] : undefined;
}

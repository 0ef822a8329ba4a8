import { Ipv4Cidr, isUsable, smallestPlacement } from "../address";
import type { PlanRequest } from "./model";

/** The vSwitch that a set of requests needs: no plan could separate them, nor hold them in a smaller one. */
export interface Cluster {
  readonly cidr: Ipv4Cidr;
  /** In the order of their addresses; at least one. */
  readonly members: readonly PlanRequest[];
  /** Whether the range was chosen by hand or exists already, so that it cannot grow. */
  readonly isFixed: boolean;
}

/**
 * The smallest vSwitches. Every vSwitch that can hold an EIP contains the EIP's smallest one; so where these nest, their
 * EIPs share one vSwitch in every plan, and the outermost of them is the smallest that holds all.
 *
 * @param existing - vSwitches that exist already; an EIP that is usable in one goes there
 */
export function clustersOf(requests: readonly PlanRequest[], existing: readonly Ipv4Cidr[]): Cluster[] {
  const wanted = requests.map((request) => ({ request, ...rangeFor(request, existing) }));
  wanted.sort((one, other) => Ipv4Cidr.compare(one.cidr, other.cidr));
  const clusters: { cidr: Ipv4Cidr; members: PlanRequest[]; isFixed: boolean }[] = [];
  for (const { request, cidr, isFixed } of wanted) {
    const outer = clusters.at(-1);
    if (outer?.cidr.contains(cidr) === true) outer.members.push(request);
    else clusters.push({ cidr, members: [request], isFixed });
  }
  for (const { members } of clusters) members.sort(byAddress);
  return clusters;
}

function rangeFor(
  { key, eip, vswitch }: PlanRequest,
  existing: readonly Ipv4Cidr[],
): Pick<Cluster, "cidr" | "isFixed"> {
  if (vswitch !== undefined) return { cidr: vswitch, isFixed: true };
  if (eip === undefined) throw new RangeError(`${key} has neither an address nor a vSwitch`);
  const present = existing.find((candidate) => isUsable(candidate, eip));
  return present === undefined
    ? { cidr: smallestPlacement(eip).vswitch, isFixed: false }
    : { cidr: present, isFixed: true };
}

/** By address, and those whose address is not known behind them by key, so that the order of requests does not matter. */
function byAddress(one: PlanRequest, other: PlanRequest): number {
  const [address, otherAddress] = [one.eip?.value ?? Infinity, other.eip?.value ?? Infinity];
  if (address !== otherAddress) return address - otherAddress;
  return one.key < other.key ? -1 : 1;
}

/** The ranges that lie in no other of them, in the order of their addresses, each once. */
export function outermost(ranges: readonly Ipv4Cidr[]): Ipv4Cidr[] {
  const result: Ipv4Cidr[] = [];
  for (const range of [...ranges].sort(Ipv4Cidr.compare)) {
    if (result.at(-1)?.contains(range) !== true) result.push(range);
  }
  return result;
}

/**
 * Joins the vSwitches of one zone as far as no other zone's vSwitch lies between them. The zone of exposures that do not
 * say theirs counts as another than all.
 *
 * @param clusters - in the order of their addresses
 */
export function joinByZone(clusters: readonly Cluster[]): Cluster[] {
  const [first, last] = [clusters[0], clusters.at(-1)];
  if (first === undefined || last === undefined || first === last) return [...clusters];
  const common = Ipv4Cidr.spanning(first.cidr, last.cidr);
  const zoneId = zoneOf(first);
  if (zoneId !== undefined && clusters.every((cluster) => !cluster.isFixed && zoneOf(cluster) === zoneId)) {
    return [{ cidr: common, members: clusters.flatMap(({ members }) => members), isFixed: false }];
  }
  const upperHalf = common.network.value + common.size / 2;
  const middle = clusters.findIndex(({ cidr }) => cidr.network.value >= upperHalf);
  return [...joinByZone(clusters.slice(0, middle)), ...joinByZone(clusters.slice(middle))];
}

/** The zone that all members are known to be in. */
function zoneOf({ members }: Cluster): string | undefined {
  const zones = new Set(members.map(({ zoneId }) => zoneId));
  return zones.size === 1 ? [...zones][0] : undefined;
}

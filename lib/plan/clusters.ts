import { Ipv4Cidr } from "../address";
import { byAddress, type Member } from "./member";

/** Requests that share one vSwitch in every plan. */
export interface Cluster {
  /** The smallest vSwitch that holds all of them. */
  readonly cidr: Ipv4Cidr;
  /** In the order of their addresses; at least one. */
  readonly members: readonly Member[];
}

/**
 * The smallest vSwitches. Every vSwitch that can hold an EIP contains the EIP's smallest one; so where these nest, their
 * EIPs share one vSwitch in every plan, and the outermost of them is the smallest that holds all.
 *
 * @returns disjoint, in the order of their addresses
 */
export function clustersOf(members: readonly Member[]): Cluster[] {
  const clusters: { cidr: Ipv4Cidr; members: Member[] }[] = [];
  for (const member of [...members].sort((one, other) => Ipv4Cidr.compare(one.range, other.range))) {
    const outer = clusters.at(-1);
    if (outer?.cidr.contains(member.range) === true) outer.members.push(member);
    else clusters.push({ cidr: member.range, members: [member] });
  }
  for (const { members } of clusters) members.sort((one, other) => byAddress(one.request, other.request));
  return clusters;
}

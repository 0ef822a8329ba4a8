import type { Ipv4Address, Ipv4Cidr } from "../../lib/ipv4";

// What the checks of plans need, by comparing first and last addresses, so that they share no arithmetic with the planner.

export const sizeOf = (range: Ipv4Cidr): number => 2 ** (32 - range.prefixLength);
const lastOf = (range: Ipv4Cidr): number => range.network.value + sizeOf(range) - 1;

export function isInside(outer: Ipv4Cidr, inner: Ipv4Cidr): boolean {
  return outer.network.value <= inner.network.value && lastOf(inner) <= lastOf(outer);
}

export function areDisjoint(one: Ipv4Cidr, other: Ipv4Cidr): boolean {
  return lastOf(one) < other.network.value || lastOf(other) < one.network.value;
}

export function isSame(one: Ipv4Cidr, other: Ipv4Cidr): boolean {
  return isInside(one, other) && isInside(other, one);
}

export function holds(range: Ipv4Cidr, address: Ipv4Address): boolean {
  return range.network.value <= address.value && address.value <= lastOf(range);
}

/** Whether Alibaba Cloud lets an ENI in a vSwitch with this range have the address. */
export function isUsableIn(vswitch: Ipv4Cidr, address: Ipv4Address): boolean {
  return vswitch.network.value < address.value && address.value < lastOf(vswitch) - 2;
}

import { AddressError } from "../errors";
import type { Ipv4Address, Ipv4Cidr } from "../ipv4";
import { NON_PUBLIC_RANGES, type NonPublicRange, PRIVATE_KIND } from "./placement";

/**
 * Ranges whose hosts answer, or not, whatever becomes of the EIP: loopback, link-local, Alibaba Cloud's own services (metadata, DNS), multicast
 * and what else is not on the Internet. Private addresses are not among them.
 */
export const UNPROVING_RANGES: readonly NonPublicRange[] = NON_PUBLIC_RANGES.filter(
  ({ kind }) => kind !== PRIVATE_KIND,
);

/** Description of a target that can prove something, for messages. */
export const ALLOWED_TARGET = "the address of a host on the Internet that answers, such as 192.0.2.10";

/**
 * Checks that an answer of a target can prove that the EIP has a path to the Internet.
 *
 * @throws {@link AddressError} if the target is in one of the {@link UNPROVING_RANGES}
 */
export function requireProvingTarget(target: Ipv4Address): void {
  const found = UNPROVING_RANGES.find(({ range }) => range.contains(target));
  if (found === undefined) return;
  throw new AddressError({
    found: target.toString(),
    problem: `${found.kind} (${found.range.toString()}): its answer proves no path to the Internet`,
    allowed: ALLOWED_TARGET,
    advice: "choose a host outside of Alibaba Cloud that answers",
  });
}

/** Returns the warning of a target that answers by a VPN or from another VPC, if at all; undefined for any other. */
export function targetWarning(target: Ipv4Address): string | undefined {
  const found = NON_PUBLIC_RANGES.find(({ range, kind }) => kind === PRIVATE_KIND && range.contains(target));
  if (found === undefined) return undefined;
  return (
    `the verification target ${target.toString()} is a private address (${found.range.toString()}): its answer, by a VPN or from another ` +
    "VPC, proves no path to the Internet; choose a host on the Internet"
  );
}

/** EIP or range in the VPC of a target. */
export interface NearbyPlace {
  /** Name in messages: `exposures.web`. */
  readonly of: string;
  /** Address of an EIP, secondary CIDR block, or primary range of a VPC. */
  readonly place: Ipv4Address | Ipv4Cidr;
  /** Whether the place is the primary range of a VPC. @default false */
  readonly isPrimary?: boolean;
}

/** Returns the problem of a target that a VPC has itself, so that it is reached without the Internet or not at all; undefined for any other. */
export function nearbyProblem(target: Ipv4Address, places: readonly NearbyPlace[]): string | undefined {
  const eip = places.find(({ place }) => !("network" in place) && place.equals(target));
  if (eip !== undefined) return `the EIP of ${eip.of}, which the VPC reaches without the Internet`;
  const around = places.find(({ place }) => "network" in place && place.contains(target));
  if (around === undefined) return undefined;
  return around.isPrimary === true
    ? `inside ${around.of}, ${around.place.toString()}, whose hosts the VPC reaches without the Internet`
    : `inside the block ${around.place.toString()} of ${around.of}, which shadows it in the VPC`;
}

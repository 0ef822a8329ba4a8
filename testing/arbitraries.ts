import fc from "fast-check";

import { Ipv4Address, Ipv4Cidr } from "../lib/ipv4";
import { FORBIDDEN_RANGES } from "../lib/planning/placement";

/** Any address, with those at the ends of octets more often than by chance. */
export const addresses: fc.Arbitrary<Ipv4Address> = fc
  .tuple(
    ...Array.from({ length: 4 }, () =>
      fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 127, 128, 252, 253, 254, 255)),
    ),
  )
  .map((octets) => Ipv4Address.fromNumber(octets.reduce((value, octet) => value * 256 + octet, 0)));

/** Any range. */
export const cidrs: fc.Arbitrary<Ipv4Cidr> = fc
  .tuple(addresses, fc.integer({ min: 0, max: 32 }))
  .map(([address, mask]) => Ipv4Cidr.containing(address, mask));

const masks = fc.integer({ min: 0, max: 32 });

/** Two ranges that are next to each other or nested about as often as they are far apart. */
export const cidrPairs: fc.Arbitrary<[Ipv4Cidr, Ipv4Cidr]> = fc.oneof(
  fc.tuple(cidrs, cidrs),
  fc
    .tuple(addresses, fc.integer({ min: 0, max: 31 }), masks, masks)
    .map(([address, bit, mask, otherMask]): [Ipv4Cidr, Ipv4Cidr] => {
      const neighbour = Ipv4Address.fromNumber((address.value ^ (1 << bit)) >>> 0);
      return [Ipv4Cidr.containing(address, mask), Ipv4Cidr.containing(neighbour, otherMask)];
    }),
);

/** Addresses outside the ranges that Alibaba Cloud forbids. */
export const allowedAddresses: fc.Arbitrary<Ipv4Address> = addresses.filter(
  (address) => !FORBIDDEN_RANGES.some(({ range }) => range.contains(address)),
);

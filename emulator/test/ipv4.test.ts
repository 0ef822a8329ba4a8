import fc from "fast-check";
import { Address4 } from "ip-address";
import {
  assignableAddresses,
  cidr,
  contains,
  covers,
  formatAddress,
  isAssignable,
  overlaps,
  parseAddress,
  parseCidr,
} from "../src/ipv4";

const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const anyCidr = fc
  .tuple(address, fc.integer({ min: 0, max: 32 }))
  .map(([value, mask]) => `${formatAddress(value - (value % 2 ** (32 - mask)))}/${mask}`);

describe("IPv4 arithmetic", () => {
  it("writes an address that reads as the same number", () => {
    fc.assert(fc.property(address, (value) => parseAddress(formatAddress(value)) === value));
  });

  it("agrees with another library on which address is in which range", () => {
    fc.assert(
      fc.property(anyCidr, address, (range, value) => {
        const text = formatAddress(value);
        return contains(cidr(range), value) === new Address4(text).isInSubnet(new Address4(range));
      }),
    );
  });

  it("agrees with another library on which range covers which", () => {
    fc.assert(
      fc.property(anyCidr, anyCidr, (one, other) => {
        const inside = new Address4(other).isInSubnet(new Address4(one));
        expect(covers(cidr(one), cidr(other))).toBe(inside);
        expect(overlaps(cidr(one), cidr(other))).toBe(
          inside || new Address4(one).isInSubnet(new Address4(other)),
        );
      }),
    );
  });

  it.each([
    "192.0.2",
    "192.0.2.4.5",
    "192.00.2.4",
    "192.0.2.256",
    "192.0.2.-4",
    " 192.0.2.4",
    "192.0.2.4\n",
    "",
    "１92.0.2.4",
  ])("does not take %j for an address", (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  it.each([
    "10.0.0.1/24",
    "10.0.0.0",
    "10.0.0.0/33",
    "10.0.0.0/08",
    "10.0.0.0/-1",
    "10.0.0.0/24/",
    "10.0.0/24",
  ])("does not take %j for a canonical range", (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });

  it("reserves the first and the last three addresses of a vSwitch", () => {
    const range = cidr("192.0.2.16/28");
    const all = Array.from({ length: 16 }, (_, offset) => range.network + offset);
    const assignable = [...assignableAddresses(range)].map(formatAddress);
    expect(assignable).toEqual(all.filter((value) => isAssignable(range, value)).map(formatAddress));
    expect([assignable.at(0), assignable.at(-1), assignable.length]).toEqual([
      "192.0.2.17",
      "192.0.2.28",
      12,
    ]);
  });
});

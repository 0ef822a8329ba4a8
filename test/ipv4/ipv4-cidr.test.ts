import fc from "fast-check";
import { Address4 } from "ip-address";

import { Ipv4Address, Ipv4Cidr } from "../../lib/ipv4";
import { anyText } from "../../testing/any-text";
import { addresses, cidrPairs, cidrs } from "../../testing/arbitraries";
import { problemOf } from "../../testing/problem-of";
import { evaluate, testWithTerraform } from "../../testing/terraform";

/** Strict CIDR notation, by arithmetic on bits as text, which is another way than the one under test. */
function isCanonical(text: string): boolean {
  const [network = "", prefixLength = "", ...rest] = text.split("/");
  if (rest.length > 0 || !Array.from({ length: 33 }, (_, number) => String(number)).includes(prefixLength))
    return false;
  const octets = network.split(".");
  if (
    octets.length !== 4 ||
    octets.some((octet) => String(Number(octet)) !== octet || !(Number(octet) <= 255))
  )
    return false;
  const bits = octets.map((octet) => Number(octet).toString(2).padStart(8, "0")).join("");
  return /^[01]{32}$/.test(bits) && !bits.slice(Number(prefixLength)).includes("1");
}

const nearCidrs = fc
  .tuple(
    fc.oneof(
      cidrs,
      cidrs.map((cidr) => `${cidr.last.toString()}/${cidr.prefixLength}`),
    ),
    fc.nat(18),
    fc.constantFrom("", "0", "/", "3", ".", " ", "\n", "-"),
    fc.boolean(),
  )
  .map(([cidr, place, inserted, replaces]) => {
    const text = cidr.toString();
    return text.slice(0, place) + inserted + text.slice(place + (replaces ? 1 : 0));
  });

describe("an IPv4 range", () => {
  it("is read from canonical text and written as the same text", () => {
    fc.assert(
      fc.property(cidrs, (cidr) => {
        const parsed = Ipv4Cidr.parse(cidr.toString());
        expect(parsed.equals(cidr)).toBe(true);
        expect(parsed.toString()).toBe(cidr.toString());
      }),
    );
  });

  it("accepts exactly the canonical texts, and fails for all others with an AddressError that says what it found", () => {
    const texts = fc.oneof(nearCidrs, fc.string(), anyText(), cidrs.map(String));
    fc.assert(
      fc.property(texts, (text) => {
        if (isCanonical(text)) {
          expect(Ipv4Cidr.parse(text).toString()).toBe(text);
        } else {
          const problem = problemOf(() => Ipv4Cidr.parse(text));
          expect(problem.found).toBe(text);
          expect(problem.problem).not.toBe("");
          if (problem.write !== undefined) expect(isCanonical(problem.write)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each<[text: string, problem: string, write: string | undefined]>([
    ["", "prefix length is missing", undefined],
    ["203.0.113.96", "prefix length is missing", "203.0.113.96/32"],
    ["203.0.113.096", "prefix length is missing", "203.0.113.96/32"],
    ["web", "not a range", undefined],
    ["203.0.113.96/", 'prefix length is not an integer from 0 to 32: ""', undefined],
    ["203.0.113.96/33", 'prefix length is not an integer from 0 to 32: "33"', undefined],
    ["203.0.113.96/-1", 'prefix length is not an integer from 0 to 32: "-1"', undefined],
    ["203.0.113.96/28.0", 'prefix length is not an integer from 0 to 32: "28.0"', undefined],
    ["203.0.113.96/2e1", 'prefix length is not an integer from 0 to 32: "2e1"', undefined],
    ["203.0.113.96/28/1", 'prefix length is not an integer from 0 to 32: "28/1"', undefined],
    ["203.0.113.0/100", 'prefix length is not an integer from 0 to 32: "100"', undefined],
    ["203.0.113.0/01x", 'prefix length is not an integer from 0 to 32: "01x"', undefined],
    ["203.0.113.0/255.0.255.0", 'prefix length is not an integer from 0 to 32: "255.0.255.0"', undefined],
    ["203.0.113.96/028", "prefix length has a leading zero", "203.0.113.96/28"],
    ["203.0.113.97/028", "prefix length has a leading zero", "203.0.113.96/28"],
    ["203.0.113.96/033", "prefix length has a leading zero", undefined],
    ["203.0.113.96/ 28", "white space in the range", "203.0.113.96/28"],
    [" 203.0.113.97/28 ", "white space in the range", "203.0.113.96/28"],
    [" 203.0.113.97", "white space in the range", "203.0.113.97/32"],
    ["203.0.113.97/ ", "white space in the range", undefined],
    ["203.0.113.97/2 e1", "white space in the range", undefined],
    ["203.0.113.97/3 3", "white space in the range", undefined],
    [" /28", "white space in the range", undefined],
    ["203.0.113.096/28", "an octet has a leading zero", "203.0.113.96/28"],
    ["203.0.113.010/28", "an octet has a leading zero (some programs read 010 as 8)", "203.0.113.0/28"],
    ["203.0.113/24", "an address has 4 octets, found 3", undefined],
    ["203.0.113.256/24", "octet too large: 256, maximum 255", undefined],
    ["/24", "empty address", undefined],
    ["2001:db8::/32", "looks like an IPv6 address, and only IPv4 is supported", undefined],
    [
      "203.0.113.106/28",
      "host bits are set (203.0.113.106 is inside the network, not its first address)",
      "203.0.113.96/28",
    ],
    [
      "203.0.113.106/0",
      "host bits are set (203.0.113.106 is inside the network, not its first address)",
      "0.0.0.0/0",
    ],
  ])("fails for %j, saying that %s", (text, problem, write) => {
    expect(problemOf(() => Ipv4Cidr.parse(text))).toEqual({
      found: text,
      problem,
      allowed: "an IPv4 CIDR block without leading zeros, such as 203.0.113.96/28",
      ...(write === undefined ? {} : { write }),
    });
  });

  it.each([-1, 33, 1.5, Number.NaN])("cannot have the prefix length %d", (prefixLength) => {
    const address = Ipv4Address.parse("203.0.113.1");
    expect(() => Ipv4Cidr.containing(address, prefixLength)).toThrow(
      new RangeError(`${prefixLength} is not a prefix length from 0 to 32`),
    );
  });

  it("has the first address, the last address and the size that ip-address finds", () => {
    fc.assert(
      fc.property(addresses, fc.integer({ min: 0, max: 32 }), (address, prefixLength) => {
        const cidr = Ipv4Cidr.containing(address, prefixLength);
        const oracle = new Address4(`${address.toString()}/${prefixLength}`);
        const [start, end] = [oracle.startAddress(), oracle.endAddress()];
        expect(cidr.network.toString()).toBe(start.correctForm());
        expect(cidr.last.toString()).toBe(end.correctForm());
        expect(BigInt(cidr.size)).toBe(end.bigInt() - start.bigInt() + 1n);
      }),
    );
  });

  it("contains and overlaps what ip-address finds", () => {
    fc.assert(
      fc.property(cidrPairs, ([one, other]) => {
        const [oracle, otherOracle] = [new Address4(one.toString()), new Address4(other.toString())];
        const isInside = otherOracle.isInSubnet(oracle);
        expect(one.contains(other)).toBe(isInside);
        expect(one.contains(other.network)).toBe(new Address4(other.network.toString()).isInSubnet(oracle));
        expect(one.contains(other.last)).toBe(new Address4(other.last.toString()).isInSubnet(oracle));
        expect(one.overlaps(other)).toBe(isInside || oracle.isInSubnet(otherOracle));
        expect(other.overlaps(one)).toBe(one.overlaps(other));
      }),
      { numRuns: 1000 },
    );
  });

  it("knows whether some ranges of a list overlap, wherever they are in it", () => {
    const seen = { some: 0, none: 0 };
    fc.assert(
      fc.property(
        fc.array(cidrPairs, { maxLength: 3 }),
        fc.array(cidrs, { maxLength: 2 }),
        (pairs, others) => {
          const ranges = [...pairs.flat(), ...others];
          const overlap = ranges.some((one, index) =>
            ranges.slice(index + 1).some((other) => one.overlaps(other)),
          );
          expect(Ipv4Cidr.someOverlap(ranges)).toBe(overlap);
          seen[overlap ? "some" : "none"]++;
        },
      ),
    );
    expect(Math.min(seen.some, seen.none)).toBeGreaterThan(5);
  });

  it("spans two ranges with the longest prefix length that contains both", () => {
    fc.assert(
      fc.property(cidrPairs, ([one, other]) => {
        const prefixLengths = Array.from({ length: 33 }, (_, index) => 32 - index);
        const longest = prefixLengths.find((prefixLength) => {
          const candidate = new Address4(`${one.network.toString()}/${prefixLength}`);
          return [one, other].every((cidr) => new Address4(cidr.toString()).isInSubnet(candidate));
        });
        const spanning = Ipv4Cidr.spanning(one, other);
        expect(spanning.prefixLength).toBe(longest);
        expect(spanning.contains(one) && spanning.contains(other)).toBe(true);
        expect(Ipv4Cidr.spanning(other, one).equals(spanning)).toBe(true);
      }),
    );
  });

  it("sorts by first address, and the larger first of those that share it", () => {
    fc.assert(
      fc.property(fc.array(cidrs), (ranges) => {
        const sorted = [...ranges].sort(Ipv4Cidr.compare);
        for (const [index, range] of sorted.entries()) {
          const next = sorted[index + 1];
          if (next === undefined) continue;
          const isBefore = range.network.value < next.network.value;
          expect(isBefore || (range.network.equals(next.network) && range.size >= next.size)).toBe(true);
        }
      }),
    );
  });

  testWithTerraform("agrees with Terraform's cidrsubnet and cidrhost", async () => {
    // Terraform's own functions have no prefix length 0 in IPv4 that they can count the hosts of.
    const samples = fc.sample(fc.tuple(addresses, fc.integer({ min: 1, max: 32 })), 300);
    const expressions = samples.flatMap(([address, prefixLength], index) => {
      const text = `${address.toString()}/${prefixLength}`;
      return [
        [`network${index}`, `cidrsubnet("${text}", 0, 0)`],
        [`first${index}`, `cidrhost("${text}", 0)`],
        [`last${index}`, `cidrhost("${text}", -1)`],
      ];
    });
    const values = await evaluate(Object.fromEntries(expressions) as Record<string, string>);
    for (const [index, [address, prefixLength]] of samples.entries()) {
      const cidr = Ipv4Cidr.containing(address, prefixLength);
      expect(values[`network${index}`]).toBe(cidr.toString());
      expect(values[`first${index}`]).toBe(cidr.network.toString());
      expect(values[`last${index}`]).toBe(cidr.last.toString());
    }
  });
});

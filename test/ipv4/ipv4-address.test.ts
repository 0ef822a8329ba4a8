import fc from "fast-check";

import { Ipv4Address } from "../../lib/ipv4";
import { anyText } from "../../testing/any-text";
import { addresses } from "../../testing/arbitraries";
import { problemOf } from "../../testing/problem-of";

/** Strict dotted-decimal text, written in another way than the one under test. */
function isCanonical(text: string): boolean {
  const octet = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])";
  return new RegExp(`^${octet}\\.${octet}\\.${octet}\\.${octet}$`).test(text) && !text.includes("\n");
}

/** Text that is nearly an address. */
const nearAddresses = fc
  .tuple(
    addresses,
    fc.nat(15),
    fc.constantFrom("", "0", ".", " ", "\n", "x", "-", "+", "/", "１", "256", "1"),
    fc.boolean(),
  )
  .map(([address, place, inserted, replaces]) => {
    const text = address.toString();
    return text.slice(0, place) + inserted + text.slice(place + (replaces ? 1 : 0));
  });

describe("an IPv4 address", () => {
  it("is read from canonical text and written as the same text", () => {
    fc.assert(
      fc.property(addresses, (address) => {
        expect(Ipv4Address.parse(address.toString()).value).toBe(address.value);
        expect(Ipv4Address.parse(address.toString()).equals(address)).toBe(true);
      }),
    );
    expect(Ipv4Address.parse("203.0.113.106").value).toBe(0xcb00716a);
    expect(Ipv4Address.parse("0.0.0.0").value).toBe(0);
    expect(Ipv4Address.parse("255.255.255.255").value).toBe(0xffffffff);
  });

  it("accepts exactly the canonical texts, and fails for all others with an AddressError that says what it found", () => {
    const texts = fc.oneof(nearAddresses, fc.string(), anyText(), addresses.map(String));
    fc.assert(
      fc.property(texts, (text) => {
        if (isCanonical(text)) {
          expect(Ipv4Address.parse(text).toString()).toBe(text);
        } else {
          const problem = problemOf(() => Ipv4Address.parse(text));
          expect(problem.found).toBe(text);
          expect(problem.problem).not.toBe("");
          if (problem.write !== undefined) expect(isCanonical(problem.write)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each<[text: string, problem: string, write: string | undefined]>([
    ["", "empty address", undefined],
    [" 203.0.113.10", "white space in the address", "203.0.113.10"],
    ["203.0.113.10\n", "white space in the address", "203.0.113.10"],
    ["203. 0.113.10", "white space in the address", "203.0.113.10"],
    [" 203.0.113.010", "white space in the address", "203.0.113.10"],
    ["203.0.113.0010 ", "white space in the address", "203.0.113.10"],
    [" 203.0.113", "white space in the address", undefined],
    ["2001:db8::1", "looks like an IPv6 address, and only IPv4 is supported", undefined],
    ["203.0.113.10/28", "must be an address, not a range", "203.0.113.10"],
    ["203.0.113.300/28", "must be an address, not a range", undefined],
    ["web.example.com", "contains characters other than digits and dots", undefined],
    ["203.0.113.-1", "contains characters other than digits and dots", undefined],
    ["203.0.113.0x10", "contains characters other than digits and dots", undefined],
    ["203.0.113.1e1", "contains characters other than digits and dots", undefined],
    ["203.0.113.1０", "contains characters other than digits and dots", undefined],
    ["203.0.113", "an address has 4 octets, found 3", undefined],
    ["203.0.113.10.1", "an address has 4 octets, found 5", undefined],
    ["203.0..10", "leading, trailing or repeated dot", undefined],
    ["203.0.113.", "leading, trailing or repeated dot", undefined],
    ["3405803786", "an address has 4 octets, found 1", undefined],
    ["203.0.113.256", "octet too large: 256, maximum 255", undefined],
    ["203.0.113.0256", "octet too large: 0256, maximum 255", undefined],
    ["203.0.113.010", "an octet has a leading zero (some programs read 010 as 8)", "203.0.113.10"],
    ["203.0.113.001", "an octet has a leading zero", "203.0.113.1"],
    ["255.0.113.001", "an octet has a leading zero", "255.0.113.1"],
    ["203.107.113.001", "an octet has a leading zero", "203.107.113.1"],
    ["203.0.113.018", "an octet has a leading zero", "203.0.113.18"],
    ["203.0.113.089", "an octet has a leading zero", "203.0.113.89"],
    ["203.0.113.00", "an octet has a leading zero", "203.0.113.0"],
    ["203.000.113.017", "an octet has a leading zero (some programs read 017 as 15)", "203.0.113.17"],
  ])("fails for %j, saying that %s", (text, problem, write) => {
    expect(problemOf(() => Ipv4Address.parse(text))).toEqual({
      found: text,
      problem,
      allowed: "four numbers from 0 to 255 without leading zeros, separated by dots, such as 203.0.113.10",
      ...(write === undefined ? {} : { write }),
    });
  });

  it("fails with a message that has all of it in one line", () => {
    expect(() => Ipv4Address.parse("203.0.113.001")).toThrow(
      '"203.0.113.001": an octet has a leading zero; write 203.0.113.1',
    );
    expect(() => Ipv4Address.parse("a\nb")).toThrow(/^"a\\nb": .*; allowed: four numbers/);
  });

  it.each([-1, 0x100000000, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    "cannot be the number %d",
    (value) => {
      expect(() => Ipv4Address.fromNumber(value)).toThrow(
        new RangeError(`${value} is not an integer from 0 to 4294967295`),
      );
    },
  );
});

import { BlockList } from "node:net";

import fc from "fast-check";

import { Ipv4Address, Ipv4Cidr } from "../../lib/ipv4";
import {
  BLOCK_PREFIX_LENGTHS,
  FORBIDDEN_RANGES,
  isUsable,
  requireAllowedBlock,
  requireAllowedVSwitch,
  requirePublic,
  requireUsable,
  RESERVED_ADDRESSES,
  shadowedAddresses,
  shadowedRanges,
  smallestPlacement,
  VSWITCH_PREFIX_LENGTHS,
} from "../../lib/planning/placement";
import { addresses, allowedAddresses } from "../../testing/arbitraries";
import { problemOf } from "../../testing/problem-of";

const address = (text: string): Ipv4Address => Ipv4Address.parse(text);
const cidr = (text: string): Ipv4Cidr => Ipv4Cidr.parse(text);

/** The addresses of a vSwitch that Alibaba Cloud leaves to its users, by counting. */
function isUsableByCounting(eip: number, mask: number): boolean {
  const size = 2 ** (32 - mask);
  const place = eip % size;
  return ![0, size - 3, size - 2, size - 1].includes(place);
}

/** The longest of some masks with which a network around the address leaves it usable, by trying all. */
function longestUsableMask(eip: number, masks: readonly number[]): number | undefined {
  return masks.filter((mask) => isUsableByCounting(eip, mask)).sort((one, other) => other - one)[0];
}

const masksFrom = (shortest: number, longest: number): number[] =>
  Array.from({ length: longest - shortest + 1 }, (_, index) => shortest + index);

const NO_BLOCK =
  "no block can hold it: it is the first or one of the last three addresses of every network from /16 to /28, " +
  "which Alibaba Cloud reserves in a vSwitch";

describe("the rules of Alibaba Cloud", () => {
  it("are the documented ones", () => {
    expect(BLOCK_PREFIX_LENGTHS).toEqual({ shortest: 16, longest: 28 });
    expect(VSWITCH_PREFIX_LENGTHS).toEqual({ shortest: 16, longest: 29 });
    expect(RESERVED_ADDRESSES).toEqual({ first: 1, last: 3 });
    expect(FORBIDDEN_RANGES.map(({ range }) => range.toString())).toEqual([
      "0.0.0.0/8",
      "100.64.0.0/10",
      "127.0.0.0/8",
      "169.254.0.0/16",
      "224.0.0.0/4",
    ]);
  });
});

describe("the address of an EIP", () => {
  // RFC 6890 and its updates, without the documentation ranges.
  const special = new BlockList();
  for (const [network, length] of [
    ...([
      ["0.0.0.0", 8],
      ["10.0.0.0", 8],
      ["100.64.0.0", 10],
      ["127.0.0.0", 8],
      ["169.254.0.0", 16],
    ] as const),
    ...([
      ["172.16.0.0", 12],
      ["192.0.0.0", 24],
      ["192.168.0.0", 16],
      ["198.18.0.0", 15],
      ["224.0.0.0", 3],
    ] as const),
  ])
    special.addSubnet(network, length);

  it("is public, which a private or reserved one is not", () => {
    const near = fc
      .tuple(fc.constantFrom(10, 100, 127, 169, 172, 192, 198, 224), fc.integer({ min: 0, max: 0xffffff }))
      .map(([first, rest]) => first * 2 ** 24 + rest);
    fc.assert(
      fc.property(fc.oneof(fc.integer({ min: 0, max: 0xffffffff }), near), (number) => {
        const eip = Ipv4Address.fromNumber(number);
        const check = () => {
          requirePublic(eip);
        };
        if (special.check(eip.toString())) expect(problemOf(check).problem).toMatch(/, not an EIP$/);
        else expect(check).not.toThrow();
      }),
      { numRuns: 1000 },
    );
  });

  it.each(["192.0.2.1", "198.51.100.1", "203.0.113.1", "172.32.0.1", "172.15.255.255", "11.0.0.1"])(
    "may be %s: documentation ranges and neighbours of private ones are allowed",
    (text) => {
      expect(() => {
        requirePublic(address(text));
      }).not.toThrow();
    },
  );
});

describe("the smallest placement of an EIP", () => {
  it("is what trying all masks finds, or there is none", () => {
    fc.assert(
      fc.property(allowedAddresses, (eip) => {
        const vswitchMask = longestUsableMask(eip.value, masksFrom(16, 29));
        const blockMask = longestUsableMask(eip.value, masksFrom(16, 28));
        if (vswitchMask === undefined || blockMask === undefined) {
          expect(problemOf(() => smallestPlacement(eip))).toEqual({
            found: eip.toString(),
            problem: NO_BLOCK,
            allowed: "an EIP other than a.b.0.0 and a.b.255.253 to a.b.255.255",
          });
          return;
        }
        const { block, vswitch } = smallestPlacement(eip);
        expect(vswitch.toString()).toBe(Ipv4Cidr.containing(eip, vswitchMask).toString());
        expect(block.toString()).toBe(Ipv4Cidr.containing(eip, blockMask).toString());
        expect(block.contains(vswitch) && isUsable(vswitch, eip)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("lies in every vSwitch in which the EIP is usable", () => {
    fc.assert(
      fc.property(allowedAddresses, fc.integer({ min: 16, max: 29 }), (eip, mask) => {
        const candidate = Ipv4Cidr.containing(eip, mask);
        fc.pre(isUsable(candidate, eip));
        expect(candidate.contains(smallestPlacement(eip).vswitch)).toBe(true);
      }),
    );
  });

  const blockMaskOf = (text: string): number => smallestPlacement(address(text)).block.prefixLength;
  const lastOctets = Array.from({ length: 256 }, (_, octet) => octet);
  const octetsWithMask = (mask: number): number[] =>
    lastOctets.filter((octet) => blockMaskOf(`203.0.113.${octet}`) === mask);

  it("has, for the 256 last octets, a block of /28 for 192, /27 for 32, /26 for 16, /25 for 8, /24 for 4, and larger for 4", () => {
    expect(octetsWithMask(28)).toEqual(lastOctets.filter((octet) => octet % 16 >= 1 && octet % 16 <= 12));
    expect(octetsWithMask(28)).toHaveLength(192);
    expect(octetsWithMask(27)).toEqual(
      [13, 45, 77, 109, 141, 173, 205, 237].flatMap((first) => [first, first + 1, first + 2, first + 3]),
    );
    expect(octetsWithMask(26)).toEqual(
      [29, 93, 157, 221].flatMap((first) => [first, first + 1, first + 2, first + 3]),
    );
    expect(octetsWithMask(25)).toEqual([61, 62, 63, 64, 189, 190, 191, 192]);
    expect(octetsWithMask(24)).toEqual([125, 126, 127, 128]);
    expect(lastOctets.filter((octet) => blockMaskOf(`203.0.113.${octet}`) < 24)).toEqual([0, 253, 254, 255]);
  });

  it("has a vSwitch of /29 for 128 of the last octets", () => {
    const small = lastOctets.filter(
      (octet) => smallestPlacement(address(`203.0.113.${octet}`)).vswitch.prefixLength === 29,
    );
    expect(small).toEqual(lastOctets.filter((octet) => octet % 8 >= 1 && octet % 8 <= 4));
    expect(small).toHaveLength(128);
  });

  it.each([
    ["203.0.113.106", "203.0.113.96/28", "203.0.113.104/29"],
    ["203.0.113.101", "203.0.113.96/28", "203.0.113.96/28"],
    ["203.0.113.97", "203.0.113.96/28", "203.0.113.96/29"],
    ["203.0.113.105", "203.0.113.96/28", "203.0.113.104/29"],
    ["203.0.113.0", "203.0.112.0/23", "203.0.112.0/23"],
    ["203.0.112.0", "203.0.96.0/19", "203.0.96.0/19"],
    ["198.51.100.0", "198.51.96.0/21", "198.51.96.0/21"],
    ["198.51.100.253", "198.51.100.0/23", "198.51.100.0/23"],
    ["198.51.100.255", "198.51.100.0/23", "198.51.100.0/23"],
    ["203.0.113.253", "203.0.112.0/22", "203.0.112.0/22"],
    ["203.0.113.255", "203.0.112.0/22", "203.0.112.0/22"],
    ["198.51.127.255", "198.51.0.0/16", "198.51.0.0/16"],
    ["198.51.128.0", "198.51.0.0/16", "198.51.0.0/16"],
    ["198.51.255.252", "198.51.255.240/28", "198.51.255.248/29"],
  ])("of %s is the block %s with the vSwitch %s", (eip, block, vswitch) => {
    const placement = smallestPlacement(address(eip));
    expect([placement.block.toString(), placement.vswitch.toString()]).toEqual([block, vswitch]);
  });

  it.each(["198.51.0.0", "198.51.255.253", "198.51.255.254", "198.51.255.255"])(
    "fails for %s, which is reserved in every network of the allowed sizes",
    (eip) => {
      expect(problemOf(() => smallestPlacement(address(eip))).problem).toBe(NO_BLOCK);
    },
  );

  it.each([
    ["0.0.0.5", "0.0.0.0/8: a block cannot start with 0"],
    ["0.255.255.5", "0.0.0.0/8: a block cannot start with 0"],
    ["100.64.0.5", "100.64.0.0/10: Alibaba Cloud's own services (metadata, DNS, NTP)"],
    ["100.100.100.200", "100.64.0.0/10: Alibaba Cloud's own services (metadata, DNS, NTP)"],
    ["100.127.255.250", "100.64.0.0/10: Alibaba Cloud's own services (metadata, DNS, NTP)"],
    ["127.0.0.1", "127.0.0.0/8: loopback"],
    ["169.254.169.254", "169.254.0.0/16: link-local addresses"],
    ["224.0.0.5", "224.0.0.0/4: multicast"],
    ["239.255.255.250", "224.0.0.0/4: multicast"],
  ])("fails for %s, which lies in a forbidden range", (eip, reason) => {
    const [range = "", why = ""] = reason.split(": ");
    expect(problemOf(() => smallestPlacement(address(eip)))).toEqual({
      found: eip,
      problem: `overlaps ${range}, which Alibaba Cloud forbids in a secondary CIDR block: ${why}`,
      allowed: "any range except 0.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 224.0.0.0/4",
    });
  });

  it.each([
    "1.0.0.5",
    "100.63.255.5",
    "100.128.0.5",
    "126.255.0.5",
    "128.0.0.5",
    "169.253.0.5",
    "169.255.0.5",
    "223.255.0.5",
    "240.0.0.5",
  ])("exists for %s, which is next to a forbidden range", (eip) => {
    expect(smallestPlacement(address(eip)).block.prefixLength).toBe(28);
  });
});

describe("a secondary CIDR block", () => {
  it.each(["198.51.0.0/16", "198.51.100.16/28", "10.0.0.0/16"])("may be %s", (block) => {
    expect(() => {
      requireAllowedBlock(cidr(block));
    }).not.toThrow();
  });

  it.each(["198.50.0.0/15", "198.51.100.24/29", "0.0.0.0/0", "198.51.100.1/32"])(
    "fails as %s, whose mask is not /16 to /28",
    (block) => {
      const { prefixLength } = cidr(block);
      expect(
        problemOf(() => {
          requireAllowedBlock(cidr(block));
        }),
      ).toEqual({
        found: block,
        problem: `prefix length /${prefixLength} is not possible for a secondary CIDR block`,
        allowed: "a prefix length from /16 to /28",
      });
    },
  );

  it.each([
    "0.1.0.0/16",
    "100.64.0.0/16",
    "100.127.255.240/28",
    "127.0.0.0/28",
    "169.254.0.0/16",
    "239.255.0.0/16",
  ])("fails as %s, which lies in a forbidden range", (block) => {
    expect(
      problemOf(() => {
        requireAllowedBlock(cidr(block));
      }).problem,
    ).toMatch(/which Alibaba Cloud forbids/);
  });

  it("is found in the message as the user wrote it", () => {
    expect(
      problemOf(() => {
        requireAllowedBlock(cidr("127.0.0.0/28"), "127.0.0.5");
      }).found,
    ).toBe("127.0.0.5");
  });

  it("hides its addresses but for our own EIPs in it, each counted once", () => {
    const eips = ["203.0.113.97", "203.0.113.98", "203.0.113.97", "203.0.113.112"].map(address);
    expect(shadowedAddresses(cidr("203.0.113.96/28"), eips)).toBe(14);
    expect(shadowedAddresses(cidr("198.51.0.0/16"), [])).toBe(65536);
  });
});

describe("the shadowed ranges of a block", () => {
  it("are all its addresses but our own EIPs, each once and in order", () => {
    fc.assert(
      fc.property(
        addresses,
        fc.integer({ min: 27, max: 29 }),
        fc.array(fc.integer({ min: -3, max: 35 }), { maxLength: 8 }),
        (address, prefixLength, offsets) => {
          const block = Ipv4Cidr.containing(address, prefixLength);
          const { value } = block.network;
          const eips = offsets
            .map((offset) => value + offset)
            .filter((one) => one >= 0 && one <= 0xffffffff)
            .map((one) => Ipv4Address.fromNumber(one));
          const own = new Set(eips.map((eip) => eip.value));
          const all = Array.from({ length: block.size }, (_, offset) => value + offset);
          const ranges = shadowedRanges(block, eips);
          expect(
            ranges.flatMap(([first, last]) =>
              Array.from({ length: last.value - first.value + 1 }, (_, offset) => first.value + offset),
            ),
          ).toEqual(all.filter((one) => !own.has(one)));
          for (const [first, last] of ranges) expect(last.value).toBeGreaterThanOrEqual(first.value);
          // Neighbours are in one range.
          for (const [first] of ranges) expect(first.value === value || own.has(first.value - 1)).toBe(true);
        },
      ),
    );
  });
});

describe("a vSwitch", () => {
  it("may fill its block, or be smaller than a block can be", () => {
    for (const vswitch of ["198.51.100.0/28", "198.51.100.8/29"]) {
      expect(() => {
        requireAllowedVSwitch(cidr(vswitch), cidr("198.51.100.0/28"));
      }).not.toThrow();
    }
  });

  it.each(["198.50.0.0/15", "198.51.100.4/30"])("fails as %s, whose mask is not /16 to /29", (vswitch) => {
    expect(
      problemOf(() => {
        requireAllowedVSwitch(cidr(vswitch), cidr(vswitch));
      }),
    ).toEqual({
      found: vswitch,
      problem: `prefix length /${cidr(vswitch).prefixLength} is not possible for a vSwitch`,
      allowed: "a prefix length from /16 to /29",
    });
  });

  it.each(["198.51.100.16/28", "198.51.100.0/27"])(
    "fails as %s, which is not inside its block 198.51.100.0/28",
    (vswitch) => {
      expect(
        problemOf(() => {
          requireAllowedVSwitch(cidr(vswitch), cidr("198.51.100.0/28"));
        }),
      ).toEqual({
        found: vswitch,
        problem: "not inside its block 198.51.100.0/28",
        allowed: "a range inside 198.51.100.0/28",
      });
    },
  );

  it("has usable places for all but its first and its last three addresses", () => {
    const vswitch = cidr("203.0.113.104/29");
    const usable = Array.from({ length: 256 }, (_, octet) => octet).filter((octet) =>
      isUsable(vswitch, address(`203.0.113.${octet}`)),
    );
    expect(usable).toEqual([105, 106, 107, 108]);
    for (const octet of usable) {
      expect(() => {
        requireUsable(vswitch, address(`203.0.113.${octet}`));
      }).not.toThrow();
    }
  });

  it.each(["203.0.113.104", "203.0.113.109", "203.0.113.110", "203.0.113.111"])(
    "fails to hold %s, which Alibaba Cloud reserves in 203.0.113.104/29",
    (eip) => {
      expect(
        problemOf(() => {
          requireUsable(cidr("203.0.113.104/29"), address(eip));
        }),
      ).toEqual({
        found: eip,
        problem:
          "reserved in 203.0.113.104/29: Alibaba Cloud keeps the first and the last three addresses of a vSwitch",
        allowed: "203.0.113.105 to 203.0.113.108 in 203.0.113.104/29",
      });
    },
  );

  it.each(["203.0.113.103", "203.0.113.112", "198.51.100.105"])(
    "fails to hold %s, which is outside",
    (eip) => {
      expect(
        problemOf(() => {
          requireUsable(cidr("203.0.113.104/29"), address(eip));
        }),
      ).toEqual({
        found: eip,
        problem: "not inside 203.0.113.104/29",
        allowed: "203.0.113.105 to 203.0.113.108 in 203.0.113.104/29",
      });
    },
  );
});

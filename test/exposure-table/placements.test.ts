import fc from "fast-check";

import { AddressError } from "../../lib/errors";
import { Ipv4Address, Ipv4Cidr } from "../../lib/ipv4";
import {
  requireAllowedBlock,
  requireAllowedVSwitch,
  requireUsable,
  smallestPlacement,
} from "../../lib/planning/placement";
import { addresses, allowedAddresses, cidrPairs, cidrs } from "../../testing/arbitraries";
import { describeWithTerraform } from "../../testing/terraform";
import { evaluateText } from "./evaluate-text";

// The text computes and checks with Terraform's functions what lib/address does at synth: what both say is the same.

/** What Terraform computes for EIPs whose address only it knows, one exposure for each. */
async function placementsByTerraform(eips: readonly string[]): Promise<unknown[]> {
  const keys = eips.map((_, i) => `key-${i}`);
  const { eip_numbers, prefix_lengths, placements } = (await evaluateText(
    ["eip_numbers", "prefix_lengths", "placements"],
    [],
    {
      rows: Object.fromEntries(keys.map((key) => [key, { block: key, vswitch: key }])),
      exposed_addresses: Object.fromEntries(keys.map((key, i) => [key, eips[i]])),
    },
  )) as Record<string, Record<string, object>>;
  return keys.map((key) => ({
    ...placements?.[key],
    number: eip_numbers?.[key],
    prefixLength: prefix_lengths?.[key],
  }));
}

/** The same by the function; where it finds no placement, the ranges are empty. */
function placementByFunction(text: string): object {
  const eip = Ipv4Address.parse(text);
  try {
    const { block, vswitch } = smallestPlacement(eip);
    const ranges = { block: block.toString(), vswitch: vswitch.toString() };
    return { ...ranges, number: eip.value, prefixLength: vswitch.prefixLength };
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    return { block: "", vswitch: "", number: eip.value, prefixLength: 0 };
  }
}

/** Whether a function of lib/address does not throw. */
function isAccepted(check: () => void): boolean {
  try {
    check();
    return true;
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    return false;
  }
}

/** The values in order, under keys. */
function keyed<Value>(values: readonly Value[]): Record<string, Value> {
  return Object.fromEntries(values.map((value, i) => [`key-${String(i).padStart(4, "0")}`, value]));
}

/** What a check of the text says of each key. */
async function verdicts(
  check: string,
  features: readonly string[],
  own: Readonly<Record<string, unknown>>,
): Promise<boolean[]> {
  const { [check]: found } = await evaluateText([check], features, own);
  return Object.values(found as Record<string, { holds: boolean }>).map(({ holds }) => holds);
}

const RUNS = { numRuns: 3, endOnFailure: true };

/** Texts of ranges, of which some have host bits. */
const rangeTexts = fc.oneof(
  { arbitrary: cidrs.map(String), weight: 4 },
  {
    arbitrary: fc
      .tuple(addresses, fc.integer({ min: 8, max: 32 }))
      .map(([one, length]) => `${String(one)}/${length}`),
    weight: 1,
  },
);

describeWithTerraform("the placement that Terraform computes", () => {
  it.each([
    ["an even third octet", "198.51.100"],
    ["an odd third octet", "203.0.113"],
    ["the third octet 0", "198.51.0"],
    ["the third octet 127", "198.51.127"],
    ["the third octet 128", "198.51.128"],
    ["the third octet 255", "198.51.255"],
  ])("is that of the function for all 256 last octets behind %s", async (_, network) => {
    const eips = Array.from({ length: 256 }, (_octet, octet) => `${network}.${octet}`);
    expect(await placementsByTerraform(eips)).toEqual(eips.map(placementByFunction));
  });

  it("is that of the function for any address outside the forbidden ranges", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(allowedAddresses.map(String), { minLength: 200, maxLength: 300 }),
        async (eips) => {
          expect(await placementsByTerraform(eips)).toEqual(eips.map(placementByFunction));
        },
      ),
      RUNS,
    );
  });

  it("is empty where no block can hold the address, and where the EIP was not found", async () => {
    const eips = ["198.51.0.0", "198.51.255.253", "198.51.255.254", "198.51.255.255", "0.0.0.0"];
    expect(await placementsByTerraform(eips)).toEqual(eips.map(placementByFunction));
    expect(await placementsByTerraform([""])).toEqual([
      { block: "", vswitch: "", number: 0, prefixLength: 0 },
    ]);
  });
});

describeWithTerraform("the ranges that Terraform finds to overlap", () => {
  const cases = fc.tuple(cidrPairs, fc.array(cidrs, { maxLength: 3 }));

  it.each([
    ["overlaps", "other_ranges"],
    ["sibling_overlaps", "siblings"],
  ])("are those that the function finds: %s", async (found, candidates) => {
    await fc.assert(
      fc.asyncProperty(fc.array(cases, { minLength: 150, maxLength: 200 }), async (samples) => {
        const lists = samples.map(([[range, near], others]) => ({ range, candidates: [near, ...others] }));
        const values = await evaluateText([found], [], {
          block_ranges: keyed(lists.map(({ range }) => range.toString())),
          [candidates]: keyed(lists.map((list) => list.candidates.map(String))),
        });
        expect(values[found]).toEqual(
          keyed(
            lists.map(({ range, candidates: all }) => all.filter((one) => one.overlaps(range)).map(String)),
          ),
        );
      }),
      RUNS,
    );
  });

  it("include one that is the same, one inside and one around, but not the neighbours, and none that is unknown", async () => {
    const others = [
      "203.0.113.96/28",
      "203.0.113.96/29",
      "203.0.0.0/16",
      "203.0.113.80/28",
      "203.0.113.112/28",
      "",
    ];
    const { sibling_overlaps } = await evaluateText(["sibling_overlaps"], [], {
      block_ranges: { web: "203.0.113.96/28", gone: "" },
      siblings: { web: others, gone: ["203.0.113.96/28", ""] },
    });
    expect(sibling_overlaps).toEqual({ web: others.slice(0, 3), gone: [] });
  });
});

describeWithTerraform("what Terraform accepts", () => {
  const texts = fc.array(rangeTexts, { minLength: 200, maxLength: 300 });

  it("as a block is what the function accepts", async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (ranges) => {
        const accepted = await verdicts("block_allowed", [], { block_ranges: keyed(ranges) });
        expect(accepted).toEqual(
          ranges.map((range) =>
            isAccepted(() => {
              requireAllowedBlock(Ipv4Cidr.parse(range));
            }),
          ),
        );
      }),
      RUNS,
    );
  });

  it("as a vSwitch in a block is what the function accepts", async () => {
    const blocks = cidrs.filter((block) => block.prefixLength >= 16 && block.prefixLength <= 28);
    const inOrAround = fc.tuple(blocks, fc.integer({ min: -2, max: 8 }), rangeTexts);
    await fc.assert(
      fc.asyncProperty(fc.array(inOrAround, { minLength: 200, maxLength: 300 }), async (samples) => {
        const vswitches = samples.map(([block, more, other], i) => ({
          range:
            i % 3 === 0
              ? other
              : Ipv4Cidr.containing(block.network, Math.min(32, block.prefixLength + more)).toString(),
          block: block.toString(),
        }));
        const accepted = await verdicts("vswitch_allowed", [], { standalone_vswitches: keyed(vswitches) });
        expect(accepted).toEqual(
          vswitches.map(({ range, block }) =>
            isAccepted(() => {
              requireAllowedVSwitch(Ipv4Cidr.parse(range), Ipv4Cidr.parse(block));
            }),
          ),
        );
      }),
      RUNS,
    );
  });

  it("as a place of an EIP in a vSwitch is what the function accepts", async () => {
    const ranges = cidrs.filter((range) => range.prefixLength >= 16 && range.prefixLength <= 29);
    const places = fc.tuple(ranges, fc.integer({ min: -4, max: 4 }), fc.boolean());
    await fc.assert(
      fc.asyncProperty(fc.array(places, { minLength: 200, maxLength: 300 }), async (samples) => {
        const all = samples.map(([range, offset, isAtEnd]) => {
          const value = (isAtEnd ? range.last : range.network).value + offset;
          return { range, eip: Ipv4Address.fromNumber(Math.min(Math.max(value, 0), 2 ** 32 - 1)) };
        });
        const accepted = await verdicts("vswitch_eip_placed", [], {
          range_of_vswitch: keyed(all.map(({ range }) => range.toString())),
          exposed_addresses: keyed(all.map(({ eip }) => eip.toString())),
        });
        expect(accepted).toEqual(
          all.map(({ range, eip }) =>
            isAccepted(() => {
              requireUsable(range, eip);
            }),
          ),
        );
      }),
      RUNS,
    );
  });
});

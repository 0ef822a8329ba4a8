import fc from "fast-check";

import { AddressError, Ipv4Address, Ipv4Cidr, smallestPlacement } from "../../lib/address";
import { hcl, type HclValue, rawHcl } from "../../lib/terraform/hcl";
import {
  addressNumber,
  containingNetwork,
  overlapping,
  smallestBlockMask,
  smallestVSwitchMask,
} from "../../lib/terraform/placement-expression";
import { allowedAddresses, cidrPairs, cidrs } from "../address/arbitraries";
import { describeWithTerraform, evaluate } from "../support/terraform";
import { synthesized } from "./synthesized";

/** What Terraform computes, step by step as an exposure does whose EIP is known by its allocation ID. */
async function placementsByTerraform(addresses: readonly string[]): Promise<unknown> {
  const [address, number, mask] = ["x.address", "x.number", "x.mask"].map(rawHcl) as [
    HclValue,
    HclValue,
    HclValue,
  ];
  const numbers = hcl`[for text in ${addresses} : {address = text, number = ${addressNumber(rawHcl("text"))}}]`;
  const masks = hcl`[for x in ${numbers} : merge(x, {mask = ${smallestVSwitchMask(number)}})]`;
  const vswitch = containingNetwork(address, mask);
  const block = containingNetwork(address, smallestBlockMask(mask));
  const placements = hcl`[for x in ${masks} : {number = x.number, vswitchMask = x.mask, vswitch = ${vswitch}, block = ${block}}]`;
  return (await evaluate(synthesized(() => ({ placements })) as Record<string, string>)).placements;
}

/** The same by the TypeScript function; where it finds no placement, the mask is 0 and the ranges are everything. */
function placementByFunction(address: string): unknown {
  const eip = Ipv4Address.parse(address);
  try {
    const { block, vswitch } = smallestPlacement(eip);
    return {
      number: eip.value,
      vswitchMask: vswitch.mask,
      vswitch: vswitch.toString(),
      block: block.toString(),
    };
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    return { number: eip.value, vswitchMask: 0, vswitch: "0.0.0.0/0", block: "0.0.0.0/0" };
  }
}

describeWithTerraform("the placement that Terraform computes", () => {
  it.each([
    ["an even third octet", "198.51.100"],
    ["an odd third octet", "203.0.113"],
    ["the third octet 0", "198.51.0"],
    ["the third octet 127", "198.51.127"],
    ["the third octet 128", "198.51.128"],
    ["the third octet 255", "198.51.255"],
  ])("is that of the function for all 256 last octets behind %s", async (_, network) => {
    const addresses = Array.from({ length: 256 }, (_octet, octet) => `${network}.${octet}`);
    expect(await placementsByTerraform(addresses)).toEqual(addresses.map(placementByFunction));
  });

  it("is that of the function for any address outside the forbidden ranges", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(allowedAddresses.map(String), { minLength: 200, maxLength: 300 }),
        async (addresses) => {
          expect(await placementsByTerraform(addresses)).toEqual(addresses.map(placementByFunction));
        },
      ),
      { numRuns: 3, endOnFailure: true },
    );
  });

  it("has the mask 0 where no block can hold the address", async () => {
    const addresses = ["198.51.0.0", "198.51.255.253", "198.51.255.254", "198.51.255.255", "0.0.0.0"];
    const placements = await placementsByTerraform(addresses);
    expect(placements).toEqual(
      addresses.map((address) => ({
        number: Ipv4Address.parse(address).value,
        vswitchMask: 0,
        vswitch: "0.0.0.0/0",
        block: "0.0.0.0/0",
      })),
    );
  });
});

describeWithTerraform("the ranges that Terraform finds to overlap", () => {
  it("are those that the function finds", async () => {
    const cases = fc.tuple(cidrPairs, fc.array(cidrs, { maxLength: 3 }));
    await fc.assert(
      fc.asyncProperty(fc.array(cases, { minLength: 150, maxLength: 200 }), async (samples) => {
        const lists = samples.map(([[range, near], others]) => ({ range, candidates: [near, ...others] }));
        const expressions = synthesized(() =>
          lists.map(({ range, candidates }) => overlapping(candidates.map(String), String(range))),
        ) as string[];
        const values = await evaluate(Object.fromEntries(expressions.entries()) as Record<string, string>);
        for (const [index, { range, candidates }] of lists.entries()) {
          const found = candidates.filter((candidate) => candidate.overlaps(range));
          expect([range, values[index]]).toEqual([range, found.map(String)]);
        }
      }),
      { numRuns: 3, endOnFailure: true },
    );
  });

  it("include a range that is the same, one inside and one around, but not the neighbours", async () => {
    const range = Ipv4Cidr.parse("203.0.113.96/28");
    const candidates = [
      "203.0.113.96/28",
      "203.0.113.96/29",
      "203.0.0.0/16",
      "203.0.113.80/28",
      "203.0.113.112/28",
    ];
    const expressions = synthesized(() => ({
      some: overlapping(candidates, String(range)),
      none: overlapping([], String(range)),
    }));
    expect(await evaluate(expressions as Record<string, string>)).toEqual({
      some: candidates.slice(0, 3),
      none: [],
    });
  });
});

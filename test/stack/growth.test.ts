import { Template } from "../../testing/template";

/** How far the text for each exposure of a large fleet may be from that of a small one. */
const TOLERANCE = 0.1;

/** Addresses in one /16, none of which a vSwitch reserves however they are grouped. */
const addressOf = (i: number): string => `203.0.${Math.floor(i / 100)}.${8 + 2 * (i % 100)}`;
const allocationIdOf = (i: number): string => `eip-bp1${String(i).padStart(5, "0")}`;

/** The length of what is synthesized for a fleet. */
function charactersOf(count: number, eipOf: (i: number) => string): number {
  const exposures = Array.from({ length: count }, (_, i) => {
    const key = `key-${String(i).padStart(5, "0")}`;
    return `  ${key}: {instance: i-bp1${String(i).padStart(5, "0")}, eip: ${eipOf(i)}}`;
  });
  const text = ["region: cn-hangzhou", "blocksPerVpc: 1000", "exposures:", ...exposures].join("\n");
  return Template.ofConfiguration(text).text.length;
}

describe("what is synthesized for 800 exposures", () => {
  // One by allocation ID has a block and a vSwitch of its own.
  it.each([
    ["by address", addressOf, 2500],
    ["by allocation ID", allocationIdOf, 3500],
    ["of both kinds", (i: number) => (i % 2 === 0 ? addressOf(i) : allocationIdOf(i)), 3000],
  ])(
    "is as long for each exposure %s as for 100, and little longer for each more",
    (_, eipOf, most) => {
      const small = charactersOf(100, eipOf);
      const large = charactersOf(800, eipOf);
      expect(Math.abs(large / 800 / (small / 100) - 1)).toBeLessThan(TOLERANCE);
      expect((large - small) / 700).toBeLessThan(most);
    },
    600_000,
  );
});

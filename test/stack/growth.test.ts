import { Template } from "../support/template";

/** How far the text for each exposure of a large fleet may be from that of a small one. */
const TOLERANCE = 0.1;

/** Addresses in one /16, none of which a vSwitch reserves however they are grouped. */
const addressOf = (i: number): string => `10.9.${Math.floor(i / 100)}.${8 + 2 * (i % 100)}`;
const allocationIdOf = (i: number): string => `eip-bp1${String(i).padStart(5, "0")}`;

/** The length of what is synthesized for a fleet, for each exposure of it. */
function charactersPerExposure(count: number, eipOf: (i: number) => string): number {
  const exposures = Array.from({ length: count }, (_, i) => {
    const key = `key-${String(i).padStart(5, "0")}`;
    return `  ${key}: {instance: i-bp1${String(i).padStart(5, "0")}, eip: ${eipOf(i)}}`;
  });
  const text = ["region: cn-hangzhou", "blocksPerVpc: 1000", "exposures:", ...exposures].join("\n");
  return Template.ofConfiguration(text).text.length / count;
}

describe("what is synthesized for 800 exposures", () => {
  it.each([
    ["by address", addressOf],
    ["by allocation ID", allocationIdOf],
    ["of both kinds", (i: number) => (i % 2 === 0 ? addressOf(i) : allocationIdOf(i))],
  ])(
    "is as long for each exposure %s as for 100",
    (_, eipOf) => {
      const small = charactersPerExposure(100, eipOf);
      const large = charactersPerExposure(800, eipOf);
      expect(Math.abs(large / small - 1)).toBeLessThan(TOLERANCE);
    },
    600_000,
  );
});

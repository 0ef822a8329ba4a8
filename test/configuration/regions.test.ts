import fc from "fast-check";

import { parseConfiguration } from "../../lib/configuration/load";
import { isZoneIn, regionOfZone, REGIONS, unknownRegion } from "../../lib/configuration/schema/regions";

const region = fc.constantFrom(...REGIONS);
const letter = fc.integer({ min: 0, max: 25 }).map((index) => String.fromCharCode(97 + index));

/** A zone of a region, as Alibaba Cloud forms its ID: `cn-hangzhou-h`, but `ap-southeast-1a`. */
function zoneOf(name: string, last: string): string {
  return Number.isNaN(Number(name.at(-1))) ? `${name}-${last}` : `${name}${last}`;
}

describe("the regions", () => {
  it("are distinct, in lower case, and none looks like a zone", () => {
    expect(new Set(REGIONS).size).toBe(REGIONS.length);
    for (const name of REGIONS) {
      expect(name).toMatch(/^[a-z]{2}(?:-[a-z0-9]+)+$/);
      expect(regionOfZone(name)).toBeUndefined();
      expect(unknownRegion(name)).toBeUndefined();
    }
  });

  it("are what their zones say, and a zone is in no other", () => {
    fc.assert(
      fc.property(region, letter, region, (name, last, other) => {
        const zone = zoneOf(name, last);
        expect(regionOfZone(zone)).toBe(name);
        expect(isZoneIn(name, zone)).toBe(true);
        expect(isZoneIn(other, zone)).toBe(other === name);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ["cn-hangzhou", "cn-hangzhou-h"],
    ["ap-southeast-1", "ap-southeast-1a"],
    ["us-east-1", "us-east-1b"],
    ["cn-wuhan-lr", "cn-wuhan-lr-a"],
    ["cn-shanghai-finance-1", "cn-shanghai-finance-1b"],
    // A region that nobody knows yet, and a form of zones that is not known.
    ["ap-west-9", "ap-west-9c"],
    ["cn-hangzhou", "cn-hangzhou-dg-a01"],
  ])("%s may have the zone %s", (name, zone) => {
    const text = `region: ${name}\nexposures:\n  web: {instance: i-1, eip: 203.0.113.106, zone: ${zone}}\n`;
    expect(parseConfiguration(text, "exposure.yaml").exposures.web?.zone).toBe(zone);
  });

  it.each([
    ["cn-hangzuo", "did you mean cn-hangzhou?"],
    ["cn-hagnzhou", "did you mean cn-hangzhou?"],
    ["ap-southeast-9", "did you mean ap-southeast-1?"],
    ["sa-east-1", "did you mean us-east-1?"],
    ["af-cairo", "check its ID, unless it is new"],
  ])("%s is accepted with a warning", (name, remedy) => {
    expect(parseConfiguration(`region: ${name}\nexposures: {}\n`, "exposure.yaml").region).toBe(name);
    expect(unknownRegion(name)).toBe(
      `the region ${name} is not among the regions that were known in August 2026; ${remedy}` +
        (remedy.endsWith("?") ? " A new region is allowed" : ""),
    );
  });
});

import fc from "fast-check";

import { parseConfiguration } from "../../lib/configuration/load";
import { ConfigurationError } from "../../lib/configuration/configuration-errors";
import type { Configuration } from "../../lib/configuration/schema/configuration-schema";
import { type Picture, pictureOf } from "../../lib/diagram/picture";
import { configuration } from "../configuration/arbitrary-configuration";

/** The picture of a configuration, given as its data. */
export const drawn = (data: object): Picture => pictureOf(configured(data));

/** A configuration, given as its data. */
export const configured = (data: object): Configuration =>
  parseConfiguration(JSON.stringify(data), "exposure.yaml");

/** Configurations that can be used. */
export const configurations: fc.Arbitrary<Configuration> = configuration
  .map((data) => {
    try {
      return configured(data);
    } catch (error) {
      // Too many blocks for the quota that was drawn.
      if (error instanceof ConfigurationError) return undefined;
      throw error;
    }
  })
  .filter((one) => one !== undefined);

/** Any text, as no key or ID can be today. */
const texts = fc
  .string({ unit: "binary", minLength: 1, maxLength: 12 })
  .filter((text) => !/[\r\n]/.test(text));

/** A picture with one exposure, all names in it being any text: writers have to escape them. */
export const pictureOfTexts: fc.Arbitrary<Picture> = fc
  .record({
    stack: texts,
    region: texts,
    vpcId: texts,
    vswitchId: texts,
    zone: texts,
    key: texts,
    eip: texts,
    instance: texts,
  })
  .map(({ stack, region, vpcId, vswitchId, zone, key, eip, instance }) => ({
    ...{ stack, region, isComparison: false },
    vpcs: [
      {
        ...{ id: vpcId, vpcId },
        blocks: [
          {
            ...{ id: "block", origin: "unnamed", shadowedRanges: [] },
            vswitches: [
              {
                ...{ id: vswitchId, vswitchId, zone, origin: "existing" },
                nics: [{ id: key, instance, eips: [{ id: key, name: eip }] }],
              },
            ],
          },
        ],
        instances: [{ id: instance, isNew: false }],
      },
    ],
  }));

/** Texts of the elements of a picture, by kind, as a reader finds them. */
export function elementsOf({ vpcs }: Picture) {
  const blocks = vpcs.flatMap((vpc) => vpc.blocks);
  const vswitches = blocks.flatMap((block) => block.vswitches);
  const nics = vswitches.flatMap((vswitch) => vswitch.nics);
  const eips = nics.flatMap((nic) => nic.eips);
  return { vpcs, blocks, vswitches, nics, eips, instances: vpcs.flatMap((vpc) => vpc.instances) };
}

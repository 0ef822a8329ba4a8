import fc from "fast-check";

import { parseConfiguration } from "../../lib/configuration/load";
import { configuration, type ConfigurationText, type ExposureText, writer } from "./arbitrary-configuration";
import { issuesIn } from "./issues-in";

/** Occurs nowhere else in a configuration, and is right nowhere. */
const MARK = "Zq_9";

interface Damage {
  readonly what: string;
  /** Puts the mark into the first exposure, or elsewhere in the configuration. */
  readonly damage: (given: ConfigurationText, exposure: ExposureText) => object;
}

const DAMAGES: readonly Damage[] = [
  { what: "a region", damage: (given) => ({ ...given, region: MARK }) },
  { what: "a stack", damage: (given) => ({ ...given, stack: MARK }) },
  { what: "a backend", damage: (given) => ({ ...given, backend: { [MARK]: {} } }) },
  {
    what: "an argument of a backend",
    damage: (given) => ({ ...given, backend: { oss: { bucket: "state", [MARK]: 1 } } }),
  },
  { what: "a key at the top", damage: (given) => ({ [MARK]: 1, ...given }) },
  {
    what: "an argument of the provider",
    damage: (given) => ({ ...given, provider: { ...given.provider, [MARK]: 1 } }),
  },
  {
    what: "an endpoint",
    damage: (given) => ({ ...given, provider: { endpoints: { vpc: "127.0.0.1", [MARK]: "x" } } }),
  },
  {
    what: "the type of an argument",
    damage: (given) => ({ ...given, provider: { ...given.provider, max_retry_timeout: MARK } }),
  },
  {
    what: "the key of a tag",
    damage: (given) => ({ ...given, tags: { ...given.tags, [`acs:${MARK}`]: "x" } }),
  },
  {
    what: "the name of an exposure",
    damage: (given, exposure) => ({ ...given, exposures: { [MARK]: exposure } }),
  },
  { what: "a key of an exposure", damage: (given, exposure) => withFirst(given, { ...exposure, [MARK]: 1 }) },
  { what: "an instance", damage: (given, exposure) => withFirst(given, { ...exposure, instance: MARK }) },
  { what: "an EIP", damage: (given, exposure) => withFirst(given, { ...exposure, eip: MARK }) },
  { what: "a zone", damage: (given, exposure) => withFirst(given, { ...exposure, zone: MARK }) },
  { what: "a block", damage: (given, exposure) => withFirst(given, { ...exposure, block: MARK }) },
  {
    what: "a security group",
    damage: (given, exposure) => withFirst(given, { ...exposure, securityGroups: ["sg-1", MARK] }),
  },
];

/** The configuration with another first exposure, in the same place. */
function withFirst(given: ConfigurationText, exposure: object): object {
  const [first = ""] = Object.keys(given.exposures);
  return { ...given, exposures: { ...given.exposures, [first]: exposure } };
}

function firstOf({ exposures }: ConfigurationText): ExposureText {
  const [exposure] = Object.values(exposures);
  if (exposure === undefined) throw new RangeError("there is no exposure");
  return exposure;
}

function positionOf(mark: RegExp, text: string): { line: number; column: number } {
  const offset = text.search(mark);
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}

test("a configuration has no errors before it is damaged", () => {
  fc.assert(
    fc.property(configuration, writer, (given, write) => {
      expect(Object.keys(parseConfiguration(write(given), "exposure.yaml").exposures)).toEqual(
        Object.keys(given.exposures),
      );
    }),
  );
});

test.each(DAMAGES)("when $what is wrong, the one issue points at it, wherever it stands", ({ damage }) => {
  fc.assert(
    fc.property(configuration, writer, (given, write) => {
      const text = write(damage(given, firstOf(given)));
      const { issues } = issuesIn(text);
      expect(issues.map(({ position }) => position)).toEqual([
        positionOf(new RegExp(`["']?(?:acs:)?${MARK}`), text),
      ]);
    }),
    // Each of many kinds of damage is a test of its own.
    { numRuns: 40 },
  );
});

test("when a setting is missing, the one issue points at the key of the mapping that lacks it", () => {
  fc.assert(
    fc.property(configuration, writer, fc.constantFrom("instance", "eip"), (given, write, missing) => {
      const rest = Object.entries(firstOf(given)).filter(([key]) => key !== missing);
      const text = write({ ...given, exposures: { "zq-9": Object.fromEntries(rest) } });
      const { issues } = issuesIn(text);
      expect(issues).toMatchObject([
        { path: `exposures.zq-9.${missing}`, position: positionOf(/["']?zq-9/, text) },
      ]);
    }),
  );
});

test("issues are in the order of the file, however many there are", () => {
  fc.assert(
    fc.property(
      configuration,
      writer,
      fc.shuffledSubarray([...DAMAGES], { minLength: 2 }),
      (given, write, damages) => {
        const broken = damages.reduce<object>((so, { damage }) => {
          const now = so as ConfigurationText;
          return damage(now, firstOf(now));
        }, given);
        const places = issuesIn(write(broken)).issues.map(
          ({ position }) => position ?? { line: 0, column: 0 },
        );
        const sorted = [...places].sort((one, other) => one.line - other.line || one.column - other.column);
        expect(places).toEqual(sorted);
      },
    ),
  );
});

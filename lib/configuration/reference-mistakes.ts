import { type Exposures, mistakeOf } from "./exposure-mistake";
import type { Mistake } from "./mistake";
import type { ExposureSetting } from "./schema";
import type { Source } from "./source";
import { suggest } from "./suggest";
import { isMapping } from "./value-types";

/** What is wrong with how exposures refer to things by name or ID: to the preparations, to each other, to what was made by hand. */
export function referenceMistakes(exposures: Exposures, source: Source): Mistake[] {
  return [
    ...[...exposures].flatMap(([key, exposure]) => preparedInstance(key, exposure, source)),
    ...[...exposures].flatMap(([key, exposure]) => formerName(key, exposure, exposures, source)),
    ...twice(exposures, source, ({ renamedFrom }) => [renamedFrom, ["renamedFrom"]]),
    ...twice(exposures, source, ({ networkInterface, import: parts }) =>
      networkInterface === undefined
        ? [parts?.networkInterface, ["import", "networkInterface"]]
        : [networkInterface, ["networkInterface"]],
    ),
  ];
}

function preparedInstance(key: string, { instance }: ExposureSetting, source: Source): Mistake[] {
  if (typeof instance === "string") return [];
  const { prepared } = instance;
  const known = preparedNames(source);
  if (known === undefined || known.includes(prepared)) return [];
  const didYouMean = suggest(prepared, known);
  return [
    {
      ...source.aboutValue(["exposures", key, "instance", "prepared"]),
      problem: "there is no such instance in preparations",
      allowed: known.length === 0 ? "the name of an instance in preparations.instances" : known.join(", "),
      remedy:
        didYouMean === undefined ? { advice: `add preparations.instances.${prepared}` } : { didYouMean },
    },
  ];
}

/** The names of the prepared instances; undefined where they are missing by another mistake, which is reported. */
function preparedNames({ data }: Source): string[] | undefined {
  if (!isMapping(data)) return undefined;
  const { preparations } = data;
  if (preparations === undefined) {
    const isMisspelt = Object.keys(data).some((key) => suggest(key, ["preparations"]) !== undefined);
    return isMisspelt ? undefined : [];
  }
  return isMapping(preparations) && isMapping(preparations.instances)
    ? Object.keys(preparations.instances)
    : undefined;
}

function formerName(
  key: string,
  { renamedFrom }: ExposureSetting,
  exposures: Exposures,
  source: Source,
): Mistake[] {
  if (renamedFrom === undefined || !exposures.has(renamedFrom)) return [];
  return [
    mistakeOf(source, key, "renamedFrom", {
      problem:
        renamedFrom === key
          ? "this is the name that the exposure has now"
          : `there is an exposure of this name still, exposures.${renamedFrom}`,
      allowed: "the name that the exposure had in the last apply",
      remedy: { advice: "write the name that it had before, or remove renamedFrom" },
    }),
  ];
}

/** A name or ID that several exposures have, and only one may. */
function twice(
  exposures: Exposures,
  source: Source,
  valueOf: (exposure: ExposureSetting) => readonly [value: string | undefined, path: readonly string[]],
): Mistake[] {
  const first = new Map<string, string>();
  return [...exposures].flatMap(([key, exposure]) => {
    const [value, path] = valueOf(exposure);
    if (value === undefined) return [];
    const other = first.get(value);
    if (other === undefined) {
      first.set(value, key);
      return [];
    }
    return [
      {
        ...source.aboutValue(["exposures", key, ...path]),
        problem: `exposures.${other} has the same`,
        allowed: "one exposure for each",
        remedy: { advice: "correct one of the two" },
      },
    ];
  });
}

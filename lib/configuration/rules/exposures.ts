import { AddressError } from "../../errors";
import type { PlannedBlock } from "../../planning";
import { requireAllowedVSwitch, requireUsable, smallestPlacement } from "../../planning/placement";
import type { ConfigurationIssue } from "../errors";
import { rangeOfBlock, rangeOfVSwitch } from "../plan-requests";
import type { ExposureSetting } from "../schema";
import { isMapping, suggest } from "../schema/fields";
import type { Source } from "../yaml";

/** What keeps an exposure from having a place for its EIP: settings that exclude each other, or a place that does not fit. */
export function placeMistakes(key: string, exposure: ExposureSetting, source: Source): ConfigurationIssue[] {
  const superfluous = superfluousSettings(exposure);
  if (superfluous.length > 0) {
    return superfluous.map(({ name, beside, advice }) =>
      mistakeOf(source, key, name, {
        problem: `${name} is given beside ${beside}, which excludes it`,
        allowed: `${name} or ${beside.replace(/^an? /, "")}, not both`,
        remedy: { advice },
      }),
    );
  }
  if (exposure.networkInterface !== undefined && "create" in exposure.eip) {
    return [
      mistakeOf(source, key, "eip", {
        problem: "a new EIP cannot be the address of a network interface that exists",
        allowed: "with networkInterface: an EIP that exists, by its address or its allocation ID",
        remedy: {
          advice: "write the EIP that is the address of the network interface, or remove networkInterface",
        },
      }),
    ];
  }
  return rangeMistakes(key, exposure, source);
}

interface Superfluous {
  readonly name: keyof ExposureSetting;
  /** What the exposure has that excludes it. */
  readonly beside: string;
  readonly advice: string;
}

function superfluousSettings(exposure: ExposureSetting): Superfluous[] {
  const { eip, vswitch, networkInterface, instance } = exposure;
  const exclude = (
    beside: string,
    names: readonly (keyof ExposureSetting)[],
    advice: (name: string) => string,
  ): Superfluous[] =>
    names
      .filter((name) => exposure[name] !== undefined)
      .map((name) => ({ name, beside, advice: advice(name) }));
  if (networkInterface !== undefined) {
    const names = ["block", "vswitch", "securityGroups", "import"] as const;
    return exclude("networkInterface", names, (name) =>
      name === "import"
        ? "remove import to leave the network interface as it is, or remove networkInterface to take it over"
        : `remove ${name}: the network interface has its own`,
    );
  }
  if ("create" in eip) {
    return exclude(
      "a new EIP",
      ["block", "vswitch", "import"],
      (name) => `remove ${name}: where a new EIP lies is not known before it is made`,
    );
  }
  if (typeof instance !== "string") {
    const superfluous = exclude("an instance of preparations", ["vpc", "zone", "import"], (name) =>
      name === "import"
        ? "remove import: the instance is new"
        : `remove ${name}: it is the one of preparations`,
    );
    if (superfluous.length > 0) return superfluous;
  }
  if (vswitch === undefined || !("id" in vswitch)) return [];
  return [
    ...exclude("an existing vswitch", ["block"], () => "remove block: the vSwitch is in one"),
    ...(exposure.import?.vswitch === undefined
      ? []
      : exclude(
          "an existing vswitch",
          ["import"],
          () => "remove vswitch from import to leave the vSwitch as it is, or remove vswitch to take it over",
        )),
  ];
}

/** What keeps the EIP of one exposure from having a place in the block and vSwitch that are given by hand, or in any. */
function rangeMistakes(key: string, exposure: ExposureSetting, source: Source): ConfigurationIssue[] {
  const { eip, networkInterface } = exposure;
  if (networkInterface !== undefined || (exposure.vswitch !== undefined && "id" in exposure.vswitch))
    return [];
  const block = rangeOfBlock(exposure.block);
  const vswitch = rangeOfVSwitch(exposure.vswitch);
  const address = "address" in eip ? eip.address : undefined;
  if (block === undefined && vswitch !== undefined) {
    return [
      mistakeOf(source, key, "vswitch", {
        problem: "a vSwitch is given without the block that it is in",
        allowed: "block and vswitch, block alone, or neither",
        remedy: { advice: "add block, or remove vswitch to get the smallest that can hold the EIP" },
      }),
    ];
  }
  if (address === undefined && block !== undefined && vswitch === undefined) {
    return [
      mistakeOf(source, key, "block", {
        problem:
          "the vSwitch cannot be chosen: where in the block the EIP is, is not known before Terraform runs",
        allowed: "with the allocation ID of an EIP: block and vswitch, or neither",
        remedy: { advice: "add vswitch, or write the address of the EIP instead of its ID" },
      }),
    ];
  }
  if (block !== undefined && vswitch !== undefined) {
    const mistake = caught(source, key, "vswitch", () => {
      requireAllowedVSwitch(vswitch, block);
    });
    if (mistake !== undefined) return [mistake];
  }
  if (address === undefined) return [];
  if (block?.contains(address) === false) {
    return [
      mistakeOf(source, key, "eip", {
        problem: `the EIP is not inside its block ${block.toString()}`,
        allowed: `an EIP from ${block.network.toString()} to ${block.last.toString()}`,
        remedy: { advice: "correct the EIP or the block; without block, the smallest is chosen" },
      }),
    ];
  }
  const mistake = caught(source, key, "eip", () => {
    const range = vswitch ?? block;
    if (range === undefined) smallestPlacement(address);
    else requireUsable(range, address);
  });
  return mistake === undefined ? [] : [mistake];
}

/** The exposures of a file that are right in themselves, by their names. */
export type Exposures = ReadonlyMap<string, ExposureSetting>;

/** A mistake about one setting of an exposure. */
export function mistakeOf(
  source: Source,
  key: string,
  name: keyof ExposureSetting,
  { problem, allowed, remedy }: Pick<ConfigurationIssue, "problem" | "allowed" | "remedy">,
): ConfigurationIssue {
  return { ...source.aboutValue(["exposures", key, name]), problem, allowed, remedy };
}

/** The mistake that a check of addresses throws. */
function caught(
  source: Source,
  key: string,
  name: keyof ExposureSetting,
  check: () => void,
): ConfigurationIssue | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    return mistakeOf(source, key, name, error);
  }
}

/** What is wrong with how exposures refer to things by name or ID: to the preparations, to each other, to what was made by hand. */
export function referenceMistakes(exposures: Exposures, source: Source): ConfigurationIssue[] {
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

function preparedInstance(key: string, { instance }: ExposureSetting, source: Source): ConfigurationIssue[] {
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
): ConfigurationIssue[] {
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
): ConfigurationIssue[] {
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

/** vSwitches made by hand that do not fit the plan: two for one that is planned, or one for two. */
export function importMistakes(
  plan: readonly PlannedBlock[],
  exposures: Exposures,
  source: Source,
): ConfigurationIssue[] {
  const byId = new Map<string, Importer>();
  const byRange = new Map<string, Importer>();
  const vswitches = plan.flatMap(({ vswitches: all }) => all);
  return vswitches.flatMap((vswitch) => {
    const range = vswitch.cidr.toString();
    return vswitch.keys.flatMap((key): ConfigurationIssue[] => {
      const id = exposures.get(key)?.import?.vswitch;
      if (id === undefined) return [];
      const importer = { key, id, vswitch };
      const sameRange = recorded(byRange, `${vswitches.indexOf(vswitch)}`, importer);
      const sameId = recorded(byId, id, importer);
      const place = source.aboutValue(["exposures", key, "import", "vswitch"]);
      if (sameRange.id !== id) {
        return [
          {
            ...place,
            problem: `exposures.${sameRange.key} shares the vSwitch ${range} with this one, and imports ${sameRange.id} for it`,
            allowed: "one vSwitch for both",
            remedy: { advice: "name the same in both, or leave it out in one of them" },
          },
        ];
      }
      if (sameId.vswitch === vswitch) return [];
      return [
        {
          ...place,
          problem: `exposures.${sameId.key} imports it for ${sameId.vswitch.cidr.toString()}, and this exposure gets ${range}`,
          allowed: "a vSwitch for each range",
          remedy: {
            advice: "correct one of the two, or give both the block and the vswitch that were made by hand",
          },
        },
      ];
    });
  });
}

interface Importer {
  readonly key: string;
  readonly id: string;
  readonly vswitch: PlannedBlock["vswitches"][number];
}

/** The first importer with this name, which is the given one where there was none. */
function recorded(importers: Map<string, Importer>, name: string, importer: Importer): Importer {
  const first = importers.get(name) ?? importer;
  importers.set(name, first);
  return first;
}

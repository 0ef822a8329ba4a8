import type { PlannedBlock } from "../../planning/model";
import { requireAllowedVSwitch, requireUsable, smallestPlacement } from "../../planning/placement";
import type { PathIssue } from "../issues";
import { rangeOfBlock, rangeOfVSwitch } from "../plan-requests";
import type { ExposureSetting } from "../schema/configuration-schema";
import { suggest } from "../schema/fields";
import { addressErrorOf, issueOf, type Parts } from "./parts";

/** Finds what keeps an exposure from a place for its EIP: settings that exclude each other, or a place that does not fit. */
export function placeIssues(key: string, exposure: ExposureSetting): PathIssue[] {
  const excluded = excludedSettings(exposure);
  if (excluded.length > 0) {
    return excluded.map(({ name, by, allowed, advice }) =>
      issueOf(key, name, {
        problem: `${name} cannot be combined with ${by}`,
        allowed: `${name} or ${allowed}, not both`,
        remedy: { advice },
      }),
    );
  }
  if (exposure.networkInterface !== undefined && "create" in exposure.eip) {
    return [
      issueOf(key, "eip", {
        problem: "a new EIP cannot be the address of an existing network interface",
        allowed: "with networkInterface: the address or the allocation ID of an existing EIP",
        remedy: {
          advice: "write the EIP that is the address of the network interface, or remove networkInterface",
        },
      }),
    ];
  }
  return rangeIssues(key, exposure);
}

interface ExcludedSetting {
  readonly name: keyof ExposureSetting;
  /** Setting of the exposure that excludes it. */
  readonly by: string;
  /** The same without an article. */
  readonly allowed: string;
  readonly advice: string;
}

function excludedSettings(exposure: ExposureSetting): ExcludedSetting[] {
  const { eip, vswitch, networkInterface, instance } = exposure;
  const exclude = (
    by: string,
    names: readonly (keyof ExposureSetting)[],
    advice: (name: string) => string,
  ): ExcludedSetting[] =>
    names
      .filter((name) => exposure[name] !== undefined)
      .map((name) => ({ name, by, allowed: by.replace(/^an? /, ""), advice: advice(name) }));
  if (networkInterface !== undefined) {
    return exclude("networkInterface", ["block", "vswitch", "securityGroups", "import"], (name) =>
      name === "import"
        ? "remove import to leave the network interface as it is, or networkInterface to import it"
        : `remove ${name}: the network interface has its own`,
    );
  }
  if ("create" in eip) {
    return exclude(
      "a new EIP",
      ["block", "vswitch", "import"],
      (name) => `remove ${name}: the address of a new EIP is not known before it is created`,
    );
  }
  if (typeof instance !== "string") {
    const excluded = exclude("an instance of preparations", ["vpc", "zone", "import"], (name) =>
      name === "import" ? "remove import: the instance is new" : `remove ${name}: preparations has it`,
    );
    if (excluded.length > 0) return excluded;
  }
  if (vswitch === undefined || !("id" in vswitch)) return [];
  const by = "an existing vswitch";
  return [
    ...exclude(by, ["block"], () => "remove block: the vSwitch is in one"),
    ...(exposure.import?.vswitch === undefined
      ? []
      : exclude(
          by,
          ["import"],
          () => "remove vswitch from import to leave the vSwitch as it is, or from the exposure to import it",
        )),
  ];
}

/** Finds what keeps the EIP of one exposure from a place in the block and vSwitch that are given, or in any. */
function rangeIssues(key: string, exposure: ExposureSetting): PathIssue[] {
  const { eip, networkInterface } = exposure;
  if (networkInterface !== undefined || (exposure.vswitch !== undefined && "id" in exposure.vswitch))
    return [];
  const block = rangeOfBlock(exposure.block);
  const vswitch = rangeOfVSwitch(exposure.vswitch);
  const address = "address" in eip ? eip.address : undefined;
  if (block === undefined && vswitch !== undefined) {
    return [
      issueOf(key, "vswitch", {
        problem: "vswitch requires block",
        allowed: "block and vswitch, block alone, or neither",
        remedy: { advice: "add block, or remove vswitch for the smallest that can hold the EIP" },
      }),
    ];
  }
  if (address === undefined && block !== undefined && vswitch === undefined) {
    return [
      issueOf(key, "block", {
        problem:
          "block requires vswitch where the EIP is given by allocation ID: its address is not known at synth",
        allowed: "with an allocation ID: block and vswitch, or neither",
        remedy: { advice: "add vswitch, or write the address of the EIP instead of its ID" },
      }),
    ];
  }
  if (block !== undefined && vswitch !== undefined) {
    const error = addressErrorOf(() => {
      requireAllowedVSwitch(vswitch, block);
    });
    if (error !== undefined) return [issueOf(key, "vswitch", error)];
  }
  if (address === undefined) return [];
  if (block?.contains(address) === false) {
    return [
      issueOf(key, "eip", {
        problem: `not inside its block ${block.toString()}`,
        allowed: `an EIP from ${block.network.toString()} to ${block.last.toString()}`,
        remedy: { advice: "correct eip or block; without block, the smallest is chosen" },
      }),
    ];
  }
  const error = addressErrorOf(() => {
    const range = vswitch ?? block;
    if (range === undefined) smallestPlacement(address);
    else requireUsable(range, address);
  });
  return error === undefined ? [] : [issueOf(key, "eip", error)];
}

/** Finds issues of references by name or ID: to preparations, to other exposures, to existing resources. */
export function referenceIssues(parts: Parts): PathIssue[] {
  const { exposures } = parts.settings;
  return [
    ...duplicates(parts, ({ eip }) => {
      if ("create" in eip) return undefined;
      const value = "address" in eip ? eip.address.toString() : eip.allocationId;
      return {
        what: "EIP",
        value,
        path: ["eip"],
        advice: "write another EIP, or remove one of the two exposures",
      };
    }),
    ...Object.entries(exposures).flatMap(([key, exposure]) => preparedInstance(key, exposure, parts)),
    ...Object.entries(exposures).flatMap(([key, exposure]) => formerName(key, exposure, parts)),
    ...duplicates(parts, ({ renamedFrom: value }) => value && { what: "name", value, path: ["renamedFrom"] }),
    ...duplicates(parts, ({ networkInterface, import: imported }) => {
      const what = "network interface";
      if (networkInterface !== undefined)
        return { what, value: networkInterface, path: ["networkInterface"] };
      const value = imported?.networkInterface;
      return value && { what, value, path: ["import", "networkInterface"] };
    }),
  ];
}

function preparedInstance(
  key: string,
  { instance }: ExposureSetting,
  { preparedNames: known }: Parts,
): PathIssue[] {
  if (typeof instance === "string") return [];
  const { prepared } = instance;
  if (known === undefined || known.includes(prepared)) return [];
  const didYouMean = suggest(prepared, known);
  return [
    {
      path: ["exposures", key, "instance", "prepared"],
      problem: "no such instance in preparations",
      allowed: known.length === 0 ? "the name of an instance in preparations.instances" : known.join(", "),
      remedy:
        didYouMean === undefined ? { advice: `add preparations.instances.${prepared}` } : { didYouMean },
    },
  ];
}

function formerName(
  key: string,
  { renamedFrom }: ExposureSetting,
  { settings: { exposures } }: Parts,
): PathIssue[] {
  if (renamedFrom === undefined || !Object.hasOwn(exposures, renamedFrom)) return [];
  return [
    issueOf(key, "renamedFrom", {
      problem:
        renamedFrom === key
          ? "same as the present name of the exposure"
          : `name of another exposure, exposures.${renamedFrom}`,
      allowed: "the name that the exposure had in the last apply",
      remedy: { advice: "write its previous name, or remove renamedFrom" },
    }),
  ];
}

/** Value that only one exposure may have, and where it has it. */
interface Unique {
  readonly what: string;
  readonly value: string;
  readonly path: readonly string[];
  /** @default "correct one of the two" */
  readonly advice?: string;
}

function duplicates(
  { settings: { exposures } }: Parts,
  uniqueOf: (exposure: ExposureSetting) => Unique | "" | undefined,
): PathIssue[] {
  const firsts = new Map<string, string>();
  return Object.entries(exposures).flatMap(([key, exposure]) => {
    const unique = uniqueOf(exposure);
    if (unique === undefined || unique === "") return [];
    const { what, value, path, advice = "correct one of the two" } = unique;
    const first = firsts.get(value);
    if (first !== undefined) {
      return [
        {
          path: ["exposures", key, ...path],
          problem: `duplicate of ${first}`,
          allowed: `one exposure for each ${what}`,
          remedy: { advice },
        },
      ];
    }
    firsts.set(value, ["exposures", key, ...path].join("."));
    return [];
  });
}

/** Finds vSwitches to import that do not fit the plan: two for one that is planned, or one for two. */
export function importIssues(plan: readonly PlannedBlock[], { settings }: Parts): PathIssue[] {
  const byId = new Map<string, Importer>();
  const byRange = new Map<string, Importer>();
  const vswitches = plan.flatMap(({ vswitches: all }) => all);
  return vswitches.flatMap((vswitch) => {
    const range = vswitch.cidr.toString();
    return vswitch.keys.flatMap((key): PathIssue[] => {
      const id = settings.exposures[key]?.import?.vswitch;
      if (id === undefined) return [];
      const importer = { key, id, vswitch };
      const sameRange = recorded(byRange, `${vswitches.indexOf(vswitch)}`, importer);
      const sameId = recorded(byId, id, importer);
      const path = ["exposures", key, "import", "vswitch"];
      if (sameRange.id !== id) {
        return [
          {
            path,
            problem: `exposures.${sameRange.key} shares the vSwitch ${range} and imports ${sameRange.id} for it`,
            allowed: "one vSwitch for both",
            remedy: { advice: "write the same ID in both, or only in one of them" },
          },
        ];
      }
      if (sameId.vswitch === vswitch) return [];
      return [
        {
          path,
          problem: `exposures.${sameId.key} imports it for ${sameId.vswitch.cidr.toString()}, this exposure for ${range}`,
          allowed: "one vSwitch for each range",
          remedy: { advice: "correct one of the two, or set block and vswitch to the existing ones in both" },
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

/** First importer with this name, which is the given one where there was none. */
function recorded(importers: Map<string, Importer>, name: string, importer: Importer): Importer {
  const first = importers.get(name) ?? importer;
  importers.set(name, first);
  return first;
}

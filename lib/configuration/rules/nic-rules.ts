import type { Remedy } from "../configuration-errors";
import type { PathIssue } from "../issues";
import type { ExposureSetting } from "../schema/configuration-schema";
import { suggest } from "../schema/fields";
import { RESOURCE_NAME } from "../schema/resource-ids";
import { isMapping } from "../schema/value-types";
import { issueOf, type Parts } from "./parts";

/** Settings that an exposure with `nicOf` has from the exposure that it names. */
const OF_THE_NIC = ["instance", "vpc", "zone"] as const;

/** Settings that belong to a NIC, and so to the exposure that has one of its own. */
const EXCLUDED: readonly (keyof ExposureSetting)[] = [
  ...OF_THE_NIC,
  ...(["securityGroups", "block", "vswitch", "networkInterface"] as const),
];

type Mapping = Readonly<Record<string, unknown>>;

/**
 * Adds to exposures with `nicOf` the instance, VPC and zone of the exposure that they name, as they are written there.
 *
 * @param data - data of a configuration file
 */
export function withNicsOfOthers(data: unknown): unknown {
  if (!isMapping(data) || !isMapping(data.exposures)) return data;
  const { exposures } = data;
  const isShared = Object.values(exposures).some((exposure) => isMapping(exposure) && "nicOf" in exposure);
  if (!isShared) return data;
  return {
    ...data,
    exposures: Object.fromEntries(
      Object.entries(exposures).map(([key, exposure]) => {
        const host = hostOf(exposures, exposure);
        if (host === undefined || !isMapping(exposure)) return [key, exposure];
        const inherited = OF_THE_NIC.filter((name) => Object.hasOwn(host, name)).map((name) => [
          name,
          host[name],
        ]);
        // Its own settings of the NIC are refused, and nothing else follows from them.
        const own = Object.entries(exposure).filter(([name]) => !isExcluded(name));
        return [key, Object.fromEntries([...inherited, ...own])];
      }),
    ),
  };
}

function hostOf(exposures: Mapping, exposure: unknown): Mapping | undefined {
  if (!isMapping(exposure) || typeof exposure.nicOf !== "string") return undefined;
  const host = Object.hasOwn(exposures, exposure.nicOf) ? exposures[exposure.nicOf] : undefined;
  return isMapping(host) ? host : undefined;
}

/**
 * Finds the issues of `nicOf` in the data of a file: an exposure that is missing or has no NIC of its own, and settings of the NIC.
 *
 * @param data - data as it is written, without what {@link withNicsOfOthers} adds
 */
export function nicIssues(data: unknown): PathIssue[] {
  if (!isMapping(data) || !isMapping(data.exposures)) return [];
  const { exposures } = data;
  return Object.entries(exposures).flatMap(([key, exposure]) => {
    if (!isMapping(exposure) || typeof exposure.nicOf !== "string") return [];
    return [
      ...unknownHost(key, exposure.nicOf, exposures),
      ...EXCLUDED.filter((name) => exposure[name] !== undefined).map((name) =>
        issueOf(key, name, {
          problem: `${name} cannot be combined with nicOf`,
          allowed: `${name} or nicOf, not both`,
          remedy: { advice: `remove ${name}: the NIC of exposures.${exposure.nicOf as string} has its own` },
        }),
      ),
    ];
  });
}

function unknownHost(key: string, nicOf: string, exposures: Mapping): PathIssue[] {
  const others = Object.entries(exposures)
    .filter(([name, other]) => name !== key && !(isMapping(other) && "nicOf" in other))
    .map(([name]) => name);
  // A name of another form is an issue already.
  if (others.includes(nicOf) || !RESOURCE_NAME.test(nicOf)) return [];
  const host = hostOf(exposures, exposures[key]);
  const allowed =
    others.length === 0
      ? "the name of an exposure of this file that has a NIC of its own"
      : others.join(", ");
  if (nicOf === key || host !== undefined) {
    const write = typeof host?.nicOf === "string" && others.includes(host.nicOf) ? host.nicOf : undefined;
    return [
      issueOf(key, "nicOf", {
        problem: nicOf === key ? "names its own exposure" : `exposures.${nicOf} has no NIC of its own`,
        allowed,
        remedy: write === undefined ? { advice: "name an exposure with an instance" } : { write },
      }),
    ];
  }
  return [
    issueOf(key, "nicOf", {
      problem: "no such exposure",
      allowed,
      remedy: remedyFor(nicOf, others, exposures),
    }),
  ];
}

/** Says what to write instead of the name of an exposure that is not there: it was renamed, misspelt or removed, or is another name. */
function remedyFor(nicOf: string, others: readonly string[], exposures: Mapping): Remedy {
  const renamed = others.find((name) => {
    const other = exposures[name];
    return isMapping(other) && other.renamedFrom === nicOf;
  });
  if (renamed !== undefined) return { write: renamed };
  if (/^(?:eni|i|eip)-/.test(nicOf))
    return {
      advice: "write the name of the exposure with the NIC; an existing NIC is networkInterface there",
    };
  const didYouMean = suggest(nicOf, others);
  if (didYouMean !== undefined) return { didYouMean };
  return {
    advice:
      `restore exposures.${nicOf}, whose NIC has this EIP too, or remove this exposure with it; ` +
      "with instance instead of nicOf, it gets a NIC of its own",
  };
}

function isExcluded(setting: unknown): boolean {
  return EXCLUDED.some((name) => name === setting);
}

/**
 * Whether an issue is about a setting that an exposure has from another one, which has the same issue, or may not have at all.
 *
 * @param data - data as it is written
 */
export function isOfOtherNic({ path: [top, key, name] }: Pick<PathIssue, "path">, data: unknown): boolean {
  if (top !== "exposures" || !isMapping(data) || !isMapping(data.exposures)) return false;
  const exposure = data.exposures[String(key)];
  return isMapping(exposure) && exposure.nicOf !== undefined && isExcluded(name);
}

/** Finds issues of exposures on the NIC of another one: of a new EIP on an existing NIC, and of an import. */
export function sharedNicIssues({ settings: { exposures } }: Parts): PathIssue[] {
  return Object.entries(exposures).flatMap(([key, exposure]) => {
    const { eip, nicOf, import: parts } = exposure;
    if (nicOf === undefined) {
      if (parts?.associated === undefined || parts.networkInterface !== undefined) return [];
      return [
        importIssue(
          key,
          "associated requires networkInterface",
          "associated together with networkInterface",
          "add networkInterface, or remove associated",
        ),
      ];
    }
    const host = exposures[nicOf];
    const isImported = host?.networkInterface !== undefined || host?.import?.networkInterface !== undefined;
    return [
      ...(host?.networkInterface !== undefined && "create" in eip
        ? [
            issueOf(key, "eip", {
              problem: "a new EIP cannot be an address of an existing network interface",
              allowed: "the address or the allocation ID of an existing EIP",
              remedy: { advice: "write an EIP that is a private address of the network interface" },
            }),
          ]
        : []),
      ...(parts?.associated !== undefined && !isImported
        ? [
            importIssue(
              key,
              `associated requires the network interface of exposures.${nicOf} to exist already`,
              `networkInterface, or networkInterface in import, in exposures.${nicOf}`,
              "remove import, or import the network interface there",
            ),
          ]
        : []),
      ...(["networkInterface", "vswitch", "attached"] as const)
        .filter((name) => parts?.[name] !== undefined)
        .map((name): PathIssue => ({
          path: ["exposures", key, "import", name],
          problem: `${name} cannot be imported with nicOf`,
          allowed: "associated",
          remedy: { advice: `import it in exposures.${nicOf}` },
        })),
    ];
  });
}

function importIssue(key: string, problem: string, allowed: string, advice: string): PathIssue {
  return {
    path: ["exposures", key, "import", "associated"],
    aboutKey: true,
    problem,
    allowed,
    remedy: { advice },
  };
}

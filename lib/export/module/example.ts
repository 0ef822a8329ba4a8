import { Ipv4Cidr } from "../../address";
import type { Configuration, ExposureSetting } from "../../configuration";
import { isJsonObject, type JsonObject, type TerraformJson } from "../../hcl";
import type { ExposureStack } from "../../stack/exposure-stack";
import { escapeTemplates } from "../../terraform/escape";
import { withoutBookkeeping } from "../bookkeeping";
import { ExportError } from "../export-error";
import { withStateInside } from "../root-configuration";
import { OUTPUT } from "./outputs";

/** The settings of a configuration that the module, or the call of it, has. */
const SETTINGS = [
  ...["region", "stack", "provider", "backend", "tags", "blocksPerVpc", "skipChecks", "policy", "exposures"],
] as const;

/** The settings of an exposure that the module has; VPC and zone are for planning. */
const EXPOSURE_SETTINGS = [
  ...["instance", "eip", "vpc", "zone", "securityGroups", "block", "vswitch"],
] as const;

const HEADER =
  "Calls the module for the exposures of a configuration file, with the blocks and vSwitches that were planned for them.";

/**
 * A root configuration that calls the module for the exposures of a configuration: once for each VPC, where the
 * configuration names several.
 *
 * @param stack - the stack of the configuration, whose plan becomes an input
 * @param synthesized - what it is synthesized to
 * @param source - where the module is
 * @throws {@link ExportError} when the configuration has settings that the module has not
 */
export function exampleConfiguration(
  stack: ExposureStack,
  synthesized: TerraformJson,
  source: string,
): TerraformJson {
  const { configuration } = stack;
  requireExpressible(configuration);
  const { terraform = {}, provider = {} } = withoutBookkeeping(synthesized);
  const calls = callsByVpc(configuration).map(([name, keys]): [string, JsonObject] => [
    name,
    { source, ...inputs(stack, keys) },
  ]);
  const outputs = calls.map(([name]) => `module.${name}.${OUTPUT.name}`).join(", ");
  return {
    "//": HEADER,
    terraform: withStateInside(terraform),
    provider,
    module: Object.fromEntries(calls),
    output: {
      exposures: {
        description: OUTPUT.description,
        value: `\${${calls.length === 1 ? outputs : `merge(${outputs})`}}`,
      },
    },
  };
}

function requireExpressible(configuration: Configuration): void {
  const unknown = [
    ...unknownNames(configuration, SETTINGS),
    ...Object.entries(configuration.exposures).flatMap(([key, setting]) =>
      [...unknownNames(setting, EXPOSURE_SETTINGS), ...unknownForms(setting)].map(
        (name) => `exposures.${key}.${name}`,
      ),
    ),
  ];
  if (unknown.length === 0) return;
  throw new ExportError(
    `The module makes existing EIPs visible on existing instances, and has no input for ${unknown.join(", ")}. ` +
      "Leave that out of the configuration, or export it as root.",
  );
}

/** The settings whose value asks for something to be made, or not to be made, of which the module knows nothing. */
function unknownForms({ instance, eip, securityGroups, block }: ExposureSetting): string[] {
  return [
    ...(typeof instance === "string" ? [] : ["instance"]),
    ...("create" in eip ? ["eip"] : []),
    ...(securityGroups === undefined || Array.isArray(securityGroups) ? [] : ["securityGroups"]),
    ...(block === undefined || block instanceof Ipv4Cidr ? [] : ["block"]),
  ];
}

/** The settings with a value that are not among those known. */
function unknownNames(settings: object, known: readonly string[]): string[] {
  return Object.entries(settings)
    .filter(([name, value]) => !known.includes(name) && !isEmpty(value))
    .map(([name]) => name);
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** The calls by their names, with the keys of the exposures in each. */
function callsByVpc({ exposures }: Configuration): [name: string, keys: string[]][] {
  const keys = Object.keys(exposures).sort();
  const vpcs = [...new Set(keys.map((key) => exposures[key]?.vpc))];
  if (vpcs.length <= 1) return [["exposed_eip", keys]];
  return vpcs
    .sort()
    .map((vpc) => [`exposed_eip_${vpc ?? "other"}`, keys.filter((key) => exposures[key]?.vpc === vpc)]);
}

function inputs({ configuration, fleet }: ExposureStack, keys: readonly string[]): JsonObject {
  const { stack, tags, blocksPerVpc, exposures } = configuration;
  const places = new Map(
    fleet.plan.flatMap(({ cidr, vswitches }) =>
      vswitches.flatMap((vswitch) =>
        vswitch.keys.map((key): [string, JsonObject] => [
          key,
          { block: cidr.toString(), vswitch: vswitch.cidr.toString() },
        ]),
      ),
    ),
  );
  const calls = keys.flatMap((key): [string, JsonObject][] => {
    const setting = exposures[key];
    return setting === undefined ? [] : [[key, { ...exposureInput(setting), ...places.get(key) }]];
  });
  return {
    name_prefix: stack,
    ...(blocksPerVpc === undefined ? {} : { blocks_per_vpc: blocksPerVpc }),
    ...(isJsonObject(tags) && Object.keys(tags).length > 0 ? { tags: escapeTemplates(tags) } : {}),
    exposures: Object.fromEntries(calls),
  };
}

function exposureInput({ instance, eip, securityGroups, vswitch }: ExposureSetting): JsonObject {
  return {
    ...(typeof instance === "string" ? { instance_id: instance } : {}),
    ...("address" in eip ? { eip: eip.address.toString() } : {}),
    ...("allocationId" in eip ? { eip: eip.allocationId } : {}),
    ...(Array.isArray(securityGroups) ? { security_group_ids: securityGroups } : {}),
    ...(vswitch === undefined || vswitch instanceof Ipv4Cidr ? {} : { existing_vswitch: { id: vswitch.id } }),
  };
}

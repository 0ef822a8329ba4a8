import { TerraformElement } from "cdktf";
import { Construct, type Node } from "constructs";

import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type TerraformJson,
} from "../../hcl/src";
import type { Configuration, ExposureSetting } from "../configuration/schema/configuration-schema";
import { ExportError } from "../errors";
import { ExposedEip } from "../exposed-eip";
import { ExposureTable } from "../exposure-table/exposure-table";
import { EipAssociation } from "../resources/eip-association";
import { NetworkInterface } from "../resources/network-interface";
import { NetworkInterfaceAttachment } from "../resources/network-interface-attachment";
import { VSwitch } from "../resources/vswitch";
import { ExposureStack } from "../stack/exposure-stack";
import { addressOf } from "../terraform/constructs";

/**
 * Layout of the exposures' resources. `single`: each exposure has blocks of its own. `for-each`: steps 3 to 5 are one block each, with
 * `for_each` over the table.
 */
export type ExportStyle = "single" | "for-each";

/** Resource types of steps 3 to 5: one resource per exposure. */
const TYPES = {
  networkInterface: "alicloud_ecs_network_interface",
  association: "alicloud_eip_association",
  attachment: "alicloud_ecs_network_interface_attachment",
} as const;

/** Name of a resource with `for_each`. */
const NAME = "this";

/** Stack whose resources of steps 3 to 5 have addresses by key, such as `alicloud_eip_association.this["web"]`. */
class ForEachStack extends ExposureStack {
  public constructor(...args: ConstructorParameters<typeof ExposureStack>) {
    super(...args);
    // The blocks below refer to it, whatever the checks need.
    ExposureTable.of(this).use("found");
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const key = TerraformElement.isTerraformElement(element) ? keyOf(element) : undefined;
    return key === undefined ? super.allocateLogicalId(element) : instance(key);
  }
}

/** Returns the key of the exposure that a resource of steps 3 to 5 belongs to. */
function keyOf({ node: { scope: step } }: Construct): string | undefined {
  const isStep =
    step instanceof NetworkInterface ||
    step instanceof EipAssociation ||
    step instanceof NetworkInterfaceAttachment;
  const exposure = isStep ? step.node.scope : undefined;
  return exposure instanceof ExposedEip ? exposure.node.id : undefined;
}

function instance(key: string): string {
  return `${NAME}[${JSON.stringify(key)}]`;
}

/**
 * Returns the stack class of a style.
 *
 * @throws {@link ExportError} if the style cannot express a setting
 */
export function stackIn(
  style: ExportStyle,
  configuration: Configuration,
): new (...args: ConstructorParameters<typeof ExposureStack>) => ExposureStack {
  if (style === "single") return ExposureStack;
  const settings = inexpressible(configuration);
  if (settings.length === 0) return ForEachStack;
  throw new ExportError(
    `--style for-each writes one block for all exposures and cannot express ${settings.join(", ")}; ` +
      "use --style single, or remove it from the configuration",
  );
}

/** Returns the settings by which the resources of exposures differ. */
function inexpressible({ exposures, preventDestroy }: Configuration): string[] {
  const all = Object.entries(exposures);
  const isProtected = ([, exposure]: (typeof all)[number]) => exposure.preventDestroy ?? preventDestroy;
  const isMixed = all.some(isProtected) && !all.every(isProtected);
  return all.flatMap((entry) => {
    const [key, exposure] = entry;
    const settings = [...ownParts(exposure), ...(isMixed && isProtected(entry) ? ["preventDestroy"] : [])];
    return settings.map((setting) => `exposures.${key}.${setting}`);
  });
}

/** Returns the settings of an exposure that only single blocks can express. */
function ownParts(exposure: ExposureSetting): string[] {
  const { instance: server, eip, securityGroups = [], networkInterface } = exposure;
  const parts: Readonly<Record<string, boolean>> = {
    "instance.prepared": typeof server !== "string" && exposure.nicOf === undefined,
    nicOf: exposure.nicOf !== undefined,
    "eip.create": "create" in eip,
    "securityGroups.create": "create" in securityGroups,
    networkInterface: networkInterface !== undefined,
    import: exposure.import !== undefined,
  };
  return Object.keys(parts).filter((name) => parts[name]);
}

/**
 * Rewrites the Terraform JSON of a stack for a style, with `moved` blocks from the addresses of the other style, so that the change
 * creates and destroys nothing.
 *
 * @param movedFrom - earlier style of the folder
 */
export function inStyle(
  stack: ExposureStack,
  json: TerraformJson,
  style: ExportStyle,
  movedFrom: ExportStyle | undefined,
): TerraformJson {
  if (style === "for-each") return withMoves(forEach(stack, json), movesTo(stack));
  return movedFrom === "for-each" ? withMoves(json, movesBack(stack)) : json;
}

interface Move {
  readonly from: string;
  readonly to: string;
}

function withMoves(json: TerraformJson, moves: readonly Move[]): TerraformJson {
  const { moved = [] } = json;
  return { ...json, moved: [...(isJsonArray(moved) ? moved : [moved]), ...moves] as JsonValue };
}

/** Returns moves from single resources to those with `for_each`; a renamed exposure moves by way of its single address. */
function movesTo(stack: ExposureStack): Move[] {
  return exposuresOf(stack).flatMap(({ key, renamedFrom }) =>
    Object.values(TYPES).flatMap((type) => [
      ...(renamedFrom === undefined
        ? []
        : [
            { from: `${type}.${instance(renamedFrom)}`, to: `${type}.${renamedFrom}` },
            { from: `${type}.${renamedFrom}`, to: `${type}.${key}` },
          ]),
      { from: `${type}.${key}`, to: `${type}.${instance(key)}` },
    ]),
  );
}

/** Returns moves from resources with `for_each` to single ones, which the stack moves on for a renamed exposure. */
function movesBack(stack: ExposureStack): Move[] {
  return exposuresOf(stack).flatMap(({ key, renamedFrom }) =>
    [key, renamedFrom].flatMap((name) =>
      name === undefined
        ? []
        : Object.values(TYPES).map((type) => ({ from: `${type}.${instance(name)}`, to: `${type}.${name}` })),
    ),
  );
}

function exposuresOf({ fleet, configuration }: ExposureStack) {
  return [...fleet.exposures.keys()].map((key) => ({
    key,
    renamedFrom: configuration.exposures[key]?.renamedFrom,
  }));
}

/** Joins the resources of steps 3 to 5 into one block each. */
function forEach(stack: ExposureStack, json: TerraformJson): TerraformJson {
  const { resource = {}, locals = {} } = json;
  if (!isJsonObject(resource) || !isJsonObject(locals)) return json;
  const rows = rowsOf(stack);
  const address = rows.every(({ eip }) => isAddress(eip))
    ? "each.value.eip"
    : "local.found[each.key].eip.ip_address";
  const networkInterfaceId = `\${${TYPES.networkInterface}.${NAME}[each.key].id}`;
  const { stack: prefix } = stack.configuration;
  return {
    ...json,
    locals: { ...locals, ...sharedLocals(stack, locals) },
    resource: {
      ...resource,
      ...oneBlock(resource, TYPES.networkInterface, {
        network_interface_name: `${prefix}-\${each.key}`,
        primary_ip_address: `\${${address}}`,
        security_group_ids: "${local.found[each.key].security_group_ids}",
        vswitch_id: `\${${vswitchOf(rows)}}`,
      }),
      ...oneBlock(resource, TYPES.association, {
        allocation_id: "${local.found[each.key].eip.allocation_id}",
        instance_id: networkInterfaceId,
        private_ip_address: `\${${address}}`,
      }),
      ...oneBlock(resource, TYPES.attachment, {
        instance_id: "${each.value.instance_id}",
        network_interface_id: networkInterfaceId,
        depends_on: [`${TYPES.association}.${NAME}`],
      }),
    },
  };
}

function rowsOf({ fleet }: ExposureStack) {
  return [...fleet.exposures.values()].map(({ _row: { table, key } }) => table.get(key));
}

function isAddress(eip = ""): boolean {
  return !eip.startsWith("eip-");
}

/** Returns the expression of an exposure's vSwitch: one that is created here, or an existing one. */
function vswitchOf(rows: ReturnType<typeof rowsOf>): string {
  const created = "local.created_vswitch_ids[each.value.vswitch]";
  if (rows.every(({ vswitch_id: id }) => id === undefined)) return created;
  return rows.some(({ vswitch }) => vswitch !== undefined)
    ? `try(${created}, each.value.vswitch_id)`
    : "each.value.vswitch_id";
}

/** Returns local values that blocks and outputs refer to by key, or by name in the table. */
function sharedLocals({ fleet }: ExposureStack, { created }: JsonObject): JsonObject {
  const exposures = [...fleet.exposures.values()];
  const vswitchIds = exposures.flatMap(({ vswitch, _row: { table, key } }) => {
    const { vswitch: name } = table.get(key);
    return vswitch instanceof VSwitch && name !== undefined
      ? [[name, `\${${addressOf(vswitch.resource)}.id}`] as const]
      : [];
  });
  const isOfAll = isJsonObject(created) && Object.keys(created).length === exposures.length;
  vswitchIds.sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    ...(vswitchIds.length > 0 && { created_vswitch_ids: Object.fromEntries(vswitchIds) }),
    ...(isOfAll && { created: CREATED }),
  };
}

/** Lists single attributes, since OpenTofu warns of every deprecated one in a whole resource. */
const CREATED = [
  "${{",
  "  for key in keys(local.exposures) : key => {",
  `    network_interface_id = ${TYPES.networkInterface}.${NAME}[key].id`,
  `    mac_address          = ${TYPES.networkInterface}.${NAME}[key].mac`,
  "  }",
  "}}",
].join("\n");

/**
 * Joins the resources of a type into one.
 *
 * @param byKey - arguments that differ by exposure
 */
function oneBlock(resource: JsonObject, type: string, byKey: JsonObject): JsonObject {
  const bodies = Object.values(isJsonObject(resource[type]) ? resource[type] : {}).filter(isJsonObject);
  const shared = bodies.map((body) => JSON.stringify(withoutOwn(body, Object.keys(byKey))));
  if (new Set(shared).size > 1)
    throw new RangeError(`the resources ${type} differ in more than ${Object.keys(byKey).join(", ")}`);
  const [first = {}] = bodies;
  const { lifecycle, ...others } = first;
  const hasChecks = bodies.some((body) => isJsonObject(body.lifecycle) && "precondition" in body.lifecycle);
  return {
    [type]: {
      [NAME]: {
        for_each: "${local.exposures}",
        ...Object.fromEntries(Object.entries(others).map(([name, value]) => [name, byKey[name] ?? value])),
        lifecycle: { ...(isJsonObject(lifecycle) && lifecycle), ...(hasChecks && { precondition: CHECKS }) },
      },
    },
  };
}

/** Returns the arguments that all resources of a type share. */
function withoutOwn(body: JsonObject, names: readonly string[]): JsonObject {
  const shared = Object.entries(body).filter(([name]) => !names.includes(name));
  return Object.fromEntries(
    shared.map(([name, value]) => [name, name === "lifecycle" ? withoutChecks(value) : value]),
  );
}

function withoutChecks(lifecycle: JsonValue): JsonValue {
  if (!isJsonObject(lifecycle)) return lifecycle;
  return Object.fromEntries(Object.entries(lifecycle).filter(([name]) => name !== "precondition"));
}

const CHECKS: readonly JsonObject[] = [
  {
    condition: "${length(local.problems[each.key]) == 0}",
    error_message: '${join("\\n", local.problems[each.key])}',
  },
];

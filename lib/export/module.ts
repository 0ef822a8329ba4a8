import type { TerraformResource } from "cdktf";

import { isJsonObject, type JsonObject, renderHcl, type TerraformJson } from "../../hcl/src";
import moduleTexts from "../../terraform/modules/exposed-eip.json";
import type { Configuration, ExposureSetting } from "../configuration/schema/configuration-schema";
import { ExportError } from "../errors";
import type { ExposedEip } from "../exposed-eip";
import { type ExposureRow, rowObject } from "../exposure-table/exposure-row";
import { omitUndefined } from "../omit-undefined";
import { Eip } from "../resources/eip";
import { NetworkInterface } from "../resources/network-interface";
import { SecondaryCidrBlock } from "../resources/secondary-cidr-block";
import { VSwitch } from "../resources/vswitch";
import type { ExposureStack } from "../stack/exposure-stack";
import { addressOf } from "../terraform/constructs";
import { escapeTemplates } from "../terraform/expression";
import {
  type ExportedFiles,
  type ExportFormat,
  hclFiles,
  jsonText,
  localsText,
  type Synthesized,
} from "./output";

/** Folder of the call, in the folder of the module. */
const CALL_FOLDER = "call";

const HEADER = [
  "Calls the module for the exposures of a configuration file, with the blocks and vSwitches of their plan.",
  "Exported from a configuration file of cdktf-alicloud-exposed-eip: change that file, and export again.",
].join("\n");

const TERRAFORM_VERSION = ">= 1.5";

/** Settings of a configuration that a call expresses: as inputs of the module, as its provider, or in its comment on the state. */
const SETTINGS = [
  ...["region", "stack", "provider", "backend", "tags", "blocksPerVpc", "skipChecks", "policy", "exposures"],
] as const;

/** Settings of an exposure for which the module has inputs. */
const EXPOSURE_SETTINGS = [
  ...["instance", "eip", "nicOf", "vpc", "zone", "securityGroups", "block", "vswitch", "networkInterface"],
] as const;

/** Columns of the table for which the module has no inputs. */
const OTHER_COLUMNS = ["declared_instance", "instance_type", "standalone_vswitch", "vpc_cidr_block", "guest"];

/**
 * Returns the files of the module, and of a call of it for the exposures of a configuration.
 *
 * @param exported - stack of the configuration, whose plan becomes an input, and its Terraform JSON
 * @throws {@link ExportError} if the module has no input for a setting of the configuration
 */
export function moduleFiles(exported: Synthesized<ExposureStack>, format: ExportFormat): ExportedFiles {
  requireExpressible(exported.stack.configuration);
  const { locals, ...blocks } = callOf(exported);
  const files =
    format === "json"
      ? new Map([["main.tf.json", jsonText({ locals, ...blocks })]])
      : new Map([
          ["exposures.tf", localsText({ "//": HEADER, ...locals }, new Map())],
          ...hclFiles({ ...blocks, "//": null }),
        ]);
  return new Map([
    ...Object.entries(moduleTexts),
    ...[...files].map(([file, text]): [string, string] => [`${CALL_FOLDER}/${file}`, text]),
  ]);
}

/** Call of the module. */
interface Call {
  readonly name: string;
  /** Name of the local value with its exposures. */
  readonly local: string;
  readonly keys: readonly string[];
}

/** Returns the root configuration that calls the module: once per VPC, if the configuration names several. */
function callOf({
  stack,
  json,
}: Synthesized<ExposureStack>): TerraformJson & { readonly locals: JsonObject } {
  const calls = callsByVpc(stack.configuration);
  const { terraform, provider = {} } = json;
  const { required_providers = {}, backend = {}, cloud } = isJsonObject(terraform) ? terraform : {};
  const state = cloud === undefined ? { backend } : { cloud };
  const outputs = calls.map(({ name }) => `module.${name}.exposures`).join(", ");
  return {
    "//": HEADER,
    terraform: { "//": stateComment(stack, state), required_version: TERRAFORM_VERSION, required_providers },
    provider,
    locals: Object.fromEntries(
      calls.map(({ local, keys }) => [
        local,
        Object.fromEntries(keys.map((key) => [key, exposureInput(stack, key)])),
      ]),
    ),
    module: Object.fromEntries(
      calls.map(({ name, local }) => [
        name,
        { source: "../", ...inputs(stack.configuration), exposures: `\${local.${local}}` },
      ]),
    ),
    moved: withComment(
      calls.flatMap((call) => movesOf(stack, call)),
      "Moves the resources of the stack into the module, if this configuration has its state.",
    ),
    output: {
      exposures: {
        description: "The exposures by key: their EIP and what was created for it.",
        value: `\${${calls.length === 1 ? outputs : `merge(${outputs})`}}`,
      },
    },
  };
}

/** Adds a comment to the first of several blocks. */
function withComment([first, ...others]: readonly JsonObject[], comment: string): JsonObject[] {
  return first === undefined ? [] : [{ "//": comment, ...first }, ...others];
}

function callsByVpc({ exposures }: Configuration): Call[] {
  const keys = Object.keys(exposures).sort();
  const vpcs = [...new Set(keys.map((key) => exposures[key]?.vpc))].sort();
  if (vpcs.length <= 1) return [{ name: "exposed_eip", local: "exposures", keys }];
  return vpcs.map((vpc) => {
    const suffix = vpc?.replaceAll("-", "_") ?? "other";
    return {
      name: `exposed_eip_${suffix}`,
      local: `exposures_${suffix}`,
      keys: keys.filter((key) => exposures[key]?.vpc === vpc),
    };
  });
}

function inputs({ stack, tags, blocksPerVpc, skipChecks }: Configuration): JsonObject {
  return {
    name_prefix: stack,
    ...omitUndefined({ blocks_per_vpc: blocksPerVpc }),
    ...(Object.keys(tags).length > 0 && { tags: escapeTemplates(tags) }),
    ...(skipChecks.length > 0 && { skip_checks: [...skipChecks] }),
  };
}

/** Returns the input for an exposure: its row in the table, and the EIP to create. */
function exposureInput(stack: ExposureStack, key: string): JsonObject {
  const { eip } = settingOf(stack.configuration, key);
  const { table, key: rowKey } = exposureOf(stack, key)._row;
  const { block, vswitch, ...row } = columnsOf(table.get(rowKey));
  const columns = Object.entries(
    rowObject({
      ...row,
      ...(block !== undefined &&
        block !== rowKey &&
        omitUndefined({ block: rangeIn(block), vswitch: rangeIn(vswitch) })),
    }),
  ).filter(([column]) => !OTHER_COLUMNS.includes(column));
  return {
    ...(Object.fromEntries(columns) as JsonObject),
    ...("create" in eip && {
      new_eip: {
        bandwidth: eip.create.bandwidth,
        ...omitUndefined({ isp: eip.create.isp, internet_charge_type: eip.create.internetChargeType }),
      },
    }),
  };
}

/** Returns the columns that are inputs: those of an EIP on the NIC of another exposure do not repeat those of the NIC. */
function columnsOf(row: ExposureRow): ExposureRow {
  const { nic_of, eip } = row;
  return nic_of === undefined ? row : { nic_of, ...omitUndefined({ eip }) };
}

/** Returns the range in the name of a block or vSwitch in the table, without its qualifier. */
function rangeIn(name: string | undefined): string | undefined {
  return name?.split(" ").at(-1);
}

// The state

/** Returns moves from the addresses of the stack's resources to those in a call. */
function movesOf(stack: ExposureStack, { name, keys }: Call): JsonObject[] {
  const moves = keys.flatMap((key) => {
    const exposure = exposureOf(stack, key);
    const { association, attachment, eip } = exposure;
    // The other parts of a NIC belong to its own exposure.
    const { networkInterface, vswitch } = exposure.nicOf === undefined ? exposure : {};
    const { block, vswitch: range } = exposure._row.table.get(exposure._row.key);
    const created: (readonly [resource: TerraformResource, label: string, instance: string | undefined])[] = [
      ...(eip instanceof Eip ? [[eip.resource, "exposure", key] as const] : []),
      ...(vswitch?.secondaryCidrBlock instanceof SecondaryCidrBlock
        ? [[vswitch.secondaryCidrBlock.resource, "block", rangeIn(block)] as const]
        : []),
      ...(vswitch instanceof VSwitch ? [[vswitch.resource, "vswitch", rangeIn(range)] as const] : []),
      ...(networkInterface instanceof NetworkInterface
        ? [[networkInterface.resource, "exposure", key] as const]
        : []),
      [association.resource, "exposure", key],
      ...(exposure.nicOf === undefined ? [[attachment.resource, "exposure", key] as const] : []),
    ];
    return created.map(([resource, label, instance = key]) => {
      const type = resource.terraformResourceType;
      return {
        from: addressOf(resource),
        to: `module.${name}.${type}.${label}[${JSON.stringify(instance)}]`,
      };
    });
  });
  // Exposures share blocks and vSwitches.
  return [...new Map(moves.map((move) => [move.from, move])).values()];
}

/** Returns the comment on the state, for the top of the `terraform` block. */
function stateComment({ configuration }: ExposureStack, state: JsonObject): string {
  const { stack, backend } = configuration;
  const isFile =
    backend.type === "none" || (backend.type === "local" && backend.arguments.path === undefined);
  return [
    `This configuration has its own state. Applied beside the stack ${stack}, the two would undo each other's resources.`,
    "To move the resources of the stack here: stop applying the stack,",
    ...(isFile
      ? [
          `copy the state of the stack, terraform.${stack}.tfstate by default, to terraform.tfstate beside this file,`,
        ]
      : ["put this into the block below,", "", ...indented(renderHcl({ terraform: state })), ""]),
    'and run terraform init and terraform plan. By the moved blocks, the plan has "0 to add, 0 to change, 0 to destroy".',
  ].join("\n");
}

/** Returns the lines inside a `terraform` block. */
function indented(text: string): string[] {
  return text.trimEnd().split("\n").slice(1, -1);
}

// The settings

/** Checks that the module has inputs for every setting of a configuration. */
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
    `the module has no input for ${unknown.join(", ")}; remove it from the configuration, or use --as root ` +
      "(the README of the module says what to write beside a call)",
  );
}

/** Returns the settings that request a resource that the module cannot create. */
function unknownForms({ instance, nicOf, securityGroups }: ExposureSetting): string[] {
  return [
    ...(typeof instance === "string" || nicOf !== undefined ? [] : ["instance"]),
    ...(securityGroups === undefined || Array.isArray(securityGroups) ? [] : ["securityGroups"]),
  ];
}

/** Returns the settings that have a value and are not among the known ones. */
function unknownNames(settings: object, known: readonly string[]): string[] {
  return Object.entries(settings)
    .filter(([name, value]) => !known.includes(name) && !isEmpty(value))
    .map(([name]) => name);
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function settingOf({ exposures }: Configuration, key: string): ExposureSetting {
  const setting = exposures[key];
  if (setting === undefined) throw new RangeError(`unknown exposure ${key}`);
  return setting;
}

function exposureOf({ fleet }: ExposureStack, key: string): ExposedEip {
  const exposure = fleet.exposures.get(key);
  if (exposure === undefined) throw new RangeError(`unknown exposure ${key}`);
  return exposure;
}

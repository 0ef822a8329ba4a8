import { TerraformLocal, TerraformResource } from "cdktf";

import { GUEST_SCRIPT, renderGuestInstallers } from "../../guest/render";
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type TerraformJson,
  unpackBlocks,
} from "../../hcl/src";
import { rowObject } from "../exposure-table/exposure-row";
import { ExposureTable } from "../exposure-table/exposure-table";
import { TEXT_COMMENTS, TEXT_GROUPS, TEXT_LOOKUPS } from "../exposure-table/terraform-text";
import { FailedRuns, GuestProgram } from "../guest/cloud-assistant";
import type { ExposureStack } from "../stack/exposure-stack";
import { ExposureOutputs, ramPolicyFiles } from "../stack/outputs";
import { addressOf } from "../terraform/constructs";
import {
  type ExportedFiles,
  type ExportFormat,
  hclFiles,
  jsonText,
  localsText,
  type Synthesized,
} from "./output";
import { type ExportStyle, inStyle } from "./style";

const HEADER = [
  "Elastic IP addresses that are visible on the NICs of ECS instances, by secondary CIDR blocks.",
  "Exported from a configuration file of cdktf-alicloud-exposed-eip: change that file, and export again.",
].join("\n");

/** Files in HCL, in reading order. */
const FILES = [
  ...["exposures.tf", "main.tf", "locals.tf", "checks.tf", "data.tf", "outputs.tf"],
  ...["imports.tf", "moved.tf", "removed.tf", "variables.tf", "providers.tf", "versions.tf"],
];

/** Options of a root configuration. */
export interface RootOptions {
  readonly format: ExportFormat;
  readonly style: ExportStyle;
  /**
   * Earlier style of the folder, whose resources are moved.
   * @default - the style never changed
   */
  readonly movedFrom?: ExportStyle;
}

/** Returns the files of a standalone root configuration. */
export function rootFiles(
  { stack, json }: Synthesized<ExposureStack>,
  { format, style, movedFrom }: RootOptions,
): ExportedFiles {
  const { terraform = {}, locals = {}, resource = {}, ...rest } = inStyle(stack, json, style, movedFrom);
  const root: Root = {
    locals: withoutSmall(localsBlocks(stack, withRows(stack, localsOf(locals)), style)),
    resources: inOrder(withGuestFile(resource), resourceSteps(stack)),
    others: {
      terraform: isJsonObject(terraform) ? withStateInside(stack, terraform) : {},
      ...commented(rest),
    },
  };
  return new Map([
    ...(format === "json" ? new Map([["main.tf.json", jsonText(asJson(root))]]) : inHcl(root)),
    ...ramPolicyFiles(stack.ramPolicy.documents),
    ...(hasGuestScript(stack) ? guestFiles() : []),
  ]);
}

/** Parts of a root configuration. */
interface Root {
  readonly locals: readonly LocalsBlock[];
  readonly resources: readonly Block[];
  /** Other blocks, as Terraform JSON. */
  readonly others: TerraformJson;
}

/** Group of local values. */
interface LocalsBlock {
  readonly file: string;
  /** Local values, with their comment under `"//"`. */
  readonly locals: JsonObject;
  /** Comments on single local values, by name. */
  readonly comments?: ReadonlyMap<string, string>;
}

/** Resource or data source. */
interface Block {
  readonly type: string;
  readonly name: string;
  readonly step: Step;
  readonly body: JsonObject;
}

function asJson({ locals, resources, others }: Root): TerraformJson {
  const { terraform = {}, ...rest } = others;
  return {
    "//": HEADER,
    terraform,
    locals: locals.map((block) => block.locals),
    resource: runsOf(resources),
    ...rest,
  };
}

function inHcl({ locals, resources, others }: Root): ExportedFiles {
  const texts = new Map<string, string[]>(FILES.map((file) => [file, []]));
  const add = (file: string, text: string) => {
    if (text !== "") texts.set(file, [...(texts.get(file) ?? []), text]);
  };
  const addResources = (blocks: readonly Block[]) => {
    if (blocks.length > 0) for (const [file, text] of hclFiles({ resource: runsOf(blocks) })) add(file, text);
  };
  const isBefore = ({ step }: Block) => step.rank < NETWORK_INTERFACE_RANK;
  addResources(resources.filter(isBefore));
  for (const { file, locals: values, comments } of locals) {
    if (file === "exposures.tf") add(file, HEADER.replaceAll(/^/gm, "# ").concat("\n"));
    add(file, localsText(values, new Map([...LOCAL_COMMENTS, ...(comments ?? [])])));
  }
  addResources(resources.filter((block) => !isBefore(block)));
  for (const [file, text] of hclFiles(others)) add(file, text);
  return new Map(
    [...texts].flatMap(([file, parts]) => (parts.length === 0 ? [] : [[file, parts.join("\n")] as const])),
  );
}

/** Moves a single value with its comment into the preceding `locals` block of its file. */
function withoutSmall(blocks: readonly LocalsBlock[]): LocalsBlock[] {
  return blocks.reduce<LocalsBlock[]>((before, block) => {
    const last = before.at(-1);
    const { "//": text, ...values } = block.locals;
    const [name, ...others] = Object.keys(values);
    if (last?.file !== block.file || name === undefined || others.length > 0 || typeof text !== "string")
      return [...before, block];
    const comments = new Map([...(last.comments ?? []), [name, LOCAL_COMMENTS.get(name) ?? text]]);
    return [...before.slice(0, -1), { ...last, locals: { ...last.locals, ...values }, comments }];
  }, []);
}

// The table, and the local values that follow from it

/** Local values that the stack defines, with comments. */
const TABLE: Readonly<Record<string, string | undefined>> = {
  exposures: undefined,
  new_addresses: "Addresses of EIPs that are created here.",
  standalone_blocks: "Secondary CIDR blocks that belong to no exposure.",
  standalone_vswitches: "vSwitches that belong to no exposure.",
  primary_vswitches: "vSwitches of new instances in existing VPCs.",
  blocks_per_vpc: undefined,
};

/** Comments on single local values, by name. */
const LOCAL_COMMENTS: ReadonlyMap<string, string> = new Map([
  ...Object.entries(TABLE).flatMap(([name, comment]) =>
    comment === undefined ? [] : [[name, comment] as const],
  ),
  ...[...TEXT_COMMENTS].map(([address, comment]) => [address.replace("local.", ""), comment] as const),
]);

function localsOf(value: JsonValue): JsonObject {
  const bodies = unpackBlocks(value, 0, []).map(({ body }) => (isJsonObject(body) ? body : {}));
  return Object.assign({}, ...bodies) as JsonObject;
}

/** Returns the table with its columns in order. */
function withRows(stack: ExposureStack, locals: JsonObject): JsonObject {
  if (!isJsonObject(locals.exposures)) return locals;
  const table = ExposureTable.of(stack);
  const keys = Object.keys(locals.exposures);
  const rows = Object.fromEntries(keys.map((key) => [key, rowObject(table.get(key)) as JsonObject]));
  return { ...locals, exposures: rows };
}

/** Local values that resources with `for_each` refer to by key. */
const CREATED = {
  file: "main.tf",
  names: ["created_vswitch_ids", "created"],
  comment: "Created resources, by their names in the table and by key.",
};

/** Returns the local values in groups: the table, those of the Terraform text, and those of outputs and guests. */
function localsBlocks(stack: ExposureStack, locals: JsonObject, style: ExportStyle): LocalsBlock[] {
  const declared = stack.node.findAll().filter((construct) => construct instanceof TerraformLocal);
  const namesIn = (kind: typeof FailedRuns | typeof ExposureOutputs) =>
    declared
      .filter(({ node }) => node.scopes.some((scope) => scope instanceof kind))
      .map(({ friendlyUniqueId }) => friendlyUniqueId);
  const groups = [
    { file: "exposures.tf", names: Object.keys(TABLE) },
    ...(style === "for-each" ? [CREATED] : []),
    ...TEXT_GROUPS,
    { file: "outputs.tf", names: namesIn(ExposureOutputs), comment: "Attributes of created resources." },
    { file: "checks.tf", names: namesIn(FailedRuns), comment: "Failed runs of the guest script." },
  ];
  const grouped = new Set<string>();
  const blocks = groups.flatMap(({ file, names, ...group }) => {
    const own = names.flatMap((name) => {
      const value = locals[name];
      return value === undefined || grouped.has(name) ? [] : [[name, value] as const];
    });
    for (const [name] of own) grouped.add(name);
    return own.length === 0 ? [] : [{ file, locals: { ...comment(group), ...Object.fromEntries(own) } }];
  });
  const others = Object.entries(locals).filter(([name]) => !grouped.has(name));
  if (others.length > 0) blocks.push({ file: "locals.tf", locals: Object.fromEntries(others) });
  return blocks.sort((one, other) => FILES.indexOf(one.file) - FILES.indexOf(other.file));
}

function comment({ comment: text }: { readonly comment?: string }): JsonObject {
  return text === undefined || text === "" ? {} : { "//": text };
}

// The steps of the procedure

/** Position of a block in the procedure, and its purpose. */
interface Step {
  /** Sort key of the block. */
  readonly rank: number;
  /**
   * Comment of the block.
   * @default - the type is unknown
   */
  readonly comment?: string;
}

/** Comments of data sources that are not in the Terraform text. */
const PREPARATION_LOOKUPS: Readonly<Record<string, string>> = {
  alicloud_zones: "Lookup: the zones in which the instance can be created.",
  alicloud_images: "Lookup: the image of the instance.",
};
const GUEST_LOOKUPS: Readonly<Record<string, string>> = {
  alicloud_ecs_commands: "Lookup, for a check: the commands of this stack.",
  alicloud_ecs_invocations: "Lookup, for a check: the runs of these commands.",
};

const PREPARATIONS: Readonly<Record<string, string>> = {
  alicloud_vpc: "Preparation: the VPC.",
  alicloud_vpc_ipv4_gateway: "Preparation: the gateway through which the VPC reaches the Internet.",
  alicloud_vswitch: "Preparation: a vSwitch for the instances.",
  alicloud_security_group: "Preparation: the security group of the instances and their ENIs.",
  alicloud_security_group_rule: "Preparation: traffic that the security group allows.",
  alicloud_instance: "Preparation: an instance.",
  alicloud_eip_address: "Preparation: the EIP.",
  alicloud_common_bandwidth_package: "Preparation: bandwidth that EIPs share.",
  alicloud_common_bandwidth_package_attachment: "Preparation: an EIP that uses the shared bandwidth.",
};

/** Comments of the resources of exposures, in the order of the procedure. */
const STEPS: Readonly<Record<string, string>> = {
  alicloud_vpc_ipv4_cidr_block: "Step 1: a secondary CIDR block of the VPC, which contains the EIP.",
  alicloud_vswitch: "Step 2: a vSwitch in the block, in the zone of the instance.",
  alicloud_ecs_network_interface: "Step 3: a secondary ENI whose primary private address is the EIP.",
  alicloud_eip_association:
    "Step 4: the EIP associated with the ENI, in NAT mode, so that it is mapped to itself.",
  alicloud_ecs_network_interface_attachment:
    "Step 5: the ENI attached to the instance, once the EIP works on it.",
  alicloud_ecs_command: "Step 5, inside the instance: the script that configures the NIC.",
  alicloud_ecs_invocation:
    "Step 5, inside the instance: a run of the script, which fails if it cannot configure the NIC.",
};

/** Rank of the first step, after the preparations. */
const FIRST_STEP = 100;

const NETWORK_INTERFACE_RANK = rankIn(STEPS, "alicloud_ecs_network_interface") + FIRST_STEP;

function rankIn(comments: Readonly<Record<string, string>>, type: string): number {
  return Object.keys(comments).indexOf(type);
}

type StepOf = (type: string, name: string) => Step;

/** Returns the steps of a stack's resources. vSwitches occur twice: among the preparations, and as step 2. */
function resourceSteps(stack: ExposureStack): StepOf {
  const prepared = new Set(
    stack.node
      .findAll()
      .filter((construct) => construct instanceof TerraformResource)
      .filter(({ node }) => !node.scopes.includes(stack.fleet))
      .map(addressOf),
  );
  return (type, name) => {
    const isPrepared = prepared.has(`${type}.${name}`) && type in PREPARATIONS;
    if (!isPrepared && type in STEPS) return stepIn(STEPS, type, FIRST_STEP);
    return stepIn(PREPARATIONS, type, 0);
  };
}

/** Step of a data source: those of the Terraform text are in its order. */
const stepOfLookup: StepOf = (type, name) => {
  const address = `${type}.${name}`;
  const rank = TEXT_LOOKUPS.indexOf(address);
  if (rank >= 0) return { rank: FIRST_STEP + rank, comment: TEXT_COMMENTS.get(`data.${address}`) ?? "" };
  return type in PREPARATION_LOOKUPS
    ? stepIn(PREPARATION_LOOKUPS, type, 0)
    : stepIn(GUEST_LOOKUPS, type, 200);
};

function stepIn(comments: Readonly<Record<string, string>>, type: string, first: number): Step {
  const text = comments[type];
  return text === undefined
    ? { rank: Number.POSITIVE_INFINITY }
    : { rank: first + rankIn(comments, type), comment: text };
}

/** Sorts resources or data sources by their steps, and within a step by name. */
function inOrder(value: JsonValue, stepOf: StepOf): Block[] {
  const blocks = unpackBlocks(value, 2, []).map(({ labels: [type = "", name = ""], body }) => {
    const step = stepOf(type, name);
    const content = isJsonObject(body) ? body : {};
    return { type, name, step, body: { ...comment(step), ...content } };
  });
  return blocks.sort((one, other) =>
    one.step.rank === other.step.rank ? 0 : one.step.rank - other.step.rank,
  );
}

/** Returns blocks as Terraform JSON: as a list if a type belongs to two steps, since an object has each type once. */
function runsOf(blocks: readonly Block[]): JsonObject | readonly JsonObject[] {
  const runs: Record<string, Record<string, JsonObject>>[] = [{}];
  let last: string | undefined;
  for (const { type, name, body } of blocks) {
    if (type !== last && runs.some((run) => Object.hasOwn(run, type))) runs.push({});
    const run = runs.at(-1) ?? {};
    (run[type] ??= {})[name] = body;
    last = type;
  }
  return runs.length === 1 ? (runs[0] ?? {}) : runs;
}

// All other blocks

/** Comments on blocks without a comment of their own; only the first of several gets one. */
const COMMENTS: Readonly<Record<string, string>> = {
  import: "Imports existing resources.",
  moved: "Renames resources instead of replacing them.",
  removed: "No longer managed here.",
};

const PROVIDER_COMMENT =
  "Credentials come from the provider's environment variables, from a profile or from a role.";

function commented(blocks: TerraformJson): TerraformJson {
  return Object.fromEntries(
    Object.entries(blocks).map(([kind, value]): [string, JsonValue] => {
      if (kind === "data") return [kind, runsOf(inOrder(value, stepOfLookup))];
      if (kind === "provider" && isJsonObject(value)) {
        const providers = Object.entries(value).map(([name, inner]) => [
          name,
          withComment(inner, PROVIDER_COMMENT),
        ]);
        return [kind, Object.fromEntries(providers) as JsonObject];
      }
      const text = COMMENTS[kind];
      return [kind, text === undefined ? value : withComment(value, text)];
    }),
  );
}

function withComment(value: JsonValue, text: string): JsonValue {
  return unpackBlocks(value, 0, []).map(({ body }, index) =>
    index === 0 && isJsonObject(body) ? { "//": text, ...body } : body,
  );
}

/** Puts the default local state into the folder of the export, which has no project around it. */
export function withStateInside({ configuration }: ExposureStack, terraform: JsonObject): JsonObject {
  const { type, arguments: settings } = configuration.backend;
  if (type !== "local" || settings.path !== undefined) return terraform;
  const { backend } = terraform;
  const { local = {} } = isJsonObject(backend) ? backend : {};
  const file = `terraform.${configuration.stack}.tfstate`;
  return { ...terraform, backend: { local: { ...(isJsonObject(local) ? local : {}), path: file } } };
}

// The guest script

/** Returns the commands that install the guest script, and the script itself, which nothing but a person reads. */
function guestFiles(): [path: string, text: string][] {
  return [
    ["guest/exposed-eip.sh", GUEST_SCRIPT],
    ...renderGuestInstallers().map((text, part): [string, string] => [installerFile(part), text]),
  ];
}

/** Returns the path of a command that installs a part of the guest script, in the folder of the export. */
function installerFile(part: number): string {
  return `guest/install-${part + 1}.sh`;
}

function hasGuestScript(stack: ExposureStack): boolean {
  return stack.node.findAll().some((construct) => construct instanceof GuestProgram);
}

/** Replaces the Base64 texts of the commands that install the guest script by readable files. */
function withGuestFile(resource: JsonValue): JsonValue {
  const { alicloud_ecs_command: commands, ...others } = isJsonObject(resource) ? resource : {};
  if (!isJsonObject(commands)) return resource;
  const files = new Map<JsonValue | undefined, string>(
    renderGuestInstallers().map((text, part) => [
      Buffer.from(text).toString("base64"),
      `\${base64encode(file("\${path.module}/${installerFile(part)}"))}`,
    ]),
  );
  return {
    ...others,
    alicloud_ecs_command: Object.fromEntries(
      Object.entries(commands).map(([name, body]) => {
        const fromFile = isJsonObject(body) ? files.get(body.command_content) : undefined;
        return [
          name,
          isJsonObject(body) && fromFile !== undefined ? { ...body, command_content: fromFile } : body,
        ];
      }),
    ),
  };
}

import { writeConstant, writeExpression, type Writer } from "./expression";
import { describeJson, HclError, type JsonPath, type JsonValue, ownProperty } from "./json";
import { LexicalError, lexSource, type Token } from "./lexer";
import type { ProviderSchemas } from "./provider-schemas";
import {
  argumentsOnly,
  block,
  type BlockSchema,
  bodyOfProvider,
  bodyOfType,
  type BodySchema,
  labelled,
  others,
  type ProviderBlockKind,
  unwrap,
  writeProviderRequirement,
  writeReference,
} from "./schema";

/** Longest type that stays on one line. */
const maxWidth = 80;

/**
 * Writes the type of a variable without quotes; a long one gets one line for each attribute of its objects.
 * @throws HclError when the value is not a string, or not HCL
 */
export const writeType: Writer = (value, { path }) => {
  if (typeof value !== "string") throw new HclError(path, `a type is a string, not ${describeJson(value)}`);
  const type = unwrap(value, path);
  const tokens = tokensOfType(type, path);
  // The short forms are deprecated, and `terraform fmt` completes them.
  if (["list", "map", "set"].includes(type)) return `${type}(any)`;
  return type.length <= maxWidth || type.includes("\n") ? type : splitObjects(type, tokens);
};

function tokensOfType(type: string, path: JsonPath): Token[] {
  try {
    return lexSource(type);
  } catch (error) {
    if (error instanceof LexicalError)
      throw new HclError(path, `${error.message} of ${JSON.stringify(type)}`);
    throw error;
  }
}

/** Puts each attribute of each object on a line of its own; a line end there means the same as a comma. */
function splitObjects(type: string, tokens: readonly Token[]): string {
  const open: string[] = [];
  let end = 0;
  const texts = tokens.map(({ kind, text, start }, index) => {
    const space = type.slice(end, start);
    end = start + text.length;
    const bracket = open.at(-1);
    if (kind !== "symbol") return space + text;
    if (text === "{" || text === "[" || text === "(") open.push(text);
    if (text === "}" || text === "]" || text === ")") open.pop();
    if (text === "{" && tokens[index + 1]?.text !== "}") return `${space}{\n`;
    if (text === "}" && tokens[index - 1]?.text !== "{")
      return tokens[index - 1]?.text === "," ? `${space}}` : "\n}";
    return text === "," && bracket === "{" ? "\n" : space + text;
  });
  return texts.join("");
}

/**
 * The top-level blocks of the Terraform language, in the order in which they are written.
 *
 * An argument is a constant where Terraform reads its JSON without evaluating it, and a reference where Terraform wants
 * an address or a keyword; all others are expressions.
 * @param localComments - comments above local values, by their names
 * @see https://developer.hashicorp.com/terraform/language
 */
export function languageBlocks(
  schemas: ProviderSchemas,
  localComments: Readonly<Record<string, JsonValue>>,
): Readonly<Record<string, BlockSchema>> {
  const data = typedBlock("data", schemas);
  return {
    terraform: block(terraform),
    provider: labelled((name) => provider(bodyOfProvider(schemas, name))),
    variable: labelled(() => variable),
    locals: block({ ...argumentsOnly(writeExpression), comments: localComments }),
    data,
    ephemeral: typedBlock("ephemeral", schemas),
    resource: typedBlock("resource", schemas),
    module: labelled(() => moduleCall),
    check: labelled(() => bodyWith({}, { data, assert: block(condition) })),
    output: labelled(() => output),
    import: block(
      bodyWith({
        for_each: writeExpression,
        to: writeReference,
        id: writeExpression,
        provider: writeReference,
      }),
    ),
    moved: block(bodyWith({ from: writeReference, to: writeReference })),
    removed: block(removed),
  };
}

/** The block for arguments whose names Terraform would otherwise take for its own. */
const escapingBlock = "_";

/** A body whose known arguments come in the order given. */
export function bodyWith(
  named: Readonly<Record<string, Writer>>,
  blocks: Readonly<Record<string, BlockSchema>> = {},
): BodySchema {
  return {
    ...argumentsOnly(writeExpression),
    arguments: named,
    blocks,
    order: [[...Object.keys(named), others]],
  };
}

/**
 * A body with just the arguments and blocks given: a newer Terraform or OpenTofu may have others, and only a schema
 * could tell which of them are arguments, and which are nested blocks.
 */
function closedBody(
  kind: string,
  named: Readonly<Record<string, Writer>>,
  blocks: Readonly<Record<string, BlockSchema>> = {},
): BodySchema {
  const known = [...Object.keys(named), ...Object.keys(blocks)].join(", ");
  return {
    ...bodyWith(named, blocks),
    otherArguments: (value, { path }) => {
      throw new HclError(
        path,
        `unknown in a ${kind} block, so that ${describeJson(value)} here may be an argument or nested blocks; ` +
          `remove it, or use the configuration as JSON; known: ${known}`,
      );
    },
  };
}

/** A condition, with the message for when it does not hold. */
export const condition = bodyWith({ condition: writeExpression, error_message: writeExpression });

const connection = block(argumentsOnly(writeExpression));

const provisioner = labelled(() => ({
  ...argumentsOnly(writeExpression),
  arguments: { when: writeReference, on_failure: writeReference },
  blocks: { connection },
}));

/** Backends with nested blocks, which a configuration may give as an object. */
const backendBlocks: Readonly<Record<string, string>> = {
  cos: "assume_role",
  kubernetes: "exec",
  oss: "assume_role",
  remote: "workspaces",
};

const terraform = closedBody(
  "terraform",
  { required_version: writeConstant, experiments: writeReference, language: writeReference },
  {
    required_providers: block(argumentsOnly(writeProviderRequirement)),
    backend: labelled((type) => {
      const nested = ownProperty(backendBlocks, type);
      const blocks = nested === undefined ? {} : { [nested]: block(argumentsOnly(writeConstant)) };
      return { ...argumentsOnly(writeConstant), blocks, guessesBlocks: true };
    }),
    cloud: block({
      ...argumentsOnly(writeConstant),
      blocks: { workspaces: block(argumentsOnly(writeConstant)) },
    }),
    provider_meta: labelled(() => argumentsOnly(writeExpression)),
  },
);

const variable = bodyWith(
  {
    type: writeType,
    description: writeConstant,
    default: writeConstant,
    sensitive: writeConstant,
    ephemeral: writeConstant,
    nullable: writeConstant,
    deprecated: writeConstant,
  },
  { validation: block(condition) },
);

const output = bodyWith(
  {
    description: writeConstant,
    value: writeExpression,
    sensitive: writeConstant,
    ephemeral: writeConstant,
    deprecated: writeConstant,
    depends_on: writeReference,
  },
  { precondition: block(condition) },
);

const moduleCall: BodySchema = {
  ...argumentsOnly(writeExpression),
  blocks: { [escapingBlock]: block(argumentsOnly(writeExpression)) },
  arguments: { providers: writeReference, depends_on: writeReference },
  order: [["source", "version"], ["count", "for_each", "providers"], [others]],
};

const removed = bodyWith(
  { from: writeReference },
  { connection, provisioner, lifecycle: block(closedBody("lifecycle", { destroy: writeConstant })) },
);

const lifecycle = block(
  closedBody(
    "lifecycle",
    {
      create_before_destroy: writeConstant,
      prevent_destroy: writeConstant,
      ignore_changes: writeReference,
      replace_triggered_by: writeReference,
    },
    { precondition: block(condition), postcondition: block(condition) },
  ),
);

function provider(body: BodySchema): BodySchema {
  return {
    ...body,
    arguments: { ...body.arguments, alias: writeConstant, version: writeConstant },
    blocks: { ...body.blocks, [escapingBlock]: block(body) },
    order: [["alias", "version", others]],
  };
}

/** A resource, data source or ephemeral resource: what its type has, and what Terraform adds to all types. */
function typedBlock(kind: ProviderBlockKind, schemas: ProviderSchemas): BlockSchema {
  return {
    labels: 2,
    body: ([type = ""]) => {
      const body = bodyOfType(schemas, kind, type);
      const timeouts =
        "timeouts" in body.arguments ? {} : { timeouts: block(argumentsOnly(writeExpression)) };
      return {
        ...body,
        arguments: { ...body.arguments, provider: writeReference, depends_on: writeReference },
        blocks: {
          ...timeouts,
          ...body.blocks,
          lifecycle,
          connection,
          provisioner,
          [escapingBlock]: block(body),
        },
        order: [["count", "for_each", "provider"], [others]],
      };
    },
  };
}

const override = block(bodyWith({ target: writeReference }));

const overrides = { override_data: override, override_resource: override, override_module: override };

const variables = block(argumentsOnly(writeExpression));

const mock = labelled(() => argumentsOnly(writeExpression));

const run = bodyWith(
  { command: writeReference, providers: writeReference, expect_failures: writeReference },
  {
    plan_options: block(bodyWith({ mode: writeReference, replace: writeReference, target: writeReference })),
    module: block(argumentsOnly(writeExpression)),
    variables,
    ...overrides,
    assert: block(condition),
  },
);

/**
 * The blocks of a test file, in the order in which they are written.
 * @see https://developer.hashicorp.com/terraform/language/files/tests
 */
export const TEST_BLOCKS: Readonly<Record<string, BlockSchema>> = {
  mock_provider: labelled(() => bodyWith({}, { mock_data: mock, mock_resource: mock, ...overrides })),
  ...overrides,
  variables,
  run: labelled(() => run),
};

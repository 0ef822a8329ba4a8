import { constantNotation, writeExpression, type Writer, writerOf } from "./expression";
import { HclError, type JsonPath, type JsonValue, ownProperty } from "./json";
import { bracketChange, LexicalError, lexSource, type Token } from "./lexer";
import type { ProviderSchema, ProviderSchemas, SchemaBlock, SchemaBlockType } from "./provider-schemas";
import { parseTemplate, soleExpression } from "./template";

/** The kinds of blocks that a provider defines, by their names in the configuration. */
export type ProviderBlockKind = "resource" | "data" | "ephemeral";

const schemasOf = {
  resource: "resource_schemas",
  data: "data_source_schemas",
  ephemeral: "ephemeral_resource_schemas",
} as const;

/** Schema of Terraform's own provider, which needs no download. */
const builtIn: ProviderSchema = {
  resource_schemas: {
    terraform_data: { block: { attributes: { input: {}, output: {}, triggers_replace: {} } } },
  },
  data_source_schemas: {
    terraform_remote_state: {
      block: { attributes: { backend: {}, config: {}, defaults: {}, workspace: {} } },
    },
  },
};

/** Returns the schema of a resource or data source, without what Terraform adds to all of them. */
export function bodyOfType(schemas: ProviderSchemas, kind: ProviderBlockKind, type: string): BodySchema {
  const found = [builtIn, ...Object.values(schemas.provider_schemas ?? {})]
    .map((provider) => ownProperty(provider[schemasOf[kind]] ?? {}, type)?.block)
    .find((block) => block !== undefined);
  return found ? bodyOf(found) : unknownBody;
}

/** Returns the schema of the block of a provider, by its local name; the last part of its source is taken to be the same. */
export function bodyOfProvider(schemas: ProviderSchemas, name: string): BodySchema {
  const found = Object.entries(schemas.provider_schemas ?? {}).find(
    ([source]) => source.split("/").at(-1) === name,
  );
  return found?.[1].provider?.block ? bodyOf(found[1].provider.block) : unknownBody;
}

function bodyOf({ attributes = {}, block_types: blockTypes = {} }: SchemaBlock): BodySchema {
  const blocks = Object.fromEntries(Object.entries(blockTypes).map(([name, type]) => [name, blockOf(type)]));
  return {
    ...argumentsOnly(writeExpression),
    arguments: Object.fromEntries(Object.keys(attributes).map((name) => [name, writeExpression])),
    blocks: { ...blocks, dynamic: dynamicBlock(blocks) },
    guessesBlocks: true,
  };
}

function blockOf({ nesting_mode: nestingMode, block = {} }: SchemaBlockType): BlockSchema {
  const body = bodyOf(block);
  return { labels: nestingMode === "map" ? 1 : 0, body: () => body };
}

/** Schema of the content of a block: how its arguments are written, and which names are nested blocks. */
export interface BodySchema {
  /** The arguments that are known by name. */
  readonly arguments: Readonly<Record<string, Writer>>;
  /** The nested blocks that are known by name; they win over an argument of the same name. */
  readonly blocks: Readonly<Record<string, BlockSchema>>;
  /** How all other arguments are written. */
  readonly otherArguments: Writer;
  /** Whether a list of objects under any other name is taken for nested blocks, because nothing tells what it is. */
  readonly guessesBlocks: boolean;
  /** The order of the arguments, in groups with an empty line between them; `others` stands for those not named. */
  readonly order: readonly (readonly string[])[];
  /**
   * Comments above arguments, by their names; an argument that has one, or several lines, has empty lines around it.
   * @default - no comments, and no empty lines inside of a group
   */
  readonly comments?: Readonly<Record<string, JsonValue>>;
}

/** In the order of arguments: all that are not named, as the configuration has them. */
export const others = "*";

export interface BlockSchema {
  /** Number of labels. */
  readonly labels: number;
  /** The schema of what is inside, which may depend on the labels. */
  readonly body: (labels: readonly string[]) => BodySchema;
}

/** A block without labels. */
export function block(body: BodySchema): BlockSchema {
  return { labels: 0, body: () => body };
}

/** A block with one label. */
export function labelled(body: (label: string) => BodySchema): BlockSchema {
  return { labels: 1, body: ([label = ""]) => body(label) };
}

/** A body with any arguments, all written in the same way, and no nested blocks. */
export function argumentsOnly(writer: Writer): BodySchema {
  return { arguments: {}, blocks: {}, otherArguments: writer, guessesBlocks: false, order: [[others]] };
}

/** A body without a schema: lists of objects are taken for nested blocks. */
export const unknownBody: BodySchema = {
  ...argumentsOnly(writeExpression),
  blocks: { dynamic: dynamicBlock({}) },
  guessesBlocks: true,
};

/** A `dynamic` block; its label names the block, one of those given, that its content describes. */
export function dynamicBlock(blocks: Readonly<Record<string, BlockSchema>>): BlockSchema {
  return labelled((name) => ({
    ...argumentsOnly(writeExpression),
    arguments: { iterator: writeReference },
    blocks: { content: block(ownProperty(blocks, name)?.body([]) ?? unknownBody) },
    order: [["for_each", "iterator", "labels", others]],
  }));
}

/**
 * Writes addresses and keywords without quotes: `depends_on`, `provider`, `ignore_changes`, `when` and the like, also in
 * lists and, for `providers`, as keys and values of an object.
 * @throws HclError when a string is something else
 */
export const writeReference = writerOf({
  text: (text, { path }) => reference(text, path),
  key: (key, { path }) => reference(key, path),
});

/** Writes an entry of `required_providers`, in which only `configuration_aliases` refers to something. */
export const writeProviderRequirement = writerOf({
  ...constantNotation,
  members: { configuration_aliases: writeReference },
});

/** The expression that a string holds, whether or not it is wrapped in `${}`. */
export function unwrap(text: string, path: JsonPath): string {
  return soleExpression(parseTemplate(text, path), path) ?? text;
}

function reference(text: string, path: JsonPath): string {
  const address = unwrap(text, path);
  if (!isAddress(address)) {
    throw new HclError(
      path,
      `${JSON.stringify(text)} is neither an address, such as alicloud_vpc.main, nor a keyword`,
    );
  }
  return address;
}

/** Names with dots between them, or brackets after them, without spaces; anything is allowed in the brackets. */
function isAddress(text: string): boolean {
  const tokens = tokensOf(text);
  let [depth, end] = [0, 0];
  return (
    tokens[0]?.kind === "ident" &&
    tokens.every((token) => {
      const isStep = ["ident", "number"].includes(token.kind) || [".", "["].includes(token.text);
      const isPart = depth > 0 || (isStep && token.start === end);
      depth += bracketChange(token);
      end = token.start + token.text.length;
      return isPart;
    })
  );
}

function tokensOf(text: string): Token[] {
  try {
    return lexSource(text);
  } catch (error) {
    if (error instanceof LexicalError) return [];
    throw error;
  }
}

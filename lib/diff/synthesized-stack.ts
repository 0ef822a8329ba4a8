import {
  isJsonArray,
  isJsonObject,
  isLiteral,
  type JsonObject,
  type JsonValue,
  templateTokens,
  type Traversal,
  traversalsIn,
} from "../../hcl/src";
import { UserError } from "../errors";
import type { ExposureRow } from "../exposure-table/exposure-row";
import { TEXT_GROUPS } from "../exposure-table/terraform-text";

/** A stack as the synthesis wrote it. */
export interface SynthesizedStack {
  /** The name of the stack, and of its folder. */
  readonly name: string;
  /** The region of its provider; empty where that is left to the environment. */
  readonly region: string;
  /** The other arguments of its provider. */
  readonly provider: JsonObject;
  /** Where Terraform keeps its state: `{local: {path: …}}`. */
  readonly backend: JsonObject;
  /** The resources by address: `alicloud_vswitch.web`. */
  readonly resources: ReadonlyMap<string, SynthesizedResource>;
  /** The table of the exposures, by their keys. @internal */
  readonly exposures: ReadonlyMap<string, ExposureRow>;
  /** The local values, by name. */
  readonly locals: JsonObject;
  /** The resources that got another name, by the address that they have now: what it was before. */
  readonly moved: ReadonlyMap<string, string>;
  /** The addresses of the resources that exist already, and are taken over. */
  readonly imported: ReadonlySet<string>;
  /** Whether it stands for a stack that is not there. @default false */
  readonly isAbsent?: boolean;
  /** All of it, without what cdktf notes for itself, as a text that is the same for the same content. */
  readonly text: string;
}

/** A resource in a {@link SynthesizedStack}. */
export interface SynthesizedResource {
  /** Its address in Terraform: `alicloud_vswitch.web`. */
  readonly address: string;
  /** Its type in Terraform: `alicloud_vswitch`. */
  readonly type: string;
  /** Its name in Terraform: `web`. */
  readonly name: string;
  /** The IDs of its construct and those around it in the stack; none where the stack of a configuration file leaves them out. */
  readonly path: readonly string[];
  /** Arguments and meta-arguments, in their own names. */
  readonly body: JsonObject;
}

/** A text is not what the synthesis writes. */
export class StackFileError extends UserError {
  /** Tells the kind of error if `instanceof` cannot, as between two copies of the library. */
  public override readonly name = "StackFileError";
  public readonly code = "invalid-stack-file";
}

/**
 * Reads the text of a `cdk.tf.json`.
 *
 * @throws {@link StackFileError} when it is not the text of a stack
 */
export function parseStack(content: string): SynthesizedStack {
  const json = parsed(content);
  const name = stackName(json);
  if (name === undefined)
    throw new StackFileError("cdktf did not write it: the name of its stack is missing");
  const resources = resourcesOf(json);
  const exposures = at(json, "locals", "exposures");
  if (exposures === undefined && isOfEarlierRelease(json, resources)) {
    throw new StackFileError(
      "an earlier release of this project synthesized it, without the table of its exposures; " +
        "synthesize both versions with the same release",
    );
  }
  const [provider = {}] = listOf(at(json, "provider", "alicloud"));
  const { region, ...others } = provider;
  const plain = JSON.parse(content, (key, value: JsonValue) =>
    key === "//" ? undefined : value,
  ) as JsonValue;
  return {
    name,
    region: typeof region === "string" ? region : "",
    provider: others,
    backend: backendOf(json),
    resources,
    exposures: new Map(Object.entries(isJsonObject(exposures) ? exposures : {})) as ReadonlyMap<
      string,
      ExposureRow
    >,
    locals: objectAt(json, "locals"),
    moved: new Map(listOf(json.moved).map(({ from, to }) => [text(to), text(from)])),
    imported: new Set(listOf(json.import).map(({ to }) => text(to))),
    text: JSON.stringify(sorted(plain)),
  };
}

/** A stack of this name in which nothing is: before a stack is added, and after it is removed. */
export function emptyStack({ name, region, provider, backend }: SynthesizedStack): SynthesizedStack {
  return {
    name,
    region,
    provider,
    backend,
    resources: new Map(),
    exposures: new Map(),
    locals: {},
    moved: new Map(),
    imported: new Set(),
    text: "",
    isAbsent: true,
  };
}

function text(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function parsed(text: string): JsonObject {
  let json: JsonValue;
  try {
    json = JSON.parse(text) as JsonValue;
  } catch (error) {
    throw new StackFileError(`it is not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  if (!isJsonObject(json)) throw new StackFileError("it is not a JSON object");
  return json;
}

function stackName(json: JsonObject): string | undefined {
  const name = at(json, "//", "metadata", "stackName");
  return typeof name === "string" ? name : undefined;
}

function backendOf(json: JsonObject): JsonObject {
  const cloud = at(json, "terraform", "cloud");
  return isJsonObject(cloud) ? { cloud } : objectAt(json, "terraform", "backend");
}

function resourcesOf(json: JsonObject): ReadonlyMap<string, SynthesizedResource> {
  return new Map(
    Object.entries(objectAt(json, "resource")).flatMap(([type, bodies]) =>
      Object.entries(isJsonObject(bodies) ? bodies : {}).map(([name, body]) => {
        const address = `${type}.${name}`;
        const path = text(at(body, "//", "metadata", "path"))
          .split("/")
          .slice(1);
        return [address, { address, type, name, path, body: isJsonObject(body) ? body : {} }] as const;
      }),
    ),
  );
}

/**
 * Whether exposures are in a stack that has no table of them. Releases without a table noted the construct of each resource; now a
 * configuration file's stack does not, and one of constructs has no table only where nothing at all is looked up or computed.
 */
function isOfEarlierRelease(
  { locals }: JsonObject,
  resources: ReadonlyMap<string, SynthesizedResource>,
): boolean {
  return [...resources.values()].some(
    ({ type, path }) =>
      type === "alicloud_eip_association" &&
      path.slice(-2).join("/") === "Association/Resource" &&
      (path[0] === "Exposures" || locals !== undefined),
  );
}

function at(json: JsonValue | undefined, ...keys: readonly string[]): JsonValue | undefined {
  return keys.reduce((value, key) => (isJsonObject(value) ? value[key] : undefined), json);
}

function objectAt(json: JsonObject, ...keys: readonly string[]): JsonObject {
  const value = at(json, ...keys);
  return isJsonObject(value) ? value : {};
}

function listOf(value: JsonValue | undefined): readonly JsonObject[] {
  return [value].flat().filter((one) => isJsonObject(one));
}

/** With the keys of every object in their order. */
function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((one: JsonValue) => sorted(one));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/** What is known of the value of an argument before Terraform runs. */
export type Value =
  /** The value itself. */
  | { readonly kind: "literal"; readonly text: string }
  /** An attribute that a resource of the stack gets when it is created, such as its ID. */
  | { readonly kind: "attribute"; readonly address: string; readonly attribute: string }
  /** The address or the allocation ID of an EIP that the table names by one of them. */
  | { readonly kind: "eip"; readonly eip: string }
  /** Something that an instance has in common with others, such as its VPC. */
  | { readonly kind: "place"; readonly place: string; readonly instance: string }
  /** Anything else that Terraform computes; the text holds everything it is computed from. */
  | { readonly kind: "computed"; readonly text: string };

/** A value, and the addresses of the resources of the stack that it is made of. */
export interface KnownValue {
  readonly value: Value;
  readonly references: readonly string[];
}

/** What is known of arguments of resources from the exposures that they belong to, by address and argument. */
export type KnownValues = ReadonlyMap<string, Readonly<Record<string, KnownValue>>>;

/** The local values of the Terraform text: what they are follows from the table. */
const OF_TEXT: ReadonlySet<string> = new Set(TEXT_GROUPS.flatMap(({ names }) => names));

/** Locals refer to each other only so many times; a chain that is longer is a circle, which Terraform refuses. */
const DEEPEST = 20;

/** The arguments of the resources of a stack, as far as their values are known before Terraform runs. */
export class StackValues {
  /** The resources, by the addresses that they have in the later version. */
  public readonly resources: ReadonlyMap<string, SynthesizedResource>;

  /**
   * @param names - the addresses in the later version of resources that are called otherwise there
   * @param known - what is known of arguments beside what they say
   */
  public constructor(
    private readonly stack: SynthesizedStack,
    private readonly names: ReadonlyMap<string, string>,
    private readonly known: KnownValues = new Map(),
  ) {
    this.resources = new Map(
      [...stack.resources].map(([old, resource]) => {
        const address = this.addressOf(old);
        return [address, { ...resource, address }];
      }),
    );
  }

  /** The same with what is known of arguments from elsewhere. */
  public with(known: KnownValues): StackValues {
    return new StackValues(this.stack, this.names, known);
  }

  /** The value of an argument, with the resources that it is made of. */
  public of({ address, body }: SynthesizedResource, argument: string): KnownValue {
    const known = this.known.get(address)?.[argument];
    if (known !== undefined) return known;
    const references = new Set<string>();
    this.tokensOf(body[argument] ?? null, references, 0);
    return { value: this.valueOf(body[argument], 0), references: [...references] };
  }

  /** The resource whose attribute an argument is. */
  public referred({ body }: SynthesizedResource, argument: string): SynthesizedResource | undefined {
    const value = body[argument];
    const reference = typeof value === "string" ? soleReference(value) : undefined;
    return reference && this.resources.get(this.addressIn(reference));
  }

  /** Follows references to locals, and to arguments that other resources are given, to what they stand for. */
  public valueOf(value: JsonValue | undefined, depth: number): Value {
    if (isLiteralValue(value ?? null))
      return { kind: "literal", text: typeof value === "string" ? value : JSON.stringify(value ?? null) };
    const reference = typeof value === "string" ? soleReference(value) : undefined;
    if (reference !== undefined && depth < DEEPEST) {
      const local = this.ownLocal(reference);
      if (local?.rest.length === 0) return this.valueOf(local.value, depth + 1);
      const address = this.addressIn(reference);
      const resource = this.resources.get(address);
      const [, , attribute, ...others] = reference.names;
      if (resource !== undefined && attribute !== undefined && others.length === 0)
        return this.attributeOf(resource, attribute, depth + 1);
    }
    return { kind: "computed", text: JSON.stringify(this.tokensOf(value ?? null, new Set(), 0)) };
  }

  private attributeOf({ address, body }: SynthesizedResource, attribute: string, depth: number): Value {
    const known = this.known.get(address)?.[attribute];
    if (known !== undefined) return known.value;
    const argument = body[attribute];
    return argument === undefined || depth >= DEEPEST
      ? { kind: "attribute", address, attribute }
      : this.valueOf(argument, depth);
  }

  /** What a value is made of: two versions of it that are made of the same are equal, unless a resource among them changes. */
  private tokensOf(value: JsonValue, references: Set<string>, depth: number): unknown {
    if (isJsonArray(value)) return value.map((one) => this.tokensOf(one, references, depth));
    if (isJsonObject(value))
      return Object.entries(value)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, inner]) => [key, this.tokensOf(inner, references, depth)]);
    if (typeof value !== "string") return value;
    return templateTokens(value).map((token) =>
      typeof token === "string" ? token : this.referenceTokens(token, references, depth),
    );
  }

  private referenceTokens(reference: Traversal, references: Set<string>, depth: number): unknown {
    const { names } = reference;
    const address = this.addressIn(reference);
    if (this.resources.has(address)) {
      references.add(address);
      return [address, ...names.slice(2)];
    }
    const [root, name = "", key] = names;
    if (root !== "local") return names;
    if (OF_TEXT.has(name)) return ["table", name, this.rowsFor(key), ...names.slice(3)];
    const local = this.ownLocal(reference);
    if (local === undefined || depth >= DEEPEST) return names;
    return [this.tokensOf(local.value, references, depth + 1), ...local.rest];
  }

  /** What the text knows under a key: the exposure, those in the block or in the vSwitch, else what the key says. */
  private rowsFor(key: string | undefined): unknown {
    const rows = [...this.stack.exposures];
    if (key === undefined) return rows;
    const about = rows.filter(([one, { block, vswitch }]) => [one, block, vswitch].includes(key));
    if (about.length === 0) return key;
    // The key of an exposure is another one where it is renamed.
    return about.map(([one, row]) => Object.entries(row).filter(([, value]) => value !== one));
  }

  /** The part of a local value of the stack's own that is referred to, and what of the reference goes beyond it. */
  private ownLocal({
    names: [root, name = "", ...names],
  }: Traversal): { readonly value: JsonValue; readonly rest: readonly string[] } | undefined {
    let value = root === "local" && !OF_TEXT.has(name) ? this.stack.locals[name] : undefined;
    if (value === undefined) return undefined;
    let rest: readonly string[] = names;
    for (let [next] = rest; next !== undefined && isJsonObject(value); [next] = rest) {
      const inner: JsonValue | undefined = value[next];
      if (inner === undefined) break;
      [value, rest] = [inner, rest.slice(1)];
    }
    return { value, rest };
  }

  /** The address that a reference begins with, as the later version has it. */
  private addressIn({ names: [type = "", name = ""] }: Traversal): string {
    return this.addressOf(`${type}.${name}`);
  }

  private addressOf(address: string): string {
    return this.names.get(address) ?? address;
  }
}

function soleReference(text: string): Traversal | undefined {
  return traversalsIn(text).find(({ isSole }) => isSole);
}

function isLiteralValue(value: JsonValue): boolean {
  if (typeof value === "string") return isLiteral(value);
  if (isJsonArray(value)) return value.every(isLiteralValue);
  return (
    !isJsonObject(value) ||
    Object.entries(value).every(([key, inner]) => isLiteral(key) && isLiteralValue(inner))
  );
}

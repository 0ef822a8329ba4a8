import {
  isJsonArray,
  isJsonObject,
  isLiteral,
  type JsonObject,
  type JsonValue,
  ownProperty,
  templateTokens,
  type Traversal,
  traversalsIn,
} from "../../hcl/src";
import { UserError } from "../errors";
import type { ExposureRow } from "../exposure-table/exposure-row";
import { TEXT_GROUPS } from "../exposure-table/terraform-text";

/** Synthesized stack. */
export interface SynthesizedStack {
  /** Name of the stack and of its folder. */
  readonly name: string;
  /** Region of its provider; empty if it comes from the environment. */
  readonly region: string;
  /** Other arguments of its provider. */
  readonly provider: JsonObject;
  /** Backend of its state: `{local: {path: …}}`. */
  readonly backend: JsonObject;
  /** Resources by Terraform address: `alicloud_vswitch.web`. */
  readonly resources: ReadonlyMap<string, SynthesizedResource>;
  /** Table of the exposures, by key. @internal */
  readonly exposures: ReadonlyMap<string, ExposureRow>;
  /** Local values, by name. */
  readonly locals: JsonObject;
  /** Earlier addresses of moved resources, by their current addresses. */
  readonly moved: ReadonlyMap<string, string>;
  /** Addresses of imported resources. */
  readonly imported: ReadonlySet<string>;
  /** Whether it stands for a missing stack. @default false */
  readonly isAbsent?: boolean;
  /** Content without cdktf's own metadata, as canonical text. */
  readonly text: string;
}

/** Resource of a {@link SynthesizedStack}. */
export interface SynthesizedResource {
  /** Terraform address: `alicloud_vswitch.web`. */
  readonly address: string;
  /** Terraform type: `alicloud_vswitch`. */
  readonly type: string;
  /** Terraform name: `web`. */
  readonly name: string;
  /** Path of its construct in the stack; empty in the stack of a configuration file. */
  readonly path: readonly string[];
  /** Arguments and meta-arguments. */
  readonly body: JsonObject;
}

/** Text that is not a synthesized stack. */
export class StackFileError extends UserError {
  /** Name of the class, for when `instanceof` fails, as between two copies of the library. */
  public override readonly name = "StackFileError";
  public readonly code = "invalid-stack-file";
}

/**
 * Parses a `cdk.tf.json`.
 *
 * @throws {@link StackFileError} if it is not a synthesized stack
 */
export function parseStack(content: string): SynthesizedStack {
  const json = parsed(content);
  const name = stackName(json);
  if (name === undefined) throw new StackFileError("the stack name is missing, so cdktf did not write it");
  const resources = resourcesOf(json);
  const exposures = at(json, "locals", "exposures");
  if (exposures === undefined && isOfEarlierRelease(json, resources)) {
    throw new StackFileError(
      "an earlier release of this project wrote it, without the table of exposures; " +
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

/** Returns an empty version of a stack: before it is added, or after it is removed. */
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
    throw new StackFileError(`not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  if (!isJsonObject(json)) throw new StackFileError("not a JSON object");
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
 * Whether an earlier release wrote a stack, without the table of exposures. Those releases wrote the construct path of each resource.
 * Today, the stack of a configuration file has no paths, and a stack of constructs lacks the table only without any local value.
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
  return keys.reduce((value, key) => (isJsonObject(value) ? ownProperty(value, key) : undefined), json);
}

function objectAt(json: JsonObject, ...keys: readonly string[]): JsonObject {
  const value = at(json, ...keys);
  return isJsonObject(value) ? value : {};
}

function listOf(value: JsonValue | undefined): readonly JsonObject[] {
  return [value].flat().filter((one) => isJsonObject(one));
}

/** Sorts the keys of every object. */
function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((one: JsonValue) => sorted(one));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/** Value of an argument, as far as it is known before Terraform runs. */
export type Value =
  /** The value itself. */
  | { readonly kind: "literal"; readonly text: string }
  /** Attribute that a resource of the stack gets at its creation, such as its ID. */
  | { readonly kind: "attribute"; readonly address: string; readonly attribute: string }
  /** Address or allocation ID of an EIP in the table. */
  | { readonly kind: "eip"; readonly eip: string }
  /** Attribute of an instance, such as its VPC. */
  | { readonly kind: "location"; readonly location: string; readonly instance: string }
  /** Other value that Terraform computes; the text contains everything it depends on. */
  | { readonly kind: "computed"; readonly text: string };

/** Value, with the addresses of the resources that it depends on. */
export interface KnownValue {
  readonly value: Value;
  readonly references: readonly string[];
}

/** Values of arguments, known from the exposures that the resources belong to, by address and argument. */
export type KnownValues = ReadonlyMap<string, Readonly<Record<string, KnownValue>>>;

/** Local values of the Terraform text, which follow from the table. */
const OF_TEXT: ReadonlySet<string> = new Set(TEXT_GROUPS.flatMap(({ names }) => names));

/** Maximum depth of references; a longer chain is a cycle, which Terraform refuses. */
const MAX_DEPTH = 20;

/** Values of the arguments of a stack's resources, as far as they are known before Terraform runs. */
export class StackValues {
  /** Resources, by their addresses in the later version. */
  public readonly resources: ReadonlyMap<string, SynthesizedResource>;

  /**
   * @param names - addresses in the later version, by the addresses in this version, of moved resources
   * @param known - values that replace those of the arguments
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

  /** Returns a copy with values that replace those of the arguments. */
  public with(known: KnownValues): StackValues {
    return new StackValues(this.stack, this.names, known);
  }

  /** Returns the value of an argument. */
  public of({ address, body }: SynthesizedResource, argument: string): KnownValue {
    const known = ownProperty(this.known.get(address) ?? {}, argument);
    if (known !== undefined) return known;
    const references = new Set<string>();
    const given = ownProperty(body, argument);
    this.tokensOf(given ?? null, references, 0);
    return { value: this.valueOf(given, 0), references: [...references] };
  }

  /** Returns the resource that an argument refers to. */
  public referred({ body }: SynthesizedResource, argument: string): SynthesizedResource | undefined {
    const value = ownProperty(body, argument);
    const reference = typeof value === "string" ? soleReference(value) : undefined;
    return reference && this.resources.get(this.addressIn(reference));
  }

  /** Resolves references to local values and to arguments of other resources. */
  public valueOf(value: JsonValue | undefined, depth: number): Value {
    if (isLiteralValue(value ?? null))
      return { kind: "literal", text: typeof value === "string" ? value : JSON.stringify(value ?? null) };
    const reference = typeof value === "string" ? soleReference(value) : undefined;
    if (reference !== undefined && depth < MAX_DEPTH) {
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
    const known = ownProperty(this.known.get(address) ?? {}, attribute);
    if (known !== undefined) return known.value;
    const argument = ownProperty(body, attribute);
    return argument === undefined || depth >= MAX_DEPTH
      ? { kind: "attribute", address, attribute }
      : this.valueOf(argument, depth);
  }

  /** Returns the tokens of a value with resolved references; equal tokens mean equal values, unless a referenced resource changes. */
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
    if (local === undefined || depth >= MAX_DEPTH) return names;
    return [this.tokensOf(local.value, references, depth + 1), ...local.rest];
  }

  /** Returns the rows under a key: of the exposure, or of those in the block or vSwitch; else the key itself. */
  private rowsFor(key: string | undefined): unknown {
    const rows = [...this.stack.exposures];
    if (key === undefined) return rows;
    const about = rows.filter(([one, { block, vswitch }]) => [one, block, vswitch].includes(key));
    if (about.length === 0) return key;
    // A renamed exposure has another key.
    return about.map(([one, row]) => Object.entries(row).filter(([, value]) => value !== one));
  }

  /** Returns the part of the stack's own local value that a reference selects, and the rest of the reference. */
  private ownLocal({
    names: [root, name = "", ...names],
  }: Traversal): { readonly value: JsonValue; readonly rest: readonly string[] } | undefined {
    let value = root === "local" && !OF_TEXT.has(name) ? ownProperty(this.stack.locals, name) : undefined;
    if (value === undefined) return undefined;
    let rest: readonly string[] = names;
    for (let [next] = rest; next !== undefined && isJsonObject(value); [next] = rest) {
      const inner: JsonValue | undefined = ownProperty(value, next);
      if (inner === undefined) break;
      [value, rest] = [inner, rest.slice(1)];
    }
    return { value, rest };
  }

  /** Returns the address at the start of a reference, as in the later version. */
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

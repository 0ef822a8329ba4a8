import type { ExposureRow } from "../exposure-table/exposure-row";
import { isJsonObject, type JsonObject, type JsonValue } from "../hcl/terraform-json";

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
export class StackFileError extends Error {
  /** Tells the kind of error where `instanceof` cannot, as in two copies of the library. */
  public override readonly name = "StackFileError";
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

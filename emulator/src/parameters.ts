import { invalidParameter, refused } from "./errors";

/** The parameters of one request, query and body merged, read with the types that an action expects. */
export class Parameters {
  constructor(private readonly values: ReadonlyMap<string, string>) {}

  /** The text of a parameter; `undefined` when it is absent or empty, which the API takes for the same. */
  text(name: string): string | undefined {
    const value = this.values.get(name);
    return value === "" ? undefined : value;
  }

  /** The text of a parameter, an empty one included: how a description is cleared. */
  given(name: string): string | undefined {
    return this.values.get(name);
  }

  /** @throws ApiError `MissingParameter` when the parameter is absent or empty */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw missing(name);
    return value;
  }

  /** One of a few words. @throws ApiError when it is another one */
  oneOf<T extends string>(name: string, words: readonly T[]): T | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const word = words.find((candidate) => candidate === value);
    if (word === undefined) throw invalidParameter(name, value, `one of ${words.join(", ")}`);
    return word;
  }

  /** A whole number. @throws ApiError when it is not one, or is out of range */
  integer(name: string, minimum: number, maximum: number): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const number = /^-?\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= minimum && number <= maximum)) {
      throw invalidParameter(name, value, `a whole number from ${minimum} to ${maximum}`);
    }
    return number;
  }

  /** `true` or `false`, in any case. @throws ApiError when it is neither */
  boolean(name: string): boolean | undefined {
    const value = this.text(name)?.toLowerCase();
    if (value === undefined) return undefined;
    if (value !== "true" && value !== "false") throw invalidParameter(name, value, "true or false");
    return value === "true";
  }

  /**
   * A list: `Name.1`, `Name.2` …, or one parameter that holds a JSON array of strings; empty when it is absent.
   * @throws ApiError when the text is not such an array
   */
  list(name: string): string[] {
    const value = this.text(name);
    if (value !== undefined) return jsonList(name, value);
    const items = new Map<number, string>();
    for (const [key, item] of this.values) {
      const index = key.startsWith(`${name}.`) ? key.slice(name.length + 1) : "";
      if (isIndex(index) && item !== "") items.set(Number(index), item);
    }
    return inOrder(items);
  }

  /** A list of structures, `Name.1.Key`, `Name.1.Value` …, each with the parameters below its number. */
  structures(name: string): Parameters[] {
    const structures = new Map<number, Map<string, string>>();
    for (const [key, value] of this.values) {
      const [index, ...rest] = key.startsWith(`${name}.`) ? key.slice(name.length + 1).split(".") : [];
      if (index === undefined || rest.length === 0 || !isIndex(index)) continue;
      const structure = structures.get(Number(index)) ?? new Map<string, string>();
      structures.set(Number(index), structure.set(rest.join("."), value));
    }
    return inOrder(structures).map((values) => new Parameters(values));
  }
}

function isIndex(text: string): boolean {
  return /^\d{1,5}$/.test(text);
}

function inOrder<T>(items: ReadonlyMap<number, T>): T[] {
  return [...items].sort(([one], [other]) => one - other).map(([, item]) => item);
}

function jsonList(name: string, text: string): string[] {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
  } catch {
    // Falls through to the refusal, as for JSON of another kind.
  }
  throw invalidParameter(name, text, "a JSON array of strings");
}

/** A mandatory parameter is not there. */
export function missing(name: string) {
  return refused(
    "MissingParameter",
    `The input parameter "${name}" that is mandatory for processing this request is not supplied.`,
  );
}

/** Parameters of the transport and the signature, which differ from one attempt to the next. */
export const transportParameters: ReadonlySet<string> = new Set([
  "AccessKeyId",
  "ClientToken",
  "Format",
  "SecurityToken",
  "Signature",
  "SignatureMethod",
  "SignatureNonce",
  "SignatureType",
  "SignatureVersion",
  "Timestamp",
]);

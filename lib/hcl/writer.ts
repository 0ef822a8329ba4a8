import { HclError } from "./hcl-error";
import {
  isJsonArray,
  isJsonObject,
  isUnsafeInteger,
  type JsonPath,
  type JsonValue,
  ownProperty,
} from "./terraform-json";

/** Where a value is being written. */
export interface Place {
  /** Its place in the JSON, for messages. */
  readonly path: JsonPath;
  /** How many blocks and brackets are open around it. */
  readonly depth: number;
  /** Whether a line ends after the value, as a heredoc needs. */
  readonly endsLine: boolean;
}

/**
 * Writes a JSON value as HCL source; line ends are as they should be, indentation and spacing need not be.
 * @throws HclError when the value cannot stand there
 */
export type Writer = (value: JsonValue, place: Place) => string;

/** How strings are read in a part of the configuration; numbers, booleans, null, lists and objects are the same everywhere. */
export interface Notation {
  readonly text: (text: string, place: Place) => string;
  readonly key: (key: string, place: Place) => string;
  /**
   * The writer of some members of an object.
   * @default - the writer of the object itself
   */
  readonly members?: Readonly<Record<string, Writer>>;
}

export function writerOf(notation: Notation): Writer {
  const write: Writer = (value, place) => {
    if (typeof value === "string") return notation.text(value, place);
    if (typeof value === "number") return writeNumber(value, place);
    if (isJsonArray(value)) return writeList(value, place, write);
    if (isJsonObject(value)) return writeObject(value, place, notation, write);
    return String(value);
  };
  return write;
}

function writeNumber(value: number, { path }: Place): string {
  if (!Number.isFinite(value)) throw new HclError(path, `${value} is not a number that Terraform knows`);
  if (isUnsafeInteger(value)) {
    throw new HclError(
      path,
      `the integer ${value} is beyond ±${Number.MAX_SAFE_INTEGER}, so that digits may be lost already; give it as ` +
        `the text "\${…}" with all its digits`,
    );
  }
  return String(value);
}

/** Longest list that stays on one line, without what is in front of it. */
const maxListWidth = 80;

function writeList(values: readonly JsonValue[], { path, depth }: Place, write: Writer): string {
  const items = values.map((value, index) =>
    write(value, { path: [...path, index], depth: depth + 1, endsLine: false }),
  );
  const oneLine = `[${items.join(", ")}]`;
  if (oneLine.length <= maxListWidth && !oneLine.includes("\n")) return oneLine;
  return `[\n${items.map((item) => `${item},\n`).join("")}]`;
}

function writeObject(
  object: Readonly<Record<string, JsonValue>>,
  { path, depth }: Place,
  { key, members = {} }: Notation,
  write: Writer,
): string {
  const items = Object.entries(object).map(([name, value]) => {
    const place = { path: [...path, name], depth: depth + 1, endsLine: true };
    return `${key(name, place)} = ${(ownProperty(members, name) ?? write)(value, place)}\n`;
  });
  return items.length === 0 ? "{}" : `{\n${items.join("")}}`;
}

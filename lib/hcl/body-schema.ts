import type { JsonValue } from "./terraform-json";
import type { Writer } from "./writer";

/** What a block can contain: how its arguments are written, and which names are nested blocks. */
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

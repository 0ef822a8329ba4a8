import { isJsonArray, isJsonObject, type JsonValue } from "./terraform-json";

/** The key that Terraform ignores in every block of its JSON. */
export const commentKey = "//";

/**
 * The comment in front of a block: what its `"//"` key holds, as a text, a list of texts, or an object with either as
 * `comment`. Anything else there, such as what CDKTF notes for itself, is no comment.
 * @returns lines that start with `#`, without line ends
 */
export function commentLines(note: JsonValue | undefined): string[] {
  const comment = isJsonObject(note) ? note.comment : note;
  const texts = (isJsonArray(comment) ? comment : [comment]).filter((text) => typeof text === "string");
  return texts.flatMap((text) => text.split(/\r\n|[\n\r\u2028\u2029]/)).map((line) => `# ${line}`.trimEnd());
}

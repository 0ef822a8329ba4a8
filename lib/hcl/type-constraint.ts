import { HclError } from "./hcl-error";
import { lexSource } from "./lexer";
import { unwrap } from "./reference";
import { describeJson } from "./terraform-json";
import type { Writer } from "./writer";

/** Longest type that stays on one line. */
const maxWidth = 80;

/**
 * Writes the type of a variable without quotes; a long one gets one line for each attribute of its objects.
 * @throws HclError when the value is not a string
 */
export const writeType: Writer = (value, { path }) => {
  if (typeof value !== "string") throw new HclError(path, `a type is a string, not ${describeJson(value)}`);
  const type = unwrap(value, path);
  // The short forms are deprecated, and `terraform fmt` completes them.
  if (["list", "map", "set"].includes(type)) return `${type}(any)`;
  return type.length <= maxWidth || type.includes("\n") ? type : splitObjects(type);
};

/** Puts each attribute of each object on a line of its own; a line end there means the same as a comma. */
function splitObjects(type: string): string {
  const open: string[] = [];
  let end = 0;
  const texts = lexSource(type).map(({ kind, text, start }, index, tokens) => {
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

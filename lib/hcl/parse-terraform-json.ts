import { HclError } from "./hcl-error";
import { isUnsafeInteger, type JsonValue, type TerraformJson } from "./terraform-json";

/**
 * Parses the text of a `.tf.json` file. Terraform keeps every digit of a number, and each of several members with one
 * name, where `JSON.parse` does not: both are refused.
 * @throws HclError when the text is not JSON, a number would lose digits, or an object has two members of one name
 */
export function parseTerraformJson(text: string): TerraformJson {
  const value = parse(text);
  // Only a valid text has a path at each of its tokens.
  checkTokens(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new HclError([], "a configuration is an object; wrap its blocks in { }");
  }
  return value as TerraformJson;
}

function parse(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    if (error instanceof SyntaxError) throw new HclError([], `not JSON: ${error.message}`);
    throw error;
  }
}

/** An object or a list that is open at a token, and the member of it that the token belongs to. */
interface Frame {
  step: string | number;
  /** The names of an object; a list has none. */
  readonly names: Set<string> | undefined;
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\],]|-?\d[\d.eE+-]*/g;

function checkTokens(text: string): void {
  const open: Frame[] = [];
  let before = "";
  for (const { 0: found, index } of text.matchAll(token)) {
    const frame = open.at(-1);
    const problem = (what: string): HclError =>
      new HclError(
        open.map(({ step }) => step),
        `${what} (${positionOf(text, index)})`,
      );
    if (found === "{") open.push({ step: "", names: new Set() });
    else if (found === "[") open.push({ step: 0, names: undefined });
    else if (found === "}" || found === "]") open.pop();
    else if (found === ",") {
      if (typeof frame?.step === "number") frame.step += 1;
    } else if (found.startsWith('"')) {
      if (frame?.names && (before === "{" || before === ",")) {
        frame.step = JSON.parse(found) as string;
        if (frame.names.has(frame.step))
          throw problem("two members of this name; make a list of their values");
        frame.names.add(frame.step);
      }
    } else if (losesDigits(found)) {
      throw problem(
        `the number ${found} would lose digits; write "\${${found}}", or "${found}" where no expression may stand`,
      );
    }
    before = found;
  }
}

function positionOf(text: string, index: number): string {
  const lines = text.slice(0, index).split("\n");
  return `line ${lines.length}, column ${(lines.at(-1) ?? "").length + 1}`;
}

function losesDigits(source: string): boolean {
  const value = Number(source);
  return isUnsafeInteger(value) || decimal(source) !== decimal(String(value));
}

/** One form for all ways of writing a number: its digits without zeros around them, and the power of ten. */
function decimal(source: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(source) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return whole === "" ? source : "0";
  const power = Number(exponent) - fraction.length + digits.length - significant.length;
  return `${sign}${significant}e${power}`;
}

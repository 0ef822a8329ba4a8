import { parseArgs } from "node:util";

import { ExportError } from "../errors";
import type { ExportForm } from "../export/export-folder";
import type { ExportFormat } from "../export/output";
import type { ExportStyle } from "../export/style";

/** Arguments of `npm run export`. */
export interface ExportArguments {
  /** Target folder. */
  readonly to: string;
  readonly as: ExportForm;
  readonly format: ExportFormat;
  readonly style: ExportStyle;
}

const USAGE =
  "write  npm run export -- --to <folder> [--as root|module] [--format hcl|json] [--style single|for-each]";

const FORMS: readonly ExportForm[] = ["root", "module"];

const FORMATS: readonly ExportFormat[] = ["hcl", "json"];

const STYLES: readonly ExportStyle[] = ["single", "for-each"];

/**
 * Reads the arguments of the command line.
 *
 * @throws ExportError if an argument is missing, unknown or has an invalid value
 */
export function exportArguments(args: readonly string[]): ExportArguments {
  const { to, as = "root", format = "hcl", style = "single" } = parsed(args);
  if (to === undefined || to === "") throw new ExportError(`--to is missing; ${USAGE}`);
  return {
    to,
    as: oneOf(FORMS, "--as", as),
    format: oneOf(FORMATS, "--format", format),
    style: oneOf(STYLES, "--style", style),
  };
}

function parsed(args: readonly string[]) {
  const option = { type: "string" } as const;
  const options = { to: option, as: option, format: option, style: option };
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    // The rest of the message is advice about Node.js.
    const [problem = ""] = (error as Error).message.split(". ");
    throw new ExportError(`${problem}; ${USAGE}`);
  }
}

function oneOf<Value extends string>(allowed: readonly Value[], name: string, value: string): Value {
  const found = allowed.find((one) => one === value);
  if (found === undefined) {
    throw new ExportError(`${name} ${value} is unknown, allowed: ${allowed.join(", ")}; ${USAGE}`);
  }
  return found;
}

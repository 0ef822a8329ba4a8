import { parseArgs } from "node:util";

import { ExportError, type ExportForm, type ExportFormat } from "../export";

/** What `npm run export` is asked for. */
export interface ExportArguments {
  /** The folder to write to. */
  readonly to: string;
  readonly as: ExportForm;
  readonly format: ExportFormat;
}

const USAGE = "write  npm run export -- --to <folder> [--as root|module] [--format hcl|json]";

const FORMS: readonly ExportForm[] = ["root", "module"];

const FORMATS: readonly ExportFormat[] = ["hcl", "json"];

/**
 * Reads the arguments of the command line.
 *
 * @throws ExportError when one is missing, unknown or has a value that is not allowed
 */
export function exportArguments(args: readonly string[]): ExportArguments {
  const { to, as = "root", format = "hcl" } = parsed(args);
  if (to === undefined || to === "") throw new ExportError(`The folder to export to is missing: ${USAGE}`);
  return { to, as: oneOf(FORMS, "--as", as), format: oneOf(FORMATS, "--format", format) };
}

function parsed(args: readonly string[]) {
  const option = { type: "string" } as const;
  try {
    return parseArgs({ args: [...args], options: { to: option, as: option, format: option } }).values;
  } catch (error) {
    // Its messages go on with advice about Node.js.
    const [problem = ""] = (error as Error).message.split(". ");
    throw new ExportError(`${problem}: ${USAGE}`);
  }
}

function oneOf<Value extends string>(allowed: readonly Value[], name: string, value: string): Value {
  const found = allowed.find((one) => one === value);
  if (found === undefined) {
    throw new ExportError(`${name} ${value} is not known; ${name} takes ${allowed.join(" or ")}: ${USAGE}`);
  }
  return found;
}

import { readFileSync } from "node:fs";

import { type Configuration, configurationSchema } from "./schema";
import { exposureMistakes } from "./exposure-mistakes";
import { mistakesOf } from "./issues";
import { ConfigurationError, type Mistake } from "./mistake";
import { parseSource } from "./source";

/**
 * Reads and checks a configuration file.
 *
 * @param file - path of a YAML or JSON file, absolute or relative to the working directory
 * @throws {@link ConfigurationError} with everything that is wrong in the file
 */
export function loadConfiguration(file: string): Configuration {
  return parseConfiguration(readText(file), file);
}

/**
 * Checks the text of a configuration file.
 *
 * @param file - its name, for messages
 * @throws {@link ConfigurationError} with everything that is wrong in the text
 */
export function parseConfiguration(text: string, file: string): Configuration {
  const source = parseSource(text);
  if (!("data" in source)) throw new ConfigurationError(file, source);
  if (source.data === null) {
    throw new ConfigurationError(file, [
      { path: "", problem: "the file is empty", allowed: "a mapping with region and exposures" },
    ]);
  }
  const result = configurationSchema.safeParse(source.data);
  const mistakes = [
    ...(result.success ? [] : mistakesOf(result.error.issues, configurationSchema, source)),
    ...exposureMistakes(source),
  ];
  if (!result.success || mistakes.length > 0) throw new ConfigurationError(file, inOrder(mistakes));
  return result.data;
}

function readText(file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new ConfigurationError(file, [
      { path: "", ...(READ_PROBLEMS[code] ?? { problem: `cannot be read (${code})` }) },
    ]);
  }
}

const READ_PROBLEMS: Readonly<Record<string, Pick<Mistake, "problem" | "remedy">>> = {
  ENOENT: {
    problem: "there is no such file",
    remedy: { advice: "create it, or name another one in the environment variable EXPOSURE_CONFIG" },
  },
  EISDIR: {
    problem: "this is a folder, not a file",
    remedy: { advice: "name a file in the environment variable EXPOSURE_CONFIG" },
  },
  EACCES: {
    problem: "the file may not be read",
    remedy: { advice: "give yourself the permission to read it" },
  },
  ERR_ENCODING_INVALID_ENCODED_DATA: {
    problem: "the file is not UTF-8 text",
    remedy: { advice: "save it in the encoding UTF-8" },
  },
};

function inOrder(mistakes: readonly Mistake[]): Mistake[] {
  const rank = ({ position }: Mistake): number =>
    position === undefined ? 0 : position.line * 100_000 + position.column;
  return [...mistakes].sort((one, other) => rank(one) - rank(other));
}

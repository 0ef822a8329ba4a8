import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { ConfigurationError, type ConfigurationIssue, type Position } from "./configuration-errors";
import { suggest } from "./schema/fields";

type Explanation = Pick<ConfigurationIssue, "problem" | "remedy">;

const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  ENOENT: {
    problem: "file not found",
    remedy: {
      advice: "create it with exposed-eip init, or name another file as the argument or in EXPOSURE_CONFIG",
    },
  },
  EISDIR: {
    problem: "folder, not a file",
    remedy: { advice: "name a file in it, or rename the folder" },
  },
  EACCES: {
    problem: "permission to read the file denied",
    remedy: { advice: "grant yourself permission to read it" },
  },
};

/**
 * Reads a file.
 *
 * @throws {@link ConfigurationError} when it cannot be read, or is not UTF-8
 */
export function readText(file: string): string {
  const bytes = readBytes(file);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ConfigurationError(file, [
      {
        position: positionOfDamage(bytes),
        path: "",
        problem: "not UTF-8 text",
        remedy: { advice: "save the file in UTF-8" },
      },
    ]);
  }
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    // No instanceof: errors of Node are of another realm where the program runs in a context of its own.
    const code =
      typeof error === "object" && error !== null && "code" in error ? String(error.code) : String(error);
    const explanation = EXPLANATIONS[code] ?? { problem: `cannot read the file (${code})` };
    const didYouMean = code === "ENOENT" ? similarFile(file) : undefined;
    throw new ConfigurationError(file, [
      { path: "", ...explanation, ...(didYouMean === undefined ? {} : { remedy: { didYouMean } }) },
    ]);
  }
}

/** Configuration file in the same folder whose name is similar: `exposure.yaml` for `exposures.yaml` or `exposure.yml`. */
function similarFile(file: string): string | undefined {
  const { dir, name } = path.parse(file);
  const present = namesIn(dir).filter((one) => /(?<!\.(?:lock|schema))\.(?:ya?ml|json)$/.test(one));
  const sameName = present.find((one) => path.parse(one).name === name);
  const similar = sameName ?? suggestName(name, present);
  return similar === undefined ? undefined : path.join(dir, similar);
}

function suggestName(name: string, files: readonly string[]): string | undefined {
  const meant = suggest(
    name,
    files.map((file) => path.parse(file).name),
  );
  return files.find((file) => path.parse(file).name === meant);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder === "" ? "." : folder).sort();
  } catch {
    // The folder is misspelt, too, or cannot be read.
    return [];
  }
}

/** Position of the first bytes that are not UTF-8: decoded, they become the replacement character. */
function positionOfDamage(bytes: Buffer): Position {
  const text = new TextDecoder("utf-8").decode(bytes);
  const lines = text.slice(0, text.indexOf("\uFFFD")).split("\n");
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}

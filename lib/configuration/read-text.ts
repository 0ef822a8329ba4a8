import { readFileSync } from "node:fs";

import { ConfigurationError, type Mistake, type Position } from "./mistake";

type Explanation = Pick<Mistake, "problem" | "remedy">;

const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
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
};

/**
 * The text of a file.
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
        problem: "the file is not UTF-8 text",
        remedy: { advice: "save it with the encoding UTF-8" },
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
    throw new ConfigurationError(file, [
      { path: "", ...(EXPLANATIONS[code] ?? { problem: `the file cannot be read (${code})` }) },
    ]);
  }
}

/** Where the first bytes are that are no character of UTF-8: decoded, they become the replacement character. */
function positionOfDamage(bytes: Buffer): Position {
  const text = new TextDecoder("utf-8").decode(bytes);
  const lines = text.slice(0, text.indexOf("\uFFFD")).split("\n");
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}

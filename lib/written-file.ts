import { z } from "zod";

/** Why the text of a file that this program writes cannot be used: a problem as a clause, and advice as an imperative where it has one. */
export interface WrittenFileProblem {
  readonly problem: string;
  readonly advice?: string;
}

/**
 * Parses a JSON file that a synthesis writes and people commit, merge and edit.
 *
 * @param text - content of the file
 * @param schema - schema of the content; the messages of its own issues are clauses, and follow the path
 * @param version - version of the format that this release reads, which the file has as `version`
 * @returns the content, or why there is none
 */
export function parseWrittenFile<T>(
  text: string,
  schema: z.ZodType<T>,
  version: number,
): { readonly content: T } | WrittenFileProblem {
  const line = text.split("\n").findIndex((one) => /^(?:<{7}|={7}|>{7})(?: |\r?$)/.test(one)) + 1;
  if (line > 0) {
    return {
      problem: `conflict marker of version control in line ${line}`,
      advice:
        "resolve the conflict: keep one version of the file, synthesize, and review what the plan changes",
    };
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return { problem: `not JSON${placeOfError(error, text)}` };
  }
  const written = versionOf(data);
  if (written !== undefined && written > version) {
    return {
      problem: `version ${written}, but this release reads version ${version}`,
      advice: "update this package to the release that wrote the file, or a later one",
    };
  }
  const result = schema.safeParse(data);
  return result.success ? { content: result.data } : { problem: describeIssue(result.error.issues[0]) };
}

/** Line of an error of the JSON parser; nothing where its message has no position. */
function placeOfError(error: unknown, text: string): string {
  const [, position] = /position (\d+)/.exec(error instanceof Error ? error.message : "") ?? [];
  return position === undefined ? "" : ` from line ${text.slice(0, Number(position)).split("\n").length}`;
}

function versionOf(data: unknown): number | undefined {
  const version = typeof data === "object" && data !== null && "version" in data ? data.version : undefined;
  return typeof version === "number" ? version : undefined;
}

function describeIssue(issue: z.core.$ZodIssue | undefined): string {
  const place = z.core.toDotPath(issue?.path ?? []);
  if (issue?.code === "custom") return `${place}: ${issue.message}`;
  if (issue?.code === "unrecognized_keys") {
    const keys = [place, ...issue.keys].filter((key) => key !== "");
    return `unknown key ${keys.join(".")}`;
  }
  return place === "" ? "not of the form that a synthesis writes" : `${place} is missing or damaged`;
}

import { readdirSync } from "node:fs";
import path from "node:path";

import type { ConfigurationIssue } from "../../lib/configuration/configuration-errors";
import { readCases } from "./case-file";
import { issuesIn } from "./issues-in";

/** Stands in the bad configurations wherever a credential does. */
const SECRET = "never-show-this";

const files = readdirSync(path.join(__dirname, "bad"));

test("there are at least 200 bad configurations, each with a title of its own", () => {
  const titles = files.flatMap((file) => readCases(file).map(({ title }) => `${file}: ${title}`));
  expect(titles.length).toBeGreaterThanOrEqual(200);
  expect(new Set(titles).size).toBe(titles.length);
});

describe.each(files)("%s: a configuration fails when", (file) => {
  test.each(readCases(file))("$title", ({ text, message }) => {
    const error = issuesIn(text);

    expect(error.message).toBe(message);
    expect(`${error.message}${JSON.stringify(error)}`).not.toContain(SECRET);
    for (const issue of error.issues) expect(textAt(issue, text)).toMatch(expectedAt(issue));
  });
});

/** Text at the position of an issue, to the end of the line; empty for an issue about the file as a whole. */
function textAt({ position }: ConfigurationIssue, text: string): string {
  if (position === undefined) return "";
  return (text.split("\n")[position.line - 1] ?? "").slice(position.column - 1);
}

/** What has to be there, going by the message alone: what was found, or the key that it is about. */
function expectedAt({ position, path: place, found, problem }: ConfigurationIssue): RegExp {
  switch (found) {
    case undefined: {
      const isAboutKey = !problem.includes("is missing") && !place.endsWith("]");
      const key = /[^."]+(?="?$)/.exec(place)?.[0] ?? "";
      const isSyntax =
        place === "" ||
        position === undefined ||
        /anchor|<<|alias|<<|cannot be a key|reserved key|duplicate key|stands for|YAML|in a key$/.test(
          problem,
        );
      return isAboutKey && !isSyntax ? beginning(key) : /^/;
    }
    case "a list":
    case "an empty list":
      return /^(?:\[|- )/;
    case "a mapping":
    case "an empty mapping":
      return /^(?:\{|\w+:)/;
    case "nothing":
      return /^(?:~?$|[ }])/;
    case "a string":
      return /^\w/;
    default:
      // Without the quotes, and up to what is shown in another way than it is written.
      return beginning(/^"?\s*([^"…\\]*)/.exec(found)?.[1] ?? "");
  }
}

function beginning(text: string): RegExp {
  return new RegExp(`^["']?\\s*${text.replaceAll(/[^\w\s]/gu, "\\$&")}`);
}

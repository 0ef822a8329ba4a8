import { readFileSync } from "node:fs";
import * as path from "node:path";

import { parseTemplate } from "../../hcl/src";

/** Message of a check of the module's text. */
export interface CheckMessage {
  /** Text, with `…` where Terraform puts a value. */
  readonly text: string;
  /** Name by which the check is turned off. */
  readonly check: string;
}

const MODULE = "terraform/modules/exposed-eip";

/** Messages of the checks, each with the name in the condition that turns it off. */
export function checkMessages(root: string): CheckMessage[] {
  const lines = textOf(root, "checks.tf");
  return lines.flatMap((line, index) => {
    const problem = /^ +problem += "(.*)"$/.exec(line)?.[1];
    if (problem === undefined) return [];
    const after = lines.slice(index).join("\n");
    return [{ text: withoutValues(problem), check: /skip_checks, "([a-z0-9-]+)"/.exec(after)?.[1] ?? "" }];
  });
}

/** Messages of the validations of the module's inputs. */
export function inputMessages(root: string): string[] {
  return textOf(root, "variables.tf").flatMap((line) => {
    const message = /^ +error_message += "(.*)"$/.exec(line)?.[1];
    return message === undefined ? [] : [withoutValues(message)];
  });
}

function textOf(root: string, file: string): string[] {
  return readFileSync(path.join(root, MODULE, file), "utf8").split("\n");
}

function withoutValues(template: string): string {
  const parts = parseTemplate(template, []);
  return parts
    .map((part) => (part.kind === "text" ? part.text : "…"))
    .join("")
    .replaceAll(/(?:…\s*)+…/g, "…");
}

import path from "node:path";

import { isDeviceName } from "../file-name";
import type { PathIssue } from "./issues";
import { RESOURCE_NAME, RESOURCE_NAME_FORM } from "./schema/resource-ids";
import { isMapping } from "./schema/value-types";
import type { Source } from "./yaml";

/** Names of the configuration file of a project, by precedence. Only one of them may be there. */
export const DEFAULT_CONFIGURATION_FILES = ["exposure.yaml", "exposure.yml", "exposure.json"] as const;

/** Name of the stack of a default configuration file. */
const DEFAULT_STACK = "exposed-eip";

/**
 * Returns the name of the stack of a file that names none: `web` for `web.yaml`, `prod-web` for `prod/web.yaml`, `exposed-eip` for
 * `exposure.yaml`. Capitals become small letters; dots, spaces and underscores become hyphens.
 *
 * @param file - path of the file, relative to the folder that names stacks
 * @returns undefined if the path cannot be a stack name, because of a digit at its start, another script, or the name of a device in Windows, for example
 */
export function stackNameOf(file: string): string | undefined {
  if (DEFAULT_CONFIGURATION_FILES.some((name) => name === file)) return DEFAULT_STACK;
  const { dir, name } = path.parse(file);
  const stack = path
    .join(dir, name)
    .toLowerCase()
    .replaceAll(/[/\\._ -]+/g, "-");
  const trimmed = stack.replaceAll(/^-|-$/g, "");
  return RESOURCE_NAME.test(trimmed) && !isDeviceName(trimmed) ? trimmed : undefined;
}

/**
 * Returns the issue of a configuration without a name for its stack, which has neither `stack` nor a file name that could replace it.
 *
 * @param source - configuration, with the name from its file
 * @param file - name of the file
 */
export function missingStackName({ data }: Source, file: string): PathIssue[] {
  if (!isMapping(data) || Object.hasOwn(data, "stack")) return [];
  const name = path.basename(file);
  return [
    {
      path: ["stack"],
      found: name,
      problem: `stack is missing, and the name of the file is ${isDeviceName(name) ? "that of a device in Windows" : "not a stack name"}`,
      allowed: RESOURCE_NAME_FORM,
      remedy: { write: "stack: <name>" },
    },
  ];
}

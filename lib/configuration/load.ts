import path from "node:path";

import { fileNameIgnoringCase } from "../file-name";
import { EMPTY_PLAN_LOCK, type PlanLock } from "../planning/plan-lock";
import { ConfigurationError, type ConfigurationIssue, type Path } from "./configuration-errors";
import { located, type PathIssue, schemaIssues } from "./issues";
import { ruleIssues } from "./rules/fleet-rules";
import { isOfOtherNic, nicIssues, withNicsOfOthers } from "./rules/nic-rules";
import { partsOf } from "./rules/parts";
import type { BackendSetting } from "./schema/backend-schema";
import {
  type Configuration,
  configurationSchema,
  defaultsSchema,
  IGNORED_KEY,
  OWN_SETTINGS,
} from "./schema/configuration-schema";
import { infoOf } from "./schema/fields";
import { isMapping } from "./schema/value-types";
import { missingStackName, stackNameOf } from "./stack-name";
import { readText } from "./text-file";
import { parseSource, type Source, valueIn } from "./yaml";

/**
 * Reads and checks a configuration file. A stack without a name is named after the file: `web` for `web.yaml`, and `exposed-eip` for
 * `exposure.yaml`.
 *
 * @param file - path of a YAML or JSON file, absolute or relative to the working directory
 * @param planLock - what is locked of an earlier plan; without it, everything is planned from scratch
 * @throws {@link ConfigurationError} with all errors in the file
 */
export function loadConfiguration(file: string, planLock?: PlanLock): Configuration {
  return parseConfiguration(readText(file), file, planLock);
}

/**
 * Checks the text of a configuration file.
 *
 * @param text - YAML or JSON
 * @param file - its name, for messages and for a stack without a name
 * @param planLock - what is locked of an earlier plan; without it, everything is planned from scratch
 * @throws {@link ConfigurationError} with all errors in the text
 */
export function parseConfiguration(
  text: string,
  file: string,
  planLock: PlanLock = EMPTY_PLAN_LOCK,
): Configuration {
  const source = withDefaults(readSource(text, file), stackNameOf(path.basename(file)), []);
  return checkedConfiguration(source, file, planLock);
}

/**
 * Parses the text of a configuration file.
 *
 * @throws {@link ConfigurationError} when it is not YAML, or empty
 */
export function readSource(text: string, file: string): Source {
  const source = parseSource(text);
  if (!("data" in source)) throw new ConfigurationError(file, source);
  if (source.data === null) {
    const { allowed, example = "" } = infoOf(configurationSchema);
    const remedy = { advice: `begin with  ${example}` };
    throw new ConfigurationError(file, [{ path: "", problem: "empty file", allowed, remedy }]);
  }
  return source;
}

/**
 * Checks the data of a configuration file.
 *
 * @throws {@link ConfigurationError} with all errors in the source
 */
export function checkedConfiguration(source: Source, file: string, planLock: PlanLock): Configuration {
  const data = withNicsOfOthers(withoutIgnoredKeys(source.data));
  const result = configurationSchema.safeParse(data);
  const configuration = result.data && { ...result.data, backend: backendOfStack(result.data) };
  const issues = [
    ...missingStackName(source, file),
    ...schemaIssues(result.error?.issues ?? [], source).filter((issue) => !isOfOtherNic(issue, source.data)),
    ...nicIssues(source.data),
    ...ruleIssues(partsOf(data, configuration), planLock).filter(
      (issue) => !isOfOtherNic(issue, source.data),
    ),
  ];
  if (configuration === undefined || issues.length > 0) {
    throw new ConfigurationError(file, located(issues, source));
  }
  return configuration;
}

/** Data without the keys at the top that are ignored. */
function withoutIgnoredKeys(data: unknown): unknown {
  if (!isMapping(data)) return data;
  return Object.fromEntries(Object.entries(data).filter(([key]) => !IGNORED_KEY.test(key)));
}

/** Settings that are inherited key by key; the others are inherited as a whole. */
const BY_KEY: readonly unknown[] = ["provider", "tags", "policy"];

/** Finds the issues of a file of defaults, whoever inherits them. */
export function defaultsIssues(source: Source): ConfigurationIssue[] {
  const settings = Object.entries(withoutIgnoredKeys(source.data) ?? {});
  const own = settings
    .filter(([key]) => OWN_SETTINGS.includes(key))
    .map(([key]): PathIssue => ({
      path: [key],
      aboutKey: true,
      problem: `${key} cannot be inherited`,
      remedy: { advice: "move it into the files that inherit these defaults" },
    }));
  const others = Object.fromEntries(settings.filter(([key]) => !OWN_SETTINGS.includes(key)));
  const { error } = defaultsSchema.safeParse(others);
  return located([...own, ...(error === undefined ? [] : schemaIssues(error.issues, source))], source);
}

/**
 * Adds to a source the settings that it does not have itself.
 *
 * @param stack - name of the stack if the source has none; undefined if the name of the file cannot be one
 * @param defaults - the nearest first
 */
export function withDefaults(own: Source, stack: string | undefined, defaults: readonly Source[]): Source {
  if (!isMapping(own.data)) return own;
  const data: Record<string, unknown> = { ...own.data };
  for (const { data: inherited } of defaults) addMissing(data, isMapping(inherited) ? inherited : {});
  if (stack !== undefined && !Object.hasOwn(data, "stack")) data.stack = stack;
  const sourceOf = (path: Path): Source => {
    const [key] = path;
    if (key === undefined || OWN_SETTINGS.includes(key)) return own;
    const owned = path.slice(0, BY_KEY.includes(key) ? 2 : 1);
    return [own, ...defaults].find((one) => valueIn(one.data, owned) !== undefined) ?? own;
  };
  return {
    data,
    textAt: (path) => sourceOf(path).textAt(path),
    positionAt: (path) => sourceOf(path).positionAt(path),
    keyPositionAt: (path) => sourceOf(path).keyPositionAt(path),
  };
}

function addMissing(data: Record<string, unknown>, defaults: Readonly<Record<string, unknown>>): void {
  for (const [key, inherited] of Object.entries(defaults)) {
    if (OWN_SETTINGS.includes(key)) continue;
    const own = data[key];
    if (!Object.hasOwn(data, key)) data[key] = inherited;
    else if (BY_KEY.includes(key) && isMapping(own) && isMapping(inherited)) {
      const missing = Object.entries(inherited).filter(([name]) => !Object.hasOwn(own, name));
      data[key] = { ...own, ...Object.fromEntries(missing) };
    }
  }
}

/** Stands for the name of the stack in the arguments of a backend, so that many stacks can share them. */
const STACK = "{stack}";

/** Backend of a configuration, with the name of its stack in place of `{stack}`. */
function backendOfStack({ backend, stack }: Pick<Configuration, "backend" | "stack">): BackendSetting {
  return { ...backend, arguments: named(backend.arguments, stack) as BackendSetting["arguments"] };
}

function named(value: unknown, stack: string): unknown {
  if (typeof value === "string") return value.replaceAll(STACK, stack);
  if (Array.isArray(value)) return value.map((one) => named(one, stack));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, named(inner, stack)]));
}

/**
 * Identifies where a state is, by a string that is the same for the same place; undefined where the configuration does not
 * say: whoever runs Terraform chooses the place, or the stack has one of its own by default.
 */
export function statePlace({ backend: { type, arguments: given } }: Configuration): string | undefined {
  switch (type) {
    case "none":
      return undefined;
    case "local":
      if (given.path === undefined) return undefined;
      return JSON.stringify([type, placeOf(given.path), placeOf(given.workspace_dir)]);
    case "cloud":
      // By tags, or by the environment, a workspace is chosen for each run.
      return JSON.stringify(given.workspaces ?? "").includes('"name"')
        ? JSON.stringify([type, given])
        : undefined;
    default:
      return JSON.stringify([type, given]);
  }
}

function placeOf(file: unknown): unknown {
  return typeof file === "string" ? fileNameIgnoringCase(path.normalize(file)) : file;
}

import { EMPTY_PLAN_LOCK, type PlanLock } from "../planning";
import { ConfigurationError, type ConfigurationIssue } from "./errors";
import { mistakesOf } from "./issues";
import { rememberPlan } from "./plan-requests";
import { exposureMistakes } from "./rules";
import { type Configuration, configurationSchema, defaultsSchema } from "./schema";
import type { BackendSetting } from "./schema/backend";
import { infoOf, isMapping } from "./schema/fields";
import { type Entry, type Located, parseSource, readText, type Source, sourceOf } from "./yaml";

/**
 * Reads and checks a configuration file.
 *
 * @param file - path of a YAML or JSON file, absolute or relative to the working directory
 * @param planLock - what is kept of an earlier plan; without it, everything is planned afresh
 * @throws {@link ConfigurationError} with everything that is wrong in the file
 */
export function loadConfiguration(file: string, planLock?: PlanLock): Configuration {
  return parseConfiguration(readText(file), file, planLock);
}

/**
 * Checks the text of a configuration file.
 *
 * @param text - YAML or JSON
 * @param file - its name, for messages
 * @param planLock - what is kept of an earlier plan; without it, everything is planned afresh
 * @throws {@link ConfigurationError} with everything that is wrong in the text
 */
export function parseConfiguration(
  text: string,
  file: string,
  planLock: PlanLock = EMPTY_PLAN_LOCK,
): Configuration {
  return checkedConfiguration(readSource(text, file), file, planLock);
}

/** @throws {@link ConfigurationError} when the text is not that of a mapping */
export function readSource(text: string, file: string): Source {
  const source = parseSource(text);
  if (!("data" in source)) throw new ConfigurationError(file, source);
  if (source.data === null) {
    const { allowed, example = "" } = infoOf(configurationSchema);
    const remedy = { advice: `begin with  ${example}` };
    throw new ConfigurationError(file, [{ path: "", problem: "the file is empty", allowed, remedy }]);
  }
  return source;
}

/** @throws {@link ConfigurationError} with everything that is wrong in the source */
export function checkedConfiguration(source: Source, file: string, planLock: PlanLock): Configuration {
  const result = configurationSchema.safeParse(source.data);
  const between = exposureMistakes(source, planLock, result.data);
  const mistakes = [...(result.success ? [] : mistakesOf(result.error.issues, source)), ...between.mistakes];
  if (!result.success || mistakes.length > 0) throw new ConfigurationError(file, mistakes);
  const configuration = { ...result.data, backend: backendOfStack(result.data) };
  rememberPlan(configuration, planLock, between.plan);
  return configuration;
}

/** What each configuration has for itself. */
const OWN = ["stack", "exposures"] as const;

/** Settings that are inherited key by key; the others are taken as a whole. */
const BY_KEY = ["provider", "tags", "policy"];

/** What is wrong with a file of defaults, whoever inherits them. */
export function defaultsMistakes(source: Source): ConfigurationIssue[] {
  const settings = isMapping(source.data) ? source.data : {};
  const own = OWN.filter((key) => Object.hasOwn(settings, key)).map((key): ConfigurationIssue => ({
    ...source.aboutKey([key]),
    problem: `each configuration has ${key} for itself`,
    remedy: { advice: "move it into the files beside this one" },
  }));
  const others = Object.fromEntries(Object.entries(settings).filter(([key]) => !isOwn(key)));
  const { error } = defaultsSchema.safeParse(others);
  return [...own, ...(error === undefined ? [] : mistakesOf(error.issues, source))];
}

function isOwn(key: string | number): boolean {
  return OWN.some((name) => name === key);
}

/**
 * A source with the settings that it does not have itself.
 *
 * @param defaults - the nearest first
 */
export function withDefaults(source: Source, defaults: readonly Source[]): Source {
  return sourceOf(defaults.reduce((own, { root }) => inherited(own, root, BY_KEY), source.root));
}

/** A source with a name for the stack, where it has none. */
export function withStackName(source: Source, name: string): Source {
  const { root } = source;
  const { position } = root;
  const value: Located = { position, data: name, text: name, size: 1 };
  if (!isMapping(root.data) || root.entries === undefined || root.entries.has("stack")) return source;
  return sourceOf(mapping(root, new Map([...root.entries, ["stack", { keyPosition: position, value }]])));
}

/** @param byKey - the keys whose mappings are put together */
function inherited(own: Located, defaults: Located, byKey: readonly string[]): Located {
  if (!isMapping(own.data) || own.entries === undefined || defaults.entries === undefined) return own;
  const entries = new Map(own.entries);
  for (const [key, entry] of defaults.entries) {
    const mine = entries.get(key);
    if (isOwn(key)) continue;
    if (mine === undefined) entries.set(key, entry);
    else if (byKey.includes(String(key)))
      entries.set(key, { ...mine, value: inherited(mine.value, entry.value, []) });
  }
  return mapping(own, entries);
}

function mapping({ position, size }: Located, entries: ReadonlyMap<string | number, Entry>): Located {
  const data = Object.fromEntries([...entries].map(([key, { value }]) => [key, value.data]));
  return { position, data, entries, size };
}

/** Stands for the name of the stack in the arguments of a back end, so that many stacks can share them. */
const STACK = "{stack}";

/** The back end of a configuration, with the name of its stack in the place of `{stack}`. */
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
 * Where a state is, as a text that is the same for the same place. `undefined` where the configuration does not say: who runs
 * Terraform chooses the place, or the stack has one of its own by default.
 */
export function statePlace({ backend: { type, arguments: given } }: Configuration): string | undefined {
  switch (type) {
    case "none":
      return undefined;
    case "local":
      return given.path === undefined ? undefined : JSON.stringify([type, given.path, given.workspace_dir]);
    case "cloud":
      // By tags, or by the environment, a workspace is chosen for each run.
      return JSON.stringify(given.workspaces ?? "").includes('"name"')
        ? JSON.stringify([type, given])
        : undefined;
    default:
      return JSON.stringify([type, given]);
  }
}

import { EMPTY_PLAN_LOCK, type PlanLock } from "../plan";
import { exposureMistakes } from "./exposure-mistakes";
import { mistakesOf } from "./issues";
import { ConfigurationError } from "./mistake";
import { rememberPlan } from "./planning";
import { readText } from "./read-text";
import { type Configuration, configurationSchema } from "./schema";
import { infoOf } from "./setting";
import { parseSource, type Source } from "./source";
import { backendOfStack } from "./state-place";

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

import {
  ConfigurationError,
  type ConfigurationIssue,
  ConfigurationsError,
} from "../configuration/configuration-errors";
import { helpFor, UserError } from "../errors";
import { synthesized } from "../export/output";
import { ExposureStack } from "../stack/exposure-stack";
import { type LoadedConfiguration, loadConfigurations } from "./configuration-files";
import { ProviderLockFile } from "./provider-lock-file";
import { describeErrors } from "./run";
import { stackReport, warningsOf } from "./summary";

/** Error in a configuration, as a program reads it. */
export interface CheckedError extends Omit<ConfigurationIssue, "position" | "path"> {
  /** File with the error. */
  readonly file: string;
  /** Line, from 1; undefined if the error is about the file as a whole. */
  readonly line?: number | undefined;
  /** Column, from 1; undefined if the error is about the file as a whole. */
  readonly column?: number | undefined;
  /** Path of the setting; empty for the file or the stack as a whole. */
  readonly path: string;
  /** Place in the documentation with cause and remedy. */
  readonly help: string;
}

/** Stack that was checked. */
export interface CheckedStack {
  /** Name of the stack. */
  readonly stack: string;
  /** Configuration file. */
  readonly file: string;
  /** Region of the stack. */
  readonly region: string;
  /** Keys of its exposures. */
  readonly exposures: readonly string[];
  /** Warnings, such as that of a block that shadows addresses of others. */
  readonly warnings: readonly string[];
  /** Whether the plan lock file is up to date; else the next synthesis writes it. */
  readonly isPlanLocked: boolean;
  /** Report of the synthesis, as lines for people. @internal */
  readonly report: readonly string[];
}

/** Outcome of a check. */
export interface CheckReport {
  /** Whether there is no error. */
  readonly isValid: boolean;
  /** Errors, in the order of files and positions. */
  readonly errors: readonly CheckedError[];
  /** Stacks without errors; none if a configuration has errors. */
  readonly stacks: readonly CheckedStack[];
  /** Errors as messages for people. @internal */
  readonly messages: readonly string[];
}

/** Finding about a stack, beside those of its configuration. */
export interface CheckFinding {
  /** `error`: an apply would fail. */
  readonly severity: "error" | "warning";
  /** Name of the check. */
  readonly check: string;
  /** Fact; imperative. */
  readonly message: string;
}

/** Further check of a stack, such as one that asks the cloud. */
export type StackCheck = (
  configuration: LoadedConfiguration,
  stack: ExposureStack,
) => Promise<readonly CheckFinding[]>;

/**
 * Checks configurations without writing anything: settings, plan, policies and lock files.
 *
 * @param source - configuration file or folder
 * @param checks - further checks of each stack without errors; default: none
 */
export async function checkConfigurations(
  source: string,
  checks: readonly StackCheck[] = [],
): Promise<CheckReport> {
  const errors: FoundError[] = [];
  const tried = <Result>(check: () => Result): Result | undefined => {
    try {
      return check();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      errors.push({ error, key: error.code });
      return undefined;
    }
  };
  tried(() => ProviderLockFile.committed(source).lock);
  const stacks: CheckedStack[] = [];
  for (const one of tried(() => loadConfigurations(source)) ?? []) {
    const { configuration, file, lockFile } = one;
    const stack = tried(
      () => synthesized((app) => new ExposureStack(app, configuration, lockFile.content)).stack,
    );
    if (stack === undefined) continue;
    const findings: CheckFinding[] = [];
    for (const check of checks) findings.push(...(await check(one, stack)));
    const more = findings.filter(({ severity }) => severity === "warning").map(({ message }) => message);
    for (const { severity, message, check } of findings)
      if (severity === "error")
        errors.push({ error: new ConfigurationError(file, [{ path: "", problem: message }]), key: check });
    stacks.push({
      stack: configuration.stack,
      file,
      region: configuration.region,
      exposures: Object.keys(configuration.exposures),
      warnings: [...warningsOf(stack), ...more],
      isPlanLocked: lockFile.has(stack.fleet.planLock),
      report: [...stackReport(stack, false), ...more.map((warning) => `warning: ${warning}`)],
    });
  }
  return {
    isValid: errors.length === 0,
    errors: errors.flatMap((error) => checkedErrors(error, source)),
    stacks,
    messages: errors.map(({ error }) => error.message),
  };
}

/** Error, and the key of its help: its code, or the name of the check that found it. */
interface FoundError {
  readonly error: UserError;
  readonly key: string;
}

function checkedErrors({ error, key }: FoundError, source: string): CheckedError[] {
  const help = helpFor(key);
  if (error instanceof ConfigurationsError)
    return error.errors.flatMap((one) => checkedErrors({ error: one, key }, source));
  if (!(error instanceof ConfigurationError))
    return [{ file: source, path: "", problem: error.message, help }];
  return error.issues.map(({ position, ...issue }) => ({
    file: position?.file ?? error.file,
    line: position?.line,
    column: position?.column,
    ...issue,
    help,
  }));
}

/** Returns the outcome of a check without its texts for people. */
export function checkReportData({ isValid, errors, stacks }: CheckReport): object {
  return { isValid, errors, stacks: stacks.map((stack) => ({ ...stack, report: undefined })) };
}

/** Describes the errors that a check found. */
export function describeCheckErrors({ errors, messages }: CheckReport): string {
  return describeErrors(
    messages,
    errors.map(({ help }) => help),
    errors.length,
  );
}

/** Describes the outcome of a check without errors: reports of the stacks and a line with the number of warnings. */
export function describeChecked({ stacks }: CheckReport): string {
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  const exposures = stacks.reduce((sum, stack) => sum + stack.exposures.length, 0);
  const warnings = stacks.reduce((sum, stack) => sum + stack.warnings.length, 0);
  const unlocked = stacks.filter(({ isPlanLocked }) => !isPlanLocked).map(({ stack }) => stack);
  return [
    ...stacks.flatMap(({ report }) => [...report, ""]),
    ...(unlocked.length === 0
      ? []
      : [`the plan is not locked yet: ${unlocked.join(", ")}; exposed-eip synth locks it`]),
    `valid: ${count(stacks.length, "stack")}, ${count(exposures, "exposure")}, ${count(warnings, "warning")}`,
    "",
  ].join("\n");
}

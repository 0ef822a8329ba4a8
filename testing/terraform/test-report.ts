import { mapValues } from "../map-values";
import { CommandError, type CommandResult } from "../run-command";
import { type Diagnostic, diagnostic, type RawDiagnostic } from "./diagnostic";

/** What `terraform test` said: the runs of each test file, by the file's name and the run's name. */
export type TestReport = Readonly<Record<string, Readonly<Record<string, TestRun>>>>;

/** One `run` block. After a run that failed, Terraform skips the later ones of the same file. */
export interface TestRun {
  /** `fail`: an assertion did not hold. `error`: the plan or apply failed, or did not fail as it was expected to. */
  readonly status: "pass" | "fail" | "error" | "skip";
  readonly diagnostics: readonly Diagnostic[];
  /** The outputs: all for an apply, those known in advance for a plan. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /**
   * Attribute values of each resource by its address: after an apply of data sources too, for a plan as planned and
   * without what is not known in advance. Empty when the run did not get that far.
   */
  readonly resources: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * Reads the output of `terraform test -json -verbose`.
 *
 * @throws {@link CommandError} when Terraform complains of something outside of the runs, or of an override without a
 *   target: then the configuration or the test file is wrong, and no run says anything about the case it was made for
 */
export function testReport(result: CommandResult): TestReport {
  const files: Record<string, Record<string, TestRun>> = {};
  for (const event of events(result)) {
    const [file, run] = [event["@testfile"], event["@testrun"]];
    if (event.diagnostic?.severity === "error" && (file === undefined || run === undefined)) {
      throw new CommandError(
        `failed outside of the runs (${event.diagnostic.summary})`,
        result.command,
        result,
      );
    }
    if (/^(?:Invalid override target|Resource not found: )/.test(event.diagnostic?.summary ?? "")) {
      throw new CommandError("overrides what the configuration does not have", result.command, result);
    }
    if (file === undefined || run === undefined) continue;
    const runs = (files[file] ??= {});
    const known = runs[run] ?? { status: "skip", diagnostics: [], outputs: {}, resources: {} };
    runs[run] = { ...known, ...newsOf(event, known) };
  }
  return files;
}

/** The lines of `terraform test -json -verbose` that the report is made of. */
interface TestEvent {
  readonly "@testfile"?: string;
  readonly "@testrun"?: string;
  readonly test_run?: { readonly status?: TestRun["status"] };
  readonly test_plan?: {
    readonly resource_changes?: readonly { readonly address: string; readonly change: Change }[];
    readonly output_changes?: Readonly<Record<string, Change>>;
  };
  /** Terraform writes the values of the state, OpenTofu the state. */
  readonly test_state?: StateValues & { readonly values?: StateValues };
  readonly diagnostic?: RawDiagnostic;
}

interface Change {
  readonly after?: unknown;
}

interface StateValues {
  readonly root_module?: StateModule;
  readonly outputs?: Readonly<Record<string, { readonly value: unknown }>>;
}

interface StateModule {
  readonly resources?: readonly {
    readonly address: string;
    readonly values: Readonly<Record<string, unknown>>;
  }[];
  readonly child_modules?: readonly StateModule[];
}

function events(result: CommandResult): readonly TestEvent[] {
  const lines = result.stdout.split("\n").filter((line) => line.startsWith("{"));
  const events = lines.map((line) => JSON.parse(line) as TestEvent & { readonly test_summary?: unknown });
  if (!events.some((event) => event.test_summary !== undefined)) {
    throw new CommandError("came to no result", result.command, result);
  }
  return events;
}

function newsOf(event: TestEvent, known: TestRun): Partial<TestRun> {
  if (event.diagnostic) return { diagnostics: [...known.diagnostics, diagnostic(event.diagnostic)] };
  if (event.test_run?.status) return { status: event.test_run.status };
  if (event.test_plan) {
    const { resource_changes = [], output_changes = {} } = event.test_plan;
    return {
      resources: Object.fromEntries(
        resource_changes.map(({ address, change }) => [
          address,
          (change.after ?? {}) as Record<string, unknown>,
        ]),
      ),
      outputs: mapValues(output_changes, (change) => change.after),
    };
  }
  if (event.test_state) {
    const { root_module = {}, outputs = {} } = event.test_state.values ?? event.test_state;
    return { resources: resourcesOf(root_module), outputs: mapValues(outputs, ({ value }) => value) };
  }
  return {};
}

function resourcesOf(module: StateModule): TestRun["resources"] {
  const own = (module.resources ?? []).map(({ address, values }) => [address, values] as const);
  return Object.assign(
    Object.fromEntries(own),
    ...(module.child_modules ?? []).map(resourcesOf),
  ) as TestRun["resources"];
}

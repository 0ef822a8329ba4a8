import type { Clock } from "./clock";
import { transportParameters } from "./parameters";

/** One call, as GET /calls shows it. */
export interface LoggedCall {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `vpc`, `ecs` …; `undefined` when the request names no version that is known. */
  readonly product: string | undefined;
  /** `(unknown)` when there is no such action. */
  readonly action: string;
  /** Without signature, tokens and passwords; long values are cut. */
  readonly parameters: Readonly<Record<string, string>>;
  /** `done`, `disconnected`, or the code of the refusal. */
  result: string;
  /** What the refusal says. */
  message?: string;
}

/** Parameters that are not logged: they say nothing of what was asked for, or nobody may know them. */
const secretParameters: ReadonlySet<string> = new Set([
  ...transportParameters,
  "Action",
  "Version",
  "Password",
]);
/** The name under which every action is logged and counted that does not exist. */
const unknownAction = "(unknown)";
/** How many calls are kept; their counts go on. */
const keptCalls = 10_000;
/** How many characters of a parameter, and how many parameters, are kept: enough for the longest command. */
const keptCharacters = 25_000;
const keptParameters = 200;

/** Every call since the start or the last reset, in order of arrival, and how often each action was called. */
export class CallLog {
  private readonly calls: LoggedCall[] = [];
  private readonly counts = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** Logs a call that has arrived. */
  begin(
    product: string | undefined,
    action: string | undefined,
    values: ReadonlyMap<string, string>,
  ): LoggedCall {
    const entry: LoggedCall = {
      at: this.clock.now(),
      product,
      action: action ?? unknownAction,
      parameters: Object.fromEntries(
        [...values]
          .filter(([name]) => !secretParameters.has(name))
          .slice(0, keptParameters)
          .map(([name, value]) => [name.slice(0, 100), value.slice(0, keptCharacters)]),
      ),
      result: "",
    };
    this.calls.push(entry);
    if (this.calls.length > keptCalls) this.calls.shift();
    this.counts.set(entry.action, (this.counts.get(entry.action) ?? 0) + 1);
    return entry;
  }

  clear(): void {
    this.calls.length = 0;
    this.counts.clear();
  }

  /** How many calls there were, and how many of each action. */
  summary(): { total: number; actions: Record<string, number> } {
    const actions = Object.fromEntries([...this.counts].sort(([one], [other]) => (one < other ? -1 : 1)));
    return { total: [...this.counts.values()].reduce((sum, count) => sum + count, 0), actions };
  }

  /** The calls, of one action only if it is given. */
  list(action?: string): LoggedCall[] {
    return this.calls.filter((call) => action === undefined || call.action === action);
  }
}

import { ManualClock, type DataPlane } from "../../src";
import { Engine } from "../../src/engine";
import type { FaultRules } from "../../src/faults";
import type { Seed } from "../../src/state";
import { versionOf } from "./client";

/** What a call without transport gives: `code` is empty when it was done, and then `answer` is there. */
export interface Result {
  readonly code: string;
  readonly status: number;
  readonly message: string;
  // The answers are read by path in tests; what is there is what is under test.
  readonly answer: Record<string, unknown>;
}

/** An engine on a clock that stands still, called without HTTP. */
export class TestCloud {
  readonly clock = new ManualClock();
  readonly planeFailures: unknown[] = [];
  readonly engine: Engine;

  constructor(seed: Seed = {}, options: { faults?: FaultRules; dataPlane?: DataPlane } = {}) {
    this.engine = new Engine({
      seed,
      faults: options.faults ?? [],
      key: undefined,
      clock: this.clock,
      dataPlane: options.dataPlane ?? {},
      onCall: () => undefined,
      onDataPlaneFailure: (_event, error) => this.planeFailures.push(error),
    });
  }

  /** Calls an action. A closed connection has the code `(disconnected)`. */
  call(action: string, parameters: Readonly<Record<string, string>> = {}): Result {
    const values = { Action: action, Version: versionOf(action, parameters), ...parameters };
    const outcome = this.engine.execute("POST", new Map(Object.entries(values)));
    if (outcome === "disconnect") return { code: "(disconnected)", status: 0, message: "", answer: {} };
    if ("answer" in outcome) return { code: "", status: 200, message: "", answer: outcome.answer };
    const { code, status, message } = outcome.refusal;
    return { code, status, message, answer: {} };
  }

  /** Calls an action that has to be done, and waits until everything it began is done. */
  done(action: string, parameters: Readonly<Record<string, string>> = {}): Record<string, unknown> {
    const result = this.call(action, parameters);
    if (result.code !== "") throw new Error(`${action} was refused: ${result.code}: ${result.message}`);
    this.clock.advance(60_000);
    return result.answer;
  }

  /** Calls an action that has to be refused, and gives the code. */
  refused(action: string, parameters: Readonly<Record<string, string>> = {}): string {
    const result = this.call(action, parameters);
    if (result.code === "") throw new Error(`${action} was not refused`);
    return result.code;
  }
}

/** The text at a path, for example `Vpcs.Vpc.0.Status`. */
export function at(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((inner, key) => {
    return typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined;
  }, value);
}

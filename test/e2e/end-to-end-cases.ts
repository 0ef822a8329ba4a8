import { appendFileSync } from "node:fs";

import type { Seed } from "../../emulator/src";
import { realProvider } from "../../testing/real-provider";
import { describeIf } from "../../testing/requirements";
import { terraform } from "../../testing/terraform";
import { Deployment } from "./deployment";
import { existing } from "./existing";

/** What is run once more after a fault. */
export type Convergence = "apply" | "destroy";

/** A line of the table that `npm run e2e` prints. */
export interface EndToEndCase {
  /** What happens, as it reads after the title of its kind. */
  readonly name: string;
  /**
   * Whether `npm test` runs it too, and not `npm run e2e` alone.
   * @default false
   */
  readonly always?: boolean;
  /**
   * What is in the account before.
   * @default - some servers and EIPs
   */
  readonly seed?: Seed;
  /**
   * The command that brings a stack into order after a fault, alone or after `exposed-eip recover`, which the table says.
   * @default - that of the kind
   */
  readonly convergence?: Convergence;
  /** Does it, and returns what came out in a few words. */
  readonly story: (deployment: Deployment) => Promise<string>;
}

/** Milliseconds for one case; most of them are the provider's own fixed waits. */
const TIMEOUT = 900_000;

/** The environment variable that `npm run e2e` sets: the file in which it wants a line for each case. */
export const RECORD_FILE = "E2E_RECORD_FILE";

/** The cases of one kind. */
export interface Cases {
  /** How the names of all of them begin. */
  readonly title: string;
  /**
   * What is run once more after the faults of the kind.
   * @default - nothing goes wrong
   */
  readonly convergence?: Convergence;
  readonly cases: readonly EndToEndCase[];
}

/**
 * Runs cases side by side, because they wait most of the time: all of them in `npm run e2e`, else those that say so. Jest runs
 * side by side what is in one block only.
 */
export function describeCases(name: string, kinds: readonly Cases[]): void {
  const all = kinds.flatMap(({ title, convergence, cases }) =>
    cases.map((one) => ({
      ...(convergence === undefined ? {} : { convergence }),
      ...one,
      name: `${title} ${one.name}`,
    })),
  );
  const chosen = all.filter(({ always }) => always === true || process.env[RECORD_FILE] !== undefined);
  describeIf([terraform, realProvider], name, () => {
    test.concurrent.each(chosen)("$name", run, TIMEOUT);
  });
}

async function run({ name, seed = existing, story, convergence }: EndToEndCase): Promise<void> {
  const start = Date.now();
  let [result, calls, isRecovered] = ["", 0, false];
  try {
    await Deployment.run(seed, async (deployment) => {
      try {
        result = await story(deployment);
      } finally {
        isRecovered = deployment.isRecovered;
        calls = deployment.emulator.calls.summary().total;
      }
    });
  } finally {
    const by = convergence === undefined ? "" : `${isRecovered ? "recover, " : ""}${convergence}`;
    record({ name, result, by, calls, seconds: Math.round((Date.now() - start) / 1000) });
  }
}

function record(line: object): void {
  const file = process.env[RECORD_FILE];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(line)}\n`);
}

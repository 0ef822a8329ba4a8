import { spawn } from "node:child_process";

import type { LoggedCall } from "../../emulator/src";

/** A program to kill. */
export interface Killable {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Is told of each call once the cloud has done it and before the answer is sent.
 *
 * @returns after how many milliseconds the program is killed; `undefined` to let it go on
 */
export type Moment = (call: LoggedCall) => number | undefined;

/**
 * Runs a program and kills it and whatever it started: `SIGKILL`, so that nobody can tidy up.
 *
 * @param listen - registers who is told of calls; returns what ends that
 * @returns whether it was killed; it was not if it ended before
 */
export async function runAndKill(
  { program, args, folder, environment }: Killable,
  moment: Moment,
  listen: (listener: (call: LoggedCall) => void) => () => void,
): Promise<boolean> {
  // A process group of its own, for the provider.
  const child = spawn(program, args, { cwd: folder, env: environment, detached: true, stdio: "ignore" });
  const kill = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
  };
  let timer: NodeJS.Timeout | undefined;
  const stop = listen((call) => {
    const delay = timer === undefined ? moment(call) : undefined;
    if (delay === undefined) return;
    timer = setTimeout(kill, delay);
    // At once, so that the answer does not get through.
    if (delay === 0) kill();
  });
  const signal = await new Promise<NodeJS.Signals | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (_code, by) => {
      resolve(by);
    });
  });
  clearTimeout(timer);
  stop();
  return signal === "SIGKILL";
}

import type { LoggedCall } from "../../emulator/src";

/**
 * Is told of each call once the cloud has done it and before the answer is sent.
 *
 * @returns after how many milliseconds the program is killed; `undefined` to let it go on
 */
export type Moment = (call: LoggedCall) => number | undefined;

/**
 * Runs a program and kills it and whatever it started: `SIGKILL`, so that nobody can tidy up.
 *
 * @param run - runs it until the signal is aborted
 * @param listen - registers who is told of calls; returns what ends that
 * @returns whether it was killed; it was not if it ended before
 */
export async function killAt(
  moment: Moment,
  run: (signal: AbortSignal) => Promise<unknown>,
  listen: (listener: (call: LoggedCall) => void) => () => void,
): Promise<boolean> {
  const killed = new Error("killed");
  const controller = new AbortController();
  const kill = () => {
    controller.abort(killed);
  };
  let timer: NodeJS.Timeout | undefined;
  const stop = listen((call) => {
    const delay = timer === undefined ? moment(call) : undefined;
    if (delay === undefined) return;
    timer = setTimeout(kill, delay);
    // At once, so that the answer does not get through.
    if (delay === 0) kill();
  });
  try {
    await run(controller.signal);
    return false;
  } catch (error) {
    if (error !== killed) throw error;
    return true;
  } finally {
    clearTimeout(timer);
    stop();
  }
}

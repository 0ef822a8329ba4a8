import { liveRun } from "./e2e-live/live-run";
import { HELP, readOptions } from "./e2e-live/options";
import { UsageError } from "./e2e-live/usage-error";

// Checks on a real account what only the real cloud can confirm: docs/reference/live-checks.md.
async function main(): Promise<number> {
  try {
    // Before the options are node and this file.
    const options = readOptions(process.argv.slice(2));
    if (options !== "help") return await liveRun(options);
    process.stdout.write(HELP);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n\n${HELP}`);
    return 1;
  }
}

void main().then((exitCode) => {
  process.exitCode = exitCode;
});

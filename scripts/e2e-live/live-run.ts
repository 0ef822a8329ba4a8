import * as fs from "node:fs";
import * as path from "node:path";
import * as readline from "node:readline/promises";

import { App } from "cdktf";

import { checks } from "./checks";
import { costs } from "./costs";
import { type Finding, table } from "./findings";
import { LiveStack, STACK } from "./live-stack";
import type { LiveOptions } from "./options";
import { Interrupted, LiveTerraform } from "./terraform";

/** Path of the state while there is something: in the folder in which the program was started. */
const FOLDER = "e2e-live";

/** How often destroying is tried. */
const ATTEMPTS = 3;

/** Text that has to be typed before anything is created. */
const CONSENT = "create";

/**
 * Creates the stack, checks, and destroys everything again, also after a failure and after Ctrl-C.
 *
 * @returns the exit code: 0 when everything was as assumed and nothing is left, 130 after Ctrl-C, else 1
 */
export async function liveRun(options: LiveOptions): Promise<number> {
  const terraform = prepare(options);
  const isLeft = (await listed(terraform)).length > 0;
  if (options.destroy) return (await destroyed(terraform)) ? 0 : 1;
  if (isLeft) {
    say(
      `An earlier run has left something in ${FOLDER}/. Destroy it first: the same command with --destroy.`,
    );
    return 1;
  }
  say(costs(options));
  if (!options.yes && !(await isAgreed())) {
    say("Nothing was created.");
    return 1;
  }
  const findings: Finding[] = [];
  const isInterrupted = await untilInterrupted(terraform, () => checks(terraform, findings, say));
  const isClean = await destroyed(terraform);
  say(`\n${table(findings)}`);
  if (isInterrupted) return 130;
  const isConfirmed = findings.every(({ verdict }) => verdict === "as assumed" || verdict === "open");
  return isClean && isConfirmed ? 0 : 1;
}

/** Synthesizes the stack. */
function prepare(options: LiveOptions): LiveTerraform {
  const outdir = path.join(FOLDER, "cdktf.out");
  fs.mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir });
  new LiveStack(app, options);
  app.synth();
  const folder = path.join(outdir, "stacks", STACK);
  for (const file of ["probe.tf.json", "probe_override.tf.json"]) {
    fs.rmSync(path.join(folder, file), { force: true });
  }
  return new LiveTerraform(folder, path.join(FOLDER, "terraform.log"));
}

async function isAgreed(): Promise<boolean> {
  const terminal = readline.createInterface({ input: process.stdin, output: process.stdout });
  const noAnswer = new Promise<string>((resolve) => {
    terminal.once("close", () => {
      resolve("");
    });
  });
  try {
    return (await Promise.race([terminal.question(`Type "${CONSENT}" to go on: `), noAnswer])) === CONSENT;
  } finally {
    terminal.close();
  }
}

/** Does something until it ends, or Ctrl-C or an end of the session ends it. Returns whether that was so. */
async function untilInterrupted(terraform: LiveTerraform, action: () => Promise<void>): Promise<boolean> {
  const interrupt = () => {
    say("interrupted: what was created is destroyed");
    terraform.interrupt();
  };
  for (const signal of SIGNALS) process.once(signal, interrupt);
  try {
    await action();
    return false;
  } catch (error) {
    if (error instanceof Interrupted) return true;
    say(`failed: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupt);
    terraform.resume();
  }
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Destroys everything, whatever signals arrive; says what is left if that fails. Returns whether nothing is. */
async function destroyed(terraform: LiveTerraform): Promise<boolean> {
  const hold = () => {
    say("destroying goes on: what is left would be billed");
  };
  for (const signal of SIGNALS) process.on(signal, hold);
  try {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      say(`destroying everything${attempt === 1 ? "" : `, attempt ${attempt} of ${ATTEMPTS}`}`);
      const { exitCode } = await terraform.run("destroy", "-auto-approve");
      if (exitCode === 0) break;
    }
    const left = await listed(terraform);
    if (left.length === 0) {
      say("nothing is left");
      return true;
    }
    say(
      `STILL THERE, and billed where it costs something:\n  ${left.join("\n  ")}\n` +
        `${FOLDER}/terraform.log says why. Try again with the same command and --destroy, or remove them in the console: ` +
        `their names begin with ${STACK}. Keep ${FOLDER}/terraform.tfstate until they are gone.`,
    );
    return false;
  } finally {
    for (const signal of SIGNALS) process.off(signal, hold);
  }
}

/** The addresses of what there is, by Terraform's state. */
async function listed(terraform: LiveTerraform): Promise<string[]> {
  await terraform.run("init");
  const { stdout } = await terraform.run("state", "list");
  return stdout.split("\n").filter((address) => address !== "" && !address.startsWith("data."));
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

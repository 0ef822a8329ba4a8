import { createInterface } from "node:readline/promises";

import { type Command, InvalidArgumentError } from "commander";

import {
  action,
  commandNamed,
  configurationArgument,
  EXIT_CODES,
  jsonOption,
  outputOption,
  path,
  printJson,
  usageError,
} from "../command";
import { configurationFile, loadConfigurations } from "../configuration-files";
import {
  compareStack,
  deletable,
  describeOutcome,
  describeRecovery,
  reasonNotToDelete,
  type RecoveredStack,
  type RecoveryOutcome,
  recoverStack,
} from "../recover";
import { outputFolder } from "../run";
import { colored, isOnTerminal } from "../terminal";

interface Options {
  readonly list?: boolean;
  readonly delete?: boolean;
  readonly yes?: boolean;
  readonly wait: number;
  readonly root?: string;
  readonly output?: string;
  readonly json?: boolean;
}

/** Seconds that a stuck ENI gets by default. */
const WAIT_SECONDS = 60;

/** Returns the command `recover`, which finds what an interrupted apply left in the account. */
export function recoverCommand(): Command {
  const command = commandNamed("recover", {
    summary: "find what an interrupted apply left in the account, and have it imported",
    description:
      "Compares the account with the configuration and the state, and names each resource of the stack that Terraform does not know. " +
      "Writes recover.tf.json beside the synthesized stack, with which the next apply imports them; when nothing is left, removes it. " +
      "Detaches ENIs once more that are stuck in Detaching, and names the resources of others that a destroy waits for. " +
      "What does not provably belong to the stack is never touched. Exits with 1 if the account does not show enough to be sure.",
    examples: [
      "recover",
      "recover exposures/web.yaml --list --json",
      "recover --delete",
      "recover --root exported",
    ],
  });
  return command
    .addArgument(configurationArgument())
    .option("--list", "only list: write nothing, and change nothing in the account")
    .option(
      "--delete",
      "delete unused EIPs, ENIs and commands that Terraform does not know, after a question, instead",
    )
    .option("--yes", "delete without a question, if the state shows what Terraform knows")
    .option("--wait <seconds>", `seconds for a stuck ENI to leave its instance`, seconds, WAIT_SECONDS)
    .option("--root <folder>", "folder of an exported root configuration, from which Terraform runs", path)
    .addOption(outputOption())
    .addOption(
      jsonOption(
        "print {stack, region, state, leftovers, foreign, stuck, holders, unproven, importFile, detached, deleted, keptBecause} for each stack",
      ),
    )
    .action(
      action(async (source: string | undefined, options: Options) => {
        requireConsistent(command, options);
        const all = loadConfigurations(configurationFile(source));
        const { root, list, json, wait } = options;
        if (root !== undefined && all.length > 1)
          usageError(command, "--root is for one stack; name its configuration file");
        const place = { outdir: outputFolder(options.output), root };
        const reports: (RecoveredStack & Partial<RecoveryOutcome>)[] = [];
        const print = (text: string) => {
          if (json !== true) process.stdout.write(colored(text, process.stdout));
        };
        for (const loaded of all) {
          const compared = await compareStack(loaded, place);
          print(describeRecovery(compared));
          if (list === true) {
            reports.push(compared);
            continue;
          }
          const agreed = options.delete === true ? deletable(compared) : [];
          const isAsked = options.yes !== true;
          const isPossible = reasonNotToDelete(compared, isAsked) === undefined;
          if (agreed.length > 0 && isAsked && isPossible && !(await isAgreed(agreed.length))) {
            print("nothing deleted, nothing written\n");
            reports.push(compared);
            continue;
          }
          const outcome = await recoverStack(compared, loaded, place, { agreed, isAsked, waitSeconds: wait });
          print(describeOutcome(compared, outcome));
          reports.push({ ...compared, ...outcome });
        }
        if (json === true) printJson(reports);
        const isWhole = ({ unproven, keptBecause, detached = [], deleted = [] }: (typeof reports)[number]) =>
          unproven.length === 0 &&
          keptBecause === undefined &&
          [...detached, ...deleted].every(({ isDone }) => isDone);
        return reports.every(isWhole) ? undefined : "userError";
      }),
    );
}

function requireConsistent(command: Command, { list, delete: deletes, yes, json }: Options): void {
  if (list === true && deletes === true) usageError(command, "--list changes nothing; remove it or --delete");
  if (yes === true && deletes !== true) usageError(command, "--yes is for --delete; add it, or remove --yes");
  if (deletes !== true || yes === true) return;
  if (json === true || !isOnTerminal())
    usageError(
      command,
      "--delete asks a question, which nobody can answer here; add --yes, or look with --list first",
    );
}

/** Asks whether to delete; only `yes` is an agreement. Ctrl-C and the end of the input end the process with nothing changed. */
async function isAgreed(count: number): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const stop = () => {
    process.stdout.write("\nnothing deleted, nothing written\n");
    process.exit(EXIT_CODES.interrupted);
  };
  terminal.once("SIGINT", stop).once("close", stop);
  const what = count === 1 ? "the unused resource" : `the ${count} unused resources`;
  const answer = await terminal.question(
    `Delete ${what} above? They cannot be restored. Write yes to delete: `,
  );
  terminal.off("close", stop).close();
  return answer.trim() === "yes";
}

function seconds(text: string): number {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : NaN;
  if (!(number <= 3600)) throw new InvalidArgumentError("It is not a number from 0 to 3600.");
  return number;
}

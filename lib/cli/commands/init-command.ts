import { createInterface } from "node:readline/promises";

import { type Command, InvalidArgumentError } from "commander";

import { ConfigurationError } from "../../configuration/configuration-errors";
import { action, commandNamed, EXIT_CODES, path, PROGRAM, usageError } from "../command";
import { DEFAULT_CONFIGURATION_FILE } from "../configuration-files";
import {
  answerIssues,
  DEFAULT_NAME,
  DEFAULT_REGION,
  type InitAnswers,
  regionInEnvironment,
  requireAbsent,
  writeInitialConfiguration,
} from "../init";
import { shellWord } from "../summary";
import { isOnTerminal } from "../terminal";

type Options = Partial<InitAnswers>;

/** Returns the command `init`, which writes a configuration file. */
export function initCommand(): Command {
  return commandNamed("init", {
    summary: "write a first configuration file",
    description:
      "Writes a configuration file with comments. On a terminal, it asks for what the options do not say. " +
      "A file that exists is never replaced.",
    examples: [
      "init",
      "init --instance i-bp1example --eip 203.0.113.106",
      "init exposures/mail.yaml --instance i-bp1example --eip eip-bp1example --region cn-shanghai --name mail",
    ],
  })
    .argument("[file]", "file to write", yamlFile, DEFAULT_CONFIGURATION_FILE)
    .option("--instance <id>", "ID of an existing ECS instance")
    .option("--eip <eip>", "existing EIP: its address, or its allocation ID (eip-…)")
    .option(
      "--region <region>",
      `region of both (default: $ALICLOUD_REGION, $ALIBABA_CLOUD_REGION, or ${DEFAULT_REGION})`,
    )
    .option("--name <name>", `name of the exposure (default: ${DEFAULT_NAME})`)
    .action(
      action(async (file: string, options: Options, command: Command) => {
        requireAbsent(file);
        const given = regionInEnvironment(process.env);
        const { instance, eip, name = DEFAULT_NAME } = options;
        const region = options.region ?? given?.region ?? DEFAULT_REGION;
        const isComplete = instance !== undefined && eip !== undefined;
        if (!isComplete && !isOnTerminal()) {
          const missing = [instance === undefined && "--instance <id>", eip === undefined && "--eip <eip>"];
          usageError(command, `missing, and no terminal to ask on: ${missing.filter(Boolean).join(", ")}`);
        }
        const answers = isComplete
          ? { instance, eip, name, region }
          : await askFor({ ...options, region }, options);
        const issues = answerIssues(answers);
        if (issues.length > 0) throw new ConfigurationError(`${PROGRAM} init`, issues);
        writeInitialConfiguration(file, answers);
        const synth = file === DEFAULT_CONFIGURATION_FILE ? "synth" : `synth ${shellWord(file)}`;
        const lines = [
          `written: ${file}      next: ${PROGRAM} ${synth}`,
          ...(options.region === undefined && isComplete ? [regionNote(region, given?.variable, file)] : []),
        ];
        process.stdout.write(lines.map((line) => `${line}\n`).join(""));
        return undefined;
      }),
    );
}

/** @throws InvalidArgumentError if the file cannot be YAML with comments */
function yamlFile(text: string): string {
  const file = path(text);
  if (/[^/\\]\.ya?ml$/.test(file)) return file;
  throw new InvalidArgumentError("The file has comments: its name must end in .yaml or .yml.");
}

function regionNote(region: string, variable: string | undefined, file: string): string {
  return variable === undefined
    ? `region ${region} is assumed, since neither --region nor ALICLOUD_REGION nor ALIBABA_CLOUD_REGION is set; ` +
        `for another one, change region in ${file}`
    : `region ${region} is that of ${variable}; for another one, change region in ${file}`;
}

/** Questions, in their order. */
const QUESTIONS = {
  instance: "ID of the ECS instance (i-…)",
  eip: "EIP: its address, or its allocation ID (eip-…)",
  region: "Region of both",
  name: "Name of the exposure",
} as const satisfies Record<keyof InitAnswers, string>;

/** An answer that is valid, to check the others one by one. */
const VALID: InitAnswers = {
  instance: "i-bp1example",
  eip: "203.0.113.106",
  region: DEFAULT_REGION,
  name: DEFAULT_NAME,
};

/**
 * Asks on the terminal for what the options do not say, each until its answer is valid. Ctrl-C and the end of the input end the process
 * with nothing written.
 */
async function askFor(defaults: Options, options: Options): Promise<InitAnswers> {
  const answers = { ...VALID, ...options };
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const stop = () => {
    process.stdout.write("\nnothing written\n");
    process.exit(EXIT_CODES.interrupted);
  };
  terminal.once("SIGINT", stop).once("close", stop);
  for (const setting of Object.keys(QUESTIONS) as (keyof InitAnswers)[]) {
    if (options[setting] !== undefined) continue;
    const byDefault = setting === "name" ? DEFAULT_NAME : defaults[setting];
    const hint = byDefault === undefined ? "" : ` [${byDefault}]`;
    for (;;) {
      const text = (await terminal.question(`${QUESTIONS[setting]}${hint}: `)).trim();
      answers[setting] = text === "" ? (byDefault ?? "") : text;
      const [issue] = answerIssues({ ...VALID, [setting]: answers[setting] });
      if (issue === undefined) break;
      const { problem, allowed } = issue;
      process.stdout.write(`  ${problem}${allowed === undefined ? "" : `; allowed: ${allowed}`}\n`);
    }
  }
  terminal.off("close", stop).close();
  return answers;
}

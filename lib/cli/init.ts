import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { ConfigurationError, type ConfigurationIssue } from "../configuration/configuration-errors";
import { parseConfiguration } from "../configuration/load";

/** Answers with which a configuration file begins. */
export interface InitAnswers {
  /** ID of the instance. */
  readonly instance: string;
  /** Address or allocation ID of the EIP. */
  readonly eip: string;
  /** Region of both. */
  readonly region: string;
  /** Key of the exposure. */
  readonly name: string;
}

/** Region without any indication. */
export const DEFAULT_REGION = "cn-hangzhou";

/** Key of the exposure without a name. */
export const DEFAULT_NAME = "web";

/** Environment variables from which the Terraform provider reads the region, the first one that is set. */
const REGION_VARIABLES = ["ALICLOUD_REGION", "ALIBABA_CLOUD_REGION"] as const;

/** Returns the region that the environment names, and the variable that does. */
export function regionInEnvironment(
  environment: NodeJS.ProcessEnv,
): { readonly region: string; readonly variable: string } | undefined {
  for (const variable of REGION_VARIABLES) {
    const region = environment[variable];
    if (region !== undefined && region !== "") return { region, variable };
  }
  return undefined;
}

/** Returns the issues of answers, in the words of the configuration; their paths are options of the command. */
export function answerIssues(answers: InitAnswers): ConfigurationIssue[] {
  const { region, name, instance, eip } = answers;
  try {
    parseConfiguration(JSON.stringify({ region, exposures: { [name]: { instance, eip } } }), "answers");
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    // The message is about the text of the option: there is no file yet, and no position in it.
    return error.issues.map((issue) => ({ ...issue, position: undefined, path: optionOf(issue.path) }));
  }
}

/** Returns the option that sets the value at a path. */
function optionOf(path: string): string {
  const setting = /\.(instance|eip)$/.exec(path)?.[1] ?? (path === "region" ? "region" : "name");
  return `--${setting}`;
}

/** Returns a configuration file with comments. The answers have no issues, so that each is a plain word in YAML. */
export function initialConfiguration({ instance, eip, region, name }: InitAnswers): string {
  return `# EIPs to make visible on the NICs of ECS instances. For all settings: exposed-eip schema
region: ${region} # region of everything in this file
exposures:
  ${name}: # a name of your choice: it names the resources, and a new name needs renamedFrom
    instance: ${instance} # ID of an existing ECS instance
    eip: ${eip} # an existing EIP: its address, or its allocation ID (eip-…)
    # securityGroups: [sg-bp1example] # of the new NIC; default: those of the instance

# Often added; the default applies as long as a line is a comment.
# guest: cloud-assistant # configures the NIC inside the instances; default: none
# tags: { team: network } # of everything that takes tags
# backend: { oss: { bucket: states, key: "{stack}.tfstate" } } # place of the state; default: a local file
`;
}

/**
 * Writes a new configuration file, and the folders around it.
 *
 * @throws ConfigurationError if the file exists
 */
export function writeInitialConfiguration(file: string, answers: InitAnswers): void {
  const text = initialConfiguration(answers);
  // Fails before the file exists, if a comment ever breaks it.
  parseConfiguration(text, file);
  requireAbsent(file);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: "wx" });
}

/** @throws ConfigurationError if the file exists */
export function requireAbsent(file: string): void {
  if (!existsSync(file)) return;
  throw new ConfigurationError(file, [
    {
      path: "",
      problem: "the file exists, and init replaces nothing",
      remedy: { advice: "edit it, or name another file: exposed-eip init <file>" },
    },
  ]);
}

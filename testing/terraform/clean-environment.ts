import * as fs from "node:fs";

/**
 * Variables that would make a test depend on who runs it: Terraform's own settings, and credentials of a real account.
 */
const PERSONAL = /^(?:TF_|TERRAFORM_|ALICLOUD_|ALIBABA_CLOUD_|ALIBABACLOUD_)/;

/**
 * The environment for a Terraform process: that of this process without {@link PERSONAL}, without calls to HashiCorp's
 * version check, never waiting for input.
 *
 * The CLI configuration file is kept when it exists, because it may say where providers are installed; named but
 * absent it would print a warning on every command.
 *
 * @param extra variables to add
 */
export function cleanEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !PERSONAL.test(name));
  const cliConfiguration = process.env.TF_CLI_CONFIG_FILE;
  return {
    ...Object.fromEntries(kept),
    ...(cliConfiguration && fs.existsSync(cliConfiguration) ? { TF_CLI_CONFIG_FILE: cliConfiguration } : {}),
    CHECKPOINT_DISABLE: "1",
    TF_INPUT: "0",
    TF_IN_AUTOMATION: "1",
    ...extra,
  };
}

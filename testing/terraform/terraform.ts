import { CommandError, type CommandOptions, type CommandResult, runCommand } from "../run-command";
import { terraformBinary } from "./binary";

export interface RunOptions extends Omit<CommandOptions, "folder" | "environment"> {
  /** Exit codes that are no surprise. @default [0] */
  readonly exitCodes?: readonly number[] | "any";
}

/** The real Terraform or OpenTofu, in one folder. */
export class Terraform {
  public constructor(
    /** Absolute path. */
    public readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
    /** What every command gets, unless it says otherwise. */
    private readonly defaults: RunOptions = {},
  ) {}

  /**
   * Runs any Terraform command, for example `run(["show", "-json"])`.
   *
   * @throws {@link CommandError} with the whole output when it exits with an unexpected code
   */
  public async run(args: readonly string[], options: RunOptions = {}): Promise<CommandResult> {
    const { exitCodes = [0], ...rest } = { ...this.defaults, ...options };
    const { folder, environment } = this;
    const result = await runCommand(terraformBinary().program, args, { folder, environment, ...rest });
    if (exitCodes !== "any" && !exitCodes.includes(result.exitCode))
      throw new CommandError(`exited with ${result.exitCode}`, result.command, result);
    return result;
  }
}

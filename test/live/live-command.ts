import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { type Emulator, type EmulatorOptions, startEmulator } from "../../emulator/src";
import { type CommandResult, runCommand } from "../../testing/run-command";
import { cloudEnvironment } from "./cloud-environment";

const ROOT = path.resolve(__dirname, "../..");

/** Credentials that no account has, which appear in no output. */
export const MADE_UP = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI-made-up-id",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "made-up-secret-value",
};

/** The command line in a folder of its own, with an emulated cloud. */
export class LiveCommand {
  public readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "live-"));

  private constructor(public readonly emulator: Emulator) {}

  /** Starts an emulator that checks signatures. */
  public static async start(options: Omit<EmulatorOptions, "key"> = {}): Promise<LiveCommand> {
    const key = { id: MADE_UP.ALIBABA_CLOUD_ACCESS_KEY_ID, secret: MADE_UP.ALIBABA_CLOUD_ACCESS_KEY_SECRET };
    return new LiveCommand(await startEmulator({ ...options, key }));
  }

  public async end(): Promise<void> {
    await this.emulator.close();
    fs.rmSync(this.folder, { recursive: true });
  }

  public write(file: string, text: string): void {
    fs.writeFileSync(path.join(this.folder, file), text);
  }

  public read(file: string): string {
    return fs.readFileSync(path.join(this.folder, file), "utf8");
  }

  /** Runs `exposed-eip`. No output ever has the credentials or a stack trace in it. */
  public async run(
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<CommandResult> {
    const { endpoint, certificateFile } = this.emulator;
    const endpoints = { ALIBABA_CLOUD_ENDPOINT_ECS: endpoint, ALIBABA_CLOUD_ENDPOINT_VPC: endpoint };
    const all = { ...MADE_UP, ...endpoints, SSL_CERT_FILE: certificateFile, ...environment };
    const program = [path.join(ROOT, "scripts/app.js"), "bin/exposed-eip.ts"];
    const result = await runCommand(process.execPath, [...program, ...args], {
      folder: this.folder,
      environment: cloudEnvironment(all),
    });
    const output = result.stdout + result.stderr;
    for (const secret of Object.values(MADE_UP)) expect(output).not.toContain(secret);
    expect(output).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
    return result;
  }
}

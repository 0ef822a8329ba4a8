import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { runCommandLine } from "../../lib/cli/exposed-eip-command";

/** What a command line ended with. */
export interface InProcessResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Settings of the environment that a command may read; none of them is inherited. */
const READ = [
  "EXPOSURE_CONFIG",
  "CDKTF_OUTDIR",
  "ALICLOUD_REGION",
  "ALIBABA_CLOUD_REGION",
  "DEBUG",
  "NO_COLOR",
  "FORCE_COLOR",
];

/**
 * Runs a command line of `exposed-eip` in this process, in a folder, without a terminal: ten thousand of them would take an hour as
 * processes.
 */
export async function runInProcess(
  args: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<InProcessResult> {
  const texts = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((stream) =>
    jest.spyOn(process[stream], "write").mockImplementation((text) => {
      texts[stream] += String(text);
      return true;
    }),
  );
  const before = { directory: process.cwd(), environment: process.env };
  process.chdir(folder);
  const inherited = Object.entries(process.env).filter(([name]) => !READ.includes(name));
  process.env = { ...Object.fromEntries(inherited), FORCE_COLOR: "0", ...environment };
  const terminal = Object.getOwnPropertyDescriptor(process.stdin, "isTTY");
  Object.defineProperty(process.stdin, "isTTY", { value: false, configurable: true });
  try {
    return { exitCode: await runCommandLine(args, "1.2.3"), ...texts };
  } finally {
    if (terminal === undefined) Reflect.deleteProperty(process.stdin, "isTTY");
    else Object.defineProperty(process.stdin, "isTTY", terminal);
    process.env = before.environment;
    process.chdir(before.directory);
    for (const spy of spies) spy.mockRestore();
  }
}

/** Folder with files for one test. */
export class TemporaryFolder {
  public readonly path = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "command-line-"));

  public write(file: string, text: string): void {
    const target = path.join(this.path, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
  }

  public read(file: string): string {
    return fs.readFileSync(path.join(this.path, file), "utf8");
  }

  /** Texts of all files, by their paths. */
  public files(): Record<string, string> {
    const entries = fs.readdirSync(this.path, { recursive: true, withFileTypes: true });
    return Object.fromEntries(
      entries
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(this.path, path.join(entry.parentPath, entry.name)))
        .sort()
        .map((file) => [file, this.read(file)]),
    );
  }

  public remove(): void {
    fs.rmSync(this.path, { recursive: true });
  }
}

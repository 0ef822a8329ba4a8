import * as fs from "node:fs/promises";
import * as path from "node:path";
import { stripVTControlCharacters } from "node:util";

import { type Emulator, type Seed, startEmulator } from "../../emulator/src";
import { ProjectCopy } from "../../testing/project-copy";
import { emulatedCloud } from "../../testing/real-provider";
import type { CommandResult } from "../../testing/run-command";
import { terraformBinary } from "../../testing/terraform";
import { type FencedBlock, fencedBlocks } from "../readme/markdown";
import { projectText } from "../readme/readme";

const PAGE = "docs/how-to/adoption.md";

/** Milliseconds for one command. */
const TIME_LIMIT = 300_000;

/** Two servers in one zone, and two EIPs that are bound to nothing, as the page names them. A new EIP gets the free address. */
const account = (eips: readonly string[]): Seed => ({
  region: "cn-hangzhou",
  vpcs: [{ id: "vpc-bp1example", cidrBlock: "10.0.0.0/8" }],
  vswitches: [
    { id: "vsw-bp1first", vpcId: "vpc-bp1example", zoneId: "cn-hangzhou-h", cidrBlock: "10.0.0.0/24" },
  ],
  securityGroups: [
    { id: "sg-bp1example", vpcId: "vpc-bp1example" },
    { id: "sg-bp1other", vpcId: "vpc-bp1example" },
  ],
  instances: ["i-bp1example", "i-bp1mail"].map((id) => ({
    id,
    vswitchId: "vsw-bp1first",
    securityGroupIds: ["sg-bp1other"],
  })),
  eips: eips.map((id) => ({ id, ipAddress: ADDRESSES[id] ?? "203.0.113.105" })),
  eipPools: ["203.0.113.104/29"],
});

const ADDRESSES: Readonly<Record<string, string>> = {
  "eip-bp1example": "203.0.113.106",
  "eip-bp1mail": "203.0.113.107",
};

/** What somebody who adopts goes through: an account with something in it, a clone of the project, and the page. */
export class AdoptionTrial {
  /** What stands on the page, and what it is here. */
  private readonly names = new Map<string, string>();

  private constructor(
    public readonly emulator: Emulator,
    public readonly project: ProjectCopy,
  ) {}

  /** Gives a story a trial of its own, and clears it away after it. */
  public static async run(
    story: (trial: AdoptionTrial) => Promise<void>,
    eips: readonly string[] = ["eip-bp1example", "eip-bp1mail"],
  ): Promise<void> {
    const emulator = await startEmulator({ seed: account(eips) });
    try {
      const project = await ProjectCopy.create({ environment: { ...emulatedCloud(emulator), CI: "1" } });
      try {
        await story(new AdoptionTrial(emulator, project));
      } finally {
        await project.remove();
      }
    } finally {
      await emulator.close();
    }
  }

  /** Says what something on the page is called here. */
  public call(onPage: string, here: string): void {
    this.names.set(onPage, here);
  }

  /** The blocks of a part of the page, up to the next heading of its level, with the names that things have here. */
  public blocks(heading: string): FencedBlock[] {
    const [before = "", section] = projectText(PAGE).split(`\n## ${heading}\n`);
    if (section === undefined) throw new Error(`${PAGE} has no part "${heading}"`);
    const [own = ""] = section.split(/^## /m);
    const lines = before.split("\n").length + 1;
    return fencedBlocks(own).map(({ language, text, line }) => ({
      ...{ language, text: this.named(text), line: lines + line },
    }));
  }

  /**
   * Does what blocks say: a file is written where its first line says, a command is run, and of what should be printed, each line
   * has to stand in what the last command printed.
   */
  public async follow(blocks: readonly FencedBlock[]): Promise<void> {
    let printed = "";
    for (const { language, text, line } of blocks) {
      if (language === "sh") {
        for (const command of text.trim().split("\n")) printed = (await this.run(command)).stdout;
      } else if (language === "text") {
        for (const expected of text.trim().split("\n")) {
          if (!printed.includes(expected))
            throw new Error(`${PAGE}:${line}: "${expected}" is not in\n${printed}`);
        }
      } else {
        await this.project.write(fileOf({ language, text, line }), text);
      }
    }
  }

  /** Runs a command. @returns what it printed, without the colours */
  public async run(command: string, exitCodes: readonly number[] = [0]): Promise<CommandResult> {
    const line = command.replace(/^terraform /, `"${terraformBinary().program}" `);
    const result = await this.project.run(line, { exitCodes, timeLimit: TIME_LIMIT });
    const { stdout, stderr } = result;
    return {
      ...result,
      stdout: stripVTControlCharacters(stdout),
      stderr: stripVTControlCharacters(stderr),
    };
  }

  /** Runs a command of Terraform in the stack. */
  public async terraform(command: string, exitCodes: readonly number[] = [0]): Promise<CommandResult> {
    return this.run(`terraform -chdir=cdktf.out/stacks/exposed-eip ${command}`, exitCodes);
  }

  /** Puts a configuration of the folder `adoption` where the page has the old one. */
  public async writeOld(configuration: "module" | "old-types"): Promise<void> {
    const from = path.join(__dirname, "adoption", configuration);
    await fs.cp(from, path.join(this.project.folder, "old"), { recursive: true });
  }

  /** Calls the API, as the console does. @returns the answer */
  public async console(
    product: "vpc" | "ecs",
    action: string,
    parameters: Readonly<Record<string, string>>,
  ): Promise<Readonly<Record<string, string>>> {
    const version = product === "vpc" ? "2016-04-28" : "2014-05-26";
    const query = new URLSearchParams({
      ...{ Version: version, Action: action, RegionId: "cn-hangzhou" },
      ...parameters,
    });
    const answer = await fetch(`http://${this.emulator.endpoint}/?${query.toString()}`, { method: "POST" });
    const body = (await answer.json()) as Record<string, string>;
    if (!answer.ok) throw new Error(`${action}: ${JSON.stringify(body)}`);
    return body;
  }

  /** What calls were made, while something was done, that are not look-ups. */
  public async changesOf(action: () => Promise<unknown>): Promise<string[]> {
    const before = this.emulator.calls.list().length;
    await action();
    return this.emulator.calls
      .list()
      .slice(before)
      .map(({ action: name }) => name)
      .filter((name) => !/^(?:Describe|List|Get)/.test(name));
  }

  private named(text: string): string {
    return [...this.names].reduce((result, [onPage, here]) => result.replaceAll(onPage, here), text);
  }
}

/** The file that a block says it is, in a comment that is its first line. */
export function fileOf({ text, line }: FencedBlock): string {
  const [, file] = /^# (\S+)\n/.exec(text) ?? [];
  if (file === undefined) throw new Error(`${PAGE}:${line}: the first line does not say which file this is`);
  return file;
}

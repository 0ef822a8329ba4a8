import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import * as path from "node:path";

import { dataPlaneRequirements } from "../../emulator/test/support/small-world";
import { ProjectCopy } from "../../testing/project-copy";
import { realProvider } from "../../testing/real-provider";
import { describeIf, testIf } from "../../testing/requirements";
import { terraform, terraformBinary } from "../../testing/terraform";
import { eventually, programs, root } from "../guest/lab/namespaces";
import { missingLines } from "../readme/markdown";
import { blocksOf } from "../readme/readme";

/** Milliseconds: most of them are the provider's own fixed waits, and other tests may run beside this one. */
const TIMEOUT = 600_000;

/** A copy of the project with a home and a folder for temporary files of its own, for one run of the demonstration. */
class Stage {
  private constructor(
    public readonly project: ProjectCopy,
    private readonly temporary: string,
  ) {}

  public static async run(
    story: (stage: Stage) => Promise<void>,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const project = await ProjectCopy.create({ environment });
    try {
      const temporary = path.join(project.folder, "dist", "temporary");
      mkdirSync(temporary, { recursive: true });
      await story(new Stage(project, temporary));
    } finally {
      await project.remove();
    }
  }

  /** What it prints. @param wrapper - a command that runs the demonstration in another way */
  public async demo(wrapper = ""): Promise<string> {
    const line = `TMPDIR="${this.temporary}" ${wrapper} npm run --silent demo`;
    const { stdout } = await this.project.run(line, { timeLimit: TIMEOUT });
    return stdout;
  }

  /** Starts the demonstration, interrupts it when it has printed a text, and gives its exit code. */
  public async interruptAt(text: string): Promise<number | null> {
    const demo = spawn(process.execPath, ["scripts/demo.js"], {
      cwd: this.project.folder,
      env: { ...process.env, TMPDIR: this.temporary, TERRAFORM_BINARY_NAME: terraformBinary().program },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise<number | null>((resolve) => demo.on("close", resolve));
    demo.stdout.setEncoding("utf8").on("data", (output: string) => {
      if (output.includes(text)) demo.kill("SIGINT");
    });
    return ended;
  }

  /** Files that it has left, and processes that have their working directory in one of its folders. */
  public left(): readonly string[] {
    const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return [
      ...readdirSync(this.temporary),
      ...processes.filter((pid) => folderOf(pid).startsWith(this.temporary)).map(nameOf),
    ];
  }
}

/** The working directory of a process; empty where there is no such process any more. */
function folderOf(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return "";
  }
}

function nameOf(pid: string): string {
  return readFileSync(`/proc/${pid}/cmdline`, "utf8");
}

/**
 * The steps, of which the fifth has the attachment, a command and its run for both parts of the script and to configure, the sixth those
 * to ping.
 */
const WITH_GUEST = ["1", "2", "3", "4", ...Array<string>(7).fill("5"), "6", "6"];

/** The lines of the story that say that a step of the procedure is done, or undone, without the time. */
function steps(output: string, word: "created" | "gone" | "would create"): readonly string[] {
  return [...output.matchAll(new RegExp(`^ *\\d+ s +(\\d)  ${word}`, "gm"))].map(([, step = ""]) => step);
}

describeIf([terraform, realProvider, ...dataPlaneRequirements], "the demonstration, with everything,", () => {
  test.concurrent(
    "shows each step, the EIP on the NIC and an answered ping, plans nothing more, and leaves nothing",
    () =>
      Stage.run(async (stage) => {
        const output = await stage.demo();
        expect(steps(output, "created")).toEqual(WITH_GUEST);
        expect(steps(output, "gone")).toEqual(WITH_GUEST.toReversed());
        expect(output).toMatch(/eth1@if\d+ +UP +203\.0\.113\.106\/32/);
        expect(output).toContain("2 packets transmitted, 2 received");
        expect(output).toContain(
          "from the Internet, 192.0.2.10, to 203.0.113.106: 1 packets transmitted, 1 received",
        );
        expect(output).toContain("a second plan: no changes");
        expect(output).toMatch(/ left: 0 resources in the state(, 0 [\w ]+){5}$/im);
        expect(output).toMatch(
          /\nThat took \d+ s\.\n {2}On the NIC: 203\.0\.113\.106\. .*\n {2}Stable: .*\n {2}Clean: .*\n$/,
        );
        expect(stage.left()).toEqual([]);
        // The README shows parts of it, before and after, beside what a synthesis prints.
        const shown = blocksOf("README.md", "text").filter(({ text }) => !text.includes("written: "));
        expect(shown.flatMap(({ text }) => missingLines(text, output))).toEqual([]);
      }),
    TIMEOUT,
  );

  test.concurrent.each(["the real provider", "created: secondary CIDR block"])(
    "clears everything away when it is interrupted at %j",
    (moment) =>
      Stage.run(async (stage) => {
        expect(await stage.interruptAt(moment)).toBe(130);
        await eventually("nothing is left", () => stage.left().length === 0);
      }),
    TIMEOUT,
  );
});

describe("the demonstration", () => {
  testIf(
    [terraform, realProvider, root, programs("util-linux", "/usr/bin/setpriv")],
    "applies and destroys without namespaces too, and says that no packet was sent",
    () =>
      Stage.run(async (stage) => {
        const output = await stage.demo("setpriv --bounding-set=-sys_admin");
        expect(steps(output, "created")).toEqual(["1", "2", "3", "4", "5"]);
        expect(output).toMatch(/ left: 0 resources in the state(, 0 [\w ]+){5}$/im);
        expect(output).toMatch(/^Left out: no packet was sent: no network namespaces: .*; run as root/m);
        expect(stage.left()).toEqual([]);
      }),
    TIMEOUT,
  );

  testIf(
    terraform,
    "shows the plan without the provider, and says where to put it",
    () =>
      Stage.run(
        async (stage) => {
          const output = await stage.demo();
          expect(steps(output, "would create")).toEqual(WITH_GUEST);
          expect(output).toMatch(
            /^Left out: nothing was applied, for want of the provider aliyun\/alicloud: .*~/m,
          );
          expect(stage.left()).toEqual([]);
        },
        {
          HOME: "/nonexistent",
          EXPOSED_EIP_PROVIDER: "",
          ...(terraform.missing ? {} : { TERRAFORM_BINARY_NAME: terraformBinary().program }),
        },
      ),
    TIMEOUT,
  );

  test(
    "shows what is synthesized without Terraform, and says what to install",
    () =>
      Stage.run(
        async (stage) => {
          const output = await stage.demo();
          expect(output).toContain("synthesized: block 203.0.113.96/28, vSwitch 203.0.113.104/29");
          expect(output).toMatch(
            /^Left out: nothing was planned or applied, for want of Terraform: .*; install /m,
          );
          expect(stage.left()).toEqual([]);
        },
        { TERRAFORM_BINARY_NAME: "/no/such/terraform" },
      ),
    TIMEOUT,
  );
});

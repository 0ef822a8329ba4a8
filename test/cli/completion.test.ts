import * as fs from "node:fs";
import * as path from "node:path";

import { completionScript, type Shell } from "../../lib/cli/completion";
import { programWith } from "../../lib/cli/exposed-eip-command";
import { describeIf, programsOnPath, testIf } from "../../testing/requirements";
import { runCommand } from "../../testing/run-command";
import { TemporaryFolder } from "./in-process";

const program = programWith("1.2.3");
const names = program.commands.map((command) => command.name());

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
  for (const file of ["web.yaml", "mail.yaml"]) folder.write(file, "");
  fs.mkdirSync(path.join(folder.path, "exported"));
});
afterEach(() => {
  folder.remove();
});

/** Runs a script of a shell in the folder, with the completion script as its file `completion`. */
async function inShell(shell: Shell, args: readonly string[]): Promise<string[]> {
  folder.write(".completion", completionScript(program, shell));
  const { stdout, stderr, exitCode } = await runCommand(shell, args, {
    folder: folder.path,
    environment: { PATH: process.env.PATH, HOME: folder.path, TERM: "dumb" },
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return stdout.split("\n").filter((line) => line !== "");
}

/** Words of the line, the last of which is to be completed. */
const cases: readonly (readonly [line: string, expected: readonly string[]])[] = [
  ["", names],
  ["s", ["synth", "stacks", "schema"]],
  ["--v", ["--version"]],
  ["export --as ", ["root", "module"]],
  ["export --as = m", ["module"]],
  ["export --as =", ["root", "module"]],
  ["export --format h", ["hcl"]],
  ["synth --o", ["--output"]],
  ["check --fail-on", ["--fail-on-warning", "--fail-on-unlocked-plan"]],
  ["completion ", ["bash", "zsh", "fish"]],
  ["help p", ["policy"]],
  ["schema ", []],
];

describeIf([programsOnPath("bash")], "the completion of bash", () => {
  const complete = (line: string) => {
    const words = ["exposed-eip", ...line.split(" ")];
    const script = [
      ". ./.completion",
      `COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")})`,
      `COMP_CWORD=${words.length - 1}`,
      "_exposed_eip",
      'printf "%s\\n" "${COMPREPLY[@]}"',
    ].join("\n");
    return inShell("bash", ["--noprofile", "--norc", "-uc", script]);
  };

  it.each(cases)("of %j", async (line, expected) => {
    expect((await complete(line)).sort()).toEqual([...expected].sort());
  });

  it("completes every option of every command, and nothing else", async () => {
    for (const command of program.commands) {
      const options = command.createHelp().visibleOptions(command);
      expect((await complete(`${command.name()} --`)).sort()).toEqual(options.map(({ long }) => long).sort());
    }
  });

  it("leaves files to the shell, which completes them", async () => {
    // Readline itself completes: the keys are typed on a terminal.
    expect(await complete("synth w")).toEqual([]);
    const registered = await inShell("bash", [
      "--noprofile",
      "--norc",
      "-c",
      ". ./.completion; complete -p exposed-eip",
    ]);
    expect(registered).toEqual(["complete -o bashdefault -o default -F _exposed_eip exposed-eip"]);
  });
});

describe("the completion on a terminal", () => {
  // Each line is completed by a tab, and printed instead of run.
  const TYPED = [
    ["exposed-eip repl\t", "replan"],
    ["exposed-eip synth we\t", "synth web.yaml"],
    ["exposed-eip export --to exp\t", "export --to exported"],
    ["exposed-eip stacks --cha\t", "stacks --changed-from"],
    ["exposed-eip export --as m\t", "export --as module"],
    ["exposed-eip completion f\t", "completion fish"],
  ] as const;

  const SHELL_LINES = {
    bash: "bash --noprofile --rcfile .rc -i",
    zsh: "zsh -i",
  };

  describe.each(["bash", "zsh"] as const)("of %s", (shell) => {
    testIf([programsOnPath(shell, "script")], "completes commands, options, values and files", async () => {
      folder.write(".completion", completionScript(program, shell));
      const init = shell === "zsh" ? "autoload -U compinit; compinit -u -D\n" : "";
      const rc = `${init}. ./.completion\nexposed-eip() { echo "RAN $*"; }\nPS1='$ '\n`;
      folder.write(".rc", rc);
      folder.write(".zshrc", rc);
      const { stdout } = await runCommand("script", ["-qec", SHELL_LINES[shell], "/dev/null"], {
        folder: folder.path,
        environment: { PATH: process.env.PATH, HOME: folder.path, ZDOTDIR: folder.path, TERM: "dumb" },
        input: [...TYPED.map(([keys]) => `${keys}\r`), "exit\r"].join(""),
      });
      const ran = [...stdout.matchAll(/^RAN (.*?)\s*$/gm)].map(([, line = ""]) => line.replace(/\/$/, ""));
      expect(ran).toEqual(TYPED.map(([, line]) => line));
    });
  });
});

describeIf([programsOnPath("fish")], "the completion of fish", () => {
  const complete = async (line: string) => {
    const words = await inShell("fish", [
      "--no-config",
      "-c",
      `source .completion; complete -C 'exposed-eip ${line}'`,
    ]);
    return words.map((word) => word.split("\t")[0] ?? "");
  };

  it.each(cases.filter(([line]) => !line.includes(" =")))("of %j", async (line, expected) => {
    expect((await complete(line)).sort()).toEqual([...expected].sort());
  });

  it("of files", async () => {
    expect(await complete("synth we")).toEqual(["web.yaml"]);
    expect(await complete("export --to ex")).toEqual(["exported/"]);
  });
});

describeIf([programsOnPath("zsh")], "the completion of zsh", () => {
  it("is a script that zsh loads, with every command and option", async () => {
    const script = "autoload -U compinit; compinit -u -D; source .completion; print -l $_comps[exposed-eip]";
    expect(await inShell("zsh", ["-f", "-c", script])).toEqual(["_exposed_eip"]);
    const text = folder.read(".completion");
    for (const command of program.commands) {
      expect(text).toContain(`'${command.name()}:${command.summary()}'`);
      for (const { long } of command.options) expect(text).toContain(long ?? "");
    }
  });
});

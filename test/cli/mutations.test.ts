import * as fs from "node:fs";
import * as path from "node:path";

import fc from "fast-check";

import { programWith } from "../../lib/cli/exposed-eip-command";
import { runCommand } from "../../testing/run-command";
import { type InProcessResult, runInProcess, TemporaryFolder } from "./in-process";
import { commandLine, mutatedConfiguration } from "./mutations";

const ROOT = path.resolve(__dirname, "../..");
const SEED = 13;

jest.setTimeout(1_200_000);

const program = programWith("1.2.3");
/** What asks the machine or the cloud has tests of its own: nothing here sends anything, or depends on what is installed. */
const ASKS_OTHERS = ["demo", "discover", "doctor", "verify", "--live", "--online"];
const commands = program.commands
  .map((command) => command.name())
  .filter((name) => !ASKS_OTHERS.includes(name));
const options = [
  ...new Set([
    "--version",
    ...program.commands
      .filter((command) => commands.includes(command.name()))
      .flatMap((command) =>
        command
          .createHelp()
          .visibleOptions(command)
          .flatMap(({ short, long }) => [short, long].filter((form) => form !== undefined)),
      )
      .filter((option) => !ASKS_OTHERS.includes(option)),
  ]),
];

/** Place at the start of a message: file with position, file alone, or what the command line names. */
const PLACE = /^(?:exposed-eip init  --\w+|"?.+?"?)(?::\d+:\d+)?(?:  .*)?$/;

/** Checks what holds for every command line, whatever it says. */
function requireProper({ exitCode, stdout, stderr }: InProcessResult): void {
  expect([0, 1, 2, 3]).toContain(exitCode);
  expect(stderr).not.toMatch(/^\s+at .+(?::\d+:\d+\)?|<anonymous>\)?)$/m);
  expect(stderr).not.toMatch(/error: defect in |\[object |undefined/);
  // Nothing that a terminal would obey.
  expect(stderr).not.toMatch(/[^\P{Cc}\n]/u);
  if (exitCode === 0) expect(stderr).toBe("");
  // check --json reports errors as data.
  if (exitCode === 1 && stderr === "") expect(JSON.parse(stdout)).toMatchObject({ isValid: false });
  else if (exitCode === 1) {
    expect(stderr).toMatch(/nothing written\n$/);
    expect(stderr.split("\n")[0]).toMatch(PLACE);
  }
  if (exitCode === 2) {
    expect(stderr).toMatch(/\nTry: exposed-eip(?: [a-z-]+)? --help\n$|^Usage: exposed-eip /);
    expect(stdout).toBe("");
  }
}

describe("a mutated configuration", () => {
  const lines = [
    ...["check", "check --json", "synth", "blocks", "stacks --json", "replan", "replan --write", "policy"],
    ...[
      "export --to out",
      "export --to out --style for-each",
      "export --to out --as module",
      "lock",
      "guest-script --exposure web",
    ],
  ].map((line) => line.split(" "));

  it("ends in a message with its position or is valid, and nothing is half-written: 7,000 times", async () => {
    const outcomes = new Map<number, number>();
    let positions = 0;
    await fc.assert(
      fc.asyncProperty(
        mutatedConfiguration,
        fc.constantFrom(...lines),
        fc.nat(9),
        async (text, line, place) => {
          const folder = new TemporaryFolder();
          try {
            // Some files are in a folder with defaults.
            const file = place === 0 ? "all/exposure.yaml" : "exposure.yaml";
            if (place === 0)
              folder.write("all/defaults.yaml", "region: cn-hangzhou\ntags: {team: network}\n");
            folder.write(file, text);
            const before = folder.files();
            const result = await runInProcess(
              [...line, place === 0 && line[0] !== "export" ? "all" : file],
              folder.path,
            );
            requireProper(result);
            outcomes.set(result.exitCode, (outcomes.get(result.exitCode) ?? 0) + 1);
            if (result.exitCode === 0) {
              const synthesized = folder.files()["cdktf.out/stacks/exposed-eip/cdk.tf.json"];
              if (synthesized !== undefined) JSON.parse(synthesized);
            } else expect(folder.files()).toEqual(before);
            // The other commands may refuse a valid configuration, such as a module what it cannot express.
            if (result.exitCode !== 1 || line[0] !== "check") return;
            const output = line.includes("--json") ? result.stdout : (result.stderr.split("\n")[0] ?? "");
            if (/:\d+:\d+|"line": \d+/.test(output)) positions++;
            else expect(result.stdout + result.stderr).toContain("empty file");
          } finally {
            folder.remove();
          }
        },
      ),
      { seed: SEED, numRuns: 7000, endOnFailure: false },
    );
    // The mutations are worth their time: most are errors, and nearly all of these have a position.
    const [valid = 0, wrong = 0] = [outcomes.get(0), outcomes.get(1)];
    expect(valid).toBeGreaterThan(300);
    expect(wrong).toBeGreaterThan(4000);
    expect(positions).toBeGreaterThan(500);
  });
});

/** Fills a folder with what the words of command lines name. */
function filled(): TemporaryFolder {
  const folder = new TemporaryFolder();
  const web = "region: cn-hangzhou\nexposures: {web: {instance: i-web, eip: 203.0.113.106}}\n";
  folder.write("exposure.yaml", web);
  folder.write("exposures/web.yaml", web);
  folder.write(
    "exposures/mail.yaml",
    "region: cn-hangzhou\nexposures: {mail: {instance: i-mail, eip: 198.51.100.7}}\n",
  );
  folder.write("bad.yaml", "region: cn-hangzhou\nexposures: {web: {instance: x}}\n");
  folder.write("file.txt", "mine\n");
  fs.mkdirSync(path.join(folder.path, "one"));
  return folder;
}

describe("a mutated command line", () => {
  it("ends with a usage line, a message or its work, and nothing is half-written: 3,000 times", async () => {
    const outcomes = new Map<number, number>();
    let folder = filled();
    let before = folder.files();
    const original = before;
    await fc.assert(
      fc.asyncProperty(commandLine(commands, options), async (args) => {
        const result = await runInProcess(args, folder.path);
        requireProper(result);
        outcomes.set(result.exitCode, (outcomes.get(result.exitCode) ?? 0) + 1);
        const after = folder.files();
        if (result.exitCode === 1 || result.exitCode === 2) expect(after).toEqual(before);
        for (const [file, text] of Object.entries(original))
          expect([file, after[file]]).toEqual([file, text]);
        before = after;
        if (Object.keys(after).length === Object.keys(original).length) return;
        folder.remove();
        folder = filled();
        before = folder.files();
      }),
      { seed: SEED, numRuns: 3000 },
    );
    folder.remove();
    for (const code of [0, 1, 2]) expect(outcomes.get(code) ?? 0).toBeGreaterThan(100);
  });
});

describe("a real process", () => {
  it("ends as the same command line in this process: 100 times", async () => {
    const samples = fc.sample(
      fc.oneof(
        commandLine(commands, options).map((args) => ({ args, text: undefined })),
        mutatedConfiguration.map((text) => ({ args: ["check", "exposure.yaml"], text })),
      ),
      { seed: SEED + 1, numRuns: 110 },
    );
    let compared = 0;
    for (const { args, text } of samples) {
      // No process can get such an argument, and no pipe such a text.
      if (args.some((arg) => arg.includes("\0") || /\p{Cs}/u.test(arg))) continue;
      const [one, other] = [filled(), filled()];
      for (const folder of [one, other]) if (text !== undefined) folder.write("exposure.yaml", text);
      const expected = await runInProcess(args, one.path);
      const { exitCode, stdout, stderr } = await runCommand(
        process.execPath,
        [path.join(ROOT, "scripts/app.js"), path.join(ROOT, "bin/exposed-eip.ts"), ...args],
        { folder: other.path, environment: { PATH: process.env.PATH } },
      );
      requireProper({ exitCode, stdout, stderr });
      expect([args, exitCode, stderr]).toEqual([args, expected.exitCode, expected.stderr]);
      expect(other.files()).toEqual(one.files());
      one.remove();
      other.remove();
      compared++;
    }
    expect(compared).toBeGreaterThanOrEqual(100);
  });
});

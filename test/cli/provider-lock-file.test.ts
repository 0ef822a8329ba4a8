import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { ProjectCopy } from "../../testing/project-copy";
import { realProvider } from "../../testing/real-provider";
import { testIf } from "../../testing/requirements";
import { runCommand } from "../../testing/run-command";
import { terraform, terraformBinary } from "../../testing/terraform";
import { ProviderLockFile } from "../../lib/cli/provider-lock-file";
import { ALICLOUD, lockText } from "./lock-text";

const ROOT = path.resolve(__dirname, "../..");
const LOCK = ".terraform.lock.hcl";

const linux = { version: "1.289.0", hashes: ["h1:linux=", "zh:all"] };
const mac = { version: "1.289.0", hashes: ["h1:mac=", "zh:all"] };
const both = { version: "1.289.0", hashes: ["h1:linux=", "h1:mac=", "zh:all"] };
const newer = { version: "1.290.0", hashes: ["h1:newer=", "zh:newer"] };

describe("the lock file of providers beside a configuration", () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "provider-lock-"));
    write(
      "exposures/web.yaml",
      "stack: web\nregion: cn-hangzhou\nexposures: {web: {instance: i-web, eip: 203.0.113.106}}\n",
    );
    write(
      "exposures/mail.yaml",
      "region: cn-hangzhou\nexposures: {mail: {instance: i-mail, eip: 198.51.100.7}}\n",
    );
  });

  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  it("is copied as it is to each stack by the synthesis, and no file is made where there is none", async () => {
    await run("main.ts");
    expect(fs.existsSync(path.join(folder, stackLock("web")))).toBe(false);
    const byHand = `# by hand\n${lockText(linux)}`;
    write(`exposures/${LOCK}`, byHand);
    await run("main.ts");
    expect([read(stackLock("web")), read(stackLock("mail"))]).toEqual([byHand, byHand]);
  });

  it("is that in the folder of the configuration file, where only one is named", async () => {
    write(`exposures/${LOCK}`, lockText(linux));
    write(LOCK, lockText(newer));
    await run("main.ts", [], { EXPOSURE_CONFIG: "exposures/web.yaml" });
    expect(read(stackLock("web"))).toBe(lockText(linux));
  });

  it("takes no checksum away from a stack, and says when it takes the place of another version", async () => {
    write(`exposures/${LOCK}`, lockText(linux));
    write(stackLock("web"), lockText(mac));
    write(stackLock("mail"), lockText(newer));
    const { stdout } = await run("main.ts");
    expect(read(stackLock("web"))).toBe(lockText(both));
    expect(read(stackLock("mail"))).toBe(lockText(linux));
    expect(stdout).toContain(
      `warning: exposures/${LOCK} takes precedence for the stack mail, where ${ALICLOUD} is 1.290.0, not 1.289.0\n`,
    );
    expect(stdout).not.toContain("takes precedence for the stack web");
  });

  it("is made of what terraform init wrote for the stacks, and said to be committed", async () => {
    write(stackLock("web"), lockText(linux));
    expect(await run("bin/exposed-eip.ts", ["lock"])).toMatchObject({
      exitCode: 0,
      stdout:
        `exposures/${LOCK} updated; commit it with the configuration\n` +
        "skipped, since they are not initialized: mail\n",
    });
    expect(read(`exposures/${LOCK}`)).toBe(lockText(linux));
    write(stackLock("mail"), lockText(linux));
    expect((await run("bin/exposed-eip.ts", ["lock"])).stdout).toBe(`exposures/${LOCK} is up to date\n`);
  });

  it("loses no checksum, and stays as somebody wrote it where nothing is new", async () => {
    write(`exposures/${LOCK}`, lockText(linux));
    write(stackLock("web"), lockText(mac));
    await run("bin/exposed-eip.ts", ["lock"]);
    expect(read(`exposures/${LOCK}`)).toBe(lockText(both));
    const byHand = `# by hand\n${lockText(both)}`;
    write(`exposures/${LOCK}`, byHand);
    expect((await run("bin/exposed-eip.ts", ["lock"])).stdout).toMatch(/is up to date/);
    expect(read(`exposures/${LOCK}`)).toBe(byHand);
  });

  it("keeps its version of a provider, unless another one is to take its place", async () => {
    write(`exposures/${LOCK}`, lockText(linux));
    write(stackLock("web"), lockText(newer));
    const refused = await run("bin/exposed-eip.ts", ["lock"]);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain(
      `exposures/${LOCK}\n  problem  in the stack web, ${ALICLOUD} is 1.290.0, not 1.289.0\n`,
    );
    expect(read(`exposures/${LOCK}`)).toBe(lockText(linux));
    expect((await run("bin/exposed-eip.ts", ["lock", "--upgrade"])).stdout).toMatch(/updated; commit it/);
    expect(read(`exposures/${LOCK}`)).toBe(lockText(newer));
    write(stackLock("mail"), lockText(linux));
    const unequal = await run("bin/exposed-eip.ts", ["lock", "--upgrade"]);
    expect(unequal.stderr).toContain("run terraform init -upgrade in every stack");
    expect(read(`exposures/${LOCK}`)).toBe(lockText(newer));
  });

  it.each<[string, string[], Readonly<Record<string, string>>, RegExp]>([
    ["no stack has any", [], {}, /problem {2}no stack has a \.terraform\.lock\.hcl/],
    [
      "a stack has none",
      [],
      { [stackLock("web")]: "no lock" },
      /web.*\n {2}problem {2}invalid provider lock file/,
    ],
    [
      "it is none",
      [],
      { [stackLock("web")]: lockText(linux), [`exposures/${LOCK}`]: "{" },
      /expected provider, found \{/,
    ],
  ])("is not written, with a message and no stack trace, where %s", async (_, args, files, message) => {
    for (const [file, text] of Object.entries(files)) write(file, text);
    const { exitCode, stderr } = await run("bin/exposed-eip.ts", ["lock", ...args]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  function stackLock(stack: string): string {
    return `cdktf.out/stacks/${stack}/${LOCK}`;
  }

  function read(file: string): string {
    return fs.readFileSync(path.join(folder, file), "utf8");
  }

  function write(file: string, text: string): void {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }

  function run(
    program: string,
    args: readonly string[] = [],
    environment: Readonly<Record<string, string>> = {},
  ) {
    return runCommand(process.execPath, [path.join(ROOT, "scripts/app.js"), program, ...args], {
      folder,
      environment: { PATH: process.env.PATH, EXPOSURE_CONFIG: "exposures", ...environment },
    });
  }
});

const TIMEOUT = 300_000;

testIf(
  [terraform, realProvider],
  "what is kept is what terraform init and cdktf install, and nothing else",
  async () => {
    const project = await ProjectCopy.create();
    const stack = "cdktf.out/stacks/exposed-eip";
    const read = (file: string) => fs.readFileSync(path.join(project.folder, file), "utf8");
    const run = (line: string, ...exitCodes: number[]) =>
      project.run(line, { exitCodes: exitCodes.length === 0 ? [0] : exitCodes, timeLimit: TIMEOUT });
    try {
      const { program, product } = terraformBinary();
      await run(`npm run synth && ${program} -chdir=${stack} init && npm run lock`);
      const kept = read(LOCK);
      expect(kept).toBe(read(`${stack}/${LOCK}`));
      await run(`rm -rf cdktf.out && npm run synth && ${program} -chdir=${stack} init -lockfile=readonly`);

      // A program that cdktf takes for Terraform: it writes down how it is called, and plans nothing.
      await project.write(
        "terraform.sh",
        `#!/bin/sh\necho "$*" >> ${project.folder}/calls.txt\n` +
          `case "$1" in init | version) exec ${program} "$@" ;; *) exit 1 ;; esac\n`,
      );
      fs.chmodSync(path.join(project.folder, "terraform.sh"), 0o755);
      const cdktf = `TERRAFORM_BINARY_NAME=${project.folder}/terraform.sh npx cdktf diff`;
      await run(`rm -rf cdktf.out && ${cdktf}`, 1);
      // It asks for no registry, and never for another version.
      const calls = () => read("calls.txt").split("\n");
      expect(calls()).toContain("init");
      expect(calls().filter((call) => /^(?:providers|init -)/.test(call))).toEqual([]);
      expect(read(`${stack}/${LOCK}`).startsWith(kept)).toBe(true);
      if (product === "Terraform") expect(read(`${stack}/${LOCK}`)).toBe(kept);

      // The same with the constraints of an earlier release, and with no file at all.
      await project.write(LOCK, kept.replace(/constraints = .*/, 'constraints = ">= 1.300.0"'));
      await run(`rm -rf cdktf.out calls.txt && ${cdktf}`, 1);
      expect(calls().filter((call) => /^(?:providers|init -)/.test(call))).toEqual([]);
      expect(ProviderLockFile.in(path.join(project.folder, stack)).lock).toEqual(
        ProviderLockFile.in(project.folder).lock,
      );
      await run(`rm -rf cdktf.out calls.txt ${LOCK} && ${cdktf}`, 1);
      expect(calls()).toContain("init");
      expect(calls().filter((call) => /^(?:providers|init -)/.test(call))).toEqual([]);
      expect(read(`${stack}/${LOCK}`)).toBe(kept);

      await project.write(LOCK, kept.replaceAll(/"(h1|zh):..../g, '"$1:AAAA'));
      await run("npm run synth", 0);
      const refused = await run(
        `rm -rf cdktf.out && npm run synth && ${program} -chdir=${stack} init -no-color`,
        1,
      );
      expect(refused.stderr).toMatch(/checksum/);
      await run(`rm -rf cdktf.out calls.txt && ${cdktf}`, 1);
      // It comes to the init, and no further.
      const last = read("calls.txt").trim().split("\n").at(-1);
      expect(last).toBe("init");
    } finally {
      await project.remove();
    }
  },
  TIMEOUT,
);

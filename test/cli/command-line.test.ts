import * as path from "node:path";

import { parse } from "yaml";

import { programWith } from "../../lib/cli/exposed-eip-command";
import { loadConfiguration, parseConfiguration } from "../../lib/configuration/load";
import { runInProcess, TemporaryFolder } from "./in-process";

const WEB = "region: cn-hangzhou\nexposures: {web: {instance: i-web, eip: 203.0.113.106}}\n";

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  folder.remove();
});

const run = (line: string, environment?: Readonly<Record<string, string>>) =>
  runInProcess(
    line.split(" ").filter((word) => word !== ""),
    folder.path,
    environment,
  );

const commands = programWith("1.2.3").commands.map((command) => command.name());

describe("the help", () => {
  it.each(["", ...commands])("of exposed-eip %s is this", async (command) => {
    const { exitCode, stdout, stderr } = await run(`${command} --help`);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const [, examples = ""] = stdout.split(/\nExamples?:\n/);
    for (const line of examples.trimEnd().split("\n"))
      expect(commands).toContain(/^ {2}exposed-eip ([a-z-]+)/.exec(line)?.[1]);
    expect(stdout).toMatchSnapshot();
    expect((await run(`help ${command}`)).stdout).toBe(stdout);
    expect((await run(`${command} -h`)).stdout).toBe(stdout);
  });

  it("writes nothing, whatever else is in the command line", async () => {
    folder.write("exposure.yaml", WEB);
    for (const line of [
      "replan --help --write",
      "synth --help",
      "export --to out --help",
      "synth --help --no-such",
    ])
      expect((await run(line)).exitCode).toBe(0);
    expect(Object.keys(folder.files())).toEqual(["exposure.yaml"]);
  });

  it("has a version beside it", async () => {
    expect(await run("--version")).toEqual({ exitCode: 0, stdout: "1.2.3\n", stderr: "" });
    expect((await run("-v")).stdout).toBe("1.2.3\n");
  });
});

describe("a wrong command line", () => {
  it.each([
    ["nosuch", "unknown command 'nosuch'"],
    ["sync", "unknown command 'sync'\n(Did you mean synth?)"],
    ["help syth", "unknown command 'syth'\n(Did you mean synth?)"],
    ["help quite-another", "unknown command 'quite-another'"],
    ["--versoin", "unknown option '--versoin'\n(Did you mean --version?)"],
    ["init --instnce i-a", "unknown option '--instnce'\n(Did you mean --instance?)"],
    ["init --instance", "option '--instance <id>' argument missing"],
    ["init", "missing, and no terminal to ask on: --instance <id>, --eip <eip>"],
    ["init --eip 203.0.113.106", "missing, and no terminal to ask on: --instance <id>"],
    [
      "init new.json --instance i-a --eip 203.0.113.106",
      "command-argument value 'new.json' is invalid for argument 'file'. The file has comments: its name must end in .yaml or .yml.",
    ],
    ["init a.yaml b.yaml", "too many arguments for 'init'. Expected 1 argument but got 2."],
    ["synth a.yaml b.yaml", "too many arguments for 'synth'. Expected 1 argument but got 2."],
    ["synth --outptu x", "unknown option '--outptu'\n(Did you mean --output?)"],
    ["synth --output", "option '-o, --output <folder>' argument missing"],
    ["check --jsn", "unknown option '--jsn'\n(Did you mean --json?)"],
    ["check --live-ly", "unknown option '--live-ly'\n(Did you mean --live?)"],
    ["blocks --stack web", "unknown option '--stack'"],
    ["diagram --fromat svg", "unknown option '--fromat'\n(Did you mean --format?)"],
    [
      "diagram --format png",
      "option '--format <format>' argument 'png' is invalid. Allowed choices are text, mermaid, markdown, svg.",
    ],
    [
      "diagram --to picture.png",
      "--to picture.png does not tell the format; add --format, or end the name in .txt, .mmd, .mermaid, .md, .svg",
    ],
    ["replan --wirte", "unknown option '--wirte'\n(Did you mean --write?)"],
    ["export", "required option '--to <folder>' not specified"],
    ["diff", "missing required argument 'before'"],
    ["diff a b --json --markdown", "option '--json' cannot be used with option '--markdown'"],
    ["diff a b --detailed-exitcode", "unknown option '--detailed-exitcode'"],
    ["stacks --changed-from", "option '--changed-from <folder>' argument missing"],
    ["lock --upgarde", "unknown option '--upgarde'\n(Did you mean --upgrade?)"],
    ["policy --stack", "option '--stack <name>' argument missing"],
    ["guest-script exposure.yaml", "a configuration requires option '--exposure <key>'"],
    ["completion", "missing required argument 'shell'"],
    [
      "completion ksh",
      "command-argument value 'ksh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish.",
    ],
    ["schema exposure.yaml", "too many arguments for 'schema'. Expected 0 arguments but got 1."],
  ])("%s ends with 2 and this message, and writes nothing", async (line, message) => {
    folder.write("exposure.yaml", WEB);
    const before = folder.files();
    const { exitCode, stdout, stderr } = await run(
      line.replace(/^init$/, "init other.yaml").replace(/^init --/, "init other.yaml --"),
    );
    expect(stderr).toMatch(/^error: [^]*\nTry: exposed-eip(?: [a-z-]+)? --help\n$/);
    expect(stderr.replace(/\nTry: .*\n$/, "").replace(/^error: /, "")).toBe(message);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(folder.files()).toEqual(before);
  });

  it("without a command prints the help as an error", async () => {
    const { exitCode, stdout, stderr } = await run("");
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(/^Usage: exposed-eip \[options\] \[command\]\n/);
  });

  it.each([
    "synth",
    "check",
    "blocks",
    "diagram",
    "report",
    "replan",
    "stacks",
    "lock",
    "policy",
    "export --to out",
    "guest-script --exposure web",
  ])("%s refuses a path that no file can have", async (line) => {
    const args = line.split(" ");
    for (const bad of ["", "a\0b"]) {
      const { exitCode, stderr } = await runInProcess([...args, bad], folder.path);
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(/^error: .* is invalid for argument 'configuration'\. It /);
    }
  });
});

describe("the source and the output", () => {
  it("are those of the command line, before those of the environment", async () => {
    folder.write("here/one.yaml", `stack: one\n${WEB}`);
    folder.write("other.yaml", `stack: other\n${WEB}`);
    const environment = { EXPOSURE_CONFIG: "other.yaml", CDKTF_OUTDIR: "elsewhere" };
    expect(JSON.parse((await run("stacks here/one.yaml -o out --json", environment)).stdout)).toMatchObject([
      { stack: "one", folder: "out/stacks/one" },
    ]);
    expect(JSON.parse((await run("stacks --json", environment)).stdout)).toMatchObject([
      { stack: "other", folder: "elsewhere/stacks/other" },
    ]);
    const { stdout } = await run("synth here/one.yaml --output out", environment);
    expect(stdout).toContain(
      "written: out/stacks/one/cdk.tf.json      next: terraform -chdir=out/stacks/one init && terraform -chdir=out/stacks/one apply\n",
    );
    await run("synth", environment);
    expect(Object.keys(folder.files()).filter((file) => file.endsWith(".json"))).toEqual([
      ".exposed-eip.stacks.json",
      "elsewhere/manifest.json",
      "elsewhere/stacks/other/cdk.tf.json",
      "elsewhere/stacks/other/ram-policy.json",
      "here/one.lock.json",
      "other.lock.json",
      "out/manifest.json",
      "out/stacks/one/cdk.tf.json",
      "out/stacks/one/ram-policy.json",
    ]);
  });

  it("are named for cdktf in a folder of a CDKTF project", async () => {
    folder.write("cdktf.json", "{}");
    folder.write("fleet.yaml", WEB);
    expect((await run("synth fleet.yaml")).stdout).toContain(
      "next: EXPOSURE_CONFIG=fleet.yaml npx cdktf deploy\n",
    );
    folder.write("exposure.yaml", WEB);
    expect((await run("synth")).stdout).toContain("next: npx cdktf deploy\n");
    expect((await run("synth exposure.yaml", { EXPOSURE_CONFIG: "fleet.yaml" })).stdout).toContain(
      "next: EXPOSURE_CONFIG=exposure.yaml npx cdktf deploy\n",
    );
  });

  it("leave the environment as it was", async () => {
    const before = { ...process.env };
    folder.write("one.yaml", WEB);
    await run("synth one.yaml --output out");
    await run("export one.yaml --to exported");
    expect({ ...process.env }).toEqual(before);
  });
});

describe("exposed-eip init", () => {
  it("writes a file that loads, and says which region it assumed", async () => {
    expect(await run("init --instance i-bp1a --eip 203.0.113.106")).toEqual({
      exitCode: 0,
      stdout:
        "written: exposure.yaml      next: exposed-eip synth\n" +
        "region cn-hangzhou is assumed, since neither --region nor ALICLOUD_REGION nor ALIBABA_CLOUD_REGION is set; " +
        "for another one, change region in exposure.yaml\n",
      stderr: "",
    });
    expect(parse(folder.read("exposure.yaml"))).toEqual({
      region: "cn-hangzhou",
      exposures: { web: { instance: "i-bp1a", eip: "203.0.113.106" } },
    });
    expect(folder.read("exposure.yaml")).toMatchSnapshot();
    expect(loadConfiguration(path.join(folder.path, "exposure.yaml")).region).toBe("cn-hangzhou");
  });

  it("takes everything from options, and creates the folder", async () => {
    const { stdout } = await run(
      "init exposures/mail.yaml --instance i-bp1a --eip eip-bp1a --region cn-shanghai --name mail",
    );
    expect(stdout).toBe("written: exposures/mail.yaml      next: exposed-eip synth exposures/mail.yaml\n");
    expect(parse(folder.read("exposures/mail.yaml"))).toEqual({
      region: "cn-shanghai",
      exposures: { mail: { instance: "i-bp1a", eip: "eip-bp1a" } },
    });
  });

  it.each([
    [{ ALIBABA_CLOUD_REGION: "cn-beijing" }, "cn-beijing is that of ALIBABA_CLOUD_REGION"],
    [
      { ALICLOUD_REGION: "cn-qingdao", ALIBABA_CLOUD_REGION: "cn-beijing" },
      "cn-qingdao is that of ALICLOUD_REGION",
    ],
  ])("takes the region of the environment, as the provider does: %j", async (environment, note) => {
    const { stdout } = await run("init --instance i-bp1a --eip 203.0.113.106", environment);
    expect(stdout).toContain(`\nregion ${note}; for another one, change region in exposure.yaml\n`);
    expect(folder.read("exposure.yaml")).toContain(`region: ${note.split(" ")[0] ?? ""} #`);
  });

  it("writes comments that are settings when they are uncommented", async () => {
    await run("init --instance i-bp1a --eip 203.0.113.106");
    const text = folder.read("exposure.yaml");
    const commented = [...text.matchAll(/^( *)# (\w+: .*)$/gm)];
    expect(commented.length).toBeGreaterThan(3);
    const all = text.replaceAll(/^( *)# (\w+: .*)$/gm, "$1$2");
    expect(() => parseConfiguration(all, "exposure.yaml")).not.toThrow();
  });

  it("reports all invalid values at once, in the words of the configuration, and writes nothing", async () => {
    const { exitCode, stderr } = await run("init --instance web --eip 203.0.113.010 --region X --name A_B");
    expect(exitCode).toBe(1);
    expect(stderr).toMatchSnapshot();
    expect(folder.files()).toEqual({});
  });

  it("never replaces a file", async () => {
    folder.write("exposure.yaml", "mine");
    const { exitCode, stderr } = await run("init --instance i-bp1a --eip 203.0.113.106");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("exposure.yaml\n  problem  the file exists, and init replaces nothing\n");
    expect(folder.files()).toEqual({ "exposure.yaml": "mine" });
  });

  it("and synth make cdk.tf.json in an empty folder", async () => {
    await run("init --instance i-bp1a --eip 203.0.113.106");
    expect((await run("synth")).exitCode).toBe(0);
    expect(folder.read("cdktf.out/stacks/exposed-eip/cdk.tf.json")).toContain('"203.0.113.106"');
  });
});

describe("exposed-eip check", () => {
  it("reports what synth reports, and writes nothing", async () => {
    folder.write("exposure.yaml", WEB);
    const { exitCode, stdout, stderr } = await run("check");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatchSnapshot();
    expect(Object.keys(folder.files())).toEqual(["exposure.yaml"]);
  });

  it("has gates for warnings and for a plan that is not locked", async () => {
    folder.write("exposure.yaml", WEB);
    expect((await run("check --fail-on-warning")).exitCode).toBe(3);
    expect((await run("check --fail-on-unlocked-plan")).exitCode).toBe(3);
    await run("synth");
    expect((await run("check --fail-on-unlocked-plan")).exitCode).toBe(0);
    folder.write("none.yaml", "region: cn-hangzhou\nexposures: {}\n");
    expect((await run("check none.yaml --fail-on-warning --fail-on-unlocked-plan")).exitCode).toBe(0);
  });

  it("reports the errors of all files, of policies and of lock files at once", async () => {
    folder.write("all/good.yaml", WEB);
    folder.write(
      "all/tags.yaml",
      "region: cn-hangzhou\npolicy: {requiredTags: [team]}\nexposures: {a: {instance: i-a, eip: 198.51.100.7}}\n",
    );
    folder.write("all/.terraform.lock.hcl", "{");
    const { exitCode, stdout, stderr } = await run("check all");
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/^all\/\.terraform\.lock\.hcl\n {2}problem {2}invalid provider lock file/);
    expect(stderr).toMatch(/lacks required tags/);
    expect(stderr).toMatch(
      /\n\nhelp: .*#invalid-configuration\nhelp: .*#synthesis-refused\n2 errors, nothing written\n$/,
    );
  });

  it("prints JSON, errors with their positions", async () => {
    folder.write("exposure.yaml", WEB);
    expect(JSON.parse((await run("check --json")).stdout)).toEqual({
      isValid: true,
      errors: [],
      stacks: [
        {
          stack: "exposed-eip",
          file: "exposure.yaml",
          region: "cn-hangzhou",
          exposures: ["web"],
          warnings: [expect.stringContaining("shadows 15 public addresses")],
          isPlanLocked: false,
        },
      ],
    });
    folder.write("bad.yaml", "region: cn-hangzhou\nexposures: {web: {instance: x, eip: 203.0.113.010}}\n");
    const { exitCode, stdout, stderr } = await run("check bad.yaml --json");
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({
      isValid: false,
      errors: [
        {
          ...{ file: "bad.yaml", line: 2, column: 29, path: "exposures.web.instance", found: "x" },
          help: "docs/reference/troubleshooting.md#invalid-configuration",
        },
        {
          file: "bad.yaml",
          line: 2,
          column: 37,
          path: "exposures.web.eip",
          remedy: { write: "203.0.113.10" },
        },
      ],
      stacks: [],
    });
  });
});

describe("exposed-eip policy, guest-script, schema and diff", () => {
  const FLEET = {
    "all/web.yaml": WEB,
    "all/mail.yaml":
      "region: cn-shanghai\nguest: {delivery: cloud-assistant, manager: netplan, mtu: 8500}\nverify: {target: 192.0.2.10, port: 443}\n" +
      "exposures: {mail: {instance: i-mail, eip: 198.51.100.7}, other: {instance: i-b, eip: eip-b, guest: none, verify: none}}\n",
  };
  beforeEach(() => {
    for (const [file, text] of Object.entries(FLEET)) folder.write(file, text);
  });

  it("print the policy of one stack as a document, and those of several with their names", async () => {
    const document = JSON.parse((await run("policy all/web.yaml")).stdout) as unknown;
    expect(document).toMatchObject({ Version: "1", Statement: expect.any(Array) as unknown });
    await run("synth all/web.yaml");
    expect(document).toEqual(JSON.parse(folder.read("cdktf.out/stacks/web/ram-policy.json")));
    expect((await run("policy all --stack web")).stdout).toContain('"Version": "1"');
    expect((await run("policy all")).stdout).toMatch(/^mail: 1 of 1\n\{[^]*\nweb: 1 of 1\n\{/);
    expect(JSON.parse((await run("policy all --json")).stdout)).toMatchObject([
      { stack: "mail", policies: [{ Version: "1" }] },
      { stack: "web", policies: [{ Version: "1" }] },
    ]);
    const { exitCode, stderr } = await run("policy all --stack weeb");
    expect({ exitCode, stderr }).toMatchSnapshot();
  });

  it("print the script, or the command line for an exposure", async () => {
    expect((await run("guest-script")).stdout).toMatch(/^#!\/bin\/sh\n/);
    expect((await run("guest-script all --exposure web")).stdout).toBe(
      "sh exposed-eip.sh up --eip 203.0.113.106\n",
    );
    expect((await run("guest-script all --exposure mail")).stdout).toBe(
      "sh exposed-eip.sh up --eip 198.51.100.7 --mtu 8500 --manager netplan --verify tcp:192.0.2.10:443\n",
    );
    expect((await run("guest-script all --exposure other")).stdout).toBe(
      "sh exposed-eip.sh up --eip <address of the EIP>\n",
    );
    expect((await run("guest-script all --exposure weeb")).stderr).toMatch(/did you mean {2}web\n/);
  });

  it("print the schema of the configuration file", async () => {
    expect(JSON.parse((await run("schema")).stdout)).toMatchObject({
      type: "object",
      required: ["region", "exposures"],
    });
  });

  it("print a diff as JSON, without Terraform's configuration", async () => {
    await run("synth all/web.yaml -o one");
    folder.write("all/web.yaml", WEB.replace("i-web", "i-new"));
    await run("synth all/web.yaml -o other");
    const [diff] = JSON.parse((await run("diff one other --json")).stdout) as Record<string, unknown>[];
    expect(diff).toMatchObject({
      stack: "web",
      isSame: false,
      exposures: [
        {
          key: "web",
          kind: expect.stringMatching(/replaced/i) as unknown,
          eip: "203.0.113.106",
          instance: "i-new",
          causes: [{ what: "instance", before: "i-web", after: "i-new" }],
        },
      ],
      shadowed: { before: 15, after: 15 },
    });
    expect(JSON.stringify(diff)).not.toContain("security_group_ids");
  });

  it("replans where the plan that is locked cannot hold a new EIP of a NIC, as the message of synth advises", async () => {
    const web = "region: cn-hangzhou\nexposures:\n  web: {instance: i-web, eip: 203.0.113.106}\n";
    folder.write("exposure.yaml", web);
    await run("synth");
    folder.write("exposure.yaml", `${web}  mail: {nicOf: web, eip: 203.0.113.240}\n`);
    const { exitCode, stderr } = await run("synth");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("or replan blocks and vSwitches, which replaces the NIC");
    expect((await run("replan")).stdout).toContain(
      "\nshadows       239 more addresses\nreplaces      web, mail",
    );
    expect((await run("replan --write")).stdout).toContain("plan locked in exposure.lock.json");
    expect((await run("synth")).exitCode).toBe(0);
  });

  it("locks new plans of a folder with --write, and prints both plans as JSON", async () => {
    await run("synth all");
    folder.write("all/web.yaml", WEB.replace("}}", "}, b: {instance: i-b, eip: 203.0.113.98}}"));
    expect((await run("replan all")).stdout).toMatch(
      /^mail\nA new plan would be the same.*\n\nweb\nA new plan/,
    );
    folder.write(
      "all/web.yaml",
      `blocksPerVpc: 1\n${WEB.replace("}}", "}, b: {instance: i-b, eip: 203.0.113.1}}")}`,
    );
    folder.write("all/web.lock.json", JSON.stringify({ "//": "", version: 1, blocks: [] }));
    await run("synth all");
    folder.write("all/web.yaml", WEB);
    const [, web] = JSON.parse((await run("replan all --write --json")).stdout) as unknown[];
    expect(web).toMatchObject({
      stack: "web",
      saves: 112,
      replaces: ["web"],
      current: [{ cidr: "203.0.113.0/25" }],
      planned: [{ cidr: "203.0.113.96/28" }],
      isWritten: true,
    });
    expect(folder.read("all/web.lock.json")).toContain("203.0.113.96/28");
  });
});

describe("a defect of the program", () => {
  it("is one line that asks to report it, with a stack trace only on demand", async () => {
    folder.write("exposure.yaml", WEB);
    const spy = jest.spyOn(JSON, "stringify").mockImplementation(() => {
      throw new RangeError("a\ndefect");
    });
    try {
      expect(await run("stacks --json")).toEqual({
        exitCode: 70,
        stdout: "",
        stderr:
          "error: defect in exposed-eip 1.2.3: RangeError: a defect; please report it with the stack trace, which DEBUG=exposed-eip prints\n",
      });
      const { stderr } = await run("stacks --json", { DEBUG: "cdktf,exposed-eip" });
      expect(stderr).toMatch(
        /^error: defect .* report it with the stack trace\nRangeError: a\ndefect\n {4}at /,
      );
    } finally {
      spy.mockRestore();
    }
  });
});

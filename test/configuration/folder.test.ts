import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { ConfigurationsError } from "../../lib/configuration/configuration-errors";
import { loadFolder } from "../../lib/configuration/configuration-folder";
import { EMPTY_PLAN_LOCK } from "../../lib/planning/plan-lock";

const WEB = "exposures: {web: {instance: i-web, eip: 203.0.113.106}}\n";
const MAIL = "exposures: {mail: {instance: i-mail, eip: 198.51.100.7}}\n";
const REGION = "region: cn-hangzhou\n";

describe("a folder of configuration files", () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "folder-"));
  });

  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  it("gives one configuration for each file in it and in its folders, called by its place", () => {
    write("web.yaml", REGION + WEB);
    write("prod/eu/mail.yml", REGION + MAIL);
    write("prod/own-name.json", '{"region": "cn-beijing", "stack": "dns", "exposures": {}}');
    expect(load().map(({ file, configuration: { stack, region } }) => [file, stack, region])).toEqual([
      ["web.yaml", "web", "cn-hangzhou"],
      ["prod/own-name.json", "dns", "cn-beijing"],
      ["prod/eu/mail.yml", "prod-eu-mail", "cn-hangzhou"],
    ]);
  });

  it("passes over lock files, JSON Schemas, hidden files and files of other kinds", () => {
    write("web.yaml", REGION + WEB);
    for (const file of [
      "web.lock.json",
      "exposure.schema.json",
      ".hidden.yaml",
      ".git/config.yaml",
      "README.md",
      "web.yaml.orig",
    ])
      write(file, "not: a configuration");
    expect(load().map(({ file }) => file)).toEqual(["web.yaml"]);
  });

  it("lets files inherit from defaults.yaml, the nearest first, and tells which they were", () => {
    write(
      "defaults.yaml",
      `${REGION}tags: {team: net, stage: test}\nblocksPerVpc: 9\nprovider: {profile: test}\n`,
    );
    write(
      "prod/defaults.yaml",
      "region: cn-beijing\ntags: {stage: prod}\nprovider: {max_retry_timeout: 5}\n",
    );
    write("web.yaml", WEB);
    write("prod/mail.yaml", `tags: {owner: me}\nblocksPerVpc: 7\n${MAIL}`);
    const [web, mail] = load();
    expect(web).toMatchObject({
      defaults: ["defaults.yaml"],
      configuration: { region: "cn-hangzhou", tags: { team: "net", stage: "test" }, blocksPerVpc: 9 },
    });
    expect(mail).toMatchObject({
      defaults: ["prod/defaults.yaml", "defaults.yaml"],
      configuration: {
        region: "cn-beijing",
        tags: { team: "net", stage: "prod", owner: "me" },
        blocksPerVpc: 7,
        provider: { profile: "test", max_retry_timeout: 5 },
      },
    });
  });

  it("inherits lists and a backend as a whole", () => {
    write("defaults.yaml", `${REGION}backend: {oss: {bucket: one, prefix: p}}\nskipChecks: [eni-quota]\n`);
    write("web.yaml", `backend: {oss: {bucket: two}}\nskipChecks: [hot-plug]\n${WEB}`);
    expect(load()[0]?.configuration).toMatchObject({
      backend: { type: "oss", arguments: { bucket: "two" } },
      skipChecks: ["hot-plug"],
    });
    expect(load()[0]?.configuration.backend.arguments).not.toHaveProperty("prefix");
  });

  it("puts the name of the stack into the place of {stack} in a backend", () => {
    write("defaults.yaml", `${REGION}backend: {oss: {bucket: state, key: "{stack}.tfstate"}}\n`);
    write("web.yaml", WEB);
    write("mail.yaml", MAIL);
    expect(load().map(({ configuration }) => configuration.backend.arguments.key)).toEqual([
      "mail.tfstate",
      "web.tfstate",
    ]);
  });

  it("ignores keys for anchors in the defaults, too", () => {
    write("defaults.yaml", `x-team: &team {team: net}\n${REGION}tags: *team\n`);
    write("web.yaml", `x-note: mine\n${WEB}`);
    expect(load().map(({ configuration: { tags } }) => tags)).toEqual([{ team: "net" }]);
  });

  it("fails with all errors of all files, each with its own file and position, those of defaults once", () => {
    write("defaults.yaml", "region: Hangzhou\ntags: {team: 5}\nstack: all\n");
    write("web.yaml", "exposures: {web: {instance: x, eip: 203.0.113.106}}\n");
    write("mail.yaml", "exposures: {mail: {instance: i-mail, eip: 203.0.113.1, nic: 2}}\n");
    expect(issues()).toEqual([
      "defaults.yaml:1:9 region: not a region ID",
      "defaults.yaml:2:14 tags.team: must be a string, not a number",
      "defaults.yaml:3:1 stack: stack cannot be inherited",
      "mail.yaml:1:56 exposures.mail.nic: unknown key",
      "web.yaml:1:29 exposures.web.instance: not the ID of an ECS instance",
    ]);
  });

  it("fails for a value where it was inherited from", () => {
    write("defaults.yaml", `${REGION}blocksPerVpc: 0\n`);
    write("web.yaml", WEB);
    expect(issues()).toEqual(["defaults.yaml:2:15 blocksPerVpc: too small: 0, minimum 1"]);
  });

  it("fails for a file that cannot be read, and says nothing of those that inherit from it", () => {
    write("prod/defaults.yaml", "region: [\n");
    write("prod/web.yaml", WEB);
    write("mail.yaml", MAIL);
    expect(issues()).toEqual([
      expect.stringMatching(/^prod\/defaults\.yaml:/),
      "mail.yaml:1:1 region: region is missing",
    ]);
  });

  it("fails when two files have the same stack, EIP or lock file, naming the other", () => {
    write("a.yaml", `stack: net\n${REGION}${WEB}`);
    write("b.yaml", `stack: net\n${REGION}exposures: {w: {instance: i-w, eip: 203.0.113.106}}\n`);
    write("b.json", '{"region": "cn-hangzhou", "stack": "b", "exposures": {}}');
    expect(issues()).toEqual([
      "b.yaml : same lock file as b.json, whose name differs only in the extension",
      "b.yaml:1:8 stack: duplicate of a.yaml:1:8",
      "b.yaml:3:37 exposures.w.eip: duplicate of a.yaml:3:41",
    ]);
  });

  it("fails when two files have one lock file where case or Unicode normal form is ignored", () => {
    write("Web.yaml", `stack: a\n${REGION}${WEB}`);
    write("web.json", '{"region": "cn-hangzhou", "stack": "b", "exposures": {}}');
    write("cafe\u0301.yaml", `stack: c\n${REGION}exposures: {}\n`);
    write("caf\u00e9.json", '{"region": "cn-hangzhou", "stack": "d", "exposures": {}}');
    const why = "whose name differs only in case or Unicode normal form, which macOS and Windows ignore";
    expect(issues()).toEqual([
      `caf\u00e9.json : same lock file as cafe\u0301.yaml, ${why}`,
      `web.json : same lock file as Web.yaml, ${why}`,
    ]);
  });

  it.each([
    ["../All.tfstate", "./../all.tfstate"],
    ["../cafe\u0301.tfstate", "../caf\u00e9.tfstate"],
  ])("fails when two files have one local state in different notations: %j and %j", (one, other) => {
    write("web.yaml", `${REGION}backend: {local: {path: ${one}}}\n${WEB}`);
    write("mail.yaml", `${REGION}backend: {local: {path: ${other}}}\n${MAIL}`);
    expect(issues()).toEqual([expect.stringContaining("same state as mail.yaml")]);
  });

  it.each([
    ["{oss: {bucket: state}}", true],
    ["{http: {address: 'https://state.example'}}", true],
    ["{local: {path: ../all.tfstate}}", true],
    ["{cloud: {workspaces: {name: all}}}", true],
    ["{oss: {bucket: state, prefix: '{stack}'}}", false],
    ["{http: {address: 'https://state.example/{stack}'}}", false],
    ["local", false],
    ["none", false],
    ["cloud", false],
  ])("with the backend %s for two files, fails for one state of both: %s", (backend, fails) => {
    write("defaults.yaml", `${REGION}backend: ${backend}\n`);
    write("web.yaml", WEB);
    write("mail.yaml", MAIL);
    if (fails) expect(issues()).toEqual([expect.stringContaining("same state as mail.yaml")]);
    else expect(load()).toHaveLength(2);
  });

  it("fails when two files add a block to the same VPC, unless one says that it exists already", () => {
    const one = (eip: string, place: string) =>
      `${REGION}exposures: {web: {instance: i-web, eip: ${eip}, ${place}}}\n`;
    write("a.yaml", one("203.0.113.105", "vpc: vpc-a"));
    write("b.yaml", one("203.0.113.106", "vpc: vpc-a"));
    write("c.yaml", one("203.0.113.107", "vpc: vpc-b"));
    write("d.yaml", one("203.0.113.108", "vpc: vpc-a, block: {existing: 203.0.113.96/28}"));
    expect(issues()).toEqual([
      "b.yaml:2:41 exposures.web.eip: its block 203.0.113.96/28 overlaps 203.0.113.96/28 of exposures.web in a.yaml, in the same VPC",
    ]);
  });

  it("fails for a name of a file that cannot be the name of a stack", () => {
    write("2024.yaml", REGION + WEB);
    expect(issues()).toEqual([
      "2024.yaml:1:1 stack: stack is missing, and the name of the file is not a stack name",
    ]);
  });

  it("fails when there is no file in it, and when defaults are not a mapping", () => {
    expect(issues()).toEqual([" : no configuration file in this folder"]);
    write("defaults.yaml", "- region\n");
    write("web.yaml", REGION + WEB);
    expect(issues()).toEqual(["defaults.yaml:1:1 : defaults must be a mapping"]);
  });

  function write(file: string, text: string): void {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }

  function load() {
    return loadFolder(folder, () => EMPTY_PLAN_LOCK).map(({ file, defaults, configuration }) => ({
      file: path.relative(folder, file),
      defaults: defaults.map((one) => path.relative(folder, one)),
      configuration,
    }));
  }

  /** All errors, as `file:line:column path: problem`. */
  function issues(): string[] {
    try {
      load();
    } catch (error) {
      if (!(error instanceof ConfigurationsError)) throw error;
      return error.errors.flatMap(({ file, issues: all }) =>
        all.map(({ position, path: place, problem }) => {
          const where = position === undefined ? " " : `:${position.line}:${position.column} `;
          return `${path.relative(folder, file)}${where}${place}: ${problem.replaceAll(`${folder}/`, "")}`;
        }),
      );
    }
    return [];
  }
});

import * as fs from "node:fs";
import * as path from "node:path";

import { credentials, type MachinePart, node } from "../../lib/live/machine";
import { LiveCommand, MADE_UP } from "./live-command";

describe("exposed-eip doctor", () => {
  let live: LiveCommand;
  let environment: Readonly<Record<string, string>>;

  beforeAll(async () => {
    live = await LiveCommand.start();
    const home = path.join(live.folder, "home");
    const plugins = path.join(home, ".terraform.d/plugins/registry.terraform.io/aliyun/alicloud/1.289.0");
    fs.mkdirSync(plugins, { recursive: true });
    const program = path.join(live.folder, "terraform");
    fs.writeFileSync(program, "#!/bin/sh\necho 'Terraform v1.11.4'\n", { mode: 0o755 });
    live.write("exposure.yaml", "region: cn-hangzhou\nexposures: {}\n");
    environment = {
      ...{ HOME: home, TERRAFORM_BINARY_NAME: program, TF_CLI_CONFIG_FILE: "" },
      ...{ ALIBABA_CLOUD_ENDPOINT_STS: live.emulator.endpoint },
    };
  });

  afterAll(() => live.end());

  it("says what is there, and exits with 0", async () => {
    const { exitCode, stdout } = await live.run(["doctor"], environment);
    expect(stdout.split("\n")).toEqual([
      `ok       Node.js: ${process.versions.node}`,
      "ok       Terraform or OpenTofu: Terraform 1.11.4",
      "ok       provider aliyun/alicloud: 1.289.0 in the plugin folder",
      "ok       credentials: environment variables (not tried; --online does)",
      "ok       configuration: exposure.yaml",
      "",
    ]);
    expect(exitCode).toBe(0);
    expect(live.emulator.calls.summary().total).toBe(0);
  });

  it("says what is missing and how to get it, and exits with 1", async () => {
    const { exitCode, stdout } = await live.run(["doctor", "none.yaml", "--json"], {
      ...environment,
      ...{ TERRAFORM_BINARY_NAME: "/no/such/terraform", TF_CLI_CONFIG_FILE: "/no/such/file" },
      ALIBABA_CLOUD_ACCESS_KEY_ID: "",
    });
    const parts = JSON.parse(stdout) as MachinePart[];
    expect(parts.filter(({ isOk }) => !isOk).map(({ name, remedy }) => [name, remedy])).toEqual([
      [
        "Terraform or OpenTofu",
        "TERRAFORM_BINARY_NAME names /no/such/terraform, which cannot be run; correct or unset it",
      ],
      ["TF_CLI_CONFIG_FILE", "correct or unset TF_CLI_CONFIG_FILE"],
      ["credentials", expect.stringMatching(/^set ALIBABA_CLOUD_ACCESS_KEY_ID and /)],
      ["configuration", "create one with  exposed-eip init  or  exposed-eip discover --write"],
    ]);
    expect(exitCode).toBe(1);
  });

  it("asks who the credentials belong to, if it may", async () => {
    const { stdout } = await live.run(["doctor", "--online"], environment);
    expect(stdout).toMatch(
      /ok {7}credentials: Account of the account 1234567890123456, by environment variables /,
    );
    const wrong = { ...environment, ALIBABA_CLOUD_ACCESS_KEY_SECRET: "another-secret" };
    const { exitCode, stdout: refused } = await live.run(["doctor", "--online"], wrong);
    expect(refused).toMatch(/missing {2}credentials: not usable; The credentials from .* are not valid/);
    expect(refused).not.toContain("another-secret");
    expect(exitCode).toBe(1);
  });

  it("knows the kinds of credentials, without their values", () => {
    const home = path.join(live.folder, "cli");
    fs.mkdirSync(path.join(home, ".aliyun"), { recursive: true });
    const profile = {
      name: "production",
      mode: "RamRoleArn",
      access_key_secret: MADE_UP.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
    };
    const text = JSON.stringify({ current: "production", profiles: [profile] });
    fs.writeFileSync(path.join(home, ".aliyun/config.json"), text);
    expect(credentials({}, home).found).toMatch(
      /^profile production of the Alibaba Cloud CLI \(RamRoleArn\) /,
    );
    expect(credentials({ ALICLOUD_ACCESS_KEY: "x" }, "/nonexistent").remedy).toMatch(
      /^set ALIBABA_CLOUD_ACCESS_KEY_ID too: only the Terraform provider reads /,
    );
  });

  it.each([
    ["20.18.3", false],
    ["20.19.0", true],
    ["22.11.0", true],
    ["23.0.0", false],
  ])("Node.js %s: %s", (version, isOk) => {
    expect(node(version).isOk).toBe(isOk);
  });
});

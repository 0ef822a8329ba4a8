import * as fs from "node:fs";
import * as path from "node:path";

import { alicloudSchema } from "../alicloud-schema";
import { runInClouds } from "../mock-cloud";
import { CommandError, runCommand } from "../run-command";
import { SchemaServer } from "../schema-server/schema-server";
import { cleanEnvironment, describeWithTerraform, TerraformWorkspace, useTerraform } from "../terraform";
import { chain, precondition } from "./chain";

describeWithTerraform("several at the same time", () => {
  const terraform = useTerraform();

  it("do not disturb each other in one schema server", async () => {
    const zones = Array.from({ length: 4 }, (_, i) => `cn-hangzhou-${i}`);
    const runs = await Promise.all(
      zones.map(async (zone_id) => {
        const inZone = precondition(
          `\${data.alicloud_vpcs.all.vpcs[0].status == "${zone_id}"}`,
          `not ${zone_id}`,
        );
        const workspace = await terraform.workspace(chain({ vswitch: { zone_id, ...inZone } }));
        const cloud = (status: string) => ({ mockData: { alicloud_vpcs: { vpcs: [{ status }] } } });
        return runInClouds(workspace, "apply", { good: cloud(zone_id), bad: cloud("elsewhere") });
      }),
    );
    expect(runs).toMatchObject(
      zones.map((zone_id) => ({
        good: { status: "pass", resources: { "alicloud_vswitch.web": { zone_id } } },
        bad: { status: "error", diagnostics: [{ detail: `not ${zone_id}` }] },
      })),
    );
  });

  it("do not disturb each other in schema servers with different schemas", async () => {
    const [source, { resource_schemas, ...rest }] = alicloudSchema();
    const others = Object.fromEntries(
      Object.entries(resource_schemas ?? {}).filter(([type]) => type !== "alicloud_vswitch"),
    );
    const server = await SchemaServer.start(source, { ...rest, resource_schemas: others });
    const withoutVswitch = await TerraformWorkspace.create({ "cdk.tf.json": chain() }, server);
    try {
      const whole = await terraform.workspace(chain());
      const [first, second] = await Promise.all([withoutVswitch.validate(), whole.validate()]);
      expect(first.diagnostics).toMatchObject([
        { summary: "Invalid resource type", detail: expect.stringContaining("alicloud_vswitch") as string },
      ]);
      expect(second).toEqual({ valid: true, diagnostics: [] });
    } finally {
      await withoutVswitch.remove();
      await server.close();
    }
  });
});

describeWithTerraform("what is started for tests", () => {
  const pipesBefore = pipes();
  let folder: string;

  describe("while they run", () => {
    const terraform = useTerraform();

    it("is there", async () => {
      const workspace = await terraform.workspace(chain());
      await workspace.validate();
      folder = workspace.folder;
      expect(fs.existsSync(path.join(folder, "cdk.tf.json"))).toBe(true);
      expect(pipes()).toBeGreaterThan(pipesBefore);
    });
  });

  describe("when they are over", () => {
    it("is gone", () => {
      expect(fs.existsSync(folder)).toBe(false);
      expect(pipes()).toBe(pipesBefore);
    });
  });

  it("leaves no process and no socket, and nothing that answers Terraform", async () => {
    const server = await SchemaServer.start(...alicloudSchema());
    const workspace = await TerraformWorkspace.create({ "cdk.tf.json": chain() }, server);
    try {
      await workspace.validate();
      const { Addr, Pid } = reattachment(server);
      expect(fs.statSync(Addr.String).isSocket()).toBe(true);
      expect(() => process.kill(Pid, 0)).not.toThrow();

      await server.close();
      expect(fs.existsSync(path.dirname(Addr.String))).toBe(false);
      expect(() => process.kill(Pid, 0)).toThrow(expect.objectContaining({ code: "ESRCH" }) as Error);
      await expect(workspace.run(["validate"])).rejects.toThrow(/Failed to load plugin schemas/);
    } finally {
      await workspace.remove();
    }
  });
});

describeWithTerraform("the settings of whoever runs the tests", () => {
  const terraform = useTerraform();
  const saved = { ...process.env };

  afterEach(() => {
    process.env = { ...saved };
  });

  it("do not reach Terraform", async () => {
    Object.assign(process.env, {
      TF_LOG: "trace",
      TF_CLI_ARGS: "-no-such-argument",
      TF_CLI_ARGS_validate: "-no-such-argument",
      TF_CLI_CONFIG_FILE: path.join(__dirname, "absent.tfrc"),
      TF_DATA_DIR: "/dev/null",
      TF_WORKSPACE: "absent",
      TF_REATTACH_PROVIDERS: "not JSON",
    });
    const workspace = await terraform.workspace(chain());
    expect(await workspace.validate()).toEqual({ valid: true, diagnostics: [] });
    expect((await workspace.run(["version"])).stderr).toBe("");
  });

  it("are taken out by prefix, credentials included, and nothing else is", () => {
    process.env = {
      PATH: "/bin",
      TF_VAR_eip: "x",
      ALICLOUD_SECRET_KEY: "x",
      ALIBABA_CLOUD_PROFILE: "x",
      TFX: "kept",
      TF_CLI_CONFIG_FILE: __filename,
    };
    expect(cleanEnvironment({ TF_VAR_mine: "y" })).toEqual({
      PATH: "/bin",
      TFX: "kept",
      TF_CLI_CONFIG_FILE: __filename,
      TF_VAR_mine: "y",
      CHECKPOINT_DISABLE: "1",
      TF_INPUT: "0",
      TF_IN_AUTOMATION: "1",
    });
  });
});

describe("a command", () => {
  const run = (script: string, timeLimit?: number) =>
    runCommand("sh", ["-c", script], {
      folder: __dirname,
      environment: { PATH: process.env.PATH },
      ...(timeLimit === undefined ? {} : { timeLimit }),
    });

  it("gives its output and its exit code", async () => {
    expect(await run("echo out; echo err >&2; exit 3")).toMatchObject({
      exitCode: 3,
      stdout: "out\n",
      stderr: "err\n",
    });
  });

  it("is ended by its time limit together with what it started, showing what it said until then", async () => {
    // The promise settles when every process that could write to the pipes has ended, so the inner one has, too.
    const sleep = `"${process.execPath}" -e 'setTimeout(() => {}, 1e6)'`;
    await expect(run(`echo started; ${sleep} & wait`, 1000)).rejects.toThrow(
      /^did not end within 1 s: sh -c .*\n--- stdout\nstarted\n/,
    );
  });

  it("fails when there is no such program, or a signal ends it", async () => {
    await expect(runCommand("no-such-program", [], { folder: __dirname, environment: {} })).rejects.toThrow(
      CommandError,
    );
    await expect(run("kill -TERM $$")).rejects.toThrow(/^was ended by SIGTERM/);
  });
});

/** How Terraform is told to reach the one provider of a server. */
function reattachment(server: SchemaServer) {
  const providers = JSON.parse(server.environment.TF_REATTACH_PROVIDERS) as Record<
    string,
    { readonly Pid: number; readonly Addr: { readonly String: string } }
  >;
  const [provider] = Object.values(providers);
  if (!provider) throw new Error("no provider");
  return provider;
}

/** How many pipes and unix sockets this process holds open. */
function pipes(): number {
  return process.getActiveResourcesInfo().filter((one) => one === "PipeWrap").length;
}

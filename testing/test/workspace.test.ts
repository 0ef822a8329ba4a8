import * as fs from "node:fs/promises";
import * as path from "node:path";

import { describeWithTerraform, TerraformWorkspace, useTerraform } from "../terraform";
import { chain } from "./chain";

describeWithTerraform("validate", () => {
  const terraform = useTerraform();

  it("accepts a correct configuration", async () => {
    const workspace = await terraform.workspace(chain());
    expect(await workspace.validate()).toEqual({ valid: true, diagnostics: [] });
  });

  it("fails for an argument that the schema does not know, naming it", async () => {
    const workspace = await terraform.workspace(chain({ vswitch: { cidr: "203.0.113.96/28" } }));
    const { valid, diagnostics } = await workspace.validate();
    expect(valid).toBe(false);
    expect(diagnostics).toEqual([
      expect.objectContaining({
        severity: "error",
        summary: "Extraneous JSON object property",
        address: "alicloud_vswitch.web",
        detail: expect.stringContaining('"cidr"') as string,
      }),
    ]);
  });

  it("fails for a value of the wrong type", async () => {
    const workspace = await terraform.workspace(
      chain({ networkInterface: { security_group_ids: { first: "sg-1" } } }),
    );
    const { diagnostics } = await workspace.validate();
    expect(diagnostics).toEqual([
      expect.objectContaining({
        summary: "Incorrect attribute value type",
        address: "alicloud_ecs_network_interface.web",
        detail: expect.stringContaining('"security_group_ids": set of string required') as string,
      }),
    ]);
  });

  it("fails for a required argument that is missing, naming it", async () => {
    const workspace = await terraform.workspace(chain({ networkInterface: { vswitch_id: undefined } }));
    const { diagnostics } = await workspace.validate();
    expect(diagnostics).toEqual([
      expect.objectContaining({
        summary: "Missing required argument",
        address: "alicloud_ecs_network_interface.web",
        detail: expect.stringContaining('"vswitch_id"') as string,
      }),
    ]);
  });

  it("fails for a nested block that may stand only once", async () => {
    const workspace = await terraform.workspace(
      chain({ provider: { assume_role: [{ role_arn: "a" }, { role_arn: "b" }] } }),
    );
    const { diagnostics } = await workspace.validate();
    expect(diagnostics).toEqual([expect.objectContaining({ summary: "Too many assume_role blocks" })]);
  });
});

describeWithTerraform("any other command", () => {
  let workspace: TerraformWorkspace;

  beforeEach(async () => {
    workspace = await TerraformWorkspace.create({
      "main.tf":
        'terraform {\n  backend "local" { path = "here.tfstate" }\n}\noutput "value" { value = upper(file("a/b.txt")) }',
      "a/b.txt": "text",
    });
  });

  afterEach(() => workspace.remove());

  it("runs in the workspace, with the backend of the configuration after an init with it", async () => {
    await workspace.init({ backend: true });
    await workspace.run(["apply", "-auto-approve"]);
    const state = await fs.readFile(path.join(workspace.folder, "here.tfstate"), "utf8");
    expect(JSON.parse(state)).toMatchObject({ outputs: { value: { value: "TEXT" } } });
  });

  it("fails with the whole output when it exits with a code that was not expected", async () => {
    await expect(
      workspace.run(["plan", "-detailed-exitcode", "-no-color"], { exitCodes: [0, 2] }),
    ).rejects.toThrow(
      /^exited with 1: \S+ plan -detailed-exitcode -no-color\n[^]*Backend initialization required/,
    );
    await workspace.init({ backend: true });
    const plan = await workspace.run(["plan", "-detailed-exitcode"], { exitCodes: [0, 2] });
    expect(plan.exitCode).toBe(2);
  });
});

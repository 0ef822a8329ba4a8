import { describeWithTerraform, useTerraform } from "../support/terraform";
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

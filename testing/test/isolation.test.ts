import * as path from "node:path";

import { cleanEnvironment, describeWithTerraform, useTerraform } from "../terraform";
import { chain } from "./chain";

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

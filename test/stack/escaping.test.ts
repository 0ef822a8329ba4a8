import { existsSync } from "node:fs";
import * as path from "node:path";

import { cloud } from "../../testing/cloud";
import { applyInCloud } from "../../testing/mock-cloud";
import { describeIf, requirement } from "../../testing/requirements";
import { Template } from "../../testing/template";
import {
  describeWithTerraform,
  terraform,
  terraformBinary,
  TerraformWorkspace,
  useTerraform,
} from "../../testing/terraform";
import { withBackend } from "../../testing/configurations";

const HOSTILE = '${file("/etc/passwd")}';
const DIRECTIVE = "%{if true}x%{endif}";

/** A configuration with text that means something to Terraform, wherever free text may stand. */
const CONFIGURATION = `
  region: cn-hangzhou
  provider: {profile: '${HOSTILE}', endpoints: {vpc: '${HOSTILE}'}}
  tags: {'${HOSTILE}': '${HOSTILE}', directive: '${DIRECTIVE}', escaped: '$\${a}', price: '$5 100%'}
  exposures:
    web: {instance: i-bp1web, eip: 203.0.113.106}
    ftp: {instance: i-bp1web, eip: eip-bp1ftp}`;

describe("text of a configuration file", () => {
  it("stands escaped in the JSON wherever Terraform would evaluate it", () => {
    const { text, json } = Template.ofConfiguration(CONFIGURATION);
    const escaped = '$${file("/etc/passwd")}';
    expect(text).not.toMatch(/[^$]\$\{file/);
    expect(json.provider.alicloud?.[0]).toMatchObject({ profile: escaped, endpoints: { vpc: escaped } });
  });

  it("stands as it is in the arguments of a backend, where Terraform evaluates nothing", () => {
    const { json } = Template.ofConfiguration(withBackend(JSON.stringify({ local: { path: HOSTILE } })));
    expect(json.terraform.backend).toEqual({ local: { path: HOSTILE } });
  });
});

/** Since 1.8, OpenTofu evaluates the arguments of a backend. */
const literalBackends = requirement("Terraform itself", () => {
  if (terraform.missing !== undefined) return terraform.missing;
  return terraformBinary().product === "Terraform"
    ? undefined
    : "OpenTofu evaluates the arguments of backends";
});

describeIf(literalBackends, "the path of a local state", () => {
  it.each(["${x}/state.tfstate", "a-%{if}.tfstate", "$${x}.tfstate"])(
    "is the one in the configuration file: %s",
    async (file) => {
      const { text } = Template.ofConfiguration(withBackend(JSON.stringify({ local: { path: file } })));
      // Without a provider, so that nothing is downloaded: where the state is has nothing to do with it.
      const { backend } = (JSON.parse(text) as { terraform: { backend: unknown } }).terraform;
      const workspace = await TerraformWorkspace.create({
        "cdk.tf.json": { terraform: { backend }, output: { x: { value: 1 } } },
      });
      try {
        await workspace.init({ backend: true });
        await workspace.run(["apply", "-auto-approve", "-no-color"]);
        expect(existsSync(path.join(workspace.folder, file))).toBe(true);
      } finally {
        await workspace.remove();
      }
    },
  );
});

describeWithTerraform("text of a configuration file", () => {
  const program = useTerraform();

  it("reaches the cloud as it is written, and is never evaluated", async () => {
    const { text } = Template.ofConfiguration(CONFIGURATION);
    const run = await applyInCloud(await program.workspace(text), {
      ...cloud({
        eips: [
          { allocation_id: "eip-bp1web", ip_address: "203.0.113.106", instance_id: "" },
          { allocation_id: "eip-bp1ftp", ip_address: "198.51.100.7", instance_id: "" },
        ],
      }),
    });
    const tags = { [HOSTILE]: HOSTILE, directive: DIRECTIVE, escaped: "$${a}", price: "$5 100%" };
    expect(run.diagnostics).toEqual([]);
    for (const type of ["alicloud_vswitch", "alicloud_ecs_network_interface"]) {
      expect(run.resources[`${type}.ftp`]).toMatchObject({ tags });
    }
  });
});

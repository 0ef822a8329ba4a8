import type { Configuration } from "../../lib";
import { ExposureStack } from "../../lib";
import { exampleConfiguration } from "../../lib/export/module/example";
import { rootConfiguration } from "../../lib/export/root-configuration";
import { synthesized } from "../../lib/export/synthesized";
import { written } from "../../lib/export/written";
import type { TerraformJson } from "../../lib/hcl";
import { cloudFor, knownThings } from "../examples/cloud-for";
import { configurationOf, examples } from "../examples/example";
import { comparable } from "../hcl/support/comparable";
import { applyInCloud, type MockCloud, planInCloud } from "../support/mock-cloud";
import { describeWithTerraform, useTerraform, type WorkspaceFiles } from "../support/terraform";
import { exported, exportedConfiguration, FORMATS } from "./exported";

/** Examples whose exposures the module can express. */
const CALLABLE = ["two-exposures.yaml", "by-hand.yaml", "two-zones.yaml"];

describeWithTerraform("Terraform", () => {
  const terraform = useTerraform();

  test.each(examples(".yaml"))(
    "finds %s, exported as root, valid and well laid out, and applies HCL and JSON to the same effect",
    async (example) => {
      const { configuration, json } = await synthesizedExample(example);
      const root = rootConfiguration(json);
      const files = Object.fromEntries(written(root, "hcl"));
      const workspace = await terraform.workspace({}, files);
      await workspace.run(["fmt", "-check", "-recursive", "-no-color"]);
      expect(await workspace.validate()).toEqual({ valid: true, diagnostics: [] });

      const cloud = cloudFor(JSON.stringify(json), knownThings(configuration));
      await expectSameApply((format) => Object.fromEntries(written(fromNothing(root), format)), cloud);
    },
  );

  test.each(CALLABLE)(
    "applies the call of the module for %s in HCL and in JSON to the same effect",
    async (example) => {
      const { configuration, stack, json } = await synthesizedExample(example);
      const call = exampleConfiguration(stack, json, "./module");
      const { mockData } = cloudFor(JSON.stringify(json), knownThings(configuration));
      await expectSameApply(
        (format) => ({
          ...Object.fromEntries(written(call, format)),
          ...inFolder("module", exportedConfiguration(configuration, "module", format)),
        }),
        { mockData: { ...mockData, alicloud_security_groups: { groups: [] } } },
      );
    },
  );

  test.each(FORMATS)(
    "has nothing to change in the layout of what is exported as a module in %s",
    async (format) => {
      const files = Object.fromEntries(exported(ONE, "module", format));
      const workspace = await terraform.workspace({}, files);
      await workspace.run(["fmt", "-check", "-recursive", "-no-color"]);
    },
  );

  test("plans a call of the module for an instance and an EIP that the same apply makes", async () => {
    const workspace = await terraform.workspace(CALLER, inFolder("module", exported(ONE, "module", "hcl")));
    const run = await planInCloud(workspace, {});
    expect(run).toMatchObject({ status: "pass", diagnostics: [] });
    expect(Object.keys(run.resources)).toEqual(
      expect.arrayContaining([
        'module.exposed_eip.alicloud_vpc_ipv4_cidr_block.this["web"]',
        'module.exposed_eip.alicloud_vswitch.this["203.0.113.104/29"]',
        'module.exposed_eip.alicloud_ecs_network_interface.this["web"]',
      ]),
    );
  });

  async function expectSameApply(files: (format: "hcl" | "json") => WorkspaceFiles, cloud: MockCloud) {
    const [ofHcl, ofJson] = [
      await applyInCloud(await terraform.workspace({}, files("hcl")), cloud),
      await applyInCloud(await terraform.workspace({}, files("json")), cloud),
    ];
    expect(ofJson).toMatchObject({ status: "pass", diagnostics: [] });
    expect(Object.keys(ofJson.resources)).toContainEqual(expect.stringMatching(/alicloud_eip_association\./));
    expect(comparable(ofHcl)).toEqual(comparable(ofJson));
  }
});

const ONE = `
  region: cn-hangzhou
  exposures:
    web: {instance: i-bp1web, eip: 203.0.113.106}
`;

/** A caller that makes instance and EIP; nothing of either is known when it is planned. */
const CALLER: TerraformJson = {
  terraform: { required_providers: { alicloud: { source: "aliyun/alicloud" } } },
  resource: {
    alicloud_instance: { web: { image_id: "m-1", instance_type: "ecs.g7.large", security_groups: ["sg-1"] } },
    alicloud_eip_address: { web: {} },
  },
  module: {
    exposed_eip: {
      source: "./module",
      exposures: {
        web: { instance_id: "${alicloud_instance.web.id}", eip: "${alicloud_eip_address.web.ip_address}" },
        ftp: {
          instance_id: "${alicloud_instance.web.id}",
          eip: "${alicloud_eip_address.web.id}",
          security_group_ids: ["${alicloud_instance.web.id}"],
          block: "203.0.113.96/28",
          vswitch: "203.0.113.104/29",
        },
        mail: {
          instance_id: "i-bp1mail",
          eip: "198.51.100.7",
          existing_vswitch: { id: "${alicloud_instance.web.vswitch_id}" },
        },
      },
    },
  },
};

async function synthesizedExample(example: string) {
  const configuration: Configuration = await configurationOf(example);
  return { configuration, ...synthesized((app) => new ExposureStack(app, configuration)) };
}

function inFolder(folder: string, files: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...files].map(([name, text]) => [`${folder}/${name}`, text]));
}

/**
 * The configuration without what `terraform test` cannot do in a mocked cloud: it imports nothing there, and it destroys in the
 * end what it made.
 */
function fromNothing(configuration: TerraformJson): TerraformJson {
  const text = JSON.stringify({ ...configuration, import: undefined }).replaceAll(
    '"prevent_destroy":true',
    '"prevent_destroy":false',
  );
  return JSON.parse(text) as TerraformJson;
}

import { comparable } from "../../testing/comparable";
import { applyInCloud, type MockCloud } from "../../testing/mock-cloud";
import { describeWithTerraform, type TestRun, useTerraform } from "../../testing/terraform";
import { renderHclFiles, type TerraformJson } from "../src";
import { providerSchemas } from "./support/provider-schemas";

/** Texts in which every special character of JSON, of templates, of quoted strings and of heredocs occurs. */
const texts = {
  quotes: 'say "hi" to C:\\temp\\new, ${upper("a")} and $${not_this} or %%{that} at 100% for 5$',
  control: "tab\tescape\u001b\u0000 carriage\r\nreturn\rend",
  unicode: "e\u0301 日本 👍🏽 \u202eright\u202c",
  script: '#!/bin/sh\n\n  echo "${local.number}" \\\n\tto $${HOME}\n',
  indented: "  a\n    ${local.number}\n",
  blank_lines: "a\n   \n\n\tb\n",
  marker: "EOT\n EOT\nEOT2\n",
  combining: "\u0301a\nb\n",
  trimmed: "a \n ${~ local.number ~} \n b",
  trimmed_lines: "%{ for x in [1, 2] ~}\n  - ${x}\n%{ endfor ~}\n",
  trimmed_on_one_line: "%{ for x in [1, 2] ~}\n  - ${x}\n%{ endfor ~}\n|",
  trimmed_to_dollar: "5$ ${~ local.number }",
  number_as_text: "\n${~ local.number }",
  byte_order_mark: "\ufeffa",
  directive: "%{ if local.number > 1 }many%{ else }few%{ endif }",
};

const everything = {
  terraform: {
    required_version: ">= 1.8",
    required_providers: { alicloud: { source: "aliyun/alicloud", version: ">= 1.230.0, < 2.0.0" } },
  },
  provider: {
    alicloud: [
      { region: "cn-hangzhou" },
      { region: "cn-beijing", alias: "peer", assume_role: [{ role_arn: "acs:ram::1:role/${local.number}" }] },
    ],
  },
  variable: {
    exposures: {
      type: 'map(object({ instance = string, eip = string, tags = optional(map(string), { a = "b" }), groups = optional(list(string)) }))',
      default: {
        web: { instance: "i-1", eip: "203.0.113.106" },
        "mail.server": { instance: "i-2", eip: "203.0.113.9" },
      },
      nullable: false,
      validation: [
        {
          condition: '${alltrue([for e in values(var.exposures) : can(cidrhost("${e.eip}/32", 0))])}',
          error_message: "not an address",
        },
      ],
    },
    literal: {
      type: "list",
      default: ["${x} and $${y}", '%{z}\n\\"', "a\n${b}\nc\n"],
      description: "${not} read",
    },
  },
  locals: {
    number: 5,
    types: {
      number: "${local.number}",
      heredoc: "${<<A\n  ${local.number}\nA\n}",
      commented: "${local.number # five\n}",
      text: "${local.number}-",
      boolean: "${true}",
      list: '${[1, "2", null]}',
      negative: -1.5,
      large: 9007199254740991,
      larger: "${tostring(9007199254740993)}",
      small: -1e-21,
      several_lines: '${local.number > 1 ?\n"many" :\n"few"}',
      written:
        '${{\n    for key, e in var.exposures : key => {\n      # Why this holds: "${e.eip}" { is one.\n      holds   = e.eip != "" // ends\n\n      problem = "No EIP for ${key}."\n    }\n  }}',
      nothing: null,
      '${"key-${local.number}"}': {
        for: 1,
        true: "${{ for k, v in var.exposures : k => v.eip }}",
        "a.b/c d": [[], {}],
      },
    },
    texts,
  },
  data: {
    alicloud_instances: {
      all: {
        ids: "${[for e in var.exposures : e.instance]}",
        lifecycle: {
          postcondition: [{ condition: "${length(self.instances) == 1}", error_message: "gone" }],
        },
      },
    },
  },
  resource: {
    alicloud_vpc_ipv4_cidr_block: {
      web: {
        "//": { comment: "Step 1: the block that contains the EIP" },
        for_each: "${var.exposures}",
        vpc_id: "${data.alicloud_instances.all.instances[0].vpc_id}",
        secondary_cidr_block: '${cidrsubnet("${each.value.eip}/32", 0, 0)}',
        timeouts: { create: "5m" },
        lifecycle: {
          create_before_destroy: true,
          ignore_changes: ["secondary_cidr_block"],
          precondition: [
            { condition: '${each.value.eip != ""}', error_message: "no EIP for ${each.key}" },
            { condition: "${local.number > 1}", error_message: "too few: ${local.number}" },
          ],
        },
      },
    },
    alicloud_instance: {
      web: {
        image_id: "m-1",
        instance_type: "ecs.g7.large",
        security_groups: ["sg-1"],
        vswitch_id: "vsw-1",
        data_disks: [{ size: 20, category: "cloud_essd" }],
        dynamic: {
          data_disks: {
            for_each: "${[40, 60]}",
            iterator: "disk",
            content: { size: "${disk.value}", category: "cloud_essd" },
          },
        },
        tags: { "a.b/c": "${local.texts.quotes}" },
        depends_on: ["alicloud_vpc_ipv4_cidr_block.web", "module.child"],
      },
    },
    terraform_data: {
      all: {
        input: [{ a: "${local.types}" }, { b: "${local.texts}" }],
        provisioner: [{ "local-exec": { command: "test \"$A\" = 'b c'", environment: { A: "b c" } } }],
        lifecycle: { replace_triggered_by: ["alicloud_instance.web.tags"] },
      },
    },
  },
  module: {
    child: {
      source: "./child",
      for_each: '${toset(["x", "y"])}',
      data: [{ name: "${each.key}" }],
    },
  },
  check: {
    instances: {
      data: { alicloud_instances: { now: { ids: ["i-1"] } } },
      assert: [
        { condition: "${length(data.alicloud_instances.now.instances) == 1}", error_message: "gone" },
        { condition: "${local.number > 1}", error_message: "too few: ${local.number}" },
      ],
    },
  },
  output: {
    types: {
      value: "${local.types}",
      precondition: [{ condition: "${local.number > 1}", error_message: "too few: ${local.number}" }],
    },
    texts: { value: "${local.texts}", description: "${not} read" },
    exposures: { value: "${var.exposures}" },
    literal: { value: "${var.literal}", depends_on: ["terraform_data.all"] },
    children: { value: "${[for c in module.child : c.names]}" },
    disks: { value: "${alicloud_instance.web.data_disks}", sensitive: true },
  },
  moved: [{ from: "terraform_data.old", to: "terraform_data.all" }],
  removed: [{ from: "alicloud_vpc.gone", lifecycle: { destroy: false } }],
} satisfies TerraformJson;

/** With what cannot be applied in a mocked cloud. */
const everythingAndMore: TerraformJson = {
  ...everything,
  data: { alicloud_instances: [everything.data.alicloud_instances, { peer: { provider: "alicloud.peer" } }] },
  module: [
    everything.module,
    { peer: { source: "./child", providers: { alicloud: "alicloud.peer" }, data: [] } },
  ],
  import: [
    { to: 'alicloud_vpc_ipv4_cidr_block.web["web"]', id: 'vpc-1:${var.exposures["web"].eip}/32' },
    {
      to: "alicloud_vpc_ipv4_cidr_block.web[each.key]",
      id: "${each.value}",
      for_each: { "mail.server": "vpc-1" },
    },
  ],
};

const child: TerraformJson = {
  terraform: { required_providers: { alicloud: { source: "aliyun/alicloud" } } },
  variable: { data: { type: "list(object({ name = string }))" } },
  output: { names: { value: "${var.data[*].name}" } },
};

const cloud: MockCloud = {
  mockData: { alicloud_instances: { instances: [{ id: "i-1", vpc_id: "vpc-1" }] } },
  mockResources: {
    alicloud_instance: { id: "i-3" },
    alicloud_vpc_ipv4_cidr_block: { id: "vpc-1:203.0.113.0/24" },
  },
};

describeWithTerraform("to Terraform, a configuration in HCL is the same as in JSON:", () => {
  const terraform = useTerraform();

  const inJson = (json: TerraformJson) => terraform.workspace(json, { "child/main.tf.json": child });
  const inHcl = (json: TerraformJson) =>
    terraform.workspace({}, { ...files(json, "."), ...files(child, "child") });

  test("it is valid, without warnings", async () => {
    const [json, hcl] = await Promise.all([inJson(everythingAndMore), inHcl(everythingAndMore)]);
    expect(await hcl.validate()).toEqual({ valid: true, diagnostics: [] });
    expect(await json.validate()).toEqual({ valid: true, diagnostics: [] });
  });

  test("its apply gives the same values", async () => {
    const [ofJson, ofHcl] = await applyBoth(everything);
    expect(ofJson).toMatchObject({ status: "pass", diagnostics: [] });
    expect(ofJson.outputs).toMatchObject({
      types: { number: 5 },
      texts: { number_as_text: "5", trimmed: "a \n5 b" },
    });
    expect(comparable(ofHcl)).toEqual(comparable(ofJson));
  });

  test("its conditions fail with the same messages", async () => {
    const [ofJson, ofHcl] = await applyBoth({ ...everything, locals: { ...everything.locals, number: 0 } });
    expect(ofJson.status).toBe("error");
    expect(ofJson.diagnostics.map(({ detail }) => detail)).toEqual(["too few: 0"]);
    expect(comparable(ofHcl)).toEqual(comparable(ofJson));
  });

  async function applyBoth(json: TerraformJson): Promise<[TestRun, TestRun]> {
    const workspaces = await Promise.all([inJson(json), inHcl(json)]);
    return [await applyInCloud(workspaces[0], cloud), await applyInCloud(workspaces[1], cloud)];
  }
});

function files(json: TerraformJson, folder: string): Record<string, string> {
  const rendered = [...renderHclFiles(json, { providerSchemas })];
  return Object.fromEntries(rendered.map(([name, text]) => [`${folder}/${name}`, text]));
}

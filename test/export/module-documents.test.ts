import { CHECK_NAMES } from "../../lib";
import { EXPOSURE_ATTRIBUTES, INPUTS } from "../../lib/export/module/inputs";
import { moduleConfiguration } from "../../lib/export/module/module-configuration";
import { OUTPUT_ATTRIBUTES } from "../../lib/export/module/outputs";
import { MODULE_CHECKS } from "../../lib/export/module/requirements";
import type { JsonObject } from "../../lib/hcl";
import { fencedBlocks, firstColumn, linkTargets } from "../readme/markdown";
import { exported, filesIn } from "./exported";

const CONFIGURATION = `
  region: cn-hangzhou
  skipChecks: [eip-unbound]
  tags: {owner: "$\{HOME} %{if true}"}
  blocksPerVpc: 7
  exposures:
    web: {instance: i-bp1web, eip: 203.0.113.106, vpc: vpc-bp1a}
    ftp: {instance: i-bp1ftp, eip: 203.0.113.107, vpc: vpc-bp1a, securityGroups: [sg-bp1a]}
    own: {instance: i-bp1own, eip: 198.51.100.7, vpc: vpc-bp1a, vswitch: vsw-bp1own}
    mail: {instance: i-bp1mail, eip: eip-bp1mail, vpc: vpc-bp1b}
`;

describe("the document of an exported module", () => {
  const files = exported(CONFIGURATION, "module", "hcl");
  const readme = files.get("README.md") ?? "";

  test("has every input, attribute and check of the module in its tables, and no other", () => {
    const { variable, output } = moduleConfiguration(["eip-unbound"]);
    expect(INPUTS.map(({ name }) => name)).toEqual(Object.keys(variable as JsonObject));
    expect(Object.keys(output as JsonObject)).toEqual(["exposures"]);
    const names = [
      ...INPUTS.map(({ name }) => name),
      ...EXPOSURE_ATTRIBUTES.map(({ name }) => name),
      ...OUTPUT_ATTRIBUTES.map(({ name }) => name),
      ...CHECK_NAMES.filter((name) => MODULE_CHECKS.has(name) && name !== "eip-unbound"),
    ];
    expect(firstColumn(readme)).toEqual(names.map((name) => `\`${name}\``));
  });

  test("says which checks are left out", () => {
    expect(readme).toMatch(/Not checked here: .*\(`eip-unbound`\)/);
  });

  test("links to what is there, and begins with the shortest call", () => {
    const [example = "", ...others] = linkTargets(readme).filter((target) => !target.startsWith("https:"));
    expect(others).toEqual([]);
    expect(Object.keys(filesIn(files, example))).toContain("main.tf");
    expect(fencedBlocks(readme).map(({ language }) => language)).toEqual(["hcl"]);
  });

  test("describes the same inputs as the variables do", () => {
    for (const { name, description } of INPUTS) {
      const text = files.get("variables.tf") ?? "";
      expect(text).toContain(`variable "${name}"`);
      for (const line of description.split("\n")) expect(text).toContain(line);
    }
  });
});

describe("the example of an exported module", () => {
  const call = JSON.parse(
    exported(CONFIGURATION, "module", "json").get("examples/exposed-eip/main.tf.json") ?? "",
  ) as { module: Record<string, Record<string, unknown>>; output: JsonObject };

  test("calls it once for each VPC, with the settings of the file and the ranges that were planned", () => {
    const common = {
      source: "../..",
      name_prefix: "exposed-eip",
      blocks_per_vpc: 7,
      tags: { owner: "$$\{HOME} %%{if true}" },
    };
    const ranges = { block: "203.0.113.96/28", vswitch: "203.0.113.104/29" };
    expect(call.module).toEqual({
      "exposed_eip_vpc-bp1a": {
        ...common,
        exposures: {
          ftp: { instance_id: "i-bp1ftp", eip: "203.0.113.107", security_group_ids: ["sg-bp1a"], ...ranges },
          own: { instance_id: "i-bp1own", eip: "198.51.100.7", existing_vswitch: { id: "vsw-bp1own" } },
          web: { instance_id: "i-bp1web", eip: "203.0.113.106", ...ranges },
        },
      },
      "exposed_eip_vpc-bp1b": {
        ...common,
        exposures: { mail: { instance_id: "i-bp1mail", eip: "eip-bp1mail" } },
      },
    });
  });

  test("gives the exposures of all calls as its output", () => {
    expect(call.output).toMatchObject({
      exposures: {
        value: "${merge(module.exposed_eip_vpc-bp1a.exposures, module.exposed_eip_vpc-bp1b.exposures)}",
      },
    });
  });

  test.each([
    ["instance", "{instance: {prepared: app}, eip: 203.0.113.106}", "preparations, exposures.web.instance"],
    ["eip", "{instance: i-bp1a, eip: {create: {bandwidth: 5}}}", "exposures.web.eip"],
    [
      "securityGroups",
      "{instance: i-bp1a, eip: 203.0.113.106, securityGroups: {create: {ingress: [{protocol: tcp, ports: 22, source: 198.51.100.0/24}]}}}",
      "exposures.web.securityGroups",
    ],
    ["renamedFrom", "{instance: i-bp1a, eip: 203.0.113.106, renamedFrom: old}", "exposures.web.renamedFrom"],
    [
      "preventDestroy",
      "{instance: i-bp1a, eip: 203.0.113.106, preventDestroy: true}",
      "exposures.web.preventDestroy",
    ],
  ])("is refused where the module has no input for %s", (_, web, names) => {
    const preparations = web.includes("prepared")
      ? "preparations: {zone: cn-hangzhou-h, instances: {app: {type: ecs.g7.large, image: m-1}}}"
      : "";
    const text = `region: cn-hangzhou\n${preparations}\nexposures: {web: ${web}}\n`;
    expect(() => exported(text, "module", "hcl")).toThrow(`has no input for ${names}. Leave that out`);
    expect(() => exported(text, "root", "hcl")).not.toThrow();
  });
});

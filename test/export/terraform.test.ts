import type { TerraformJson } from "../../hcl/src";
import { parseConfiguration } from "../../lib/configuration/load";
import type { Configuration } from "../../lib/configuration/schema/configuration-schema";
import type { ExportStyle } from "../../lib/export/style";
import { cloudFor, fromNothing, knownThings } from "../../testing/cloud";
import { comparable } from "../../testing/comparable";
import { applyInCloud } from "../../testing/mock-cloud";
import { describeWithTerraform, type TestRun, useTerraform } from "../../testing/terraform";
import { configurationOf, examples } from "../examples/example";
import { CONFIGURATIONS } from "../../testing/configurations";
import { addressesBySingleStyle, ExportedRoot } from "./exported";

/** Examples that can be written with for_each. */
const WITH_FOR_EACH = ["two-exposures.yaml", "by-hand.yaml", "two-zones.yaml", "forty-eips.yaml"];

const GUESTS = [
  "what is done inside the instances",
  CONFIGURATIONS["what is done inside the instances"],
] as const;

const EXISTING_VSWITCH = [
  "a vSwitch that exists beside one that is created",
  `
    region: cn-hangzhou
    exposures:
      web: {instance: i-bp1web, eip: 203.0.113.106}
      ftp: {instance: i-bp1ftp, eip: 198.51.100.7, vswitch: vsw-bp1a, securityGroups: [sg-bp1a]}`,
] as const;

describeWithTerraform("Terraform", () => {
  const terraform = useTerraform();
  const runs = new Map<string, TestRun>();

  test.each(examples(".yaml"))(
    "finds %s, exported as root, valid and well laid out, and applies HCL and JSON to the same effect",
    async (example) => {
      const configuration = await configurationOf(example);
      await expectValid(ExportedRoot.of(configuration));
      const [ofHcl, ofJson] = [
        await applied(example, configuration, "single", "hcl"),
        await applied(example, configuration, "single", "json"),
      ];
      expect(ofJson).toMatchObject({ status: "pass", diagnostics: [] });
      expect(Object.keys(ofJson.resources)).toContainEqual(
        expect.stringMatching(/alicloud_eip_association\./),
      );
      expect(comparable(ofHcl)).toEqual(comparable(ofJson));
    },
  );

  const configurations = [
    ...WITH_FOR_EACH.map((example) => [example, () => configurationOf(example)] as const),
    ...[GUESTS, EXISTING_VSWITCH].map(
      ([name, text]) =>
        [name, async () => Promise.resolve(parseConfiguration(text, "exposure.yaml"))] as const,
    ),
  ];
  test.each(configurations)(
    "finds %s valid and well laid out with for_each, and applies it to the same effect as single resources",
    async (name, configurationOfCase) => {
      const configuration = await configurationOfCase();
      await expectValid(ExportedRoot.of(configuration, "for-each"));
      const single = await applied(name, configuration, "single", "hcl");
      expect(single).toMatchObject({ status: "pass", diagnostics: [] });
      for (const format of ["hcl", "json"] as const) {
        const forEach = await applied(name, configuration, "for-each", format);
        expect(comparable(addressesBySingleStyle(forEach))).toEqual(comparable(single));
      }
    },
  );

  async function expectValid(root: ExportedRoot): Promise<void> {
    const workspace = await terraform.workspace({}, Object.fromEntries(root.files("hcl")));
    await workspace.run(["fmt", "-check", "-recursive", "-no-color"]);
    expect(await workspace.validate()).toEqual({ valid: true, diagnostics: [] });
  }

  /** Both tests of an example compare with what its single resources come to, so that is applied once. */
  async function applied(
    name: string,
    configuration: Configuration,
    style: ExportStyle,
    format: "hcl" | "json",
  ): Promise<TestRun> {
    const key = [name, style, format].join();
    const run = runs.get(key) ?? (await apply(configuration, style, format));
    runs.set(key, run);
    return run;
  }

  async function apply(
    configuration: Configuration,
    style: ExportStyle,
    format: "hcl" | "json",
  ): Promise<TestRun> {
    const root = ExportedRoot.of(configuration, style);
    const text = JSON.stringify(root.json);
    const files = root.with(JSON.parse(fromNothing(text)) as TerraformJson).files(format);
    return applyInCloud(
      await terraform.workspace({}, Object.fromEntries(files)),
      cloudFor(text, knownThings(configuration)),
    );
  }
});

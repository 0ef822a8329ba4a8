import type { TerraformJson } from "../../hcl/src";
import { type Configuration, parseConfiguration } from "../../lib/configuration";
import type { ExportStyle } from "../../lib/export";
import { comparable } from "../../testing/comparable";
import { applyInCloud } from "../../testing/mock-cloud";
import { describeWithTerraform, type TestRun, useTerraform } from "../../testing/terraform";
import { configurationOf, examples } from "../examples/example";
import { CONFIGURATIONS } from "../stack/configurations";
import { cloudOf } from "./cloud";
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

  test.each(examples(".yaml"))(
    "finds %s, exported as root, valid and well laid out, and applies HCL and JSON to the same effect",
    async (example) => {
      const configuration = await configurationOf(example);
      await expectValid(ExportedRoot.of(configuration));
      const [ofHcl, ofJson] = [
        await apply(configuration, "single", "hcl"),
        await apply(configuration, "single", "json"),
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
      ([name, text]) => [name, async () => Promise.resolve(parseConfiguration(text, name))] as const,
    ),
  ];
  test.each(configurations)(
    "finds %s valid and well laid out with for_each, and applies it to the same effect as single resources",
    async (_name, configurationOfCase) => {
      const configuration = await configurationOfCase();
      await expectValid(ExportedRoot.of(configuration, "for-each"));
      const single = await apply(configuration, "single", "hcl");
      expect(single).toMatchObject({ status: "pass", diagnostics: [] });
      for (const format of ["hcl", "json"] as const) {
        const forEach = await apply(configuration, "for-each", format);
        expect(comparable(addressesBySingleStyle(forEach))).toEqual(comparable(single));
      }
    },
  );

  async function expectValid(root: ExportedRoot): Promise<void> {
    const workspace = await terraform.workspace({}, Object.fromEntries(root.files("hcl")));
    await workspace.run(["fmt", "-check", "-recursive", "-no-color"]);
    expect(await workspace.validate()).toEqual({ valid: true, diagnostics: [] });
  }

  async function apply(
    configuration: Configuration,
    style: ExportStyle,
    format: "hcl" | "json",
  ): Promise<TestRun> {
    const root = ExportedRoot.of(configuration, style);
    const files = root.with(fromNothing(root.json)).files(format);
    return applyInCloud(
      await terraform.workspace({}, Object.fromEntries(files)),
      cloudOf(configuration, root.json),
    );
  }
});

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

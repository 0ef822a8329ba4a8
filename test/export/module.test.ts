import type { JsonObject } from "../../hcl/src";
import moduleTexts from "../../terraform/modules/exposed-eip.json";
import { describeWithTerraform, useTerraform } from "../../testing/terraform";
import { moduleFile, moduleFiles } from "../module/module-files";
import { exported, filesIn, FORMATS } from "./exported";

const CONFIGURATION = `
  region: cn-hangzhou
  skipChecks: [eip-unbound]
  tags: {owner: "$\{HOME} %{if true}"}
  blocksPerVpc: 7
  backend: {oss: {bucket: my-state}}
  exposures:
    web: {instance: i-bp1web, eip: 203.0.113.106, vpc: vpc-bp1a, zone: cn-hangzhou-h}
    ftp: {instance: i-bp1ftp, eip: 203.0.113.107, vpc: vpc-bp1a, zone: cn-hangzhou-h, securityGroups: [sg-bp1a]}
    own: {instance: i-bp1own, eip: 198.51.100.7, vpc: vpc-bp1a, vswitch: vsw-bp1own}
    eni: {instance: i-bp1own, eip: 198.51.100.8, vpc: vpc-bp1a, networkInterface: eni-bp1own}
    old: {instance: i-bp1own, eip: 198.51.100.130, vpc: vpc-bp1a, block: {existing: 198.51.100.128/28}}
    mail: {instance: i-bp1mail, eip: eip-bp1mail, vpc: vpc-bp1b}
    news: {instance: i-bp1mail, eip: 203.0.113.108, vpc: vpc-bp1b}
    new: {instance: i-bp1mail, eip: {create: {bandwidth: 5, isp: BGP_PRO}}, vpc: vpc-bp1b}
`;

interface Call {
  readonly terraform: JsonObject;
  readonly locals: Readonly<Record<string, JsonObject>>;
  readonly module: Readonly<Record<string, JsonObject>>;
  readonly moved: readonly { readonly from: string; readonly to: string }[];
  readonly output: JsonObject;
}

const callOf = (text: string) =>
  JSON.parse(exported(text, "module", "json").get("call/main.tf.json") ?? "") as Call;

describe("an export as module", () => {
  test.each(FORMATS)("has the module as it is, and the call in %s", (format) => {
    const files = exported(CONFIGURATION, "module", format);
    const copied = [...files].filter(([name]) => !name.startsWith("call/"));
    expect(Object.fromEntries(copied)).toEqual(moduleFiles());
    expect(Object.keys(filesIn(files, "call"))).toEqual(
      format === "json"
        ? ["main.tf.json"]
        : ["exposures.tf", "versions.tf", "providers.tf", "main.tf", "outputs.tf", "moved.tf"],
    );
  });

  test("takes the module from where every build has it", () => {
    expect(moduleTexts["main.tf"]).toBe(moduleFile("main.tf"));
  });

  const call = callOf(CONFIGURATION);

  test("says of each exposure what the table of the stack says, and which EIP is new", () => {
    const a = { instance_id: "i-bp1own", vpc_id: "vpc-bp1a" };
    const b = { instance_id: "i-bp1mail", vpc_id: "vpc-bp1b" };
    const inH = { vpc_id: "vpc-bp1a", zone_id: "cn-hangzhou-h" };
    const ranges = { block: "203.0.113.96/28", vswitch: "203.0.113.104/29" };
    expect(call.locals).toEqual({
      exposures_vpc_bp1a: {
        eni: { ...a, eip: "198.51.100.8", network_interface_id: "eni-bp1own" },
        ftp: {
          ...{ instance_id: "i-bp1ftp", eip: "203.0.113.107", security_group_ids: ["sg-bp1a"] },
          ...{ ...inH, ...ranges },
        },
        old: {
          ...{ ...a, eip: "198.51.100.130", existing_block: true },
          ...{ block: "198.51.100.128/28", vswitch: "198.51.100.128/29" },
        },
        own: { ...a, eip: "198.51.100.7", vswitch_id: "vsw-bp1own" },
        web: { instance_id: "i-bp1web", eip: "203.0.113.106", ...inH, ...ranges },
      },
      exposures_vpc_bp1b: {
        mail: { ...b, eip: "eip-bp1mail" },
        new: { ...b, new_eip: { bandwidth: 5, isp: "BGP_PRO" } },
        news: { ...b, eip: "203.0.113.108", ...ranges },
      },
    });
  });

  test("calls the module once for each VPC, with the settings of the file", () => {
    const common = {
      source: "../",
      name_prefix: "exposed-eip",
      blocks_per_vpc: 7,
      tags: { owner: "$$\{HOME} %%{if true}" },
      skip_checks: ["eip-unbound"],
    };
    expect(call.module).toEqual({
      exposed_eip_vpc_bp1a: { ...common, exposures: "${local.exposures_vpc_bp1a}" },
      exposed_eip_vpc_bp1b: { ...common, exposures: "${local.exposures_vpc_bp1b}" },
    });
    expect(call.output).toMatchObject({
      exposures: {
        value: "${merge(module.exposed_eip_vpc_bp1a.exposures, module.exposed_eip_vpc_bp1b.exposures)}",
      },
    });
  });

  test("moves each resource of the stack to where the module has it", () => {
    const moves = new Map(call.moved.map(({ from, to }) => [from, to]));
    expect(moves.size).toBe(call.moved.length);
    const ofStack = [...exported(CONFIGURATION, "root", "json")].flatMap(([name, text]) =>
      name === "main.tf.json" ? addressesIn(JSON.parse(text) as JsonObject) : [],
    );
    expect([...moves.keys()].sort()).toEqual(ofStack.sort());
    expect(moves.get("alicloud_vpc_ipv4_cidr_block.vpc-bp1b_cidr-203-0-113-96-28")).toBe(
      'module.exposed_eip_vpc_bp1b.alicloud_vpc_ipv4_cidr_block.block["203.0.113.96/28"]',
    );
    expect(moves.get("alicloud_vswitch.mail")).toBe(
      'module.exposed_eip_vpc_bp1b.alicloud_vswitch.vswitch["mail"]',
    );
    expect(moves.get("alicloud_eip_address.new")).toBe(
      'module.exposed_eip_vpc_bp1b.alicloud_eip_address.exposure["new"]',
    );
  });

  test.each([
    [
      "{oss: {bucket: my-state, prefix: net}}",
      '#   backend "oss" {\n#     bucket = "my-state"\n#     prefix = "net"\n#   }\n',
    ],
    ["{cloud: {organization: net, workspaces: {name: eips}}}", '#   cloud {\n#     organization = "net"\n'],
    [
      "local",
      "# copy the state of the stack, terraform.exposed-eip.tfstate by default, to terraform.tfstate beside this file,\n",
    ],
    [
      "none",
      "# copy the state of the stack, terraform.exposed-eip.tfstate by default, to terraform.tfstate beside this file,\n",
    ],
  ])("has a state of its own, and says how it gets that of a stack with the backend %s", (backend, text) => {
    const configuration = CONFIGURATION.replace(/backend: .*/, `backend: ${backend}`);
    const versions = exported(configuration, "module", "hcl").get("call/versions.tf");
    expect(versions).toContain(text);
    expect(versions).not.toMatch(/^ *(?:backend|cloud)\b/m);
    expect(Object.keys(callOf(configuration).terraform)).toEqual([
      "//",
      "required_version",
      "required_providers",
    ]);
  });

  test.each([
    ["instance", "{instance: {prepared: app}, eip: 203.0.113.106}", "preparations, exposures.web.instance"],
    [
      "securityGroups",
      "{instance: i-bp1a, eip: 203.0.113.106, securityGroups: {create: {ingress: [{protocol: tcp, ports: 22, source: 198.51.100.0/24}]}}}",
      "exposures.web.securityGroups",
    ],
    ["renamedFrom", "{instance: i-bp1a, eip: 203.0.113.106, renamedFrom: old}", "exposures.web.renamedFrom"],
    ["guest", "{instance: i-bp1a, eip: 203.0.113.106, guest: cloud-assistant}", "exposures.web.guest"],
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
    expect(() => exported(text, "module", "hcl")).toThrow(
      `the module has no input for ${names}; remove it from the configuration, or use --as root (the README of the ` +
        "module says what to write beside a call)",
    );
    expect(() => exported(text, "root", "hcl")).not.toThrow();
  });
});

describeWithTerraform("the call in an export as module", () => {
  const terraform = useTerraform();

  test.each(FORMATS)(
    "in %s is valid, without warnings, and laid out as terraform fmt does it",
    async (format) => {
      const files = Object.fromEntries(exported(CONFIGURATION, "module", format));
      const workspace = await terraform.workspace({}, files);
      const inCall = ["-chdir=call"];
      await workspace.run([...inCall, "init", "-backend=false", "-no-color"]);
      const { stdout } = await workspace.run([...inCall, "validate", "-json"]);
      expect(JSON.parse(stdout)).toMatchObject({ valid: true, diagnostics: [] });
      expect((await workspace.run(["fmt", "-check", "-recursive"])).stdout).toBe("");
    },
  );
});

/** The addresses of the resources of a configuration. */
function addressesIn({ resource = {} }: JsonObject): string[] {
  const runs = [resource].flat() as Record<string, object>[];
  return runs.flatMap((run) =>
    Object.entries(run).flatMap(([type, byName]) => Object.keys(byName).map((name) => `${type}.${name}`)),
  );
}

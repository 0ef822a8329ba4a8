import { GUEST_SCRIPT, renderGuestInstallers } from "../../guest/render";
import type { TerraformJson } from "../../hcl/src";
import { type Configuration, parseConfiguration } from "../../lib/public/configuration";
import { CONFIGURATIONS } from "../../testing/configurations";
import { ExportedRoot, exportedRoot, FORMATS } from "./exported";

const CONFIGURATION = CONFIGURATIONS["EIPs by address and by allocation ID"];
const GUESTS = CONFIGURATIONS["what is done inside the instances"];
const NOTHING_YET = CONFIGURATIONS["preparations from nothing, and new EIPs"];

describe("an exported root configuration", () => {
  test("has the steps of the procedure in their order, and says of each block which it is", () => {
    expect(commentsIn(file(CONFIGURATION, "main.tf"))).toEqual([
      ...Array<string[]>(3).fill(["Step 1", "alicloud_vpc_ipv4_cidr_block"]),
      ...Array<string[]>(3).fill(["Step 2", "alicloud_vswitch"]),
      ...Array<string[]>(3).fill(["Step 3", "alicloud_ecs_network_interface"]),
      ...Array<string[]>(3).fill(["Step 4", "alicloud_eip_association"]),
      ...Array<string[]>(3).fill(["Step 5", "alicloud_ecs_network_interface_attachment"]),
    ]);
  });

  test("has what is prepared before the steps, and what runs in the instances after them", () => {
    const kinds = (text: string) => [
      ...new Set(commentsIn(file(text, "main.tf")).map(([comment, type]) => `${comment} ${type}`)),
    ];
    expect(kinds(NOTHING_YET)).toEqual([
      "Preparation alicloud_vpc",
      "Preparation alicloud_vswitch",
      "Preparation alicloud_security_group",
      "Preparation alicloud_security_group_rule",
      "Preparation alicloud_instance",
      "Preparation alicloud_eip_address",
      "Step 1 alicloud_vpc_ipv4_cidr_block",
      "Step 2 alicloud_vswitch",
      "Step 3 alicloud_ecs_network_interface",
      "Step 4 alicloud_eip_association",
      "Step 5 alicloud_ecs_network_interface_attachment",
    ]);
    expect(kinds(GUESTS).slice(-2)).toEqual([
      "Step 5, inside the instance alicloud_ecs_command",
      "Step 5, inside the instance alicloud_ecs_invocation",
    ]);
  });

  test("has a comment on every resource, data source, group of local values and provider", () => {
    for (const text of [CONFIGURATION, GUESTS, NOTHING_YET])
      for (const [name, content] of exportedRoot(text)) {
        if (!name.endsWith(".tf") || name === "exposures.tf") continue;
        const uncommented = /(?<!^#.*)\n(resource|data|locals|provider)\b.*/m.exec(`\n${content}`);
        expect(uncommented?.[0]).toBeUndefined();
      }
  });

  test("says first which of its files a person reads what in", () => {
    expect([...exportedRoot(CONFIGURATION).keys()]).toEqual([
      ...["exposures.tf", "main.tf", "locals.tf", "checks.tf", "data.tf", "outputs.tf"],
      ...["providers.tf", "versions.tf", "ram-policy.json"],
    ]);
    expect([...exportedRoot(CONFIGURATION, { format: "json" }).keys()]).toEqual([
      "main.tf.json",
      "ram-policy.json",
    ]);
  });

  test("begins with the table of what is exposed", () => {
    expect(file(CONFIGURATION, "exposures.tf")).toBe(
      [
        "# Elastic IP addresses that are visible on the NICs of ECS instances, by secondary CIDR blocks.",
        "# Exported from a configuration file of cdktf-alicloud-exposed-eip: change that file, and export again.",
        "",
        "locals {",
        "  exposures = {",
        '    ftp = { instance_id = "i-bp1ftp", eip = "eip-bp1ftp", block = "ftp", vswitch = "ftp" }',
        '    sip = { instance_id = "i-bp1web", eip = "eip-bp1sip", block = "sip", vswitch = "sip" }',
        '    web = { instance_id = "i-bp1web", eip = "203.0.113.106", block = "203.0.113.96/28", vswitch = "203.0.113.104/29" }',
        "  }",
        "  blocks_per_vpc = 5",
        "}",
        "",
      ].join("\n"),
    );
  });

  test("has a row that is too long for a line on several", () => {
    const groups = ["sg-bp1aaaaaaaaaaaaaaaaaa", "sg-bp1bbbbbbbbbbbbbbbbbb"];
    const table = file(
      `{region: cn-hangzhou, exposures: {web: {instance: i-bp1web, eip: 203.0.113.106, securityGroups: [${groups.join()}]}}}`,
      "exposures.tf",
    );
    expect(table).toContain('    web = {\n      instance_id        = "i-bp1web"\n');
    expect(table).toContain(`      security_group_ids = ["${groups.join('", "')}"]\n`);
  });

  test("has the addresses of new EIPs beside the table", () => {
    expect(file(NOTHING_YET, "exposures.tf")).toContain(
      [
        "  # Addresses of EIPs that are created here.",
        "  new_addresses = {",
        "    ftp = alicloud_eip_address.ftp.ip_address",
        "    web = alicloud_eip_address.web.ip_address",
        "  }",
      ].join("\n"),
    );
  });

  test("has nothing of what cdktf notes for itself", () => {
    const text = [...exportedRoot(CONFIGURATION, { format: "json" }).values()].join("");
    expect(text).not.toMatch(/metadata|uniqueId|stackName|overrides/);
  });

  test("has no quotes around references, and no ${} around what is no text", () => {
    const main = file(CONFIGURATION, "main.tf");
    expect(main).not.toMatch(/^\s*\w+ += "\$\{[^"{}]*\}"$/m);
  });

  test("keeps the state in its own folder where none is configured, and where it is where one is", () => {
    expect(file(CONFIGURATION, "versions.tf")).toContain('path = "terraform.exposed-eip.tfstate"');
    for (const place of ["../states/eip.tfstate", "../../../terraform.tfstate"]) {
      const own = `${CONFIGURATION}\n    backend: {local: {path: ${place}}}`;
      expect(file(own, "versions.tf")).toContain(`path = "${place}"`);
    }
    expect(file(`${CONFIGURATION}\n    backend: {local: {workspace_dir: spaces}}`, "versions.tf")).toContain(
      'path          = "terraform.exposed-eip.tfstate"',
    );
    expect(file(`${CONFIGURATION}\n    backend: none`, "versions.tf")).not.toContain("backend");
  });

  test("says which Terraform it needs: a later one where an import needs an expression", () => {
    const needed = (settings: string) =>
      /required_version = "(.*)"/.exec(
        file(`{region: cn-hangzhou, exposures: {web: {instance: i-bp1web, ${settings}}}}`, "versions.tf"),
      )?.[1];
    expect(needed("eip: 203.0.113.106")).toBe(">= 1.5");
    expect(needed("eip: eip-bp1web, import: {networkInterface: eni-bp1a}")).toBe(">= 1.5");
    expect(needed("eip: 203.0.113.106, import: {networkInterface: eni-bp1a, associated: false}")).toBe(
      ">= 1.5",
    );
    expect(needed("eip: 203.0.113.106, import: {networkInterface: eni-bp1a}")).toBe(">= 1.6");
    expect(needed("eip: 203.0.113.106, import: {vswitch: vsw-bp1a}")).toBe(">= 1.6");
  });

  test.each(FORMATS)("has the RAM policy as a file in %s, which the output reads", (format) => {
    const files = exportedRoot(CONFIGURATION, { format });
    const policy = JSON.parse(files.get("ram-policy.json") ?? "") as { Statement: unknown[] };
    expect(policy.Statement.length).toBeGreaterThan(2);
    const text = files.get(format === "hcl" ? "outputs.tf" : "main.tf.json") ?? "";
    expect(text).toContain("jsonencode(jsondecode(file(");
    expect(text).not.toContain("vpc:DescribeEipAddresses\\");
  });

  test.each(FORMATS)("has the guest script as files in %s", (format) => {
    const files = exportedRoot(GUESTS, { format });
    const text = files.get(format === "hcl" ? "main.tf" : "main.tf.json") ?? "";
    expect(files.get("guest/exposed-eip.sh")).toBe(GUEST_SCRIPT);
    renderGuestInstallers().forEach((installer, i) => {
      expect(files.get(`guest/install-${i + 1}.sh`)).toBe(installer);
      expect(text).toContain(
        format === "hcl"
          ? `command_content = base64encode(file("\${path.module}/guest/install-${i + 1}.sh"))`
          : `"\${base64encode(file(\\"\${path.module}/guest/install-${i + 1}.sh\\"))}"`,
      );
      expect(text).not.toContain(Buffer.from(installer).toString("base64").slice(0, 40));
    });
    expect([...exportedRoot(CONFIGURATION, { format }).keys()].join(" ")).not.toContain("guest/");
  });

  test("is the same text for the same configuration", () => {
    expect(exportedRoot(CONFIGURATION)).toEqual(exportedRoot(CONFIGURATION));
  });

  test("carries whatever a stack has: blocks that this project does not make, too", () => {
    const root = rootOf(CONFIGURATIONS["preparations in a network that exists"]);
    const { resource, locals } = root.json as Record<string, Record<string, TerraformJson>>;
    const foreign: TerraformJson = {
      ...root.json,
      resource: {
        ...resource,
        alicloud_vpc: { main: { "//": "a comment of its own", tags: { "//": "a tag" } } },
        terraform_data: {
          later: { lifecycle: { postcondition: [{ condition: "${true}", error_message: "e" }] } },
        },
      },
      check: { c: { assert: [{ condition: "${true}", error_message: "e" }] } },
      import: [{ to: "alicloud_vpc.main", id: "vpc-1" }],
      moved: [
        { from: "alicloud_vpc.old", to: "alicloud_vpc.main" },
        { from: "alicloud_vpc.older", to: "alicloud_vpc.old" },
      ],
      removed: [{ from: "alicloud_vpc.gone", lifecycle: { destroy: false } }],
      locals: { ...locals, later: 1 },
      variable: { v: { type: "string" } },
    };
    const files = root.with(foreign).files("hcl");
    const own = ["main.tf", "imports.tf", "moved.tf", "removed.tf", "variables.tf"];
    expect(Object.fromEntries([...files].filter(([name]) => own.includes(name)))).toMatchSnapshot();
    expect(files.get("locals.tf")).toMatch(/\nlocals \{\n {2}later = 1\n\}\n$/);
    expect(files.get("checks.tf")).toMatch(/\ncheck "c" \{\n/);
  });
});

function rootOf(text: string): ExportedRoot {
  const configuration: Configuration = parseConfiguration(text, "exposure.yaml");
  return ExportedRoot.of(configuration);
}

/** What the comments of resources say first, and their types. */
function commentsIn(main: string): string[][] {
  return [...main.matchAll(/^# ([^:]*): .*\nresource "(\w+)"/gm)].map(([, comment = "", type = ""]) => [
    comment,
    type,
  ]);
}

function file(configuration: string, name: string): string {
  return exportedRoot(configuration).get(name) ?? "";
}

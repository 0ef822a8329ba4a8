import type { TerraformJson } from "../../hcl/src";
import { exportConfiguration, ExportError, type ExportIdentity } from "../../lib/public/export";
import { parseConfiguration } from "../../lib/public/configuration";
import { CONFIGURATIONS } from "../../testing/configurations";
import { exportedRoot, FORMATS } from "./exported";

const CONFIGURATION = CONFIGURATIONS["EIPs by address and by allocation ID"];

/** Steps 3 to 5: what each exposure has one of. */
const TYPES = [
  "alicloud_ecs_network_interface",
  "alicloud_eip_association",
  "alicloud_ecs_network_interface_attachment",
];

const identity = (style: "single" | "for-each"): ExportIdentity => ({
  stack: "exposed-eip",
  as: "root",
  style,
});

describe("an export with for_each", () => {
  const json = jsonOf(CONFIGURATION, "for-each");

  test("has steps 3 to 5 once, with addresses by key, and blocks and vSwitches one by one", () => {
    const resources = json.resource as Record<string, TerraformJson>;
    for (const type of TYPES) {
      expect(Object.keys(resources[type] ?? {})).toEqual(["this"]);
      expect(resources[type]?.this).toMatchObject({ for_each: "${local.exposures}" });
    }
    for (const type of ["alicloud_vpc_ipv4_cidr_block", "alicloud_vswitch"])
      expect(Object.keys(resources[type] ?? {})).toHaveLength(3);
  });

  test("grows by a row, by what moves, and by a line of the RAM policy when an exposure is added", () => {
    const size = (count: number) => {
      const exposures = Array.from(
        { length: count },
        (_, i) => `a${i}: {instance: i-${i}, eip: 203.0.113.${100 + i}}`,
      );
      const files = exportedRoot(`{region: cn-hangzhou, exposures: {${exposures.join()}}}`, {
        style: "for-each",
      });
      return [...files].map(([name, text]) => [name, text.split("\n").length] as const);
    };
    const [two, three] = [new Map(size(2)), new Map(size(3))];
    const grown = [...three].filter(([name, lines]) => lines !== two.get(name));
    expect(grown.map(([name, lines]) => [name, lines - (two.get(name) ?? 0)])).toEqual([
      ["exposures.tf", 1],
      ["moved.tf", 15],
      ["ram-policy.json", 1],
    ]);
  });

  test("moves what has single addresses", () => {
    expect(movesOf(json)).toEqual(
      ["ftp", "sip", "web"].flatMap((key) => TYPES.map((type) => `${type}.${key} → ${type}.this["${key}"]`)),
    );
  });

  test("moves what has another key now, whichever style it was in", () => {
    const renamed = CONFIGURATION.replace("ftp: {", "ftp: {renamedFrom: files, ");
    const [type = ""] = TYPES;
    const moves = (text: string, earlier?: ExportIdentity) =>
      movesOf(jsonOf(text, earlier === undefined ? "for-each" : "single", earlier)).filter(
        (move) => move.startsWith(type) && /ftp|files/.test(move) && !move.startsWith(`${type}_`),
      );
    expect(moves(renamed)).toEqual([
      `${type}.this["files"] → ${type}.files`,
      `${type}.files → ${type}.ftp`,
      `${type}.ftp → ${type}.this["ftp"]`,
    ]);
    expect(moves(renamed, identity("for-each")).toSorted()).toEqual([
      `${type}.files → ${type}.ftp`,
      `${type}.this["files"] → ${type}.files`,
      `${type}.this["ftp"] → ${type}.ftp`,
    ]);
  });

  test("is moved back by a later export into the folder that has single addresses, and by all after that", () => {
    const moved = ["ftp", "sip", "web"].flatMap((key) =>
      TYPES.map((type) => `${type}.this["${key}"] → ${type}.${key}`),
    );
    expect(movesOf(jsonOf(CONFIGURATION, "single"))).toEqual([]);
    expect(movesOf(jsonOf(CONFIGURATION, "single", identity("single")))).toEqual([]);
    expect(movesOf(jsonOf(CONFIGURATION, "single", identity("for-each")))).toEqual(moved);

    const parsed = parseConfiguration(CONFIGURATION, "exposure.yaml");
    const second = exportConfiguration(parsed, { earlier: identity("for-each") });
    expect(second.identity).toEqual({ ...identity("single"), movedFrom: "for-each" });
    const third = exportConfiguration(parsed, { earlier: second.identity });
    expect(third.identity).toEqual(second.identity);
    expect(third.files).toEqual(second.files);
    expect(exportConfiguration(parsed, { style: "for-each", earlier: third.identity }).identity).toEqual(
      identity("for-each"),
    );
  });

  test.each(FORMATS)("needs the same RAM policy as single resources in %s", (format) => {
    for (const text of [CONFIGURATION, CONFIGURATIONS["what is done inside the instances"]])
      expect(exportedRoot(text, { format, style: "for-each" }).get("ram-policy.json")).toBe(
        exportedRoot(text, { format }).get("ram-policy.json"),
      );
  });

  test("has the guest script run for each NIC by its key", () => {
    const main = exportedRoot(CONFIGURATIONS["what is done inside the instances"], { style: "for-each" }).get(
      "main.tf",
    );
    expect(main).toContain('alicloud_ecs_network_interface.this["web"].mac');
    expect(main).toContain('alicloud_ecs_network_interface_attachment.this["web"].id');
    expect(main).not.toMatch(/alicloud_ecs_network_interface(_attachment)?\.web\b/);
  });

  test("takes the place of a vSwitch and security groups from the table", () => {
    const main = (text: string) => exportedRoot(text, { style: "for-each" }).get("main.tf");
    expect(main(CONFIGURATIONS["block, vSwitch and security groups by hand"])).toContain(
      "  vswitch_id             = local.created_vswitch_ids[each.value.vswitch]\n",
    );
    expect(
      main(`
        region: cn-hangzhou
        exposures:
          web: {instance: i-bp1web, eip: 203.0.113.106}
          ftp: {instance: i-bp1ftp, eip: 198.51.100.7, vswitch: vsw-bp1a}`),
    ).toContain("= try(local.created_vswitch_ids[each.value.vswitch], each.value.vswitch_id)\n");
    expect(
      main(
        "{region: cn-hangzhou, exposures: {ftp: {instance: i-bp1ftp, eip: 198.51.100.7, vswitch: vsw-bp1a}}}",
      ),
    ).toContain("= each.value.vswitch_id\n");
  });

  test.each([
    ["eip: {create: {bandwidth: 5}}", "exposures.web.eip.create"],
    ["instance: {prepared: app}", "exposures.web.instance.prepared"],
    ["securityGroups: {create: {ingress: []}}", "exposures.web.securityGroups.create"],
    ["networkInterface: eni-bp1a", "exposures.web.networkInterface"],
    ["import: {networkInterface: eni-bp1a}", "exposures.web.import"],
    ["preventDestroy: true", "exposures.web.preventDestroy"],
  ])("is refused for %s, naming the setting", (setting, named) => {
    const [name = ""] = setting.split(":");
    const base: Record<string, string> = { instance: "i-bp1web", eip: "203.0.113.106" };
    const settings = Object.entries(base).flatMap(([key, value]) =>
      key === name ? [] : [`${key}: ${value}`],
    );
    const text = `
      region: cn-hangzhou
      preparations:
        zone: cn-hangzhou-h
        instances: {app: {type: ecs.g7.large, image: m-1}}
      exposures:
        web: {${[...settings, setting].join()}}
        ftp: {instance: i-bp1ftp, eip: 198.51.100.7}`;
    let error: unknown;
    try {
      exportedRoot(text, { style: "for-each" });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ExportError);
    expect((error as Error).message).toBe(
      `--style for-each writes one block for all exposures and cannot express ${named}; ` +
        "use --style single, or remove it from the configuration",
    );
  });

  test("has all exposures protected where all are", () => {
    const { resource } = jsonOf(`${CONFIGURATION}\n    preventDestroy: true`, "for-each");
    for (const type of TYPES)
      expect(resource).toMatchObject({ [type]: { this: { lifecycle: { prevent_destroy: true } } } });
  });

  test("is of a root configuration only", () => {
    const parsed = parseConfiguration(CONFIGURATION, "exposure.yaml");
    expect(() => exportConfiguration(parsed, { as: "module", style: "for-each" })).toThrow(
      /^--style for-each requires --as root/,
    );
  });
});

function jsonOf(text: string, style: "single" | "for-each", earlier?: ExportIdentity): TerraformJson {
  const files = exportedRoot(text, { style, format: "json", earlier });
  return JSON.parse(files.get("main.tf.json") ?? "") as TerraformJson;
}

function movesOf({ moved = [] }: TerraformJson): string[] {
  return (moved as { from: string; to: string }[]).map(({ from, to }) => `${from} → ${to}`);
}

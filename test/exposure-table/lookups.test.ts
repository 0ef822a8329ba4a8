import type { CheckName } from "../../lib";
import { CHECK_NAMES } from "../../lib/exposure-table/checks";
import { cloud, EIP, INSTANCE } from "../../testing/cloud";
import { mapValues } from "../../testing/map-values";
import { applyInCloud, runInClouds, tftest } from "../../testing/mock-cloud";
import { Template } from "../../testing/template";
import { describeWithTerraform, useTerraform } from "../../testing/terraform";

/** Exposures of as many instances and EIPs; the EIPs by allocation ID from index `byAddress` on. */
function fleet(count: number, byAddress: number, skipped: readonly CheckName[] = []): Template {
  const exposures = Array.from({ length: count }, (_, i) => {
    const eip = i < byAddress ? `203.0.${100 + Math.floor(i / 250)}.${1 + (i % 250)}` : `eip-bp1${i}`;
    const place = "block: 203.0.0.0/16, vswitch: 203.0.0.0/16";
    return `  key-${i}: {instance: i-bp1${i}, eip: ${eip}, ${place}}`;
  });
  const skipChecks = `skipChecks: [${skipped.join(", ")}]`;
  return Template.ofConfiguration(["region: cn-hangzhou", skipChecks, "exposures:", ...exposures].join("\n"));
}

describe("the look-ups of a stack", () => {
  it("are one of each kind, whatever the number of exposures", () => {
    const { json } = fleet(40, 20);
    expect(mapValues(json.data ?? {}, (bodies) => Object.keys(bodies))).toMatchObject({
      alicloud_instances: ["instances"],
      alicloud_eip_addresses: ["eips", "eips_by_address"],
      alicloud_vpcs: ["vpcs"],
      alicloud_ecs_network_interfaces: ["network_interfaces"],
      alicloud_instance_types: ["instance_types"],
      alicloud_security_groups: ["security_groups"],
      alicloud_vpc_ipv4_gateways: ["ipv4_gateways"],
      alicloud_route_tables: ["route_tables"],
      alicloud_route_entries: ["default_routes"],
    });
  });

  it("leave out the details, each of which costs a request or more", () => {
    const { json } = fleet(2, 1);
    const withDetails = [
      "alicloud_instances",
      "alicloud_eip_addresses",
      "alicloud_vpcs",
      "alicloud_security_groups",
    ];
    const bodies = withDetails.flatMap((type) => Object.values(json.data?.[type] ?? {}));
    expect(bodies.map((body) => body.enable_details)).toEqual([false, false, false, false, false]);
  });

  it("are read by some local values, which have the defaults: no resource looks into a lookup, or has a default of its own", () => {
    const { json } = fleet(4, 2);
    expect(JSON.stringify(json.resource)).not.toMatch(/\bdata\.|\btry\(/);
    const readers = Object.entries(json.locals ?? {}).filter(([, value]) =>
      /\bdata\.alicloud/.test(JSON.stringify(value)),
    );
    expect(readers.map(([name]) => name).sort()).toEqual([
      ...["default_routes", "egress_rules", "eips", "eni_quotas", "instances", "ipv4_gateways"],
      ...["network_interfaces", "security_groups", "vpcs"],
    ]);
    // Grouped by key, so that no order of what is returned matters, and read where a key that is missing does no harm.
    const unguarded = Object.entries(json.locals ?? {}).filter(([, value]) =>
      /local\.(?:instances|eips|vpcs|security_groups|network_interfaces_by_\w+|eni_quotas)\[/.test(
        withoutTry(JSON.stringify(value)),
      ),
    );
    expect(unguarded.map(([name]) => name)).toEqual([]);
  });
});

describeWithTerraform("the look-ups of a stack", () => {
  const terraform = useTerraform();

  it("find each instance by its ID, whatever the order in which the cloud returns them", async () => {
    const template = fleet(102, 0);
    const instances = Array.from({ length: 102 }, (_, i) => ({
      ...INSTANCE,
      id: `i-bp1${i}`,
      security_groups: [`sg-bp1${i}`],
    }));
    const eips = Array.from({ length: 102 }, (_, i) => ({
      ...EIP,
      allocation_id: `eip-bp1${i}`,
      ip_address: `203.0.113.${1 + i}`,
    }));
    const workspace = await terraform.workspace(template.text);
    const existing = { instances: instances.toReversed(), eips: eips.toReversed() };
    const { run } = await runInClouds(workspace, "plan", { run: cloud(existing) });
    expect(run.diagnostics).toEqual([]);
    for (const i of [0, 98, 99, 101]) {
      expect(run.resources[`alicloud_ecs_network_interface.key-${i}`]).toMatchObject({
        primary_ip_address: `203.0.113.${1 + i}`,
        security_group_ids: [`sg-bp1${i}`],
      });
    }
  });

  it("ask once for an instance or an EIP that several exposures have", async () => {
    const template = Template.ofConfiguration(`
      region: cn-hangzhou
      exposures:
        web: {instance: i-bp1web, eip: 203.0.113.106}
        mail: {instance: i-bp1web, eip: 203.0.113.98}
      skipChecks: [${CHECK_NAMES.join(", ")}]`);
    expect(await asked(template)).toEqual({
      instances: [["i-bp1web"]],
      addresses: [["203.0.113.98", "203.0.113.106"]],
      allocationIds: [],
    });
  });

  it("ask for less than a page of 100 instances and of 50 addresses at once, for all allocation IDs at once, and for all of them", async () => {
    const { instances, addresses, allocationIds } = await asked(fleet(130, 120, CHECK_NAMES));
    expect(instances.map(({ length }) => length)).toEqual([99, 31]);
    expect(addresses.map(({ length }) => length)).toEqual([49, 49, 22]);
    expect(allocationIds.map(({ length }) => length)).toEqual([10]);
    expect(new Set(instances.flat()).size).toBe(130);
    expect(new Set(addresses.flat()).size).toBe(120);
  });

  /** What the lookups of instances and EIPs ask for, which find nothing, in a stack without checks. */
  async function asked(template: Template) {
    const nothing = cloud({ instances: [], eips: [] });
    const { diagnostics, resources } = await applyInCloud(await terraform.workspace(template.text), nothing);
    expect(diagnostics).toEqual([]);
    const bodies = (address: string) =>
      Object.entries(resources)
        .filter(([name]) => name.startsWith(`data.alicloud_${address}[`))
        .map(([, body]) => body);
    return {
      instances: bodies("instances.instances").map(({ ids }) => ids as string[]),
      addresses: bodies("eip_addresses.eips_by_address").map(({ ip_address }) =>
        String(ip_address).split(","),
      ),
      allocationIds: bodies("eip_addresses.eips").map(({ ids }) => ids as string[]),
    };
  }

  it("need not find anything for the outputs to have values, so that what was made can be destroyed", async () => {
    const configuration = `
      region: cn-hangzhou
      exposures:
        web: {instance: i-bp1web, eip: 203.0.113.106}
        ftp: {instance: i-bp1web, eip: eip-bp1ftp}`;
    const workspace = await terraform.workspace(Template.ofConfiguration(configuration).text);
    const { mockData } = cloud({
      eips: [EIP, { ...EIP, allocation_id: "eip-bp1ftp", ip_address: "198.51.100.7" }],
    });
    const file = tftest({ ...(mockData && { mockData }), runs: [{ name: "create", command: "apply" }] });
    const nothing = Object.entries({
      "data.alicloud_instances.instances": { instances: [] },
      "data.alicloud_vpcs.vpcs": { vpcs: [] },
      "data.alicloud_eip_addresses.eips": { addresses: [] },
      "data.alicloud_eip_addresses.eips_by_address": { addresses: [] },
    }).map(([target, values]) => ({ target, values }));
    // Terraform refreshes before it destroys.
    const refresh = { command: "apply", plan_options: { mode: "refresh-only" }, override_data: nothing };
    const { run, ...rest } = file as { run: object[] };
    const report = await workspace.test({
      "gone.tftest.json": { ...rest, run: [...run, { gone: refresh }] },
    });
    const runs = report["gone.tftest.json"];
    expect(runs?.create).toMatchObject({ status: "pass", diagnostics: [] });
    expect(runs?.gone?.status).toBe("pass");
    expect(
      new Set(runs?.gone?.diagnostics.map(({ severity, summary }) => `${severity}: ${summary}`)),
    ).toEqual(new Set(["warning: Resource precondition failed"]));
  });
});

/** The text without the calls of `try`, arguments included. */
function withoutTry(text: string): string {
  const start = text.indexOf("try(");
  if (start < 0) return text;
  let depth = 0;
  let end = start + "try".length;
  do {
    if (text[end] === "(") depth++;
    if (text[end] === ")") depth--;
    end++;
  } while (depth > 0 && end < text.length);
  return text.slice(0, start) + withoutTry(text.slice(end));
}

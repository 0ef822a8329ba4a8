import { LOOKUP_RULES } from "../../../lib/ram-policy/exposure-permissions";
import { cloud, EIP, INSTANCE, VPC } from "../../../testing/cloud";
import { type MockCloud, runInClouds } from "../../../testing/mock-cloud";
import { Template } from "../../../testing/template";
import { describeWithTerraform, type TestRun, useTerraform } from "../../../testing/terraform";
import { complaintsOf } from "./plans";

/** A configuration that refers to what exists in every way. */
const CONFIGURATION = `
  region: cn-hangzhou
  exposures:
    web: {instance: i-bp1web, eip: 203.0.113.106, securityGroups: [sg-bp1a]}
    dns: {instance: i-bp1web, eip: 203.0.113.107, vswitch: vsw-bp1a}
    sip: {instance: i-bp1web, eip: eip-bp1sip, networkInterface: eni-bp1a}`;

const VPC_ID = INSTANCE.vpc_id;
const ZONE = INSTANCE.availability_zone;

/** A cloud in which all of it exists. */
const FULL = cloud({
  instances: [{ ...INSTANCE, instance_type: "ecs.g7.large", status: "Running" }],
  eips: [
    EIP,
    { ...EIP, allocation_id: "eip-bp1dns", ip_address: "203.0.113.107" },
    { ...EIP, allocation_id: "eip-bp1sip", ip_address: "203.0.113.108" },
  ],
  vpcs: [VPC],
  vswitches: [{ id: "vsw-bp1a", cidr_block: "203.0.113.104/29", vpc_id: VPC_ID, zone_id: ZONE }],
  networkInterfaces: [
    {
      ...{ id: "eni-bp1a", type: "Secondary", primary_ip_address: "203.0.113.108", instance_id: "" },
      ...{ mac: "00:16:3e:00:00:01", zone_id: ZONE, vswitch_id: "vsw-bp1a", vpc_id: VPC_ID },
    },
  ],
  // An advanced group lets out only what a rule accepts.
  securityGroups: [{ id: "sg-bp1a", vpc_id: VPC_ID, security_group_type: "enterprise" }],
  securityGroupRules: [
    { direction: "egress", policy: "accept", priority: 1, ip_protocol: "all", dest_cidr_ip: "0.0.0.0/0" },
  ],
  instanceTypes: [{ id: "ecs.g7.large", eni_quantity: 5, eni_private_ip_address_quantity: 6 }],
  ipv4Gateways: [{ id: "ipv4gw-bp1", vpc_id: VPC_ID, enabled: true }],
  routeTables: [{ route_table_id: "vtb-bp1", route_table_type: "System", vpc_id: VPC_ID }],
  routeEntries: [{ cidr_block: "0.0.0.0/0", instance_id: "ipv4gw-bp1", next_hop_type: "IPv4Gateway" }],
});

/** What a lookup finds without a permission. */
function without(type: string): MockCloud {
  const [[list] = [""]] = Object.entries(FULL.mockData?.[type] ?? {});
  return { ...FULL, mockData: { ...FULL.mockData, [type]: { [list]: [] } } };
}

describeWithTerraform("a lookup that answers with an empty list, as without its permission", () => {
  const terraform = useTerraform();
  const types = Object.keys(FULL.mockData ?? {});
  let runs: Record<string, TestRun>;

  beforeAll(async () => {
    const template = Template.ofConfiguration(CONFIGURATION);
    const clouds = { full: FULL, ...Object.fromEntries(types.map((type) => [type, without(type)])) };
    runs = await runInClouds(await terraform.workspace(template.text), "plan", clouds);
  });

  it("is told from one that finds everything", () => {
    expect(complaintsOf(runs.full)).toEqual([]);
    const silent = types.filter((type) => complaintsOf(runs[type]).length === 0).sort();
    // Without these, fewer checks can be made.
    expect(silent).toEqual([
      "alicloud_instance_types",
      "alicloud_route_tables",
      "alicloud_vpc_ipv4_gateways",
      "alicloud_vpcs",
    ]);
  });

  it.each(types)("is complained of with the permission that may be missing: %s", (type) => {
    const actions = (LOOKUP_RULES[type]?.calls ?? []).flatMap((call) => call.actions);
    expect(actions).not.toEqual([]);
    for (const [, ...lines] of complaintsOf(runs[type]))
      for (const line of lines) expect(actions.filter((action) => line.includes(action))).not.toEqual([]);
  });
});

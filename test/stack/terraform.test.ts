import { cloud } from "../../testing/cloud";
import { applyInCloud } from "../../testing/mock-cloud";
import { Template } from "../../testing/template";
import { describeWithTerraform, useTerraform } from "../../testing/terraform";
import { BACKENDS, CONFIGURATIONS, withBackend } from "../../testing/configurations";

describeWithTerraform("Terraform", () => {
  const terraform = useTerraform();

  it.each(Object.entries(CONFIGURATIONS))("accepts %s without a warning", async (_, configuration) => {
    const workspace = await terraform.workspace(Template.ofConfiguration(configuration).text);
    expect(await workspace.validate()).toEqual({ valid: true, diagnostics: [] });
  });

  it.each(["vpc: 10.0.0.0/8", "vpc: vpc-bp1a"])(
    "accepts new instances that share a block and a vSwitch, with nothing left to check in %s",
    async (vpc) => {
      const { text } = Template.ofConfiguration(`
        region: cn-hangzhou
        preparations:
          zone: cn-hangzhou-h
          ${vpc}
          instances:
            app: {type: ecs.g7.large, image: aliyun_3_x64_20G_alibase_20260101.vhd}
            db: {type: ecs.g7.large, image: aliyun_3_x64_20G_alibase_20260101.vhd}
        exposures:
          web: {instance: {prepared: app}, eip: 203.0.113.106}
          sql: {instance: {prepared: db}, eip: 203.0.113.107}`);
      const workspace = await terraform.workspace(text);
      expect(await workspace.validate()).toEqual({ valid: true, diagnostics: [] });
    },
  );

  it.each(BACKENDS)("accepts the back end %s without a warning", async (given) => {
    const workspace = await terraform.workspace(Template.ofConfiguration(withBackend(given)).text);
    expect(await workspace.validate()).toEqual({ valid: true, diagnostics: [] });
  });

  it("applies EIPs by address and by allocation ID, and gives all identifiers as outputs", async () => {
    const configuration = CONFIGURATIONS["EIPs by address and by allocation ID"];
    const workspace = await terraform.workspace(Template.ofConfiguration(configuration).text, {
      "ram-policy.json": { Version: "1", Statement: [] },
    });
    const instance = { vpc_id: "vpc-bp1a", availability_zone: "cn-hangzhou-h", security_groups: ["sg-bp1a"] };
    const eip = { instance_id: "", instance_type: "" };
    const run = await applyInCloud(workspace, {
      ...cloud({
        instances: [
          { ...instance, id: "i-bp1ftp" },
          { ...instance, id: "i-bp1web" },
        ],
        eips: [
          { ...eip, allocation_id: "eip-bp1sip", ip_address: "198.51.100.126" },
          { ...eip, allocation_id: "eip-bp1web", ip_address: "203.0.113.106" },
          { ...eip, allocation_id: "eip-bp1ftp", ip_address: "192.0.2.13" },
        ],
      }),
      overrideResources: Object.fromEntries(
        ["web", "ftp", "sip"].flatMap((key) => [
          [`alicloud_ecs_network_interface.${key}`, { id: `eni-bp1${key}`, mac: `mac of ${key}` }],
          [`alicloud_vswitch.${key === "web" ? "cidr-203-0-113-104-29" : key}`, { id: `vsw-bp1${key}` }],
        ]),
      ),
    });
    expect(run.diagnostics).toEqual([]);
    expect(run.outputs).toEqual({
      // Of the file that stands beside cdk.tf.json.
      ram_policies: ['{"Statement":[],"Version":"1"}'],
      shadowed_ranges: [
        { block: "203.0.113.96/28", vpc_id: "vpc-bp1a", addresses: 15 },
        { block: "192.0.2.0/27", vpc_id: "vpc-bp1a", addresses: 31 },
        { block: "198.51.100.0/24", vpc_id: "vpc-bp1a", addresses: 255 },
      ],
      exposures: {
        web: {
          instance_id: "i-bp1web",
          allocation_id: "eip-bp1web",
          eip: "203.0.113.106",
          network_interface_id: "eni-bp1web",
          mac_address: "mac of web",
          vswitch_id: "vsw-bp1web",
          block: "203.0.113.96/28",
          vswitch_cidr_block: "203.0.113.104/29",
        },
        ftp: {
          instance_id: "i-bp1ftp",
          allocation_id: "eip-bp1ftp",
          eip: "192.0.2.13",
          network_interface_id: "eni-bp1ftp",
          mac_address: "mac of ftp",
          vswitch_id: "vsw-bp1ftp",
          block: "192.0.2.0/27",
          vswitch_cidr_block: "192.0.2.0/27",
        },
        sip: {
          instance_id: "i-bp1web",
          allocation_id: "eip-bp1sip",
          eip: "198.51.100.126",
          network_interface_id: "eni-bp1sip",
          mac_address: "mac of sip",
          vswitch_id: "vsw-bp1sip",
          block: "198.51.100.0/24",
          vswitch_cidr_block: "198.51.100.0/24",
        },
      },
    });
    for (const [key, ip] of [
      ["web", "203.0.113.106"],
      ["ftp", "192.0.2.13"],
      ["sip", "198.51.100.126"],
    ] as const) {
      expect(run.resources[`alicloud_ecs_network_interface.${key}`]).toMatchObject({
        primary_ip_address: ip,
        security_group_ids: ["sg-bp1a"],
      });
      expect(run.resources[`alicloud_eip_association.${key}`]).toMatchObject({
        instance_id: `eni-bp1${key}`,
        private_ip_address: ip,
      });
    }
  });
});

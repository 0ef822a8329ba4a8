// The least cdktf program that declares what main.ts declares: everything written out by hand, nothing planned or checked.
// node by-hand.js [exposures]: how many, with addresses and IDs as in fleets.js; one by default.
const { App, LocalBackend, TerraformLocal, TerraformOutput, TerraformStack } = require("cdktf");
const {
  DataAlicloudEcsNetworkInterfaces,
} = require("@cdktf/provider-alicloud/lib/data-alicloud-ecs-network-interfaces");
const { DataAlicloudEipAddresses } = require("@cdktf/provider-alicloud/lib/data-alicloud-eip-addresses");
const { DataAlicloudInstanceTypes } = require("@cdktf/provider-alicloud/lib/data-alicloud-instance-types");
const { DataAlicloudInstances } = require("@cdktf/provider-alicloud/lib/data-alicloud-instances");
const { DataAlicloudRouteEntries } = require("@cdktf/provider-alicloud/lib/data-alicloud-route-entries");
const { DataAlicloudRouteTables } = require("@cdktf/provider-alicloud/lib/data-alicloud-route-tables");
const { DataAlicloudSecurityGroups } = require("@cdktf/provider-alicloud/lib/data-alicloud-security-groups");
const {
  DataAlicloudVpcIpv4Gateways,
} = require("@cdktf/provider-alicloud/lib/data-alicloud-vpc-ipv4-gateways");
const { DataAlicloudVpcs } = require("@cdktf/provider-alicloud/lib/data-alicloud-vpcs");
const {
  EcsNetworkInterfaceAttachment,
} = require("@cdktf/provider-alicloud/lib/ecs-network-interface-attachment");
const { EcsNetworkInterface } = require("@cdktf/provider-alicloud/lib/ecs-network-interface");
const { EipAssociation } = require("@cdktf/provider-alicloud/lib/eip-association");
const { AlicloudProvider } = require("@cdktf/provider-alicloud/lib/provider");
const { VpcIpv4CidrBlock } = require("@cdktf/provider-alicloud/lib/vpc-ipv4-cidr-block");
const { Vswitch } = require("@cdktf/provider-alicloud/lib/vswitch");

const { exposures, PER_BLOCK } = require("./fleets");

const fleet = exposures(Number(process.argv[2] ?? 1));
const app = new App({ outdir: process.env.CDKTF_OUTDIR ?? "cdktf.out" });
const stack = new TerraformStack(app, "exposed-eip");
new LocalBackend(stack, { path: "../../../terraform.exposed-eip.tfstate" });
new AlicloudProvider(stack, "alicloud", { region: "cn-hangzhou" });

const instances = new DataAlicloudInstances(stack, "instances", {
  ids: fleet.map(({ instance }) => instance),
  enableDetails: false,
});
const eips = new DataAlicloudEipAddresses(stack, "eips", {
  ipAddress: fleet.map(({ eip }) => eip).join(","),
  enableDetails: false,
});
const byId = (name, expression) => new TerraformLocal(stack, name, expression).asString;
const instanceMap = byId("instances_by_id", `\${{for one in ${instances.fqn}.instances : one.id => one}}`);
const eipMap = byId("eips_by_address", `\${{for one in ${eips.fqn}.addresses : one.ip_address => one}}`);
const vpcId = `\${values(${instanceMap})[0].vpc_id}`;
new DataAlicloudVpcs(stack, "vpcs", { ids: [vpcId], enableDetails: false });
new DataAlicloudSecurityGroups(stack, "security_groups", { vpcId, enableDetails: false });
new DataAlicloudInstanceTypes(stack, "instance_types", { instanceTypeFamily: "ecs.g7" });
new DataAlicloudVpcIpv4Gateways(stack, "ipv4_gateways", { vpcId });
const tables = new DataAlicloudRouteTables(stack, "route_tables", { vpcId, routeTableType: "System" });
new DataAlicloudRouteEntries(stack, "default_routes", {
  routeTableId: `\${${tables.fqn}.ids[0]}`,
  cidrBlock: "0.0.0.0/0",
});
new DataAlicloudEcsNetworkInterfaces(stack, "network_interfaces", { vpcId, type: "Secondary" });

const outputs = {};
let vswitch;
for (const [i, { key, instance, eip, block, vswitch: range }] of fleet.entries()) {
  if (i % PER_BLOCK === 0) {
    const added = new VpcIpv4CidrBlock(stack, `block-${key}`, { vpcId, secondaryCidrBlock: block });
    vswitch = new Vswitch(stack, `vswitch-${key}`, {
      vpcId: added.vpcId,
      cidrBlock: range,
      zoneId: `\${${instanceMap}["${instance}"].availability_zone}`,
      vswitchName: `exposed-eip-${key}`,
      timeouts: { create: "10m", delete: "15m" },
    });
  }
  const eni = new EcsNetworkInterface(stack, `eni-${key}`, {
    vswitchId: vswitch.id,
    primaryIpAddress: eip,
    securityGroupIds: [`\${${instanceMap}["${instance}"].security_groups[0]}`],
    networkInterfaceName: `exposed-eip-${key}`,
    timeouts: { create: "5m", update: "5m", delete: "10m" },
    lifecycle: { ignoreChanges: ["resource_group_id", "source_dest_check"] },
  });
  const association = new EipAssociation(stack, `association-${key}`, {
    allocationId: `\${${eipMap}["${eip}"].allocation_id}`,
    instanceId: eni.id,
    instanceType: "NetworkInterface",
    mode: "NAT",
    privateIpAddress: eip,
    timeouts: { create: "10m", update: "10m", delete: "10m" },
    lifecycle: { ignoreChanges: ["private_ip_address", "vpc_id"] },
  });
  new EcsNetworkInterfaceAttachment(stack, `attachment-${key}`, {
    networkInterfaceId: eni.id,
    instanceId: instance,
    dependsOn: [association],
    timeouts: { create: "5m", delete: "10m" },
    lifecycle: { ignoreChanges: ["network_card_index"] },
  });
  outputs[key] = { network_interface_id: eni.id, mac_address: eni.mac };
}
new TerraformOutput(stack, "exposures", { value: outputs });
app.synth();

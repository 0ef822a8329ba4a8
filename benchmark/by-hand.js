// The least program that declares what main.ts declares for the example: everything written out by hand, nothing checked.
const { App, TerraformLocal, TerraformOutput, TerraformStack, LocalBackend } = require("cdktf");
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

const app = new App();
const stack = new TerraformStack(app, "exposed-eip");
new LocalBackend(stack, { path: "../../../terraform.exposed-eip.tfstate" });
new AlicloudProvider(stack, "alicloud", { region: "cn-hangzhou" });

const instances = new DataAlicloudInstances(stack, "instances", {
  ids: ["i-bp1example"],
  enableDetails: false,
});
const eips = new DataAlicloudEipAddresses(stack, "eips", {
  ipAddress: "203.0.113.106",
  enableDetails: false,
});
const instance = new TerraformLocal(stack, "instance", `\${${instances.fqn}.instances[0]}`).asString;
const eip = new TerraformLocal(stack, "eip", `\${${eips.fqn}.addresses[0]}`).asString;
const vpcId = `\${${instance}.vpc_id}`;
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

const block = new VpcIpv4CidrBlock(stack, "block", { vpcId, secondaryCidrBlock: "203.0.113.96/28" });
const vswitch = new Vswitch(stack, "vswitch", {
  vpcId: block.vpcId,
  cidrBlock: "203.0.113.104/29",
  zoneId: `\${${instance}.availability_zone}`,
});
const eni = new EcsNetworkInterface(stack, "eni", {
  vswitchId: vswitch.id,
  primaryIpAddress: "203.0.113.106",
  securityGroupIds: [`\${${instance}.security_groups[0]}`],
});
const association = new EipAssociation(stack, "association", {
  allocationId: `\${${eip}.allocation_id}`,
  instanceId: eni.id,
  instanceType: "NetworkInterface",
  mode: "NAT",
});
new EcsNetworkInterfaceAttachment(stack, "attachment", {
  networkInterfaceId: eni.id,
  instanceId: "i-bp1example",
  dependsOn: [association],
});
new TerraformOutput(stack, "mac_address", { value: eni.mac });
app.synth();

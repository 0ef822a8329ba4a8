import { timeText } from "../../clock";
import { notFound, refused } from "../../errors";
import { cidr, formatAddress, overlaps } from "../../ipv4";
import { defaultResourceGroupId, type VSwitch, type Vpc } from "../../state";
import type { Call, Json } from "../common";
import { type Actions, effect, kept, names } from "../declaration";
import { readVpcBlock, readVSwitchBlock } from "./ipv6-block";
import { routerIdOf, routeTableIdOf } from "./route-table";

/** The default VPC of a region and its vSwitches, one for each zone: they choose their ranges themselves. */
export const defaultNetworkActions = {
  CreateDefaultVpc: {
    run: createDefaultVpc,
    parameters: { ...kept("ResourceGroupId"), ...effect("a /56 is given, or none", "EnableIpv6") },
  },
  CreateDefaultVSwitch: {
    run: createDefaultVSwitch,
    parameters: {
      ...names("ZoneId"),
      ...effect("which /64 of the VPC's block it gets", "Ipv6CidrBlock"),
    },
  },
} satisfies Actions;

function createDefaultVpc(call: Call): Json {
  const { parameters, cloud } = call;
  const other = [...cloud.vpcs.values()].find(({ isDefault }) => isDefault);
  if (other !== undefined)
    throw refused("OperationFailed.DefaultVpcExist", `${other.id} is the default VPC.`);
  if (cloud.vpcs.size >= cloud.quotas.vpcs) throw refused("QuotaExceeded.Vpc", "VPC quota exceeded.");
  const vpc: Vpc = {
    ...{ id: cloud.newId("vpc"), name: "", description: "", tags: {} },
    createdAt: timeText(call.now),
    ...{ cidrBlock: "172.31.0.0/16", secondaryCidrBlocks: [], userCidrs: [], status: "Pending" },
    isDefault: true,
    routeTable: { name: "", description: "", propagation: true },
    dnsHostnames: false,
    ...readVpcBlock(cloud, parameters, "EnableIpv6", { id: "", ipv6CidrBlock: "", ipv6Isp: "BGP" }),
    resourceGroupId: parameters.text("ResourceGroupId") ?? defaultResourceGroupId,
  };
  cloud.vpcs.set(vpc.id, vpc);
  call.begin("vpc-available", vpc.id, "createVpc");
  return {
    ...{ VpcId: vpc.id, VRouterId: routerIdOf(vpc), RouteTableId: routeTableIdOf(vpc) },
    ResourceGroupId: vpc.resourceGroupId,
  };
}

function createDefaultVSwitch(call: Call): Json {
  const { parameters, cloud } = call;
  const zoneId = parameters.required("ZoneId");
  if (!cloud.zones.includes(zoneId)) throw notFound("InvalidZoneId.NotFound", "zone", zoneId);
  const vpc = [...cloud.vpcs.values()].find(({ isDefault }) => isDefault);
  if (vpc === undefined) throw notFound("InvalidVpcId.NotFound", "VPC", "the default one");
  const others = cloud.vswitchesOf(vpc.id);
  if (others.some((each) => each.isDefault && each.zoneId === zoneId)) {
    throw refused("OperationFailed.DefaultVswitchExist", `${zoneId} has a default vSwitch.`);
  }
  const vswitch: VSwitch = {
    ...{ id: cloud.newId("vsw"), name: "", description: "", tags: {} },
    createdAt: timeText(call.now),
    ...{ vpcId: vpc.id, zoneId, cidrBlock: freeRange(vpc, others), isDefault: true, status: "Pending" },
    ipv6CidrBlock: readVSwitchBlock(cloud, parameters, vpc),
  };
  cloud.vswitches.set(vswitch.id, vswitch);
  call.begin("vswitch-available", vswitch.id, "createVSwitch");
  return { VSwitchId: vswitch.id };
}

/** The first /20 of the VPC's block that no vSwitch touches. */
function freeRange(vpc: Vpc, others: readonly VSwitch[]): string {
  const block = cidr(vpc.cidrBlock);
  for (let offset = 0; offset < block.size; offset += 4096) {
    const text = `${formatAddress(block.network + offset)}/20`;
    if (!others.some(({ cidrBlock }) => overlaps(cidr(cidrBlock), cidr(text)))) return text;
  }
  throw refused("OperationFailed.CidrNotEnough", `The VPC ${vpc.id} has no free /20.`);
}

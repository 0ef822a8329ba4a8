import { timeText } from "../../clock";
import { known, type Cloud } from "../../cloud";
import { notFound, refused } from "../../errors";
import { cidr, covers, overlaps, parseCidr, type Cidr } from "../../ipv4";
import { defaultResourceGroupId, type VSwitch, type Vpc } from "../../state";
import {
  among,
  type Call,
  givenOnly,
  hasTags,
  type Json,
  page,
  readDescription,
  readName,
  readTags,
  vpcTags,
} from "../common";
import { vpcOf, vswitchOf } from "../lookup";
import { changedVSwitchBlock, readVSwitchBlock } from "./ipv6-block";
import { checkRoutes, routeTableIdOf } from "./route-table";
import { incorrectVpcStatus } from "./vpc";
import {
  type Actions,
  effect,
  filters,
  kept,
  keptTags,
  names,
  numberedPages,
  tagFilters,
} from "../declaration";

export const vswitchActions = {
  CreateVSwitch: {
    run: createVSwitch,
    parameters: {
      ...names("VpcId", "ZoneId"),
      ...kept("CidrBlock", "VSwitchName", "Description"),
      ...keptTags,
      ...effect("which /64 of the VPC's block it gets", "Ipv6CidrBlock"),
      ...effect("has to be the VPC's block", "VpcIpv6CidrBlock"),
    },
  },
  DeleteVSwitch: { run: deleteVSwitch, parameters: names("VSwitchId") },
  ModifyVSwitchAttribute: {
    run: modifyVSwitchAttribute,
    parameters: {
      ...names("VSwitchId"),
      ...kept("VSwitchName", "Description"),
      ...effect("which /64 of the VPC's block it gets, or none", "EnableIPv6", "Ipv6CidrBlock"),
      ...effect("has to be the VPC's block", "VpcIpv6CidrBlock"),
    },
  },
  DescribeVSwitches: {
    run: describeVSwitches,
    parameters: {
      ...filters("VSwitchId", "VpcId", "ZoneId", "VSwitchName", "VSwitchOwnerId", "ResourceGroupId"),
      ...filters("RouteTableId", "IsDefault"),
      ...tagFilters,
      ...numberedPages,
    },
  },
  DescribeVSwitchAttributes: { run: describeVSwitchAttributes, parameters: names("VSwitchId") },
} satisfies Actions;

function createVSwitch(call: Call): Json {
  const { parameters, cloud } = call;
  const vpc = vpcOf(call);
  const zoneId = parameters.required("ZoneId");
  if (!cloud.zones.includes(zoneId)) throw notFound("InvalidZoneId.NotFound", "zone", zoneId);
  const cidrBlock = parameters.required("CidrBlock");
  const range = checkedRange(cidrBlock);
  if (vpc.status !== "Available") throw incorrectVpcStatus(vpc);
  checkPlace(cloud, vpc, range);
  const ipv6CidrBlock = readVSwitchBlock(cloud, parameters, vpc);
  const name = readName(parameters, "VSwitchName") ?? "";
  const description = readDescription(parameters) ?? "";
  const tags = readTags(parameters);
  const vswitch: VSwitch = {
    id: cloud.newId("vsw"),
    name,
    description,
    tags,
    createdAt: timeText(call.now),
    vpcId: vpc.id,
    zoneId,
    cidrBlock,
    isDefault: false,
    ipv6CidrBlock,
    status: "Pending",
  };
  cloud.vswitches.set(vswitch.id, vswitch);
  call.begin("vswitch-available", vswitch.id, "createVSwitch");
  return { VSwitchId: vswitch.id };
}

/** Checks the range for itself: form, and mask 16 to 29. */
function checkedRange(cidrBlock: string): Cidr {
  const range = parseCidr(cidrBlock);
  if (range === undefined) {
    throw refused(
      "InvalidCidrBlock.Malformed",
      `Specified CIDR block is not valid: ${cidrBlock.slice(0, 60)}`,
    );
  }
  if (range.mask < 16 || range.mask > 29) {
    // Alibaba Cloud spells it like this.
    throw refused("InvalidCirdrBlock.MaskLength", `The mask of ${cidrBlock} is not from 16 to 29.`);
  }
  return range;
}

/** Checks the range against the VPC: inside one of its blocks, apart from every other vSwitch and route. */
function checkPlace(cloud: Cloud, vpc: Vpc, range: Cidr): void {
  if (!cloud.rangesOf(vpc).some((block) => covers(block, range))) {
    throw refused("InvalidParameter", "Specified CIDR block is not valid in VPC.");
  }
  const others = cloud.vswitchesOf(vpc.id);
  if (others.some(({ cidrBlock }) => overlaps(cidr(cidrBlock), range))) {
    throw refused("InvalidCidrBlock.Overlapped", "Specified CIDR block overlapped with other subnets.");
  }
  checkRoutes(cloud, vpc, range, "InvalidCidrBlock.Overlapped");
  if (others.length >= cloud.quotas.vswitchesPerVpc) {
    throw refused("QuotaExceeded.VSwitch", "Virtual switch quota exceeded.");
  }
  if (others.some(({ status }) => status === "Pending")) {
    throw refused("IncorrectVSwitchStatus", "VSwitch Creation simultaneously is not supported.");
  }
}

function deleteVSwitch(call: Call): Json {
  const { cloud } = call;
  const vswitch = vswitchOf(call);
  if (vswitch.status !== "Available") {
    throw refused("IncorrectVSwitchStatus", `The vSwitch ${vswitch.id} is ${vswitch.status}.`);
  }
  const [used] = cloud.interfacesIn(vswitch.id);
  if (used !== undefined) {
    throw refused(
      "DependencyViolation",
      `The vSwitch ${vswitch.id} still has the network interface ${used.id}.`,
    );
  }
  cloud.vswitches.delete(vswitch.id);
  return {};
}

function modifyVSwitchAttribute(call: Call): Json {
  const { parameters, cloud } = call;
  const vswitch = vswitchOf(call);
  const ipv6CidrBlock = changedVSwitchBlock(cloud, parameters, known(cloud.vpcs, vswitch.vpcId), vswitch);
  Object.assign(
    vswitch,
    givenOnly({
      name: readName(parameters, "VSwitchName"),
      description: readDescription(parameters),
      ipv6CidrBlock,
    }),
  );
  return {};
}

function describeVSwitches({ parameters, cloud }: Call): Json {
  const matching = [...cloud.vswitches.values()].filter(
    (vswitch) =>
      among(parameters.text("VSwitchId"), vswitch.id) &&
      among(parameters.text("VpcId"), vswitch.vpcId) &&
      among(parameters.text("ZoneId"), vswitch.zoneId) &&
      among(parameters.text("VSwitchName"), vswitch.name) &&
      among(parameters.text("VSwitchOwnerId"), cloud.accountId) &&
      among(parameters.text("ResourceGroupId"), defaultResourceGroupId) &&
      among(parameters.text("RouteTableId"), routeTableIdOf(known(cloud.vpcs, vswitch.vpcId))) &&
      (parameters.boolean("IsDefault") ?? vswitch.isDefault) === vswitch.isDefault &&
      hasTags(parameters, vswitch.tags),
  );
  const { items, counts } = page(parameters, matching);
  return { ...counts, VSwitches: { VSwitch: items.map((vswitch) => describe(cloud, vswitch)) } };
}

function describeVSwitchAttributes(call: Call): Json {
  return describe(call.cloud, vswitchOf(call));
}

function describe(cloud: Cloud, vswitch: VSwitch): Json {
  const used = cloud.addressesIn(vswitch.id).size;
  return {
    VSwitchId: vswitch.id,
    VSwitchName: vswitch.name,
    Description: vswitch.description,
    VpcId: vswitch.vpcId,
    ZoneId: vswitch.zoneId,
    CidrBlock: vswitch.cidrBlock,
    // The provider takes a missing key for "IPv6 is on".
    Ipv6CidrBlock: vswitch.ipv6CidrBlock,
    AvailableIpAddressCount: cidr(vswitch.cidrBlock).size - 4 - used,
    RouteTable: { RouteTableId: routeTableIdOf(known(cloud.vpcs, vswitch.vpcId)), RouteTableType: "System" },
    ResourceGroupId: defaultResourceGroupId,
    OwnerId: Number(cloud.accountId),
    Status: vswitch.status,
    IsDefault: vswitch.isDefault,
    CreationTime: vswitch.createdAt,
    Tags: vpcTags(vswitch.tags),
  };
}

import { timeText } from "../../clock";
import type { Cloud } from "../../cloud";
import { type ApiError, invalidParameter, refused } from "../../errors";
import { cidr, covers, overlaps, parseCidr } from "../../ipv4";
import { defaultResourceGroupId, type Vpc } from "../../state";
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
import { vpcOf } from "../lookup";
import { isAllowed } from "./cidr-block";
import { readVpcBlock } from "./ipv6-block";
import { routerIdOf, routeTableIdOf } from "./route-table";
import {
  type Actions,
  filters,
  kept,
  keptTags,
  names,
  numberedPages,
  effect,
  tagFilters,
} from "../declaration";

export const vpcActions = {
  CreateVpc: {
    run: createVpc,
    parameters: {
      ...kept("VpcName", "Description", "CidrBlock", "UserCidr", "ResourceGroupId", "EnableDnsHostname"),
      ...keptTags,
      ...kept("Ipv6Isp"),
      ...effect("a /56 is given, or none", "EnableIpv6"),
    },
  },
  DeleteVpc: {
    run: deleteVpc,
    parameters: { ...names("VpcId"), ...effect("an IPv4 gateway goes with it", "ForceDelete") },
  },
  ModifyVpcAttribute: {
    run: modifyVpcAttribute,
    parameters: {
      ...names("VpcId"),
      ...kept("VpcName", "Description", "CidrBlock", "EnableDnsHostname"),
      ...effect("a /56 is given, kept or given up", "EnableIPv6"),
      ...effect("cannot be changed", "Ipv6Isp"),
    },
  },
  DescribeVpcs: {
    run: describeVpcs,
    parameters: {
      ...filters("VpcId", "VpcName", "ResourceGroupId", "VpcOwnerId", "IsDefault"),
      ...tagFilters,
      ...numberedPages,
    },
  },
  DescribeVpcAttribute: { run: describeVpcAttribute, parameters: names("VpcId") },
} satisfies Actions;

function createVpc(call: Call): Json {
  const { parameters, cloud } = call;
  const cidrBlock = parameters.text("CidrBlock") ?? "172.16.0.0/12";
  if (!isAllowed(parseCidr(cidrBlock), 8, 28)) {
    throw malformedRange(cidrBlock);
  }
  const userCidrs = parameters.text("UserCidr")?.split(",") ?? [];
  const wrong = userCidrs.find((text) => parseCidr(text) === undefined);
  if (wrong !== undefined || userCidrs.length > 3) {
    throw invalidParameter("UserCidr", userCidrs.join(","), "at most three canonical IPv4 ranges");
  }
  if (cloud.vpcs.size >= cloud.quotas.vpcs) throw refused("QuotaExceeded.Vpc", "VPC quota exceeded.");
  const name = readName(parameters, "VpcName") ?? "";
  const description = readDescription(parameters) ?? "";
  const tags = readTags(parameters);
  const ipv6 = readVpcBlock(cloud, parameters, "EnableIpv6", { id: "", ipv6CidrBlock: "", ipv6Isp: "BGP" });
  const vpc: Vpc = {
    id: cloud.newId("vpc"),
    name,
    description,
    tags,
    createdAt: timeText(call.now),
    cidrBlock,
    secondaryCidrBlocks: [],
    userCidrs,
    status: "Pending",
    isDefault: false,
    routeTable: { name: "", description: "", propagation: true },
    dnsHostnames: parameters.boolean("EnableDnsHostname") ?? false,
    ...ipv6,
    resourceGroupId: parameters.text("ResourceGroupId") ?? defaultResourceGroupId,
  };
  cloud.vpcs.set(vpc.id, vpc);
  call.begin("vpc-available", vpc.id, "createVpc");
  return {
    VpcId: vpc.id,
    VRouterId: routerIdOf(vpc),
    RouteTableId: routeTableIdOf(vpc),
    ResourceGroupId: vpc.resourceGroupId,
  };
}

function deleteVpc(call: Call): Json {
  const { cloud } = call;
  const vpc = vpcOf(call);
  if (vpc.status !== "Available") throw incorrectVpcStatus(vpc);
  if (cloud.vswitchesOf(vpc.id).length > 0) {
    throw refused("DependencyViolation.VSwitch", `The VPC ${vpc.id} still has vSwitches.`);
  }
  if ([...cloud.securityGroups.values()].some(({ vpcId }) => vpcId === vpc.id)) {
    throw refused("DependencyViolation.SecurityGroup", `The VPC ${vpc.id} still has security groups.`);
  }
  const gateways = [...cloud.ipv4Gateways.values()].filter(({ vpcId }) => vpcId === vpc.id);
  if (gateways.length > 0 && call.parameters.boolean("ForceDelete") !== true) {
    throw refused("DependencyViolation.Ipv4Gateway", `The VPC ${vpc.id} still has an IPv4 gateway.`);
  }
  for (const { id } of gateways) cloud.ipv4Gateways.delete(id);
  cloud.vpcs.delete(vpc.id);
  call.changes.cancel(vpc.id);
  cloud.routeEntries.splice(0, Infinity, ...cloud.routeEntries.filter(({ vpcId }) => vpcId !== vpc.id));
  return {};
}

function modifyVpcAttribute(call: Call): Json {
  const { parameters, cloud } = call;
  const vpc = vpcOf(call);
  if (vpc.status !== "Available") throw incorrectVpcStatus(vpc);
  const { ipv6CidrBlock, ipv6Isp } = readVpcBlock(cloud, parameters, "EnableIPv6", vpc);
  const cidrBlock = parameters.text("CidrBlock");
  if (cidrBlock !== undefined && cidrBlock !== vpc.cidrBlock) checkNewRange(cloud, vpc, cidrBlock);
  Object.assign(
    vpc,
    givenOnly({
      name: readName(parameters, "VpcName"),
      description: readDescription(parameters),
      cidrBlock,
      ipv6CidrBlock,
      ipv6Isp,
      dnsHostnames: parameters.boolean("EnableDnsHostname"),
    }),
  );
  return {};
}

/** Another primary range: nothing in use may fall out of it, and the secondary ranges stay apart from it. */
function checkNewRange(cloud: Cloud, vpc: Vpc, cidrBlock: string): void {
  const range = parseCidr(cidrBlock);
  if (!isAllowed(range, 8, 28)) throw malformedRange(cidrBlock);
  const secondary = vpc.secondaryCidrBlocks.map(cidr);
  if (secondary.some((block) => overlaps(block, range))) {
    throw refused("InvalidCidrBlock", `The block ${cidrBlock} overlaps with a secondary one of ${vpc.id}.`);
  }
  const outside = cloud
    .vswitchesOf(vpc.id)
    .find((vswitch) => ![range, ...secondary].some((block) => covers(block, cidr(vswitch.cidrBlock))));
  if (outside !== undefined) {
    throw refused("OperationFailed.CidrInUse", `The vSwitch ${outside.id} is outside of ${cidrBlock}.`);
  }
}

function malformedRange(cidrBlock: string): ApiError {
  return refused(
    "InvalidCidrBlock.Malformed",
    `Specified CIDR block is not valid: ${cidrBlock.slice(0, 60)}`,
  );
}

function describeVpcs({ parameters, cloud }: Call): Json {
  const matching = [...cloud.vpcs.values()].filter(
    (vpc) =>
      among(parameters.text("VpcId"), vpc.id) &&
      among(parameters.text("VpcName"), vpc.name) &&
      among(parameters.text("ResourceGroupId"), vpc.resourceGroupId) &&
      among(parameters.text("VpcOwnerId"), cloud.accountId) &&
      (parameters.boolean("IsDefault") ?? vpc.isDefault) === vpc.isDefault &&
      hasTags(parameters, vpc.tags),
  );
  const { items, counts } = page(parameters, matching);
  return { ...counts, Vpcs: { Vpc: items.map((vpc) => describe(cloud, vpc)) } };
}

function describeVpcAttribute(call: Call): Json {
  return describe(call.cloud, vpcOf(call));
}

function describe(cloud: Cloud, vpc: Vpc): Json {
  return {
    VpcId: vpc.id,
    VpcName: vpc.name,
    Description: vpc.description,
    CidrBlock: vpc.cidrBlock,
    SecondaryCidrBlocks: { SecondaryCidrBlock: vpc.secondaryCidrBlocks },
    UserCidrs: { UserCidr: vpc.userCidrs },
    VSwitchIds: { VSwitchId: cloud.vswitchesOf(vpc.id).map(({ id }) => id) },
    VRouterId: routerIdOf(vpc),
    RouterTableIds: { RouterTableIds: [routeTableIdOf(vpc)] },
    RegionId: cloud.region,
    ResourceGroupId: vpc.resourceGroupId,
    OwnerId: Number(cloud.accountId),
    Status: vpc.status,
    CreationTime: vpc.createdAt,
    IsDefault: vpc.isDefault,
    ClassicLinkEnabled: false,
    EnabledIpv6: vpc.ipv6CidrBlock !== "",
    Ipv6CidrBlock: vpc.ipv6CidrBlock,
    Ipv6CidrBlocks: {
      Ipv6CidrBlock:
        vpc.ipv6CidrBlock === "" ? [] : [{ Ipv6CidrBlock: vpc.ipv6CidrBlock, Ipv6Isp: vpc.ipv6Isp }],
    },
    DnsHostnameStatus: vpc.dnsHostnames ? "ENABLED" : "DISABLED",
    DhcpOptionsSetId: "",
    DhcpOptionsSetStatus: "",
    Tags: vpcTags(vpc.tags),
  };
}

/** The VPC has not been made yet, or is being changed. */
export function incorrectVpcStatus(vpc: Vpc) {
  return refused(
    "IncorrectVpcStatus",
    `Current VPC status does not support this operation: ${vpc.id} is ${vpc.status}.`,
  );
}

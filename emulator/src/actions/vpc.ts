import { timeText, type Call, type Json } from "../call";
import type { Cloud } from "../cloud";
import { invalidParameter, notFound, refused } from "../errors";
import { cidr, covers, overlaps, parseCidr, type Cidr } from "../ipv4";
import type { RouteEntry, Vpc } from "../state";
import {
  among,
  givenOnly,
  hasTags,
  page,
  readDescription,
  readName,
  readTags,
  tokenPage,
  vpcTags,
} from "./common";

/** The VPC that a request names. @throws ApiError when it does not exist */
export function vpcOf({ parameters, cloud }: Call): Vpc {
  const id = parameters.required("VpcId");
  const vpc = cloud.vpcs.get(id);
  if (vpc === undefined) throw notFound("InvalidVpcId.NotFound", "VPC", id);
  return vpc;
}

export function createVpc(call: Call): Json {
  const { parameters, cloud } = call;
  const cidrBlock = parameters.text("CidrBlock") ?? "172.16.0.0/12";
  if (!isAllowed(parseCidr(cidrBlock), 8, 28)) {
    throw refused("InvalidCidrBlock.Malformed", `Specified CIDR block is not valid: ${cidrBlock}`);
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
    resourceGroupId: parameters.text("ResourceGroupId") ?? "",
    cidrBusyUntil: 0,
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

export function deleteVpc(call: Call): Json {
  const { cloud } = call;
  const vpc = vpcOf(call);
  if (vpc.status !== "Available") throw incorrectVpcStatus(vpc);
  if (cloud.vswitchesOf(vpc.id).length > 0) {
    throw refused("DependencyViolation.VSwitch", `The VPC ${vpc.id} still has vSwitches.`);
  }
  if ([...cloud.securityGroups.values()].some(({ vpcId }) => vpcId === vpc.id)) {
    throw refused("DependencyViolation.SecurityGroup", `The VPC ${vpc.id} still has security groups.`);
  }
  if ([...cloud.ipv4Gateways.values()].some(({ vpcId }) => vpcId === vpc.id)) {
    throw refused("DependencyViolation.Ipv4Gateway", `The VPC ${vpc.id} still has an IPv4 gateway.`);
  }
  cloud.vpcs.delete(vpc.id);
  return {};
}

export function modifyVpcAttribute(call: Call): Json {
  const { parameters } = call;
  const vpc = vpcOf(call);
  if (vpc.status !== "Available") throw incorrectVpcStatus(vpc);
  const cidrBlock = parameters.text("CidrBlock") ?? vpc.cidrBlock;
  if (cidrBlock !== vpc.cidrBlock)
    throw invalidParameter("CidrBlock", cidrBlock, "it cannot be changed here");
  Object.assign(
    vpc,
    givenOnly({ name: readName(parameters, "VpcName"), description: readDescription(parameters) }),
  );
  return {};
}

/** Adds a secondary CIDR block. The call is refused while another one on the same VPC is being done. */
export function associateVpcCidrBlock(call: Call): Json {
  const { parameters, cloud } = call;
  const vpc = vpcOf(call);
  if (
    parameters.oneOf("IpVersion", ["IPV4", "IPV6"]) === "IPV6" ||
    parameters.text("IPv6CidrBlock") !== undefined
  ) {
    throw refused("OperationUnsupported.VpcMultiCidr", "IPv6 is not emulated.");
  }
  if (parameters.text("IpamPoolId") !== undefined) {
    throw notFound("ResourceNotFound.IpamPool", "IPAM pool", parameters.required("IpamPoolId"));
  }
  const block = parameters.text("SecondaryCidrBlock");
  if (block === undefined) {
    throw refused(
      "MissingParam.SecondaryCidrOrIpv6Cidr",
      "Either SecondaryCidrBlock or IPv6CidrBlock is mandatory.",
    );
  }
  const range = checkedBlock(block);
  checkCidrsIdle(call, vpc);
  if (vpc.secondaryCidrBlocks.includes(block)) {
    throw refused("Duplicated.SecondaryCidrBlock", `The VPC ${vpc.id} has the block ${block} already.`);
  }
  const other = cloud.rangesOf(vpc).find((own) => overlaps(own, range));
  if (other !== undefined) {
    throw refused("InvalidCidrBlock", `The block ${block} overlaps with one of the VPC ${vpc.id}.`);
  }
  checkRoutes(cloud, vpc, range, "OperationFailed.ConflictWithEntry");
  if (vpc.secondaryCidrBlocks.length >= cloud.quotas.secondaryCidrBlocksPerVpc) {
    throw refused(
      "QuotaExceeded.VpcMultiCidr",
      `The VPC ${vpc.id} has ${cloud.quotas.secondaryCidrBlocksPerVpc} secondary CIDR blocks, as many as it can have.`,
    );
  }
  vpc.secondaryCidrBlocks.push(block);
  occupyCidrs(call, vpc);
  return { CidrBlock: block, IpVersion: "IPV4" };
}

export function unassociateVpcCidrBlock(call: Call): Json {
  const { parameters, cloud } = call;
  const vpc = vpcOf(call);
  const block = parameters.text("SecondaryCidrBlock");
  if (block === undefined) {
    throw refused(
      "MissingParam.SecondaryCidrOrIpv6Cidr",
      "Either SecondaryCidrBlock or IPv6CidrBlock is mandatory.",
    );
  }
  checkCidrsIdle(call, vpc);
  const index = vpc.secondaryCidrBlocks.indexOf(block);
  if (index < 0) throw notFound("InvalidCidrBlock.NotFound", `secondary CIDR block of ${vpc.id}`, block);
  const range = cidr(block);
  const inside = cloud.vswitchesOf(vpc.id).find((vswitch) => covers(range, cidr(vswitch.cidrBlock)));
  if (inside !== undefined) {
    throw refused("OperationFailed.CidrInUse", `The vSwitch ${inside.id} is in the block ${block}.`);
  }
  vpc.secondaryCidrBlocks.splice(index, 1);
  occupyCidrs(call, vpc);
  return {};
}

/** Where no block may be: shared address space, loopback, link-local and multicast addresses. */
const excluded = ["100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4"].map(cidr);

/** Whether a range may be a CIDR block of a VPC. */
function isAllowed(range: Cidr | undefined, shortest: number, longest: number): range is Cidr {
  return (
    range !== undefined &&
    range.mask >= shortest &&
    range.mask <= longest &&
    range.network >= 2 ** 24 &&
    !excluded.some((forbiddenRange) => overlaps(forbiddenRange, range))
  );
}

/** Checks a secondary CIDR block for itself: form, mask 16 to 28, and where it is. */
function checkedBlock(block: string): Cidr {
  const range = parseCidr(block);
  if (range === undefined) {
    throw refused(
      "InvalidCidrBlock.Malformed",
      `The block "${block.slice(0, 60)}" is not a canonical IPv4 range.`,
    );
  }
  if (range.mask < 16 || range.mask > 28) {
    throw refused("IllegalParam.CidrMask", `The block ${block} has a mask that is not from 16 to 28.`);
  }
  if (!isAllowed(range, 16, 28)) {
    throw refused("IllegalParam.SecondaryCidrBlock", `The block ${block} is in a range that is reserved.`);
  }
  return range;
}

function checkCidrsIdle({ now }: Call, vpc: Vpc): void {
  if (vpc.status !== "Available") throw refused("IncorrectStatus.Vpc", `The VPC ${vpc.id} is ${vpc.status}.`);
  if (now < vpc.cidrBusyUntil) {
    throw refused("OperationConflict", `The VPC ${vpc.id} is busy with another change of its CIDR blocks.`);
  }
}

function occupyCidrs(call: Call, vpc: Vpc): void {
  vpc.cidrBusyUntil = call.now + call.cloud.durations.changeCidrBlocks;
}

/** A range must not equal or contain the destination of a custom route. */
export function checkRoutes(cloud: Cloud, vpc: Vpc, range: Cidr, code: string): void {
  const entry = cloud.routeEntries.find(
    ({ vpcId, destination }) => vpcId === vpc.id && covers(range, cidr(destination)),
  );
  if (entry !== undefined) throw refused(code, `The range conflicts with the route to ${entry.destination}.`);
}

export function describeVpcs({ parameters, cloud }: Call): Json {
  const matching = [...cloud.vpcs.values()].filter(
    (vpc) =>
      among(parameters.text("VpcId"), vpc.id) &&
      among(parameters.text("VpcName"), vpc.name) &&
      among(parameters.text("ResourceGroupId"), vpc.resourceGroupId) &&
      among(parameters.text("VpcOwnerId"), cloud.accountId) &&
      parameters.boolean("IsDefault") !== true &&
      hasTags(parameters, vpc.tags),
  );
  const { items, counts } = page(parameters, matching);
  return { ...counts, Vpcs: { Vpc: items.map((vpc) => describe(cloud, vpc)) } };
}

export function describeVpcAttribute(call: Call): Json {
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
    IsDefault: false,
    ClassicLinkEnabled: false,
    EnabledIpv6: false,
    Ipv6CidrBlock: "",
    Ipv6CidrBlocks: { Ipv6CidrBlock: [] },
    DnsHostnameStatus: "DISABLED",
    DhcpOptionsSetId: "",
    DhcpOptionsSetStatus: "",
    Tags: vpcTags(vpc.tags),
  };
}

/** The identifier of the system route table of a VPC, which is made and deleted with it. */
export function routeTableIdOf(vpc: Vpc): string {
  return vpc.id.replace("vpc-", "vtb-");
}

function routerIdOf(vpc: Vpc): string {
  return vpc.id.replace("vpc-", "vrt-");
}

export function describeRouteTableList({ parameters, cloud }: Call): Json {
  const matching = [...cloud.vpcs.values()].filter(
    (vpc) =>
      among(parameters.text("VpcId"), vpc.id) &&
      among(parameters.text("RouteTableId"), routeTableIdOf(vpc)) &&
      among(parameters.text("RouterId"), routerIdOf(vpc)) &&
      among(parameters.text("RouterType"), "VRouter") &&
      among(parameters.text("RouteTableType"), "System") &&
      parameters.text("RouteTableName") === undefined,
  );
  const { items, counts } = page(parameters, matching);
  return {
    ...counts,
    RouterTableList: {
      RouterTableListType: items.map((vpc) => ({
        RouteTableId: routeTableIdOf(vpc),
        RouteTableName: "",
        RouteTableType: "System",
        RouterId: routerIdOf(vpc),
        RouterType: "VRouter",
        VpcId: vpc.id,
        ResourceGroupId: vpc.resourceGroupId,
        Description: "",
        AssociateType: "VSwitch",
        Status: "Available",
        CreationTime: vpc.createdAt,
        RoutePropagationEnable: true,
        VSwitchIds: { VSwitchId: cloud.vswitchesOf(vpc.id).map(({ id }) => id) },
        GatewayIds: { GatewayIds: [] },
        OwnerId: Number(cloud.accountId),
        Tags: { Tag: [] },
      })),
    },
  };
}

export function describeRouteTables({ parameters, cloud }: Call): Json {
  const tableId = parameters.text("RouteTableId");
  const matching = [...cloud.vpcs.values()].filter(
    (vpc) => among(tableId, routeTableIdOf(vpc)) && among(parameters.text("VRouterId"), routerIdOf(vpc)),
  );
  const { items, counts } = page(parameters, matching);
  return {
    ...counts,
    RouteTables: {
      RouteTable: items.map((vpc) => ({
        RouteTableId: routeTableIdOf(vpc),
        RouteTableType: "System",
        VRouterId: routerIdOf(vpc),
        ResourceGroupId: vpc.resourceGroupId,
        Status: "Available",
        CreationTime: vpc.createdAt,
        VSwitchIds: { VSwitchId: cloud.vswitchesOf(vpc.id).map(({ id }) => id) },
        RouteEntrys: { RouteEntry: routesOf(cloud, vpc) },
      })),
    },
  };
}

/** The routes of a VPC: one to each vSwitch, one to the services of the cloud, and those that were added. */
function routesOf(cloud: Cloud, vpc: Vpc): Json[] {
  const route = (destination: string, type: string, entry?: RouteEntry): Json => ({
    RouteTableId: routeTableIdOf(vpc),
    RouteEntryId: `rte-${destination.replace(/\D/g, "")}`,
    RouteEntryName: "",
    DestinationCidrBlock: destination,
    Type: type,
    Status: "Available",
    NextHopType:
      entry?.nextHopType ?? (type === "System" && destination.startsWith("100.64.") ? "service" : "local"),
    InstanceId: entry?.nextHopId ?? "",
    NextHops: { NextHop: [] },
  });
  return [
    ...cloud.vswitchesOf(vpc.id).map(({ cidrBlock }) => route(cidrBlock, "System")),
    route("100.64.0.0/10", "System"),
    ...cloud.routeEntries
      .filter(({ vpcId }) => vpcId === vpc.id)
      .map((entry) => route(entry.destination, "Custom", entry)),
  ];
}

export function listIpv4Gateways({ parameters, cloud }: Call): Json {
  const matching = [...cloud.ipv4Gateways.values()].filter(
    (gateway) =>
      among(parameters.text("VpcId"), gateway.vpcId) &&
      among(parameters.text("Ipv4GatewayId"), gateway.id) &&
      among(parameters.text("Ipv4GatewayName"), gateway.name),
  );
  const { items, next } = tokenPage(parameters, matching, parameters.integer("MaxResults", 1, 100) ?? 10);
  return {
    TotalCount: String(matching.length),
    NextToken: next,
    Ipv4GatewayModels: items.map((gateway) => ({
      Ipv4GatewayId: gateway.id,
      Ipv4GatewayName: gateway.name,
      Ipv4GatewayDescription: gateway.description,
      Ipv4GatewayRouteTableId: "",
      VpcId: gateway.vpcId,
      Enabled: gateway.enabled,
      Status: "Created",
      GmtCreate: gateway.createdAt,
      ResourceGroupId: "",
      Tags: Object.entries(gateway.tags).map(([Key, Value]) => ({ Key, Value })),
    })),
  };
}

/** The VPC has not been made yet, or is being changed. */
export function incorrectVpcStatus(vpc: Vpc) {
  return refused(
    "IncorrectVpcStatus",
    `Current VPC status does not support this operation: ${vpc.id} is ${vpc.status}.`,
  );
}

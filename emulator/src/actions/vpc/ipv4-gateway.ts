import { timeText } from "../../clock";
import { notFound, refused } from "../../errors";
import { defaultResourceGroupId, type Ipv4Gateway } from "../../state";
import {
  among,
  type Call,
  givenOnly,
  hasTags,
  type Json,
  readDescription,
  readName,
  readTags,
  tokenPage,
} from "../common";
import { type Actions, filters, kept, keptTags, names, only, tagFilters, tokenPages } from "../declaration";
import { find, vpcOf } from "../lookup";
import { checkNoRoute, checkNoRouteTo } from "./route-entry";
import { routeTableIdOf } from "./route-table";

/** The gateways of VPCs whose Internet traffic follows the route table. */
export const ipv4GatewayActions = {
  CreateIpv4Gateway: {
    run: createIpv4Gateway,
    parameters: {
      ...names("VpcId"),
      ...kept("Ipv4GatewayName", "Ipv4GatewayDescription", "ResourceGroupId"),
      ...keptTags,
    },
  },
  DeleteIpv4Gateway: {
    run: deleteIpv4Gateway,
    // In the other mode the VPC would keep a route of its own to the Internet.
    parameters: { ...names("Ipv4GatewayId"), ...only("InternetMode", "public") },
  },
  UpdateIpv4GatewayAttribute: {
    run: updateIpv4GatewayAttribute,
    parameters: { ...names("Ipv4GatewayId"), ...kept("Ipv4GatewayName", "Ipv4GatewayDescription") },
  },
  EnableVpcIpv4Gateway: {
    run: enableVpcIpv4Gateway,
    parameters: { ...names("Ipv4GatewayId"), ...kept("RouteTableList.N") },
  },
  GetIpv4GatewayAttribute: { run: getIpv4GatewayAttribute, parameters: names("Ipv4GatewayId") },
  ListIpv4Gateways: {
    run: listIpv4Gateways,
    parameters: {
      ...filters("VpcId", "Ipv4GatewayId", "Ipv4GatewayName", "ResourceGroupId"),
      ...tagFilters,
      ...tokenPages,
    },
  },
} satisfies Actions;

function gatewayOf({ parameters, cloud }: Call): Ipv4Gateway {
  const id = parameters.required("Ipv4GatewayId");
  return find(cloud.ipv4Gateways, "ResourceNotFound.Ipv4Gateway", "IPv4 gateway", id);
}

function createIpv4Gateway(call: Call): Json {
  const { parameters, cloud } = call;
  const vpc = vpcOf(call);
  if (vpc.status !== "Available") throw refused("IncorrectStatus.Vpc", `The VPC ${vpc.id} is ${vpc.status}.`);
  if ([...cloud.ipv4Gateways.values()].some(({ vpcId }) => vpcId === vpc.id)) {
    throw refused("ResourceAlreadyExist.Ipv4Gateway", `The VPC ${vpc.id} has an IPv4 gateway.`);
  }
  const described = {
    name: readName(parameters, "Ipv4GatewayName") ?? "",
    description: readDescription(parameters, "Ipv4GatewayDescription") ?? "",
    tags: readTags(parameters),
  };
  const gateway: Ipv4Gateway = {
    ...described,
    id: cloud.newId("ipv4gw"),
    createdAt: timeText(call.now),
    vpcId: vpc.id,
    enabled: false,
    resourceGroupId: parameters.text("ResourceGroupId") ?? defaultResourceGroupId,
  };
  cloud.ipv4Gateways.set(gateway.id, gateway);
  return { Ipv4GatewayId: gateway.id, ResourceGroupId: gateway.resourceGroupId };
}

function deleteIpv4Gateway(call: Call): Json {
  const gateway = gatewayOf(call);
  checkNoRoute(call.cloud, gateway.id);
  call.cloud.ipv4Gateways.delete(gateway.id);
  return {};
}

function updateIpv4GatewayAttribute(call: Call): Json {
  const { parameters } = call;
  const gateway = gatewayOf(call);
  const changes = {
    name: readName(parameters, "Ipv4GatewayName"),
    description: readDescription(parameters, "Ipv4GatewayDescription"),
  };
  Object.assign(gateway, givenOnly(changes));
  return {};
}

/** Activates the gateway, and leads the Internet traffic of the named route tables to it. */
function enableVpcIpv4Gateway(call: Call): Json {
  const { parameters, cloud } = call;
  const gateway = gatewayOf(call);
  const vpc = find(cloud.vpcs, "InvalidVpcId.NotFound", "VPC", gateway.vpcId);
  const tables = parameters.list("RouteTableList");
  const unknown = tables.find((id) => id !== routeTableIdOf(vpc));
  if (unknown !== undefined) throw notFound("ResourceNotFound.RouteTable", "route table", unknown);
  if (gateway.enabled) throw refused("IncorrectStatus.Ipv4Gateway", `${gateway.id} is activated already.`);
  if (tables.length > 0) checkNoRouteTo(cloud, vpc, "0.0.0.0/0");
  gateway.enabled = true;
  if (tables.length > 0) {
    cloud.routeEntries.push({
      ...{ id: cloud.newId("rte"), name: "", description: "", vpcId: vpc.id, destination: "0.0.0.0/0" },
      ...{ nextHopType: "Ipv4Gateway", nextHopId: gateway.id },
    });
  }
  return {};
}

function getIpv4GatewayAttribute(call: Call): Json {
  return describe(gatewayOf(call));
}

function listIpv4Gateways({ parameters, cloud }: Call): Json {
  const matching = [...cloud.ipv4Gateways.values()].filter(
    (gateway) =>
      among(parameters.text("VpcId"), gateway.vpcId) &&
      among(parameters.text("Ipv4GatewayId"), gateway.id) &&
      among(parameters.text("Ipv4GatewayName"), gateway.name) &&
      among(parameters.text("ResourceGroupId"), gateway.resourceGroupId) &&
      hasTags(parameters, gateway.tags),
  );
  const { items, next } = tokenPage(parameters, matching, parameters.integer("MaxResults", 1, 100) ?? 10);
  return { TotalCount: String(matching.length), NextToken: next, Ipv4GatewayModels: items.map(describe) };
}

function describe(gateway: Ipv4Gateway): Json {
  return {
    Ipv4GatewayId: gateway.id,
    Ipv4GatewayName: gateway.name,
    Ipv4GatewayDescription: gateway.description,
    // The gateway route table that is associated with it, of which the emulator has none.
    Ipv4GatewayRouteTableId: "",
    VpcId: gateway.vpcId,
    Enabled: gateway.enabled,
    Status: "Created",
    CreateTime: gateway.createdAt,
    GmtCreate: gateway.createdAt,
    ResourceGroupId: gateway.resourceGroupId,
    Tags: Object.entries(gateway.tags).map(([Key, Value]) => ({ Key, Value })),
  };
}

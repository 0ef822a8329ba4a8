import type { Cloud } from "../../cloud";
import { refused } from "../../errors";
import { cidr, covers, type Cidr } from "../../ipv4";
import type { RouteEntry, Vpc } from "../../state";
import { among, type Call, type Json, page, tokenPage } from "../common";
import { type Actions, filters, numberedPages, tokenPages } from "../declaration";

export const routeTableActions = {
  DescribeRouteTableList: {
    run: describeRouteTableList,
    parameters: {
      ...filters("VpcId", "RouteTableId", "RouterId", "RouterType", "RouteTableType", "RouteTableName"),
      ...numberedPages,
    },
  },
  DescribeRouteTables: {
    run: describeRouteTables,
    parameters: { ...filters("RouteTableId", "VRouterId"), ...numberedPages },
  },
  ListIpv4Gateways: {
    run: listIpv4Gateways,
    parameters: { ...filters("VpcId", "Ipv4GatewayId", "Ipv4GatewayName"), ...tokenPages },
  },
} satisfies Actions;

/** The identifier of the system route table of a VPC, which is made and deleted with it. */
export function routeTableIdOf(vpc: Vpc): string {
  return vpc.id.replace("vpc-", "vtb-");
}

/** The identifier of the router of a VPC. */
export function routerIdOf(vpc: Vpc): string {
  return vpc.id.replace("vpc-", "vrt-");
}

/** A range must not equal or contain the destination of a custom route. */
export function checkRoutes(cloud: Cloud, vpc: Vpc, range: Cidr, code: string): void {
  const entry = cloud.routeEntries.find(
    ({ vpcId, destination }) => vpcId === vpc.id && covers(range, cidr(destination)),
  );
  if (entry !== undefined) throw refused(code, `The range conflicts with the route to ${entry.destination}.`);
}

function describeRouteTableList({ parameters, cloud }: Call): Json {
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

function describeRouteTables({ parameters, cloud }: Call): Json {
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

function listIpv4Gateways({ parameters, cloud }: Call): Json {
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

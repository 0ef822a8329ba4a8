import type { Cloud } from "../../cloud";
import { notFound, refused } from "../../errors";
import { cidr, covers, type Cidr } from "../../ipv4";
import type { RouteEntry, Vpc } from "../../state";
import { among, type Call, givenOnly, type Json, page, readDescription, readName } from "../common";
import { type Actions, filters, kept, names, numberedPages } from "../declaration";

export const routeTableActions = {
  DescribeRouteTableList: {
    run: describeRouteTableList,
    parameters: {
      ...filters("VpcId", "RouteTableId", "RouterId", "RouterType", "RouteTableType", "RouteTableName"),
      ...numberedPages,
    },
  },
  ModifyRouteTableAttributes: {
    run: modifyRouteTableAttributes,
    parameters: {
      ...names("RouteTableId"),
      ...kept("RouteTableName", "Description", "RoutePropagationEnable"),
    },
  },
  DescribeRouteTables: {
    run: describeRouteTables,
    parameters: { ...filters("RouteTableId", "VRouterId"), ...numberedPages },
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

function modifyRouteTableAttributes({ parameters, cloud }: Call): Json {
  const id = parameters.required("RouteTableId");
  const vpc = [...cloud.vpcs.values()].find((each) => routeTableIdOf(each) === id);
  if (vpc === undefined) throw notFound("InvalidRouteTableId.NotFound", "route table", id);
  const changes = givenOnly({
    name: readName(parameters, "RouteTableName"),
    description: readDescription(parameters),
    propagation: parameters.boolean("RoutePropagationEnable"),
  });
  vpc.routeTable = { ...vpc.routeTable, ...changes };
  return {};
}

function describeRouteTableList({ parameters, cloud }: Call): Json {
  const matching = [...cloud.vpcs.values()].filter(
    (vpc) =>
      among(parameters.text("VpcId"), vpc.id) &&
      among(parameters.text("RouteTableId"), routeTableIdOf(vpc)) &&
      among(parameters.text("RouterId"), routerIdOf(vpc)) &&
      among(parameters.text("RouterType"), "VRouter") &&
      among(parameters.text("RouteTableType"), "System") &&
      among(parameters.text("RouteTableName"), vpc.routeTable.name),
  );
  const { items, counts } = page(parameters, matching);
  return {
    ...counts,
    RouterTableList: {
      RouterTableListType: items.map((vpc) => ({
        RouteTableId: routeTableIdOf(vpc),
        RouteTableName: vpc.routeTable.name,
        RouteTableType: "System",
        RouterId: routerIdOf(vpc),
        RouterType: "VRouter",
        VpcId: vpc.id,
        ResourceGroupId: vpc.resourceGroupId,
        Description: vpc.routeTable.description,
        AssociateType: "VSwitch",
        Status: "Available",
        CreationTime: vpc.createdAt,
        RoutePropagationEnable: vpc.routeTable.propagation,
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
        RouteEntrys: { RouteEntry: describeRoutes(cloud, vpc) },
      })),
    },
  };
}

/** A route as the API shows it. */
export interface DescribedRoute extends Json {
  readonly RouteEntryId: string;
  readonly RouteEntryName: string;
  readonly DestinationCidrBlock: string;
  readonly Type: string;
  readonly NextHopType: string;
  readonly InstanceId: string;
}

/** The routes of a VPC: one to each vSwitch, one to the services of the cloud, and those that were added. */
export function describeRoutes(cloud: Cloud, vpc: Vpc): DescribedRoute[] {
  const common = { RouteTableId: routeTableIdOf(vpc), Status: "Available", NextHops: { NextHop: [] } };
  const system = (DestinationCidrBlock: string, NextHopType: string): DescribedRoute => ({
    ...common,
    ...{
      RouteEntryId: `rte-${DestinationCidrBlock.replace(/\D/g, "")}`,
      RouteEntryName: "",
      Description: "",
    },
    ...{ DestinationCidrBlock, Type: "System", NextHopType, InstanceId: "" },
  });
  const custom = (entry: RouteEntry): DescribedRoute => ({
    ...common,
    ...{ RouteEntryId: entry.id, RouteEntryName: entry.name, Description: entry.description },
    ...{ DestinationCidrBlock: entry.destination, Type: "Custom" },
    ...{ NextHopType: entry.nextHopType, InstanceId: entry.nextHopId },
  });
  return [
    ...cloud.vswitchesOf(vpc.id).map(({ cidrBlock }) => system(cidrBlock, "local")),
    system("100.64.0.0/10", "service"),
    ...cloud.routeEntries.filter(({ vpcId }) => vpcId === vpc.id).map(custom),
  ];
}

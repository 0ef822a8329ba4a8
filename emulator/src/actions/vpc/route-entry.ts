import { known, type Cloud } from "../../cloud";
import { forbidden, invalidParameter, notFound, refused } from "../../errors";
import { cidr, covers, parseCidr } from "../../ipv4";
import type { RouteEntry, Vpc } from "../../state";
import { among, type Call, type Json, readDescription, readName, tokenPage } from "../common";
import { type Actions, effect, filters, kept, names, tokenPages } from "../declaration";
import { describeRoutes, routeTableIdOf } from "./route-table";

/** The custom routes of the system route table of a VPC. */
export const routeEntryActions = {
  CreateRouteEntry: {
    run: createRouteEntry,
    parameters: {
      ...names("RouteTableId", "NextHopId"),
      ...kept("DestinationCidrBlock", "RouteEntryName", "Description"),
      ...effect("what kind of resource the next hop is", "NextHopType"),
    },
  },
  DeleteRouteEntry: {
    run: deleteRouteEntry,
    parameters: names("RouteTableId", "RouteEntryId", "DestinationCidrBlock", "NextHopId"),
  },
  ModifyRouteEntry: {
    run: modifyRouteEntry,
    parameters: {
      ...names("RouteTableId", "RouteEntryId", "DestinationCidrBlock"),
      ...kept("RouteEntryName", "Description"),
    },
  },
  DescribeRouteEntryList: {
    run: describeRouteEntryList,
    parameters: {
      ...names("RouteTableId"),
      ...filters("RouteEntryId", "RouteEntryName", "RouteEntryType", "DestinationCidrBlock"),
      ...filters("NextHopType", "NextHopId"),
      ...tokenPages,
    },
  },
} satisfies Actions;

/** What a route can lead to, and where it has to be. */
const nextHops: Record<string, (cloud: Cloud, id: string) => string | undefined> = {
  Instance: (cloud, id) => {
    const vswitchId = cloud.instances.get(id)?.vswitchId;
    return vswitchId === undefined ? undefined : cloud.vswitches.get(vswitchId)?.vpcId;
  },
  NetworkInterface: (cloud, id) => {
    const found = cloud.networkInterfaces.get(id);
    return found?.type === "Secondary" ? cloud.vswitchOf(found).vpcId : undefined;
  },
  Ipv4Gateway: (cloud, id) => cloud.ipv4Gateways.get(id)?.vpcId,
};

function vpcOfTable({ parameters, cloud }: Call): Vpc {
  const id = parameters.required("RouteTableId");
  const vpc = [...cloud.vpcs.values()].find((each) => routeTableIdOf(each) === id);
  if (vpc === undefined) throw notFound("InvalidRouteTableId.NotFound", "route table", id);
  return vpc;
}

function createRouteEntry(call: Call): Json {
  const { parameters, cloud } = call;
  const vpc = vpcOfTable(call);
  const destination = checkedDestination(cloud, vpc, parameters.required("DestinationCidrBlock"));
  const nextHopType = parameters.text("NextHopType") ?? "Instance";
  const nextHopId = parameters.required("NextHopId");
  const locate = Object.hasOwn(nextHops, nextHopType) ? nextHops[nextHopType] : undefined;
  if (locate === undefined) {
    throw invalidParameter("NextHopType", nextHopType, `one of ${Object.keys(nextHops).join(", ")} here`);
  }
  if (locate(cloud, nextHopId) !== vpc.id) {
    throw notFound("InvalidNextHopId.NotFound", `${nextHopType} in ${vpc.id}`, nextHopId);
  }
  if (cloud.ipv4Gateways.get(nextHopId)?.enabled === false) {
    throw refused("IncorrectStatus.Ipv4Gateway", `The IPv4 gateway ${nextHopId} is not activated.`);
  }
  const entry: RouteEntry = {
    ...{ id: cloud.newId("rte"), vpcId: vpc.id, destination, nextHopType, nextHopId },
    name: readName(parameters, "RouteEntryName") ?? "",
    description: readDescription(parameters) ?? "",
  };
  cloud.routeEntries.push(entry);
  return { RouteEntryId: entry.id };
}

function checkedDestination(cloud: Cloud, vpc: Vpc, text: string): string {
  const range = parseCidr(text);
  if (range === undefined || (range.mask > 0 && covers(cidr("100.64.0.0/10"), range))) {
    throw refused("InvalidCidrBlock.Malformed", `The destination ${text.slice(0, 60)} is not valid.`);
  }
  const vswitch = cloud.vswitchesOf(vpc.id).find(({ cidrBlock }) => covers(cidr(cidrBlock), range));
  if (vswitch !== undefined) {
    throw refused("InvalidCidrBlock.Overlapped", `The destination ${text} is in the vSwitch ${vswitch.id}.`);
  }
  checkNoRouteTo(cloud, vpc, text);
  return text;
}

/** A table has one route to each destination. @throws ApiError when there is one */
export function checkNoRouteTo(cloud: Cloud, vpc: Vpc, destination: string): void {
  if (cloud.routeEntries.some((each) => each.vpcId === vpc.id && each.destination === destination)) {
    throw refused("RouterEntryConflict.Duplicated", `There is a route to ${destination} already.`);
  }
}

/** The route that a call names: by its identifier, or by its table and destination. */
function entryOf(call: Call): RouteEntry {
  const { parameters, cloud } = call;
  const id = parameters.text("RouteEntryId");
  const vpc =
    id === undefined || parameters.text("RouteTableId") !== undefined ? vpcOfTable(call) : undefined;
  const destination =
    id === undefined ? parameters.required("DestinationCidrBlock") : parameters.text("DestinationCidrBlock");
  const entry = cloud.routeEntries.find(
    (each) =>
      among(id, each.id) &&
      among(destination, each.destination) &&
      (vpc === undefined || each.vpcId === vpc.id) &&
      among(parameters.text("NextHopId"), each.nextHopId),
  );
  if (entry === undefined) throw notFound("InvalidRouteEntry.NotFound", "route", id ?? destination ?? "");
  return entry;
}

function deleteRouteEntry(call: Call): Json {
  const { routeEntries } = call.cloud;
  routeEntries.splice(routeEntries.indexOf(entryOf(call)), 1);
  return {};
}

function modifyRouteEntry(call: Call): Json {
  const { parameters } = call;
  const entry = entryOf(call);
  entry.name = readName(parameters, "RouteEntryName") ?? entry.name;
  entry.description = readDescription(parameters) ?? entry.description;
  return {};
}

function describeRouteEntryList(call: Call): Json {
  const { parameters, cloud } = call;
  const matching = describeRoutes(cloud, vpcOfTable(call)).filter(
    (route) =>
      among(parameters.text("RouteEntryId"), route.RouteEntryId) &&
      among(parameters.text("RouteEntryName"), route.RouteEntryName) &&
      among(parameters.text("RouteEntryType"), route.Type) &&
      among(parameters.text("DestinationCidrBlock"), route.DestinationCidrBlock) &&
      among(parameters.text("NextHopType"), route.NextHopType) &&
      among(parameters.text("NextHopId"), route.InstanceId),
  );
  const { items, next } = tokenPage(parameters, matching, parameters.integer("MaxResults", 1, 100) ?? 50);
  const RouteEntry = items.map(({ InstanceId: NextHopId, NextHopType, ...route }) => ({
    ...route,
    NextHops: { NextHop: [{ NextHopId, NextHopType, Enabled: 1, Weight: 0 }] },
  }));
  return { NextToken: next, RouteEntrys: { RouteEntry } };
}

/** What a route leads to stays. @throws ApiError when a route leads to the resource */
export function checkNoRoute(cloud: Cloud, id: string): void {
  const route = cloud.routeEntries.find(({ nextHopId }) => nextHopId === id);
  if (route === undefined) return;
  const table = routeTableIdOf(known(cloud.vpcs, route.vpcId));
  throw forbidden(
    "DependencyViolation.RouteEntry",
    `The route to ${route.destination} of ${table} leads to ${id}.`,
  );
}

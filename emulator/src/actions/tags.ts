import type { Cloud } from "../cloud";
import { invalidParameter, notFound, refused } from "../errors";
import { missing } from "../parameters";
import type { Tags } from "../state";
import { among, type Call, type Json, page, readTags, tokenPage } from "./common";
import {
  type Actions,
  effect,
  filters,
  kept,
  keptTags,
  names,
  numberedPages,
  tokenPages,
} from "./declaration";

const tagging = {
  TagResources: {
    run: tagResources,
    parameters: { ...names("ResourceType", "ResourceId.N"), ...keptTags },
  },
  ListTagResources: {
    run: listTagResources,
    parameters: {
      ...names("ResourceType"),
      ...filters("ResourceId.N", "Tag.N.Key", "Tag.N.Value"),
      ...tokenPages,
    },
  },
};
const untagging = {
  run: untagResources,
  parameters: { ...names("ResourceType", "ResourceId.N", "TagKey.N"), ...effect("every tag goes", "All") },
};
const grouping = { ...names("ResourceType", "ResourceId") };

export const vpcTagActions = {
  ...tagging,
  UnTagResources: untagging,
  MoveResourceGroup: {
    run: moveResourceGroup,
    parameters: { ...grouping, ...kept("NewResourceGroupId") },
  },
} satisfies Actions;

export const ecsTagActions = {
  ...tagging,
  UntagResources: untagging,
  JoinResourceGroup: {
    run: moveResourceGroup,
    parameters: { ...grouping, ...kept("ResourceGroupId") },
  },
  DescribeTags: {
    run: describeTags,
    parameters: { ...filters("ResourceType", "ResourceId"), ...numberedPages },
  },
} satisfies Actions;

interface Tagged {
  readonly id: string;
  tags: Tags;
  resourceGroupId?: string;
}

/** The types of resources: upper-case names are of the VPC API, lower-case ones of the ECS API. */
const tables: Record<string, (cloud: Cloud) => ReadonlyMap<string, Tagged>> = {
  VPC: (cloud) => cloud.vpcs,
  VSWITCH: (cloud) => cloud.vswitches,
  EIP: (cloud) => cloud.eips,
  IPV4GATEWAY: (cloud) => cloud.ipv4Gateways,
  eni: (cloud) => cloud.networkInterfaces,
  instance: (cloud) => cloud.instances,
  disk: (cloud) => cloud.disks,
  securitygroup: (cloud) => cloud.securityGroups,
  command: (cloud) => cloud.commands,
  image: (cloud) => cloud.images,
  keypair: (cloud) => cloud.keyPairs,
};
const tableNames = Object.keys(tables);

function tableOf(cloud: Cloud, type: string): ReadonlyMap<string, Tagged> {
  const table = Object.hasOwn(tables, type) ? tables[type] : undefined;
  if (table === undefined) {
    throw refused("InvalidResourceType.NotFound", `The ResourceType "${type.slice(0, 60)}" is not emulated.`);
  }
  return table(cloud);
}

function resourcesOf({ parameters, cloud }: Call): Tagged[] {
  const table = tableOf(cloud, parameters.required("ResourceType"));
  const ids = parameters.list("ResourceId");
  if (ids.length === 0) throw missing("ResourceId.1");
  if (ids.length > 50) throw invalidParameter("ResourceId", String(ids.length), "at most 50 identifiers");
  return ids.map((id) => {
    const resource = table.get(id);
    if (resource === undefined) throw notFound("InvalidResourceId.NotFound", "resource", id);
    return resource;
  });
}

function tagResources(call: Call): Json {
  const resources = resourcesOf(call);
  const added = readTags(call.parameters);
  if (Object.keys(added).length === 0) throw missing("Tag.1.Key");
  const full = resources.find(({ tags }) => Object.keys({ ...tags, ...added }).length > 20);
  if (full !== undefined) throw refused("QuotaExceed.Tags", `${full.id} would have more than 20 tags.`);
  for (const resource of resources) resource.tags = { ...resource.tags, ...added };
  return {};
}

function untagResources(call: Call): Json {
  const { parameters } = call;
  const resources = resourcesOf(call);
  const keys = parameters.list("TagKey");
  const all = parameters.boolean("All") ?? false;
  if (keys.length === 0 && !all) throw missing("TagKey.1");
  for (const resource of resources) {
    resource.tags = Object.fromEntries(
      Object.entries(resource.tags).filter(([key]) => (keys.length > 0 ? !keys.includes(key) : !all)),
    );
  }
  return {};
}

function listTagResources({ parameters, cloud }: Call): Json {
  const type = parameters.required("ResourceType");
  const table = tableOf(cloud, type);
  const ids = parameters.list("ResourceId");
  const filters = parameters.structures("Tag");
  const matching = [...table.values()]
    .filter(({ id }) => ids.length === 0 || ids.includes(id))
    .flatMap(({ id, tags }) => Object.entries(tags).map(([key, value]) => ({ id, key, value })))
    .filter(
      ({ key, value }) =>
        filters.length === 0 ||
        filters.some((filter) => filter.text("Key") === key && (filter.given("Value") ?? value) === value),
    );
  const { items, next } = tokenPage(parameters, matching, parameters.integer("MaxResults", 1, 50) ?? 50);
  return {
    NextToken: next,
    TagResources: {
      TagResource: items.map(({ id, key, value }) => ({
        ResourceId: id,
        ResourceType: type,
        TagKey: key,
        TagValue: value,
      })),
    },
  };
}

/** The older call, which the provider's image data source makes for each image. */
function describeTags({ parameters, cloud }: Call): Json {
  const found = Object.entries(tables)
    .filter(([type]) => type === type.toLowerCase() && among(parameters.text("ResourceType"), type))
    .flatMap(([ResourceType, table]) =>
      [...table(cloud).values()]
        .filter(({ id }) => among(parameters.text("ResourceId"), id))
        .flatMap(({ id, tags }) =>
          Object.entries(tags).map(([TagKey, TagValue]) => ({
            ResourceId: id,
            ResourceType,
            TagKey,
            TagValue,
          })),
        ),
    );
  const { items, counts } = page(parameters, found, 100);
  return { ...counts, Tags: { Tag: items } };
}

/** Moves a resource to another resource group: MoveResourceGroup of the VPC API, JoinResourceGroup of the ECS API. */
function moveResourceGroup({ parameters, cloud }: Call): Json {
  const type = parameters.text("ResourceType") ?? "VPC";
  const id = parameters.required("ResourceId");
  const resource = tableOf(
    cloud,
    tableNames.find((name) => name.toLowerCase() === type.toLowerCase()) ?? type,
  ).get(id);
  if (resource === undefined) throw notFound("InvalidResourceId.NotFound", "resource", id);
  if (resource.resourceGroupId === undefined) {
    throw refused("OperationUnsupported.ResourceGroup", `${id} takes its resource group from elsewhere.`);
  }
  resource.resourceGroupId = parameters.text("NewResourceGroupId") ?? parameters.required("ResourceGroupId");
  return {};
}

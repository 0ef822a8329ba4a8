import { among, type Call, type Json, page } from "./common";
import { type Actions, filters, names, numberedPages } from "./declaration";
import { find } from "./lookup";

/** What the provider's data source of resource groups asks for; groups are made by a seed only. */
export const resourceGroupActions = {
  ListResourceGroups: {
    run: listResourceGroups,
    parameters: { ...filters("Status", "Name", "DisplayName", "ResourceGroupId"), ...numberedPages },
  },
  GetResourceGroup: { run: getResourceGroup, parameters: names("ResourceGroupId") },
} satisfies Actions;

function listResourceGroups({ parameters, cloud }: Call): Json {
  const matching = [...cloud.resourceGroups.values()].filter(
    (group) =>
      among(parameters.text("Status"), "OK") &&
      among(parameters.text("Name"), group.name) &&
      among(parameters.text("DisplayName"), group.name) &&
      among(parameters.text("ResourceGroupId"), group.id),
  );
  const { items, counts } = page(parameters, matching, 100);
  return {
    ...counts,
    ResourceGroups: { ResourceGroup: items.map((group) => describe(group, cloud.accountId)) },
  };
}

function getResourceGroup({ parameters, cloud }: Call): Json {
  const id = parameters.required("ResourceGroupId");
  const group = find(cloud.resourceGroups, "EntityNotExists.ResourceGroup", "resource group", id);
  return { ResourceGroup: describe(group, cloud.accountId) };
}

function describe(
  { id, name, createdAt }: { id: string; name: string; createdAt: string },
  accountId: string,
): Json {
  return { Id: id, Name: name, DisplayName: name, Status: "OK", AccountId: accountId, CreateDate: createdAt };
}

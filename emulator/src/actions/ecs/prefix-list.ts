import { timeText } from "../../clock";
import type { Cloud } from "../../cloud";
import { forbidden, invalidParameter, refused } from "../../errors";
import { parseCidr } from "../../ipv4";
import { canonicalIpv6 } from "../../ipv6";
import { missing, type Parameters } from "../../parameters";
import type { PrefixList } from "../../state";
import { among, type Call, givenOnly, type Json, page, readDescription, readName } from "../common";
import { type Actions, filters, kept, names, numberedPages } from "../declaration";
import { find } from "../lookup";

/** Lists of ranges that the rules of security groups can name. */
export const prefixListActions = {
  CreatePrefixList: {
    run: createPrefixList,
    parameters: {
      ...kept("PrefixListName", "Description", "AddressFamily", "MaxEntries"),
      ...kept("Entry.N.Cidr", "Entry.N.Description"),
    },
  },
  ModifyPrefixList: {
    run: modifyPrefixList,
    parameters: {
      ...names("PrefixListId", "RemoveEntry.N.Cidr"),
      ...kept("PrefixListName", "Description", "AddEntry.N.Cidr", "AddEntry.N.Description"),
    },
  },
  DeletePrefixList: { run: deletePrefixList, parameters: names("PrefixListId") },
  DescribePrefixLists: {
    run: describePrefixLists,
    parameters: { ...filters("PrefixListId.N", "PrefixListName", "AddressFamily"), ...numberedPages },
  },
  DescribePrefixListAttributes: {
    run: describePrefixListAttributes,
    parameters: names("PrefixListId"),
  },
} satisfies Actions;

type Entry = PrefixList["entries"][number];

function prefixListOf({ parameters, cloud }: Call): PrefixList {
  const id = parameters.required("PrefixListId");
  return find(cloud.prefixLists, "InvalidPrefixListId.NotFound", "prefix list", id);
}

function createPrefixList(call: Call): Json {
  const { parameters, cloud } = call;
  parameters.required("PrefixListName");
  const addressFamily = parameters.oneOf("AddressFamily", ["IPv4", "IPv6"]);
  if (addressFamily === undefined) throw missing("AddressFamily");
  parameters.required("MaxEntries");
  const described = {
    name: readName(parameters, "PrefixListName") ?? "",
    description: readDescription(parameters) ?? "",
    ...{ tags: {}, createdAt: timeText(call.now) },
  };
  const maxEntries = parameters.integer("MaxEntries", 1, 200) ?? 1;
  const list = { ...described, addressFamily, maxEntries, entries: [] };
  const entries = withEntries(list, readEntries(parameters, "Entry", addressFamily));
  const id = cloud.newId("pl");
  cloud.prefixLists.set(id, { ...list, id, entries });
  return { PrefixListId: id };
}

function readEntries(parameters: Parameters, name: string, family: PrefixList["addressFamily"]): Entry[] {
  return parameters.structures(name).map((entry) => {
    const text = entry.required("Cidr");
    const range = family === "IPv6" ? canonicalIpv6(text) : parseCidr(text) && text;
    if (range === undefined) throw invalidParameter(`${name}.Cidr`, text, `a canonical ${family} range`);
    return { cidr: range, description: readDescription(entry) ?? "" };
  });
}

function withEntries(
  { entries, maxEntries }: Pick<PrefixList, "entries" | "maxEntries">,
  added: readonly Entry[],
): Entry[] {
  const all = [...entries, ...added];
  if (new Set(all.map((entry) => entry.cidr)).size < all.length) {
    throw refused("InvalidParameter.EntryDuplicated", "A range is there twice.");
  }
  if (all.length > maxEntries) {
    throw forbidden("LimitExceed.MaxEntries", `The prefix list has at most ${maxEntries} entries.`);
  }
  return all;
}

function modifyPrefixList(call: Call): Json {
  const { parameters } = call;
  const list = prefixListOf(call);
  const removed = readEntries(parameters, "RemoveEntry", list.addressFamily).map((entry) => entry.cidr);
  const missed = removed.find((range) => !list.entries.some((entry) => entry.cidr === range));
  if (missed !== undefined) throw invalidParameter("RemoveEntry.Cidr", missed, `a range of ${list.id}`);
  const rest = list.entries.filter((entry) => !removed.includes(entry.cidr));
  const added = readEntries(parameters, "AddEntry", list.addressFamily);
  const changes = {
    entries: withEntries({ ...list, entries: rest }, added),
    name: readName(parameters, "PrefixListName"),
    description: readDescription(parameters),
  };
  Object.assign(list, givenOnly(changes));
  return {};
}

function deletePrefixList(call: Call): Json {
  const { id } = prefixListOf(call);
  const user = [...call.cloud.securityGroups.values()].find(({ rules }) =>
    rules.some((rule) => rule.prefixListId === id),
  );
  if (user !== undefined) throw forbidden("DependencyViolation", `A rule of ${user.id} names ${id}.`);
  call.cloud.prefixLists.delete(id);
  return {};
}

function describePrefixLists({ parameters, cloud }: Call): Json {
  const ids = parameters.list("PrefixListId");
  const matching = [...cloud.prefixLists.values()].filter(
    (list) =>
      (ids.length === 0 || ids.includes(list.id)) &&
      among(parameters.text("PrefixListName"), list.name) &&
      among(parameters.text("AddressFamily"), list.addressFamily),
  );
  const { items, counts } = page(parameters, matching, 100);
  return {
    ...counts,
    NextToken: "",
    PrefixLists: { PrefixList: items.map((list) => describe(cloud, list)) },
  };
}

function describePrefixListAttributes(call: Call): Json {
  const list = prefixListOf(call);
  const Entry = list.entries.map((entry) => ({ Cidr: entry.cidr, Description: entry.description }));
  return { ...describe(call.cloud, list), Entries: { Entry } };
}

function describe(cloud: Cloud, list: PrefixList): Json {
  const users = [...cloud.securityGroups.values()].filter(({ rules }) =>
    rules.some(({ prefixListId }) => prefixListId === list.id),
  );
  return {
    PrefixListId: list.id,
    PrefixListName: list.name,
    Description: list.description,
    AddressFamily: list.addressFamily,
    MaxEntries: list.maxEntries,
    AssociationCount: users.length,
    CreationTime: list.createdAt,
  };
}

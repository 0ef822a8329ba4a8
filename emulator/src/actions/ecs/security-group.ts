import { timeText } from "../../clock";
import type { Cloud } from "../../cloud";
import { ApiError, forbidden, invalidParameter, notFound, refused } from "../../errors";
import { parseAddress, parseCidr } from "../../ipv4";
import { canonicalIpv6 } from "../../ipv6";
import { missing, Parameters } from "../../parameters";
import type { SecurityGroup, SecurityGroupRule } from "../../state";
import {
  among,
  type Call,
  ecsTags,
  givenOnly,
  hasTags,
  type Json,
  page,
  readDescription,
  readName,
  readTags,
} from "../common";
import { find, securityGroupOf } from "../lookup";
import {
  type Actions,
  effect,
  filters,
  kept,
  keptTags,
  names,
  numberedPages,
  type ParameterTable,
  tagFilters,
} from "../declaration";

/** A description is no part of what identifies a rule, and is checked as one. */
const description = effect("is checked only", "Description", "Permissions.N.Description");

export const securityGroupActions = {
  CreateSecurityGroup: {
    run: createSecurityGroup,
    parameters: {
      ...names("VpcId"),
      ...kept("SecurityGroupName", "Description", "SecurityGroupType", "ResourceGroupId"),
      ...keptTags,
    },
  },
  DeleteSecurityGroup: { run: deleteSecurityGroup, parameters: names("SecurityGroupId") },
  ModifySecurityGroupAttribute: {
    run: modifySecurityGroupAttribute,
    parameters: { ...names("SecurityGroupId"), ...kept("SecurityGroupName", "Description") },
  },
  ModifySecurityGroupPolicy: {
    run: modifySecurityGroupPolicy,
    parameters: { ...names("SecurityGroupId"), ...kept("InnerAccessPolicy") },
  },
  AuthorizeSecurityGroup: {
    run: (call) => authorize(call, "ingress"),
    parameters: { ...names("SecurityGroupId"), ...ruleParameters("Source", kept) },
  },
  AuthorizeSecurityGroupEgress: {
    run: (call) => authorize(call, "egress"),
    parameters: { ...names("SecurityGroupId"), ...ruleParameters("Dest", kept) },
  },
  RevokeSecurityGroup: {
    run: (call) => revoke(call, "ingress"),
    parameters: {
      ...names("SecurityGroupId", "SecurityGroupRuleId.N"),
      ...ruleParameters("Source", names),
      ...description,
    },
  },
  RevokeSecurityGroupEgress: {
    run: (call) => revoke(call, "egress"),
    parameters: {
      ...names("SecurityGroupId", "SecurityGroupRuleId.N"),
      ...ruleParameters("Dest", names),
      ...description,
    },
  },
  ModifySecurityGroupRule: {
    run: (call) => modifyRule(call, "ingress"),
    parameters: {
      ...names("SecurityGroupId", "SecurityGroupRuleId"),
      ...ruleParameters("Source", names, false),
      ...kept("Description"),
    },
  },
  ModifySecurityGroupEgressRule: {
    run: (call) => modifyRule(call, "egress"),
    parameters: {
      ...names("SecurityGroupId", "SecurityGroupRuleId"),
      ...ruleParameters("Dest", names, false),
      ...kept("Description"),
    },
  },
  DescribeSecurityGroups: {
    run: describeSecurityGroups,
    parameters: {
      ...filters("SecurityGroupIds", "SecurityGroupId", "VpcId", "SecurityGroupName", "SecurityGroupType"),
      ...filters("ResourceGroupId"),
      ...tagFilters,
      ...numberedPages,
    },
  },
  DescribeSecurityGroupAttribute: {
    run: describeSecurityGroupAttribute,
    parameters: { ...names("SecurityGroupId"), ...filters("Direction", "NicType") },
  },
} satisfies Actions;

type Direction = SecurityGroupRule["direction"];
/** What identifies a rule of a group: two that are equal in all of it are the same rule. */
type RuleKey = Omit<SecurityGroupRule, "id" | "description" | "createdAt">;

/** A rule's parameters, alone, and below `Permissions.N` where a call takes several rules. */
function ruleParameters(side: "Source" | "Dest", use: typeof kept, several = true): ParameterTable {
  const peer = ["CidrIp", "GroupId", "PrefixListId"].map((what) => side + what);
  const rule = ["IpProtocol", "PortRange", "Policy", "Priority", ...peer, `Ipv6${side}CidrIp`];
  const all = (name: string) => (several ? [name, `Permissions.N.${name}`] : [name]);
  return {
    ...use(...rule.flatMap(all)),
    ...(use === kept ? kept(...all("Description")) : {}),
    ...effect("internet is refused", ...all("NicType")),
  };
}

/** The group, to change it, which a group that a service manages refuses. */
function ownGroupOf(call: Call): SecurityGroup {
  const group = securityGroupOf(call);
  if (group.serviceManaged) {
    throw forbidden(
      "InvalidOperation.ResourceManagedByCloudProduct",
      `The security group ${group.id} belongs to a service.`,
    );
  }
  return group;
}

function createSecurityGroup(call: Call): Json {
  const { parameters, cloud } = call;
  const vpcId = parameters.required("VpcId");
  if (!cloud.vpcs.has(vpcId)) throw notFound("InvalidVpcId.NotFound", "VPC", vpcId);
  const type = parameters.oneOf("SecurityGroupType", ["normal", "enterprise"]) ?? "normal";
  if (cloud.securityGroups.size >= cloud.quotas.securityGroups) {
    throw forbidden("QuotaExceed.SecurityGroup", "The maximum number of security groups is reached.");
  }
  const name = readGroupName(parameters) ?? "";
  const description = readDescription(parameters) ?? "";
  const tags = readTags(parameters);
  const group: SecurityGroup = {
    id: cloud.newId("sg"),
    name,
    description,
    tags,
    createdAt: timeText(call.now),
    vpcId,
    type,
    innerAccess: type === "normal" ? "Accept" : "Drop",
    serviceManaged: false,
    resourceGroupId: parameters.text("ResourceGroupId") ?? "",
    rules: [],
  };
  cloud.securityGroups.set(group.id, group);
  return { SecurityGroupId: group.id };
}

/** The name of a group is checked more strictly than that of other resources. */
function readGroupName(parameters: Parameters): string | undefined {
  const name = readName(parameters, "SecurityGroupName");
  if (name !== undefined && !/^(?:\p{L}[\p{L}\p{N}:_.-]{1,127})?$/u.test(name)) {
    throw refused(
      "InvalidSecurityGroupName.Malformed",
      "The name of a security group has 2 to 128 characters, the first one a letter.",
    );
  }
  return name;
}

function deleteSecurityGroup(call: Call): Json {
  const { cloud } = call;
  const group = ownGroupOf(call);
  const user = [...cloud.networkInterfaces.values()].find(({ securityGroupIds }) =>
    securityGroupIds.includes(group.id),
  );
  if (user !== undefined) {
    throw forbidden("DependencyViolation", `The security group ${group.id} is in use by ${user.id}.`);
  }
  const referring = [...cloud.securityGroups.values()].find(
    ({ id, rules }) => id !== group.id && rules.some(({ groupId }) => groupId === group.id),
  );
  if (referring !== undefined) {
    throw forbidden("DependencyViolation", `A rule of the security group ${referring.id} names ${group.id}.`);
  }
  cloud.securityGroups.delete(group.id);
  return {};
}

function modifySecurityGroupAttribute(call: Call): Json {
  const { parameters } = call;
  const group = ownGroupOf(call);
  Object.assign(
    group,
    givenOnly({ name: readGroupName(parameters), description: readDescription(parameters) }),
  );
  return {};
}

function modifySecurityGroupPolicy(call: Call): Json {
  const group = ownGroupOf(call);
  const policy = call.parameters.oneOf("InnerAccessPolicy", ["Accept", "Drop", "accept", "drop"]);
  if (policy === undefined) throw missing("InnerAccessPolicy");
  const innerAccess = policy.toLowerCase() === "accept" ? "Accept" : "Drop";
  if (group.type === "enterprise" && innerAccess === "Accept") {
    throw refused("InvalidSecurityGroupType.ValueNotSupported", "An advanced group keeps its members apart.");
  }
  group.innerAccess = innerAccess;
  return {};
}

/** Adds rules; one that is there already is left as it is. */
function authorize(call: Call, direction: Direction): Json {
  const { parameters, cloud } = call;
  const group = ownGroupOf(call);
  const rules = permissionsOf(parameters).map((permission) => ({
    key: readRule(cloud, group, permission, direction),
    description: readDescription(permission) ?? "",
  }));
  for (const { key, description } of rules) {
    if (findRule(group, key) === undefined) {
      group.rules.push({ ...key, id: cloud.newId("sgr"), description, createdAt: timeText(call.now) });
    }
  }
  return {};
}

/** Removes rules, by their identifiers or by what they say; one that is not there is no error. */
function revoke(call: Call, direction: Direction): Json {
  const { parameters, cloud } = call;
  const group = ownGroupOf(call);
  const ids = parameters.list("SecurityGroupRuleId");
  const permissions = permissionsOf(parameters);
  permissions.forEach((one) => readDescription(one));
  const doomed =
    ids.length > 0
      ? ids.map((id) => ruleById(group, id))
      : permissions.map((one) => findRule(group, readRule(cloud, group, one, direction)));
  group.rules = group.rules.filter((rule) => !doomed.includes(rule));
  return {};
}

/** Changes the rule that has an identifier, or the description of the rule that is so already. */
function modifyRule(call: Call, direction: Direction): Json {
  const { parameters, cloud } = call;
  const group = ownGroupOf(call);
  const id = parameters.text("SecurityGroupRuleId");
  const rule =
    id === undefined ? findRule(group, readRule(cloud, group, parameters, direction)) : ruleById(group, id);
  if (rule === undefined) throw notFound("SecurityGroupRule.NotFound", "security group rule of", group.id);
  const description = readDescription(parameters) ?? rule.description;
  const key = id === undefined ? {} : readRule(cloud, group, changed(parameters, rule), direction);
  Object.assign(rule, key, { description });
  return {};
}

/** A rule's parameters after a change: those of the request, and where it has none those of the rule. */
function changed(parameters: Parameters, rule: SecurityGroupRule): Parameters {
  const [side, ipv6] = sidesOf(rule.direction);
  const peer = {
    [`${side}CidrIp`]: rule.cidr,
    [ipv6]: rule.ipv6Cidr,
    [`${side}GroupId`]: rule.groupId,
    [`${side}PrefixListId`]: rule.prefixListId,
  };
  const keepsPeer = Object.keys(peer).every((name) => parameters.text(name) === undefined);
  const old = {
    IpProtocol: rule.protocol,
    PortRange: rule.portRange,
    Policy: rule.policy,
    Priority: String(rule.priority),
    ...(keepsPeer ? peer : {}),
  };
  const names = [...Object.keys(old), ...Object.keys(peer), "NicType"];
  const given = names.map((name): [string, string | undefined] => [name, parameters.text(name)]);
  return new Parameters(
    new Map([
      ...Object.entries(old),
      ...given.filter((entry): entry is [string, string] => entry[1] !== undefined),
    ]),
  );
}

function ruleById(group: SecurityGroup, id: string): SecurityGroupRule {
  const rule = group.rules.find((candidate) => candidate.id === id);
  if (rule === undefined) throw notFound("InvalidSecurityGroupRuleId.NotFound", "security group rule", id);
  return rule;
}

function findRule(group: SecurityGroup, key: RuleKey): SecurityGroupRule | undefined {
  const names = Object.keys(key) as (keyof RuleKey)[];
  return group.rules.find((rule) => names.every((name) => rule[name] === key[name]));
}

/** `Permissions.N.*`, or the same parameters without it. */
function permissionsOf(parameters: Parameters): Parameters[] {
  const permissions = parameters.structures("Permissions");
  if (permissions.length > 100)
    throw invalidParameter("Permissions", String(permissions.length), "at most 100 rules");
  if (permissions.length > 0 && parameters.text("IpProtocol") !== undefined) {
    throw refused("UnsupportedParameter", "A rule beside Permissions is not emulated.");
  }
  return permissions.length > 0 ? permissions : [parameters];
}

const protocols = ["tcp", "udp", "icmp", "icmpv6", "gre", "all"] as const;

function readRule(cloud: Cloud, group: SecurityGroup, permission: Parameters, direction: Direction): RuleKey {
  const protocol = protocols.find((name) => name === permission.required("IpProtocol").toLowerCase());
  if (protocol === undefined)
    throw invalidParameter("IpProtocol", permission.required("IpProtocol"), protocols.join(", "));
  const nicType = permission.text("NicType") ?? "intranet";
  if (nicType !== "intranet") {
    throw forbidden(
      "InvalidParamter.Conflict",
      "A security group in a VPC has rules for the NicType intranet only.",
    );
  }
  const policy = (permission.text("Policy") ?? "accept").toLowerCase();
  if (policy !== "accept" && policy !== "drop") throw invalidParameter("Policy", policy, "accept or drop");
  return {
    direction,
    protocol,
    portRange: checkedPortRange(protocol, permission.text("PortRange") ?? "-1/-1"),
    ...readPeer(cloud, group, permission, direction),
    policy,
    priority: permission.integer("Priority", 1, 100) ?? 1,
  };
}

function checkedPortRange(protocol: string, text: string): string {
  const [, first, last] = /^(-1|\d{1,5})\/(-1|\d{1,5})$/.exec(text) ?? [];
  const [from, to] = [Number(first), Number(last)];
  const valid =
    protocol === "tcp" || protocol === "udp"
      ? from >= 1 && to <= 65_535 && from <= to
      : from === -1 && to === -1;
  if (!valid) throw invalidParameter("PortRange", text, "1/65535 or a part for tcp and udp, else -1/-1");
  return text;
}

function sidesOf(direction: Direction) {
  return direction === "ingress"
    ? (["Source", "Ipv6SourceCidrIp"] as const)
    : (["Dest", "Ipv6DestCidrIp"] as const);
}

/** Who is on the other side: exactly one of a range, an IPv6 range, a group and a prefix list. */
function readPeer(cloud: Cloud, group: SecurityGroup, permission: Parameters, direction: Direction) {
  const [side, ipv6] = sidesOf(direction);
  const peer = {
    cidr: permission.text(`${side}CidrIp`) ?? "",
    ipv6Cidr: permission.text(ipv6) ?? "",
    groupId: permission.text(`${side}GroupId`) ?? "",
    prefixListId: permission.text(`${side}PrefixListId`) ?? "",
  };
  const given = Object.values(peer).filter((value) => value !== "").length;
  if (given === 0)
    throw refused(`MissingParameter.${side}`, `Either ${side}CidrIp or ${side}GroupId is mandatory.`);
  if (given > 1)
    throw refused("InvalidParam.SourceDestConflict", `Only one of the ${side} parameters can be given.`);
  if (peer.cidr !== "" && parseCidr(peer.cidr) === undefined && parseAddress(peer.cidr) === undefined) {
    throw invalidParameter(`${side}CidrIp`, peer.cidr, "an IPv4 address or a canonical IPv4 range");
  }
  const canonical = peer.ipv6Cidr === "" ? "" : canonicalIpv6(peer.ipv6Cidr);
  if (canonical === undefined) throw invalidParameter(ipv6, peer.ipv6Cidr, "an IPv6 address or range");
  if (peer.groupId !== "") checkPeerGroup(cloud, group, peer.groupId);
  if (peer.prefixListId !== "" && !cloud.prefixLists.has(peer.prefixListId)) {
    throw notFound("InvalidPrefixListId.NotFound", "prefix list", peer.prefixListId);
  }
  return { ...peer, ipv6Cidr: canonical };
}

function checkPeerGroup(cloud: Cloud, group: SecurityGroup, peerId: string): void {
  const peer = find(cloud.securityGroups, "InvalidSourceGroupId.NotFound", "security group", peerId);
  if (peer.vpcId !== group.vpcId) {
    throw refused("InvalidSourceGroup.NotFound", `The security group ${peerId} is in another VPC.`);
  }
  if (group.type === "enterprise") {
    throw new ApiError(
      400,
      "InvalidSecurityGroup.InvalidNetworkType",
      "An advanced group has no rules for groups.",
    );
  }
}

function describeSecurityGroups({ parameters, cloud }: Call): Json {
  const ids = parameters.list("SecurityGroupIds");
  const matching = [...cloud.securityGroups.values()].filter(
    (group) =>
      (ids.length === 0 || ids.includes(group.id)) &&
      among(parameters.text("SecurityGroupId"), group.id) &&
      among(parameters.text("VpcId"), group.vpcId) &&
      among(parameters.text("SecurityGroupName"), group.name) &&
      among(parameters.text("SecurityGroupType"), group.type) &&
      among(parameters.text("ResourceGroupId"), group.resourceGroupId) &&
      hasTags(parameters, group.tags),
  );
  const { items, counts } = page(parameters, matching);
  return {
    ...counts,
    SecurityGroups: {
      SecurityGroup: items.map((group) => ({
        SecurityGroupId: group.id,
        SecurityGroupName: group.name,
        SecurityGroupType: group.type,
        Description: group.description,
        VpcId: group.vpcId,
        ResourceGroupId: group.resourceGroupId,
        ServiceManaged: group.serviceManaged,
        ServiceID: 0,
        RuleCount: group.rules.length,
        EcsCount: [...cloud.instances.values()].filter(({ securityGroupIds }) =>
          securityGroupIds.includes(group.id),
        ).length,
        CreationTime: group.createdAt,
        Tags: ecsTags(group.tags),
      })),
    },
  };
}

function describeSecurityGroupAttribute(call: Call): Json {
  const { parameters, cloud } = call;
  const group = securityGroupOf(call);
  const direction = parameters.text("Direction") ?? "all";
  // The provider sends the text "<nil>" where its configuration says nothing.
  const nicType = parameters.text("NicType") ?? "intranet";
  const rules = group.rules.filter((rule) => direction === "all" || rule.direction === direction);
  return {
    RegionId: cloud.region,
    SecurityGroupId: group.id,
    SecurityGroupName: group.name,
    Description: group.description,
    VpcId: group.vpcId,
    InnerAccessPolicy: group.innerAccess,
    Permissions: { Permission: nicType === "internet" ? [] : rules.map(describeRule) },
  };
}

function describeRule(rule: SecurityGroupRule): Json {
  const inwards = rule.direction === "ingress";
  const side = (value: string, given: boolean) => (given ? value : "");
  return {
    SecurityGroupRuleId: rule.id,
    Direction: rule.direction,
    IpProtocol: rule.protocol.toUpperCase(),
    PortRange: rule.portRange,
    SourcePortRange: "",
    Policy: rule.policy === "accept" ? "Accept" : "Drop",
    Priority: String(rule.priority),
    NicType: "intranet",
    Description: rule.description,
    CreateTime: rule.createdAt,
    SourceCidrIp: side(rule.cidr, inwards),
    Ipv6SourceCidrIp: side(rule.ipv6Cidr, inwards),
    SourceGroupId: side(rule.groupId, inwards),
    SourceGroupName: "",
    SourceGroupOwnerAccount: "",
    SourcePrefixListId: side(rule.prefixListId, inwards),
    DestCidrIp: side(rule.cidr, !inwards),
    Ipv6DestCidrIp: side(rule.ipv6Cidr, !inwards),
    DestGroupId: side(rule.groupId, !inwards),
    DestGroupName: "",
    DestGroupOwnerAccount: "",
    DestPrefixListId: side(rule.prefixListId, !inwards),
  };
}

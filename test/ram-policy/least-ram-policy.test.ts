import type { JsonObject, TerraformJson } from "../../hcl/src";
import { RamPolicyError } from "../../lib/errors";
import type { LeastRamPolicyOptions } from "../../lib/ram-policy/arn";
import { leastRamPolicy } from "../../lib/ram-policy/ram-policy";
import { Template } from "../../testing/template";
import { actionsIn } from "./life-cycle";
import { exposures, preparations, synthesized } from "./stacks";

const provider = { alicloud: [{ region: "cn-hangzhou" }] };

/** A configuration with one resource, named web. */
function resource(type: string, given: JsonObject): TerraformJson {
  return { provider, resource: { [type]: { web: given } } };
}

/** Which resources a policy allows an action on. */
function resourcesFor(
  action: string,
  configuration: TerraformJson,
  options?: LeastRamPolicyOptions,
): string[] {
  return leastRamPolicy(configuration, options).Statement.flatMap(({ Action, Resource }) =>
    Action.includes(action) ? [...Resource] : [],
  );
}

describe("the least RAM policy", () => {
  it("has a statement for each step and set of resources, reading first, in the order of the procedure", () => {
    const policy = leastRamPolicy(synthesized(exposures), { accountId: "1234567890123456" });
    expect(policy).toEqual({
      Version: "1",
      Statement: expect.any(Array) as unknown,
    });
    const writing = policy.Statement.filter(
      ({ Action }) => !Action.every((action) => /:(Describe|List)/.test(action)),
    );
    const ecs = (name: string) => `acs:ecs:cn-hangzhou:1234567890123456:${name}`;
    const vpc = (name: string) => `acs:vpc:cn-hangzhou:1234567890123456:${name}`;
    const allow = (Action: string[], Resource: string[]) => ({ Effect: "Allow", Action, Resource });
    expect(writing).toEqual([
      allow(["vpc:AssociateVpcCidrBlock", "vpc:UnassociateVpcCidrBlock"], [vpc("vpc/*")]),
      allow(["vpc:CreateVSwitch"], [vpc("vpc/*"), vpc("vswitch/*")]),
      allow(
        ["vpc:DeleteVSwitch", "vpc:ModifyVSwitchAttribute", "vpc:TagResources", "vpc:UnTagResources"],
        [vpc("vswitch/*")],
      ),
      allow(["ecs:CreateNetworkInterface"], [ecs("eni/*"), ecs("securitygroup/*"), vpc("vswitch/*")]),
      allow(["ecs:DeleteNetworkInterface", "ecs:TagResources", "ecs:UntagResources"], [ecs("eni/*")]),
      allow(["ecs:ModifyNetworkInterfaceAttribute"], [ecs("eni/*"), ecs("securitygroup/*")]),
      allow(
        ["vpc:AssociateEipAddress", "vpc:ModifyEipForwardMode", "vpc:UnassociateEipAddress"],
        [vpc("eip/*")],
      ),
      allow(
        ["ecs:AttachNetworkInterface", "ecs:DetachNetworkInterface"],
        [ecs("eni/*"), ecs("instance/i-mail"), ecs("instance/i-web")],
      ),
      allow(["ecs:CreateCommand", "ecs:DeleteCommand"], [ecs("command/*")]),
      allow(["ecs:InvokeCommand"], [ecs("command/*"), ecs("instance/i-web")]),
      allow(["ecs:StopInvocation"], [ecs("instance/i-web")]),
    ]);
    expect(policy.Statement.slice(-writing.length)).toEqual(writing);
  });

  it("names an EIP by its allocation ID, and security groups and VPCs by theirs, where they are known", () => {
    const association = resource("alicloud_eip_association", { allocation_id: "eip-bp1web", mode: "NAT" });
    expect(resourcesFor("vpc:AssociateEipAddress", association)).toEqual([
      "acs:vpc:cn-hangzhou:*:eip/eip-bp1web",
    ]);
    const eni = resource("alicloud_ecs_network_interface", {
      vswitch_id: "vsw-bp1",
      security_group_ids: ["sg-bp1b", "sg-bp1a"],
    });
    expect(resourcesFor("ecs:CreateNetworkInterface", eni)).toEqual([
      "acs:ecs:cn-hangzhou:*:eni/*",
      "acs:ecs:cn-hangzhou:*:securitygroup/sg-bp1a",
      "acs:ecs:cn-hangzhou:*:securitygroup/sg-bp1b",
      "acs:vpc:cn-hangzhou:*:vswitch/vsw-bp1",
    ]);
    const withoutGroups = resource("alicloud_ecs_network_interface", { security_group_ids: [] });
    expect(resourcesFor("ecs:CreateNetworkInterface", withoutGroups)).toContain(
      "acs:ecs:cn-hangzhou:*:securitygroup/*",
    );
    const block = resource("alicloud_vpc_ipv4_cidr_block", { vpc_id: "vpc-bp1" });
    expect(resourcesFor("vpc:AssociateVpcCidrBlock", block)).toEqual(["acs:vpc:cn-hangzhou:*:vpc/vpc-bp1"]);
  });

  it("allows all of a kind where one of them is known to Terraform only", () => {
    const both = {
      provider,
      resource: {
        alicloud_eip_association: {
          known: { allocation_id: "eip-bp1web" },
          unknown: { allocation_id: '${local.found["web"].eip.allocation_id}' },
        },
      },
    };
    expect(resourcesFor("vpc:AssociateEipAddress", both)).toEqual(["acs:vpc:cn-hangzhou:*:eip/*"]);
    const block = resource("alicloud_vpc_ipv4_cidr_block", {
      vpc_id: '${local.block_vpc["203.0.113.96/28"]}',
    });
    expect(resourcesFor("vpc:AssociateVpcCidrBlock", block)).toEqual(["acs:vpc:cn-hangzhou:*:vpc/*"]);
  });

  it.each([
    ["i-web", "i-web"],
    ["i-$${web}", "i-$${web}"],
    ["${local.instance_id}", "*"],
    ["i-%{ if local.is_new }new%{ else }old%{ endif }", "*"],
  ])("takes for an ID what Terraform need not evaluate: %s", (id, name) => {
    const attachment = resource("alicloud_ecs_network_interface_attachment", { instance_id: id });
    expect(resourcesFor("ecs:AttachNetworkInterface", attachment)).toContain(
      `acs:ecs:cn-hangzhou:*:instance/${name}`,
    );
  });

  it("is the same for a lookup that is made several times, or only where something is there to look up", () => {
    const lookup = { enable_details: false, ids: ["i-web"] };
    const policyFor = (data: JsonObject) => leastRamPolicy({ provider, data: { alicloud_instances: data } });
    const once = policyFor({ all: lookup });
    const forEach = { ...lookup, for_each: "${local.batches}", ids: "${each.value}" };
    expect(policyFor({ all: forEach })).toEqual(once);
    expect(policyFor({ all: { ...lookup, count: "${length(local.instance_ids)}" } })).toEqual(once);
    expect(policyFor({ one: lookup, other: forEach })).toEqual(once);
  });

  it("names of an exposure what its row does: the instance and the allocation ID, and of the VPC and the groups no more", () => {
    const { json } = Template.ofConfiguration(
      "region: cn-hangzhou\nexposures: {web: {instance: i-bp1web, eip: eip-bp1web, vpc: vpc-bp1}}",
    );
    const configuration = json as unknown as TerraformJson;
    expect({
      attach: resourcesFor("ecs:AttachNetworkInterface", configuration),
      associate: resourcesFor("vpc:AssociateEipAddress", configuration),
      block: resourcesFor("vpc:AssociateVpcCidrBlock", configuration),
      groups: resourcesFor("ecs:ModifyNetworkInterfaceAttribute", configuration),
    }).toEqual({
      attach: ["acs:ecs:cn-hangzhou:*:eni/*", "acs:ecs:cn-hangzhou:*:instance/i-bp1web"],
      associate: ["acs:vpc:cn-hangzhou:*:eip/eip-bp1web"],
      block: ["acs:vpc:cn-hangzhou:*:vpc/*"],
      groups: ["acs:ecs:cn-hangzhou:*:eni/*", "acs:ecs:cn-hangzhou:*:securitygroup/*"],
    });
  });

  it("allows all of a kind where asked for no exact IDs", () => {
    expect(resourcesFor("ecs:AttachNetworkInterface", synthesized(exposures), { exactIds: false })).toEqual([
      "acs:ecs:cn-hangzhou:*:eni/*",
      "acs:ecs:cn-hangzhou:*:instance/*",
    ]);
  });

  it.each<[string, JsonObject, JsonObject, string[]]>([
    ["alicloud_vswitch", {}, { tags: { team: "web" } }, ["vpc:TagResources", "vpc:UnTagResources"]],
    ["alicloud_vswitch", { tags: {} }, { vswitch_name: "web" }, ["vpc:ModifyVSwitchAttribute"]],
    ["alicloud_eip_association", {}, { mode: "NAT" }, ["vpc:ModifyEipForwardMode"]],
    [
      "alicloud_ecs_network_interface",
      {},
      { tags: "${var.tags}" },
      ["ecs:TagResources", "ecs:UntagResources"],
    ],
    ["alicloud_instance", {}, { http_tokens: "required" }, ["ecs:ModifyInstanceMetadataOptions"]],
    [
      "alicloud_instance",
      { internet_max_bandwidth_out: 0 },
      { internet_max_bandwidth_out: 5 },
      ["ecs:AllocatePublicIpAddress"],
    ],
    [
      "alicloud_instance",
      {},
      { role_name: "web" },
      ["ecs:AttachInstanceRamRole", "ecs:DetachInstanceRamRole", "ram:PassRole"],
    ],
    ["alicloud_eip_address", { payment_type: "Subscription" }, {}, ["vpc:ReleaseEipAddress"]],
    [
      "alicloud_security_group_rule",
      { type: "egress" },
      { type: "${var.direction}" },
      ["ecs:AuthorizeSecurityGroup", "ecs:RevokeSecurityGroup"],
    ],
  ])("of %s has for %j less than for %j: %j", (type, less, more, difference) => {
    const [few, many] = [less, more].map((given) => actionsIn(leastRamPolicy(resource(type, given))));
    expect(many?.filter((action) => !few?.includes(action))).toEqual(difference);
    expect(few?.filter((action) => !many?.includes(action))).toEqual([]);
  });

  it("asks for less where a look-up does without details", () => {
    const lookUp = (given: JsonObject) =>
      actionsIn(leastRamPolicy({ provider, data: { alicloud_instances: { all: given } } }));
    expect(lookUp({ enable_details: false })).toEqual(["ecs:DescribeInstances"]);
    expect(lookUp({})).toEqual(["ecs:DescribeDisks", "ecs:DescribeInstanceRamRole", "ecs:DescribeInstances"]);
  });

  it("takes region and account from the provider block of each resource", () => {
    const vswitch = { vpc_id: "vpc-bp1" };
    const configuration = {
      provider: {
        alicloud: [
          { region: "cn-hangzhou", account_id: "1111" },
          { alias: "other", region: "cn-beijing" },
          { alias: "unknown", region: "${var.region}" },
        ],
      },
      resource: {
        alicloud_vpc_ipv4_cidr_block: {
          one: vswitch,
          two: { ...vswitch, provider: "alicloud.other" },
          three: { ...vswitch, provider: "alicloud.unknown" },
        },
      },
    };
    expect(resourcesFor("vpc:AssociateVpcCidrBlock", configuration)).toEqual([
      "acs:vpc:*:*:vpc/vpc-bp1",
      "acs:vpc:cn-beijing:*:vpc/vpc-bp1",
      "acs:vpc:cn-hangzhou:1111:vpc/vpc-bp1",
    ]);
  });

  it("is the same whatever the order of the resources, and for lists of blocks as for objects", () => {
    const configuration = synthesized(exposures);
    const reversed = JSON.parse(JSON.stringify(configuration), (_, value: unknown) =>
      isPlainObject(value) ? Object.fromEntries(Object.entries(value).reverse()) : value,
    ) as TerraformJson;
    const { resource: resources = {}, ...rest } = configuration;
    const asLists = {
      ...rest,
      resource: Object.entries(resources as JsonObject).map(([type, all]) => ({ [type]: [all] })),
    };
    expect(leastRamPolicy(reversed)).toEqual(leastRamPolicy(configuration));
    expect(leastRamPolicy(asLists)).toEqual(leastRamPolicy(configuration));
  });

  it("includes what a check block looks up", () => {
    const check = { reachable: { data: { alicloud_zones: { all: {} } } } };
    expect(actionsIn(leastRamPolicy({ provider, check }))).toEqual([
      "ecs:DescribeAvailableResource",
      "ecs:DescribeZones",
    ]);
  });

  it("fails when the configuration has a type that it does not know, naming it and what to do", () => {
    const configuration = resource("alicloud_nat_gateway", {});
    expect(() => leastRamPolicy(configuration)).toThrow(RamPolicyError);
    expect(() => leastRamPolicy(configuration)).toThrow(
      "resource alicloud_nat_gateway.web: the RAM actions of this type are unknown, so the policy would be incomplete; grant them in another policy and add alicloud_nat_gateway to grantedElsewhere",
    );
    expect(leastRamPolicy(configuration, { grantedElsewhere: ["alicloud_nat_gateway"] }).Statement).toEqual(
      [],
    );
  });

  it("fails when the configuration has a module, and leaves other clouds out", () => {
    expect(() => leastRamPolicy({ module: { network: { source: "./network" } } })).toThrow(
      /^module network: the resources of a module are unknown/,
    );
    expect(leastRamPolicy(resource("random_id", {})).Statement).toEqual([]);
  });

  it("knows every type of which the library makes something", () => {
    const configuration = Template.ofConfiguration(
      "region: cn-hangzhou\nexposures: {web: {instance: i-bp1web, eip: eip-bp1web}}",
    ).json as unknown as TerraformJson;
    expect(leastRamPolicy(configuration).Statement).not.toEqual([]);
    expect(leastRamPolicy(synthesized(preparations)).Statement).not.toEqual([]);
  });
});

function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

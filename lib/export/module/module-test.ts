import type { CheckName } from "../../checks";
import type { JsonObject, TerraformJson } from "../../hcl";

/** A run of the test, which is left out together with the check that it is about. */
interface Run {
  readonly name: string;
  readonly check?: CheckName;
  readonly body: JsonObject;
}

const VPC = "vpc-main";

const web = { instance_id: "i-web", eip: "203.0.113.106" };
const ftp = { instance_id: "i-ftp", eip: "203.0.113.107" };
const mail = { instance_id: "i-mail", eip: "eip-mail" };
const ranges = { block: "203.0.113.96/28", vswitch: "203.0.113.104/29" };

const instance = (id: string) => ({
  ...{ id, vpc_id: VPC, availability_zone: "cn-hangzhou-h", security_groups: ["sg-main"] },
  ...{ instance_type: "ecs.g7.large", status: "Running" },
});

const eip = (id: string, address: string, boundTo = "") => ({
  ...{ allocation_id: id, ip_address: address, instance_id: boundTo },
  instance_type: boundTo === "" ? "" : "EcsInstance",
});

const found = {
  alicloud_instances: { instances: ["i-web", "i-ftp", "i-mail"].map(instance) },
  alicloud_eip_addresses: {
    addresses: [eip("eip-web", web.eip), eip("eip-ftp", ftp.eip), eip("eip-mail", "198.51.100.126")],
  },
  alicloud_vpcs: { vpcs: [{ id: VPC, cidr_block: "10.0.0.0/8", secondary_cidr_blocks: [] }] },
  alicloud_ecs_network_interfaces: { interfaces: [] },
  alicloud_security_groups: { groups: [{ id: "sg-main", vpc_id: VPC, security_group_type: "normal" }] },
};

const assert = (condition: string, message: string) => ({
  condition: `\${${condition}}`,
  error_message: message,
});

const RUNS: readonly Run[] = [
  {
    name: "makes_the_whole_chain_in_the_smallest_ranges",
    body: {
      command: "apply",
      variables: { exposures: { web, mail } },
      assert: [
        assert('output.exposures["web"].block == "203.0.113.96/28"', "the block of web is the smallest"),
        assert('output.exposures["web"].vswitch_cidr_block == "203.0.113.104/29"', "so is its vSwitch"),
        assert('output.exposures["mail"].block == "198.51.100.0/24"', "that of an EIP known by its ID, too"),
        assert(
          'alicloud_ecs_network_interface.this["mail"].primary_ip_address == "198.51.100.126"',
          "the address of the ENI is the EIP",
        ),
        assert(
          'alicloud_eip_association.this["web"].allocation_id == "eip-web"',
          "the EIP that was found is associated",
        ),
        assert(
          'tolist(alicloud_ecs_network_interface.this["web"].security_group_ids) == tolist(["sg-main"])',
          "the ENI has the security groups of the instance",
        ),
      ],
    },
  },
  {
    name: "shares_the_ranges_that_are_given",
    body: {
      command: "plan",
      variables: { exposures: { web: { ...web, ...ranges }, ftp: { ...ftp, ...ranges } } },
      assert: [
        assert('keys(alicloud_vpc_ipv4_cidr_block.this) == ["203.0.113.96/28"]', "there is one block"),
        assert('keys(alicloud_vswitch.this) == ["203.0.113.104/29"]', "there is one vSwitch"),
        assert("length(alicloud_ecs_network_interface.this) == 2", "there are two ENIs"),
      ],
    },
  },
  {
    name: "uses_a_vswitch_that_is_there",
    body: {
      command: "plan",
      variables: { exposures: { web: { ...web, existing_vswitch: { id: "vsw-other" } } } },
      assert: [
        assert("length(alicloud_vpc_ipv4_cidr_block.this) == 0", "no block is made"),
        assert('alicloud_ecs_network_interface.this["web"].vswitch_id == "vsw-other"', "the ENI is in it"),
      ],
    },
  },
  {
    name: "refuses_an_address_with_a_leading_zero",
    body: {
      command: "plan",
      variables: { exposures: { web: { ...web, eip: "203.0.113.010" } } },
      expect_failures: ["var.exposures"],
    },
  },
  {
    name: "refuses_a_range_that_is_not_canonical",
    body: {
      command: "plan",
      variables: { exposures: { web: { ...web, block: "203.0.113.106/28" } } },
      expect_failures: ["var.exposures"],
    },
  },
  {
    name: "refuses_two_exposures_whose_own_blocks_overlap",
    check: "block-overlap",
    body: {
      command: "plan",
      variables: { exposures: { web, ftp } },
      expect_failures: ["alicloud_vpc_ipv4_cidr_block.this"],
    },
  },
  {
    name: "refuses_a_block_that_overlaps_a_range_of_the_vpc",
    check: "block-overlap",
    body: {
      command: "plan",
      variables: { exposures: { web } },
      override_data: [
        {
          target: "data.alicloud_vpcs.vpc",
          values: {
            vpcs: [{ id: VPC, cidr_block: "10.0.0.0/8", secondary_cidr_blocks: ["203.0.113.0/24"] }],
          },
        },
      ],
      expect_failures: ["alicloud_vpc_ipv4_cidr_block.this"],
    },
  },
  {
    name: "refuses_more_blocks_than_the_vpc_may_have",
    check: "block-quota",
    body: {
      command: "plan",
      variables: { exposures: { web, mail }, blocks_per_vpc: 1 },
      expect_failures: ["alicloud_vpc_ipv4_cidr_block.this"],
    },
  },
  {
    name: "refuses_an_instance_that_is_not_there",
    check: "instance-found",
    body: {
      command: "plan",
      variables: { exposures: { web: { ...web, instance_id: "i-none" } } },
      expect_failures: ["alicloud_ecs_network_interface.this"],
    },
  },
  {
    name: "refuses_an_eip_that_is_bound_elsewhere",
    check: "eip-unbound",
    body: {
      command: "plan",
      variables: { exposures: { web } },
      override_data: [
        {
          target: "data.alicloud_eip_addresses.by_address",
          values: { addresses: [eip("eip-web", web.eip, "i-other")] },
        },
      ],
      expect_failures: ["alicloud_ecs_network_interface.this"],
    },
  },
];

/**
 * The test of the module: `terraform test` runs it with a mocked provider, in no account.
 *
 * @param skipChecks - checks that the module leaves out
 */
export function moduleTest(skipChecks: readonly CheckName[]): TerraformJson {
  const runs = RUNS.filter(({ check }) => check === undefined || !skipChecks.includes(check));
  return {
    "//": "What is looked up is made up here, whatever is asked for: this needs no account. Run it by terraform test.",
    mock_provider: {
      alicloud: {
        mock_data: Object.fromEntries(Object.entries(found).map(([type, defaults]) => [type, { defaults }])),
      },
    },
    run: runs.map(({ name, body }) => ({ [name]: body })),
  };
}

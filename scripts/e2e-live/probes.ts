/** Resources beside the stack that are created, to see whether the cloud creates them, and removed again. */
export interface Probe {
  /** The number of the check in docs/reference/live-checks.md. */
  readonly number: number;
  readonly assumption: string;
  /** Assumption about what happens to each resource. `undefined` where nobody knows: the answer is written down. */
  readonly expected?: "created" | "refused";
  /** The code of the error that is assumed. @default - any */
  readonly code?: string;
  /** By type and name, as in Terraform's JSON. */
  readonly resource: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

const VPC = "${alicloud_vpc.network.id}";
const VSWITCH = "alicloud_vswitch.web";
const GROUPS = ["${alicloud_security_group.network.id}"];
/** Resources that a probe waits for, so that nothing of the stack is created after it. */
const AFTER = { depends_on: ["alicloud_ecs_network_interface_attachment.web"] };

const networkInterface = (address: string) => ({
  vswitch_id: `\${${VSWITCH}.id}`,
  primary_ip_address: address,
  security_group_ids: GROUPS,
  ...AFTER,
});
const inVSwitch = (host: number) => `\${cidrhost(${VSWITCH}.cidr_block, ${host})}`;
const block = (range: string) => ({ vpc_id: VPC, secondary_cidr_block: range, ...AFTER });

/** Lets Cloud Assistant run a script in the instance, which fails unless something is so. */
function script(text: string): Probe["resource"] {
  const content = `${TOKEN}\n${text}`;
  return {
    alicloud_ecs_command: {
      probe: {
        name: "e2e-live-probe",
        type: "RunShellScript",
        command_content: `\${base64encode(${JSON.stringify(content).replaceAll('\\"', '\\"')})}`,
      },
    },
    alicloud_ecs_invocation: {
      probe: {
        command_id: "${alicloud_ecs_command.probe.id}",
        instance_id: ["${alicloud_instance.instance.id}"],
        timeouts: { create: "5m" },
        depends_on: ["alicloud_ecs_invocation.guest"],
      },
    },
  };
}

/** Asks the metadata service as it has to be asked. */
const TOKEN = `set -eu
metadata=http://100.100.100.200/latest
token=$(curl -sf -X PUT -H 'X-aliyun-ecs-metadata-token-ttl-seconds: 60' $metadata/api/token)
ask() { curl -sf -H "X-aliyun-ecs-metadata-token: $token" "$metadata/meta-data/$1"; }`;

/** The address that a probe gives the stack's ENI as a secondary one. */
const ADDED = `\${[for host in [1, 2] : cidrhost(${VSWITCH}.cidr_block, host) if cidrhost(${VSWITCH}.cidr_block, host) != alicloud_eip_address.eip.ip_address][0]}`;

/** Resources that are created while the stack's ENI, which is attached, has a secondary address more. */
export const ADDRESS_ADDED: Probe & { readonly override: Probe["resource"] } = {
  number: 20,
  assumption: "an attached ENI takes a secondary address while its instance runs, and the metadata has it",
  expected: "created",
  override: { alicloud_ecs_network_interface: { web: { private_ip_addresses: [ADDED] } } },
  resource: script(`ask network/interfaces/macs/\${alicloud_ecs_network_interface.web.mac}/private-ipv4s |
  grep -qF ${ADDED}`),
};

const PRIMARY_VSWITCH = "alicloud_vswitch.network";
/** An address of the instance's vSwitch that nothing else has: new ones come from its beginning. */
const reserve = (host: number) => `\${cidrhost(${PRIMARY_VSWITCH}.cidr_block, ${host})}`;
const probeEip = { bandwidth: "1", internet_charge_type: "PayByTraffic", address_name: "e2e-live-probe" };
const probeAssociation = (index: number, address: string) => ({
  ...{ allocation_id: `\${alicloud_eip_address.probe[${index}].id}`, private_ip_address: address },
  ...{ instance_id: "${alicloud_ecs_network_interface.probe.id}", instance_type: "NetworkInterface" },
});

/** An ENI with two EIPs and a secondary address, which is one that an EIP is associated with or another one. */
export const severalEips = (secondary: "associated" | "other"): Probe["resource"] => ({
  alicloud_eip_address: { probe: { count: 2, ...probeEip, ...AFTER } },
  alicloud_ecs_network_interface: {
    probe: {
      ...{ vswitch_id: `\${${PRIMARY_VSWITCH}.id}`, security_group_ids: GROUPS, ...AFTER },
      ...{ primary_ip_address: reserve(100) },
      private_ip_addresses: [reserve(secondary === "associated" ? 101 : 102)],
    },
  },
  alicloud_eip_association: {
    probe_primary: probeAssociation(0, reserve(100)),
    probe_secondary: probeAssociation(1, reserve(101)),
  },
});

/** In the order in which they are created. */
export const PROBES: readonly Probe[] = [
  {
    number: 4,
    assumption: "the gateway of a vSwitch is its third address from the end",
    expected: "created",
    resource: script(
      `test "$(ask network/interfaces/macs/\${alicloud_ecs_network_interface.web.mac}/gateway)" = ${inVSwitch(-3)}`,
    ),
  },
  {
    number: 5,
    assumption: "metadata and DNS, in 100.64.0.0/10, stay on the primary NIC",
    expected: "created",
    resource: script(
      `device=$(ip -o route get 100.100.100.200 | sed -n 's/.* dev \\([^ ]*\\).*/\\1/p')
test "$(cat /sys/class/net/$device/address)" = "$(ask mac)"`,
    ),
  },
  {
    number: 8,
    assumption: "the first address and the last three of a vSwitch are reserved",
    expected: "refused",
    resource: {
      alicloud_ecs_network_interface: {
        probe_first: networkInterface(inVSwitch(0)),
        probe_third_last: networkInterface(inVSwitch(-3)),
        probe_second_last: networkInterface(inVSwitch(-2)),
        probe_last: networkInterface(inVSwitch(-1)),
      },
    },
  },
  {
    number: 9,
    assumption: "may a block be larger than a /16?",
    resource: { alicloud_vpc_ipv4_cidr_block: { probe: block("172.16.0.0/15") } },
  },
  {
    number: 10,
    assumption: "a block is a /28 at least",
    expected: "refused",
    resource: { alicloud_vpc_ipv4_cidr_block: { probe: block("192.168.0.0/29") } },
  },
  {
    number: 11,
    assumption: "may a block overlap a user CIDR of the VPC?",
    resource: {
      alicloud_vpc: {
        probe: {
          vpc_name: "e2e-live-probe",
          cidr_block: "172.16.0.0/12",
          user_cidrs: ["192.168.0.0/24"],
          ...AFTER,
        },
      },
      alicloud_vpc_ipv4_cidr_block: {
        probe: { vpc_id: "${alicloud_vpc.probe.id}", secondary_cidr_block: "192.168.0.0/28" },
      },
    },
  },
  {
    number: 12,
    assumption: "a block that the VPC has already",
    expected: "refused",
    code: "Duplicated.SecondaryCidrBlock",
    resource: {
      alicloud_vpc_ipv4_cidr_block: {
        probe: block("${alicloud_vpc_ipv4_cidr_block.web.secondary_cidr_block}"),
      },
    },
  },
  {
    number: 13,
    assumption: "a vSwitch whose range is taken",
    expected: "refused",
    code: "InvalidCidrBlock.Overlapped",
    resource: {
      alicloud_vswitch: {
        probe: {
          vpc_id: VPC,
          zone_id: `\${${VSWITCH}.zone_id}`,
          cidr_block: `\${${VSWITCH}.cidr_block}`,
          ...AFTER,
        },
      },
    },
  },
  {
    number: 14,
    assumption: "an ENI whose address is taken",
    expected: "refused",
    code: "InvalidIp.IpAssigned",
    resource: {
      alicloud_ecs_network_interface: {
        probe: networkInterface("${alicloud_ecs_network_interface.web.primary_ip_address}"),
      },
    },
  },
  {
    number: 16,
    assumption: "private-ipv4s in the metadata has the primary address of a NIC",
    expected: "created",
    resource: script(`ask network/interfaces/macs/\${alicloud_ecs_network_interface.web.mac}/private-ipv4s |
  grep -qF \${alicloud_ecs_network_interface.web.primary_ip_address}`),
  },
  {
    number: 17,
    assumption: "may an ENI have more than ten secondary addresses while it is not attached?",
    resource: {
      alicloud_ecs_network_interface: {
        probe: {
          ...{ vswitch_id: `\${${PRIMARY_VSWITCH}.id}`, security_group_ids: GROUPS, ...AFTER },
          secondary_private_ip_address_count: 11,
        },
      },
    },
  },
];

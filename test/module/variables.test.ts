import { describeWithTerraform, type TestReport, useTerraform } from "../../testing/terraform";
import { moduleFile, moduleFiles } from "./module-files";

const WEB = { instance_id: "i-web", eip: "203.0.113.106" };
const FTP = { instance_id: "i-ftp", eip: "203.0.113.107" };
const MAIL = { instance_id: "i-mail", eip: "198.51.100.7" };
const INSTANCE = { id: "i-new", vpc_id: "vpc-a", zone_id: "cn-hangzhou-h", security_group_ids: ["sg-a"] };

const web = (exposure: object) => ({ exposures: { web: exposure } });

const notPublic = (eip: string) =>
  `${eip}: eip is a public address, not a private or reserved one; write the EIP, not the private address of the instance.`;

/** Inputs that are refused, and what is said of them. */
const REFUSED: readonly (readonly [inputs: object, message: string])[] = [
  [
    { exposures: { web_1: WEB, Ftp: FTP, ["a".repeat(41)]: MAIL } },
    `Ftp, ${"a".repeat(41)}, web_1: invalid key of an exposure; use 1 to 40 lower-case letters, digits and hyphens, starting with a letter.`,
  ],
  [
    { exposures: { web: { eip: WEB.eip }, ftp: { ...FTP, instance: INSTANCE }, mail: MAIL } },
    "Exposures ftp, web: set one of instance_id, instance (the same apply creates it) and nic_of (the EIP goes on the NIC of another exposure).",
  ],
  [
    { exposures: { web: WEB, ftp: { nic_of: "sip", eip: FTP.eip }, sip: { nic_of: "web", eip: MAIL.eip } } },
    "Exposures ftp: nic_of is the key of an exposure that has a NIC of its own, with an instance.",
  ],
  [
    { exposures: { web: WEB, ftp: { nic_of: "web", eip: FTP.eip, security_group_ids: ["sg-a"] } } },
    "nic_of excludes block, vswitch, existing_block, vswitch_id, created_vswitch, network_interface_id, security groups, vpc_id and zone_id, which the other exposure has; remove these.",
  ],
  [web({ ...WEB, instance_id: "web" }), "web: instance_id is the ID of an ECS instance, i-…."],
  [
    {
      exposures: {
        ftp: { instance_id: "i-ftp" },
        web: { ...WEB, new_eip: { bandwidth: 5 } },
        mail: { ...MAIL, created_eip: { allocation_id: "eip-a", ip_address: "203.0.113.1" } },
      },
    },
    "Exposures ftp, mail, web: set one of eip, new_eip (the module creates it) and created_eip (the same apply creates it).",
  ],
  ...["203.0.113.010", "203.0.113.1/32", "203.0.113", "eni-web", "2001:db8::1"].map(
    (eip) =>
      [
        web({ ...WEB, eip }),
        `${eip}: eip is an address such as 203.0.113.106, without leading zeros, or an allocation ID, eip-….`,
      ] as const,
  ),
  ...["0.1.2.3", "10.0.0.5", "100.64.0.1", "127.0.0.1", "169.254.0.1", "172.16.0.1", "172.31.255.255"].map(
    (eip) => [web({ ...WEB, eip }), notPublic(eip)] as const,
  ),
  ...["192.0.0.9", "192.168.1.10", "198.19.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"].map(
    (eip) => [web({ ...WEB, eip }), notPublic(eip)] as const,
  ),
  [{ exposures: { web: WEB, ftp: { ...FTP, eip: "10.0.0.5" }, mail: MAIL } }, notPublic("10.0.0.5")],
  [
    { exposures: { web: WEB, ftp: { ...FTP, eip: WEB.eip } } },
    "Several exposures have the same EIP; use a separate EIP for each.",
  ],
  ...[0, 201, 2.5].map(
    (bandwidth) =>
      [
        web({ instance_id: "i-web", new_eip: { bandwidth } }),
        "Exposures web: the bandwidth of new_eip is an integer from 1 to 200, in Mbit/s.",
      ] as const,
  ),
  [
    web({ instance_id: "i-web", new_eip: { bandwidth: 5, isp: "ChinaNet" } }),
    "The isp of new_eip is BGP or BGP_PRO.",
  ],
  [
    web({ instance_id: "i-web", new_eip: { bandwidth: 5, internet_charge_type: "Free" } }),
    "The internet_charge_type of new_eip is PayByTraffic or PayByBandwidth.",
  ],
  [
    {
      exposures: {
        web: { ...WEB, block: "203.0.113.96/28", vswitch_id: "vsw-a" },
        ftp: { ...FTP, vswitch_id: "vsw-a", network_interface_id: "eni-a" },
      },
    },
    "Exposures ftp, web: set at most one of block, vswitch_id, created_vswitch and network_interface_id; a vSwitch has its block, and an ENI its vSwitch.",
  ],
  ...[{ block: "203.0.113.96/28" }, { vswitch_id: "vsw-a" }].map(
    (place) =>
      [
        web({ instance_id: "i-web", new_eip: { bandwidth: 5 }, ...place }),
        "new_eip excludes block, vswitch_id, created_vswitch and network_interface_id, since Alibaba Cloud chooses the address; remove these.",
      ] as const,
  ),
  [
    { exposures: { web: { ...WEB, vswitch: "203.0.113.104/29" }, ftp: { ...FTP, existing_block: true } } },
    "Exposures ftp, web: vswitch and existing_block require block.",
  ],
  ...["203.0.113.106/28", "203.0.113.96", "203.0.113.096/28", "all"].map(
    (block) =>
      [
        web({ ...WEB, block }),
        `${block}: block and vswitch are network addresses with a prefix length, such as 203.0.113.96/28.`,
      ] as const,
  ),
  [
    {
      exposures: {
        web: { ...WEB, block: "203.0.113.96/28", vswitch: "203.0.113.104/29" },
        ftp: { ...FTP, block: "203.0.113.0/24", vswitch: "203.0.113.104/29" },
      },
    },
    "Exposures with the same vswitch have different blocks; set the same block.",
  ],
  [
    {
      exposures: {
        web: { ...WEB, block: "203.0.113.96/28", existing_block: true },
        ftp: { ...FTP, block: "203.0.113.96/28" },
      },
    },
    "Exposures with the same block have different values of existing_block; set the same value.",
  ],
  [web({ ...WEB, vswitch_id: "203.0.113.96/28" }), "vswitch_id is the ID of a vSwitch, vsw-…."],
  [web({ ...WEB, network_interface_id: "eth1" }), "network_interface_id is the ID of an ENI, eni-…."],
  [
    web({ ...WEB, network_interface_id: "eni-a", security_group_ids: ["sg-a"] }),
    "network_interface_id requires eip, the primary address of the ENI, and excludes security groups, since the ENI has its own; correct these.",
  ],
  ...[
    { security_group_ids: [] },
    { security_group_ids: ["sg-a", "sg-b", "sg-c", "sg-d"], created_security_group_ids: ["sg-e", "sg-f"] },
  ].map(
    (groups) =>
      [
        web({ ...WEB, ...groups }),
        "security_group_ids and created_security_group_ids together are one to five groups; without both, the ENI gets those of the instance.",
      ] as const,
  ),
  [web({ ...WEB, security_group_ids: ["web"] }), "security_group_ids are the IDs of security groups, sg-…."],
  [web({ ...WEB, vpc_id: "main" }), "vpc_id is the ID of a VPC, vpc-…."],
  [web({ ...WEB, zone_id: "h" }), "zone_id is the ID of a zone, such as cn-hangzhou-h."],
  ...["1web", "web team", "a".repeat(41), ""].map(
    (name_prefix) =>
      [
        { ...web(WEB), name_prefix },
        "name_prefix is 1 to 40 letters, digits, hyphens and underscores, starting with a letter.",
      ] as const,
  ),
  ...[{ "acs:team": "a" }, { team: "https://a" }, { " team": "a" }, { team: "a".repeat(129) }].map(
    (tags) =>
      [
        { ...web(WEB), tags },
        "tags takes at most 20 tags, with keys of 1 to 128 characters without space at either end and values of at most 128; keys do not start with aliyun, and neither starts with acs: or contains http:// or https://.",
      ] as const,
  ),
  ...[0, 1.5].map(
    (blocks_per_vpc) =>
      [{ ...web(WEB), blocks_per_vpc }, "blocks_per_vpc is an integer of at least 1."] as const,
  ),
  [
    { ...web(WEB), skip_checks: ["eni-quotas"] },
    "skip_checks takes names of checks from the README, such as eni-quota.",
  ],
];

describeWithTerraform("the inputs of the module", () => {
  const terraform = useTerraform();
  let report: TestReport;

  beforeAll(async () => {
    const workspace = await terraform.workspace({}, moduleFiles());
    const files = REFUSED.map(([variables], i) => [
      `tests/case-${i}.tftest.json`,
      { mock_provider: { alicloud: {} }, run: { inputs: { command: "plan", variables } } },
    ]);
    report = await workspace.test(Object.fromEntries(files) as Record<string, object>);
  });

  test("are all tried here: a bad value for each validation", () => {
    const rules = Object.values(report).flatMap(({ inputs }) =>
      (inputs?.diagnostics ?? []).map(({ detail }) => /validation rule at (\S+)/.exec(detail)?.[1]),
    );
    const validations = moduleFile("variables.tf").match(/^ {2}validation \{$/gm) ?? [];
    expect(new Set(rules).size).toBe(validations.length);
  });

  test.each(REFUSED.map(([inputs, message], i) => [JSON.stringify(inputs), message, i] as const))(
    "%s are refused: %s",
    (_, message, i) => {
      const { status, diagnostics = [] } = report[`tests/case-${i}.tftest.json`]?.inputs ?? {};
      const said = diagnostics.map(({ detail }) => detail.replace(/\n\nThis was checked by[\s\S]*/, ""));
      expect({ status, said }).toEqual({ status: "error", said: [message] });
    },
  );
});

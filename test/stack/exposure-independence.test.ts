import { Eip, ExposedEip, Instance } from "../../lib";
import { cloud, EIP, type Existing, INSTANCE, VPC } from "../../testing/cloud";
import { Template } from "../../testing/template";
import { describeWithTerraform, useTerraform } from "../../testing/terraform";
import { eipNotFound, instanceNotFound } from "../exposure-table/checks/messages";
import { type Complaint, plans } from "../exposure-table/checks/plans";

const instance = (name: string, changes: object = {}) => ({
  ...{ ...INSTANCE, id: `i-bp1${name}`, instance_type: "ecs.c6.large", status: "Running" },
  ...changes,
});

const eip = (name: string, ip_address: string, changes: object = {}) => ({
  ...{ ...EIP, allocation_id: `eip-bp1${name}`, ip_address },
  ...changes,
});

const GROUP = { id: "sg-bp1a", vpc_id: VPC.id, security_group_type: "normal" };

const BOUND = { instance_id: "i-bp1other", instance_type: "EcsInstance" };
const bound = (name: string) =>
  `The EIP ${name} is bound to i-bp1other (EcsInstance). Unbind it there first, or choose another EIP.`;

const containing = (text: string) => expect.stringContaining(text) as string;

const networkInterface = (key: string, ...problems: readonly string[]): Complaint => [
  `alicloud_ecs_network_interface.${key}`,
  ...problems,
];

/** What is there of some things by name, each as it should be unless it is given, or absent where that is undefined. */
function others(
  all: Readonly<Record<string, object>>,
  changed: Readonly<Record<string, object | undefined>>,
) {
  return Object.values({ ...all, ...changed }).flatMap((thing): Readonly<Record<string, unknown>>[] =>
    thing === undefined ? [] : [{ ...thing }],
  );
}

describeWithTerraform("a fleet in which one exposure is wrong", () => {
  const terraform = useTerraform();

  const INSTANCES = Object.fromEntries(
    ["web", "mail", "ftp", "dns", "sip"].map((name) => [name, instance(name)]),
  );
  const EIPS = {
    web: eip("web", "203.0.113.106"),
    mail: eip("mail", "203.0.113.107"),
    ftp: eip("ftp", "192.0.2.20"),
    dns: eip("dns", "198.51.100.7"),
    sip: eip("sip", "198.51.100.70"),
  };
  const TYPES = [
    { id: "ecs.c6.large", eni_quantity: 3 },
    { id: "ecs.small", eni_quantity: 1 },
  ];
  const VSWITCH = {
    id: "vsw-bp1a",
    cidr_block: "198.51.100.64/26",
    zone_id: "cn-hangzhou-h",
    vpc_id: VPC.id,
  };

  /** A cloud in which all is as it should be, but for these. */
  const but = (
    instances: Readonly<Record<string, object | undefined>>,
    eips: Readonly<Record<string, object | undefined>> = {},
    rest: Existing = {},
  ) =>
    cloud({
      ...{ instanceTypes: TYPES, vswitches: [VSWITCH], securityGroups: [GROUP] },
      ...{ instances: others(INSTANCES, instances), eips: others(EIPS, eips) },
      ...rest,
    });

  plans(
    terraform,
    () =>
      Template.ofConfiguration(`
        region: cn-hangzhou
        exposures:
          web: {instance: i-bp1web, eip: 203.0.113.106}
          mail: {instance: i-bp1mail, eip: 203.0.113.107}
          ftp: {instance: i-bp1ftp, eip: eip-bp1ftp}
          dns: {instance: i-bp1dns, eip: 198.51.100.7, securityGroups: [sg-bp1a]}
          sip: {instance: i-bp1sip, eip: 198.51.100.70, vswitch: vsw-bp1a}`),
    {
      "complains of nothing where all are right": {
        cloud: but({}),
      },
      "complains of the one whose instance is missing, though it shares block and vSwitch": {
        cloud: but({ web: undefined }),
        complaints: [networkInterface("web", instanceNotFound("i-bp1web"))],
      },
      "complains of the one whose EIP is missing, with which its block is": {
        cloud: but({}, { ftp: undefined }),
        complaints: [networkInterface("ftp", eipNotFound("eip-bp1ftp"))],
      },
      "complains of the one whose EIP is bound": {
        cloud: but({}, { mail: eip("mail", "203.0.113.107", BOUND) }),
        complaints: [networkInterface("mail", bound("203.0.113.107"))],
      },
      "complains of the one whose instance has no place": {
        cloud: but({ sip: instance("sip", { instance_type: "ecs.small" }) }),
        complaints: [
          networkInterface("sip", containing("has 1 of 1 network interfaces (type ecs.small), and needs 1")),
        ],
      },
      "complains of the one whose vSwitch is missing": {
        cloud: but({}, {}, { vswitches: [] }),
        complaints: [networkInterface("sip", containing("The vSwitch vsw-bp1a was not found"))],
      },
      "complains of each of two, and of nothing else": {
        cloud: but({ mail: undefined }, { dns: eip("dns", "198.51.100.7", BOUND) }),
        complaints: [
          networkInterface("dns", bound("198.51.100.7")),
          networkInterface("mail", instanceNotFound("i-bp1mail")),
        ],
      },
      "complains of one for all that is wrong of it": {
        cloud: but(
          { ftp: instance("ftp", { instance_type: "ecs.small" }) },
          { ftp: eip("ftp", "192.0.2.20", BOUND) },
        ),
        complaints: [
          networkInterface("ftp", bound("eip-bp1ftp"), containing("has 1 of 1 network interfaces")),
        ],
      },
    },
  );
});

describeWithTerraform("a fleet with a new EIP and a new instance, of which much is unknown,", () => {
  const terraform = useTerraform();

  const GATEWAY = { id: "ipv4gw-bp1a", vpc_id: VPC.id, enabled: true };
  const INSTANCES = Object.fromEntries(["web", "ftp", "old", "new"].map((name) => [name, instance(name)]));
  const EIPS = {
    web: eip("web", "203.0.113.106"),
    ftp: eip("ftp", "192.0.2.20"),
    old: eip("old", "198.51.100.7"),
    app: eip("app", "203.0.113.40"),
  };
  const TYPES = [
    { id: "ecs.c6.large", eni_quantity: 3 },
    { id: "ecs.small", eni_quantity: 1 },
    { id: "ecs.g7.large", eni_quantity: 3 },
  ];
  const BLOCKS = ["198.51.100.0/28"];

  const but = (
    instances: Readonly<Record<string, object | undefined>>,
    eips: Readonly<Record<string, object | undefined>> = {},
    rest: Existing = {},
  ) =>
    cloud({
      ...{ instanceTypes: TYPES, vpcs: [{ ...VPC, secondary_cidr_blocks: BLOCKS }] },
      securityGroups: [GROUP],
      ...{ instances: others(INSTANCES, instances), eips: others(EIPS, eips) },
      ...rest,
    });
  const block = (name: string, ...problems: readonly string[]): Complaint => [
    `alicloud_vpc_ipv4_cidr_block.${name}`,
    ...problems,
  ];
  const withBlocks = (...secondary_cidr_blocks: readonly string[]) =>
    but({}, {}, { vpcs: [{ ...VPC, secondary_cidr_blocks }] });

  plans(
    terraform,
    () =>
      Template.ofConfiguration(`
        region: cn-hangzhou
        preparations:
          zone: cn-hangzhou-h
          vpc: vpc-bp1a
          vswitch: vsw-bp1own
          securityGroup: sg-bp1a
          instances: {app: {type: ecs.g7.large, image: aliyun_3_x64_20G_alibase_20260101.vhd}}
        guest: cloud-assistant
        exposures:
          new: {instance: i-bp1new, eip: {create: {bandwidth: 5}}}
          app: {instance: {prepared: app}, eip: 203.0.113.40}
          web: {instance: i-bp1web, eip: 203.0.113.106}
          ftp: {instance: i-bp1ftp, eip: eip-bp1ftp}
          old: {instance: i-bp1old, eip: 198.51.100.7, block: {existing: 198.51.100.0/28}}`),
    {
      "can be planned when all is right": { cloud: but({}) },
      // Of the exposure beside the new ones, all is known.
      "fails at plan when the instance of another is missing": {
        cloud: but({ web: undefined }),
        complaints: [networkInterface("web", instanceNotFound("i-bp1web"))],
      },
      "fails at plan when the EIP of another is missing": {
        cloud: but({}, { ftp: undefined }),
        complaints: [networkInterface("ftp", eipNotFound("eip-bp1ftp"))],
      },
      "fails at plan when the EIP of another is bound": {
        cloud: but({}, { old: eip("old", "198.51.100.7", BOUND) }),
        complaints: [networkInterface("old", bound("198.51.100.7"))],
      },
      "fails at plan when the instance of another has no place": {
        cloud: but({ web: instance("web", { instance_type: "ecs.small" }) }),
        complaints: [networkInterface("web", containing("has 1 of 1 network interfaces"))],
      },
      "fails at plan when the instance of another takes no ENI while it runs": {
        cloud: but({ web: instance("web", { instance_type: "ecs.n4.small" }) }),
        complaints: [networkInterface("web", containing("only while it is Stopped"))],
      },
      "fails at plan when the instance of another is stopped": {
        cloud: but({ web: instance("web", { status: "Stopped" }) }),
        complaints: [networkInterface("web", containing("runs the guest script only while it is Running"))],
      },
      "fails at plan when the security groups of another let nothing out": {
        cloud: but({}, {}, { securityGroups: [{ ...GROUP, security_group_type: "enterprise" }] }),
        complaints: ["app", "ftp", "new", "old", "web"].map((key) =>
          networkInterface(key, containing("allow no outbound traffic")),
        ),
      },
      "fails at plan when the block of another is not there": {
        cloud: withBlocks(),
        complaints: [["alicloud_vswitch.cidr-198-51-100-0-28", containing("it has none")]],
      },
      "fails at plan when a planned block overlaps one of the VPC, before which no other is added": {
        cloud: withBlocks(...BLOCKS, "203.0.113.32/27"),
        complaints: [block("vpc-bp1a_cidr-203-0-113-32-28", containing("overlaps 203.0.113.32/27"))],
      },
      "fails at plan when a derived block overlaps one of the VPC": {
        cloud: withBlocks(...BLOCKS, "192.0.2.0/24"),
        complaints: [block("ftp", containing("overlaps 192.0.2.0/24"))],
      },
      "fails at plan when a derived block is the same as a planned one": {
        cloud: but({}, { ftp: eip("ftp", "203.0.113.105") }),
        complaints: [
          block("ftp", containing("overlaps 203.0.113.96/28, which this configuration adds to the same VPC")),
        ],
      },
      "fails at plan when blocks whose ranges are known are too many": {
        cloud: withBlocks(...BLOCKS, "10.1.0.0/16", "10.2.0.0/16"),
        complaints: [
          block(
            "vpc-bp1a_cidr-203-0-113-32-28",
            containing("The VPC vpc-bp1a would have 6 secondary CIDR blocks"),
          ),
        ],
      },
      "fails at plan when the VPC leads nowhere": {
        cloud: but(
          {},
          {},
          {
            ipv4Gateways: [GATEWAY],
            routeTables: [{ route_table_id: "vtb-bp1a", route_table_type: "System" }],
          },
        ),
        complaints: [block("vpc-bp1a_cidr-203-0-113-32-28", containing("activated IPv4 gateway"))],
      },
      // Of the new ones, what is known is checked at plan, too.
      "fails at plan when the instance of the new EIP is missing": {
        cloud: but({ new: undefined }),
        complaints: [networkInterface("new", instanceNotFound("i-bp1new"))],
      },
      "fails at plan when the EIP for the new instance is bound": {
        cloud: but({}, { app: eip("app", "203.0.113.40", BOUND) }),
        complaints: [networkInterface("app", bound("203.0.113.40"))],
      },
      "fails at plan when the type of the new instance allows no secondary ENI": {
        cloud: but(
          {},
          {},
          {
            instanceTypes: TYPES.map((type) => ({
              ...type,
              eni_quantity: type.id === "ecs.g7.large" ? 1 : 3,
            })),
          },
        ),
        complaints: [networkInterface("app", containing("The instance app takes 1 network interfaces"))],
      },
    },
  );
});

describeWithTerraform("exposures of a program, the last of which has a new EIP on the same instance,", () => {
  const terraform = useTerraform();
  plans(
    terraform,
    () =>
      Template.ofLibrary((stack) => {
        const server = Instance.fromInstanceId(stack, "instance", "i-bp1web");
        new ExposedEip(stack, "web", {
          instance: server,
          eip: Eip.fromIpAddress(stack, "eip", "203.0.113.106"),
        });
        new ExposedEip(stack, "ftp", {
          instance: server,
          eip: Eip.fromAllocationId(stack, "ftp-eip", "eip-bp1ftp"),
        });
        new ExposedEip(stack, "new", {
          instance: server,
          eip: new Eip(stack, "new-eip", { bandwidth: 5, eipName: "new" }),
        });
      }),
    {
      "fail at plan for each of the others": {
        cloud: cloud({
          instances: [instance("web")],
          eips: [eip("web", "203.0.113.106", BOUND), eip("ftp", "192.0.2.20", BOUND)],
          instanceTypes: [{ id: "ecs.c6.large", eni_quantity: 5 }],
          // It might be that of the new EIP.
          networkInterfaces: [
            { id: "eni-bp1a", type: "Secondary", primary_ip_address: "10.0.0.7", instance_id: "i-bp1web" },
          ],
        }),
        complaints: [
          ["alicloud_ecs_network_interface.ftp_NetworkInterface", bound("eip-bp1ftp")],
          ["alicloud_ecs_network_interface.web_NetworkInterface", bound("203.0.113.106")],
        ],
      },
      "fail at plan for a block whose range is known": {
        cloud: cloud({
          ...{ instances: [instance("web")], eips: [eip("web", "203.0.113.106"), eip("ftp", "192.0.2.20")] },
          vpcs: [{ ...VPC, secondary_cidr_blocks: ["192.0.2.0/24"] }],
        }),
        complaints: [["alicloud_vpc_ipv4_cidr_block.ftp_Block", containing("overlaps 192.0.2.0/24")]],
      },
    },
  );
});

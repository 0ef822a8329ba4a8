import { z } from "zod";
import { parseAddress, parseCidr } from "./ipv4";

/*
 * What the emulated account holds. One schema describes the state in memory, the answer of GET /state and the seed
 * file; almost every field of a seed has a default, so a seed states only what matters.
 */

const id = (prefix: string) =>
  z
    .string()
    .regex(
      new RegExp(`^${prefix}-[a-z0-9-]+$`),
      `must start with "${prefix}-" and go on with a-z, 0-9 or "-"`,
    );
const address = z.string().refine((text) => parseAddress(text) !== undefined, "must be an IPv4 address");
const range = z.string().refine((text) => parseCidr(text) !== undefined, "must be a canonical IPv4 range");
const tags = z.record(z.string(), z.string()).default({});
const createdAt = z.iso.datetime().default("2026-01-01T00:00:00Z");
/** When a subscription ends, as the API writes it; empty for what is paid as it is used. */
const expiresAt = z.string().default("");
const duration = z.number().int().min(0).max(86_400_000);

/** The resource group of whatever is created without one, and of what can have none. */
export const defaultResourceGroupId = "rg-emulateddefault";
const resourceGroupId = z.string().default(defaultResourceGroupId);

const described = { name: z.string().default(""), description: z.string().default(""), tags, createdAt };

const resourceGroup = z.strictObject({
  id: z.string().regex(/^rg-/),
  name: z.string().default("default"),
  createdAt,
});

const routeTable = z.strictObject({
  name: z.string().default(""),
  description: z.string().default(""),
  propagation: z.boolean().default(true),
});

const vpc = z.strictObject({
  id: id("vpc"),
  ...described,
  cidrBlock: range.default("10.0.0.0/8"),
  secondaryCidrBlocks: z.array(range).default([]),
  userCidrs: z.array(range).max(3).default([]),
  status: z.enum(["Pending", "Available"]).default("Available"),
  /** The one that `CreateDefaultVpc` made. */
  isDefault: z.boolean().default(false),
  /** What its system route table is called, and whether routes are spread to it. */
  routeTable: routeTable.prefault({}),
  /** Whether instances get host names in the VPC's own DNS. */
  dnsHostnames: z.boolean().default(false),
  /** A /56 of 2001:db8::/32; empty without IPv6. */
  ipv6CidrBlock: z.string().default(""),
  ipv6Isp: z.enum(["BGP", "ChinaMobile", "ChinaUnicom", "ChinaTelecom"]).default("BGP"),
  resourceGroupId,
});

const vswitch = z.strictObject({
  id: id("vsw"),
  ...described,
  vpcId: id("vpc"),
  zoneId: z.string(),
  cidrBlock: range,
  isDefault: z.boolean().default(false),
  /** A /64 of the VPC's block; empty without IPv6. */
  ipv6CidrBlock: z.string().default(""),
  status: z.enum(["Pending", "Available"]).default("Available"),
});

const routeEntry = z.strictObject({
  /** A seed may leave it out; it follows from the VPC and the destination then. */
  id: z.string().default(""),
  name: z.string().default(""),
  description: z.string().default(""),
  vpcId: id("vpc"),
  destination: range,
  nextHopType: z.string().default("Instance"),
  nextHopId: z.string().default(""),
});

const ipv4Gateway = z.strictObject({
  id: id("ipv4gw"),
  ...described,
  vpcId: id("vpc"),
  /** Whether it is activated: Internet traffic then follows the route table only. */
  enabled: z.boolean().default(true),
  resourceGroupId,
});

const rule = z.strictObject({
  id: id("sgr"),
  direction: z.enum(["ingress", "egress"]),
  /** Lower case: tcp, udp, icmp, gre or all. */
  protocol: z.string(),
  portRange: z.string().default("-1/-1"),
  /** Who is on the other side: exactly one of the four is not empty. */
  cidr: z.string().default(""),
  ipv6Cidr: z.string().default(""),
  groupId: z.string().default(""),
  prefixListId: z.string().default(""),
  policy: z.enum(["accept", "drop"]).default("accept"),
  priority: z.number().int().min(1).max(100).default(1),
  description: z.string().default(""),
  createdAt,
});

const prefixList = z.strictObject({
  id: id("pl"),
  ...described,
  addressFamily: z.enum(["IPv4", "IPv6"]).default("IPv4"),
  maxEntries: z.number().int().default(10),
  entries: z.array(z.strictObject({ cidr: z.string(), description: z.string().default("") })).default([]),
});

const securityGroup = z.strictObject({
  id: id("sg"),
  ...described,
  vpcId: id("vpc"),
  /** `normal` is a basic group, `enterprise` an advanced one. */
  type: z.enum(["normal", "enterprise"]).default("normal"),
  innerAccess: z.enum(["Accept", "Drop"]).default("Accept"),
  /** Whether an Alibaba Cloud service made it and keeps it for itself. */
  serviceManaged: z.boolean().default(false),
  resourceGroupId: z.string().default(""),
  rules: z.array(rule).default([]),
});

const eip = z.strictObject({
  id: id("eip"),
  ...described,
  ipAddress: address,
  bandwidth: z.string().default("5"),
  isp: z.string().default("BGP"),
  internetChargeType: z
    .enum(["PayByTraffic", "PayByBandwidth", "PayByDominantTraffic"])
    .default("PayByTraffic"),
  chargeType: z.enum(["PostPaid", "PrePaid"]).default("PostPaid"),
  expiresAt,
  zoneId: z.string().default(""),
  /** Where its fine-grained monitoring goes, on while there is a project. */
  monitoring: z.strictObject({ project: z.string(), store: z.string() }).nullable().default(null),
  /** A code of a campaign, which no call reads. */
  activityId: z.string().default(""),
  securityProtectionTypes: z.array(z.literal("AntiDDoS_Enhanced")).default([]),
  status: z.enum(["Available", "Associating", "InUse", "Unassociating"]).default("Available"),
  /** What it is bound to; empty when it is not. */
  instanceId: z.string().default(""),
  instanceType: z.enum(["", "EcsInstance", "NetworkInterface"]).default(""),
  mode: z.enum(["NAT", "BINDED"]).default("NAT"),
  /** The private address that the association names; empty when it names none, which means the primary one. */
  privateIpAddress: z.string().default(""),
  deletionProtection: z.boolean().default(false),
  resourceGroupId,
  /** Why it is locked: an account in arrears (`financial`), or for security; empty when it is not. */
  lockReason: z.enum(["", "financial", "security"]).default(""),
});

const networkInterface = z.strictObject({
  id: id("eni"),
  ...described,
  /** A trunk interface can be created and read, not attached. */
  type: z.enum(["Primary", "Secondary", "Trunk"]).default("Secondary"),
  vswitchId: id("vsw"),
  primaryIpAddress: address,
  secondaryIpAddresses: z.array(address).default([]),
  macAddress: z.string().default(""),
  securityGroupIds: z.array(id("sg")).min(1),
  status: z.enum(["Available", "Attaching", "InUse", "Detaching"]).default("Available"),
  /** The instance that it is attached to, being attached to or being detached from; empty when there is none. */
  instanceId: z.string().default(""),
  /** Whether an Alibaba Cloud service made it and keeps it for itself. */
  serviceManaged: z.boolean().default(false),
  deleteOnRelease: z.boolean().default(true),
  queueNumber: z.number().int().default(0),
  trafficMode: z.enum(["Standard", "HighPerformance"]).default("Standard"),
  /** The cloud's default is said to be true; as the provider has none, that would be a difference in every plan. */
  sourceDestCheck: z.boolean().default(false),
  /** The network card of the instance that it is attached to, if the attachment names one. */
  networkCardIndex: z.number().int().nullable().default(null),
  resourceGroupId: z.string().default(""),
});

/** The categories of disks. */
export const diskCategories: readonly string[] = [
  "cloud_essd",
  "cloud_auto",
  "cloud_essd_entry",
  "cloud_efficiency",
  "cloud_ssd",
  "cloud",
  "ephemeral_ssd",
];

const keyPair = z.strictObject({
  id: z.string().min(2).max(128),
  fingerPrint: z.string().default(""),
  ...described,
  resourceGroupId: z.string().default(""),
});

const renewal = z.strictObject({
  status: z.enum(["AutoRenewal", "Normal", "NotRenewal"]).default("Normal"),
  duration: z.number().int().default(0),
  unit: z.enum(["Week", "Month", "Year"]).default("Month"),
});

const maintenance = z.strictObject({
  action: z.enum(["Stop", "AutoRecover", "AutoRedeploy"]).default("AutoRecover"),
  notify: z.boolean().default(false),
  windows: z.array(z.strictObject({ start: z.string(), end: z.string() })).default([]),
});

const disk = z.strictObject({
  id: id("d"),
  ...described,
  type: z.enum(["system", "data"]).default("data"),
  /** The instance that it is attached to; empty when there is none. */
  instanceId: z.string().default(""),
  /** A seed may leave it out for a disk of an instance, whose zone it has then. */
  zoneId: z.string().default(""),
  /** A seed may leave it out for a disk of an instance, and gets the next free one. */
  device: z.string().default(""),
  category: z.string().default("cloud_essd"),
  /** GiB. */
  size: z.number().int().default(40),
  encrypted: z.boolean().default(false),
  kmsKeyId: z.string().default(""),
  provisionedIops: z.number().int().default(0),
  burstingEnabled: z.boolean().default(false),
  performanceLevel: z.string().default("PL1"),
  deleteWithInstance: z.boolean().default(true),
  resourceGroupId: z.string().default(""),
});

const instance = z.strictObject({
  id: id("i"),
  ...described,
  type: z.string().default("ecs.g7.large"),
  imageId: z.string().default("aliyun_3_x64_20G_alibase_20260101.vhd"),
  vswitchId: id("vsw"),
  /** The primary private address. A seed may leave it out and gets the first free one of the vSwitch. */
  primaryIpAddress: address.optional(),
  securityGroupIds: z.array(id("sg")).min(1),
  status: z.enum(["Pending", "Starting", "Running", "Stopping", "Stopped"]).default("Running"),
  hostName: z.string().default(""),
  keyPairName: z.string().default(""),
  ramRoleName: z.string().default(""),
  userData: z.string().default(""),
  chargeType: z.enum(["PostPaid", "PrePaid"]).default("PostPaid"),
  expiresAt,
  renewal: renewal.prefault({}),
  /** When it is to be released; nothing is released at that time here. */
  autoReleaseTime: z.string().default(""),
  spotStrategy: z.enum(["NoSpot", "SpotWithPriceLimit", "SpotAsPriceGo"]).default("NoSpot"),
  spotPriceLimit: z.number().default(0),
  spotDuration: z.number().int().default(0),
  spotInterruptionBehavior: z.enum(["", "Terminate", "Stop"]).default(""),
  creditSpecification: z.enum(["", "Standard", "Unlimited"]).default(""),
  /** Whether the security agent is to be installed; no call of the API reads it. */
  securityEnhancement: z.enum(["Active", "Deactive"]).default("Deactive"),
  /** Whether it is paid while it is stopped. */
  stoppedMode: z.enum(["KeepCharging", "StopCharging"]).default("KeepCharging"),
  maintenance: maintenance.prefault({}),
  internetChargeType: z.string().default("PayByTraffic"),
  internetMaxBandwidthOut: z.number().int().default(0),
  /** What the request says; without it the API answers 200 where there is a public address, else 0. */
  internetMaxBandwidthIn: z.number().int().nullable().default(null),
  /** A fixed public address, which excludes an EIP; empty when it has none. */
  publicIpAddress: z.string().default(""),
  deletionProtection: z.boolean().default(false),
  /** Whether the Cloud Assistant agent answers. */
  cloudAssistant: z.boolean().default(true),
  httpTokens: z.enum(["optional", "required"]).default("optional"),
  /** Whether the metadata service answers. */
  httpEndpoint: z.enum(["enabled", "disabled"]).default("enabled"),
  httpPutResponseHopLimit: z.number().int().default(1),
  resourceGroupId: z.string().default(""),
  /** Whether its vSwitch or address was changed after the last start; before the next one, neither is changed again. */
  movedSinceStart: z.boolean().default(false),
});

const command = z.strictObject({
  id: id("c"),
  ...described,
  type: z.string(),
  /** Base64, as it was sent. */
  content: z.string(),
  workingDir: z.string().default(""),
  timeout: z.number().int().default(60),
  enableParameter: z.boolean().default(false),
});

const invocationStatus = z.enum(["Running", "Success", "Failed", "Stopped", "Timeout"]);

const invocation = z.strictObject({
  id: id("t"),
  commandId: id("c"),
  commandName: z.string().default(""),
  commandType: z.string(),
  commandContent: z.string(),
  workingDir: z.string().default(""),
  timeout: z.number().int().default(60),
  parameters: z.string().default("{}"),
  /** Whether the parameters are filled into the script. */
  enableParameter: z.boolean().default(false),
  username: z.string().default(""),
  repeatMode: z.string().default("Once"),
  frequency: z.string().default(""),
  createdAt,
  targets: z.array(
    z.strictObject({
      instanceId: id("i"),
      status: invocationStatus,
      exitCode: z.number().int().default(0),
      output: z.string().default(""),
      errorCode: z.string().default(""),
      errorInfo: z.string().default(""),
      finishedAt: z.string().default(""),
    }),
  ),
});

const instanceType = z.strictObject({
  id: z.string(),
  cpus: z.number().int(),
  /** GiB. */
  memory: z.number(),
  /** How many network interfaces an instance of this type may have, the primary one included. */
  networkInterfaces: z.number().int(),
  /** How many private IPv4 addresses each of them may have. */
  addressesPerInterface: z.number().int().default(10),
  /** Whether interfaces can be attached and detached while the instance runs. */
  hotPlug: z.boolean().default(true),
});

const image = z.strictObject({
  id: z.string(),
  name: z.string(),
  osName: z.string(),
  platform: z.string(),
  osType: z.enum(["linux", "windows"]).default("linux"),
  owner: z.enum(["system", "self", "others", "marketplace"]).default("system"),
  family: z.string().default(""),
  tags,
  createdAt,
});

/** What a change of state that takes time will do when its time has come. */
export const changes = [
  "vpc-available",
  "cidr-blocks-settled",
  "vswitch-available",
  "eip-associated",
  "eip-unassociated",
  "interface-attached",
  "interface-detached",
  "instance-starting",
  "instance-running",
  "instance-stopped",
  "command-finished",
] as const;
export type Change = (typeof changes)[number];

const pending = z.strictObject({ change: z.enum(changes), id: z.string(), dueAt: z.number() });

const durations = z.strictObject({
  /** VPC, Pending to Available. */
  createVpc: duration.default(100),
  /** vSwitch, Pending to Available; others in the VPC are refused meanwhile. The provider would wait 3 s for any. */
  createVSwitch: duration.default(0),
  /** How long a call on the CIDR blocks of a VPC excludes the next one. */
  changeCidrBlocks: duration.default(100),
  associateEip: duration.default(200),
  unassociateEip: duration.default(200),
  attachInterface: duration.default(200),
  detachInterface: duration.default(200),
  /** Instance, Pending to Starting. */
  createInstance: duration.default(200),
  /** Instance, Starting to Running. */
  startInstance: duration.default(200),
  stopInstance: duration.default(200),
  /** Until Cloud Assistant runs a command in the guest. */
  runCommand: duration.default(200),
});
export type Operation = keyof z.infer<typeof durations>;
export const operations = Object.keys(durations.shape) as Operation[];

const quotas = z.strictObject({
  vpcs: z.number().int().default(10),
  secondaryCidrBlocksPerVpc: z.number().int().default(5),
  vswitchesPerVpc: z.number().int().default(150),
  eips: z.number().int().default(20),
  /** Secondary ones. */
  networkInterfaces: z.number().int().default(100),
  /** While an interface is attached, the type of its instance is what counts. */
  secondaryAddressesPerAvailableInterface: z.number().int().default(10),
  securityGroups: z.number().int().default(100),
  securityGroupsPerInterface: z.number().int().default(5),
  commands: z.number().int().default(500),
});

/** The schema of a seed file and of GET /state. */
export const stateSchema = z.strictObject({
  region: z.string().default("cn-hangzhou"),
  accountId: z.string().default("1234567890123456"),
  /** Zones of the region. */
  zones: z.array(z.string()).min(1).optional(),
  durations: durations.prefault({}),
  quotas: quotas.prefault({}),
  /** Where new EIPs come from. The default is a documentation range, RFC 5737. */
  eipPools: z.array(range).min(1).default(["198.51.100.0/24"]),
  instanceTypes: z.array(instanceType).optional(),
  images: z.array(image).optional(),
  /** What can be listed; a resource may name another group, which no call checks. */
  resourceGroups: z.array(resourceGroup).prefault([{ id: defaultResourceGroupId }]),
  keyPairs: z.array(keyPair).default([]),
  prefixLists: z.array(prefixList).default([]),
  vpcs: z.array(vpc).default([]),
  vswitches: z.array(vswitch).default([]),
  routeEntries: z.array(routeEntry).default([]),
  ipv4Gateways: z.array(ipv4Gateway).default([]),
  securityGroups: z.array(securityGroup).default([]),
  eips: z.array(eip).default([]),
  networkInterfaces: z.array(networkInterface).default([]),
  instances: z.array(instance).default([]),
  disks: z.array(disk).default([]),
  commands: z.array(command).default([]),
  invocations: z.array(invocation).default([]),
  pending: z.array(pending).default([]),
  /** How many identifiers of each kind were given out. */
  counters: z.record(z.string(), z.number().int()).default({}),
});

export type Vpc = z.infer<typeof vpc>;
export type VSwitch = z.infer<typeof vswitch>;
export type RouteEntry = z.infer<typeof routeEntry>;
export type Ipv4Gateway = z.infer<typeof ipv4Gateway>;
export type SecurityGroup = z.infer<typeof securityGroup>;
export type SecurityGroupRule = z.infer<typeof rule>;
export type ResourceGroup = z.infer<typeof resourceGroup>;
export type PrefixList = z.infer<typeof prefixList>;
export type Eip = z.infer<typeof eip>;
export type NetworkInterface = z.infer<typeof networkInterface>;
export type Instance = Complete<z.infer<typeof instance>>;
export type Disk = z.infer<typeof disk>;
export type KeyPair = z.infer<typeof keyPair>;
export type Command = z.infer<typeof command>;
export type Invocation = z.infer<typeof invocation>;
export type InvocationTarget = Invocation["targets"][number];
export type InstanceType = z.infer<typeof instanceType>;
export type Image = z.infer<typeof image>;
export type Pending = z.infer<typeof pending>;
export type Tags = Record<string, string>;

/** What a seed file holds: the state, with everything optional that has a default. */
export type Seed = z.input<typeof stateSchema>;
/** The whole state as plain data. Loading it again gives the same state. */
export type StateSnapshot = Complete<z.output<typeof stateSchema>>;

/** With every optional field there. */
type Complete<T> = { [K in keyof T]-?: Exclude<T[K], undefined> };

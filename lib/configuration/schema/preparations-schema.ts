import { z } from "zod";

import { AddressError } from "../../errors";
import { TYPES_WITHOUT_HOT_PLUG } from "../../exposure-table/checks";
import { Ipv4Cidr } from "../../ipv4";
import { FORBIDDEN_RANGES, requireAllowedVSwitch } from "../../planning/placement";
import { newSecurityGroup } from "./exposure-schema";
import { existingName, matching, readBy, reportTo, setting, settings, valueOrMapping } from "./fields";
import { VPC_PATTERN, VSWITCH_PATTERN } from "./text-forms";
import { type RangeOrId, rangeOrId, resourceId, resourceName, zoneId } from "./resource-ids";

/** Prefix lengths of the primary CIDR block of a VPC. */
const VPC_PREFIX_LENGTHS = { shortest: 8, longest: 28 };

/** Primary CIDR block of a new VPC by default. */
export const DEFAULT_VPC = Ipv4Cidr.parse("10.0.0.0/8");

const vpc = readBy<RangeOrId>(
  rangeOrId("vpc"),
  (given) => {
    if (given instanceof Ipv4Cidr) requireAllowedVpc(given);
  },
  {
    description: "VPC: the range of a new one, or the ID of an existing one. Default: 10.0.0.0/8.",
    allowed:
      "an IPv4 CIDR block with a prefix length from /8 to /28, such as 10.0.0.0/8, or a VPC ID such as vpc-bp1example",
    example: "10.0.0.0/8",
    byDefault: DEFAULT_VPC.toString(),
    keywords: { pattern: VPC_PATTERN },
  },
);

/** @throws AddressError when the primary CIDR block of a VPC cannot be this range */
function requireAllowedVpc(range: Ipv4Cidr): void {
  const { shortest, longest } = VPC_PREFIX_LENGTHS;
  const allowed = `a prefix length from /${shortest} to /${longest}`;
  if (range.prefixLength < shortest || range.prefixLength > longest) {
    throw new AddressError({
      found: range.toString(),
      problem: `prefix length /${range.prefixLength} is not possible for a VPC`,
      allowed,
    });
  }
  const forbidden = FORBIDDEN_RANGES.find((one) => one.range.overlaps(range));
  if (forbidden === undefined) return;
  throw new AddressError({
    found: range.toString(),
    problem: `overlaps ${forbidden.range.toString()}, which Alibaba Cloud forbids in a VPC: ${forbidden.reason}`,
    allowed: "a private range such as 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
  });
}

const vswitch = readBy<RangeOrId>(
  rangeOrId("vsw"),
  (given) => {
    if (given instanceof Ipv4Cidr) requireAllowedVSwitch(given, given);
  },
  {
    description:
      "vSwitch 1, for the instances: the range of a new one in the VPC, or the ID of an existing one. Default: 10.0.0.0/24.",
    allowed:
      "an IPv4 CIDR block with a prefix length from /16 to /29, such as 10.0.0.0/24, or a vSwitch ID such as vsw-bp1example",
    example: "10.0.0.0/24",
    byDefault: "10.0.0.0/24",
    keywords: { pattern: VSWITCH_PATTERN },
  },
);

const securityGroup = valueOrMapping(
  resourceId("sg", "ID of an existing security group."),
  newSecurityGroup,
  {
    description:
      "Security group of the instances: the ID of an existing one, or the ingress rules of a new one. Default: a new one that allows ICMP.",
    allowed: "a security group ID such as sg-bp1example, or {ingress: […]}",
    example: "sg-bp1example",
  },
);

const INSTANCE_TYPE = /^ecs\.[a-z0-9]+(?:[.-][a-z0-9]+)+$/;

const instanceType = setting(
  matching(INSTANCE_TYPE, () => "not an instance type", {
    description: "Instance type.",
    allowed: "an instance type such as ecs.g7.large",
    example: "ecs.g7.large",
  }).superRefine((type, context) => {
    if (!TYPES_WITHOUT_HOT_PLUG.includes(type)) return;
    reportTo(context)(
      [],
      "this type attaches a network interface only while stopped, and a new instance is running",
      {
        allowed: "an instance type with hot-plug of network interfaces, such as ecs.g7.large",
      },
    );
  }),
  {
    description: "Instance type; must support one secondary network interface for each EIP.",
    allowed: "an instance type such as ecs.g7.large",
    example: "ecs.g7.large",
    keywords: { pattern: INSTANCE_TYPE.source, not: { enum: [...TYPES_WITHOUT_HOT_PLUG] } },
  },
);

const instance = settings(
  {
    type: instanceType,
    image: existingName(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "not an image ID", {
      description: "Image ID. The image determines how the guest configures the new NIC.",
      allowed: "an image ID such as aliyun_3_x64_20G_alibase_20260101.vhd",
      example: "aliyun_3_x64_20G_alibase_20260101.vhd",
    }),
    keyPair: existingName(/^[A-Za-z0-9][A-Za-z0-9:_-]{1,127}$/, "not a key pair name", {
      description:
        "Name of an existing key pair for logins. Default: none, so that only Cloud Assistant reaches the instance.",
      allowed: "2 to 128 letters, digits, colons, underscores and hyphens",
      example: "operations",
    }).optional(),
  },
  {
    description: "New pay-as-you-go instance.",
    example: "{type: ecs.g7.large, image: aliyun_3_x64_20G_alibase_20260101.vhd}",
  },
);

/** Resources that the procedure expects to exist, created by the stack. */
export const preparations = settings(
  {
    zone: zoneId("Zone ID of vSwitch 1 and the instances."),
    vpc: vpc.optional(),
    vswitch: vswitch.optional(),
    securityGroup: securityGroup.optional(),
    instances: setting(
      z.record(
        resourceName("instance", {
          description: "Identity of the instance, which names the resource; exposures refer to it.",
          example: "app",
        }),
        instance,
      ),
      {
        description: "New instances by a name of your choice.",
        allowed:
          "a mapping from names to instances such as {app: {type: ecs.g7.large, image: aliyun_3_x64_20G_alibase_20260101.vhd}}",
        example: "{app: {type: ecs.g7.large, image: aliyun_3_x64_20G_alibase_20260101.vhd}}",
      },
    ),
  },
  {
    description: "Resources that the procedure expects to exist, created by the stack. Default: none.",
    example:
      "{zone: cn-hangzhou-h, instances: {app: {type: ecs.g7.large, image: aliyun_3_x64_20G_alibase_20260101.vhd}}}",
  },
);

/** Preparations of a configuration file. */
export type PreparationsSetting = z.output<typeof preparations>;

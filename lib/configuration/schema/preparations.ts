import { z } from "zod";

import { AddressError } from "../../errors";
import { TYPES_WITHOUT_HOT_PLUG } from "../../exposure-table/checks";
import { Ipv4Cidr } from "../../ipv4";
import { FORBIDDEN_RANGES, requireAllowedVSwitch } from "../../planning/placement";
import { newSecurityGroup } from "./exposure";
import {
  existingName,
  matching,
  type RangeOrId,
  rangeOrId,
  readBy,
  reportTo,
  resourceId,
  resourceName,
  setting,
  settings,
  valueOrMapping,
  zone,
} from "./fields";

/** Prefix lengths of the primary CIDR block of a VPC. */
const VPC_MASKS = { shortest: 8, longest: 28 };

const vpc = readBy<RangeOrId>(
  rangeOrId("vpc"),
  (given) => {
    if (given instanceof Ipv4Cidr) requireAllowedVpc(given);
  },
  {
    description:
      "The VPC: the range of one that is made, or the ID of one that exists. By default, 10.0.0.0/8.",
    allowed:
      "an IPv4 network with a mask from /8 to /28, such as 10.0.0.0/8; or a VPC ID, such as vpc-bp1example",
    example: "10.0.0.0/8",
  },
);

/** @throws AddressError when the primary CIDR block of a VPC cannot be this range */
function requireAllowedVpc(range: Ipv4Cidr): void {
  const { shortest, longest } = VPC_MASKS;
  const allowed = `a mask from /${shortest} to /${longest}`;
  if (range.prefixLength < shortest || range.prefixLength > longest) {
    throw new AddressError({
      found: range.toString(),
      problem: `a VPC has ${allowed}, this one has /${range.prefixLength}`,
      allowed,
    });
  }
  const forbidden = FORBIDDEN_RANGES.find((one) => one.range.overlaps(range));
  if (forbidden === undefined) return;
  throw new AddressError({
    found: range.toString(),
    problem: `Alibaba Cloud forbids ${forbidden.range.toString()} in a VPC: ${forbidden.reason}`,
    allowed: "a private range, such as 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
  });
}

const vswitch = readBy<RangeOrId>(
  rangeOrId("vsw"),
  (given) => {
    if (given instanceof Ipv4Cidr) requireAllowedVSwitch(given, given);
  },
  {
    description:
      "vSwitch 1, in which the instances are: the range of one that is made in the VPC, or the ID of one that exists. By default, 10.0.0.0/24.",
    allowed:
      "an IPv4 network with a mask from /16 to /29, such as 10.0.0.0/24; or a vSwitch ID, such as vsw-bp1example",
    example: "10.0.0.0/24",
  },
);

const securityGroup = valueOrMapping(
  resourceId("sg", "The ID of an existing security group."),
  newSecurityGroup,
  {
    description:
      "The security group of the instances: the ID of one that exists, or what one that is made lets in. By default, one is made that lets ICMP in.",
    allowed: "a security group ID, such as sg-bp1example, or {ingress: […]}",
    example: "sg-bp1example",
  },
);

const instanceType = setting(
  matching(/^ecs\.[a-z0-9]+(?:[.-][a-z0-9]+)+$/, () => "this is not an instance type", {
    description: "The instance type.",
    allowed: "an instance type, such as ecs.g7.large",
    example: "ecs.g7.large",
  }).superRefine((type, context) => {
    if (!TYPES_WITHOUT_HOT_PLUG.includes(type)) return;
    reportTo(context)(
      [],
      "this type takes a network interface only while it is stopped, and a new instance runs",
      {
        allowed: "an instance type that takes a network interface while it runs, such as ecs.g7.large",
      },
    );
  }),
  {
    description:
      "The instance type. It has to allow a network interface for each EIP beside its primary one.",
    allowed: "an instance type, such as ecs.g7.large",
    example: "ecs.g7.large",
  },
);

const instance = settings(
  {
    type: instanceType,
    image: existingName(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "this is not an image ID", {
      description: "The image ID. The image decides how the new NIC is configured inside the instance.",
      allowed: "an image ID, such as aliyun_3_x64_20G_alibase_20260101.vhd",
      example: "aliyun_3_x64_20G_alibase_20260101.vhd",
    }),
    keyPair: existingName(/^[A-Za-z0-9][A-Za-z0-9:_-]{1,127}$/, "this is not the name of a key pair", {
      description:
        "The name of an existing key pair for logging in. By default, none: only Cloud Assistant reaches the instance.",
      allowed: "2 to 128 letters, digits, colons, underscores and hyphens",
      example: "operations",
    }).optional(),
  },
  {
    description: "A pay-as-you-go instance that is made.",
    example: "{type: ecs.g7.large, image: aliyun_3_x64_20G_alibase_20260101.vhd}",
  },
);

/** What the procedure expects to exist, where the stack makes it. */
export const preparations = settings(
  {
    zone,
    vpc: vpc.optional(),
    vswitch: vswitch.optional(),
    securityGroup: securityGroup.optional(),
    instances: setting(
      z.record(
        resourceName("an instance", {
          description: "The identity of the instance: it names the resource, and exposures refer to it.",
          example: "app",
        }),
        instance,
      ),
      {
        description: "The instances that are made, by a name of your choice.",
        allowed:
          "a mapping from names to instances, such as {app: {type: ecs.g7.large, image: aliyun_3_x64_20G_alibase_20260101.vhd}}",
        example: "{app: {type: ecs.g7.large, image: aliyun_3_x64_20G_alibase_20260101.vhd}}",
      },
    ),
  },
  {
    description: "What the procedure expects to exist, where the stack makes it.",
    example:
      "{zone: cn-hangzhou-h, instances: {app: {type: ecs.g7.large, image: aliyun_3_x64_20G_alibase_20260101.vhd}}}",
  },
);

/** The preparations of a configuration file. */
export type PreparationsSetting = z.output<typeof preparations>;

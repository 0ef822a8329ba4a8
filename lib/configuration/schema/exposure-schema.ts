import { z } from "zod";

import { Ipv4Address, Ipv4Cidr } from "../../ipv4";
import { requireAllowedBlock, requireAllowedVSwitch, requirePublic } from "../../planning/placement";
import { choice, infoOf, readBy, reportTo, setting, settings, valueOrMapping } from "./fields";
import { BLOCK_PATTERN, EIP_PATTERN, PORTS_PATTERN, RANGE_PATTERN, VSWITCH_PATTERN } from "./text-forms";
import { idError, idForm, type RangeOrId, rangeOrId, resourceId } from "./resource-ids";

/** New pay-as-you-go EIP. */
const createdEip = settings(
  {
    bandwidth: setting(z.int().min(1).max(200), {
      description: "Maximum bandwidth in Mbit/s.",
      allowed: "an integer from 1 to 200",
      example: "5",
    }),
    isp: choice(["BGP", "BGP_PRO"], "Line type. Default: BGP.", "BGP").optional(),
    internetChargeType: choice(
      ["PayByTraffic", "PayByBandwidth"],
      "Billing method of the traffic. Default: PayByTraffic.",
      "PayByTraffic",
    ).optional(),
  },
  { description: "New pay-as-you-go EIP.", example: "{bandwidth: 5}" },
);

/** Last port. */
const LAST_PORT = 65_535;

const ALLOWED_PORTS = `a port such as 443, or a port range such as 8000/8100, from 1 to ${LAST_PORT}`;

/** Ports as Alibaba Cloud writes them: `443/443`. */
const ports = setting(
  z.unknown().transform((given, context): string => {
    if (typeof given !== "string" && typeof given !== "number") {
      reportTo(context)([], "", { needs: "a port or a port range" });
      return z.NEVER;
    }
    const [, first, last = first] = /^([1-9][0-9]*)(?:\/([1-9][0-9]*))?$/.exec(String(given)) ?? [];
    if (
      first !== undefined &&
      last !== undefined &&
      Number(first) <= Number(last) &&
      Number(last) <= LAST_PORT
    ) {
      return `${first}/${last}`;
    }
    const problem =
      first !== undefined && last !== undefined && Number(first) > Number(last)
        ? "first port is greater than the last"
        : "not a port or a port range";
    reportTo(context)([], problem, { allowed: ALLOWED_PORTS });
    return z.NEVER;
  }),
  {
    ...{ description: "Port or port range. Default: all ports.", allowed: ALLOWED_PORTS, example: "443" },
    keywords: {
      anyOf: [
        { type: "integer", minimum: 1, maximum: LAST_PORT },
        { type: "string", pattern: PORTS_PATTERN },
      ],
    },
  },
);

const rule = settings(
  {
    protocol: choice(["tcp", "udp", "icmp", "all"], "Protocol."),
    ports: ports.optional(),
    source: readBy(
      (text) => Ipv4Cidr.parse(text),
      () => undefined,
      {
        description: "Source CIDR block.",
        allowed: "an IPv4 CIDR block such as 198.51.100.0/24, or 0.0.0.0/0 for any source",
        example: "198.51.100.0/24",
        keywords: { pattern: RANGE_PATTERN },
      },
    ),
  },
  {
    description: "Ingress rule.",
    example: "{protocol: tcp, ports: 443, source: 0.0.0.0/0}",
    keywords: {
      if: { properties: { protocol: { enum: ["icmp", "all"] } }, required: ["protocol"] },
      then: { not: { required: ["ports"] } },
    },
  },
);

/** New basic security group: it allows all egress, and the ingress of its rules. */
export const newSecurityGroup = settings(
  {
    ingress: setting(
      z.array(rule).superRefine((rules, context) => {
        // All ports by default and all ports written out are one rule, which Terraform would remove with either of the two.
        const texts = rules.map(
          ({ protocol, ports: given = `1/${LAST_PORT}`, source }) => `${protocol} ${given} ${String(source)}`,
        );
        for (const [index, { protocol, ports: given }] of rules.entries()) {
          const first = texts.indexOf(texts[index] ?? "");
          if (first < index) {
            reportTo(context)([index], `duplicate of ingress[${first}]`, {
              remedy: { advice: "remove one of the two" },
            });
          }
          if (given === undefined || protocol === "tcp" || protocol === "udp") continue;
          reportTo(context)([index, "ports"], `protocol ${protocol} has no ports`, {
            aboutKey: true,
            remedy: { advice: "remove ports, or set protocol to tcp or udp" },
          });
        }
      }),
      {
        description: "Ingress rules.",
        allowed: "a list of rules such as [{protocol: tcp, ports: 443, source: 0.0.0.0/0}]",
        example: "[{protocol: tcp, ports: 443, source: 0.0.0.0/0}]",
      },
    ),
  },
  {
    description: "New security group.",
    example: "{ingress: [{protocol: tcp, ports: 443, source: 0.0.0.0/0}]}",
  },
);

const existingEip = readBy(
  parseEip,
  (given) => {
    if ("address" in given) requirePublic(given.address);
  },
  {
    description: "Address or allocation ID of an existing EIP.",
    allowed:
      "an address such as 203.0.113.10, an allocation ID such as eip-bp1example, or {create: {bandwidth: 5}}",
    example: "203.0.113.106",
    keywords: { pattern: EIP_PATTERN },
  },
);

/** Existing EIP, by its allocation ID or its address, or a new one. */
export type EipSetting = z.output<typeof eip>;

/** Schema of the EIP of an exposure. */
export const eip = valueOrMapping(
  existingEip,
  settings({ create: createdEip }, { description: "New EIP.", example: "{create: {bandwidth: 5}}" }),
  {
    description:
      "Address or allocation ID of an existing EIP, or {create: …} for a new one. Prefer the address: EIPs given by address share blocks.",
    allowed: infoOf(existingEip).allowed ?? "",
    example: "203.0.113.106",
  },
);

const blockRange = readBy(parseBlock, requireAllowedBlock, {
  description: "Range of a secondary CIDR block.",
  allowed: "an IPv4 CIDR block with a prefix length from /16 to /28, such as 203.0.113.96/28",
  example: "203.0.113.96/28",
  keywords: { pattern: BLOCK_PATTERN },
});

/** Range of a new block, or of one that the VPC has. */
export type BlockSetting = z.output<typeof block>;

/** Schema of the block of an exposure. */
export const block = valueOrMapping(
  blockRange,
  settings(
    { existing: blockRange },
    { description: "Block that the VPC already has.", example: "{existing: 203.0.113.96/28}" },
  ),
  {
    description:
      "Secondary CIDR block of this EIP: the range of a new one, or {existing: range} for one that the VPC already has. Default: the smallest that can hold the EIP.",
    allowed: `${infoOf(blockRange).allowed ?? ""}; or {existing: 203.0.113.96/28}`,
    example: "203.0.113.96/28",
  },
);

/** Range of a new vSwitch, or ID of an existing one. */
export type VSwitchSetting = RangeOrId;

/** Schema of the vSwitch of an exposure. */
export const vswitch = readBy<VSwitchSetting>(
  rangeOrId("vsw"),
  (setting) => {
    // Only the prefix length: whether the vSwitch is inside its block is a rule between the two settings.
    if (setting instanceof Ipv4Cidr) requireAllowedVSwitch(setting, setting);
  },
  {
    description:
      "vSwitch of this EIP: the range of a new one inside block, or the ID of an existing one. Default: the smallest that can hold the EIP.",
    allowed:
      "an IPv4 CIDR block with a prefix length from /16 to /29, such as 203.0.113.104/29, or a vSwitch ID such as vsw-bp1example",
    example: "203.0.113.104/29",
    keywords: { pattern: VSWITCH_PATTERN },
  },
);

function parseEip(text: string): { readonly allocationId: string } | { readonly address: Ipv4Address } {
  if (idForm("eip").test(text)) return { allocationId: text };
  const error = idError(text, "eip");
  if (error !== undefined) throw error;
  return { address: Ipv4Address.parse(text) };
}

function parseBlock(text: string): Ipv4Cidr {
  const error = idError(text);
  if (error !== undefined) throw error;
  return Ipv4Cidr.parse(text);
}

/** Maximum number of security groups of a network interface. */
const MOST = 5;

const ALLOWED = `1 to ${MOST} distinct security group IDs`;

const existing = setting(
  z.array(resourceId("sg", "ID of an existing security group.")).superRefine((ids, context) => {
    const report = reportTo(context);
    if (ids.length === 0) {
      report([], "empty list", {
        remedy: { advice: "add a security group ID, or remove securityGroups to use those of the instance" },
      });
    }
    if (ids.length > MOST) {
      report([MOST], `too many: ${ids.length} security groups, maximum ${MOST}`, {
        allowed: ALLOWED,
        remedy: { advice: `remove ${ids.length - MOST} of them` },
      });
    }
    for (const [index, id] of ids.entries()) {
      const first = ids.indexOf(id);
      if (first < index) {
        report([index], `duplicate of securityGroups[${first}]`, {
          allowed: ALLOWED,
          remedy: { advice: "remove one of the two" },
        });
      }
    }
  }),
  {
    description: "1 to 5 existing security groups of one type.",
    allowed: ALLOWED,
    example: "[sg-bp1example]",
    keywords: { minItems: 1, maxItems: MOST, uniqueItems: true },
  },
);

/** Security groups of a secondary ENI: existing ones, or a new one for it. */
export const securityGroups = valueOrMapping(
  existing,
  settings(
    { create: newSecurityGroup },
    {
      description: "New security group.",
      example: "{create: {ingress: [{protocol: tcp, ports: 443, source: 0.0.0.0/0}]}}",
    },
  ),
  {
    description:
      "Security groups of the secondary ENI: the IDs of 1 to 5 existing ones of one type, or {create: …} for a new one. Default: those of the instance.",
    allowed: `${ALLOWED}, or {create: {ingress: […]}}`,
    example: "[sg-bp1example]",
  },
);

const flag = (description: string) =>
  setting(z.boolean(), {
    ...{ description, allowed: "true or false", example: "false", byDefault: true },
  }).optional();

const parts = settings(
  {
    vswitch: resourceId("vsw", "ID of the vSwitch; its block is imported with it.").optional(),
    networkInterface: resourceId(
      "eni",
      "ID of the secondary network interface; its association and attachment are imported with it.",
    ).optional(),
    associated: flag(
      "Whether the EIP is already associated with the network interface; if false, Terraform associates it. Default: true.",
    ),
    attached: flag(
      "Whether the network interface is already attached to the instance; if false, Terraform attaches it. Default: true.",
    ),
  },
  {
    description: "Existing resources to import.",
    example: "{vswitch: vsw-bp1example, networkInterface: eni-bp1example}",
  },
);

/** Existing resources of an exposure, for Terraform to import. */
export const existingParts = setting(
  parts.superRefine(({ vswitch, networkInterface, ...done }, context) => {
    // A misspelt key is an issue already.
    if (networkInterface !== undefined || context.issues.length > 0) return;
    const report = reportTo(context);
    // For the NIC of another exposure, `associated` stands alone; a rule between exposures checks that.
    for (const name of Object.keys(done).filter((one) => one !== "associated")) {
      report([name], `${name} requires networkInterface`, {
        aboutKey: true,
        allowed: `${name} together with networkInterface`,
        remedy: { advice: `add networkInterface, or remove ${name}` },
      });
    }
    if (vswitch !== undefined || Object.keys(done).length > 0) return;
    report([], "nothing to import", {
      remedy: { advice: "add vswitch or networkInterface, or remove import" },
    });
  }),
  {
    description:
      "Existing resources that Terraform imports without changing them, such as those created in the console. Their names stay.",
    allowed: "a mapping with vswitch or networkInterface; with nicOf, with associated",
    example: "{vswitch: vsw-bp1example, networkInterface: eni-bp1example}",
    keywords: {
      minProperties: 1,
      dependencies: { attached: ["networkInterface"] },
    },
  },
);

import { z } from "zod";

import { Ipv4Address, Ipv4Cidr } from "../../ipv4";
import { requireAllowedBlock, requireAllowedVSwitch } from "../../planning/placement";
import {
  idForm,
  infoOf,
  mistakenId,
  oneOf,
  type RangeOrId,
  rangeOrId,
  readBy,
  reportTo,
  resourceId,
  setting,
  settings,
  valueOrMapping,
} from "./fields";

/** A pay-as-you-go EIP that the stack makes. */
const createdEip = settings(
  {
    bandwidth: setting(z.int().min(1).max(200), {
      description: "The largest bandwidth of the EIP, in Mbit/s.",
      allowed: "a whole number from 1 to 200",
      example: "5",
    }),
    isp: oneOf(["BGP", "BGP_PRO"], {
      description: "The line type of the EIP. By default, BGP.",
    }).optional(),
    internetChargeType: oneOf(["PayByTraffic", "PayByBandwidth"], {
      description: "How the traffic of the EIP is billed. By default, PayByTraffic.",
    }).optional(),
  },
  { description: "An EIP that is made.", example: "{bandwidth: 5}" },
);

/** The last port. */
const LAST_PORT = 65_535;

const ALLOWED_PORTS = `a port, such as 443, or the first and the last one, such as 8000/8100; from 1 to ${LAST_PORT}`;

/** Ports as Alibaba Cloud writes them: `443/443`. */
const ports = setting(
  z.unknown().transform((given, context): string => {
    if (typeof given !== "string" && typeof given !== "number") {
      reportTo(context)([], "", { needs: "a port or two" });
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
        ? "the first port is behind the last one"
        : "these are not ports";
    reportTo(context)([], problem, { allowed: ALLOWED_PORTS });
    return z.NEVER;
  }),
  { description: "The ports. By default, all of them.", allowed: ALLOWED_PORTS, example: "443" },
);

const rule = settings(
  {
    protocol: oneOf(["tcp", "udp", "icmp", "all"], { description: "What is let in." }),
    ports: ports.optional(),
    source: readBy(
      (text) => Ipv4Cidr.parse(text),
      () => undefined,
      {
        description: "Where from.",
        allowed: "an IPv4 network and a mask, such as 198.51.100.0/24, or 0.0.0.0/0 for everywhere",
        example: "198.51.100.0/24",
      },
    ),
  },
  {
    description: "What a security group lets in.",
    example: "{protocol: tcp, ports: 443, source: 0.0.0.0/0}",
  },
);

/** A basic security group that the stack makes: it lets everything out, and in what its rules say. */
export const newSecurityGroup = settings(
  {
    ingress: setting(
      z.array(rule).superRefine((rules, context) => {
        // All ports by default and all ports in words are one rule, which Terraform would remove with either of the two.
        const texts = rules.map(
          ({ protocol, ports: given = `1/${LAST_PORT}`, source }) => `${protocol} ${given} ${String(source)}`,
        );
        for (const [index, { protocol, ports: given }] of rules.entries()) {
          const first = texts.indexOf(texts[index] ?? "");
          if (first < index) {
            reportTo(context)([index], `this rule is in the list already, at place ${first + 1}`, {
              remedy: { advice: "remove one of the two" },
            });
          }
          if (given === undefined || protocol === "tcp" || protocol === "udp") continue;
          reportTo(context)([index, "ports"], `the protocol ${protocol} has no ports`, {
            aboutKey: true,
            remedy: { advice: "remove ports, or write the protocol tcp or udp" },
          });
        }
      }),
      {
        description: "What the security group lets in.",
        allowed: "a list of rules, such as [{protocol: tcp, ports: 443, source: 0.0.0.0/0}]",
        example: "[{protocol: tcp, ports: 443, source: 0.0.0.0/0}]",
      },
    ),
  },
  {
    description: "A security group that is made.",
    example: "{ingress: [{protocol: tcp, ports: 443, source: 0.0.0.0/0}]}",
  },
);

const existingEip = readBy(parseEip, () => undefined, {
  description: "An existing EIP: its address, or its allocation ID.",
  allowed:
    "an address: four numbers from 0 to 255 without leading zeros, such as 203.0.113.10; or an allocation ID, such as " +
    "eip-bp1example; or {create: {bandwidth: 5}}",
  example: "203.0.113.106",
});

/** An existing EIP, by its allocation ID or by its address, or one that is made. */
export type EipSetting = z.output<typeof eip>;

export const eip = valueOrMapping(
  existingEip,
  settings(
    { create: createdEip },
    { description: "An EIP that is made.", example: "{create: {bandwidth: 5}}" },
  ),
  {
    description:
      "The EIP: the address or the allocation ID of an existing one, or {create: …} for one that is made. The address is best: EIPs known by it share blocks.",
    allowed: infoOf(existingEip).allowed ?? "",
    example: "203.0.113.106",
  },
);

const blockRange = readBy(parseBlock, requireAllowedBlock, {
  description: "The range of a secondary CIDR block.",
  allowed: "an IPv4 network with a mask from /16 to /28, such as 203.0.113.96/28",
  example: "203.0.113.96/28",
});

/** The range of a block that is made, or of one that the VPC has already. */
export type BlockSetting = z.output<typeof block>;

export const block = valueOrMapping(
  blockRange,
  settings(
    { existing: blockRange },
    { description: "A block that the VPC has already.", example: "{existing: 203.0.113.96/28}" },
  ),
  {
    description:
      "The secondary CIDR block for this EIP: the range of one to make, or {existing: range} for one that the VPC has already. By default, the smallest that can hold the EIP.",
    allowed: `${infoOf(blockRange).allowed ?? ""}; or {existing: 203.0.113.96/28}`,
    example: "203.0.113.96/28",
  },
);

/** The range of a vSwitch that is made, or the ID of one that exists. */
export type VSwitchSetting = RangeOrId;

export const vswitch = readBy<VSwitchSetting>(
  rangeOrId("vsw"),
  (setting) => {
    // Only the mask is checked here: whether the vSwitch is inside its block is a matter between the two.
    if (setting instanceof Ipv4Cidr) requireAllowedVSwitch(setting, setting);
  },
  {
    description:
      "The vSwitch: the range of one to make inside block, or the ID of one that exists. By default, the smallest that can hold the EIP.",
    allowed:
      "an IPv4 network with a mask from /16 to /29, such as 203.0.113.104/29; or a vSwitch ID, such as vsw-bp1example",
    example: "203.0.113.104/29",
  },
);

function parseEip(text: string): { readonly allocationId: string } | { readonly address: Ipv4Address } {
  if (idForm("eip").test(text)) return { allocationId: text };
  const mistake = mistakenId(text, "eip");
  if (mistake !== undefined) throw mistake;
  return { address: Ipv4Address.parse(text) };
}

function parseBlock(text: string): Ipv4Cidr {
  const mistake = mistakenId(text);
  if (mistake !== undefined) throw mistake;
  return Ipv4Cidr.parse(text);
}

/** How many security groups a network interface may have. */
const MOST = 5;

const ALLOWED = `1 to ${MOST} different IDs of security groups`;

const existing = setting(
  z.array(resourceId("sg", "The ID of an existing security group.")).superRefine((ids, context) => {
    const report = reportTo(context);
    if (ids.length === 0) {
      report([], "the list is empty", {
        remedy: { advice: "remove securityGroups to use those of the instance, or name at least one" },
      });
    }
    if (ids.length > MOST) {
      report([MOST], `a network interface has ${MOST} security groups at most, and these are ${ids.length}`, {
        allowed: ALLOWED,
        remedy: { advice: `remove some until ${MOST} are left` },
      });
    }
    for (const [index, id] of ids.entries()) {
      const first = ids.indexOf(id);
      if (first < index) {
        report([index], `this security group is in the list already, at place ${first + 1}`, {
          allowed: ALLOWED,
          remedy: { advice: "remove one of the two" },
        });
      }
    }
  }),
  {
    description: "1 to 5 security groups that exist, of one type.",
    allowed: ALLOWED,
    example: "[sg-bp1example]",
  },
);

/** The security groups of a secondary ENI: existing ones, or one that is made for it. */
export const securityGroups = valueOrMapping(
  existing,
  settings(
    { create: newSecurityGroup },
    {
      description: "A security group that is made.",
      example: "{create: {ingress: [{protocol: tcp, ports: 443, source: 0.0.0.0/0}]}}",
    },
  ),
  {
    description:
      "The security groups of the secondary ENI: 1 to 5 existing ones of one type, or {create: …} for one that is made. By default, those of the instance.",
    allowed: `${ALLOWED}, or {create: {ingress: […]}}`,
    example: "[sg-bp1example]",
  },
);

const isDone = (description: string) =>
  setting(z.boolean(), { description, allowed: "true or false", example: "false" }).optional();

const parts = settings(
  {
    vswitch: resourceId(
      "vsw",
      "The ID of the vSwitch that was made by hand; its block is imported with it.",
    ).optional(),
    networkInterface: resourceId(
      "eni",
      "The ID of the secondary network interface that was made by hand; association and attachment are imported with it.",
    ).optional(),
    associated: isDone(
      "Whether the EIP is bound to the network interface already, which it is by default; if not, Terraform binds it.",
    ),
    attached: isDone(
      "Whether the network interface is attached to the instance already, which it is by default; if not, Terraform attaches it.",
    ),
  },
  {
    description: "What was made by hand.",
    example: "{vswitch: vsw-bp1example, networkInterface: eni-bp1example}",
  },
);

/** What was made by hand of an exposure, for Terraform to import. */
export const existingParts = setting(
  parts.superRefine(({ vswitch, networkInterface, ...done }, context) => {
    // A key that is misspelt names something, and is reported.
    if (networkInterface !== undefined || context.issues.length > 0) return;
    const report = reportTo(context);
    for (const name of Object.keys(done)) {
      report([name], `${name} says something of a network interface, and none is named`, {
        aboutKey: true,
        allowed: `${name} beside networkInterface`,
        remedy: { advice: `add networkInterface, or remove ${name}` },
      });
    }
    if (vswitch !== undefined || Object.keys(done).length > 0) return;
    report([], "nothing is named that could be imported", {
      remedy: { advice: "name vswitch or networkInterface, or remove import" },
    });
  }),
  {
    description:
      "What was made by hand, in the console for example: Terraform imports it, and changes nothing of it. Names in the console stay.",
    allowed: "a mapping of vswitch and networkInterface, one of them at least",
    example: "{vswitch: vsw-bp1example, networkInterface: eni-bp1example}",
  },
);

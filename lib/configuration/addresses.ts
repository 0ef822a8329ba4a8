import type { z } from "zod";

import { Ipv4Address, Ipv4Cidr, requireAllowedBlock, requireAllowedVSwitch } from "../address";
import { createdEip } from "./created-eip";
import { valueOrMapping } from "./forms";
import { mistakenId } from "./mistaken-id";
import { type RangeOrId, rangeOrId } from "./range-or-id";
import { readBy } from "./read-by";
import { idForm } from "./resource-ids";
import { infoOf, settings } from "./setting";

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

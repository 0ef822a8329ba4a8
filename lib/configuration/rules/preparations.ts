import { AddressError } from "../../errors";
import { type Ipv4Address, Ipv4Cidr } from "../../ipv4";
import { DEFAULT_BLOCKS_PER_VPC } from "../../planning";
import { requireAllowedVSwitch, smallestPlacement } from "../../planning/placement";
import type { ConfigurationIssue } from "../errors";
import { rangeOfBlock } from "../plan-requests";
import type { ExposureSetting } from "../schema";
import type { PreparationsSetting } from "../schema/preparations";
import type { Source } from "../yaml";
import { type Exposures, mistakeOf } from "./exposures";

/** The defaults of the procedure's example. */
export const DEFAULT_VPC = Ipv4Cidr.parse("10.0.0.0/8");
export const DEFAULT_VSWITCH = Ipv4Cidr.parse("10.0.0.0/24");

/** What is wrong between the parts of the preparations, or between them and the exposures. */
export function preparationMistakes(
  { vpc = DEFAULT_VPC, vswitch = DEFAULT_VSWITCH, securityGroup }: PreparationsSetting,
  exposures: Exposures,
  source: Source,
  blocksPerVpc = DEFAULT_BLOCKS_PER_VPC,
): ConfigurationIssue[] {
  const mistakes: ConfigurationIssue[] = [];
  const isNewVpc = vpc instanceof Ipv4Cidr;
  if (isNewVpc && !(vswitch instanceof Ipv4Cidr)) {
    mistakes.push(inNewVpc("vswitch", "a vSwitch that exists cannot be in a VPC that is made", source));
  }
  if (isNewVpc && typeof securityGroup === "string") {
    mistakes.push(
      inNewVpc("securityGroup", "a security group that exists cannot be in a VPC that is made", source),
    );
  }
  if (isNewVpc && vswitch instanceof Ipv4Cidr) {
    try {
      requireAllowedVSwitch(vswitch, vpc);
    } catch (error) {
      if (!(error instanceof AddressError)) throw error;
      const { allowed } = error;
      const place = source.aboutValue(["preparations", "vswitch"]);
      const isDefault = place.found === undefined;
      mistakes.push({
        ...place,
        problem: isDefault
          ? `vswitch is missing, and ${vswitch.toString()}, which it is by default, is not inside the VPC ${vpc.toString()}`
          : `vSwitch 1 is not inside the VPC ${vpc.toString()}`,
        allowed,
        remedy: { advice: isDefault ? `add vswitch with ${allowed}` : "correct vswitch or vpc" },
      });
    }
  }
  if (!isNewVpc) return mistakes;
  return [
    ...mistakes,
    ...insideNewVpc(vpc, exposures, source),
    ...existingInNewVpc(exposures, source),
    ...tooManyBlocks(exposures, source, blocksPerVpc),
  ];
}

function inNewVpc(name: string, problem: string, source: Source): ConfigurationIssue {
  return {
    ...source.aboutValue(["preparations", name]),
    problem,
    allowed: "IDs of things in one VPC together with the ID of that VPC, or ranges",
    remedy: { advice: `add vpc with the ID of the VPC that it is in, or remove ${name} to have one made` },
  };
}

/** EIPs whose block would overlap the VPC's own range. */
function insideNewVpc(vpc: Ipv4Cidr, exposures: Exposures, source: Source): ConfigurationIssue[] {
  return [...exposures].flatMap(([key, { instance, eip, block }]) => {
    if (typeof instance === "string" || !("address" in eip)) return [];
    const range = rangeOfBlock(block) ?? smallestBlock(eip.address);
    if (range === undefined || !vpc.overlaps(range)) return [];
    return [
      mistakeOf(source, key, block === undefined ? "eip" : "block", {
        problem: `the VPC that is made has the range ${vpc.toString()}, which the block ${range.toString()} of the EIP would overlap`,
        allowed: `an EIP and a block outside of ${vpc.toString()}`,
        remedy: { advice: "choose another EIP, or another range for preparations.vpc" },
      }),
    ];
  });
}

/** The smallest block for an EIP; undefined where none can hold it, which is reported with the EIP. */
function smallestBlock(eip: Ipv4Address): Ipv4Cidr | undefined {
  try {
    return smallestPlacement(eip).block;
  } catch (error) {
    if (error instanceof AddressError) return undefined;
    throw error;
  }
}

/** Things that exist, given for an instance in the VPC that is made: none of them can be in it. */
function existingInNewVpc(exposures: Exposures, source: Source): ConfigurationIssue[] {
  return [...exposures].flatMap(([key, { instance, block, vswitch, networkInterface, securityGroups }]) => {
    if (typeof instance === "string") return [];
    const existing: readonly (keyof ExposureSetting)[] = [
      ...(block !== undefined && "existing" in block ? (["block"] as const) : []),
      ...(vswitch !== undefined && "id" in vswitch ? (["vswitch"] as const) : []),
      ...(networkInterface === undefined ? [] : (["networkInterface"] as const)),
      ...(Array.isArray(securityGroups) ? (["securityGroups"] as const) : []),
    ];
    return existing.map((name) =>
      mistakeOf(source, key, name, {
        problem: "this exists, and cannot be in the VPC that is made for the instance",
        allowed: "things that exist together with the ID of their VPC in preparations.vpc",
        remedy: { advice: `remove ${name} to have it made, or write the ID of its VPC in preparations.vpc` },
      }),
    );
  });
}

/** EIPs of which each gets a block of its own in the VPC that is made, where that has no room for them. */
function tooManyBlocks(exposures: Exposures, source: Source, limit: number): ConfigurationIssue[] {
  const prepared = [...exposures].filter(([, { instance }]) => typeof instance !== "string");
  const alone = prepared.filter(([, { eip, vswitch }]) => !("address" in eip) && vswitch === undefined);
  const first = alone[limit];
  if (first === undefined) return [];
  return [
    mistakeOf(source, first[0], "eip", {
      problem:
        `${alone.length} EIPs of preparations are new or given by allocation ID, and each gets a block of its own; ` +
        `one VPC may have ${limit}`,
      allowed: `at most ${limit} such EIPs`,
      remedy: {
        advice:
          "give EIPs by address, so that they share blocks, or have the quota vpc_quota_secondary_cidr_num raised and set blocksPerVpc to it",
      },
    }),
  ];
}

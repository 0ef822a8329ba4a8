import { Ipv4Cidr } from "../../ipv4";
import { requireAllowedVSwitch } from "../../planning/placement";
import { DEFAULT_BLOCKS_PER_VPC } from "../../planning/planner";
import type { PathIssue } from "../issues";
import { rangeOfBlock } from "../plan-requests";
import type { ExposureSetting } from "../schema/configuration-schema";
import { addressErrorOf, issueOf, type Parts, smallestBlockFor } from "./parts";

/** Defaults of the procedure's example. */
const DEFAULT_VPC = Ipv4Cidr.parse("10.0.0.0/8");
export const DEFAULT_VSWITCH = Ipv4Cidr.parse("10.0.0.0/24");

/** Finds issues between the settings of the preparations, or between them and the exposures. */
export function preparationIssues({ settings }: Parts): PathIssue[] {
  const { preparations, exposures, blocksPerVpc = DEFAULT_BLOCKS_PER_VPC } = settings;
  const { vpc = DEFAULT_VPC, vswitch, securityGroup } = preparations ?? {};
  if (preparations === undefined || !(vpc instanceof Ipv4Cidr)) return [];
  return [
    ...(vswitch === undefined || vswitch instanceof Ipv4Cidr
      ? outsideNewVpc(vpc, vswitch)
      : [existingPreparation("vswitch", "vSwitch")]),
    ...(typeof securityGroup === "string" ? [existingPreparation("securityGroup", "security group")] : []),
    ...blocksInNewVpc(vpc, exposures),
    ...existingInNewVpc(exposures),
    ...tooManyBlocks(exposures, blocksPerVpc),
  ];
}

function existingPreparation(name: string, resource: string): PathIssue {
  return {
    path: ["preparations", name],
    problem: `an existing ${resource} cannot be in a new VPC`,
    allowed: "IDs together with the ID of their VPC, or ranges",
    remedy: { advice: `add vpc with the ID of its VPC, or remove ${name} to create a new ${resource}` },
  };
}

function outsideNewVpc(vpc: Ipv4Cidr, given: Ipv4Cidr | undefined): PathIssue[] {
  const vswitch = given ?? DEFAULT_VSWITCH;
  const error = addressErrorOf(() => {
    requireAllowedVSwitch(vswitch, vpc);
  });
  if (error === undefined) return [];
  return [
    {
      path: ["preparations", "vswitch"],
      problem:
        given === undefined
          ? `vswitch is missing, and its default ${vswitch.toString()} is not inside the VPC ${vpc.toString()}`
          : `not inside the VPC ${vpc.toString()}`,
      allowed: error.allowed,
      remedy: {
        advice: given === undefined ? `add vswitch with ${error.allowed}` : "correct vswitch or vpc",
      },
    },
  ];
}

type Exposures = Readonly<Record<string, ExposureSetting>>;

/** EIPs whose block would overlap the VPC's own range. */
function blocksInNewVpc(vpc: Ipv4Cidr, exposures: Exposures): PathIssue[] {
  return Object.entries(exposures).flatMap(([key, { instance, eip, block }]) => {
    if (typeof instance === "string" || !("address" in eip)) return [];
    const range = rangeOfBlock(block) ?? smallestBlockFor(eip.address);
    if (range === undefined || !vpc.overlaps(range)) return [];
    return [
      issueOf(key, block === undefined ? "eip" : "block", {
        problem: `its block ${range.toString()} overlaps the range ${vpc.toString()} of the new VPC`,
        allowed: `an EIP and a block outside ${vpc.toString()}`,
        remedy: { advice: "choose another EIP, or another range for preparations.vpc" },
      }),
    ];
  });
}

/** Existing resources for an instance in a new VPC: none of them can be in it. */
function existingInNewVpc(exposures: Exposures): PathIssue[] {
  return Object.entries(exposures).flatMap(
    ([key, { instance, block, vswitch, networkInterface, securityGroups }]) => {
      if (typeof instance === "string") return [];
      const existing: readonly (keyof ExposureSetting)[] = [
        ...(block !== undefined && "existing" in block ? (["block"] as const) : []),
        ...(vswitch !== undefined && "id" in vswitch ? (["vswitch"] as const) : []),
        ...(networkInterface === undefined ? [] : (["networkInterface"] as const)),
        ...(Array.isArray(securityGroups) ? (["securityGroups"] as const) : []),
      ];
      return existing.map((name) =>
        issueOf(key, name, {
          problem: "an existing resource cannot be in the new VPC of the instance",
          allowed: "existing resources together with the ID of their VPC in preparations.vpc",
          remedy: {
            advice: `remove ${name} to create a new one, or set preparations.vpc to the ID of its VPC`,
          },
        }),
      );
    },
  );
}

/** EIPs with a block each in a new VPC, which has no room for so many. */
function tooManyBlocks(exposures: Exposures, limit: number): PathIssue[] {
  const prepared = Object.entries(exposures).filter(([, { instance }]) => typeof instance !== "string");
  const alone = prepared.filter(([, { eip, vswitch }]) => !("address" in eip) && vswitch === undefined);
  const first = alone[limit];
  if (first === undefined) return [];
  return [
    issueOf(first[0], "eip", {
      problem: `too many: ${alone.length} EIPs of preparations without an address, each with a block of its own, maximum ${limit}`,
      allowed: `new EIPs and EIPs by allocation ID: up to ${limit}`,
      remedy: {
        advice:
          "give EIPs by address, so that they share blocks, or raise the quota vpc_quota_secondary_cidr_num and set blocksPerVpc to it",
      },
    }),
  ];
}

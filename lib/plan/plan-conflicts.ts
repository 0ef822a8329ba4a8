import type { Ipv4Cidr } from "../address";
import type { Cluster } from "./clusters";
import type { ExistingBlock, PlanRequest } from "./model";
import type { PlanConflict } from "./plan-error";

/** Why the members of one vSwitch cannot share it, or it cannot be as large as they need it. */
export function vswitchConflicts(
  { cidr, members }: Cluster,
  existing: readonly ExistingBlock[],
): PlanConflict[] {
  const conflicts: PlanConflict[] = [];
  const byZone = new Map(
    members.flatMap((member) => (member.zoneId === undefined ? [] : [[member.zoneId, member]])),
  );
  if (byZone.size > 1) {
    const places = [...byZone].map(([zoneId, member]) => `${named(member)} in ${zoneId}`);
    conflicts.push({
      keys: [...byZone.values()].map(({ key }) => key),
      problem:
        `${joined(places)} would have to share a vSwitch, which lies in one zone: ` +
        `${cidr.toString()} is the smallest in which all of them are usable, and every larger one contains it`,
      remedy: "use EIPs that are farther apart, or instances of one zone",
    });
  }
  for (const member of members) {
    if (member.vswitch === undefined || member.vswitch.equals(cidr)) continue;
    const others = members.filter(
      (other) => other !== member && !(other.vswitch?.equals(member.vswitch ?? cidr) ?? false),
    );
    conflicts.push({
      keys: [member.key],
      problem: `the vSwitch ${member.vswitch.toString()} of ${named(member)} lies inside ${cidr.toString()}, which ${listed(others)} needs`,
      remedy: `give all of them the vSwitch ${cidr.toString()}`,
    });
  }
  for (const vswitch of existing.flatMap(({ vswitches }) => vswitches)) {
    if (!vswitch.overlaps(cidr) || vswitch.equals(cidr)) continue;
    conflicts.push({
      keys: members.map(({ key }) => key),
      problem: `${listed(members)} needs the vSwitch ${cidr.toString()}, which overlaps the vSwitch ${vswitch.toString()} of the present plan`,
      remedy: "use another EIP, or plan blocks and vSwitches again",
    });
  }
  return conflicts;
}

/** Why vSwitches and the blocks that were chosen by hand or exist already do not fit into each other. */
export function blockConflicts(
  clusters: readonly Cluster[],
  existing: readonly ExistingBlock[],
): PlanConflict[] {
  const conflicts: PlanConflict[] = [];
  const chosen = clusters.flatMap(({ members }) =>
    members.flatMap((member) => (member.block === undefined ? [] : [{ block: member.block, member }])),
  );
  const blocks: readonly Ipv4Cidr[] = [
    ...chosen.map(({ block }) => block),
    ...existing.map(({ cidr }) => cidr),
  ];
  for (const { block, member } of chosen) {
    const other = blocks.find((candidate) => candidate.overlaps(block) && !candidate.equals(block));
    if (other === undefined) continue;
    conflicts.push({
      keys: [member.key],
      problem: `the block ${block.toString()} of ${named(member)} overlaps the block ${other.toString()}, and the blocks of a VPC must not overlap`,
      remedy: "choose one of them for all EIPs in it",
    });
  }
  for (const { cidr, members } of clusters) {
    const block = blocks.find((candidate) => candidate.overlaps(cidr) && !candidate.contains(cidr));
    if (block === undefined) continue;
    conflicts.push({
      keys: members.map(({ key }) => key),
      problem: `${listed(members)} needs the vSwitch ${cidr.toString()}, which does not fit into the block ${block.toString()}`,
      remedy: "choose a block that contains it, or another EIP",
    });
  }
  return conflicts;
}

/** Why the EIPs need more blocks than a VPC may have. */
export function tooManyBlocks(requests: readonly PlanRequest[], limit: number): PlanConflict {
  return {
    keys: requests.map(({ key }) => key),
    problem:
      `${listed(requests)} cannot be covered by ${limit} secondary CIDR ${limit === 1 ? "block" : "blocks"}, ` +
      "which is what one VPC may have: a block is a /16 at most",
    remedy:
      "use EIPs that are closer together, or have the quota vpc_quota_secondary_cidr_num raised and set blocksPerVpc to it",
  };
}

function named({ key, eip }: PlanRequest): string {
  return eip === undefined ? `"${key}"` : `"${key}" (${eip.toString()})`;
}

/** At most six by name, so that a message about a large fleet stays readable. */
function listed(requests: readonly PlanRequest[]): string {
  const names = requests.slice(0, 6).map(named);
  return joined(
    requests.length > names.length ? [...names, `${requests.length - names.length} more`] : names,
  );
}

function joined(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1) ?? ""}`;
}

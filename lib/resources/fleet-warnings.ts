import { Annotations } from "cdktf";
import type { Construct } from "constructs";

import type { PlannedBlock } from "../planning/model";
import type { IEip } from "./eip";

/** Exposure of a fleet, as far as its block matters. */
interface ShadowingExposure {
  readonly eip: IEip;
  readonly vpcId?: string;
  readonly nicOf?: unknown;
  readonly vswitch?: unknown;
  readonly networkInterface?: unknown;
  readonly existingCidrBlock?: unknown;
}

type Exposures = Readonly<Record<string, ShadowingExposure>>;

/**
 * Warns at synth of the addresses that the blocks of a fleet shadow, once for each VPC.
 *
 * @param plan - blocks whose range is known
 * @returns the total over several VPCs, as a line; undefined for one VPC
 */
export function warnOfShadows(
  fleet: Construct,
  plan: readonly PlannedBlock[],
  exposures: Exposures,
): string | undefined {
  const added = plan.filter((block) => !keysIn(block).some((key) => isInExistingBlock(exposures[key])));
  const planned = new Set(plan.flatMap(keysIn));
  const derived = Object.entries(exposures).filter(
    ([key, { nicOf, vswitch, networkInterface }]) =>
      ![nicOf, vswitch, networkInterface].some((place) => place !== undefined) && !planned.has(key),
  );
  const vpcIds = new Set([...added.map(({ vpcId }) => vpcId), ...derived.map(([, { vpcId }]) => vpcId)]);
  for (const vpcId of vpcIds) {
    const blocks = added.filter((block) => block.vpcId === vpcId);
    const later = derived.filter(([, exposure]) => exposure.vpcId === vpcId);
    Annotations.of(fleet).addWarning(warningFor(nameOf(vpcId), blocks, later));
  }
  if (vpcIds.size < 2) return undefined;
  const unknown =
    derived.length === 0 ? "" : `, and ${derived.length} more with a range that is not known yet`;
  return `total: ${added.length} blocks in ${vpcIds.size} VPCs shadow ${sum(added)} public addresses of others${unknown}`;
}

/** Warns at synth of new EIPs on the NICs of others: nobody chooses their addresses, and the vSwitch of a NIC holds few. */
export function warnOfNewEips(fleet: Construct, exposures: Exposures): void {
  for (const [key, { eip, nicOf }] of Object.entries(exposures)) {
    if (typeof nicOf !== "string" || eip.lookedUpBy !== undefined) continue;
    Annotations.of(fleet).addWarning(
      `the address of the new EIP of ${key} is likely to be outside the vSwitch of ${nicOf}, and then the apply fails once the EIP exists; ` +
        "create the EIP first, and write its address",
    );
  }
}

/** Name of a VPC: a fleet has the ID of one that exists, or any name for one that does not. */
function nameOf(vpcId: string | undefined): string {
  if (vpcId === undefined) return "this VPC";
  return vpcId.startsWith("vpc-") ? `the VPC ${vpcId}` : "the new VPC";
}

function warningFor(
  vpc: string,
  blocks: readonly PlannedBlock[],
  later: readonly (readonly [key: string, exposure: ShadowingExposure])[],
): string {
  const [only] = blocks;
  if (only !== undefined && blocks.length + later.length === 1) return shadowText(only, vpc);
  const ranges = blocks.map(({ cidr }) => cidr.toString());
  const width = Math.max(0, ...ranges.map(({ length }) => length));
  const lines = [
    ...blocks.map(({ cidr, shadowed }, i) => {
      const range = (ranges[i] ?? "").padEnd(width);
      return `  ${range}  shadows ${shadowed} (${cidr.network.toString()} to ${cidr.last.toString()})`;
    }),
    ...later.map(([key, { eip }]) => {
      const isNew = eip.lookedUpBy === undefined;
      const when = isNew ? "its new EIP is created" : `Terraform has looked up ${eip.lookedUpBy ?? ""}`;
      return `  block of ${key}  range known when ${when}: for most addresses a /28, which shadows 15`;
    }),
  ];
  const counted = blocks.length === 1 ? "1 block shadows" : `${blocks.length} blocks shadow`;
  const headline =
    blocks.length === 0
      ? `blocks of EIPs without a known address shadow public addresses of others in ${vpc}; hosts there are unreachable from the VPC while the blocks exist`
      : `${counted} ${sum(blocks)} public addresses of others in ${vpc}; hosts there are unreachable from the VPC while the blocks exist`;
  return [headline, ...lines].join("\n");
}

/**
 * Text about the addresses that one block shadows: Alibaba Cloud routes its whole range inside the VPC.
 *
 * @param vpc - name of the VPC
 */
export function shadowText({ cidr, shadowed }: Pick<PlannedBlock, "cidr" | "shadowed">, vpc: string): string {
  return (
    `${cidr.toString()} shadows ${shadowed} public addresses of others in ${vpc} ` +
    `(${cidr.network.toString()} to ${cidr.last.toString()}); ` +
    "hosts there are unreachable from the VPC while the block exists"
  );
}

function sum(blocks: readonly PlannedBlock[]): number {
  return blocks.reduce((total, { shadowed }) => total + shadowed, 0);
}

function keysIn({ vswitches }: PlannedBlock): readonly string[] {
  return vswitches.flatMap(({ keys }) => keys);
}

function isInExistingBlock(exposure: ShadowingExposure | undefined): boolean {
  return exposure?.existingCidrBlock !== undefined;
}

import type { Ipv4Cidr } from "../ipv4";
import { DEFAULT_BLOCKS_PER_VPC } from "../planning/planner";
import { cloudRange } from "./account";
import type { LiveFacts, VpcFacts } from "./live-facts";
import type { LiveFindings } from "./live-finding";

/** Secondary CIDR block of a configuration in a VPC that exists. */
export interface LiveBlock {
  readonly vpcId: string;
  readonly cidr: Ipv4Cidr;
  /** Whether the configuration says that the VPC has the block already. */
  readonly isExisting: boolean;
  /** Keys of the exposures in it. */
  readonly keys: readonly string[];
  /** vSwitches in it that the configuration creates. */
  readonly vswitches: readonly Ipv4Cidr[];
}

/**
 * Compares blocks with the ranges, vSwitches and routes of their VPCs.
 *
 * @param blocksPerVpc - quota that the configuration states; the smaller of it and that of Quota Center counts
 */
export function checkBlocks(
  blocks: readonly LiveBlock[],
  { vpcs, blockQuota }: LiveFacts,
  blocksPerVpc: number | undefined,
  findings: LiveFindings,
): void {
  for (const block of blocks) {
    const facts = vpcs.get(block.vpcId);
    if (facts === undefined) continue;
    checkRanges(block, facts, findings);
    if (!block.isExisting) checkRoutes(block, facts, findings);
    checkVSwitches(block, facts, findings);
    checkGateway(block, facts, findings);
  }
  for (const [vpcId, { vpc }] of vpcs) {
    if (vpc === undefined) continue;
    const own = blocks.filter((block) => block.vpcId === vpcId && !block.isExisting);
    const ranges = [...new Set([...vpc.secondaryBlocks, ...own.map(({ cidr }) => cidr.toString())])];
    // A block that exists needs no room.
    const isNew = own.some(({ cidr }) => !vpc.secondaryBlocks.includes(cidr.toString()));
    const quota = Math.min(blockQuota ?? Infinity, blocksPerVpc ?? blockQuota ?? DEFAULT_BLOCKS_PER_VPC);
    if (!isNew || ranges.length <= quota) continue;
    const stated = blocksPerVpc === undefined ? "the default" : "as blocksPerVpc says";
    const source = quota === blockQuota ? "as Quota Center says" : stated;
    findings.error(
      "block-quota",
      own.flatMap(({ keys }) => keys).join(", "),
      `The VPC ${vpcId} would have ${ranges.length} secondary CIDR blocks (${ranges.join(", ")}), and may have ${quota}, ${source}`,
      "Remove one, or request a higher quota vpc_quota_secondary_cidr_num and raise blocksPerVpc",
    );
  }
}

function checkRanges(
  { vpcId, cidr, isExisting, keys }: LiveBlock,
  { vpc }: VpcFacts,
  findings: LiveFindings,
): void {
  if (vpc === undefined) return;
  const range = cidr.toString();
  if (isExisting) {
    if (vpc.secondaryBlocks.includes(range)) return;
    const present = vpc.secondaryBlocks.length === 0 ? "none" : vpc.secondaryBlocks.join(", ");
    findings.error(
      "block-found",
      keys.join(", "),
      `The VPC ${vpcId} has no secondary CIDR block ${range}; it has ${present}`,
      "Correct the range, or let Terraform add the block",
    );
    return;
  }
  // After the first apply, the block itself is among the secondary ones.
  const others = [vpc.range, ...vpc.secondaryBlocks].filter(
    (other) => other !== range && overlaps(cidr, other),
  );
  if (others.length > 0)
    findings.error(
      "block-overlap",
      keys.join(", "),
      `The secondary CIDR block ${range} overlaps ${others.join(", ")}, which the VPC ${vpcId} already has`,
      "Remove that range from the VPC, or choose another EIP or block",
    );
}

/** A block must not equal or contain the destination of a custom or dynamic route. */
function checkRoutes(
  { vpcId, cidr, keys }: LiveBlock,
  { vpc, routes }: VpcFacts,
  findings: LiveFindings,
): void {
  const range = cidr.toString();
  // With the block, its routes are there too.
  if (routes === undefined || vpc?.secondaryBlocks.includes(range) === true) return;
  const inside = routes.all
    .filter(({ type, destination }) => type !== "System" && isInside(cidr, cloudRange(destination)))
    .map(({ destination }) => destination);
  if (inside.length > 0)
    findings.error(
      "block-overlap",
      keys.join(", "),
      `The secondary CIDR block ${range} contains ${inside.join(", ")}, the destination of a route of the VPC ${vpcId}`,
      "Delete that route, or choose another EIP or block",
    );
}

function checkVSwitches(
  { cidr, keys, vswitches: own }: LiveBlock,
  { vswitches }: VpcFacts,
  findings: LiveFindings,
): void {
  const others = (vswitches ?? []).filter(({ range }) => overlaps(cidr, range));
  for (const vswitch of own)
    for (const other of others) {
      // After the first apply, the vSwitch itself is among them.
      if (other.range === vswitch.toString() || !overlaps(vswitch, other.range)) continue;
      findings.error(
        "block-overlap",
        keys.join(", "),
        `The vSwitch ${vswitch.toString()} overlaps ${other.range}, the vSwitch ${other.id}`,
        "Delete that vSwitch, or set it as the vSwitch of the exposure",
      );
    }
}

function checkGateway(
  { vpcId, isExisting, keys }: LiveBlock,
  { ipv4Gateway, routes }: VpcFacts,
  findings: LiveFindings,
): void {
  if (isExisting || routes === undefined || ipv4Gateway === undefined || ipv4Gateway === "") return;
  const isRouted = routes.system.some(
    ({ destination, nextHops }) => destination === "0.0.0.0/0" && nextHops.includes(ipv4Gateway),
  );
  if (!isRouted)
    findings.error(
      "ipv4-gateway",
      keys.join(", "),
      `The VPC ${vpcId} has an activated IPv4 gateway, but its system route table has no route 0.0.0.0/0 to it, so the EIP would have no Internet access`,
      "Add that route; if there is one, check that the RAM policy allows vpc:DescribeRouteTableList and vpc:DescribeRouteTables",
    );
}

function isInside(range: Ipv4Cidr, other: Ipv4Cidr | undefined): boolean {
  return other !== undefined && range.contains(other);
}

function overlaps(range: Ipv4Cidr, text: string): boolean {
  return cloudRange(text)?.overlaps(range) === true;
}

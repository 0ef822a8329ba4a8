import type { ExposedEips } from "../exposed-eips";
import { SecondaryCidrBlock } from "../steps";
import { hcl } from "../terraform/hcl";

/** A block of the stack, and how many addresses of others it hides from the VPC. */
interface ShadowedRange {
  readonly block: string;
  readonly vpc_id: string;
  /** A number, or an expression for it. */
  readonly addresses: number | string;
}

/** The blocks that a fleet adds, and how many addresses of others each of them shadows. */
export function shadowedRanges(fleet: ExposedEips): ShadowedRange[] {
  const blocks = fleet.node.findAll().filter((construct) => construct instanceof SecondaryCidrBlock);
  return blocks.map(({ cidrBlock, vpcId }) => {
    const planned = fleet.plan.find(({ cidr }) => cidr.toString() === cidrBlock);
    // A block that Terraform derives holds one EIP; it has no range where the EIP is gone.
    const addresses =
      planned === undefined
        ? hcl`try(pow(2, 32 - split("/", ${cidrBlock})[1]) - 1, 0)`.toString()
        : planned.shadowed;
    return { block: cidrBlock, vpc_id: vpcId, addresses };
  });
}

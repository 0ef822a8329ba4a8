import { Annotations } from "cdktf";
import type { Construct } from "constructs";

import type { Ipv4Cidr } from "./address";

/**
 * Warns at synth of what a block costs: Alibaba Cloud routes its whole range inside the VPC.
 *
 * @param shadowed - how many addresses of the block belong to others
 */
export function warnOfShadow(block: Construct, cidr: Ipv4Cidr, shadowed: number): void {
  Annotations.of(block).addWarning(
    `${cidr.toString()} hides ${shadowed} other public addresses from this VPC ` +
      `(${cidr.network.toString()} to ${cidr.last.toString()}). ` +
      "Hosts there cannot be reached from the VPC while the block exists.",
  );
}

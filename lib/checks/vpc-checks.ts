import type { Construct } from "constructs";

import { Ipv4GatewayLookUp } from "../look-up/ipv4-gateway-look-up";
import type { IVpc } from "../references/vpc";
import { hcl } from "../terraform/hcl";
import type { BlockGroup } from "./blocks-of-stack";
import { isChecked, type Requirement } from "./requirement";

/**
 * That a VPC which is looked up has room for a block, and sends the traffic of its vSwitches to the Internet.
 *
 * @param blocks - the blocks of the stack, this one among them
 * @param limit - how many secondary CIDR blocks the VPC may have
 */
export function vpcRequirements(
  scope: Construct,
  { vpcId, ranges }: IVpc,
  blocks: BlockGroup,
  limit: number,
): Requirement[] {
  if (ranges === undefined) return [];
  const requirements: Requirement[] = [];
  if (isChecked(scope, "block-quota")) {
    // A block of the stack is among those of the VPC once it exists.
    const own = blocks.rangesIn(vpcId);
    const all = hcl`distinct(concat(${ranges.secondary}, ${own}))`;
    // What is missing with the VPC is its instance, which is reported.
    const ownCount = hcl`(${vpcId} == "" ? 0 : try(length(${own}), 0))`;
    // The ranges may be unknown at plan, as those of new EIPs are; their number never is.
    const count = hcl`${ownCount} > ${limit} ? ${ownCount} : try(length(${all}), 0)`.toString();
    const list = hcl`${ownCount} > ${limit} ? "all of this stack" : try(join(", ", ${all}), "")`.toString();
    requirements.push({
      check: "block-quota",
      condition: hcl`${ownCount} > ${limit} ? false : try(length(${all}) <= ${limit}, true)`,
      errorMessage:
        `The VPC ${vpcId} would have ${count} secondary CIDR blocks (${list}), and may have ${limit}. Remove one, or have the ` +
        "quota vpc_quota_secondary_cidr_num raised and set blocksPerVpc to it.",
    });
  }
  if (isChecked(scope, "ipv4-gateway")) {
    requirements.push({
      check: "ipv4-gateway",
      condition: hcl`!contains(${Ipv4GatewayLookUp.of(scope).bypassed}, ${vpcId})`,
      errorMessage:
        `The VPC ${vpcId} has an activated IPv4 gateway, and its system route table has no route 0.0.0.0/0 to it: the EIP would ` +
        "have no Internet. Add that route.",
    });
  }
  return requirements;
}

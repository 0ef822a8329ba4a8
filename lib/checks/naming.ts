import { Token } from "cdktf";

import type { IEcsInstance } from "../references/instance";
import type { IVpc } from "../references/vpc";

// How messages call things. Terraform refuses a message with a value that it does not know yet, as the IDs of what the same
// stack makes are at plan time: such a thing has no name.

/** `the instance i-…`, or `the instance` where its ID may be unknown. */
export function instanceName({ instanceId }: Pick<IEcsInstance, "instanceId">): string {
  return Token.isUnresolved(instanceId) ? "the instance" : `the instance ${instanceId}`;
}

/** `the VPC vpc-…`, or `the VPC` where its ID may be unknown: the ID of one that is looked up never is. */
export function vpcName({ vpcId, ranges }: IVpc): string {
  return ranges === undefined && Token.isUnresolved(vpcId) ? "the VPC" : `the VPC ${vpcId}`;
}

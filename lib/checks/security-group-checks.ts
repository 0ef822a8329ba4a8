import { Token } from "cdktf";
import type { Construct } from "constructs";

import { SecurityGroupLookUp } from "../look-up/security-group-look-up";
import type { IVpc } from "../references/vpc";
import { hcl } from "../terraform/hcl";
import { isChecked, type Requirement } from "./requirement";

/** That the security groups of an ENI are in its VPC, and all basic or all advanced; for a VPC that is looked up. */
export function securityGroupRequirements(
  scope: Construct,
  vpc: IVpc,
  securityGroupIds: readonly string[],
): Requirement[] {
  if (vpc.ranges === undefined) return [];
  const isLookedUp = Token.isUnresolved(securityGroupIds);
  const ids = isLookedUp ? hcl`${Token.asString(securityGroupIds)}` : hcl`${securityGroupIds}`;
  const requirements: Requirement[] = [];
  if (isChecked(scope, "security-group-type")) {
    const types = hcl`distinct([for id in ${ids} : ${SecurityGroupLookUp.of(scope).groups}[id].security_group_type])`;
    requirements.push({
      check: "security-group-type",
      condition: hcl`try(length(${types}) <= 1, true)`,
      errorMessage:
        `The security groups ${hcl`try(join(", ", ${ids}), "")`.toString()} are partly basic (normal) and partly advanced ` +
        "(enterprise); those of one ENI are all of one type. Choose others with securityGroups.",
    });
  }
  // The groups of the instance are in its VPC; one that the stack makes is not among those that exist when it is planned.
  const given = isLookedUp ? [] : securityGroupIds.filter((id) => !Token.isUnresolved(id));
  if (given.length > 0 && isChecked(scope, "same-vpc")) {
    const elsewhere = hcl`[for id in ${given} : id if try(${SecurityGroupLookUp.of(scope).groups}[id].vpc_id, "") != ${vpc.vpcId}]`;
    requirements.push({
      check: "same-vpc",
      condition: hcl`${vpc.vpcId} == "" || length(${elsewhere}) == 0`,
      errorMessage:
        `The security groups ${hcl`join(", ", ${elsewhere})`.toString()} are not in the VPC ${vpc.vpcId} of the instance. ` +
        "Choose groups of that VPC with securityGroups.",
    });
  }
  return requirements;
}

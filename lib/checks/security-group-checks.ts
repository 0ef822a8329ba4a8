import { Token } from "cdktf";
import type { Construct } from "constructs";

import { SecurityGroupRuleLookUp } from "../look-up/security-group-rule-look-up";
import { SecurityGroupLookUp } from "../look-up/security-group-look-up";
import type { IVpc } from "../references/vpc";
import { hcl, type HclExpression, rawHcl } from "../terraform/hcl";
import { isChecked, type Requirement } from "./requirement";

/**
 * That the security groups of an ENI are in its VPC, all basic or all advanced, and let something out; for a VPC that is looked
 * up.
 */
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
  if (isChecked(scope, "security-group-egress")) {
    requirements.push(letsSomethingOut(scope, ids, isLookedUp ? ids : hcl`${given}`));
  }
  return requirements;
}

/**
 * A basic group lets everything out that no rule drops, an advanced one nothing that no rule accepts.
 * @see https://www.alibabacloud.com/help/en/ecs/user-guide/basic-security-groups-and-advanced-security-groups
 *
 * @param ids - the groups of the ENI
 * @param known - those of them that exist before the stack is applied
 */
function letsSomethingOut(scope: Construct, ids: HclExpression, known: HclExpression): Requirement {
  const lookUp = SecurityGroupRuleLookUp.of(scope);
  lookUp.request(scope.node.path, known);
  const all = (list: "accepts" | "drops") =>
    hcl`flatten([for id in ${ids} : ${lookUp.egress}[id].${rawHcl(list)}])`;
  const types = hcl`distinct([for id in ${ids} : ${SecurityGroupLookUp.of(scope).groups}[id].security_group_type])`;
  const beforeDrop = hcl`[for priority in ${all("accepts")} : priority if priority < min(${all("drops")}...)]`;
  const withoutDrop = hcl`contains(${types}, "normal") || length(${all("accepts")}) > 0`;
  const letsOut = hcl`length(${all("drops")}) == 0 ? ${withoutDrop} : length(${beforeDrop}) > 0`;
  return {
    check: "security-group-egress",
    // What is not known of a group, as of one that the stack makes, is taken for good. No group, and groups of both types, are
    // other mistakes.
    condition: hcl`try(length(${types}) == 1 ? (${letsOut}) : true, true)`,
    errorMessage:
      `The security groups ${hcl`try(join(", ", ${ids}), "")`.toString()} let nothing out: no rule accepts outbound traffic ` +
      "before it is dropped. Add such a rule, or choose others with securityGroups.",
  };
}

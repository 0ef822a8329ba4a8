import { DataAlicloudSecurityGroupRules } from "@cdktf/provider-alicloud/lib/data-alicloud-security-group-rules";
import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";

import { hcl, type HclExpression, type HclValue } from "../terraform/hcl";
import { stackSingleton } from "../terraform/singleton";
import { SecurityGroupLookUp } from "./security-group-look-up";

/**
 * What the rules of existing security groups let out, of those groups that an ENI of the stack gets: one request for each group,
 * however many ENIs it has.
 */
export class SecurityGroupRuleLookUp extends Construct {
  /**
   * By security group ID: the priorities of the rules that accept something (`accepts`), and of those that drop everything to
   * everywhere (`drops`). The lowest number comes first.
   */
  public readonly egress: HclExpression;
  private readonly groups = new Map<string, HclValue>();

  public static of(scope: Construct): SecurityGroupRuleLookUp {
    return stackSingleton(
      scope,
      "SecurityGroupRuleLookUp",
      (stack, id) => new SecurityGroupRuleLookUp(stack, id),
    );
  }

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    const found = new DataAlicloudSecurityGroupRules(this, "security_group_rules", {
      groupId: hcl`each.value`.toString(),
      direction: "egress",
    });
    // The groups of an instance that was not found are null. A group that does not exist is reported by the check of its VPC.
    const asked = hcl`flatten([for ids in ${() => [...this.groups.values()]} : ids if ids != null])`;
    found.addOverride(
      "for_each",
      hcl`toset([for id in ${asked} : id if contains(keys(${SecurityGroupLookUp.of(this).groups}), id)])`,
    );
    const priorities = (condition: HclExpression) =>
      hcl`[for rule in found.rules : rule.priority if rule.direction == "egress" && ${condition}]`;
    const accepts = priorities(hcl`rule.policy == "accept"`);
    const drops = priorities(
      hcl`rule.policy == "drop" && rule.ip_protocol == "all" && rule.dest_cidr_ip == "0.0.0.0/0"`,
    );
    const byGroup = new TerraformLocal(
      new Construct(this, "Local"),
      "security_group_egress",
      hcl`{for id, found in ${found.fqn} : id => {accepts = ${accepts}, drops = ${drops}}}`,
    );
    this.egress = hcl`${byGroup.asString}`;
  }

  /**
   * Asks for the rules of some groups.
   *
   * @param name - the same for the same groups
   * @param groups - a list of IDs that is known at plan time, or null
   */
  public request(name: string, groups: HclValue): void {
    this.groups.set(name, groups);
  }
}

import { DataAlicloudSecurityGroups } from "@cdktf/provider-alicloud/lib/data-alicloud-security-groups";
import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";

import { hcl, type HclExpression } from "../terraform/hcl";
import { stackSingleton } from "../terraform/singleton";
import { VpcLookUp } from "./vpc-look-up";

/** The security groups of the VPCs of the stack's instances, by security group ID. */
export class SecurityGroupLookUp extends Construct {
  public readonly groups: HclExpression;

  public static of(scope: Construct): SecurityGroupLookUp {
    return stackSingleton(scope, "SecurityGroupLookUp", (stack, id) => new SecurityGroupLookUp(stack, id));
  }

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    const found = new DataAlicloudSecurityGroups(this, "security_groups", {
      vpcId: hcl`each.value`.toString(),
      // With details on, the provider makes one more request for each group.
      enableDetails: false,
    });
    found.addOverride("for_each", hcl`toset(${VpcLookUp.of(this).vpcIds})`);
    const byId = new TerraformLocal(
      new Construct(this, "Local"),
      "security_groups",
      hcl`{for group in flatten([for vpc in ${found.fqn} : vpc.groups]) : group.id => group}`,
    );
    this.groups = hcl`${byId.asString}`;
  }
}

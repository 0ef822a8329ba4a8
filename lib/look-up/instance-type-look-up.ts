import { DataAlicloudInstanceTypes } from "@cdktf/provider-alicloud/lib/data-alicloud-instance-types";
import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";

import { hcl, type HclExpression } from "../terraform/hcl";
import { stackSingleton } from "../terraform/singleton";
import { instanceLookUp } from "./instance-look-up";

/** The types of the stack's instances and those that are asked for, by type. Types that are no longer sold in the region are not found. */
export class InstanceTypeLookUp extends Construct {
  public readonly types: HclExpression;
  private readonly requested = new Set<string>();

  public static of(scope: Construct): InstanceTypeLookUp {
    return stackSingleton(scope, "InstanceTypeLookUp", (stack, id) => new InstanceTypeLookUp(stack, id));
  }

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    // The API filters by family only, and answers with every type of the region otherwise: ecs.s6-c1m1.small is in ecs.s6.
    const types = hcl`concat([for instance in ${instanceLookUp(this).map} : instance.instance_type], ${() => [...this.requested].sort()})`;
    const families = hcl`compact([for type in ${types} : try(regex("^ecs[.][a-z0-9]+", type), "")])`;
    const found = new DataAlicloudInstanceTypes(this, "instance_types", {
      instanceTypeFamily: hcl`each.value`.toString(),
    });
    found.addOverride("for_each", hcl`toset(${families})`);
    const byType = new TerraformLocal(
      new Construct(this, "Local"),
      "instance_types",
      hcl`{for type in flatten([for family in ${found.fqn} : family.instance_types]) : type.id => type}`,
    );
    this.types = hcl`${byType.asString}`;
  }

  /** Asks for a type of which no instance exists yet. */
  public request(instanceType: string): void {
    this.requested.add(instanceType);
  }
}

import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";

import { hcl, type HclExpression } from "../terraform/hcl";
import { stackSingleton } from "../terraform/singleton";

/**
 * Instance types that take or give back an ENI only while they are stopped.
 * @see https://www.alibabacloud.com/help/en/ecs/user-guide/eni-overview
 */
export const TYPES_WITHOUT_HOT_PLUG: readonly string[] = [
  ...["small", "large"].flatMap((size) => [`ecs.n4.${size}`, `ecs.mn4.${size}`, `ecs.e4.${size}`]),
  "ecs.xn4.small",
  ...["c1m1.small", "c1m2.large", "c1m2.small", "c1m4.large", "c1m4.small"].map((size) => `ecs.s6-${size}`),
  ...["c1m1", "c1m2", "c1m4", "c4m1", "c2m1"].map((size) => `ecs.e-${size}.large`),
  ...["c1m1", "c1m2", "c1m4", "c2m1", "c4m1"].map((size) => `ecs.t6-${size}.large`),
  ...[
    "c1m1.large",
    "c1m2.large",
    "c1m4.large",
    "lc1m1.small",
    "lc1m2.large",
    "lc1m2.small",
    "lc1m4.large",
    "lc2m1.nano",
  ].map((size) => `ecs.t5-${size}`),
].sort();

/** The list {@link TYPES_WITHOUT_HOT_PLUG} in a stack, once for the checks of all attachments. */
export class TypesWithoutHotPlug extends Construct {
  public readonly list: HclExpression;

  public static of(scope: Construct): TypesWithoutHotPlug {
    return stackSingleton(scope, "TypesWithoutHotPlug", (stack, id) => new TypesWithoutHotPlug(stack, id));
  }

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    const list = new TerraformLocal(this, "types_without_hot_plug", [...TYPES_WITHOUT_HOT_PLUG]);
    this.list = hcl`${list.asString}`;
  }
}

import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";

import { hcl, type HclExpression } from "../../terraform/hcl";

/** Declares a local value of the module; its name may be that of a look-up as well. */
export function moduleLocal(scope: Construct, name: string, expression: HclExpression): HclExpression {
  const local = new TerraformLocal(new Construct(scope, `Local-${name}`), name, expression);
  return hcl`${local.asString}`;
}

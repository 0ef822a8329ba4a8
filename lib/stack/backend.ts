import path from "node:path";

import { Annotations, TerraformBackend, type TerraformRemoteState, type TerraformStack } from "cdktf";

import type { BackendSetting } from "../configuration/schema/backend-schema";
import type { Configuration } from "../configuration/schema/configuration-schema";
import { ExposureError } from "../errors";

/**
 * The back end of a stack, from the arguments that the configuration gives in Terraform's own names. cdktf's own classes
 * write the absolute path of this machine for `local`, know no `none`, and ask for a Terraform binary for `cloud`.
 */
export class StackBackend extends TerraformBackend {
  public constructor(
    stack: TerraformStack,
    private readonly setting: BackendSetting,
  ) {
    super(stack, "backend", setting.type === "none" ? "local" : setting.type);
    const { path: file } = setting.arguments;
    if (setting.type === "local" && typeof file === "string" && isInOutput(file)) {
      Annotations.of(stack).addWarning(
        `the state ${file} lies inside the folder of the stack in cdktf.out, and is lost with it: ` +
          "begin the path with ../../../, which is the folder of cdktf.json, or give an absolute one",
      );
    }
  }

  public override toTerraform(): object {
    const { type, arguments: given } = this.setting;
    switch (type) {
      case "none":
        return {};
      case "cloud":
        return { terraform: { cloud: given } };
      case "local":
        // Relative to the folder of the stack in cdktf.out, and outside cdktf.out: that folder may be deleted at any time.
        return {
          terraform: {
            backend: {
              local: { path: `../../../terraform.${this.node.scope?.node.id ?? ""}.tfstate`, ...given },
            },
          },
        };
      default:
        return { terraform: { backend: { [type]: given } } };
    }
  }

  public override toHclTerraform(): object {
    return this.toTerraform();
  }

  public override getRemoteStateDataSource(): TerraformRemoteState {
    throw new ExposureError(
      this,
      "a stack made from a configuration file cannot be referred to from another stack; use its outputs",
    );
  }
}

/** Whether a path that begins in the folder of a stack, `cdktf.out/stacks/<stack>`, stays inside `cdktf.out`. */
function isInOutput(file: string): boolean {
  return !path.isAbsolute(file) && !path.normalize(file).startsWith(path.join("..", "..", ".."));
}

/**
 * The Terraform that the stack of a configuration needs. Its checks and `import` blocks came with 1.5, and with 1.6 expressions in
 * these, as for a VPC or an EIP that is looked up.
 */
export function requiredVersion({ exposures }: Configuration): string {
  const needsExpression = Object.values(exposures).some(
    ({ import: parts, eip }) =>
      parts?.vswitch !== undefined ||
      (parts?.networkInterface !== undefined && parts.associated !== false && !("allocationId" in eip)),
  );
  return needsExpression ? ">= 1.6" : ">= 1.5";
}

import path from "node:path";

import { Annotations, TerraformBackend, type TerraformRemoteState, type TerraformStack } from "cdktf";

import type { BackendSetting } from "../configuration/schema/backend-schema";
import type { Configuration } from "../configuration/schema/configuration-schema";
import { ExposureError } from "../errors";

/**
 * Backend of a stack, from arguments in Terraform's own names. The classes of cdktf write an absolute path for `local`, have no `none`, and
 * require a Terraform binary for `cloud`.
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
        `the state ${file} is inside the folder of the stack in cdktf.out and is lost with it; ` +
          "start the path with ../../../, the folder of cdktf.json, or use an absolute path",
      );
    }
  }

  public override toTerraform(): object {
    const { type, arguments: settings } = this.setting;
    switch (type) {
      case "none":
        return {};
      case "cloud":
        return { terraform: { cloud: settings } };
      case "local":
        // Relative to the folder of the stack, and outside cdktf.out, which may be deleted at any time.
        return {
          terraform: {
            backend: {
              local: { path: `../../../terraform.${this.node.scope?.node.id ?? ""}.tfstate`, ...settings },
            },
          },
        };
      default:
        return { terraform: { backend: { [type]: settings } } };
    }
  }

  public override toHclTerraform(): object {
    return this.toTerraform();
  }

  public override getRemoteStateDataSource(): TerraformRemoteState {
    throw new ExposureError(
      this,
      "another stack cannot reference the stack of a configuration file; use its outputs",
    );
  }
}

/** Whether a path relative to the folder of a stack, `cdktf.out/stacks/<stack>`, stays inside `cdktf.out`. */
function isInOutput(file: string): boolean {
  return !path.isAbsolute(file) && !path.normalize(file).startsWith(path.join("..", "..", ".."));
}

/**
 * Returns the Terraform version that the stack of a configuration requires: 1.5 for checks and `import` blocks, 1.6 for expressions in
 * these, as for a looked-up VPC or EIP.
 */
export function requiredVersion({ exposures }: Configuration): string {
  const needsExpression = Object.values(exposures).some(
    ({ import: parts, eip }) =>
      parts?.vswitch !== undefined ||
      (parts?.networkInterface !== undefined && parts.associated !== false && !("allocationId" in eip)),
  );
  return needsExpression ? ">= 1.6" : ">= 1.5";
}

import type { Configuration } from "../configuration";

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

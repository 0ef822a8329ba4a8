/** The address of the provider in a lock file of Terraform. */
export const ALICLOUD = "registry.terraform.io/aliyun/alicloud";

/** A lock file as `terraform init` writes it. */
export function lockText({
  version,
  hashes,
}: {
  readonly version: string;
  readonly hashes: readonly string[];
}): string {
  return [
    '# This file is maintained automatically by "terraform init".',
    "# Manual edits may be lost in future updates.",
    "",
    `provider "${ALICLOUD}" {`,
    `  version     = "${version}"`,
    '  constraints = ">= 1.276.0, < 2.0.0"',
    "  hashes = [",
    ...hashes.map((hash) => `    "${hash}",`),
    "  ]",
    "}",
    "",
  ].join("\n");
}

import { Token } from "cdktf";

import { hcl } from "../terraform/hcl";

/**
 * A value for the inside of quotes of a shell, `'…'`. A plain text is returned as it is, since it is quoted at synth; in one
 * that only Terraform knows, Terraform does what `quoteForShell` does: no metadata and no answer of the API ends the quotes.
 */
export function shellValue(text: string): string {
  return Token.isUnresolved(text) ? hcl`replace(${text}, "'", "'\\\\''")`.toString() : text;
}

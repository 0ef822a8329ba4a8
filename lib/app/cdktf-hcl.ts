import { type App, TerraformStack } from "cdktf";

import { ExportError } from "../export/export-error";
import { cdktfHclProblems, describeCdktfHclProblems, type TerraformJson } from "../hcl";

/**
 * Refuses the HCL output of cdktf itself, which `cdktf synth --hcl` asks for, where it would not say what the JSON says.
 *
 * @throws ExportError naming what would go wrong, and what to use instead
 */
export function refuseBrokenHcl(app: App): void {
  if (!app.hclOutput) return;
  for (const stack of app.node.children) {
    if (!TerraformStack.isStack(stack)) continue;
    stack.prepareStack();
    const problems = cdktfHclProblems(stack.toTerraform() as TerraformJson);
    if (problems.length > 0) throw new ExportError(`${stack.node.id}: ${describeCdktfHclProblems(problems)}`);
  }
}

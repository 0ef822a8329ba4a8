import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { App, type TerraformStack } from "cdktf";

import type { TerraformJson } from "../hcl";

/** A stack, and the Terraform JSON that cdktf makes of it. */
export interface Synthesized<Stack extends TerraformStack> {
  readonly stack: Stack;
  readonly json: TerraformJson;
}

/**
 * Synthesizes one stack as a program does, validations included, and leaves nothing behind.
 *
 * @throws Error when a validation finds a mistake
 */
export function synthesized<Stack extends TerraformStack>(declare: (app: App) => Stack): Synthesized<Stack> {
  const outdir = mkdtempSync(path.join(os.tmpdir(), "export-"));
  try {
    const app = new App({ outdir });
    const stack = declare(app);
    app.synth();
    const { synthesizedStackPath } = app.manifest.forStack(stack);
    const text = readFileSync(path.join(outdir, synthesizedStackPath), "utf8");
    return { stack, json: JSON.parse(text) as TerraformJson };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

import { readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import type { App } from "cdktf";

import { exposureStacksOf } from "../stack/exposure-stack";

/** How the files are called; more than one only where RAM does not take the whole in one policy. */
const NAME = /^ram-policy(?:-[0-9]+)?\.json$/;

/**
 * Writes the RAM policies of each stack beside its `cdk.tf.json`: `ram-policy.json`, or `ram-policy-1.json` and so on. Those of an
 * earlier synthesis are removed.
 */
export function writeRamPolicies(app: App): void {
  for (const stack of exposureStacksOf(app)) {
    const folder = path.dirname(path.join(app.outdir, app.manifest.forStack(stack).synthesizedStackPath));
    for (const file of readdirSync(folder)) if (NAME.test(file)) rmSync(path.join(folder, file));
    const { documents } = stack.ramPolicy;
    for (const [index, document] of documents.entries()) {
      const name = documents.length === 1 ? "ram-policy.json" : `ram-policy-${index + 1}.json`;
      writeFileSync(path.join(folder, name), `${JSON.stringify(document, undefined, 2)}\n`);
    }
  }
}

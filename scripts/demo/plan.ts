import { readFile } from "node:fs/promises";
import * as path from "node:path";

import { alicloudSchema } from "../../testing/alicloud-schema";
import { cloudFor } from "../../testing/cloud";
import { planInCloud } from "../../testing/mock-cloud";
import { SchemaServer } from "../../testing/schema-server/schema-server";
import { TerraformWorkspace } from "../../testing/terraform";

/**
 * Has the real Terraform plan a stack without the provider: a stand-in knows its schema, and Terraform invents values that
 * the cloud would answer.
 *
 * @param folder - of the stack
 * @returns the addresses of what would be created
 */
export async function planWithoutProvider(folder: string): Promise<readonly string[]> {
  const synthesized = await readFile(path.join(folder, "cdk.tf.json"), "utf8");
  const server = await SchemaServer.start(...alicloudSchema());
  try {
    const workspace = await TerraformWorkspace.create(
      { "cdk.tf.json": synthesized },
      { environment: server.environment },
    );
    try {
      const { status, diagnostics, resources } = await planInCloud(workspace, cloudFor(synthesized));
      if (status !== "pass") throw new Error(diagnostics.map(({ summary }) => summary).join("\n"));
      return Object.keys(resources);
    } finally {
      await workspace.remove();
    }
  } finally {
    await server.close();
  }
}

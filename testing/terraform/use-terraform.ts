import { alicloudSchema } from "../alicloud-schema";
import { describeIf, testIf } from "../requirements";
import { SchemaServer } from "../schema-server/schema-server";
import { terraform } from "./binary";
import { TerraformWorkspace, type WorkspaceFiles } from "./workspace";

/** Milliseconds for one test: Terraform takes a fraction of a second, but the machine may be busy. */
const TEST_TIMEOUT = 120_000;

/** `describe` for tests that run Terraform; they get more time than Jest's five seconds. */
export function describeWithTerraform(name: string, body: () => void): void {
  describeIf(terraform, name, () => {
    jest.setTimeout(TEST_TIMEOUT);
    body();
  });
}

/** `test` for a test that runs Terraform. */
export function testWithTerraform(name: string, body: jest.ProvidesCallback): void {
  testIf(terraform, name, body, TEST_TIMEOUT);
}

export interface TerraformForTests {
  /**
   * Makes a workspace in which the provider alicloud is known by its schema.
   *
   * @param configuration the content of `cdk.tf.json`, as text or as an object
   * @param files more files. @default - none
   */
  workspace(configuration: unknown, files?: WorkspaceFiles): Promise<TerraformWorkspace>;
}

/**
 * Gives the tests of a file (or of a `describe` block) Terraform with the provider's schema. The schema server is
 * started before the first of them, and ended after the last one together with all workspaces.
 */
export function useTerraform(): TerraformForTests {
  let server: SchemaServer | undefined;
  const workspaces: TerraformWorkspace[] = [];

  beforeAll(async () => {
    server = await SchemaServer.start(...alicloudSchema());
  });

  afterAll(async () => {
    await Promise.all(workspaces.map((workspace) => workspace.remove()));
    await server?.close();
  });

  return {
    workspace: async (configuration, files = {}) => {
      if (!server) throw new Error("a workspace can be made in a test or hook, not while tests are declared");
      const workspace = await TerraformWorkspace.create(
        { "cdk.tf.json": configuration, ...files },
        { environment: server.environment },
      );
      workspaces.push(workspace);
      return workspace;
    },
  };
}

import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";

import { terraform } from "../terraform";
import type * as binary from "../terraform/binary";

describe("the Terraform binary", () => {
  const { PATH, TERRAFORM_BINARY_NAME } = process.env;
  let folder: string;

  beforeEach(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), "binary-"));
    process.env.PATH = folder;
    delete process.env.TERRAFORM_BINARY_NAME;
  });

  afterEach(async () => {
    process.env.PATH = PATH;
    if (TERRAFORM_BINARY_NAME !== undefined) process.env.TERRAFORM_BINARY_NAME = TERRAFORM_BINARY_NAME;
    await fs.rm(folder, { recursive: true });
  });

  it("is the one that TERRAFORM_BINARY_NAME names", async () => {
    await install("terraform", "Terraform v1.11.4");
    await install("other", "OpenTofu v1.9.0");
    process.env.TERRAFORM_BINARY_NAME = "other";
    expect(search()).toEqual({ program: "other", product: "OpenTofu", version: "1.9.0" });
  });

  it("is terraform rather than tofu", async () => {
    await install("terraform", "Terraform v1.11.4");
    await install("tofu", "OpenTofu v1.9.0");
    expect(search()).toMatchObject({ program: "terraform" });
  });

  it("is tofu where there is no terraform", async () => {
    await install("tofu", "OpenTofu v1.8.0");
    expect(search()).toMatchObject({ product: "OpenTofu", version: "1.8.0" });
  });

  it.each([
    ["Terraform v1.8.5", "terraform is Terraform 1.8.5; install 1.9 or a later 1.x"],
    ["Terraform v2.0.0", "terraform is Terraform 2.0.0; install 1.9 or a later 1.x"],
    ["OpenTofu v1.7.3", "terraform is OpenTofu 1.7.3; install 1.8 or a later 1.x"],
    ["hello", "terraform version is not understood"],
  ])("is missing with a reason when it answers %j", async (answer, reason) => {
    await install("terraform", answer);
    expect(search()).toBe(reason);
  });

  it("is missing with a reason when there is none", () => {
    expect(search()).toBe("terraform is not on the PATH; install 1.9 or later");
    process.env.TERRAFORM_BINARY_NAME = "other";
    expect(search()).toBe("other is not on the PATH; install 1.9 or later");
  });

  it("is not optional in CI", () => {
    expect(terraform.mandatoryInCi).toBe(true);
  });

  async function install(name: string, version: string) {
    await fs.writeFile(path.join(folder, name), `#!/bin/sh\necho '${version}'\n`, { mode: 0o755 });
  }

  /** Searches anew, as another test file would: for the binary, or the reason why there is none. */
  function search() {
    jest.resetModules();
    const { terraform, terraformBinary } = jest.requireActual<typeof binary>("../support/terraform/binary");
    return terraform.missing ?? terraformBinary();
  }
});

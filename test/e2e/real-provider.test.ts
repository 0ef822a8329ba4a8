import * as fs from "node:fs/promises";
import os from "node:os";
import * as path from "node:path";

import { realProviderFor } from "../../testing/real-provider";

const SYSTEM = process.platform === "win32" ? "windows" : process.platform;
const PLATFORM = `${SYSTEM}_${process.arch === "x64" ? "amd64" : process.arch}`;

describe("the requirement of the real provider", () => {
  const { EXPOSED_EIP_PROVIDER } = process.env;
  let home: string;

  beforeEach(async () => {
    home = await fs.mkdtemp(path.join(os.tmpdir(), "home-"));
    jest.spyOn(os, "homedir").mockReturnValue(home);
    delete process.env.EXPOSED_EIP_PROVIDER;
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    if (EXPOSED_EIP_PROVIDER === undefined) delete process.env.EXPOSED_EIP_PROVIDER;
    else process.env.EXPOSED_EIP_PROVIDER = EXPOSED_EIP_PROVIDER;
    await fs.rm(home, { recursive: true });
  });

  it.each([
    `1.276.0/${PLATFORM}/terraform-provider-alicloud_v1.276.0`,
    `1.300.1/${PLATFORM}/terraform-provider-alicloud_v1.300.1`,
    `terraform-provider-alicloud_1.289.0_${PLATFORM}.zip`,
  ])("is met by %s in the plugin folder, for the product of that registry only", async (file) => {
    await install(file);
    expect(realProviderFor("Terraform").missing).toBeUndefined();
    expect(realProviderFor("OpenTofu").missing).toMatch(/^1\.276 or a later 1\.x is not in ~/);
  });

  it.each([
    "1.289.0/plan9_mips/terraform-provider-alicloud_v1.289.0",
    `1.275.0/${PLATFORM}/terraform-provider-alicloud_v1.275.0`,
    `2.0.0/${PLATFORM}/terraform-provider-alicloud_v2.0.0`,
    "terraform-provider-alicloud_1.289.0_plan9_mips.zip",
    `terraform-provider-alicloud_2.0.0_${PLATFORM}.zip`,
  ])("is not met by %s, and says what to do", async (file) => {
    await install(file);
    expect(realProviderFor("Terraform").missing).toMatch(
      /^1\.276 or a later 1\.x is not in ~.*; put it there, or set EXPOSED_EIP_PROVIDER=registry/,
    );
  });

  it("is met by the wish to download it", () => {
    expect(realProviderFor("Terraform").missing).toBeDefined();
    process.env.EXPOSED_EIP_PROVIDER = "registry";
    expect(realProviderFor("Terraform").missing).toBeUndefined();
  });

  async function install(file: string) {
    const registry = path.join(home, ".terraform.d", "plugins", "registry.terraform.io");
    const target = path.join(registry, "aliyun", "alicloud", file);
    await fs.mkdir(path.dirname(target), { recursive: true });
    await fs.writeFile(target, "");
  }
});

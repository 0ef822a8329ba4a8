import { readdirSync } from "node:fs";
import os from "node:os";
import * as path from "node:path";

import type { Emulator } from "../emulator/src";
import { type Requirement, requirement } from "./requirements";
import { terraform, type TerraformBinary, terraformBinary } from "./terraform";

/** The oldest minor release of 1.x that the bindings are made for. */
const OLDEST_MINOR = 276;

/** Where providers without a registry in their source come from, by product. */
const DEFAULT_REGISTRY = { Terraform: "registry.terraform.io", OpenTofu: "registry.opentofu.org" } as const;

/**
 * The real provider, for the Terraform or OpenTofu that the tests use: in the plugin folder of the user's home, or,
 * with `EXPOSED_EIP_PROVIDER=registry`, from wherever `terraform init` gets it.
 */
export const realProvider = requirement("the provider aliyun/alicloud", () =>
  terraform.missing === undefined ? search(terraformBinary().product) : undefined,
);

/** The real provider for one of the products, whichever the other tests use. */
export function realProviderFor(product: TerraformBinary["product"]): Requirement {
  return requirement(`the provider aliyun/alicloud for ${product}`, () => search(product));
}

/** Returns why there is none. Nothing is asked over a network: a machine without one would wait for the answer. */
function search(product: TerraformBinary["product"]): string | undefined {
  if (process.env.EXPOSED_EIP_PROVIDER === "registry") return undefined;
  const folder = path.join(".terraform.d", "plugins", DEFAULT_REGISTRY[product]);
  const installed = path.join(os.homedir(), folder, "aliyun", "alicloud");
  return isInstalled(installed)
    ? undefined
    : `1.${OLDEST_MINOR} or a later 1.x is not in ${path.join("~", folder)}; ` +
        "put it there, or set EXPOSED_EIP_PROVIDER=registry to have it downloaded";
}

/** Whether one of the two layouts of a plugin folder has a release for this machine. */
function isInstalled(folder: string): boolean {
  return entries(folder).some((entry) => {
    const packed = /^terraform-provider-alicloud_(.+?)_(\w+)\.zip$/.exec(entry);
    return packed
      ? isSupported(packed[1] ?? "") && packed[2] === platform()
      : isSupported(entry) && entries(path.join(folder, entry, platform())).length > 0;
  });
}

function isSupported(version: string): boolean {
  const minor = /^1\.(\d+)\.\d+$/.exec(version)?.[1];
  return Number(minor) >= OLDEST_MINOR;
}

/** This machine as releases of Terraform name it, for example `linux_amd64`. */
function platform(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const processor = process.arch === "x64" ? "amd64" : process.arch;
  return `${system}_${processor}`;
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Credentials that no account has, and nothing that would lead the provider off this machine to look for others. */
export const MADE_UP_ACCOUNT: Readonly<Record<string, string>> = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: "made-up",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "made-up",
  // Without it, the provider asks the cloud's billing which site the account belongs to.
  ALIBABA_CLOUD_ACCOUNT_TYPE: "Domestic",
};

/** Variables that make the provider call the emulator, over HTTPS, whatever the configuration says. */
export function emulatedCloud(emulator: Emulator): Record<string, string> {
  return {
    ...MADE_UP_ACCOUNT,
    ALIBABA_CLOUD_ENDPOINT_VPC: emulator.endpoint,
    ALIBABA_CLOUD_ENDPOINT_ECS: emulator.endpoint,
    SSL_CERT_FILE: emulator.certificateFile,
    // The provider compares with host and port.
    NO_PROXY: emulator.endpoint,
    no_proxy: emulator.endpoint,
  };
}

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { z } from "zod";

import { CloudError } from "../errors";
import { CloudClient } from "./cloud-client";
import { oldNamesIn } from "./cloud-credentials";

/** Part of a machine or an account that the work needs. */
export interface MachinePart {
  /** Name of the part, such as `Node.js`. */
  readonly name: string;
  readonly isOk: boolean;
  /** Version, place or kind; never a credential. */
  readonly found: string;
  /** Way to get it, as an imperative; undefined if it is there. */
  readonly remedy?: string;
}

/** Node.js releases that the package supports; the same as `engines` in package.json. */
const NODE = { oldest: [20, 19], below: 23 } as const;

/** Oldest minor releases of 1.x, as in docs/reference/testing.md. */
const OLDEST_MINOR = { Terraform: 5, OpenTofu: 6 } as const;

const REGISTRIES = { Terraform: "registry.terraform.io", OpenTofu: "registry.opentofu.org" } as const;

type Product = keyof typeof REGISTRIES;

/**
 * Looks for the parts that the work needs, in the order in which one gets them. Sends nothing over a network unless asked to.
 *
 * @param configuration - path of the configuration file or folder
 * @param online - region for a question who the credentials belong to, and whether the registry answers; undefined: no network
 */
export async function machineParts(
  configuration: string,
  online: { readonly region: string } | undefined,
): Promise<readonly MachinePart[]> {
  const terraform = findTerraform();
  return [
    node(process.versions.node),
    terraform.part,
    ...cliConfiguration(process.env.TF_CLI_CONFIG_FILE),
    await provider(terraform.product ?? "Terraform", online !== undefined),
    online === undefined ? credentials(process.env, os.homedir()) : await account(online.region),
    configurationFound(configuration),
  ];
}

/** @param version - version of Node.js, without a `v` */
export function node(version: string): MachinePart {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = NODE.oldest;
  const isNew = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
  if (isNew && major < NODE.below) return { name: "Node.js", isOk: true, found: version };
  return {
    ...{ name: "Node.js", isOk: false, found: version },
    remedy: `install Node.js 22, or ${NODE.oldest.join(".")} or later (https://nodejs.org)`,
  };
}

function findTerraform(): { readonly part: MachinePart; readonly product?: Product } {
  const name = "Terraform or OpenTofu";
  const chosen = process.env.TERRAFORM_BINARY_NAME ?? "";
  const candidates = chosen === "" ? ["terraform", "tofu"] : [chosen];
  for (const program of candidates) {
    const environment = { ...process.env, CHECKPOINT_DISABLE: "1" };
    const { error, stdout } = spawnSync(program, ["version"], {
      env: environment,
      encoding: "utf8",
      timeout: 60_000,
    });
    if (error !== undefined) continue;
    const [, product, version = "", minor] = /^(Terraform|OpenTofu) v(1\.(\d+)\.\d+\S*)/m.exec(stdout) ?? [];
    if (product !== "Terraform" && product !== "OpenTofu")
      return {
        part: {
          name,
          isOk: false,
          found: program,
          remedy: `${program} version is not understood; install Terraform 1.x`,
        },
      };
    const found = `${product} ${version}`;
    if (Number(minor) >= OLDEST_MINOR[product]) return { product, part: { name, isOk: true, found } };
    return {
      product,
      part: {
        name,
        isOk: false,
        found,
        remedy: `install ${product} 1.${OLDEST_MINOR[product]} or a later 1.x`,
      },
    };
  }
  const remedy =
    chosen === ""
      ? "install https://developer.hashicorp.com/terraform/install or https://opentofu.org/docs/intro/install"
      : `TERRAFORM_BINARY_NAME names ${chosen}, which cannot be run; correct or unset it`;
  return { part: { name, isOk: false, found: `no ${candidates.join(" and no ")} on the PATH`, remedy } };
}

/** With a CLI configuration file that is named and absent, every command of Terraform prints a warning. */
function cliConfiguration(file: string | undefined): MachinePart[] {
  if (file === undefined || file === "") return [];
  const isOk = existsSync(file);
  const remedy = "correct or unset TF_CLI_CONFIG_FILE";
  return [
    {
      name: "TF_CLI_CONFIG_FILE",
      isOk,
      found: isOk ? file : `${file} does not exist`,
      ...(isOk ? {} : { remedy }),
    },
  ];
}

async function provider(product: Product, isOnline: boolean): Promise<MachinePart> {
  const name = "provider aliyun/alicloud";
  const registry = REGISTRIES[product];
  const folder = path.join(os.homedir(), ".terraform.d", "plugins", registry, "aliyun", "alicloud");
  const versions = existsSync(folder) ? readdirSync(folder) : [];
  if (versions.length > 0) return { name, isOk: true, found: `${versions.join(", ")} in the plugin folder` };
  if (!isOnline)
    return { name, isOk: true, found: `terraform init downloads it from ${registry} (--online asks there)` };
  const url = `https://${registry}/v1/providers/aliyun/alicloud/versions`;
  const status = await fetch(url, { signal: AbortSignal.timeout(10_000) }).then(
    (response) => response.status,
    () => undefined,
  );
  if (status === 200) return { name, isOk: true, found: `${registry} has it` };
  return {
    ...{
      name,
      isOk: false,
      found: `${registry} ${status === undefined ? "cannot be reached" : `answers ${status}`}`,
    },
    remedy: `check the network and a proxy, or put the provider into ${path.join("~", ".terraform.d", "plugins", registry)}`,
  };
}

/**
 * Looks for credentials without using them, in the order of the SDK's chain.
 *
 * @param home - home directory
 */
export function credentials(environment: NodeJS.ProcessEnv, home: string): MachinePart {
  const name = "credentials";
  const isSet = (variable: string) => (environment[variable] ?? "") !== "";
  const ok = (found: string): MachinePart => ({
    name,
    isOk: true,
    found: `${found} (not tried; --online does)`,
  });
  if (isSet("ALIBABA_CLOUD_ACCESS_KEY_ID") && isSet("ALIBABA_CLOUD_ACCESS_KEY_SECRET"))
    return ok(
      isSet("ALIBABA_CLOUD_SECURITY_TOKEN") ? "environment variables, with a token" : "environment variables",
    );
  if (isSet("ALIBABA_CLOUD_OIDC_TOKEN_FILE") && isSet("ALIBABA_CLOUD_ROLE_ARN"))
    return ok("OIDC token and role");
  const profile = cliProfile(path.join(home, ".aliyun", "config.json"), environment.ALIBABA_CLOUD_PROFILE);
  if (profile !== undefined) return ok(profile);
  const file = environment.ALIBABA_CLOUD_CREDENTIALS_FILE ?? path.join(home, ".alibabacloud", "credentials");
  if (existsSync(file)) return ok("credentials file");
  if (isSet("ALIBABA_CLOUD_ECS_METADATA")) return ok("RAM role of the ECS instance");
  if (isSet("ALIBABA_CLOUD_CREDENTIALS_URI")) return ok("credentials URI");
  const old = oldNamesIn(environment).map(([, current]) => current);
  const remedy =
    old.length > 0
      ? `set ${old.join(" and ")} too: only the Terraform provider reads the older names`
      : "set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or run aliyun configure (docs/reference/live.md)";
  return { name, isOk: false, found: "none found without the network", remedy };
}

const cliFile = z.object({
  current: z.string().optional(),
  profiles: z.array(z.object({ name: z.string(), mode: z.string().optional() })),
});

/** Returns the kind of a profile of the CLI; undefined if there is none. */
function cliProfile(file: string, wanted: string | undefined): string | undefined {
  try {
    const { current, profiles } = cliFile.parse(JSON.parse(readFileSync(file, "utf8")));
    const profile = profiles.find(({ name }) => name === (wanted ?? current));
    return profile && `profile ${profile.name} of the Alibaba Cloud CLI (${profile.mode ?? "AK"})`;
  } catch {
    return undefined;
  }
}

/** Asks who the credentials belong to. */
async function account(region: string): Promise<MachinePart> {
  const name = "credentials";
  try {
    const client = await CloudClient.connect({ region });
    const identity = z.object({ AccountId: z.string(), IdentityType: z.string().nullish() });
    const { AccountId, IdentityType } = await client.call("sts", "GetCallerIdentity", {}, identity);
    return {
      name,
      isOk: true,
      found: `${IdentityType ?? "identity"} of the account ${AccountId}, by ${client.origin}`,
    };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return { name, isOk: false, found: "not usable", remedy: error.message };
  }
}

function configurationFound(file: string): MachinePart {
  const name = "configuration";
  const found = statSync(file, { throwIfNoEntry: false });
  if (found !== undefined) return { name, isOk: true, found: found.isDirectory() ? `folder ${file}` : file };
  return {
    name,
    isOk: false,
    found: `no ${file}`,
    remedy: "create one with  exposed-eip init  or  exposed-eip discover --write",
  };
}

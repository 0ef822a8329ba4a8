import { readFileSync } from "node:fs";

import type { ProviderLock } from "./provider-lock";

/** Host that the CDKTF command line adds to the source of each provider, also with OpenTofu. */
const HOST = "registry.terraform.io";

const START = "/* For cdktf: it reads this comment, and leaves the choice of providers to init.";

/** Version constraints of a configuration by provider source, such as `aliyun/alicloud`. */
export type RequiredProviders = ReadonlyMap<string, string>;

/** Reads the providers that a `cdk.tf.json` requires. */
export function requiredProviders(file: string): RequiredProviders {
  const { terraform } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly terraform: {
      readonly required_providers: Readonly<
        Record<string, { readonly source: string; readonly version: string }>
      >;
    };
  };
  return new Map(Object.values(terraform.required_providers).map(({ source, version }) => [source, version]));
}

/**
 * Returns the comment for the end of a lock file with which the CDKTF command line does only what `terraform init` does: install the
 * locked providers. Without a provider whose constraints are those of the stack, `cdktf deploy` runs `terraform providers lock` after
 * `init`, which fails if the provider comes from a plugin folder ("Could not retrieve providers for locking"), or `init -upgrade`,
 * which ignores the lock file. It reads the file by line, comments included, while Terraform and OpenTofu ignore them.
 *
 * @returns empty if the lock file is enough for the CDKTF command line
 */
export function cdktfLockComment(required: RequiredProviders, lock: ProviderLock): string {
  const isEnough = [...required].every(
    ([source, constraints]) => lock.get(`${HOST}/${source}`)?.constraints === constraints,
  );
  if (isEnough) return "";
  const blocks = [...required.keys()]
    .sort()
    .map((source) => `provider "${HOST}/${source}" {\n  constraints = ">= 0"\n}\n`);
  return `${START}\n${blocks.join("")}*/\n`;
}

/** Returns the text of a lock file without the comment; undefined if it has nothing else. */
export function withoutCdktfComment(text: string): string | undefined {
  const start = text.indexOf(START);
  if (start < 0) return text;
  const rest = text.slice(0, start) + text.slice(text.indexOf("*/\n", start) + "*/\n".length);
  return rest === "" ? undefined : rest;
}

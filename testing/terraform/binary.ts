import { spawnSync } from "node:child_process";

import { requirement } from "../requirements";
import { cleanEnvironment } from "./clean-environment";

export interface TerraformBinary {
  /** The program's name or path, as the operating system takes it. */
  readonly program: string;
  readonly product: "Terraform" | "OpenTofu";
  /** For example `1.11.4`. */
  readonly version: string;
}

/**
 * The first minor release of 1.x, of Terraform and of OpenTofu, whose `test` command has everything that the harness uses. OpenTofu
 * 1.8.0 ignores lists in mocks.
 */
const OLDEST_MINOR = 9;

/** Terraform or OpenTofu: the program that `TERRAFORM_BINARY_NAME` names, else `terraform`, else `tofu` on the PATH. */
export const terraform = requirement(
  "Terraform",
  () => {
    const found = find();
    return typeof found === "string" ? found : undefined;
  },
  { mandatoryInCi: true },
);

/**
 * The program that {@link terraform} found.
 *
 * @throws Error where there is none; a test that requires {@link terraform} never sees it
 */
export function terraformBinary(): TerraformBinary {
  const found = find();
  if (typeof found === "string") throw new Error(found);
  return found;
}

let search: TerraformBinary | string | undefined;

/** Returns the program, or the reason why there is none. */
function find(): TerraformBinary | string {
  search ??= searchFor(process.env.TERRAFORM_BINARY_NAME);
  return search;
}

function searchFor(chosen: string | undefined): TerraformBinary | string {
  const candidates = chosen ? [chosen] : ["terraform", "tofu"];
  for (const program of candidates) {
    const answer = spawnSync(program, ["version"], {
      env: cleanEnvironment(),
      encoding: "utf8",
      timeout: 60_000,
    });
    if (answer.error) continue;
    const [, product, major, minor, patch] =
      /^(Terraform|OpenTofu) v(\d+)\.(\d+)\.(\d+)/m.exec(answer.stdout) ?? [];
    if (product !== "Terraform" && product !== "OpenTofu") return `${program} version is not understood`;
    const version = `${major ?? ""}.${minor ?? ""}.${patch ?? ""}`;
    if (major !== "1" || Number(minor) < OLDEST_MINOR) {
      return `${program} is ${product} ${version}; install 1.${OLDEST_MINOR} or a later 1.x`;
    }
    return { program, product, version };
  }
  return `${candidates[0] ?? ""} is not on the PATH; install 1.${OLDEST_MINOR} or later`;
}

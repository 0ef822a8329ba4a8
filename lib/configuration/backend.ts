import { z } from "zod";

import { type CheckDetails, isMapping } from "./checks";
import { suggest } from "./suggest";

/** Where Terraform keeps its state. */
export interface BackendSetting {
  readonly type: BackendType;
  /** The arguments of the back end, in Terraform's own names. */
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** `none` leaves the choice to whoever runs Terraform: nothing is written about a back end. */
export type BackendType = "local" | "oss" | "http" | "remote" | "cloud" | "none";

interface BackendArguments {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Arguments that hold a secret, and where it is given instead. */
  readonly secret: Readonly<Record<string, string>>;
}

const WORKSPACE_TOKEN = {
  token: "run terraform login, or set TF_TOKEN_<host> in the environment of Terraform",
};
const OSS_KEY =
  "set ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY in the environment of Terraform, or use a profile or a role";
const HTTP_PASSWORD = "set TF_HTTP_USERNAME and TF_HTTP_PASSWORD in the environment of Terraform";

/** @see https://developer.hashicorp.com/terraform/language/backend */
const BACKENDS: Readonly<Record<BackendType, BackendArguments>> = {
  none: { required: [], optional: [], secret: {} },
  local: { required: [], optional: ["path", "workspace_dir"], secret: {} },
  oss: {
    required: ["bucket"],
    optional: [
      ...["prefix", "key", "region", "endpoint", "encrypt", "acl", "tablestore_endpoint", "tablestore_table"],
      ...[
        "sts_endpoint",
        "profile",
        "shared_credentials_file",
        "ecs_role_name",
        "assume_role",
        "assume_role_role_arn",
      ],
      ...[
        "assume_role_session_name",
        "assume_role_policy",
        "assume_role_session_expiration",
        "assume_role_external_id",
      ],
    ],
    secret: { access_key: OSS_KEY, secret_key: OSS_KEY, security_token: OSS_KEY },
  },
  http: {
    required: ["address"],
    optional: [
      ...[
        "update_method",
        "lock_address",
        "lock_method",
        "unlock_address",
        "unlock_method",
        "skip_cert_verification",
      ],
      ...[
        "retry_max",
        "retry_wait_min",
        "retry_wait_max",
        "client_ca_certificate_pem",
        "client_certificate_pem",
      ],
    ],
    secret: {
      username: HTTP_PASSWORD,
      password: HTTP_PASSWORD,
      client_private_key_pem: "set TF_HTTP_CLIENT_PRIVATE_KEY_PEM in the environment of Terraform",
    },
  },
  remote: { required: ["organization", "workspaces"], optional: ["hostname"], secret: WORKSPACE_TOKEN },
  cloud: { required: ["organization", "workspaces"], optional: ["hostname"], secret: WORKSPACE_TOKEN },
};

const TYPES = Object.keys(BACKENDS) as BackendType[];
const FORMS = `${TYPES.join(", ")}, or one of them as a mapping of its arguments: {oss: {bucket: …}}`;

/** A back end by its name, or a mapping with one key, its name, and its arguments. */
export const backend = z.unknown().transform((given, context): BackendSetting => {
  const report = (path: readonly string[], message: string, details: CheckDetails = {}): void => {
    context.addIssue({ code: "custom", path: [...path], message, params: { ...details } });
  };
  const [name, values, ...others] =
    typeof given === "string" ? [given, {}] : isMapping(given) ? Object.entries(given).flat() : [];
  if (typeof name !== "string" || others.length > 0) {
    report([], "this is not a back end", { allowed: FORMS });
    return z.NEVER;
  }
  const path = typeof given === "string" ? [] : [name];
  if (!isBackendType(name)) {
    const didYouMean = suggest(name, TYPES);
    report(
      path,
      "there is no such back end",
      didYouMean === undefined ? { allowed: FORMS } : { remedy: { didYouMean } },
    );
    return z.NEVER;
  }
  if (!isMapping(values)) {
    report(path, "the arguments of a back end are a mapping", {
      allowed: `a mapping of ${BACKENDS[name].required.concat(BACKENDS[name].optional).join(", ")}`,
    });
    return z.NEVER;
  }
  checkArguments(BACKENDS[name], values, (argument, message, details) => {
    report(argument === undefined ? path : [...path, argument], message, details);
  });
  return { type: name, arguments: values };
});

function checkArguments(
  { required, optional, secret }: BackendArguments,
  given: Readonly<Record<string, unknown>>,
  report: (argument: string | undefined, message: string, details?: CheckDetails) => void,
): void {
  const known = [...required, ...optional];
  for (const argument of Object.keys(given)) {
    const advice = secret[argument];
    if (advice !== undefined) {
      report(argument, "a credential does not belong in this file", { aboutKey: true, remedy: { advice } });
    } else if (!known.includes(argument)) {
      const didYouMean = suggest(argument, known);
      report(argument, "the back end has no such argument", {
        aboutKey: true,
        ...(didYouMean === undefined
          ? { allowed: known.join(", ") || "no arguments" }
          : { remedy: { didYouMean } }),
      });
    }
  }
  for (const argument of required) {
    if (!(argument in given))
      report(undefined, `${argument} is missing`, { remedy: { advice: `add ${argument}` } });
  }
}

function isBackendType(name: string): name is BackendType {
  return Object.hasOwn(BACKENDS, name);
}

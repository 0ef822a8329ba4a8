import { z } from "zod";

import { isMapping, type Report, reportTo, setting, suggest, type TerraformType } from "./fields";
import {
  type ArgumentBlock,
  type ArgumentOwner,
  checkArguments,
  CREDENTIAL_PROBLEM,
  namesOf,
} from "./terraform-arguments";

/** `none` leaves the choice to whoever runs Terraform: nothing is written about a back end. */
export type BackendType = "none" | "local" | "oss" | "http" | "remote" | "cloud";

interface Backend {
  readonly block: ArgumentBlock;
  /** Arguments that hold a secret, and what to do instead of giving them. */
  readonly secrets: Readonly<Record<string, string>>;
}

const OSS_KEY =
  "set ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY in the environment of Terraform, or use a profile or a role";
const HTTP_PASSWORD = "set TF_HTTP_USERNAME and TF_HTTP_PASSWORD in the environment of Terraform";
const HCP_TOKEN = "run terraform login, or set TF_TOKEN_<host> in the environment of Terraform";

/**
 * The back ends and their arguments, as Terraform 1.11 has them.
 * @see https://developer.hashicorp.com/terraform/language/backend
 */
export const BACKENDS: Readonly<Record<BackendType, Backend>> = {
  none: { block: block({}), secrets: {} },
  local: { block: block({ path: "string", workspace_dir: "string" }), secrets: {} },
  oss: {
    block: block(
      {
        bucket: "string",
        prefix: "string",
        key: "string",
        region: "string",
        endpoint: "string",
        encrypt: "bool",
        acl: "string",
        tablestore_endpoint: "string",
        tablestore_table: "string",
        sts_endpoint: "string",
        profile: "string",
        shared_credentials_file: "string",
        ecs_role_name: "string",
        assume_role_role_arn: "string",
        assume_role_session_name: "string",
        assume_role_policy: "string",
        assume_role_session_expiration: "number",
      },
      {
        required: ["bucket"],
        blocks: {
          assume_role: block(
            { role_arn: "string", session_name: "string", policy: "string", session_expiration: "number" },
            { required: ["role_arn"] },
          ),
        },
      },
    ),
    secrets: { access_key: OSS_KEY, secret_key: OSS_KEY, security_token: OSS_KEY },
  },
  http: {
    block: block(
      {
        address: "string",
        update_method: "string",
        lock_address: "string",
        lock_method: "string",
        unlock_address: "string",
        unlock_method: "string",
        skip_cert_verification: "bool",
        retry_max: "number",
        retry_wait_min: "number",
        retry_wait_max: "number",
        client_ca_certificate_pem: "string",
        client_certificate_pem: "string",
      },
      { required: ["address"] },
    ),
    secrets: {
      username: HTTP_PASSWORD,
      password: HTTP_PASSWORD,
      client_private_key_pem: "set TF_HTTP_CLIENT_PRIVATE_KEY_PEM in the environment of Terraform",
    },
  },
  remote: {
    block: block(
      { hostname: "string", organization: "string" },
      {
        required: ["organization", "workspaces"],
        blocks: { workspaces: block({ name: "string", prefix: "string" }) },
      },
    ),
    secrets: { token: HCP_TOKEN },
  },
  // All of it may come from TF_CLOUD_ORGANIZATION, TF_CLOUD_HOSTNAME and TF_WORKSPACE.
  cloud: {
    block: block(
      { hostname: "string", organization: "string" },
      {
        blocks: {
          workspaces: block({
            name: "string",
            project: "string",
            tags: [
              ["list", "string"],
              ["map", "string"],
            ],
          }),
        },
      },
    ),
    secrets: { token: HCP_TOKEN },
  },
};

function block(
  types: Readonly<Record<string, "string" | "number" | "bool" | readonly TerraformType[]>>,
  { required = [], blocks = {} }: Partial<Pick<ArgumentBlock, "required" | "blocks">> = {},
): ArgumentBlock {
  const entries = Object.entries(types).map(([name, type]) => [
    name,
    typeof type === "string" ? [type] : type,
  ]);
  return { types: Object.fromEntries(entries) as ArgumentBlock["types"], required, blocks };
}

/** Where Terraform keeps its state. */
export interface BackendSetting {
  /** The back end. */
  readonly type: BackendType;
  /** The arguments of the back end, in Terraform's own names. */
  readonly arguments: Readonly<Record<string, unknown>>;
}

const TYPES = Object.keys(BACKENDS);
const FORMS = `${TYPES.join(", ")}; with arguments, a mapping such as {oss: {bucket: my-state}}`;

/** A back end by its name, or a mapping with one key, its name, and its arguments. */
export const backend = setting(
  z.unknown().transform((given, context): BackendSetting => {
    const result = read(given, reportTo(context));
    return result ?? z.NEVER;
  }),
  {
    description:
      "Where Terraform keeps its state: the name of a back end, or a mapping from it to its arguments.",
    allowed: FORMS,
    example: "local",
  },
);

function read(given: unknown, report: Report): BackendSetting | undefined {
  if (typeof given === "string") return readName(given, report);
  if (!isMapping(given)) {
    report([], "", { needs: "a name or a mapping" });
    return undefined;
  }
  const [name, ...others] = Object.keys(given);
  if (name !== undefined && others.length === 0) return readArguments(name, given[name], [name], report);
  report([], `a stack has one back end, and this names ${name === undefined ? "none" : others.length + 1}`, {
    remedy: { advice: name === undefined ? "write the name of a back end" : "leave one of them" },
  });
  return undefined;
}

/** A back end without arguments. */
function readName(type: string, report: Report): BackendSetting | undefined {
  const required = isBackendType(type) ? BACKENDS[type].block.required : [];
  if (required.length === 0) return readArguments(type, {}, [], report);
  const names = required.join(" and ");
  const example = required.map((name) => `${name}: …`).join(", ");
  report([], `the back end ${type} cannot do without ${names}`, {
    remedy: { write: `{${type}: {${example}}}` },
  });
  return undefined;
}

/** @param path - where the back end is named, and its arguments are */
function readArguments(
  type: string,
  given: unknown,
  path: readonly string[],
  report: Report,
): BackendSetting | undefined {
  const aboutKey = path.length > 0;
  if (!isBackendType(type)) {
    const didYouMean = suggest(type, TYPES);
    report(path, "there is no such back end here", {
      aboutKey,
      allowed: FORMS,
      remedy:
        didYouMean === undefined
          ? {
              advice:
                "for a back end of Terraform that is not among them write none, and declare it where Terraform runs",
            }
          : { didYouMean },
    });
    return undefined;
  }
  const { block, secrets } = BACKENDS[type];
  const owner: ArgumentOwner = {
    name: `the back end ${type}`,
    refusal: (argument) => {
      const advice = Object.hasOwn(secrets, argument) ? secrets[argument] : undefined;
      return advice === undefined ? undefined : { problem: CREDENTIAL_PROBLEM, advice };
    },
    insteadOfPassword: Object.values(secrets)[0] ?? "remove the user name and the password",
  };
  if (!isMapping(given)) {
    report(path, "", { needs: "a mapping", allowed: `a mapping of ${namesOf(block, owner)}` });
    return undefined;
  }
  checkArguments(given, block, owner, (inner, ...mistake) => {
    report([...path, ...inner], ...mistake);
  });
  return { type, arguments: given };
}

function isBackendType(name: string): name is BackendType {
  return Object.hasOwn(BACKENDS, name);
}

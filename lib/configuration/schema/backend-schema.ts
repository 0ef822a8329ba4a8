import { z } from "zod";

import { type Report, reportTo, setting, suggest } from "./fields";
import {
  type ArgumentBlock,
  type ArgumentOwner,
  checkArguments,
  CREDENTIAL_PROBLEM,
  jsonSchemaOf,
  namesOf,
} from "./terraform-arguments";
import { isMapping, type TerraformType } from "./value-types";

/** Name of a backend; `none` writes no backend, and leaves it to whoever runs Terraform. */
export type BackendType = "none" | "local" | "oss" | "http" | "remote" | "cloud";

interface Backend {
  readonly block: ArgumentBlock;
  /** Arguments that hold a secret, and what to do instead of setting them. */
  readonly secrets: Readonly<Record<string, string>>;
}

const OSS_KEY =
  "set ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY in the environment of Terraform, or use a profile or a role";
const HTTP_PASSWORD = "set TF_HTTP_USERNAME and TF_HTTP_PASSWORD in the environment of Terraform";
const HCP_TOKEN = "run terraform login, or set TF_TOKEN_<host> in the environment of Terraform";

/**
 * Backends and their arguments, as Terraform 1.11 has them.
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

/** Backend of a stack: where Terraform keeps its state. */
export interface BackendSetting {
  /** Name of the backend. */
  readonly type: BackendType;
  /** Arguments of the backend, in Terraform's own names. */
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** JSON Schema of a backend: its name, where it requires no arguments, or a mapping from its name to them. */
export function backendJsonSchema(): object {
  const entries = Object.entries(BACKENDS);
  const names = entries
    .filter(
      ([
        ,
        {
          block: { required },
        },
      ]) => required.length === 0,
    )
    .map(([name]) => name);
  const properties = entries.map(([name, { block, secrets }]) => [
    name,
    {
      description: `Arguments of the backend ${name}, in Terraform's own names.`,
      ...jsonSchemaOf(block, ownerOf(name, secrets)),
    },
  ]);
  return {
    anyOf: [
      { enum: names },
      {
        ...{ type: "object", properties: Object.fromEntries(properties) as unknown },
        ...{ additionalProperties: false, minProperties: 1, maxProperties: 1 },
      },
    ],
  };
}

function ownerOf(type: string, secrets: Backend["secrets"]): ArgumentOwner {
  return {
    name: `backend ${type}`,
    refusal: (argument) => {
      const advice = Object.hasOwn(secrets, argument) ? secrets[argument] : undefined;
      return advice === undefined ? undefined : { problem: CREDENTIAL_PROBLEM, advice };
    },
    insteadOfPassword: Object.values(secrets)[0] ?? "remove the user name and the password",
  };
}

const TYPES = Object.keys(BACKENDS);
const FORMS = `${TYPES.join(", ")}, or a mapping with arguments such as {oss: {bucket: my-state}}`;

/** Backend by its name, or a mapping from its name to its arguments. */
export const backend = setting(
  z.unknown().transform((given, context): BackendSetting => {
    const result = read(given, reportTo(context));
    return result ?? z.NEVER;
  }),
  {
    description:
      "Backend for the state: its name, or a mapping from its name to its arguments. Default: local.",
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
  report([], name === undefined ? "no backend named" : `too many: ${others.length + 1} backends, maximum 1`, {
    remedy: { advice: name === undefined ? "write the name of a backend" : "keep one of them" },
  });
  return undefined;
}

/** Backend without arguments. */
function readName(type: string, report: Report): BackendSetting | undefined {
  const required = isBackendType(type) ? BACKENDS[type].block.required : [];
  if (required.length === 0) return readArguments(type, {}, [], report);
  const names = required.join(" and ");
  const example = required.map((name) => `${name}: …`).join(", ");
  report([], `backend ${type} requires ${names}`, {
    remedy: { write: `{${type}: {${example}}}` },
  });
  return undefined;
}

/** @param path - path of the name of the backend, and of its arguments */
function readArguments(
  type: string,
  given: unknown,
  path: readonly string[],
  report: Report,
): BackendSetting | undefined {
  const aboutKey = path.length > 0;
  if (!isBackendType(type)) {
    const didYouMean = suggest(type, TYPES);
    report(path, "unknown backend", {
      aboutKey,
      allowed: FORMS,
      remedy:
        didYouMean === undefined
          ? {
              advice: "write none, and declare any other backend where Terraform runs",
            }
          : { didYouMean },
    });
    return undefined;
  }
  const { block, secrets } = BACKENDS[type];
  const owner = ownerOf(type, secrets);
  if (!isMapping(given)) {
    report(path, "", { needs: "a mapping", allowed: `a mapping of ${namesOf(block, owner)}` });
    return undefined;
  }
  checkArguments(given, block, owner, (inner, ...issue) => {
    report([...path, ...inner], ...issue);
  });
  return { type, arguments: given };
}

function isBackendType(name: string): name is BackendType {
  return Object.hasOwn(BACKENDS, name);
}

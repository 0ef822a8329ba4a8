import type { ArgumentBlock } from "./arguments";
import type { TerraformType } from "./value-types";

/** `none` leaves the choice to whoever runs Terraform: nothing is written about a back end. */
export type BackendType = "none" | "local" | "oss" | "http" | "remote" | "cloud";

export interface Backend {
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

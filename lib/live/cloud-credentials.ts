import { CloudError } from "../errors";

/** Credentials for one call. */
export interface CredentialValues {
  readonly accessKeyId?: string;
  readonly accessKeySecret?: string;
  readonly securityToken?: string;
  readonly bearerToken?: string;
  readonly type?: string;
  readonly providerName?: string;
}

/** Source of credentials, which renews them before they expire, in the form that the SDK takes. */
export interface CredentialSource {
  getCredential(): Promise<CredentialValues>;
}

/** Credentials that the credential chain found. */
export interface FoundCredentials {
  readonly source: CredentialSource;
  /** Origin in words; never a value. */
  readonly origin: string;
}

/** Environment variables that the Terraform provider reads as well, but the SDK does not. */
const OLD_NAMES: Readonly<Record<string, string>> = {
  ALICLOUD_ACCESS_KEY: "ALIBABA_CLOUD_ACCESS_KEY_ID",
  ALICLOUD_SECRET_KEY: "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
  ALICLOUD_SECURITY_TOKEN: "ALIBABA_CLOUD_SECURITY_TOKEN",
  ALICLOUD_PROFILE: "ALIBABA_CLOUD_PROFILE",
};

/** Origins by the SDK's name of the provider in its chain. */
const ORIGINS: Readonly<Record<string, string>> = {
  env: "environment variables ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET",
  oidc_role_arn: "an OIDC token (ALIBABA_CLOUD_OIDC_TOKEN_FILE)",
  cli_profile: "a profile of the Alibaba Cloud CLI (~/.aliyun/config.json)",
  profile: "a profile in ~/.alibabacloud/credentials",
  ecs_ram_role: "the RAM role of this ECS instance",
  credential_uri: "ALIBABA_CLOUD_CREDENTIALS_URI",
  credentials_uri: "ALIBABA_CLOUD_CREDENTIALS_URI",
  ram_role_arn: "a RAM role (assume_role)",
};

/**
 * Finds credentials by the chain of Alibaba Cloud's SDK: environment variables, OIDC, profile of the CLI, credentials file, RAM role of
 * the ECS instance, credentials URI. Of the provider block, `profile`, `ecs_role_name` and `assume_role` are honored.
 *
 * @param provider - arguments of the provider block
 * @throws {@link CloudError} if there are none
 * @see https://www.alibabacloud.com/help/en/sdk/developer-reference/v2-manage-node-js-access-credentials
 */
export async function findCredentials(
  provider: Readonly<Record<string, unknown>> = {},
): Promise<FoundCredentials> {
  const sdk = await loadSdk();
  try {
    const source = await sourceFor(sdk, provider);
    const { providerName = "" } = await source.getCredential();
    return { source, origin: originOf(providerName) };
  } catch {
    // The messages of the SDK may have the text of a broken profile file in them, keys included.
    throw new CloudError(noCredentials(provider));
  }
}

/** Returns the origin of credentials, by the SDK's name such as `default/cli_profile/static_ak`. */
export function originOf(providerName: string): string {
  const names = providerName.split("/").filter((name) => name !== "default");
  const known = names.map((name) => ORIGINS[name]).find((origin) => origin !== undefined);
  return known ?? "the credential chain of the SDK";
}

/** Returns the variables of {@link OLD_NAMES} that are set, without the one that the SDK reads. */
export function oldNamesIn(environment: NodeJS.ProcessEnv): readonly (readonly [string, string])[] {
  return Object.entries(OLD_NAMES).filter(
    ([old, current]) => (environment[old] ?? "") !== "" && (environment[current] ?? "") === "",
  );
}

function noCredentials({ profile }: Readonly<Record<string, unknown>>): string {
  const old = oldNamesIn(process.env);
  if (old.length > 0) {
    const [found, write] = [0, 1].map((index) => old.map((pair) => pair[index]).join(" and "));
    return `No credentials found: only the Terraform provider reads ${found ?? ""}; set ${write ?? ""} instead, which both read.`;
  }
  if (typeof profile === "string")
    return `No credentials found in the profile ${profile} of ~/.aliyun/config.json; create it with aliyun configure --profile ${profile}`;
  return (
    "No credentials found; set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or create a profile with " +
    "aliyun configure (docs/reference/live.md has the other ways)"
  );
}

/** The part of a credentials provider of the SDK that its credential class takes. */
interface Provider {
  getCredentials(): Promise<CredentialValues>;
  getProviderName(): string;
}

async function sourceFor(sdk: Sdk, provider: Readonly<Record<string, unknown>>): Promise<CredentialSource> {
  const chosen = await chosenProvider(sdk, provider);
  const role = firstMapping(provider.assume_role);
  if (typeof role?.role_arn !== "string") return fromProvider(sdk, chosen);
  const assumed = sdk.RAMRoleARNCredentialsProvider.builder()
    .withCredentialsProvider(chosen as never)
    .withRoleArn(role.role_arn);
  if (typeof role.session_name === "string") assumed.withRoleSessionName(role.session_name);
  if (typeof role.session_expiration === "number") assumed.withDurationSeconds(role.session_expiration);
  if (typeof role.policy === "string") assumed.withPolicy(role.policy);
  if (typeof role.external_id === "string") assumed.withExternalId(role.external_id);
  return fromProvider(sdk, assumed.build());
}

const loadSdk = () => import("@alicloud/credentials");

type Sdk = Awaited<ReturnType<typeof loadSdk>>;

async function chosenProvider(sdk: Sdk, provider: Readonly<Record<string, unknown>>): Promise<Provider> {
  const { profile, ecs_role_name: role } = provider;
  // As the Terraform provider, keys of the environment come before a profile.
  const hasKeys = (process.env.ALIBABA_CLOUD_ACCESS_KEY_ID ?? "") !== "";
  if (!hasKeys && typeof profile === "string")
    return sdk.CLIProfileCredentialsProvider.builder().withProfileName(profile).build();
  if (!hasKeys && typeof role === "string")
    return sdk.ECSRAMRoleCredentialsProvider.builder().withRoleName(role).build();
  // The chain remembers the last provider that it tried, also where that failed: one that found something is asked again.
  const chain = sdk.DefaultCredentialsProvider.builder().build();
  await chain.getCredentials();
  return chain;
}

function fromProvider(sdk: Sdk, provider: Provider): CredentialSource {
  const { default: exported } = sdk as unknown as { readonly default: CredentialClass | Wrapped };
  // If Node.js imports CommonJS as an ECMAScript module, the default export is the whole module.
  const Credential = "default" in exported ? exported.default : exported;
  return new Credential(null, provider);
}

type CredentialClass = new (config: null, provider: Provider) => CredentialSource;
interface Wrapped {
  readonly default: CredentialClass;
}

/** Returns a nested block, which a configuration has as a mapping or in a list. */
export function firstMapping(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === "object" && first !== null ? (first as Record<string, unknown>) : undefined;
}

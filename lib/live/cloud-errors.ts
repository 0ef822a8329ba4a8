import { CloudError } from "../errors";

/** Circumstances of a call that failed. */
export interface FailedCall {
  /** Product and action, as a RAM policy names it: `ecs:DescribeInstances`. */
  readonly action: string;
  /** Origin of the credentials. */
  readonly origin: string;
  readonly region: string;
  readonly host: string;
  readonly attempts: number;
  /** Texts that never appear in a message. */
  readonly secrets: readonly string[];
}

/** Codes of an API that mean: not allowed by the RAM policies. `Forbbiden` is Alibaba Cloud's own spelling. */
const FORBIDDEN =
  /^(?:Forbidden(?:\.RAM|\.Unauthorized\w*|\.SubUser)?|Forbbiden(?:\.\w+)?|NoPermission(?:\.\w+)*|Unauthorized(?:Operation)?|(?:Im|Ex)plicitDeny.*)$/;

/** Codes of an API that mean: the credentials are not valid. */
const INVALID_CREDENTIALS =
  /^(?:InvalidAccessKeyId|InvalidSecurityToken|SignatureDoesNotMatch|IncompleteSignature|InvalidCredentials|InactiveAccessKey|MissingSecurityToken|SecurityTokenExpired)(?:\.|$)/;

/** Codes of Node.js that mean: no connection. */
const UNREACHABLE =
  /^(?:ENOTFOUND|EAI_\w+|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|EPIPE|ETIMEDOUT)$/;

/** Codes of Node.js about certificates. */
const NOT_TRUSTED = /CERT|SELF_SIGNED|ERR_TLS|UNABLE_TO_/;

/** Whether the API asks to call less often. */
export function isThrottled(error: unknown): boolean {
  return /^Throttling(?:\.|$)|^ServiceUnavailable/.test(codeOf(error));
}

/** Whether another attempt of a call that only reads may succeed. */
export function isTransient(error: unknown): boolean {
  return /^(?:ECONNRESET|EPIPE|EAI_AGAIN)$/.test(codeOf(error)) || isHangUp(error);
}

/** A server that closes the connection without an answer. */
function isHangUp(error: unknown): boolean {
  return partsOf(error).message?.includes("socket hang up") === true;
}

/**
 * Returns a function that waits for a lookup, and gives undefined where the credentials do not allow it.
 *
 * @param missing - set to which it adds the RAM action of such a lookup
 */
export function withoutMissing(
  missing: Set<string>,
): <Result>(lookup: Promise<Result>) => Promise<Result | undefined> {
  return async (lookup) => {
    try {
      return await lookup;
    } catch (error) {
      if (!(error instanceof CloudError) || error.missingPermission === undefined) throw error;
      missing.add(error.missingPermission);
      return undefined;
    }
  };
}

/** Returns the error of a call in the user's terms. An error that is one already stays as it is. */
export function translated(error: unknown, call: FailedCall): CloudError {
  if (error instanceof CloudError) return error;
  const code = codeOf(error);
  const { action, origin, region, host, attempts } = call;
  if (FORBIDDEN.test(code))
    return new CloudError(
      `The credentials do not allow ${action} (${code}); add it to their RAM policy. docs/reference/live.md has the whole policy.`,
      action,
    );
  if (INVALID_CREDENTIALS.test(code))
    return new CloudError(
      `The credentials from ${origin} are not valid (${code}); renew or correct them, and check the clock of this machine.`,
    );
  if (isThrottled(error))
    return new CloudError(
      `Alibaba Cloud throttles ${action} (${code}), also after ${attempts} attempts; wait a minute and try again.`,
    );
  if (code.startsWith("InvalidRegionId"))
    return new CloudError(
      `The region ${region} does not exist at ${host} (${code}); correct the region ID, such as cn-hangzhou.`,
    );
  const { statusCode, name } = partsOf(error);
  if (statusCode !== undefined && code !== "")
    return new CloudError(withoutSecrets(refusal(error, code, call), call.secrets), undefined, false);
  if (name?.includes("Timeout") === true)
    return new CloudError(
      `${host} did not answer ${action} in time; check the region ID, the network and a proxy or firewall, and try again.`,
    );
  if (UNREACHABLE.test(code) || isHangUp(error))
    return new CloudError(
      `${host} cannot be reached (${code === "" ? "connection closed" : code}); check the region ID ${region}, the network and a proxy or firewall.`,
    );
  if (NOT_TRUSTED.test(code))
    return new CloudError(
      `The certificate of ${host} is not trusted (${code}); set SSL_CERT_FILE to the file with the certificate of its authority.`,
    );
  return new CloudError(
    `${host} does not answer ${action} like the API of Alibaba Cloud; check the endpoints of the provider block, and a proxy in between.`,
  );
}

/** Refusal for a reason that only the API knows. */
function refusal(error: unknown, code: string, { action }: FailedCall): string {
  const { Message, RequestId } = partsOf(error).data ?? {};
  const reason = typeof Message === "string" ? Message.replace(/\s+/g, " ").replace(/\.$/, "") : "no reason";
  const request = typeof RequestId === "string" ? ` (request ${RequestId})` : "";
  return `Alibaba Cloud refused ${action}: ${code}: ${reason}${request}.`;
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((so, secret) => so.replaceAll(secret, "***"), text);
}

function codeOf(error: unknown): string {
  const { code } = partsOf(error);
  return typeof code === "string" && code !== "undefined" ? code : "";
}

/** Parts of an error of the SDK or of Node.js. */
interface ErrorParts {
  readonly name?: string;
  readonly message?: string;
  readonly code?: unknown;
  readonly statusCode?: number;
  readonly data?: Readonly<Record<string, unknown>>;
}

function partsOf(error: unknown): ErrorParts {
  return typeof error === "object" && error !== null ? error : {};
}

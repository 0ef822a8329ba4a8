import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { ApiError, refused } from "./errors";

/** An access key that requests have to be signed with. */
export interface AccessKey {
  readonly id: string;
  readonly secret: string;
}

/**
 * Checks the signature of an RPC request (HMAC-SHA1, signature version 1.0).
 * @param parameters query and body, merged
 * @throws ApiError when the key is another one, or the signature is missing or wrong
 */
export function checkSignature(
  key: AccessKey,
  method: string,
  parameters: ReadonlyMap<string, string>,
): void {
  const keyId = parameters.get("AccessKeyId") ?? "";
  if (keyId !== key.id)
    throw new ApiError(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
  requireSame(parameters.get("Signature") ?? "", signatureOf(key.secret, method, parameters));
}

/** A request as the newer signature, ACS3-HMAC-SHA256, covers it. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly url: string;
  /** Headers by their names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** The newer signature's name, with which the header Authorization begins. */
const ALGORITHM = "ACS3-HMAC-SHA256";

/** Whether a request has the newer signature, in its header Authorization. */
export function isSignedInHeader({ headers }: SignedRequest): boolean {
  return headers.authorization?.toString().startsWith(ALGORITHM) === true;
}

/**
 * Checks the signature of a request that has it in its header (ACS3-HMAC-SHA256, version 3), as today's SDKs send it.
 * @throws ApiError when the key is another one, or the signature is wrong
 * @see https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature
 */
export function checkHeaderSignature(key: AccessKey, request: SignedRequest): void {
  const header = request.headers.authorization?.toString() ?? "";
  const [, keyId, signedHeaders = "", signature = ""] =
    /Credential=([^,]*),SignedHeaders=([^,]*),Signature=([0-9a-f]*)$/.exec(header) ?? [];
  if (keyId !== key.id)
    throw new ApiError(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
  // Every header that changes what is done has to be covered.
  const covered = new Set(signedHeaders.split(";"));
  const mustBeCovered = Object.keys(request.headers).filter((name) => /^x-acs-|^host$/.test(name));
  const isWhole = mustBeCovered.every((name) => covered.has(name));
  requireSame(signature, isWhole ? headerSignatureOf(key.secret, request, [...covered]) : "-");
}

/** The signature of a request that has it in its header, hexadecimal. */
export function headerSignatureOf(
  secret: string,
  { method, url, headers, body }: SignedRequest,
  signedHeaders: readonly string[],
): string {
  const [path = "/", query = ""] = url.split(/\?(.*)/s);
  const canonical = [
    method,
    path,
    [...new URLSearchParams(query)]
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .sort()
      .join("&"),
    ...signedHeaders.map((name) => `${name}:${(headers[name] ?? "").toString().trim()}`),
    "",
    signedHeaders.join(";"),
    createHash("sha256").update(body).digest("hex"),
  ].join("\n");
  const text = `${ALGORITHM}\n${createHash("sha256").update(canonical).digest("hex")}`;
  return createHmac("sha256", secret).update(text).digest("hex");
}

function requireSame(signature: string, correct: string): void {
  const given = Buffer.from(signature);
  const expected = Buffer.from(correct);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw refused("SignatureDoesNotMatch", "Specified signature is not matched with our calculation.");
  }
}

/** The signature of an RPC request, Base64. */
export function signatureOf(secret: string, method: string, parameters: ReadonlyMap<string, string>): string {
  const canonical = [...parameters]
    .filter(([name]) => name !== "Signature")
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join("&");
  return createHmac("sha1", `${secret}&`)
    .update(`${method}&${encode("/")}&${encode(canonical)}`)
    .digest("base64");
}

/** Percent-encoding as RFC 3986 has it: everything but letters, digits, "-", "_", "." and "~". */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

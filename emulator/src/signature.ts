import { createHmac, timingSafeEqual } from "node:crypto";
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
  const given = Buffer.from(parameters.get("Signature") ?? "");
  const expected = Buffer.from(signatureOf(key.secret, method, parameters));
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

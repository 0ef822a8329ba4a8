import { isIPv6 } from "node:net";

/**
 * An IPv6 address or range as the API writes it: compressed, in lower case, with the host bits that it was given with.
 * `undefined` when the text is neither.
 */
export function canonicalIpv6(text: string): string | undefined {
  const [address = "", prefix, ...rest] = text.split("/");
  if (rest.length > 0 || !isIPv6(address) || address.includes("%")) return undefined;
  if (prefix !== undefined && !(/^\d{1,3}$/.test(prefix) && Number(prefix) <= 128)) return undefined;
  const compressed = new URL(`http://[${address}]`).hostname.slice(1, -1);
  return prefix === undefined ? compressed : `${compressed}/${Number(prefix)}`;
}

/**
 * IPv4 arithmetic of the emulator. Deliberately not shared with the construct library: the emulator judges what the
 * library computes, so a mistake there must not be repeated here.
 */

/** A canonical IPv4 range: no host bit of `network` is set. */
export interface Cidr {
  /** The first address, as an unsigned 32-bit number. */
  readonly network: number;
  /** The prefix length, 0 to 32. */
  readonly mask: number;
  /** How many addresses there are, the reserved ones included. */
  readonly size: number;
}

/** Reads a dotted quad; `undefined` for anything else, leading zeros included. */
export function parseAddress(text: string): number | undefined {
  const octets = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1);
  if (octets?.every((octet) => Number(octet) <= 255 && String(Number(octet)) === octet) !== true)
    return undefined;
  return octets.reduce((address, octet) => address * 256 + Number(octet), 0);
}

/** Writes an address as a dotted quad. */
export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");
}

/** Reads a range in canonical CIDR notation; `undefined` for anything else, a range with host bits set included. */
export function parseCidr(text: string): Cidr | undefined {
  const [, addressText, maskText] = /^([\d.]+)\/(\d|[12]\d|3[0-2])$/.exec(text) ?? [];
  const network = addressText === undefined ? undefined : parseAddress(addressText);
  if (network === undefined) return undefined;
  const mask = Number(maskText);
  const size = 2 ** (32 - mask);
  return network % size === 0 ? { network, mask, size } : undefined;
}

/** Reads a range that is known to be canonical. */
export function cidr(text: string): Cidr {
  const range = parseCidr(text);
  if (range === undefined) throw new TypeError(`not a canonical IPv4 range: ${text}`);
  return range;
}

/** Whether an address is in a range. */
export function contains(range: Cidr, address: number): boolean {
  return address >= range.network && address < range.network + range.size;
}

/** Whether the whole of `inner` is in `outer`; equal ranges cover each other. */
export function covers(outer: Cidr, inner: Cidr): boolean {
  return inner.size <= outer.size && contains(outer, inner.network);
}

/** Whether two ranges have an address in common. */
export function overlaps(one: Cidr, other: Cidr): boolean {
  return covers(one, other) || covers(other, one);
}

/** Whether a vSwitch of this range can give the address away: its first and its last three are reserved. */
export function isAssignable(range: Cidr, address: number): boolean {
  const offset = address - range.network;
  return offset >= 1 && offset <= range.size - 4;
}

/** The addresses that a vSwitch of this range can give away, in ascending order. */
export function* assignableAddresses(range: Cidr): Generator<number> {
  for (let offset = 1; offset <= range.size - 4; offset++) yield range.network + offset;
}

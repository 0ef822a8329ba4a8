import { AddressError } from "./errors";

const ALLOWED_ADDRESS =
  "four numbers from 0 to 255 without leading zeros, separated by dots, such as 203.0.113.10";
const CANONICAL_OCTET = /^(?:0|[1-9][0-9]{0,2})$/;

/** An IPv4 address: an immutable value. */
export class Ipv4Address {
  private constructor(
    /** The address as an unsigned 32-bit number, network byte order: 0.0.0.1 is 1. */
    public readonly value: number,
  ) {}

  /**
   * Reads canonical dotted-decimal text. Nothing is trimmed, guessed or rounded.
   *
   * @throws {@link AddressError} when the text is not canonical; it proposes the canonical text where there is one
   */
  public static parse(text: string): Ipv4Address {
    const octets = text.split(".");
    if (octets.length === 4 && octets.every((octet) => CANONICAL_OCTET.test(octet) && Number(octet) <= 255)) {
      return new Ipv4Address(octets.reduce((value, octet) => value * 256 + Number(octet), 0));
    }
    throw new AddressError({ found: text, allowed: ALLOWED_ADDRESS, ...diagnoseAddress(text) });
  }

  /**
   * The address with this number, network byte order.
   *
   * @param value - an integer from 0 to 4294967295
   * @throws `RangeError` when it is not
   */
  public static fromNumber(value: number): Ipv4Address {
    if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) {
      throw new RangeError(`${value} is not an integer from 0 to 4294967295`);
    }
    return new Ipv4Address(value);
  }

  /** Whether both are the same address. */
  public equals(other: Ipv4Address): boolean {
    return this.value === other.value;
  }

  /** Canonical dotted-decimal text. */
  public toString(): string {
    return [24, 16, 8, 0].map((shift) => (this.value >>> shift) & 0xff).join(".");
  }
}

/** Why a text is not canonical, and the canonical text that was most likely meant. */
function diagnoseAddress(text: string): { problem: string; write?: string } {
  if (text === "") return { problem: "empty address" };
  if (/\s/.test(text)) {
    return { problem: "white space in the address", ...addressProposal(text.replace(/\s/g, "")) };
  }
  if (text.includes(":")) return { problem: "looks like an IPv6 address, and only IPv4 is supported" };
  if (text.includes("/")) {
    return {
      problem: "must be an address, not a range",
      ...addressProposal(text.slice(0, text.indexOf("/"))),
    };
  }
  if (!/^[0-9.]+$/.test(text)) return { problem: "contains characters other than digits and dots" };
  const octets = text.split(".");
  if (octets.includes("")) {
    return { problem: "leading, trailing or repeated dot" };
  }
  if (octets.length !== 4) return { problem: `an address has 4 octets, found ${octets.length}` };
  const tooLarge = octets.find((octet) => Number(octet) > 255);
  if (tooLarge !== undefined) return { problem: `octet too large: ${tooLarge}, maximum 255` };
  const octal = octets.find(
    (octet) => /^0[0-7]+$/.test(octet) && Number.parseInt(octet, 8) !== Number(octet),
  );
  const hint = octal === undefined ? "" : ` (some programs read ${octal} as ${Number.parseInt(octal, 8)})`;
  return { problem: `an octet has a leading zero${hint}`, ...addressProposal(octets.map(Number).join(".")) };
}

function addressProposal(text: string): { write?: string } {
  try {
    return {
      write: Ipv4Address.parse(
        text
          .split(".")
          .map((octet) => octet.replace(/^0+(?=[0-9])/, ""))
          .join("."),
      ).toString(),
    };
    // Stryker disable next-line BlockStatement: callers spread the result, and undefined spreads as {} does
  } catch {
    return {};
  }
}

const ALLOWED_CIDR = "an IPv4 CIDR block without leading zeros, such as 203.0.113.96/28";

/** An IPv4 range in CIDR notation: an immutable value whose host bits are all zero. */
export class Ipv4Cidr {
  /** Orders ranges by their first address, and of those with the same one the larger first. */
  public static readonly compare = (one: Ipv4Cidr, other: Ipv4Cidr): number =>
    one.network.value - other.network.value || one.prefixLength - other.prefixLength;

  private constructor(
    /** The first address of the range. */
    public readonly network: Ipv4Address,
    /** The prefix length, 0 to 32. */
    public readonly prefixLength: number,
  ) {}

  /**
   * Reads canonical CIDR notation. A range with host bits is refused, never rounded.
   *
   * @throws {@link AddressError} when the text is not canonical; for host bits it proposes the network that contains the address
   */
  public static parse(text: string): Ipv4Cidr {
    const problem = diagnoseCidr(text);
    if (problem !== undefined) throw new AddressError({ found: text, allowed: ALLOWED_CIDR, ...problem });
    const [network, prefixLength] = parts(text);
    return Ipv4Cidr.containing(Ipv4Address.parse(network), Number(prefixLength));
  }

  /**
   * The network with this prefix length that contains the address.
   *
   * @param prefixLength - an integer from 0 to 32
   * @throws `RangeError` when the prefix length is not
   */
  public static containing(address: Ipv4Address, prefixLength: number): Ipv4Cidr {
    if (!Number.isInteger(prefixLength) || prefixLength < 0 || prefixLength > 32) {
      throw new RangeError(`${prefixLength} is not a prefix length from 0 to 32`);
    }
    const size = 2 ** (32 - prefixLength);
    return new Ipv4Cidr(Ipv4Address.fromNumber(Math.floor(address.value / size) * size), prefixLength);
  }

  /** Whether two of the ranges share an address. */
  public static someOverlap(ranges: readonly Ipv4Cidr[]): boolean {
    return ranges.toSorted(Ipv4Cidr.compare).some((range, i, all) => all[i - 1]?.overlaps(range) === true);
  }

  /** The smallest network that contains both ranges. */
  public static spanning(one: Ipv4Cidr, other: Ipv4Cidr): Ipv4Cidr {
    const commonBits = Math.clz32(one.network.value ^ other.network.value);
    return Ipv4Cidr.containing(one.network, Math.min(commonBits, one.prefixLength, other.prefixLength));
  }

  /** Number of addresses in the range. */
  public get size(): number {
    return 2 ** (32 - this.prefixLength);
  }

  /** The last address of the range. */
  public get last(): Ipv4Address {
    return Ipv4Address.fromNumber(this.network.value + this.size - 1);
  }

  /** Whether the address, or the whole range, lies in this range. A range contains itself. */
  public contains(other: Ipv4Address | Ipv4Cidr): boolean {
    if (other instanceof Ipv4Cidr)
      return this.prefixLength <= other.prefixLength && this.contains(other.network);
    const offset = other.value - this.network.value;
    return offset >= 0 && offset < this.size;
  }

  /** Whether the two ranges share an address; of two CIDR ranges that do, one contains the other. */
  public overlaps(other: Ipv4Cidr): boolean {
    return this.contains(other) || other.contains(this);
  }

  /** Whether both have the same first address and prefix length. */
  public equals(other: Ipv4Cidr): boolean {
    return this.prefixLength === other.prefixLength && this.network.equals(other.network);
  }

  /** Canonical CIDR notation. */
  public toString(): string {
    return `${this.network.toString()}/${this.prefixLength}`;
  }
}

/** Why a text is not canonical, and the canonical text that was most likely meant; nothing when it is. */
function diagnoseCidr(text: string): { problem: string; write?: string } | undefined {
  if (/\s/.test(text)) {
    return {
      problem: "white space in the range",
      ...cidrProposal(...parts(text.replace(/\s/g, ""))),
    };
  }
  const [network, prefixLength] = parts(text);
  if (prefixLength === undefined && /[^0-9.]/.test(network)) return { problem: "not a range" };
  if (prefixLength === undefined)
    return { problem: "prefix length is missing", ...cidrProposal(network, "32") };
  if (/^0[0-9]+$/.test(prefixLength))
    return { problem: "prefix length has a leading zero", ...cidrProposal(network, prefixLength) };
  if (!/^[0-9]+$/.test(prefixLength) || Number(prefixLength) > 32) {
    return { problem: `prefix length is not an integer from 0 to 32: ${JSON.stringify(prefixLength)}` };
  }
  let address: Ipv4Address;
  try {
    address = Ipv4Address.parse(network);
  } catch (error) {
    // Stryker disable next-line ConditionalExpression: parse throws nothing else
    if (!(error instanceof AddressError)) throw error;
    return { problem: error.problem, ...cidrProposal(network, prefixLength) };
  }
  if (Ipv4Cidr.containing(address, Number(prefixLength)).network.equals(address)) return undefined;
  return {
    problem: `host bits are set (${network} is inside the network, not its first address)`,
    ...cidrProposal(network, prefixLength),
  };
}

/** Text before and behind the first slash; without a slash, no prefix length. */
function parts(text: string): [network: string, prefixLength?: string] {
  const slash = text.indexOf("/");
  return slash < 0 ? [text] : [text.slice(0, slash), text.slice(slash + 1)];
}

/** The network that contains an address that may be written wrongly. */
function cidrProposal(network: string, prefixLength = "32"): { write?: string } {
  const { write } = addressProposal(network);
  if (write === undefined || !/^[0-9]+$/.test(prefixLength) || Number(prefixLength) > 32) return {};
  return { write: Ipv4Cidr.containing(Ipv4Address.parse(write), Number(prefixLength)).toString() };
}

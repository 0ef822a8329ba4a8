import { AddressError } from "./address-error";
import { Ipv4Address } from "./ipv4-address";

const ALLOWED_CIDR = "an IPv4 network and a mask from 0 to 32 without leading zeros, such as 203.0.113.96/28";

/** An IPv4 range in CIDR notation: an immutable value whose host bits are all zero. */
export class Ipv4Cidr {
  /** Orders ranges by their first address, and of those with the same one the larger first. */
  public static readonly compare = (one: Ipv4Cidr, other: Ipv4Cidr): number =>
    one.network.value - other.network.value || one.mask - other.mask;

  private constructor(
    /** The first address of the range. */
    public readonly network: Ipv4Address,
    /** The prefix length, 0 to 32. */
    public readonly mask: number,
  ) {}

  /**
   * Reads canonical CIDR notation. A range with host bits is refused, never rounded.
   *
   * @throws {@link AddressError} when the text is not canonical; for host bits it proposes the network that contains the address
   */
  public static parse(text: string): Ipv4Cidr {
    const problem = diagnoseCidr(text);
    if (problem !== undefined) throw new AddressError({ found: text, allowed: ALLOWED_CIDR, ...problem });
    const [network, mask] = parts(text);
    return Ipv4Cidr.containing(Ipv4Address.parse(network), Number(mask));
  }

  /**
   * The network with this mask that contains the address.
   *
   * @param mask - prefix length, an integer from 0 to 32
   * @throws `RangeError` when the mask is not
   */
  public static containing(address: Ipv4Address, mask: number): Ipv4Cidr {
    if (!Number.isInteger(mask) || mask < 0 || mask > 32) {
      throw new RangeError(`${mask} is not a mask from 0 to 32`);
    }
    const size = 2 ** (32 - mask);
    return new Ipv4Cidr(Ipv4Address.fromNumber(Math.floor(address.value / size) * size), mask);
  }

  /** The smallest network that contains both ranges. */
  public static spanning(one: Ipv4Cidr, other: Ipv4Cidr): Ipv4Cidr {
    const commonBits = Math.clz32(one.network.value ^ other.network.value);
    return Ipv4Cidr.containing(one.network, Math.min(commonBits, one.mask, other.mask));
  }

  /** How many addresses the range has. */
  public get size(): number {
    return 2 ** (32 - this.mask);
  }

  /** The last address of the range. */
  public get last(): Ipv4Address {
    return Ipv4Address.fromNumber(this.network.value + this.size - 1);
  }

  /** Whether the address, or the whole range, lies in this range. A range contains itself. */
  public contains(other: Ipv4Address | Ipv4Cidr): boolean {
    if (other instanceof Ipv4Cidr) return this.mask <= other.mask && this.contains(other.network);
    const offset = other.value - this.network.value;
    return offset >= 0 && offset < this.size;
  }

  /** Whether the two ranges share an address; of two CIDR ranges that do, one contains the other. */
  public overlaps(other: Ipv4Cidr): boolean {
    return this.contains(other) || other.contains(this);
  }

  /** Whether both have the same first address and mask. */
  public equals(other: Ipv4Cidr): boolean {
    return this.mask === other.mask && this.network.equals(other.network);
  }

  /** Canonical CIDR notation. */
  public toString(): string {
    return `${this.network.toString()}/${this.mask}`;
  }
}

/** Why a text is not canonical, and the canonical text that was most likely meant; nothing when it is. */
function diagnoseCidr(text: string): { problem: string; write?: string } | undefined {
  if (/\s/.test(text)) {
    return {
      problem: "there is white space in the range",
      ...cidrProposal(...parts(text.replace(/\s/g, ""))),
    };
  }
  const [network, mask] = parts(text);
  if (mask === undefined && /[^0-9.]/.test(network)) return { problem: "this is not a range" };
  if (mask === undefined) return { problem: "the mask is missing", ...cidrProposal(network, "32") };
  if (/^0[0-9]+$/.test(mask))
    return { problem: "the mask has a leading zero", ...cidrProposal(network, mask) };
  if (!/^[0-9]+$/.test(mask) || Number(mask) > 32) {
    return { problem: `the mask is not a whole number from 0 to 32: ${JSON.stringify(mask)}` };
  }
  let address: Ipv4Address;
  try {
    address = Ipv4Address.parse(network);
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    return { problem: error.problem, ...cidrProposal(network, mask) };
  }
  if (Ipv4Cidr.containing(address, Number(mask)).network.equals(address)) return undefined;
  return {
    problem: `bits are set behind the mask (${network} is inside the network, not its first address)`,
    ...cidrProposal(network, mask),
  };
}

/** What is before and behind the first slash; without one, no mask. */
function parts(text: string): [network: string, mask?: string] {
  const slash = text.indexOf("/");
  return slash < 0 ? [text] : [text.slice(0, slash), text.slice(slash + 1)];
}

/** The network that contains an address that may be written wrongly. */
function cidrProposal(network: string, mask = "32"): { write?: string } {
  if (!/^[0-9]+$/.test(mask) || Number(mask) > 32) return {};
  try {
    return { write: Ipv4Cidr.containing(Ipv4Address.parse(network), Number(mask)).toString() };
  } catch (error) {
    return error instanceof AddressError && error.write !== undefined ? cidrProposal(error.write, mask) : {};
  }
}

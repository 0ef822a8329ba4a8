import { AddressError } from "./address-error";

const ALLOWED_ADDRESS =
  "four decimal numbers from 0 to 255 without leading zeros, separated by dots, such as 203.0.113.10";
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
  if (text === "") return { problem: "the address is empty" };
  if (/\s/.test(text)) {
    return { problem: "there is white space in the address", ...addressProposal(text.replace(/\s/g, "")) };
  }
  if (text.includes(":")) return { problem: "this looks like an IPv6 address; only IPv4 is possible here" };
  if (text.includes("/")) {
    return {
      problem: "an address is needed here, not a range with a mask",
      ...addressProposal(text.slice(0, text.indexOf("/"))),
    };
  }
  if (!/^[0-9.]+$/.test(text)) return { problem: "an address consists of digits and dots only" };
  const octets = text.split(".");
  if (octets.includes("")) {
    return { problem: "two dots follow each other, or the address begins or ends with one" };
  }
  if (octets.length !== 4) return { problem: `an address has four numbers, this one has ${octets.length}` };
  const tooLarge = octets.find((octet) => Number(octet) > 255);
  if (tooLarge !== undefined) return { problem: `${tooLarge} is larger than 255` };
  const padded = octets.filter((octet) => /^0[0-9]/.test(octet));
  const octal = padded.find(
    (octet) => /^0[0-7]+$/.test(octet) && Number.parseInt(octet, 8) !== Number(octet),
  );
  const hint =
    octal === undefined ? "" : ` (some programs would read ${octal} as ${Number.parseInt(octal, 8)})`;
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
  } catch {
    return {};
  }
}

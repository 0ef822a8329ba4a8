// Forms of addresses and ranges, for editors. The library parses them by the classes of lib/ipv4.ts, whose messages say more.

const OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
const ADDRESS = `${OCTET}(?:\\.${OCTET}){3}`;

/** Beginnings of reserved addresses: those of UNPROVING_RANGES. */
const RESERVED = [
  ...["0", "127", "169\\.254", "192\\.0\\.0", "198\\.1[89]"],
  ...["100\\.(?:6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])", "22[4-9]", "2[3-5][0-9]"],
];

/** Beginnings of private and reserved addresses: those of NON_PUBLIC_RANGES. */
const NON_PUBLIC = [...RESERVED, "10", "172\\.(?:1[6-9]|2[0-9]|3[01])", "192\\.168"];

/** Form of the address of a host whose answer can prove a path to the Internet, or of a private one. */
export const TARGET_PATTERN = `^(?!(?:${RESERVED.join("|")})\\.)${ADDRESS}$`;

/** Form of an IPv4 CIDR block. Whether its host bits are zero is not seen. */
export const RANGE_PATTERN = `^${rangeOf("3[0-2]|[12]?[0-9]")}$`;

/** Form of the range of a secondary CIDR block. */
export const BLOCK_PATTERN = `^${rangeOf("1[6-9]|2[0-8]")}$`;

/** Form of the range of a vSwitch, or the ID of one. */
export const VSWITCH_PATTERN = `^(?:${rangeOf("1[6-9]|2[0-9]")}|vsw-[a-z0-9]+)$`;

/** Form of the primary range of a VPC, or the ID of one. */
export const VPC_PATTERN = `^(?:${rangeOf("[89]|1[0-9]|2[0-8]")}|vpc-[a-z0-9]+)$`;

/** Form of the public address of an EIP, or its allocation ID. */
export const EIP_PATTERN = `^(?:eip-[a-z0-9]+|(?!(?:${NON_PUBLIC.join("|")})\\.)${ADDRESS})$`;

/** Form of a key of a tag. */
export const TAG_KEY_PATTERN = "^(?!aliyun|acs:)(?![^]*https?://)\\S(?:[^]*\\S)?$";

/** Form of a value of a tag. */
export const TAG_VALUE_PATTERN = "^(?!acs:)(?![^]*https?://)";

/** Form of a port, or of a range of ports. */
export const PORTS_PATTERN = "^[1-9][0-9]{0,4}(?:/[1-9][0-9]{0,4})?$";

function rangeOf(prefixLength: string): string {
  return `${ADDRESS}/(?:${prefixLength})`;
}

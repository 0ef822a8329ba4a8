/** Whether the configuration of a resource gives an attribute a value: not at all, one not known yet, or a known one. */
export type Presence = "absent" | "unknown" | "known";

/** Which attributes and blocks of a configuration have a value, read from Terraform's MessagePack form of it. */
export function presenceOf(msgpack: Buffer): ReadonlyMap<string, Presence> {
  const object = valueAt(msgpack, 0);
  const presence = new Map<string, Presence>();
  let offset = object.content;
  for (let entry = 0; entry < object.children / 2; entry++) {
    const key = valueAt(msgpack, offset);
    const value = valueAt(msgpack, endOf(msgpack, offset));
    presence.set(msgpack.toString("utf8", key.content, key.content + key.bytes), value.presence);
    offset = endOf(msgpack, endOf(msgpack, offset));
  }
  return presence;
}

/** A value in MessagePack: its content starts at an offset and is so many bytes, followed by so many values. */
interface Value {
  readonly content: number;
  readonly bytes: number;
  readonly children: number;
  readonly presence: Presence;
}

/** @see https://github.com/msgpack/msgpack/blob/master/spec.md#formats */
function valueAt(buffer: Buffer, offset: number): Value {
  const format = buffer.readUInt8(offset);
  const value = (header: number, bytes: number, children = 0, presence: Presence = "known"): Value => {
    return { content: offset + header, bytes, children, presence };
  };
  const length = (width: number): number => buffer.readUIntBE(offset + 1, width);
  if (format === 0xc0) return value(1, 0, 0, "absent");
  if (format < 0x80 || format >= 0xe0 || format === 0xc2 || format === 0xc3) return value(1, 0);
  if (format < 0x90) return value(1, 0, (format & 0x0f) * 2);
  if (format < 0xa0) return value(1, 0, format & 0x0f);
  if (format < 0xc0) return value(1, format & 0x1f);
  // Terraform writes a value that is not known yet as an extension, and nothing else.
  if (format >= 0xd4 && format <= 0xd8) return value(2, 2 ** (format - 0xd4), 0, "unknown");
  if (format >= 0xc7 && format <= 0xc9) {
    const width = 2 ** (format - 0xc7);
    return value(2 + width, length(width), 0, "unknown");
  }
  if (format >= 0xca && format <= 0xd3) return value(1, NUMBER_BYTES[format - 0xca] ?? 0);
  if (format <= 0xc6) return value(1 + 2 ** (format - 0xc4), length(2 ** (format - 0xc4)));
  if (format <= 0xdb) return value(1 + 2 ** (format - 0xd9), length(2 ** (format - 0xd9)));
  const width = format % 2 === 0 ? 2 : 4;
  return value(1 + width, 0, length(width) * (format >= 0xde ? 2 : 1));
}

/** The sizes of float 32 and 64, unsigned 8 to 64, signed 8 to 64. */
const NUMBER_BYTES = [4, 8, 1, 2, 4, 8, 1, 2, 4, 8];

function endOf(buffer: Buffer, offset: number): number {
  const { content, bytes, children } = valueAt(buffer, offset);
  let end = content + bytes;
  for (let child = 0; child < children; child++) end = endOf(buffer, end);
  return end;
}

import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A certificate that is its own authority, and its private key, both PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly privateKey: string;
}

const oid = {
  ecdsaWithSha256: "2a8648ce3d040302",
  commonName: "550403",
  basicConstraints: "551d13",
  keyUsage: "551d0f",
  extendedKeyUsage: "551d25",
  subjectAlternativeName: "551d11",
  serverAuthentication: "2b06010505070301",
};

/**
 * Makes a certificate for `localhost`, 127.0.0.1 and ::1, valid from yesterday for a year (RFC 5280, ECDSA P-256).
 * Node.js can sign but not issue certificates; the few fields needed are encoded here.
 */
export function createCertificate(now: Date): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const day = 86_400_000;
  const algorithm = sequence(objectId(oid.ecdsaWithSha256));
  const name = sequence(set(sequence(objectId(oid.commonName), der(0x0c, Buffer.from("alicloud-emulator")))));
  const body = sequence(
    der(0xa0, integer(Buffer.of(2))), // version 3
    integer(Buffer.concat([Buffer.of(1), randomBytes(8)])),
    algorithm,
    name,
    sequence(time(now.getTime() - day), time(now.getTime() + 365 * day)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(
      0xa3,
      sequence(
        critical(oid.basicConstraints, sequence(boolean(true))),
        critical(oid.keyUsage, der(0x03, Buffer.of(2, 0x84))), // digitalSignature, keyCertSign
        extension(oid.extendedKeyUsage, sequence(objectId(oid.serverAuthentication))),
        extension(
          oid.subjectAlternativeName,
          sequence(
            der(0x82, Buffer.from("localhost")),
            der(0x87, Buffer.of(127, 0, 0, 1)),
            der(0x87, Buffer.concat([Buffer.alloc(15), Buffer.of(1)])),
          ),
        ),
      ),
    ),
  );
  const signature = der(0x03, Buffer.of(0), sign("sha256", body, privateKey));
  return {
    certificate: pem("CERTIFICATE", sequence(body, algorithm, signature)),
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/** One element of the Distinguished Encoding Rules: tag, length, content. */
function der(tag: number, ...content: Buffer[]): Buffer {
  const { length } = Buffer.concat(content);
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.of(tag, ...size), ...content]);
}

const sequence = (...content: Buffer[]) => der(0x30, ...content);
const set = (...content: Buffer[]) => der(0x31, ...content);
const objectId = (hex: string) => der(0x06, Buffer.from(hex, "hex"));
const integer = (value: Buffer) => der(0x02, value);
const boolean = (value: boolean) => der(0x01, Buffer.of(value ? 0xff : 0));
const extension = (id: string, value: Buffer) => sequence(objectId(id), der(0x04, value));
const critical = (id: string, value: Buffer) => sequence(objectId(id), boolean(true), der(0x04, value));

/** UTCTime, which certificates use for years before 2050. */
function time(milliseconds: number): Buffer {
  const digits = new Date(milliseconds).toISOString().replace(/\.\d+/, "").replace(/[-:T]/g, "");
  return der(0x17, Buffer.from(digits.slice(2)));
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString("base64").replace(/.{64}(?=.)/g, "$&\n");
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}

import { createServer, type Server, type Socket } from "node:net";

import { generate } from "selfsigned";

/** A certificate that is its own authority, and its private key, both PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly privateKey: string;
}

/** Creates a certificate for `localhost`, 127.0.0.1 and ::1, valid from the day before for a year (ECDSA P-256). */
export async function createCertificate(now: Date): Promise<Certificate> {
  const day = 86_400_000;
  const pem = await generate([{ name: "commonName", value: "alicloud-emulator" }], {
    keyType: "ec",
    algorithm: "sha256",
    notBeforeDate: new Date(now.getTime() - day),
    notAfterDate: new Date(now.getTime() + 365 * day),
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", digitalSignature: true, keyCertSign: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 7, ip: "127.0.0.1" },
          { type: 7, ip: "::1" },
        ],
      },
    ],
  });
  return { certificate: pem.cert, privateKey: pem.private };
}

/** The first byte of a TLS connection: a handshake record. No HTTP method begins with it. */
const tlsHandshake = 0x16;

/**
 * A server for TLS and for plain HTTP on one port: the first byte of a connection decides who gets it. Alibaba Cloud's
 * Terraform provider makes a few calls over HTTPS even where it is told to use HTTP.
 */
export function createSharedPort(servers: {
  readonly plain: NodeJS.EventEmitter;
  readonly tls: NodeJS.EventEmitter;
}): {
  readonly server: Server;
  /** Closes every connection, the idle ones included. */
  destroyConnections(): void;
} {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // Whoever has closed a connection hears of no errors; until it is handed over, nobody else listens.
    socket.on("error", () => socket.destroy());
    socket.once("readable", () => {
      const first = socket.read(1) as Buffer | null;
      if (first === null) return;
      socket.unshift(first);
      (first[0] === tlsHandshake ? servers.tls : servers.plain).emit("connection", socket);
    });
  });
  return {
    server,
    destroyConnections: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

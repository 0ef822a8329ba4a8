import { createServer, type Server, type Socket } from "node:net";

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

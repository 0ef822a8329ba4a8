import { randomUUID } from "node:crypto";
import { createServer as createHttpServer, type IncomingMessage, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import fastify, { type FastifyError, type FastifyReply, type FastifyRequest } from "fastify";
import type { Engine } from "./engine";
import { ApiError } from "./errors";
import { type Certificate, createSharedPort } from "./https";
import { InputError } from "./input";
import type { SignedRequest } from "./signature";

/** The longest body of a call, in bytes: more than the longest command, and no room for mischief. */
const bodyLimit = 1024 * 1024;
/** The longest state that can be loaded, in bytes. */
const stateLimit = 64 * 1024 * 1024;
/** Some calls have all of their parameters in the URL, a command of 18 KB included. */
const maxHeaderSize = 64 * 1024;
/**
 * How long an idle connection is kept, in milliseconds. The provider polls every few seconds over one connection; if
 * it were closed between two polls, the second would fail.
 */
const keepAliveTimeout = 10 * 60 * 1000;

/** What a server needs. */
export interface ServerOptions {
  readonly engine: Engine;
  readonly certificate: Certificate;
  /** How long each answer of the API takes, in milliseconds. */
  readonly latency: number;
}

/** The HTTP side: `/` is the API, the rest is for whoever runs the emulator. */
export async function createServer({ engine, certificate, latency }: ServerOptions) {
  let handler: RequestListener | undefined;
  const app = fastify({
    bodyLimit,
    exposeHeadRoutes: false,
    // The API merges query and body itself.
    routerOptions: { querystringParser: () => ({}) },
    serverFactory: (listener) => {
      handler = listener;
      return createHttpServer({ maxHeaderSize, keepAliveTimeout }, listener);
    },
    clientErrorHandler: refuseMalformedHttp,
    frameworkErrors: (error, _request, reply) => {
      void sendError(reply, new ApiError(400, "InvalidRequest", error.message));
    },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => {
    done(null, body);
  });
  app.setNotFoundHandler((request, reply) =>
    sendError(
      reply,
      new ApiError(
        404,
        "InvalidRequest.NotFound",
        `There is no ${request.method} ${request.url.slice(0, 100)}`,
      ),
    ),
  );
  app.setErrorHandler((error: FastifyError | InputError, _request, reply) =>
    sendError(reply, apiErrorOf(error)),
  );

  app.route({
    method: ["GET", "POST"],
    url: "/",
    handler: async (request, reply) => {
      const parameters = mergedParameters(request);
      const outcome = engine.execute(request.method, parameters, signedRequest(request));
      if (latency > 0) await sleep(latency);
      if (outcome === "disconnect") return disconnect(reply);
      if ("refusal" in outcome) return sendError(reply, outcome.refusal);
      return reply.send({ RequestId: requestId(), ...outcome.answer });
    },
  });

  app.get("/state", () => engine.cloud.toJSON());
  app.put("/state", { bodyLimit: stateLimit }, async (request, reply) => {
    await engine.load(jsonBody(request));
    return reply.code(204).send();
  });
  app.get("/calls", (request) => {
    const action = new URLSearchParams(queryOf(request)).get("action") ?? undefined;
    return { ...engine.calls.summary(), calls: engine.calls.list(action) };
  });
  app.put("/faults", async (request, reply) => {
    engine.setFaults(jsonBody(request));
    return reply.code(204).send();
  });
  app.post("/reset", async (_request, reply) => {
    await engine.reset();
    return reply.code(204).send();
  });

  await app.ready();
  if (handler === undefined) throw new TypeError("Fastify has made no request handler");
  const { certificate: cert, privateKey: key } = certificate;
  const tls = createHttpsServer({ cert, key, maxHeaderSize, keepAliveTimeout }, handler);
  tls.on("clientError", refuseMalformedHttp);
  for (const server of [app.server, tls]) {
    server.on("connect", (_request: IncomingMessage, socket: Socket) => {
      refuseMalformedHttp(new Error("CONNECT is for proxies"), socket);
    });
  }
  const port = createSharedPort({ plain: app.server, tls });
  return {
    server: port.server,
    close: async (): Promise<void> => {
      await new Promise<void>((resolve) => {
        port.server.close(() => {
          resolve();
        });
        port.destroyConnections();
      });
      await app.close();
    },
  };
}

/** The request as a signature in its header covers it. */
function signedRequest({ method, url, headers, body }: FastifyRequest): SignedRequest {
  return { method, url, headers, body: (body as Buffer | undefined) ?? Buffer.alloc(0) };
}

/** Query and body, merged; the body wins. A request with the newer signature has action and version in headers. */
function mergedParameters(request: FastifyRequest): Map<string, string> {
  const body = request.body as Buffer | undefined;
  const type = request.headers["content-type"];
  if (
    body !== undefined &&
    body.length > 0 &&
    type?.startsWith("application/x-www-form-urlencoded") !== true
  ) {
    throw new ApiError(
      415,
      "UnsupportedContentType",
      "The body has to be application/x-www-form-urlencoded.",
    );
  }
  const { "x-acs-action": action, "x-acs-version": version } = request.headers;
  const named = Object.entries({ Action: action, Version: version }).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return new Map([
    ...new URLSearchParams(queryOf(request)),
    ...new URLSearchParams(body?.toString() ?? ""),
    ...named,
  ]);
}

function queryOf(request: FastifyRequest): string {
  return request.url.split("?").slice(1).join("?");
}

function jsonBody(request: FastifyRequest): unknown {
  try {
    return JSON.parse((request.body as Buffer | undefined)?.toString() ?? "");
  } catch (error) {
    throw new InputError("body", [
      `body: not JSON: ${error instanceof Error ? error.message : String(error)}`,
    ]);
  }
}

/** What the framework or a loader refuses, in the API's terms. */
function apiErrorOf(error: FastifyError | InputError | ApiError): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof InputError) return new ApiError(400, "InvalidInput", error.message);
  return new ApiError(error.statusCode ?? 400, "InvalidRequest", error.message);
}

function sendError(reply: FastifyReply, error: ApiError): FastifyReply {
  return reply
    .code(error.status)
    .type("application/json; charset=utf-8")
    .send(errorBody(error, reply.request.raw));
}

function errorBody({ code, message }: ApiError, request?: IncomingMessage): string {
  return JSON.stringify({
    RequestId: requestId(),
    HostId: request?.headers.host ?? "",
    Code: code,
    Message: message,
  });
}

function requestId(): string {
  return randomUUID().toUpperCase();
}

/** Closes the connection without an answer: with a reset where that is possible. */
function disconnect(reply: FastifyReply): FastifyReply {
  reply.hijack();
  const { socket } = reply.request.raw;
  if ("encrypted" in socket) socket.destroy();
  else socket.resetAndDestroy();
  return reply;
}

/** What is not HTTP at all gets an answer that a client of the API understands, and no connection. */
function refuseMalformedHttp(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const tooLarge = error.code === "HPE_HEADER_OVERFLOW";
  const body = errorBody(
    new ApiError(tooLarge ? 431 : 400, "InvalidRequest", "The request is not valid HTTP."),
  );
  socket.end(
    `HTTP/1.1 ${tooLarge ? "431 Request Header Fields Too Large" : "400 Bad Request"}\r\n` +
      `Content-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
      `Connection: close\r\n\r\n${body}`,
  );
}

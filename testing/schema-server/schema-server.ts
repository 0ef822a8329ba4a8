import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";

import * as grpc from "@grpc/grpc-js";
import * as protoLoader from "@grpc/proto-loader";

import { ruleViolations } from "./argument-rules";
import { protocolSchema } from "./protocol-schema";
import type { ProviderSchema, ProviderSource } from "./provider-schema";

const PROTO_FILE = path.join(__dirname, "provider.proto");
const PROTOCOL_VERSION = 5;

/**
 * A Terraform provider that knows its schema, and the rules between arguments, and nothing else: enough for `init`, `validate` and `test` with mocks, for
 * which Terraform then needs neither a registry nor the provider.
 *
 * It speaks the plugin protocol over a unix socket. Terraform is pointed to it by {@link environment}, which takes
 * precedence over an installed provider. Several Terraform processes may use one server at the same time.
 *
 * @see https://developer.hashicorp.com/terraform/plugin/debugging
 */
export class SchemaServer {
  private constructor(
    private readonly server: grpc.Server,
    private readonly folder: string,
    private readonly standIn: ChildProcess,
    /** What a Terraform process needs in its environment to use this server. */
    public readonly environment: { readonly TF_REATTACH_PROVIDERS: string },
  ) {}

  /** Starts a server for one provider; the caller has to {@link close} it. */
  public static async start(source: ProviderSource, schema: ProviderSchema): Promise<SchemaServer> {
    const server = new grpc.Server();
    server.addService(providerService(), handlers(schema));

    const folder = await fs.mkdtemp(path.join(os.tmpdir(), "schema-server-"));
    const socket = path.join(folder, "provider.sock");
    await promisify(server.bindAsync.bind(server))(`unix:${socket}`, grpc.ServerCredentials.createInsecure());

    const standIn = await startStandIn();
    const reattach = {
      Protocol: "grpc",
      ProtocolVersion: PROTOCOL_VERSION,
      Pid: standIn.pid,
      // Terraform then leaves the process running when it ends.
      Test: true,
      Addr: { Network: "unix", String: socket },
    };
    return new SchemaServer(server, folder, standIn, {
      TF_REATTACH_PROVIDERS: JSON.stringify({ [source]: reattach }),
    });
  }

  /** Ends the server and its connections, and removes the socket. */
  public async close(): Promise<void> {
    this.server.forceShutdown();
    const ended = this.standIn.exitCode ?? this.standIn.signalCode ?? once(this.standIn, "exit");
    this.standIn.stdin?.end();
    await ended;
    await fs.rm(this.folder, { recursive: true, force: true });
  }
}

/**
 * Terraform wants to know a provider's process, watches that it lives, and kills it when its socket does not answer. It
 * must not be this process then, so it is one that does nothing but wait for the end of its input, which comes at the
 * latest when this process ends.
 */
async function startStandIn(): Promise<ChildProcess> {
  const standIn = spawn("sh", ["-c", "read -r line"], { stdio: ["pipe", "ignore", "inherit"] });
  await once(standIn, "spawn");
  return standIn;
}

function providerService(): grpc.ServiceDefinition {
  const definition = protoLoader.loadSync(PROTO_FILE, { keepCase: true, longs: Number, enums: String });
  return definition["tfplugin5.Provider"] as grpc.ServiceDefinition;
}

interface Configuration {
  readonly type_name?: string;
  readonly config: { readonly msgpack: Buffer };
}

function handlers(schema: ProviderSchema): grpc.UntypedServiceImplementation {
  const encodedSchema = protocolSchema(schema);
  return {
    GetSchema: answer(() => encodedSchema),
    PrepareProviderConfig: answer(({ config }: Configuration) => ({ prepared_config: config })),
    ValidateResourceTypeConfig: answer(({ type_name = "", config }: Configuration) => ({
      diagnostics: ruleViolations(type_name, config.msgpack).map((one) => ({ severity: "ERROR", ...one })),
    })),
    ValidateDataSourceConfig: answer(() => ({})),
    // OpenTofu asks even for what was mocked; nothing here is of an earlier schema.
    UpgradeResourceState: answer(({ raw_state }: { readonly raw_state: { readonly json: Buffer } }) => ({
      upgraded_state: { json: raw_state.json },
    })),
    Configure: answer(() => ({})),
    Stop: answer(() => ({})),
  };
}

function answer<Request, Response>(
  respond: (request: Request) => Response,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    callback(null, respond(call.request));
  };
}

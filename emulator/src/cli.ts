import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  DataPlaneError,
  InputError,
  NamespaceDataPlane,
  startEmulator,
  type EmulatorOptions,
  type FaultRules,
  type LoggedCall,
  type Seed,
} from ".";
import { parseAddress } from "./ipv4";
import { defaultInternetHost } from "./namespaces/internet";
import { operations } from "./state";

const help = `alicloud-emulator: Alibaba Cloud's VPC and ECS APIs on this machine

Usage: alicloud-emulator [options]

  --port <number>           port to listen on, for HTTP and HTTPS (default 8123; 0 takes a free one)
  --host <address>          address to listen on (default 127.0.0.1)
  --seed <file>             what exists at the start, JSON; what GET /state answers can be used again
  --faults <file>           what goes wrong, JSON: a list of rules
  --latency <ms>            how long each answer takes (default 0)
  --duration <name>=<ms>    how long an operation takes; can be repeated. Names:
                            ${operations.slice(0, 6).join(", ")},
                            ${operations.slice(6).join(", ")}
  --key <id>:<secret>       the access key that requests have to be signed with (default: any)
  --ca <file>               where the certificate for HTTPS is written (default: a temporary file)
  --log <file>              where each call is written, one JSON object a line; - is standard output
  --data-plane              instances run, as network namespaces, and packets go where the API says (Linux)
  --internet-host <address> the address of the host on the Internet (default ${defaultInternetHost})
  --help                    this text

While it runs:  GET /state  PUT /state  GET /calls[?action=…]  PUT /faults  POST /reset
`;

/** A mistake on the command line. */
class UsageError extends Error {}

function readOptions(args: string[]): EmulatorOptions | undefined {
  const values = parsedArguments(args);
  if (values.help === true) return undefined;
  if (values["internet-host"] !== undefined && values["data-plane"] !== true) {
    throw new UsageError("--internet-host: there is an Internet only with --data-plane");
  }
  const seed = values.seed === undefined ? {} : (readJson("--seed", values.seed) as Seed);
  const durations = Object.fromEntries((values.duration ?? []).map(parseDuration));
  return {
    port: wholeNumber("--port", values.port ?? "8123", 65_535),
    host: values.host ?? "127.0.0.1",
    seed: { ...seed, durations: { ...seed.durations, ...durations } },
    faults: values.faults === undefined ? [] : (readJson("--faults", values.faults) as FaultRules),
    latency: wholeNumber("--latency", values.latency ?? "0", 600_000),
    ...(values.key === undefined ? {} : { key: parseKey(values.key) }),
    ...(values.ca === undefined ? {} : { certificateFile: values.ca }),
    ...(values.log === undefined ? {} : { onCall: logTo(values.log) }),
    ...(values["data-plane"] === true ? { dataPlane: dataPlane(values["internet-host"]) } : {}),
    onDataPlaneFailure: (event, error) =>
      process.stderr.write(`data plane: ${event} failed: ${String(error)}\n`),
  };
}

function parsedArguments(args: string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      args,
      options: {
        port: text,
        host: text,
        seed: text,
        faults: text,
        latency: text,
        duration: { type: "string", multiple: true },
        key: text,
        ca: text,
        log: text,
        "data-plane": { type: "boolean" },
        "internet-host": text,
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(name: string, text: string, maximum: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= maximum))
    throw new UsageError(`${name} "${text}": a whole number from 0 to ${maximum} is needed`);
  return value;
}

function parseDuration(text: string): [string, number] {
  const [name = "", milliseconds = ""] = text.split("=");
  if (!operations.some((operation) => operation === name)) {
    throw new UsageError(`--duration "${text}": the names are ${operations.join(", ")}`);
  }
  return [name, wholeNumber(`--duration ${name}`, milliseconds, 86_400_000)];
}

function parseKey(text: string): { id: string; secret: string } {
  const [, id, secret] = /^([^:]+):(.+)$/.exec(text) ?? [];
  if (id === undefined || secret === undefined) throw new UsageError("--key: <id>:<secret> is needed");
  return { id, secret };
}

function readJson(option: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(`${option} ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Where it cannot be had, this ends the command with the reason. */
function dataPlane(internetHost = defaultInternetHost): NamespaceDataPlane {
  if (parseAddress(internetHost) === undefined) {
    throw new UsageError(`--internet-host "${internetHost}": an IPv4 address is needed`);
  }
  const onInstance = (id: string, shell: readonly string[]) =>
    process.stdout.write(`${id} runs; for a shell in it: ${shell.join(" ")}\n`);
  return new NamespaceDataPlane({ internetHost, onInstance });
}

/** Each line can be used as a line of a recording. */
function logTo(file: string): (call: LoggedCall) => void {
  if (file === "-") return (call) => process.stdout.write(`${JSON.stringify(call)}\n`);
  try {
    writeFileSync(file, "");
  } catch (error) {
    throw new UsageError(`--log ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return (call) => {
    appendFileSync(file, `${JSON.stringify(call)}\n`);
  };
}

/** Runs the command. Resolves when the emulator listens, or when there was nothing to start. */
export async function main(args: string[]): Promise<void> {
  const options = readOptions(args);
  if (options === undefined) {
    process.stdout.write(help);
    return;
  }
  const emulator = await startEmulator(options);
  process.stdout.write(
    `alicloud-emulator listens on ${emulator.endpoint} (HTTP and HTTPS)\n` +
      `for HTTPS, trust its certificate: export SSL_CERT_FILE=${emulator.certificateFile}\n`,
  );
  const end = () => {
    void emulator.close().then(() => process.exit(0));
  };
  process.once("SIGINT", end).once("SIGTERM", end);
}

/** What a user is told of an error: their own mistakes without a stack trace. */
export function explain(error: unknown): { text: string; exitCode: number } {
  if (error instanceof UsageError)
    return { text: `${error.message}\nTry: alicloud-emulator --help\n`, exitCode: 2 };
  if (error instanceof DataPlaneError) return { text: `--data-plane: ${error.message}\n`, exitCode: 1 };
  if (error instanceof InputError) return { text: `${error.mistakes.join("\n")}\n`, exitCode: 2 };
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE")
    return { text: "The port is in use. Take another one with --port.\n", exitCode: 1 };
  if (code === "EACCES" || code === "EADDRNOTAVAIL" || code === "ENOENT") {
    return { text: `${(error as Error).message}\n`, exitCode: 1 };
  }
  return {
    text: `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    exitCode: 1,
  };
}

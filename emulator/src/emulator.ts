import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { LoggedCall } from "./call-log";
import { SystemClock, type Clock } from "./clock";
import type { Cloud } from "./cloud";
import type { DataPlane } from "./data-plane";
import { Engine } from "./engine";
import type { FaultRules } from "./faults";
import { createCertificate } from "./https";
import type { AccessKey } from "./signature";
import { createServer } from "./server";
import type { Seed, StateSnapshot } from "./state";

/** How to start an emulator. */
export interface EmulatorOptions {
  /** The port to listen on. @default 0, which takes a free one */
  readonly port?: number;
  /** The address to listen on. @default 127.0.0.1 */
  readonly host?: string;
  /** What exists at the start. @default {} */
  readonly seed?: Seed | StateSnapshot;
  /** What goes wrong. @default [] */
  readonly faults?: FaultRules;
  /** The key that requests have to be signed with. @default - signatures are not checked */
  readonly key?: AccessKey;
  /** How long each answer takes, in milliseconds. @default 0 */
  readonly latency?: number;
  /** Where the time comes from. @default - the machine's */
  readonly clock?: Clock;
  /** What moves packets behind the API. @default - nothing; commands succeed */
  readonly dataPlane?: DataPlane;
  /** Where the certificate is written. @default - a new file in the folder for temporary files, removed by `close` */
  readonly certificateFile?: string;
  /** Told of each call when it has been done. @default - nobody is told */
  readonly onCall?: (call: LoggedCall) => void;
  /** Told of what the data plane throws. @default - it is listed in `dataPlaneFailures` only */
  readonly onDataPlaneFailure?: (event: string, error: unknown) => void;
}

/** An emulator that listens. */
export interface Emulator {
  readonly port: number;
  /** `host:port`, as the provider's `endpoints` block wants it. */
  readonly endpoint: string;
  /** The certificate to trust for HTTPS: PEM, and the file it is in. */
  readonly certificate: string;
  readonly certificateFile: string;
  /** The state, to read; changing it is the API's business. */
  readonly cloud: Cloud;
  /** How often each action was called since the start or the last reset, and every call. */
  readonly calls: {
    summary(): { total: number; actions: Record<string, number> };
    list(action?: string): LoggedCall[];
  };
  /** What the data plane has thrown. */
  readonly dataPlaneFailures: readonly { readonly event: string; readonly error: unknown }[];
  /** Replaces the faults. @throws InputError */
  setFaults(rules: FaultRules): void;
  /** Replaces the state. @throws InputError */
  load(seed: Seed | StateSnapshot): Promise<void>;
  /** Goes back to the seed, and forgets the calls. */
  reset(): Promise<void>;
  /** Ends everything. */
  close(): Promise<void>;
}

/**
 * Starts an emulator of Alibaba Cloud's VPC and ECS APIs.
 * @throws InputError when the seed or the faults are wrong
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { host = "127.0.0.1", clock = new SystemClock() } = options;
  const failures: { event: string; error: unknown }[] = [];
  const engine = new Engine({
    seed: options.seed ?? {},
    faults: options.faults ?? [],
    key: options.key,
    clock,
    dataPlane: options.dataPlane ?? {},
    onCall: options.onCall ?? (() => undefined),
    onDataPlaneFailure: (event, error) => {
      failures.push({ event, error });
      options.onDataPlaneFailure?.(event, error);
    },
  });
  const certificate = await createCertificate(new Date());
  const http = await createServer({ engine, certificate, latency: options.latency ?? 0 });
  try {
    await engine.ready();
    await new Promise<void>((resolve, reject) => {
      http.server.once("error", reject);
      http.server.listen(options.port ?? 0, host, () => {
        resolve();
      });
    });
  } catch (error) {
    await engine.stop();
    throw error;
  }
  const { port } = http.server.address() as AddressInfo;
  const folder =
    options.certificateFile === undefined
      ? mkdtempSync(path.join(tmpdir(), "alicloud-emulator-"))
      : undefined;
  const certificateFile = options.certificateFile ?? path.join(folder ?? "", "ca.pem");
  writeFileSync(certificateFile, certificate.certificate);
  return {
    port,
    endpoint: `${host.includes(":") ? `[${host}]` : host}:${port}`,
    certificate: certificate.certificate,
    certificateFile,
    get cloud() {
      return engine.cloud;
    },
    calls: engine.calls,
    dataPlaneFailures: failures,
    setFaults: (rules) => {
      engine.setFaults(rules);
    },
    load: (seed) => engine.load(seed),
    reset: () => engine.reset(),
    close: async () => {
      await engine.stop();
      await http.close();
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

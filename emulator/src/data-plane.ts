import type { Cloud } from "./cloud";
import type { Eip, Instance, NetworkInterface } from "./state";

/** A command as Cloud Assistant hands it to an instance. */
export interface GuestCommand {
  readonly instance: Instance;
  /** RunShellScript, RunPowerShellScript or RunBatScript. */
  readonly type: string;
  /** The script, decoded, its parameters filled in. */
  readonly script: string;
  /** Where it runs; empty for the home of the user. */
  readonly workingDirectory: string;
  /** Who runs it; empty for root. */
  readonly username: string;
  /** After how many seconds it has to be ended. */
  readonly timeout: number;
  /** Aborted when StopInvocation is called. */
  readonly signal: AbortSignal;
}

/** How a command ended. */
export interface GuestResult {
  readonly exitCode: number;
  /** Standard output and standard error, as text; what goes beyond 24 KB is cut. */
  readonly output: string;
  /** Whether it was ended because its time was over. */
  readonly timedOut?: boolean;
  /** Why it was not run at all, as the API says it. */
  readonly refusal?: { readonly errorCode: string; readonly errorInfo: string };
}

/**
 * What can move packets behind the emulated API. Each method is told of a change before the API reports it: an
 * interface is `Attaching` until `interfaceAttached` has returned, and `InUse` afterwards. Methods are called one after
 * the other, but for `runCommand`, and with copies. What one throws is logged and listed in
 * `Emulator.dataPlaneFailures`, and the API goes on.
 */
export interface DataPlane {
  /**
   * Called before anything else, and again after each reset or load, when what was there before is gone. Then come the
   * events that would have led to this state. `cloud` can be read at any time and must not be changed.
   */
  started?(cloud: Cloud): void | Promise<void>;
  /** The instance is there, with its primary network interface, and will start. */
  instanceCreated?(instance: Instance, primary: NetworkInterface): void | Promise<void>;
  instanceDeleted?(instance: Instance): void | Promise<void>;
  interfaceAttached?(networkInterface: NetworkInterface, instance: Instance): void | Promise<void>;
  interfaceDetached?(networkInterface: NetworkInterface, instance: Instance): void | Promise<void>;
  /** The interface, attached or not, has got or lost secondary addresses; the API has reported that already. */
  addressesChanged?(networkInterface: NetworkInterface): void | Promise<void>;
  /** The EIP maps to a private address of the interface. */
  eipAssociated?(eip: Eip, networkInterface: NetworkInterface, privateAddress: string): void | Promise<void>;
  eipUnassociated?(
    eip: Eip,
    networkInterface: NetworkInterface,
    privateAddress: string,
  ): void | Promise<void>;
  /** Called last, when the emulator closes. */
  closed?(): void | Promise<void>;
  /** Runs a command. Without this method every command succeeds, with no output. */
  runCommand?(command: GuestCommand): Promise<GuestResult>;
}

export { startEmulator, type Emulator, type EmulatorOptions } from "./emulator";
export { ManualClock, SystemClock, type Clock } from "./clock";
export type { Cloud } from "./cloud";
export type { DataPlane, GuestCommand, GuestResult } from "./data-plane";
export {
  DataPlaneError,
  NamespaceDataPlane,
  type NamespaceDataPlaneOptions,
} from "./namespaces/namespace-data-plane";
export type { FaultRules } from "./faults";
export { InputError } from "./input";
export type { LoggedCall } from "./call-log";
export type { AccessKey } from "./signature";
export type {
  Eip,
  Instance,
  NetworkInterface,
  SecurityGroup,
  Seed,
  StateSnapshot,
  VSwitch,
  Vpc,
} from "./state";

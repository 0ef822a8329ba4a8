import type { Changes } from "./changes";
import type { Cloud } from "./cloud";
import type { Parameters } from "./parameters";
import type { Change, Operation } from "./state";

/** What an action gets: the request, the state and the means to begin what takes time. */
export interface Call {
  readonly parameters: Parameters;
  readonly cloud: Cloud;
  readonly changes: Changes;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Begins a change, which takes as long as the operation does, or as a fault says. */
  begin(change: Change, id: string, operation: Operation): void;
}

/** A JSON object. */
export type Json = Record<string, unknown>;

/**
 * Does what a request asks for, and gives the answer without its RequestId.
 * @throws ApiError when it refuses
 */
export type Action = (call: Call) => Json;

/** A time as the API writes it, in UTC. */
export function timeText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+/, "");
}

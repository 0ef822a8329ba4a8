import type { Cloud } from "./cloud";
import type { DataPlane, GuestResult } from "./data-plane";
import { refused } from "./errors";
import type { Invocation, InvocationTarget } from "./state";

/** How much of a command's output is kept, in characters. */
const keptOutput = 24 * 1024;

/** What running an invocation needs besides the state. */
export interface InvocationContext {
  /** Aborted when the invocation is stopped. */
  readonly signal: AbortSignal;
  /** The time, as the API writes it. */
  readonly now: () => string;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Runs an invocation in each of its instances and records how it ended there. `undefined` when no data plane runs
 * commands, and it has ended already.
 */
export function runInvocation(
  cloud: Cloud,
  plane: DataPlane,
  invocation: Invocation,
  { signal, now, onFailure }: InvocationContext,
): Promise<void> | undefined {
  const targets = invocation.targets.filter(({ status }) => status === "Running");
  const runCommand = plane.runCommand?.bind(plane);
  if (runCommand === undefined) {
    for (const target of targets) record(target, { exitCode: 0, output: "" }, now());
    return undefined;
  }
  const runs = targets.map(async (target) => {
    const instance = cloud.instances.get(target.instanceId);
    if (instance === undefined) {
      Object.assign(target, {
        status: "Failed",
        errorCode: "InstanceReleased",
        errorInfo: "The instance is gone.",
      });
      return;
    }
    try {
      const result = await runCommand({
        instance: structuredClone(instance),
        type: invocation.commandType,
        script: scriptOf(invocation),
        workingDirectory: invocation.workingDir,
        username: invocation.username,
        timeout: invocation.timeout,
        signal,
      });
      if (target.status !== "Running") return;
      const { refusal } = result;
      if (refusal === undefined) record(target, result, now());
      else fail(target, refusal.errorCode, refusal.errorInfo, now());
    } catch (error) {
      fail(target, "AgentException", String(error), now());
      onFailure(error);
    }
  });
  return Promise.all(runs).then(() => undefined);
}

function fail(target: InvocationTarget, errorCode: string, errorInfo: string, finishedAt: string): void {
  Object.assign(target, { status: "Failed", errorCode, errorInfo, finishedAt });
}

function record(target: InvocationTarget, result: GuestResult, finishedAt: string): void {
  const { exitCode, timedOut = false } = result;
  const [status, errorCode, errorInfo] = timedOut
    ? (["Timeout", "ExecutionTimeout", "The command has timed out."] as const)
    : exitCode === 0
      ? (["Success", "", ""] as const)
      : (["Failed", "ExitCodeNonzero", "The exit code is not 0."] as const);
  const output = result.output.slice(0, keptOutput);
  Object.assign(target, { status, errorCode, errorInfo, exitCode, output, finishedAt });
}

const parameterName = /\{\{\s*([A-Za-z0-9_-]+)\s*\}\}/g;

/** The script of an invocation, decoded, with the values of its `{{name}}` parameters. */
function scriptOf({ commandContent, parameters, enableParameter }: Invocation): string {
  if (!enableParameter) return decode(commandContent);
  const values = new Map(Object.entries(parameterValues(parameters)));
  return decode(commandContent).replace(parameterName, (text, name: string) => values.get(name) ?? text);
}

/** The names of the `{{name}}` parameters of a script in Base64. */
export function parameterNames(content: string): string[] {
  return [...new Set([...decode(content).matchAll(parameterName)].map((match) => match[1] ?? ""))];
}

function decode(content: string): string {
  return Buffer.from(content, "base64").toString("utf8");
}

/** Reads the values of a command's parameters. @throws ApiError when the text is not a JSON object of simple values */
export function parameterValues(text: string): Record<string, string> {
  const value = parsed(text);
  const simple = ["string", "number", "boolean"];
  if (
    typeof value !== "object" ||
    value === null ||
    Array.isArray(value) ||
    Object.values(value).some((item) => !simple.includes(typeof item))
  ) {
    throw refused(
      "InvalidParameter.Parameters",
      "The specified Parameters are not a JSON object of simple values.",
    );
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, String(item)]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The status of an invocation, which follows from those of its instances. */
export function invocationStatusOf(invocation: Invocation): string {
  const statuses = invocation.targets.map(({ status }) => status);
  if (statuses.includes("Running")) return "Running";
  if (statuses.includes("Stopped")) return "Stopped";
  if (statuses.every((status) => status === "Success")) return "Success";
  return statuses.includes("Success") ? "PartialFailed" : "Failed";
}

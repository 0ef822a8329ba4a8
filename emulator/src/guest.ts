import { refused } from "./errors";
import type { Cloud } from "./cloud";
import type { DataPlane, GuestResult } from "./data-plane";
import type { Invocation, InvocationTarget } from "./state";

/** How much of a command's output is kept, in characters. */
const keptOutput = 24_576;

/** Runs a command in one instance and records how it ended. */
export async function runOnTarget(
  cloud: Cloud,
  plane: DataPlane,
  invocation: Invocation,
  target: InvocationTarget,
  signal: AbortSignal,
): Promise<void> {
  const instance = cloud.instances.get(target.instanceId);
  if (instance === undefined) {
    finish(target, {
      status: "Failed",
      errorCode: "InstanceReleased",
      errorInfo: "The instance has been released.",
    });
    return;
  }
  // Left out by a data plane without commands, and then nothing is waited for.
  const result: GuestResult =
    plane.runCommand === undefined
      ? { exitCode: 0, output: "" }
      : await plane.runCommand({
          instance: structuredClone(instance),
          type: invocation.commandType,
          script: scriptOf(invocation),
          workingDirectory: invocation.workingDir,
          username: invocation.username,
          timeout: invocation.timeout,
          signal,
        });
  if (target.status !== "Running") return;
  finish(target, {
    status: result.timedOut === true ? "Timeout" : result.exitCode === 0 ? "Success" : "Failed",
    errorCode: result.timedOut === true ? "ExecutionTimeout" : result.exitCode === 0 ? "" : "ExitCodeNonzero",
    errorInfo:
      result.timedOut === true
        ? "The command has timed out."
        : result.exitCode === 0
          ? ""
          : "The exit code is not 0.",
    exitCode: result.exitCode,
    output: result.output.slice(0, keptOutput),
  });
}

/** Records how a command ended in one instance. */
export function finish(target: InvocationTarget, outcome: Partial<InvocationTarget>): void {
  Object.assign(target, outcome);
}

/** The script of an invocation, decoded, with the values of its `{{name}}` parameters. */
export function scriptOf(invocation: Pick<Invocation, "commandContent" | "parameters">): string {
  const values = JSON.parse(invocation.parameters) as Record<string, unknown>;
  return Buffer.from(invocation.commandContent, "base64")
    .toString("utf8")
    .replace(parameterName, (text, name: string) =>
      Object.hasOwn(values, name) ? String(values[name]) : text,
    );
}

const parameterName = /\{\{\s*([A-Za-z0-9_-]+)\s*\}\}/g;

/** The names of the `{{name}}` parameters of a script. */
export function parameterNames(content: string): string[] {
  const script = Buffer.from(content, "base64").toString("utf8");
  return [...new Set([...script.matchAll(parameterName)].map((match) => match[1] ?? ""))];
}

/** The status of an invocation, which follows from those of its instances. */
export function invocationStatusOf(invocation: Invocation): string {
  const statuses = invocation.targets.map(({ status }) => status);
  if (statuses.some((status) => status === "Pending" || status === "Running")) return "Running";
  if (statuses.includes("Stopped")) return "Stopped";
  if (statuses.every((status) => status === "Success")) return "Success";
  return statuses.includes("Success") ? "PartialFailed" : "Failed";
}

/** Reads the values of a command's parameters. @throws ApiError when the text is not a JSON object of texts */
export function parameterValues(text: string): Record<string, string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw refused(
      "InvalidParameter.Parameters",
      "The specified parameter Parameters is not valid: a JSON object.",
    );
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, String(item)]));
}

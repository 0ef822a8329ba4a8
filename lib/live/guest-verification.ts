import { setTimeout as sleep } from "node:timers/promises";

import { z } from "zod";

import { renderGuestRun } from "../../guest/render";
import type { Configuration, ExposureSetting } from "../configuration/schema/configuration-schema";
import { guestOf, verifyOf } from "../configuration/schema/guest-schema";
import { CloudError } from "../errors";
import { GUEST_EXIT_CODES } from "../guest/cloud-assistant";
import type { CloudClient } from "./cloud-client";

/** Result of a verification in an instance. */
export interface GuestVerification {
  /** Name of the stack. */
  readonly stack: string;
  /** Key of the exposure. */
  readonly exposure: string;
  /** ID of the instance; empty if no instance has the ENI of the exposure. */
  readonly instance: string;
  /** Address of the EIP; empty if it was not found. */
  readonly eip: string;
  readonly isPassed: boolean;
  /** Words of the script, or the reason why it did not run. */
  readonly reason: string;
  /** Exit code of the script; undefined if it did not run. */
  readonly exitCode?: number;
}

/** How to verify. */
export interface VerificationOptions {
  /**
   * Seconds that the script waits for an answer.
   * @default - `waitSeconds` of the guest configuration, or 120
   */
  readonly waitSeconds?: number;
  /**
   * Milliseconds between two questions whether the script has ended.
   * @default 2000
   */
  readonly interval?: number;
}

const WAIT_SECONDS = 120;
/** Seconds for the script besides its wait, and for Cloud Assistant besides the script. */
const WORK_SECONDS = 60;
const INTERVAL = 2000;

/** Statuses of a run that has not ended. */
const RUNNING = /^(?:Pending|Scheduled|Running|Stopping|Invocation)?$/;

/**
 * Verifies an exposure: Cloud Assistant runs the guest script's `verify` in the instance. The script looks for the EIP on a NIC and, if
 * the configuration has `verify`, asks the target from the EIP. It changes nothing and is not saved there.
 *
 * @throws CloudError if a permission is missing or the cloud cannot be reached; what concerns this exposure alone is in the result
 */
export async function verifyExposure(
  client: CloudClient,
  configuration: Configuration,
  key: string,
  setting: ExposureSetting,
  options: VerificationOptions = {},
): Promise<GuestVerification> {
  const { eip, instance } = await placeOf(client, configuration, key, setting);
  const result = { stack: configuration.stack, exposure: key, instance, eip };
  if (eip === "")
    return { ...result, isPassed: false, reason: "its EIP was not found; apply the stack first" };
  if (instance === "")
    return {
      ...result,
      isPassed: false,
      reason: "no instance has its network interface; apply the stack first",
    };
  const target = verifyOf(setting, configuration);
  const { waitSeconds = guestOf(setting, configuration).waitSeconds ?? WAIT_SECONDS } = options;
  const script = renderGuestRun({
    action: "verify",
    eip,
    waitSeconds,
    ...(target === undefined ? {} : { verify: verification(target) }),
  });
  try {
    const run = await runScript(
      client,
      instance,
      script,
      waitSeconds + WORK_SECONDS,
      options.interval ?? INTERVAL,
    );
    return { ...result, ...run };
  } catch (error) {
    if (!(error instanceof CloudError) || error.isGeneral) throw error;
    return { ...result, isPassed: false, reason: error.message };
  }
}

function verification({ target, port }: NonNullable<ReturnType<typeof verifyOf>>): string {
  return port === undefined ? `icmp:${target.toString()}` : `tcp:${target.toString()}:${port}`;
}

/** Address and instance of an exposure; those that only Terraform knows are looked up by the stack's names and by the ENI. */
async function placeOf(
  client: CloudClient,
  { stack }: Configuration,
  key: string,
  { eip, instance }: ExposureSetting,
): Promise<{ readonly eip: string; readonly instance: string }> {
  const address =
    "address" in eip ? eip.address.toString() : await addressFor(client, eip, `${stack}-${key}`);
  if (typeof instance === "string" || address === "")
    return { eip: address, instance: typeof instance === "string" ? instance : "" };
  const found = z.object({ InstanceId: z.string().nullish() });
  const answer = z.object({ NetworkInterfaceSets: z.object({ NetworkInterfaceSet: z.array(found) }) });
  const parameters = { PrimaryIpAddress: address, Type: "Secondary" };
  const { NetworkInterfaceSets } = await client.call("ecs", "DescribeNetworkInterfaces", parameters, answer);
  return { eip: address, instance: NetworkInterfaceSets.NetworkInterfaceSet[0]?.InstanceId ?? "" };
}

async function addressFor(
  client: CloudClient,
  eip: Exclude<ExposureSetting["eip"], { readonly address: unknown }>,
  name: string,
): Promise<string> {
  const filter = "allocationId" in eip ? { AllocationId: eip.allocationId } : { EipName: name };
  const one = z.object({ IpAddress: z.string() });
  const answer = z.object({ EipAddresses: z.object({ EipAddress: z.array(one) }) });
  const { EipAddresses } = await client.call("vpc", "DescribeEipAddresses", filter, answer);
  return EipAddresses.EipAddress[0]?.IpAddress ?? "";
}

const invocationResult = z.object({
  InvocationStatus: z.string().nullish(),
  ExitCode: z.number().nullish(),
  Output: z.string().nullish(),
  ErrorCode: z.string().nullish(),
  ErrorInfo: z.string().nullish(),
});

type Run = Pick<GuestVerification, "isPassed" | "reason" | "exitCode">;

async function runScript(
  client: CloudClient,
  instance: string,
  script: string,
  seconds: number,
  interval: number,
): Promise<Run> {
  const command = {
    ...{ Type: "RunShellScript", ContentEncoding: "Base64", KeepCommand: false, Timeout: seconds },
    ...{ Name: "exposed-eip-verify", "InstanceId.1": instance },
    CommandContent: Buffer.from(script).toString("base64"),
  };
  const { InvokeId } = await client.call("ecs", "RunCommand", command, z.object({ InvokeId: z.string() }));
  const results = z.object({ InvocationResult: z.array(invocationResult) });
  const answer = z.object({ Invocation: z.object({ InvocationResults: results }) });
  const asked = { InvokeId, InstanceId: instance, ContentEncoding: "PlainText" };
  const attempts = Math.ceil(((seconds + WORK_SECONDS) * 1000) / interval);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const { Invocation } = await client.call("ecs", "DescribeInvocationResults", asked, answer);
    const result = Invocation.InvocationResults.InvocationResult[0];
    if (result !== undefined && !RUNNING.test(result.InvocationStatus ?? "")) return runOf(result);
    await sleep(interval);
  }
  return {
    isPassed: false,
    reason: `Cloud Assistant did not end the run ${InvokeId} in time; see the instance in the console`,
  };
}

function runOf({
  InvocationStatus,
  ExitCode,
  Output,
  ErrorCode,
  ErrorInfo,
}: z.output<typeof invocationResult>): Run {
  const isPassed = InvocationStatus === "Success" && (ExitCode ?? 0) === 0;
  const exitCode = ExitCode ?? 0;
  const lines = printable(Output ?? "")
    .split("\n")
    .filter((line) => line.startsWith("exposed-eip: "))
    .map((line) => line.slice("exposed-eip: ".length));
  if (isPassed) return { isPassed, exitCode, reason: lines.join("; ") };
  if (exitCode === 0)
    return {
      isPassed,
      reason: printable([ErrorCode, ErrorInfo].filter(Boolean).join(": ") || (InvocationStatus ?? "")),
    };
  return {
    isPassed,
    exitCode,
    reason: lines.at(-1) ?? GUEST_EXIT_CODES[exitCode] ?? `exit code ${exitCode}`,
  };
}

/** Returns a text of an instance without what could control a terminal. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, "").trim();
}

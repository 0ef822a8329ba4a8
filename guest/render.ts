import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What the script is asked to do inside the instance. */
export type GuestAction = "up" | "down" | "status" | "verify";

/** What makes the configuration last over reboots; `auto` finds it, `none` leaves the configuration to the next boot. */
export type GuestNetworkManager =
  "auto" | "netplan" | "networkmanager" | "wicked" | "networkd" | "network-scripts" | "ifupdown" | "none";

/**
 * Parameters of the guest script. Each value may be any text, a Terraform expression included: it is quoted here, and
 * the script itself refuses what is not allowed (exit code 10).
 */
export interface GuestScriptParameters {
  readonly action: GuestAction;
  /** The EIP in dotted notation: the primary private address of the secondary ENI. */
  readonly eip: string;
  /** MAC address of the secondary ENI. @default - looked up by the EIP in the metadata service */
  readonly mac?: string;
  /** Gateway of the ENI's vSwitch: its third address from the end. @default - asked of the metadata service */
  readonly gateway?: string;
  /** MTU of the NIC in bytes. @default 1500 */
  readonly mtu?: number;
  /** @default "auto" */
  readonly manager?: GuestNetworkManager;
  /** Seconds to wait for the NIC, for another run to end, and for the target to answer. @default 120 */
  readonly waitSeconds?: number;
  /**
   * What `verify`, and `up` after its work, must get an answer from: `icmp:ADDRESS` or `tcp:ADDRESS:PORT`.
   * @default - `verify` only checks that the EIP is on a NIC
   */
  readonly verify?: string;
}

/**
 * Length in characters that Cloud Assistant allows for the Base64 text of a saved command, parameters included.
 * @see https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-createcommand
 */
export const GUEST_SCRIPT_LIMIT = 18 * 1024;

/** The script cannot be delivered with these parameters. */
export class GuestScriptError extends Error {
  public override readonly name = "GuestScriptError";
}

/** The script as it is run by hand, with comments. The path also holds for the bundle in dist/. */
export const GUEST_SCRIPT_FILE = join(__dirname, "..", "guest", "exposed-eip.sh");

/**
 * The script with its parameters, as it is delivered by Cloud Assistant or as user data: without the comments and the
 * indentation of {@link GUEST_SCRIPT_FILE}, so that it stays below {@link GUEST_SCRIPT_LIMIT}.
 *
 * @throws {@link GuestScriptError} when a value has a NUL character, or the script is longer than the limit in Base64
 */
export function renderGuestScript(parameters: GuestScriptParameters): string {
  const script = `${guestScriptHead()}${renderGuestParameters(parameters)}${guestScriptBody()}`;
  const length = Math.ceil(Buffer.byteLength(script) / 3) * 4;
  if (length > GUEST_SCRIPT_LIMIT) {
    throw new GuestScriptError(
      `the guest script has ${length} characters in Base64, and Cloud Assistant allows ${GUEST_SCRIPT_LIMIT}: ` +
        "shorten the parameters",
    );
  }
  return script;
}

/**
 * The assignments that stand between {@link guestScriptHead} and {@link guestScriptBody}. Only they may hold Terraform
 * expressions, so the rest needs no escaping: `base64encode("${base64decode(HEAD)}ASSIGNMENTS${base64decode(BODY)}")`.
 *
 * @throws {@link GuestScriptError} when a value has a NUL character
 */
export function renderGuestParameters(parameters: GuestScriptParameters): string {
  const values = {
    ACTION: parameters.action,
    EIP: parameters.eip,
    MAC: parameters.mac ?? "",
    GATEWAY: parameters.gateway ?? "",
    MTU: String(parameters.mtu ?? 1500),
    MANAGER: parameters.manager ?? "auto",
    WAIT: String(parameters.waitSeconds ?? 120),
    VERIFY: parameters.verify ?? "",
  };
  return Object.entries(values)
    .map(([name, value]) => `${name}=${quoteForShell(value)}\n`)
    .join("");
}

/** The script up to its parameters, as it is delivered; the first line names the interpreter, as user data must. */
export function guestScriptHead(): string {
  return `#!/bin/sh\n${strip(partsOfScript().head)}`;
}

/** The script after its parameters, as it is delivered. */
export function guestScriptBody(): string {
  return strip(partsOfScript().body);
}

function partsOfScript(): { readonly head: string; readonly body: string } {
  const [head, , body] = readFileSync(GUEST_SCRIPT_FILE, "utf8").split(
    /^# (?:Parameters:|End of the parameters).*\n/m,
  );
  if (head === undefined || body === undefined) {
    throw new GuestScriptError(
      `${GUEST_SCRIPT_FILE} has lost the comments around its parameters: restore them`,
    );
  }
  return { head, body };
}

/** Without comments, indentation and empty lines. */
function strip(script: string): string {
  return script
    .split("\n")
    .map((line) => line.replace(/^\t+/, ""))
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => `${line}\n`)
    .join("");
}

/**
 * Quotes a text so that a POSIX shell reads it back as exactly one word and runs nothing in it.
 *
 * @throws {@link GuestScriptError} when it has a NUL character, which no shell can hold
 */
export function quoteForShell(text: string): string {
  if (text.includes("\0")) {
    throw new GuestScriptError(
      `a parameter of the guest script has a NUL character: ${JSON.stringify(text)}`,
    );
  }
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

// Made of guest/exposed-eip.sh by: npm run embed

import { UserError } from "../lib/errors";
import embedded from "./exposed-eip.sh.json";

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
export class GuestScriptError extends UserError {
  /** Tells the kind of error if `instanceof` cannot, as between two copies of the library. */
  public override readonly name = "GuestScriptError";
  public readonly code = "guest-script";
}

/** The script as it is run by hand, with comments. */
export const GUEST_SCRIPT = embedded["exposed-eip.sh"];

/** Where the script is kept in an instance, for those who run it with parameters. */
export const GUEST_PROGRAM = "/var/lib/exposed-eip.sh";

/**
 * The command that puts the script into an instance, as {@link GUEST_PROGRAM}: without the comments and the indentation of
 * {@link GUEST_SCRIPT}, so that it stays below {@link GUEST_SCRIPT_LIMIT}.
 *
 * @throws {@link GuestScriptError} when it is longer than the limit in Base64
 */
export function renderGuestInstaller(): string {
  const installer = `#!/bin/sh\nset -e\n${installation()}`;
  const length = Math.ceil(Buffer.byteLength(installer) / 3) * 4;
  if (length > GUEST_SCRIPT_LIMIT) {
    throw new GuestScriptError(
      `the guest script has ${length} characters in Base64, and Cloud Assistant allows ${GUEST_SCRIPT_LIMIT}`,
    );
  }
  return installer;
}

/**
 * The command that runs the script that is in an instance. Only the parameters may hold Terraform expressions.
 *
 * @throws {@link GuestScriptError} when a value has a NUL character
 */
export function renderGuestCall(parameters: GuestScriptParameters): string {
  return `#!/bin/sh\n${assignments(parameters)}${CALL}`;
}

/**
 * Both commands in one text, for whoever runs the script where Cloud Assistant would have run them one after the other.
 *
 * @throws {@link GuestScriptError} when a value has a NUL character
 */
export function renderGuestScript(parameters: GuestScriptParameters): string {
  return `${renderGuestInstaller()}${renderGuestCall(parameters)}`;
}

/**
 * The script as a file to run by hand, with its comments. The values are defaults of its options, but for the action, which is
 * always given: `sh web.sh up`.
 *
 * @throws {@link GuestScriptError} when a value has a NUL character
 */
export function renderGuestFile(parameters: Partial<Omit<GuestScriptParameters, "action">>): string {
  const values = assignments({ action: "", eip: "", ...parameters });
  const [head, options, body] = parts();
  return `${head}${options.replace(/^(?:[A-Z]+='.*'\n)+/m, () => values)}${body}`;
}

/** Characters in Base64 that user data may have. */
export const USER_DATA_LIMIT = 32 * 1024;

/**
 * User data with which an instance configures its NICs by itself, for ENIs that are attached after it has started. cloud-init
 * runs user data at the first start only, and waits for it; so this leaves a script that goes on in the background, that
 * cloud-init starts again at each later boot, and that removes itself when all is done.
 *
 * @param eips - in dotted notation; at least one
 * @throws {@link GuestScriptError} when a value has a NUL character, or the whole is longer than the limit in Base64
 */
export function renderGuestUserData(
  eips: readonly string[],
  options: Pick<GuestScriptParameters, "manager" | "mtu"> = {},
): string {
  // Each attempt waits for nothing, so that the metadata service is asked every ten seconds only.
  const parameters = assignments({ action: "up", eip: "", waitSeconds: 0, ...options });
  const text = `#!/bin/sh
set -e
${installation()}folder=/var/lib/cloud/scripts/per-boot
mkdir -p $folder
cat >$folder/exposed-eip <<'END'
#!/bin/sh
${parameters}export ACTION EIP MAC GATEWAY MTU MANAGER WAIT VERIFY
(
for attempt in $(seq 360); do
left=''
for EIP in ${eips.map(quoteForShell).join(" ")}; do
sh ${GUEST_PROGRAM} || left=1
done
[ "$left" ] || { rm -f "$0"; exit; }
sleep 10
done
) </dev/null >/run/exposed-eip.log 2>&1 &
END
chmod 700 $folder/exposed-eip
$folder/exposed-eip
`;
  const length = Math.ceil(Buffer.byteLength(text) / 3) * 4;
  if (length > USER_DATA_LIMIT) {
    throw new GuestScriptError(
      `the user data has ${length} characters in Base64, and ${USER_DATA_LIMIT} are allowed: expose fewer EIPs on the instance`,
    );
  }
  return text;
}

/** The assignments of all parameters, each value quoted. */
function assignments(
  parameters: Omit<GuestScriptParameters, "action"> & { readonly action: string },
): string {
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

/** Runs the script in the same shell, which has the parameters. */
const CALL =
  `[ -f ${GUEST_PROGRAM} ] || { echo 'exposed-eip: error 14: ${GUEST_PROGRAM} is missing. ` +
  `Install it again: see docs/guest.md.' >&2; exit 14; }\n. ${GUEST_PROGRAM}\n`;

/** Puts the script where it is kept. By a rename, so that nobody ever runs half of it. */
function installation(): string {
  const [head, , body] = parts();
  const next = `${GUEST_PROGRAM}.$$`;
  return `(umask 077\ncat >${next} <<'END'\n${strip(head + body)}END\nmv ${next} ${GUEST_PROGRAM})\n`;
}

/** The script before its parameters, what sets these when it is run by hand, and the script after them. */
function parts(): [head: string, options: string, body: string] {
  const [, head, options, body] =
    /^([^]*?)(# Parameters:[^]*?# End of the parameters\.\n)([^]*)$/.exec(GUEST_SCRIPT) ?? [];
  if (head === undefined || options === undefined || body === undefined) {
    throw new GuestScriptError(
      "guest/exposed-eip.sh has lost the comments around its parameters: restore them, and run npm run embed",
    );
  }
  return [head, options, body];
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

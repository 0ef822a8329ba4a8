// guest/exposed-eip.sh with its parameters, as each way of delivery needs it. After a change of that file, run: npm run embed

import { createHash } from "node:crypto";

import { UserError } from "../lib/errors";
import embedded from "./exposed-eip.sh.json";

/** Action of the script inside the instance. */
export type GuestAction = "up" | "down" | "status" | "verify";

/** Network manager that persists the configuration across reboots: `auto` detects it, `none` loses the configuration at a reboot. */
export type GuestNetworkManager =
  "auto" | "netplan" | "networkmanager" | "wicked" | "networkd" | "network-scripts" | "ifupdown" | "none";

/**
 * Parameters of the guest script. A value may be any text, including a Terraform expression: rendering quotes it, and the script
 * rejects invalid values (exit code 10).
 */
export interface GuestScriptParameters {
  readonly action: GuestAction;
  /** EIP in dotted-decimal notation: a private address of the secondary ENI. A run is for one EIP, also where the NIC has several. */
  readonly eip: string;
  /** MAC address of the secondary ENI. @default - the script finds it by the EIP in the metadata service */
  readonly mac?: string;
  /** Gateway of the ENI's vSwitch: the third address from its end. @default - the script reads it from the metadata service */
  readonly gateway?: string;
  /** MTU of the NIC in bytes. @default 1500 */
  readonly mtu?: number;
  /** @default "auto" */
  readonly manager?: GuestNetworkManager;
  /** Seconds to wait for the NIC, for another run to end, and for the target to answer. @default 120 */
  readonly waitSeconds?: number;
  /**
   * Target that has to answer `verify`, and `up` once it is done: `icmp:ADDRESS` or `tcp:ADDRESS:PORT`.
   * @default - `verify` only checks that the EIP is on a NIC
   */
  readonly verify?: string;
}

/**
 * Maximum length of a saved Cloud Assistant command, in characters of its Base64 text, including parameters.
 * @see https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-createcommand
 */
export const GUEST_SCRIPT_LIMIT = 18 * 1024;

/** Guest script that cannot be delivered with its parameters. */
export class GuestScriptError extends UserError {
  /** Name of the class, for when `instanceof` fails, as between two copies of the library. */
  public override readonly name = "GuestScriptError";
  public readonly code = "guest-script";
}

/** Text of the script, with comments. */
export const GUEST_SCRIPT = embedded["exposed-eip.sh"];

/**
 * The script without its options, comments and indentation, in gzip and Base64. Compressed by `npm run embed` and not here: versions of
 * Node.js compress differently, and a text that differs would let Terraform run the script again.
 */
const COMPRESSED = embedded["exposed-eip.sh.gz"];

/** Path of the installed script in an instance. */
export const GUEST_PROGRAM = "/var/lib/exposed-eip.sh";

/**
 * Returns the commands that install the script in an instance as {@link GUEST_PROGRAM}, compressed and without the comments and the
 * indentation of {@link GUEST_SCRIPT}. They are as few as {@link GUEST_SCRIPT_LIMIT} allows, and may run in any order, also at once: the
 * last one puts the parts together.
 *
 * @param limit - maximum length of a command, in characters of its Base64 text; default {@link GUEST_SCRIPT_LIMIT}
 */
export function renderGuestInstallers(limit = GUEST_SCRIPT_LIMIT): string[] {
  const lines = COMPRESSED.replace(/.{1,76}/g, "$&\n").match(/.*\n/g) ?? [];
  const whole = `#!/bin/sh\nset -e\n${installation()}`;
  if (base64Length(whole) <= limit) return [whole];
  // Each part names all, so more of them leave less room.
  const roomOf = (count: number) =>
    Math.floor((((limit - base64Length(installationPart([], count, count))) / 4) * 3) / 77);
  let count = 2;
  while (roomOf(count) * count < lines.length && roomOf(count) > 0) count++;
  const perPart = Math.max(roomOf(count), 1);
  return Array.from({ length: count }, (_, i) =>
    installationPart(lines.slice(i * perPart, (i + 1) * perPart), i + 1, count),
  );
}

/** Installs one of the parts, and the script if it is the last to arrive. */
function installationPart(lines: readonly string[], number: number, count: number): string {
  const parts = Array.from({ length: count }, (_, i) => `$parts.${i + 1}`);
  return `#!/bin/sh
set -e
umask 077
# guest/exposed-eip.sh, compressed: part ${number} of ${count}
parts=${GUEST_PROGRAM}.${createHash("sha256").update(COMPRESSED).digest("hex").slice(0, 8)}
cat >$parts.${number}~ <<'END'
${lines.join("")}END
mv $parts.${number}~ $parts.${number}
for part in ${parts.join(" ")}; do
[ -f $part ] || exit 0
done
cat ${parts.join(" ")} | base64 -d | gzip -d >$parts.$$
mv $parts.$$ ${GUEST_PROGRAM}
`;
}

function base64Length(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 3) * 4;
}

/**
 * Returns the command that runs the installed script. Only the parameters may contain Terraform expressions.
 *
 * @throws {@link GuestScriptError} if a value contains a NUL character
 */
export function renderGuestCall(parameters: GuestScriptParameters): string {
  return `#!/bin/sh\n${assignments(parameters)}${CALL}`;
}

/**
 * Returns both commands as one script, for running it without Cloud Assistant.
 *
 * @throws {@link GuestScriptError} if a value contains a NUL character
 */
export function renderGuestScript(parameters: GuestScriptParameters): string {
  return `#!/bin/sh\nset -e\n${installation()}${renderGuestCall(parameters)}`;
}

/**
 * Maximum length of a Cloud Assistant command that is not saved, in characters of its Base64 text.
 * @see https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-runcommand
 */
export const GUEST_RUN_LIMIT = 24 * 1024;

/**
 * Returns the script with its parameters as one command that runs it without installing anything.
 *
 * @throws {@link GuestScriptError} if a value contains a NUL character, or the Base64 text is longer than {@link GUEST_RUN_LIMIT}
 */
export function renderGuestRun(parameters: GuestScriptParameters): string {
  const text = `#!/bin/sh\n${assignments(parameters)}program=$(\n${decompression()})\neval "$program"\n`;
  const length = base64Length(text);
  if (length > GUEST_RUN_LIMIT) {
    throw new GuestScriptError(
      `the guest script is too long: ${length} characters in Base64, maximum ${GUEST_RUN_LIMIT}; shorten guest/exposed-eip.sh`,
    );
  }
  return text;
}

/**
 * Returns the script as a file to run by hand, with its comments. The parameters are the defaults of its options; the action is an
 * argument: `sh web.sh up`.
 *
 * @throws {@link GuestScriptError} if a value contains a NUL character
 */
export function renderGuestFile(parameters: Partial<Omit<GuestScriptParameters, "action">>): string {
  const values = assignments({ action: "", eip: "", ...parameters });
  return GUEST_SCRIPT.replace(/(?<=^# Parameters:[^]*?)^(?:[A-Z]+='.*'\n)+/m, () => values);
}

/** Maximum length of user data, in characters of its Base64 text. */
export const USER_DATA_LIMIT = 32 * 1024;

/**
 * Returns user data with which an instance configures its NICs by itself, for ENIs that are attached after its first start.
 * cloud-init runs user data at the first start only, and waits for it. The user data therefore installs a script that runs in the
 * background at each boot, and removes itself once every NIC is configured.
 *
 * @param eips - EIPs in dotted-decimal notation; at least one
 * @throws {@link GuestScriptError} if a value contains a NUL character, or the Base64 text is longer than the limit
 */
export function renderGuestUserData(
  eips: readonly string[],
  options: Pick<GuestScriptParameters, "manager" | "mtu"> = {},
): string {
  // Without a wait of its own, each attempt asks the metadata service once, every ten seconds.
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
  const length = base64Length(text);
  if (length > USER_DATA_LIMIT) {
    throw new GuestScriptError(
      `the user data is too long: ${length} characters in Base64, maximum ${USER_DATA_LIMIT}; expose fewer EIPs on the instance`,
    );
  }
  return text;
}

/** Shell assignments of all parameters, each value quoted. */
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

/** Runs the script in the shell that has the parameters. */
const CALL =
  `[ -f ${GUEST_PROGRAM} ] || { echo 'exposed-eip: error 14: ${GUEST_PROGRAM} is missing. ` +
  `Install it again: see docs/guest.md.' >&2; exit 14; }\n. ${GUEST_PROGRAM}\n`;

/** Installs the script by a rename, so that nobody runs half of it. */
function installation(): string {
  const next = `${GUEST_PROGRAM}.$$`;
  return `(umask 077\n${decompression(` >${next}`)}mv ${next} ${GUEST_PROGRAM})\n`;
}

/** Prints the script. */
function decompression(output = ""): string {
  const lines = COMPRESSED.replace(/.{1,76}/g, "$&\n");
  return `# guest/exposed-eip.sh, compressed\nbase64 -d <<'END' | gzip -d${output}\n${lines}END\n`;
}

/**
 * Quotes a text so that a POSIX shell reads it back as exactly one word and runs nothing in it.
 *
 * @throws {@link GuestScriptError} if it contains a NUL character, which no shell can hold
 */
export function quoteForShell(text: string): string {
  if (text.includes("\0")) {
    throw new GuestScriptError(
      `a parameter of the guest script contains a NUL character: ${JSON.stringify(text)}; remove it`,
    );
  }
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

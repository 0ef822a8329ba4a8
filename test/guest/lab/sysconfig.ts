// What network-scripts (RHEL 7) and wicked (SUSE) do with their files, for the keys that the script and cloud-init use.
// Debian packages neither of them, so these readers are strict instead: whatever they do not know is an error.

import type { Eni } from "./cloud";
import type { Instance } from "./instance";

/** A file of variables or lines that its reader would not understand. */
export class SysconfigError extends Error {
  public override readonly name = "SysconfigError";
}

type Variables = ReadonlyMap<string, string>;

/** Brings a NIC up as `ifup` of RHEL 7's initscripts does, from ifcfg-, route- and rule-NIC. */
export async function bringUpLikeNetworkScripts(instance: Instance, eni: Eni): Promise<void> {
  const file = (kind: string): string => `/etc/sysconfig/network-scripts/${kind}-${eni.nic}`;
  if (!instance.has(file("ifcfg"))) return;
  const variables = parseVariables(instance.read(file("ifcfg")), {
    DEVICE: eni.nic,
    HWADDR: eni.mac,
    TYPE: "Ethernet",
    BOOTPROTO: /^(none|dhcp)$/,
    ONBOOT: "yes",
    // Without a number, from earlier versions.
    ...{ IPADDR: addressOf(eni), PREFIX: "32" },
    ...Object.fromEntries<string | RegExp>(
      [0, 1, 2].flatMap((n) => [
        [`IPADDR${n}`, addressOf(eni)],
        [`PREFIX${n}`, "32"],
      ]),
    ),
    MTU: /^\d{3,4}$/,
    METRIC: /^\d+$/,
    DEFROUTE: "no",
    NOZEROCONF: "yes",
    ARPCHECK: "no",
    USERCTL: "no",
  });
  for (const key of ["DEVICE", "ONBOOT", "BOOTPROTO"]) require(variables, key);
  await bringUp(instance, eni, {
    mtu: variables.get("MTU"),
    addresses:
      variables.get("BOOTPROTO") === "dhcp"
        ? "dhcp"
        : numbered(variables, "IPADDR", 0).map((address, index) => {
            const prefix = variables.get("PREFIX") ?? require(variables, `PREFIX${index}`);
            return `${address}/${prefix}`;
          }),
  });
  // Without NOZEROCONF, ifup adds a route to the main table.
  if (!variables.has("NOZEROCONF") && !variables.has("USERCTL")) {
    await instance.sh(`ip route add 169.254.0.0/16 dev ${eni.nic} metric 1003 scope link`);
  }
  for (const line of linesOf(instance, file("route"))) await instance.sh(`ip -4 route add ${words(line)}`);
  for (const line of linesOf(instance, file("rule"))) await instance.sh(`ip -4 rule add ${words(line)}`);
}

/** Brings a NIC up as `wicked ifup` does, from ifcfg-, ifroute- and ifrule-NIC. */
export async function bringUpLikeWicked(instance: Instance, eni: Eni): Promise<void> {
  const file = (kind: string): string => `/etc/sysconfig/network/${kind}-${eni.nic}`;
  if (!instance.has(file("ifcfg"))) return;
  const variables = parseVariables(instance.read(file("ifcfg")), {
    STARTMODE: "auto",
    BOOTPROTO: /^(static|dhcp4)$/,
    IPADDR: /^[\d.]+\/32$/,
    ...Object.fromEntries<string | RegExp>([1, 2, 3].map((n) => [`IPADDR_${n}`, /^[\d.]+\/32$/])),
    LLADDR: eni.mac,
    MTU: /^\d{3,4}$/,
  });
  require(variables, "STARTMODE");
  await bringUp(instance, eni, {
    mtu: variables.get("MTU"),
    addresses: require(variables, "BOOTPROTO") === "dhcp4" ? "dhcp" : numbered(variables, "IPADDR_", 1),
  });
  for (const line of linesOf(instance, file("ifroute"))) {
    // Five columns: destination, gateway, netmask, interface, options; a dash for none.
    const columns = /^(default|[\d.]+\/\d+) ([\d.]+|-) - (\S+) table (\d+)( onlink)?$/.exec(line);
    if (columns === null) throw new SysconfigError(`not a line of ifroute: ${line}`);
    const [, destination, gateway, nic, table, onlink] = columns;
    if (nic !== eni.nic) throw new SysconfigError(`another interface: ${line}`);
    await instance.sh(
      `ip -4 route add ${destination ?? ""} via ${gateway ?? ""} dev ${nic} table ${table ?? ""}${onlink ?? ""}`,
    );
  }
  for (const line of linesOf(instance, file("ifrule"))) {
    const rule =
      /^ipv4 ((?:from [\d.]+|fwmark 0x\w+\/0x\w+) table \d+(?: suppress_prefixlength \d+)? priority \d+)$/.exec(
        line,
      )?.[1];
    if (rule === undefined) throw new SysconfigError(`not a line of ifrule: ${line}`);
    await instance.sh(`ip -4 rule add ${rule}`);
  }
}

interface NicConfiguration {
  readonly mtu: string | undefined;
  /** Addresses with their prefix length, or `dhcp`, which leases the primary one. */
  readonly addresses: readonly string[] | "dhcp";
}

async function bringUp(instance: Instance, eni: Eni, configuration: NicConfiguration): Promise<void> {
  const { addresses } = configuration;
  const isLeased = addresses === "dhcp";
  const all = isLeased ? [`${eni.eip}/${eni.prefixLength}`] : addresses;
  await instance.sh(
    `ip link set dev ${eni.nic} ${configuration.mtu === undefined ? "" : `mtu ${configuration.mtu}`} up
     ${all.map((address) => `ip addr add ${address} dev ${eni.nic}`).join("\n")}
     ${isLeased ? `ip route add default via ${eni.gateway} dev ${eni.nic} metric 200` : ""}`,
  );
}

/** Parses lines of KEY=VALUE, each key at most once and each value as its key allows. */
function parseVariables(text: string, allowed: Readonly<Record<string, string | RegExp>>): Variables {
  const variables = new Map<string, string>();
  for (const line of contentLines(text)) {
    const [, key = "", value = ""] = /^([A-Z]+(?:_?\d)?)=([\w.:/-]+)$/.exec(line) ?? [];
    const rule = allowed[key];
    const fits = typeof rule === "string" ? rule === value : rule?.test(value);
    if (fits !== true || variables.has(key)) throw new SysconfigError(`not allowed, or twice: ${line}`);
    variables.set(key, value);
  }
  return variables;
}

/** The addresses of an ENI. */
function addressOf({ eip, others = [] }: Eni): RegExp {
  return new RegExp(`^(?:${[eip, ...others].map((each) => each.replaceAll(".", "\\.")).join("|")})$`);
}

/** The addresses, numbered from the first number on without a gap, or a single one without a number. */
function numbered(variables: Variables, key: string, first: number): string[] {
  const single = variables.get("IPADDR");
  if (single !== undefined) return [single];
  require(variables, `${key}${first}`);
  const values: string[] = [];
  for (let n = first; variables.has(`${key}${n}`); n++) values.push(require(variables, `${key}${n}`));
  const all = [...variables.keys()].filter((each) => each.startsWith(key));
  if (values.length < all.length) throw new SysconfigError(`a gap in ${all.join(", ")}`);
  return values;
}

function require(variables: Variables, key: string): string {
  const value = variables.get(key);
  if (value === undefined) throw new SysconfigError(`${key} is missing`);
  return value;
}

function linesOf(instance: Instance, file: string): readonly string[] {
  return instance.has(file) ? contentLines(instance.read(file)) : [];
}

function contentLines(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

/** Words of an `ip` command; anything else in a line would be a mistake, or an attack. */
function words(line: string): string {
  if (!/^[\w./ -]+$/.test(line)) throw new SysconfigError(`not words of an ip command: ${line}`);
  return line;
}

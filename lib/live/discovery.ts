import { smallestPlacement } from "../planning/placement";
import { addressOfEip, type Account, type FoundEip, type FoundInstance } from "./account";

/** Exposure that an account is ready for. */
export interface ProposedExposure {
  /** Key for the configuration: the name of the instance, or its ID. */
  readonly key: string;
  readonly instance: FoundInstance;
  readonly eip: FoundEip;
  /** Reason why it needs a decision first: unbinding the EIP interrupts traffic; undefined if it interrupts nothing. */
  readonly interrupts?: string;
  /** Step before the apply, such as to stop the instance; undefined if there is none. */
  readonly before?: string;
}

/** Instances and EIPs of an account in a region, and the exposures that they are ready for. */
export interface Discovery {
  readonly region: string;
  readonly instances: readonly FoundInstance[];
  readonly eips: readonly FoundEip[];
  /** Instances without room for another network interface, or otherwise unfit, with the reason. */
  readonly unfit: readonly { readonly instance: string; readonly reason: string }[];
  readonly proposals: readonly ProposedExposure[];
}

/**
 * Reads the instances and EIPs of a region, and proposes exposures: unbound EIPs on instances with room for an ENI, one for each instance
 * before a second one for any; then EIPs that are bound to an instance in NAT mode, which interrupts their traffic.
 *
 * @param typesWithoutHotPlug - instance types that attach an ENI only while they are stopped
 * @throws CloudError if the cloud cannot be asked
 */
export async function discover(
  account: Account,
  region: string,
  typesWithoutHotPlug: readonly string[],
): Promise<Discovery> {
  const instances = (await account.instances()).sort(byId);
  const eips = (await account.eips()).sort(
    (one, other) => addressOfEip(one).value - addressOfEip(other).value,
  );
  const quotas = await account.instanceTypeQuotas([...new Set(instances.map(({ type }) => type))]);
  const rooms = new Map(
    instances.map((one) => [
      one.id,
      (quotas.get(one.type)?.networkInterfaces ?? one.networkInterfaces) - one.networkInterfaces,
    ]),
  );
  const unfit = instances.flatMap((one) => {
    const reason = reasonAgainst(one, rooms.get(one.id) ?? 0);
    return reason === undefined ? [] : [{ instance: one.id, reason }];
  });
  const isFit = ({ id }: FoundInstance) => !unfit.some(({ instance }) => instance === id);
  const proposals: ProposedExposure[] = [];
  const keys = new Set<string>();
  const propose = (instance: FoundInstance, eip: FoundEip, interrupts?: string): void => {
    rooms.set(instance.id, (rooms.get(instance.id) ?? 0) - 1);
    const isStopFirst = instance.status !== "Stopped" && typesWithoutHotPlug.includes(instance.type);
    proposals.push({
      ...{ key: keyFor(instance, keys), instance, eip },
      ...(interrupts === undefined ? {} : { interrupts }),
      ...(isStopFirst ? { before: `stop ${instance.id} for the apply: its type has no hot-plug` } : {}),
    });
  };
  // Those that carry traffic already need the room on their own instance.
  const moves = eips.flatMap((eip) => {
    const instance = instances.find(({ id }) => eip.boundType === "EcsInstance" && id === eip.boundTo);
    if (instance === undefined || eip.mode !== "NAT" || !isFit(instance)) return [];
    if ((rooms.get(instance.id) ?? 0) < 1) return [];
    rooms.set(instance.id, (rooms.get(instance.id) ?? 0) - 1);
    return [{ eip, instance }];
  });
  const unbound = eips.filter(({ status, boundTo }) => status === "Available" && boundTo === "");
  const used = new Map<string, number>();
  for (const eip of unbound) {
    const [instance] = instances
      .filter((one) => isFit(one) && (rooms.get(one.id) ?? 0) > 0)
      .sort((one, other) => (used.get(one.id) ?? 0) - (used.get(other.id) ?? 0));
    if (instance === undefined) break;
    used.set(instance.id, (used.get(instance.id) ?? 0) + 1);
    propose(instance, eip);
  }
  for (const { eip, instance } of moves)
    propose(
      instance,
      eip,
      `${eip.address} is bound to ${instance.id} in NAT mode and may carry traffic; unbinding it, which the exposure needs, interrupts that`,
    );
  return { region, instances, eips, unfit, proposals };
}

function reasonAgainst({ vpcId, status, type }: FoundInstance, room: number): string | undefined {
  if (vpcId === "") return "it is in no VPC";
  if (status !== "Running" && status !== "Stopped") return `it is ${status}`;
  return room > 0 ? undefined : `its type ${type} allows no further network interface`;
}

/** Returns a key that the configuration allows and that is not used yet. */
function keyFor({ id, name }: FoundInstance, used: Set<string>): string {
  const words = (text: string) =>
    text
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replace(/^[^a-z]+/, "")
      .slice(0, 36)
      .replace(/-+$/, "");
  const base = words(name) === "" ? words(id) : words(name);
  const key = Array.from({ length: used.size + 1 }, (_, index) =>
    index === 0 ? base : `${base}-${index + 1}`,
  ).find((one) => !used.has(one));
  used.add(key ?? base);
  return key ?? base;
}

function byId(one: FoundInstance, other: FoundInstance): number {
  return one.id < other.id ? -1 : 1;
}

/** Returns a configuration file to start from. Exposures that would interrupt traffic are comments. */
export function discoveredConfiguration({ region, proposals }: Discovery): string {
  const [moves, ready] = [true, false].map((isMove) =>
    proposals.filter(({ interrupts }) => (interrupts !== undefined) === isMove),
  );
  const lines = [
    "# Proposed by  exposed-eip discover . Check each pair of EIP and instance: which EIP belongs to which instance, nobody can tell.",
    "# Then:  exposed-eip check --live",
    `region: ${region}`,
    ready?.length === 0 ? "exposures: {}" : "exposures:",
    ...(ready ?? []).flatMap((one) => entry(one, "  ")),
    ...(moves?.length === 0
      ? []
      : [
          "",
          "# Bound to an instance in NAT mode. To expose one, unbind it first, at a time when its traffic may be interrupted;",
          "# then remove the number signs below (and the braces of exposures above).",
        ]),
    ...(moves ?? []).flatMap((one) => entry(one, "#  ")),
  ];
  return `${lines.join("\n")}\n`;
}

function entry({ key, instance, eip, before }: ProposedExposure, margin: string): string[] {
  const { block } = smallestPlacement(addressOfEip(eip));
  const place = `${instance.type}, ${instance.status}; block ${block.toString()}`;
  return [
    `${margin}${key}: # ${instance.name === "" ? instance.id : printable(instance.name)}: ${place}`,
    ...(before === undefined ? [] : [`${margin}  # Before the apply: ${before}.`]),
    `${margin}  instance: ${instance.id}`,
    `${margin}  eip: ${eip.address}`,
    `${margin}  vpc: ${instance.vpcId}`,
    `${margin}  zone: ${instance.zoneId}`,
  ];
}

/** Returns a name that somebody chose, for a comment on one line. */
function printable(name: string): string {
  return name.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ");
}

/** Describes a discovery for people: instances, EIPs and proposals in columns. */
export function describeDiscovery({ region, instances, eips, unfit, proposals }: Discovery): string {
  const of = (id: string) => unfit.find(({ instance }) => instance === id);
  const rows = {
    instances: instances.map((one) => [
      ...[one.id, printable(one.name), one.status, one.type, one.zoneId],
      of(one.id)?.reason ?? "room for an ENI",
    ]),
    EIPs: eips.map((one) => [
      ...[one.address, one.allocationId, printable(one.name)],
      one.boundTo === "" ? "unbound" : `bound to ${one.boundTo} (${one.boundType}, ${one.mode})`,
    ]),
    "proposed exposures": proposals.map(({ key, eip, instance, interrupts, before }) => [
      ...[key, `${eip.address} → ${instance.id}`],
      interrupts === undefined ? (before ?? "") : `INTERRUPTS: ${interrupts}`,
    ]),
  };
  const sections = Object.entries(rows).map(([title, lines]) => [
    `${title}: ${lines.length === 0 ? "none" : lines.length}`,
    ...inColumns(lines).map((line) => `  ${line}`),
  ]);
  return `${[`region ${region}`, ...sections.flat()].join("\n")}\n`;
}

function inColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

import type { Chain } from "./chain";
import type { KnownValue, KnownValues, SynthesizedResource, Value } from "./synthesized-stack";

/**
 * Returns values of the arguments of exposures' resources. The table has them where Terraform has expressions over lookups.
 */
export function exposureValues(chains: ReadonlyMap<string, Chain>): KnownValues {
  const known = new Map<string, Record<string, KnownValue>>();
  const set = (resource: SynthesizedResource | undefined, values: Readonly<Record<string, KnownValue>>) => {
    if (resource !== undefined) known.set(resource.address, { ...known.get(resource.address), ...values });
  };
  const all = [...chains.values()];
  for (const chain of all) {
    set(chain.association, eipValue(chain, "allocation_id"));
    // The primary address is that of the exposure with the NIC.
    if (chain.row.nic_of === undefined)
      set(chain.networkInterface, { ...eipValue(chain, "primary_ip_address"), ...groupsValue(chain) });
  }
  for (const [eni, onEni] of shared(all, ({ networkInterface }) => networkInterface)) {
    const others = onEni.filter(({ row }) => row.nic_of !== undefined);
    if (others.length === 0) continue;
    const eips = others.map(({ eip }) => eip).sort();
    const created = others.filter(({ row }) => row.eip === undefined).map(({ eip }) => eip);
    set(eni, entry("private_ip_addresses", { kind: "computed", text: eips.join(", ") }, created));
  }
  for (const [block, inBlock] of shared(all, ({ block }) => block)) {
    set(block, { ...locationValue(inBlock, "vpc_id"), ...derivedValue(inBlock, "secondary_cidr_block") });
  }
  for (const [vswitch, inVSwitch] of shared(all, ({ vswitch }) => vswitch)) {
    set(vswitch, {
      ...locationValue(inVSwitch, "zone_id"),
      ...derivedValue(inVSwitch, "cidr_block"),
      // In an existing block, the VPC comes from the instance.
      ...(inVSwitch.some(({ block }) => block !== undefined) ? {} : locationValue(inVSwitch, "vpc_id")),
    });
  }
  return known;
}

/** Groups exposures by a resource that they share, such as the block. */
function shared(
  chains: readonly Chain[],
  part: (chain: Chain) => SynthesizedResource | undefined,
): [SynthesizedResource, Chain[]][] {
  const groups = new Map<string, [SynthesizedResource, Chain[]]>();
  for (const chain of chains) {
    const resource = part(chain);
    if (resource === undefined) continue;
    const group = groups.get(resource.address) ?? [resource, []];
    groups.set(resource.address, group);
    group[1].push(chain);
  }
  return [...groups.values()];
}

function eipValue({ row: { eip } }: Chain, argument: string): Readonly<Record<string, KnownValue>> {
  return eip === undefined ? {} : entry(argument, { kind: "eip", eip });
}

function groupsValue({ row, securityGroups, instance }: Chain): Readonly<Record<string, KnownValue>> {
  const isThatOfInstance = securityGroups === undefined && row.instance_id !== undefined;
  const location = "security_group_ids";
  return isThatOfInstance ? entry(location, { kind: "location", location, instance }) : {};
}

/** Value that the first instance determines, if all are looked up: a check ensures that the others have the same. */
function locationValue(chains: readonly Chain[], location: string): Readonly<Record<string, KnownValue>> {
  const [first] = chains;
  const isLookedUp = chains.every(({ row }) => row.instance_id !== undefined && row.block !== undefined);
  return first !== undefined && isLookedUp
    ? entry(location, { kind: "location", location, instance: first.instance })
    : {};
}

/** Value of a range that Terraform computes from an EIP. */
function derivedValue(chains: readonly Chain[], argument: string): Readonly<Record<string, KnownValue>> {
  const [{ key, row, eip } = { key: "", row: undefined, eip: "" }] = chains;
  if (row?.block !== key) return {};
  return entry(
    argument,
    { kind: "computed", text: `the smallest for ${eip}` },
    row.eip === undefined ? [eip] : [],
  );
}

function entry(argument: string, value: Value, references: readonly string[] = []) {
  return { [argument]: { value, references } };
}

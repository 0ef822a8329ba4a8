import { assignableAddresses, cidr, formatAddress, type Cidr } from "./ipv4";
import type {
  Command,
  Disk,
  Eip,
  Image,
  Instance,
  InstanceType,
  Invocation,
  Ipv4Gateway,
  KeyPair,
  NetworkInterface,
  Pending,
  PrefixList,
  ResourceGroup,
  RouteEntry,
  SecurityGroup,
  StateSnapshot,
  VSwitch,
  Vpc,
} from "./state";

/** Resources of one kind, by identifier, in the order of their creation. */
export type Table<T> = Map<string, T>;

/** The state of the emulated account, in memory, and what can be asked of it. Rules are the actions' business. */
export class Cloud {
  readonly region: string;
  readonly accountId: string;
  readonly zones: readonly string[];
  readonly durations: StateSnapshot["durations"];
  readonly quotas: StateSnapshot["quotas"];
  readonly eipPools: readonly Cidr[];
  readonly instanceTypes: Table<InstanceType>;
  readonly images: Table<Image>;
  /** By name. */
  readonly keyPairs: Table<KeyPair>;
  readonly resourceGroups: Table<ResourceGroup>;
  readonly prefixLists: Table<PrefixList>;
  readonly vpcs: Table<Vpc>;
  readonly vswitches: Table<VSwitch>;
  readonly routeEntries: RouteEntry[];
  readonly ipv4Gateways: Table<Ipv4Gateway>;
  readonly securityGroups: Table<SecurityGroup>;
  readonly eips: Table<Eip>;
  readonly networkInterfaces: Table<NetworkInterface>;
  readonly instances: Table<Instance>;
  readonly disks: Table<Disk>;
  readonly commands: Table<Command>;
  readonly invocations: Table<Invocation>;
  /** Changes that have begun and are not done. */
  readonly pending: Set<Pending>;
  private readonly counters: Map<string, number>;

  /** @param snapshot becomes the property of the new object */
  constructor(private readonly snapshot: StateSnapshot) {
    this.region = snapshot.region;
    this.accountId = snapshot.accountId;
    this.zones = snapshot.zones;
    this.durations = snapshot.durations;
    this.quotas = snapshot.quotas;
    this.eipPools = snapshot.eipPools.map(cidr);
    this.instanceTypes = byId(snapshot.instanceTypes);
    this.images = byId(snapshot.images);
    this.keyPairs = byId(snapshot.keyPairs);
    this.resourceGroups = byId(snapshot.resourceGroups);
    this.prefixLists = byId(snapshot.prefixLists);
    this.vpcs = byId(snapshot.vpcs);
    this.vswitches = byId(snapshot.vswitches);
    this.routeEntries = snapshot.routeEntries;
    this.ipv4Gateways = byId(snapshot.ipv4Gateways);
    this.securityGroups = byId(snapshot.securityGroups);
    this.eips = byId(snapshot.eips);
    this.networkInterfaces = byId(snapshot.networkInterfaces);
    // A seed may leave out the address of an instance; `loadState` has filled it in.
    this.instances = byId(snapshot.instances as Instance[]);
    this.disks = byId(snapshot.disks);
    this.commands = byId(snapshot.commands);
    this.invocations = byId(snapshot.invocations);
    this.pending = new Set(snapshot.pending);
    this.counters = new Map(Object.entries(snapshot.counters));
  }

  /** The whole state as plain data, a copy. */
  toJSON(): StateSnapshot {
    return structuredClone({
      ...this.snapshot,
      keyPairs: [...this.keyPairs.values()],
      resourceGroups: [...this.resourceGroups.values()],
      prefixLists: [...this.prefixLists.values()],
      vpcs: [...this.vpcs.values()],
      vswitches: [...this.vswitches.values()],
      routeEntries: this.routeEntries,
      ipv4Gateways: [...this.ipv4Gateways.values()],
      securityGroups: [...this.securityGroups.values()],
      eips: [...this.eips.values()],
      networkInterfaces: [...this.networkInterfaces.values()],
      instances: [...this.instances.values()],
      disks: [...this.disks.values()],
      commands: [...this.commands.values()],
      invocations: [...this.invocations.values()],
      pending: [...this.pending],
      counters: Object.fromEntries(this.counters),
    });
  }

  /** A new identifier, for example `eni-emu00001`; the same ones in the same order after each start. */
  newId(prefix: string): string {
    const number = (this.counters.get(prefix) ?? 0) + 1;
    this.counters.set(prefix, number);
    return `${prefix}-emu${String(number).padStart(5, "0")}`;
  }

  /** A MAC address that no interface has. */
  newMacAddress(): string {
    const used = new Set([...this.networkInterfaces.values()].map(({ macAddress }) => macAddress));
    for (;;) {
      const number = (this.counters.get("mac") ?? 0) + 1;
      this.counters.set("mac", number);
      const octets = [16, 8, 0].map((shift) => ((number >>> shift) & 255).toString(16).padStart(2, "0"));
      const macAddress = `00:16:3e:${octets.join(":")}`;
      if (!used.has(macAddress)) return macAddress;
    }
  }

  vswitchesOf(vpcId: string): VSwitch[] {
    return [...this.vswitches.values()].filter((vswitch) => vswitch.vpcId === vpcId);
  }

  /** The primary range of a VPC and its secondary ones. */
  rangesOf(vpc: Vpc): Cidr[] {
    return [vpc.cidrBlock, ...vpc.secondaryCidrBlocks].map(cidr);
  }

  vswitchOf(networkInterface: NetworkInterface): VSwitch {
    return known(this.vswitches, networkInterface.vswitchId);
  }

  interfacesOf(instanceId: string): NetworkInterface[] {
    return [...this.networkInterfaces.values()].filter(({ instanceId: owner }) => owner === instanceId);
  }

  primaryInterfaceOf(instance: Instance): NetworkInterface {
    const primary = this.interfacesOf(instance.id).find(({ type }) => type === "Primary");
    if (primary === undefined) throw new TypeError(`${instance.id} has no primary network interface`);
    return primary;
  }

  disksOf(instanceId: string): Disk[] {
    return [...this.disks.values()].filter((disk) => disk.instanceId === instanceId);
  }

  /** The first device name that no disk of an instance has; the system disk has the very first. */
  freeDevice(instanceId: string): string {
    const used = new Set(this.disksOf(instanceId).map(({ device }) => device));
    // 10 to 35 are a to z.
    const devices = Array.from({ length: 26 }, (_, index) => `/dev/xvd${(10 + index).toString(36)}`);
    const device = devices.find((name) => !used.has(name));
    if (device === undefined) throw new TypeError(`${instanceId} has more disks than there are device names`);
    return device;
  }

  /** The interfaces whose addresses come from a vSwitch. */
  interfacesIn(vswitchId: string): NetworkInterface[] {
    return [...this.networkInterfaces.values()].filter((candidate) => candidate.vswitchId === vswitchId);
  }

  /** The interface that an EIP is bound to: itself, or the primary one of an instance. */
  interfaceOf(eip: Eip): NetworkInterface | undefined {
    const instance = this.instances.get(eip.instanceId);
    return instance === undefined
      ? this.networkInterfaces.get(eip.instanceId)
      : this.primaryInterfaceOf(instance);
  }

  /** The EIPs that are bound to an interface. */
  eipsOf(networkInterface: NetworkInterface): Eip[] {
    return [...this.eips.values()].filter(
      (eip) => eip.instanceId !== "" && this.interfaceOf(eip)?.id === networkInterface.id,
    );
  }

  /** The private address that a bound EIP maps to. */
  privateAddressOf(eip: Eip, networkInterface: NetworkInterface): string {
    return eip.privateIpAddress === "" ? networkInterface.primaryIpAddress : eip.privateIpAddress;
  }

  /** The addresses of a vSwitch that are in use. */
  addressesIn(vswitchId: string): Set<string> {
    return new Set(
      this.interfacesIn(vswitchId).flatMap((used) => [used.primaryIpAddress, ...used.secondaryIpAddresses]),
    );
  }

  /** The first free address of a vSwitch; `undefined` when it is full. */
  freeAddressIn(vswitch: VSwitch, excluded: ReadonlySet<string> = new Set()): string | undefined {
    const used = this.addressesIn(vswitch.id);
    for (const candidate of assignableAddresses(cidr(vswitch.cidrBlock))) {
      const text = formatAddress(candidate);
      if (!used.has(text) && !excluded.has(text)) return text;
    }
    return undefined;
  }
}

/** A resource that another one refers to, so that it must be there. */
export function known<T>(table: Table<T>, id: string): T {
  const resource = table.get(id);
  if (resource === undefined) throw new TypeError(`${id} is referred to and does not exist`);
  return resource;
}

function byId<T extends { id: string }>(resources: readonly T[]): Table<T> {
  return new Map(resources.map((resource) => [resource.id, resource]));
}

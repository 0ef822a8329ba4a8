import { Address4 } from "ip-address";

/*
 * The rules of the cloud once more, written for shortness and from Alibaba Cloud's description alone: it shares no
 * code with the emulator. Each operation gives the codes of every rule that it would break; none means that it is done.
 */

/** What takes time: when it is over, and what it is then. */
interface Waiting {
  status: string;
  next?: { status: string; at: number };
}

export interface ModelVSwitch extends Waiting {
  vpc: string;
  range: string;
  zone: string;
}
export interface ModelInterface extends Waiting {
  vswitch: string;
  address: string;
  /** The secondary addresses. */
  more: string[];
  instance: string;
}
export interface ModelEip extends Waiting {
  interface: string;
  /** Of the interface, which has an EIP for each address at most. */
  address: string;
}
export interface ModelInstance extends Waiting {
  vpc: string;
  zone: string;
  hotPlug: boolean;
  limit: number;
  /** How many addresses each of its interfaces can have. */
  addresses: number;
}

/** How many secondary addresses an interface can have without an instance; the emulator is told the same. */
export const secondaryLimit = 3;

/** How long things take, in milliseconds; the emulator is told the same. */
export const durations = {
  createVSwitch: 20,
  changeCidrBlocks: 25,
  associateEip: 30,
  unassociateEip: 40,
  attachInterface: 50,
  detachInterface: 70,
  startInstance: 60,
  stopInstance: 60,
};

const reserved = ["0.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4"];
const range = (text: string) => new Address4(text);
const overlap = (one: string, other: string) =>
  range(one).isInSubnet(range(other)) || range(other).isInSubnet(range(one));
const isCanonical = (text: string) => range(text).startAddress().address === range(text).addressMinusSuffix;

export class Model {
  now = 0;
  readonly vpcs = new Map<string, { primary: string; blocks: string[]; busyUntil: number }>();
  readonly vswitches = new Map<string, ModelVSwitch>();
  readonly interfaces = new Map<string, ModelInterface>();
  readonly eips = new Map<string, ModelEip>();
  readonly instances = new Map<string, ModelInstance>();
  readonly groups = new Map<string, { vpc: string; advanced: boolean; managed: boolean }>();

  associateBlock(vpc: string, block: string): string[] {
    const own = must(this.vpcs, vpc);
    const mask = range(block).subnetMask;
    const all = [own.primary, ...own.blocks];
    const broken = [
      !isCanonical(block) && "InvalidCidrBlock.Malformed",
      (mask < 8 || mask > 28) && "IllegalParam.CidrMask",
      reserved.some((other) => overlap(block, other)) && "IllegalParam.SecondaryCidrBlock",
      own.blocks.includes(block) && "Duplicated.SecondaryCidrBlock",
      all.some((other) => overlap(block, other)) && "InvalidCidrBlock",
      own.blocks.length >= 5 && "QuotaExceeded.VpcMultiCidr",
      this.now < own.busyUntil && "OperationConflict",
    ];
    return this.unless(broken, () => {
      own.blocks.push(block);
      own.busyUntil = this.now + durations.changeCidrBlocks;
    });
  }

  unassociateBlock(vpc: string, block: string): string[] {
    const own = must(this.vpcs, vpc);
    const inside = [...this.vswitches.values()].some(
      (each) => each.vpc === vpc && range(each.range).isInSubnet(range(block)),
    );
    const broken = [
      !own.blocks.includes(block) && "InvalidCidrBlock.NotFound",
      inside && "OperationFailed.CidrInUse",
      this.now < own.busyUntil && "OperationConflict",
    ];
    return this.unless(broken, () => {
      own.blocks = own.blocks.filter((each) => each !== block);
      own.busyUntil = this.now + durations.changeCidrBlocks;
    });
  }

  createVSwitch(id: string, vpc: string, cidr: string, zone: string): string[] {
    const own = must(this.vpcs, vpc);
    const others = [...this.vswitches.values()].filter((each) => each.vpc === vpc);
    const mask = range(cidr).subnetMask;
    const broken = [
      !isCanonical(cidr) && "InvalidCidrBlock.Malformed",
      (mask < 16 || mask > 29) && "InvalidCirdrBlock.MaskLength",
      ![own.primary, ...own.blocks].some((block) => range(cidr).isInSubnet(range(block))) &&
        "InvalidParameter",
      others.some((other) => overlap(cidr, other.range)) && "InvalidCidrBlock.Overlapped",
      others.some(({ status }) => status === "Pending") && "IncorrectVSwitchStatus",
    ];
    return this.unless(broken, () => {
      const next = { status: "Available", at: this.now + durations.createVSwitch };
      this.vswitches.set(id, { vpc, range: cidr, zone, status: "Pending", next });
    });
  }

  deleteVSwitch(id: string): string[] {
    const vswitch = this.vswitches.get(id);
    const used = [...this.interfaces.values()].some((each) => each.vswitch === id);
    const broken = [
      vswitch === undefined && "InvalidVSwitchId.NotFound",
      vswitch?.status === "Pending" && "IncorrectVSwitchStatus",
      used && "DependencyViolation",
    ];
    return this.unless(broken, () => this.vswitches.delete(id));
  }

  createInterface(id: string, vswitchId: string, address: string, groups: string[]): string[] {
    const vswitch = this.vswitches.get(vswitchId);
    if (vswitch === undefined) return ["InvalidVSwitchId.NotFound"];
    const members = groups.map((group) => must(this.groups, group));
    const broken = [
      vswitch.status === "Pending" && "IncorrectVSwitchStatus",
      ...this.unassignable(vswitchId, address),
      new Set(groups).size < groups.length && "InvalidParameter.SecurityGroupIdRepeated",
      groups.length === 0 && "MissingParameter",
      members.some(({ vpc }) => vpc !== vswitch.vpc) && "InvalidOperation.VpcMismatch",
      members.some(({ managed }) => managed) && "InvalidOperation.ResourceManagedByCloudProduct",
      new Set(members.map(({ advanced }) => advanced)).size > 1 && "EnterpriseGroupLimited.MutliGroupType",
    ];
    return this.unless(broken, () => {
      this.interfaces.set(id, { vswitch: vswitchId, address, more: [], instance: "", status: "Available" });
    });
  }

  deleteInterface(id: string): string[] {
    const own = this.interfaces.get(id);
    const broken = [
      own === undefined && "InvalidEniId.NotFound",
      own !== undefined && own.status !== "Available" && "InvalidOperation.InvalidEniState",
      this.eipOf(id) !== undefined && "InvalidOperation.EniLinked",
    ];
    return this.unless(broken, () => this.interfaces.delete(id));
  }

  assign(id: string, addresses: string[]): string[] {
    const own = this.interfaces.get(id);
    if (own === undefined) return ["InvalidEniId.NotFound"];
    const limit = (this.instances.get(own.instance)?.addresses ?? secondaryLimit + 1) - 1;
    const broken = [
      (own.status === "Attaching" || own.status === "Detaching") && "InvalidOperation.InvalidEniState",
      ...addresses.flatMap((address) => this.unassignable(own.vswitch, address)),
      new Set(addresses).size < addresses.length && "InvalidIp.IpRepeated",
      own.more.length + addresses.length > limit && "InvalidOperation.Ipv4CountExceeded",
    ];
    return this.unless(broken, () => own.more.push(...addresses));
  }

  unassign(id: string, address: string): string[] {
    const own = this.interfaces.get(id);
    if (own === undefined) return ["InvalidEniId.NotFound"];
    const broken = [
      (own.status === "Attaching" || own.status === "Detaching") && "InvalidOperation.InvalidEniState",
      !own.more.includes(address) && "InvalidIp.IpUnassigned",
      this.eipAt(id, address) !== undefined && "InvalidOperation.EniLinked",
    ];
    return this.unless(broken, () => (own.more = own.more.filter((each) => each !== address)));
  }

  associateEip(eipId: string, interfaceId: string, address: string): string[] {
    const eip = must(this.eips, eipId);
    const target = this.interfaces.get(interfaceId);
    const broken = [
      eip.status !== "Available" && "IncorrectEipStatus",
      target === undefined && "InvalidInstanceId.NotFound",
      ...(target === undefined ? [] : this.unsettled(target)),
      target !== undefined &&
        ![target.address, ...target.more].includes(address) &&
        "InvalidParameter.PrivateIpAddress",
      this.eipAt(interfaceId, address) !== undefined && "InvalidAssociation.Duplicated",
    ];
    return this.unless(broken, () => {
      Object.assign(eip, { interface: interfaceId, address });
      this.wait(eip, "Associating", "InUse", durations.associateEip);
    });
  }

  unassociateEip(eipId: string): string[] {
    const eip = must(this.eips, eipId);
    const target = this.interfaces.get(eip.interface);
    const broken = [
      eip.status !== "InUse" && "IncorrectEipStatus",
      ...(target === undefined ? [] : this.unsettled(target)),
    ];
    return this.unless(broken, () => {
      this.wait(eip, "Unassociating", "Available", durations.unassociateEip);
    });
  }

  attach(interfaceId: string, instanceId: string): string[] {
    const own = this.interfaces.get(interfaceId);
    const instance = this.instances.get(instanceId);
    const vswitch = own && must(this.vswitches, own.vswitch);
    // The primary interface counts as well.
    const used = 1 + [...this.interfaces.values()].filter((each) => each.instance === instanceId).length;
    const broken = [
      own === undefined && "InvalidEniId.NotFound",
      instance === undefined && "InvalidInstanceId.NotFound",
      own !== undefined && own.status !== "Available" && "InvalidOperation.InvalidEniState",
      vswitch !== undefined &&
        instance !== undefined &&
        vswitch.vpc !== instance.vpc &&
        "InvalidOperation.VpcMismatch",
      vswitch !== undefined &&
        instance !== undefined &&
        vswitch.zone !== instance.zone &&
        "InvalidOperation.AvailabilityZoneMismatch",
      instance !== undefined && !pluggable(instance) && "InvalidOperation.InvalidEcsState",
      instance !== undefined && used >= instance.limit && "EniPerInstanceLimitExceeded",
      own !== undefined &&
        instance !== undefined &&
        own.more.length + 1 > instance.addresses &&
        "InvalidOperation.Ipv4CountExceeded",
    ];
    return this.unless(broken, () => {
      if (own === undefined) return;
      own.instance = instanceId;
      this.wait(own, "Attaching", "InUse", durations.attachInterface);
    });
  }

  detach(interfaceId: string, instanceId: string): string[] {
    const own = this.interfaces.get(interfaceId);
    const instance = this.instances.get(instanceId);
    const broken = [
      own === undefined && "InvalidEniId.NotFound",
      instance === undefined && "InvalidInstanceId.NotFound",
      own !== undefined &&
        (own.status !== "InUse" || own.instance !== instanceId) &&
        "InvalidOperation.InvalidEniState",
      instance !== undefined && !pluggable(instance) && "InvalidOperation.InvalidEcsState",
    ];
    return this.unless(broken, () => {
      if (own !== undefined) this.wait(own, "Detaching", "Available", durations.detachInterface);
    });
  }

  stop(id: string): string[] {
    const instance = this.instances.get(id);
    if (instance === undefined) return ["InvalidInstanceId.NotFound"];
    if (instance.status === "Stopped") return [];
    return this.unless([instance.status !== "Running" && "IncorrectInstanceStatus"], () => {
      this.wait(instance, "Stopping", "Stopped", durations.stopInstance);
    });
  }

  start(id: string): string[] {
    const instance = this.instances.get(id);
    if (instance === undefined) return ["InvalidInstanceId.NotFound"];
    return this.unless([instance.status !== "Stopped" && "IncorrectInstanceStatus"], () => {
      this.wait(instance, "Starting", "Running", durations.startInstance);
    });
  }

  deleteInstance(id: string): string[] {
    const instance = this.instances.get(id);
    if (instance === undefined) return ["InvalidInstanceId.NotFound"];
    return this.unless([instance.status === "Starting" && "IncorrectInstanceStatus.Initializing"], () => {
      for (const [interfaceId, own] of this.interfaces) {
        if (own.instance !== id) continue;
        for (const eip of this.eips.values()) {
          if (eip.interface !== interfaceId) continue;
          eip.interface = "";
          eip.status = "Available";
          delete eip.next;
        }
        this.interfaces.delete(interfaceId);
      }
      this.instances.delete(id);
    });
  }

  /** Lets time go by. */
  advance(milliseconds: number): void {
    this.now += milliseconds;
    for (const table of [this.vswitches, this.interfaces, this.eips, this.instances]) {
      for (const each of table.values()) {
        if (each.next === undefined || each.next.at > this.now) continue;
        each.status = each.next.status;
        delete each.next;
        if ("instance" in each && each.status === "Available") each.instance = "";
        if ("interface" in each && each.status === "Available") each.interface = "";
      }
    }
  }

  private unsettled(target: ModelInterface): (string | false)[] {
    const status = this.instances.get(target.instance)?.status ?? "Stopped";
    return [
      (target.status === "Attaching" || target.status === "Detaching") && "InvalidStatus.EniStatusNotSupport",
      status !== "Running" && status !== "Stopped" && "InvalidStatus.EcsStatusNotSupport",
    ];
  }

  /** Why an interface in a vSwitch cannot get an address. */
  private unassignable(vswitchId: string, address: string): (string | false)[] {
    const own = range(must(this.vswitches, vswitchId).range);
    const value = range(address).bigInt();
    const others = [...this.interfaces.values()].filter(({ vswitch }) => vswitch === vswitchId);
    return [
      (value <= own.startAddress().bigInt() || value > own.endAddress().bigInt() - 3n) &&
        "InvalidVSwitchId.IpInvalid",
      others.some((each) => [each.address, ...each.more].includes(address)) && "InvalidIp.IpAssigned",
    ];
  }

  private eipAt(interfaceId: string, address: string): ModelEip | undefined {
    return [...this.eips.values()].find((eip) => eip.interface === interfaceId && eip.address === address);
  }

  private eipOf(interfaceId: string): ModelEip | undefined {
    return [...this.eips.values()].find((eip) => eip.interface === interfaceId);
  }

  private wait(each: Waiting, during: string, after: string, duration: number): void {
    each.status = during;
    each.next = { status: after, at: this.now + duration };
  }

  private unless(broken: readonly (string | false)[], change: () => void): string[] {
    const codes = broken.filter((code) => code !== false);
    if (codes.length === 0) change();
    return codes;
  }
}

function pluggable({ status, hotPlug }: ModelInstance): boolean {
  return status === "Stopped" || (status === "Running" && hotPlug);
}

function must<T>(table: ReadonlyMap<string, T>, id: string): T {
  const found = table.get(id);
  if (found === undefined) throw new Error(`the test names ${id}, which is not there`);
  return found;
}

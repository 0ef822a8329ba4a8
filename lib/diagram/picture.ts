import { instancePlace, planOf, PREPARED_VPC } from "../configuration/plan-requests";
import { DEFAULT_VSWITCH } from "../configuration/rules/preparation-rules";
import type { Configuration, ExposureSetting } from "../configuration/schema/configuration-schema";
import { DEFAULT_VPC } from "../configuration/schema/preparations-schema";
import { type Ipv4Address, Ipv4Cidr } from "../ipv4";
import { omitUndefined } from "../omit-undefined";
import { EMPTY_PLAN_LOCK, type PlanLock } from "../planning/plan-lock";
import { shadowedRanges } from "../planning/placement";

/**
 * Change of an element from an earlier picture to a later one; `replaced` interrupts an exposure. An existing EIP is `added` when it is
 * exposed, and `removed` when it is not any more. Other existing resources have no change.
 */
export type PictureChange = "added" | "changed" | "removed" | "replaced";

/** Element of a picture. */
export interface PictureElement {
  /** Identity within its kind: unique in a picture, and the same in every version that has the element. */
  readonly id: string;
  /**
   * Change since the earlier version.
   * @default - none, or there is no earlier version
   */
  readonly change?: PictureChange;
}

/** Stack as a picture: what its exposures need, as far as the configuration tells. All writers draw the same picture. */
export interface Picture {
  readonly stack: string;
  readonly region: string;
  /** Region in the earlier version, if it was another one: then everything is replaced. */
  readonly regionBefore?: string;
  /** VPCs; those whose ID only Terraform knows are one. */
  readonly vpcs: readonly PictureVpc[];
  /** Whether it compares two versions, so that elements without a change are unchanged. */
  readonly isComparison: boolean;
}

/** VPC with its secondary CIDR blocks and its instances. */
export interface PictureVpc extends PictureElement {
  /** ID; undefined for a new VPC, and if only Terraform knows it. */
  readonly vpcId?: string;
  /** Range of a VPC that the stack creates. */
  readonly range?: Ipv4Cidr;
  readonly blocks: readonly PictureBlock[];
  readonly instances: readonly PictureInstance[];
}

/** Origin of a range: `computed` by Terraform, or `unnamed` because only a part inside it is known. */
export type RangeOrigin = "computed" | "created" | "existing" | "unnamed";

/** Secondary CIDR block with its vSwitches. */
export interface PictureBlock extends PictureElement {
  readonly origin: RangeOrigin;
  /** Range; undefined if it is computed or unnamed. */
  readonly range?: Ipv4Cidr;
  /** Number of addresses of others that it shadows; undefined if its range is. */
  readonly shadowed?: number;
  /** That number in the earlier version, if it was another one. */
  readonly shadowedBefore?: number;
  /** First and last addresses of the ranges that it shadows, in order. */
  readonly shadowedRanges: readonly (readonly [first: Ipv4Address, last: Ipv4Address])[];
  readonly vswitches: readonly PictureVSwitch[];
}

/** vSwitch with its NICs. */
export interface PictureVSwitch extends PictureElement {
  readonly origin: RangeOrigin;
  /** Range; undefined if it is computed, or only the ID is known. */
  readonly range?: Ipv4Cidr;
  /** ID of an existing vSwitch. */
  readonly vswitchId?: string;
  /** Zone; undefined if only Terraform knows it. */
  readonly zone?: string;
  readonly nics: readonly PictureNic[];
}

/** Secondary ENI, with the EIPs that its private addresses are. Its identity is the key of the exposure that it belongs to. */
export interface PictureNic extends PictureElement {
  /** ID of an existing ENI. */
  readonly networkInterfaceId?: string;
  /** Identity of its instance. */
  readonly instance: string;
  /** EIPs: that of its primary private address first. At least one. */
  readonly eips: readonly PictureEip[];
  /** Instance in the earlier version, if it was another one. */
  readonly instanceBefore?: string;
  /** vSwitch in the earlier version, if it was another one. */
  readonly vswitchBefore?: string;
}

/** EIP. Its identity is the key of its exposure. */
export interface PictureEip extends PictureElement {
  /** Address; undefined if only Terraform knows it. */
  readonly address?: Ipv4Address;
  /** Address, or allocation ID; undefined for a new EIP. */
  readonly name?: string;
  /** EIP in the earlier version, if it was another one. */
  readonly nameBefore?: string;
  /** Key of the exposure in an earlier version, if it may have had another one. */
  readonly formerKey?: string;
}

/** ECS instance. Its identity is its ID, or its name among the preparations. */
export interface PictureInstance extends PictureElement {
  /** Whether the stack creates it. */
  readonly isNew: boolean;
  /** Zone; undefined if only Terraform knows it. */
  readonly zone?: string;
  /** vSwitch of its primary NIC: a range or an ID; undefined if only Terraform knows it. */
  readonly primaryVSwitch?: string;
}

/**
 * Draws a configuration: its exposures, where they are placed, and what that shadows. The picture does not depend on the order of the
 * exposures in the file.
 *
 * @param planLock - what is locked of an earlier plan; it places exposures where it did for the configuration
 */
export function pictureOf(configuration: Configuration, planLock: PlanLock = EMPTY_PLAN_LOCK): Picture {
  const { stack, region } = configuration;
  return { stack, region, vpcs: new Drawing(configuration, planLock).vpcs(), isComparison: false };
}

/** NIC with the place where it is drawn. */
interface PlacedNic {
  readonly key: string;
  readonly exposure: ExposureSetting;
  readonly vpcId: string | undefined;
  readonly block: Pick<PictureBlock, "id" | "origin" | "range" | "shadowed">;
  readonly vswitch: Pick<PictureVSwitch, "id" | "origin" | "range" | "vswitchId">;
}

class Drawing {
  private readonly placed: readonly PlacedNic[];

  public constructor(
    private readonly configuration: Configuration,
    planLock: PlanLock,
  ) {
    const plan = planOf(configuration, planLock);
    const rank = new Map(plan.flatMap(({ vswitches }) => vswitches.flatMap(({ keys }) => keys)).entries());
    const order = new Map([...rank].map(([index, key]) => [key, index]));
    const orderOf = (key: string): number => order.get(key) ?? rank.size;
    this.placed = Object.entries(configuration.exposures)
      .filter(([, { nicOf }]) => nicOf === undefined)
      .map(([key, exposure]) => this.place(key, exposure, plan))
      .sort((one, other) => orderOf(one.key) - orderOf(other.key) || (one.key < other.key ? -1 : 1));
  }

  public vpcs(): PictureVpc[] {
    const { instances = {} } = this.configuration.preparations ?? {};
    const vpcIds = new Set(this.placed.map(({ vpcId }) => vpcId));
    if (Object.keys(instances).length > 0) vpcIds.add(this.preparedVpc());
    return [...vpcIds].map((vpcId) => this.vpc(vpcId));
  }

  private place(key: string, exposure: ExposureSetting, plan: ReturnType<typeof planOf>): PlacedNic {
    const block = plan.find(({ vswitches }) => vswitches.some(({ keys }) => keys.includes(key)));
    const vswitch = block?.vswitches.find(({ keys }) => keys.includes(key));
    const { vpcId = block?.vpcId } = instancePlace(exposure, this.configuration.preparations);
    const inVpc = vpcId ?? "";
    if (block === undefined || vswitch === undefined) {
      const { networkInterface, vswitch: named } = exposure;
      const vswitchId = named !== undefined && "id" in named ? named.id : undefined;
      const origin = vswitchId ?? networkInterface;
      const [ofBlock, ofVSwitch, id]: [RangeOrigin, RangeOrigin, string] =
        origin === undefined
          ? ["computed", "computed", `computed for ${key}`]
          : ["unnamed", vswitchId === undefined ? "unnamed" : "existing", origin];
      return {
        ...{ key, exposure, vpcId, block: { id, origin: ofBlock } },
        vswitch: { id, origin: ofVSwitch, ...omitUndefined({ vswitchId }) },
      };
    }
    const keys = block.vswitches.flatMap((one) => one.keys);
    const isExisting = keys.some((one) => {
      const { block: setting } = this.configuration.exposures[one] ?? {};
      return setting !== undefined && !(setting instanceof Ipv4Cidr);
    });
    const cidrs = [block.cidr, vswitch.cidr] as const;
    const [blockId, vswitchId] = cidrs.map((cidr) => `${cidr.toString()} in ${inVpc}`);
    return {
      ...{ key, exposure, vpcId },
      block: {
        id: blockId ?? "",
        origin: isExisting ? "existing" : "created",
        range: block.cidr,
        shadowed: block.shadowed,
      },
      vswitch: { id: vswitchId ?? "", origin: "created", range: vswitch.cidr },
    };
  }

  private preparedVpc(): string {
    const { vpc } = this.configuration.preparations ?? {};
    return vpc !== undefined && "id" in vpc ? vpc.id : PREPARED_VPC;
  }

  private vpc(vpcId: string | undefined): PictureVpc {
    const { preparations } = this.configuration;
    const inVpc = this.placed.filter((nic) => nic.vpcId === vpcId);
    const blocks = new Map(inVpc.map(({ block }) => [block.id, block]));
    const isNew = vpcId === PREPARED_VPC;
    const range = preparations?.vpc instanceof Ipv4Cidr ? preparations.vpc : DEFAULT_VPC;
    const isPrepared = preparations !== undefined && vpcId === this.preparedVpc();
    const instances = [
      ...inVpc.map(({ exposure }) => this.instance(exposure)),
      ...(isPrepared ? Object.keys(preparations.instances) : []).sort().map((name) => this.prepared(name)),
    ];
    return {
      id: vpcId ?? "",
      ...(vpcId === undefined || isNew ? {} : { vpcId }),
      ...(isNew && { range }),
      blocks: [...blocks.values()].map((block) => this.block(block, inVpc)),
      instances: [...new Map(instances.map((instance) => [instance.id, instance])).values()],
    };
  }

  private block(block: PlacedNic["block"], inVpc: readonly PlacedNic[]): PictureBlock {
    const nics = inVpc.filter((nic) => nic.block.id === block.id);
    const vswitches = new Map(nics.map(({ vswitch }) => [vswitch.id, vswitch]));
    const eips = nics.flatMap(({ key }) => this.eips(key));
    const known = eips.flatMap(({ address }) => address ?? []);
    const { range } = block;
    return {
      ...block,
      shadowedRanges: range === undefined ? [] : shadowedRanges(range, known),
      vswitches: [...vswitches.values()].map((vswitch) => {
        const inVSwitch = nics.filter((nic) => nic.vswitch.id === vswitch.id);
        const zones = new Set(inVSwitch.map(({ exposure }) => this.zoneOf(exposure)));
        const [zone] = zones;
        return {
          ...vswitch,
          ...(zones.size === 1 && omitUndefined({ zone })),
          nics: inVSwitch.map(({ key, exposure }) => ({
            ...{ id: key, instance: instanceId(exposure), eips: this.eips(key) },
            ...omitUndefined({ networkInterfaceId: exposure.networkInterface }),
          })),
        };
      }),
    };
  }

  private zoneOf(exposure: ExposureSetting): string | undefined {
    return instancePlace(exposure, this.configuration.preparations).zoneId;
  }

  /** EIPs on the NIC of an exposure: its own, and those that name it, in the order of their keys. */
  private eips(host: string): PictureEip[] {
    const { exposures } = this.configuration;
    const others = Object.keys(exposures).filter((key) => exposures[key]?.nicOf === host);
    return [host, ...others.sort()].flatMap((key): PictureEip[] => {
      const { eip, renamedFrom } = exposures[key] ?? {};
      if (eip === undefined) return [];
      const address = "address" in eip ? eip.address : undefined;
      const name = "allocationId" in eip ? eip.allocationId : address?.toString();
      return [{ id: key, ...omitUndefined({ address, name, formerKey: renamedFrom }) }];
    });
  }

  private instance(exposure: ExposureSetting): PictureInstance {
    const { instance } = exposure;
    if (typeof instance !== "string") return this.prepared(instance.prepared);
    return { id: instance, isNew: false, ...omitUndefined({ zone: this.zoneOf(exposure) }) };
  }

  private prepared(name: string): PictureInstance {
    const { zone, vswitch } = this.configuration.preparations ?? {};
    const primaryVSwitch =
      vswitch !== undefined && "id" in vswitch ? vswitch.id : (vswitch ?? DEFAULT_VSWITCH).toString();
    return { id: name, isNew: true, ...omitUndefined({ zone, primaryVSwitch }) };
  }
}

function instanceId({ instance }: ExposureSetting): string {
  return typeof instance === "string" ? instance : instance.prepared;
}

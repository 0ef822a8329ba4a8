import type {
  Picture,
  PictureBlock,
  PictureChange,
  PictureEip,
  PictureElement,
  PictureInstance,
  PictureNic,
  PictureVpc,
  PictureVSwitch,
} from "./picture";

/**
 * Draws the change from one version of a stack to another: everything that the later one has, and what only the earlier one had, each
 * once. An exposure that moves is drawn in its new place. Without an earlier version, everything is added.
 *
 * @param before - earlier version; undefined if there was none
 */
export function pictureOfChange(before: Picture | undefined, after: Picture): Picture {
  const earlier = before ?? { ...after, vpcs: [] };
  const { region } = earlier;
  return {
    ...after,
    ...(region !== after.region && { regionBefore: region }),
    vpcs: new Comparison(earlier, after).vpcs(),
    isComparison: true,
  };
}

/** Draws a stack whose configuration is gone: everything is removed. */
export function pictureOfRemoval(before: Picture): Picture {
  return pictureOfChange(before, { ...before, vpcs: [] });
}

/** NIC with the vSwitch and the VPC that it is in. */
interface Location {
  readonly nic: PictureNic;
  readonly vswitch: PictureVSwitch;
  readonly vpc: PictureVpc;
}

type Located<T> = ReadonlyMap<string, T>;

class Comparison {
  private readonly isOtherRegion: boolean;
  private readonly was: readonly PictureVpc[];
  private readonly nicsBefore: Located<Location>;
  private readonly nicsAfter: Located<Location>;
  private readonly eipsBefore: Located<PictureEip>;
  private readonly eipsAfter: Located<PictureEip>;
  private readonly hostsBefore: Located<string>;
  private readonly instancesBefore: ReadonlySet<string>;
  private readonly instancesAfter: ReadonlySet<string>;
  /** Keys in the later version, by those that the exposures had before. */
  private readonly newKeys: Located<string>;

  public constructor(
    before: Picture,
    private readonly after: Picture,
  ) {
    this.isOtherRegion = before.region !== after.region;
    this.nicsAfter = nicsOf(after.vpcs);
    this.eipsAfter = eipsOf(this.nicsAfter);
    [this.instancesBefore, this.instancesAfter] = [instanceIdsIn(before.vpcs), instanceIdsIn(after.vpcs)];
    const earlier = new Set(eipsOf(nicsOf(before.vpcs)).keys());
    const renamed = [...this.eipsAfter.values()].flatMap(({ id, formerKey }) =>
      formerKey !== undefined && !earlier.has(id) && earlier.has(formerKey) ? [[formerKey, id] as const] : [],
    );
    this.newKeys = new Map(renamed);
    this.was = this.withSameVpcs(before.vpcs.map((vpc) => this.withNewKeys(vpc)));
    this.nicsBefore = nicsOf(this.was);
    this.eipsBefore = eipsOf(this.nicsBefore);
    this.hostsBefore = new Map(
      [...this.nicsBefore.values()].flatMap(({ nic }) => nic.eips.map(({ id }) => [id, nic.id] as const)),
    );
  }

  public vpcs(): PictureVpc[] {
    return merged(this.was, this.after.vpcs, (vpc, was, is) => ({
      ...vpc,
      ...(vpc.range !== undefined && changeOf(was, is)),
      blocks: merged(was?.blocks, is?.blocks, (...versions) => this.block(...versions)),
      instances: merged(
        // An instance that is in another VPC now is drawn there.
        was?.instances.filter(
          ({ id }) => !this.instancesAfter.has(id) || is?.instances.some((one) => one.id === id),
        ),
        is?.instances,
        (instance, one, other) => ({ ...instance, ...(instance.isNew && this.instanceChange(one, other)) }),
      ),
    }));
  }

  private instanceChange(was: PictureInstance | undefined, is: PictureInstance | undefined) {
    const isElsewhere = was === undefined && is !== undefined && this.instancesBefore.has(is.id);
    return isElsewhere ? { change: "replaced" as const } : changeOf(was, is);
  }

  private block(
    block: PictureBlock,
    was: PictureBlock | undefined,
    is: PictureBlock | undefined,
  ): PictureBlock {
    const before = was !== undefined && was.shadowed !== is?.shadowed ? was.shadowed : undefined;
    return {
      ...block,
      ...(isOwn(block) && changeOf(was, is)),
      ...(is !== undefined && before !== undefined && { shadowedBefore: before }),
      vswitches: merged(was?.vswitches, is?.vswitches, (...versions) => this.vswitch(...versions)),
    };
  }

  private vswitch(
    vswitch: PictureVSwitch,
    was: PictureVSwitch | undefined,
    is: PictureVSwitch | undefined,
  ): PictureVSwitch {
    const gone = was?.nics.filter(({ id }) => !this.nicsAfter.has(id)) ?? [];
    return {
      ...vswitch,
      ...(isOwn(vswitch) && changeOf(was, is)),
      ...(was?.zone !== undefined &&
        is?.zone !== undefined &&
        was.zone !== is.zone && { change: "replaced" }),
      nics: [...(is?.nics.map((nic) => this.nic(nic)) ?? []), ...gone.flatMap((nic) => this.goneNic(nic))],
    };
  }

  private nic(nic: PictureNic): PictureNic {
    const goneEips = [...this.eipsBefore.values()].filter(
      ({ id }) => this.hostsBefore.get(id) === nic.id && !this.eipsAfter.has(id),
    );
    const eips = [
      ...nic.eips.map((eip) => this.eip(eip, nic)),
      ...goneEips.map((eip): PictureEip => ({ ...eip, change: "removed" })),
    ];
    const [was, is] = [this.nicsBefore.get(nic.id), this.nicsAfter.get(nic.id)];
    if (was === undefined || is === undefined) return { ...nic, eips, change: "added" };
    const isElsewhere = was.vswitch.id !== is.vswitch.id || was.vpc.id !== is.vpc.id;
    const isOnOther = was.nic.instance !== nic.instance;
    const isOther = was.nic.networkInterfaceId !== nic.networkInterfaceId;
    const [primary] = eips;
    const isReplaced =
      this.isOtherRegion || isElsewhere || isOnOther || isOther || primary?.nameBefore !== undefined;
    const change = isReplaced
      ? "replaced"
      : eips.some((eip) => eip.change !== undefined) || was.nic.eips.length !== nic.eips.length
        ? "changed"
        : undefined;
    return {
      ...{ ...nic, eips },
      ...(change && { change }),
      ...(isOnOther && { instanceBefore: was.nic.instance }),
      ...(isElsewhere && { vswitchBefore: was.vswitch.range?.toString() ?? was.vswitch.vswitchId ?? "" }),
    };
  }

  /** NIC that is gone, with its EIPs that did not move to another one. */
  private goneNic(nic: PictureNic): PictureNic[] {
    const gone = nic.eips.filter(({ id }) => !this.eipsAfter.has(id));
    return [{ ...nic, change: "removed", eips: gone.map((eip) => ({ ...eip, change: "removed" as const })) }];
  }

  private eip(eip: PictureEip, { id: host }: PictureNic): PictureEip {
    const was = this.eipsBefore.get(eip.id);
    if (was === undefined) return { ...eip, change: "added" };
    const isOther = was.name !== eip.name;
    const hostBefore = this.hostsBefore.get(eip.id);
    if (this.isOtherRegion || isOther || hostBefore !== host)
      return { ...eip, change: "replaced", ...(isOther && { nameBefore: was.name ?? "" }) };
    const isRenamed = eip.formerKey !== undefined && this.newKeys.has(eip.formerKey);
    return isRenamed ? { ...eip, change: "changed" } : eip;
  }

  private withNewKeys(vpc: PictureVpc): PictureVpc {
    const rename = <T extends PictureElement>(one: T): T => ({
      ...one,
      id: this.newKeys.get(one.id) ?? one.id,
    });
    return {
      ...vpc,
      blocks: vpc.blocks.map((block) => ({
        ...block,
        vswitches: block.vswitches.map((vswitch) => ({
          ...vswitch,
          nics: vswitch.nics.map((nic) => ({ ...rename(nic), eips: nic.eips.map(rename) })),
        })),
      })),
    };
  }

  /**
   * Gives a VPC whose ID is written in one version only the same identity in both: that of the VPC that has its exposures later, unless
   * another one has that identity already, as where an exposure moved between them.
   */
  private withSameVpcs(vpcs: readonly PictureVpc[]): PictureVpc[] {
    const later = new Set(this.after.vpcs.map(({ id }) => id));
    const taken = new Set(vpcs.map(({ id }) => id));
    return vpcs.map((vpc) => {
      if (later.has(vpc.id)) return vpc;
      const same = vpc.blocks
        .flatMap(({ vswitches }) => vswitches.flatMap(({ nics }) => nics))
        .map(({ id }) => this.nicsAfter.get(id)?.vpc)
        .find((one) => one !== undefined && (one.id === "" || vpc.id === "") && !taken.has(one.id));
      if (same === undefined) return vpc;
      taken.add(same.id);
      return inVpc(vpc, same.id);
    });
  }
}

/** Gives a VPC another identity, and with it its blocks and vSwitches. */
function inVpc(vpc: PictureVpc, id: string): PictureVpc {
  const rename = <T extends PictureBlock | PictureVSwitch>(one: T): T =>
    one.range === undefined ? one : { ...one, id: `${one.range.toString()} in ${id}` };
  return {
    ...vpc,
    id,
    blocks: vpc.blocks.map((block) => ({ ...rename(block), vswitches: block.vswitches.map(rename) })),
  };
}

function nicsOf(vpcs: readonly PictureVpc[]): Located<Location> {
  return new Map(
    vpcs.flatMap((vpc) =>
      vpc.blocks.flatMap(({ vswitches }) =>
        vswitches.flatMap((vswitch) => vswitch.nics.map((nic) => [nic.id, { nic, vswitch, vpc }] as const)),
      ),
    ),
  );
}

function eipsOf(nics: Located<Location>): Located<PictureEip> {
  return new Map([...nics.values()].flatMap(({ nic }) => nic.eips.map((eip) => [eip.id, eip] as const)));
}

/** Whether a block or a vSwitch is created by the stack. */
function isOwn({ origin }: Pick<PictureBlock, "origin">): boolean {
  return origin === "created" || origin === "computed";
}

function instanceIdsIn(vpcs: readonly PictureVpc[]): ReadonlySet<string> {
  return new Set(vpcs.flatMap(({ instances }) => instances.map(({ id }) => id)));
}

function changeOf(was: unknown, is: unknown): { readonly change?: PictureChange } {
  if (was === undefined) return { change: "added" };
  return is === undefined ? { change: "removed" } : {};
}

/** Pairs the elements of two versions: those of the later one in its order, then those that are gone. */
function merged<T extends PictureElement>(
  before: readonly T[] = [],
  after: readonly T[] = [],
  pair: (newest: T, was: T | undefined, is: T | undefined) => T,
): T[] {
  const earlier = new Map(before.map((one) => [one.id, one]));
  const later = new Set(after.map(({ id }) => id));
  return [
    ...after.map((is) => pair(is, earlier.get(is.id), is)),
    ...before.filter(({ id }) => !later.has(id)).map((was) => pair(was, was, undefined)),
  ];
}

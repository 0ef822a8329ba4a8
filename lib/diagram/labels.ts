import type { Ipv4Address } from "../ipv4";
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

/** Languages of pictures and reports. */
export const LANGUAGES = ["en", "zh-CN"] as const;

/** Language of pictures and reports, as a BCP 47 tag. */
export type Language = (typeof LANGUAGES)[number];

/** Words of a picture in one language. */
interface Words {
  readonly region: string;
  readonly vpc: string;
  readonly newVpc: string;
  readonly unknownVpc: string;
  readonly block: Readonly<Record<PictureBlock["origin"], string>>;
  readonly vswitch: string;
  readonly vswitchOf: Readonly<Record<"computed" | "unnamed", string>>;
  readonly nic: string;
  readonly nicOf: (key: string) => string;
  readonly eip: string;
  readonly newEip: string;
  readonly addressOfEip: string;
  readonly natMode: string;
  readonly instance: string;
  readonly newInstance: string;
  readonly primaryNic: string;
  readonly shadows: (count: number) => string;
  readonly shadowedNoMore: (count: number) => string;
  readonly before: (text: string) => string;
  readonly range: (first: string, last: string) => string;
  readonly more: (count: number) => string;
  readonly changes: Readonly<Record<PictureChange, string>>;
  readonly exposures: Readonly<Record<"added" | "removed", string>>;
  readonly legend: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    region: "region",
    vpc: "VPC",
    newVpc: "new VPC",
    unknownVpc: "VPC of the instances",
    block: {
      created: "block",
      existing: "existing block",
      computed: "computed block",
      unnamed: "existing block",
    },
    vswitch: "vSwitch",
    vswitchOf: { computed: "computed vSwitch", unnamed: "vSwitch of the NIC" },
    nic: "NIC",
    nicOf: (key) => `NIC of ${key}`,
    eip: "EIP",
    newEip: "new EIP",
    addressOfEip: "address of the EIP",
    natMode: "NAT mode",
    instance: "instance",
    newInstance: "new instance",
    primaryNic: "primary NIC",
    shadows: (count) =>
      count === 1 ? "shadows 1 address of others" : `shadows ${count} addresses of others`,
    shadowedNoMore: (count) =>
      count === 1
        ? "no longer shadows 1 address of others"
        : `no longer shadows ${count} addresses of others`,
    before: (text) => `was ${text}`,
    range: (first, last) => `${first} to ${last}`,
    more: (count) => (count === 1 ? "and 1 more range" : `and ${count} more ranges`),
    changes: { added: "added", changed: "changed", removed: "removed", replaced: "replaced" },
    exposures: { added: "newly exposed", removed: "no longer exposed" },
    legend: "An EIP in NAT mode maps to the private address of a NIC, which is the same address.",
  },
  "zh-CN": {
    region: "地域",
    vpc: "VPC",
    newVpc: "新建 VPC",
    unknownVpc: "实例所在的 VPC",
    block: {
      created: "附加网段",
      existing: "已有附加网段",
      computed: "自动计算的附加网段",
      unnamed: "已有附加网段",
    },
    vswitch: "交换机",
    vswitchOf: { computed: "自动计算的交换机", unnamed: "网卡所在的交换机" },
    nic: "网卡",
    nicOf: (key) => `${key} 的网卡`,
    eip: "EIP",
    newEip: "新建 EIP",
    addressOfEip: "EIP 的地址",
    natMode: "普通模式 (NAT)",
    instance: "实例",
    newInstance: "新建实例",
    primaryNic: "主网卡",
    shadows: (count) => `遮蔽他人的 ${count} 个地址`,
    shadowedNoMore: (count) => `不再遮蔽他人的 ${count} 个地址`,
    before: (text) => `原为 ${text}`,
    range: (first, last) => `${first} 至 ${last}`,
    more: (count) => `以及另外 ${count} 段`,
    changes: { added: "新增", changed: "变更", removed: "删除", replaced: "替换" },
    exposures: { added: "新暴露", removed: "不再暴露" },
    legend: "普通模式 (NAT) 的 EIP 映射到网卡上与其相同的私网地址。",
  },
};

/** Signs of changes, the same as in the output of `diff`. */
export const CHANGE_SIGNS: Readonly<Record<PictureChange, string>> = {
  added: "+",
  changed: "~",
  removed: "-",
  replaced: "-/+",
};

/** Maximum number of shadowed ranges that a picture lists for a block. */
const MOST_RANGES = 6;

/** Texts of the elements of a picture: the same for each writer. The first line of an element is its title. */
export class Labels {
  /** Words of the language. */
  public readonly words: Words;

  public constructor(language: Language = "en") {
    this.words = WORDS[language];
  }

  public title({ stack, region, regionBefore }: Picture): string {
    const was = regionBefore === undefined ? "" : `, ${this.words.before(regionBefore)}`;
    return `${stack} (${this.words.region} ${region}${was})`;
  }

  public vpc(vpc: PictureVpc): string[] {
    const { vpc: name, newVpc, unknownVpc } = this.words;
    const title =
      vpc.vpcId === undefined
        ? vpc.range === undefined
          ? unknownVpc
          : `${newVpc} ${vpc.range.toString()}`
        : `${name} ${vpc.vpcId}`;
    return [this.marked(vpc, title)];
  }

  public block(block: PictureBlock): string[] {
    const { shadowed, shadowedBefore, shadowedRanges, range } = block;
    const title = [this.words.block[block.origin], range?.toString()].filter(Boolean).join(" ");
    const before = shadowedBefore === undefined ? "" : ` (${this.words.before(String(shadowedBefore))})`;
    const { shadows: now, shadowedNoMore } = this.words;
    const sentence = block.change === "removed" ? shadowedNoMore : now;
    const shadows = shadowed === undefined ? [] : [`${sentence(shadowed)}${before}`];
    return [this.marked(block, title), ...shadows, ...this.ranges(shadowedRanges)];
  }

  public vswitch(vswitch: PictureVSwitch): string[] {
    const { vswitch: name, vswitchOf } = this.words;
    const known = vswitch.range?.toString() ?? vswitch.vswitchId;
    const title =
      known === undefined
        ? vswitchOf[vswitch.origin === "computed" ? "computed" : "unnamed"]
        : `${name} ${known}`;
    return [this.marked(vswitch, vswitch.zone === undefined ? title : `${title}, ${vswitch.zone}`)];
  }

  /** @param nic - its private addresses are not among the lines, but see {@link addresses} */
  public nic(nic: PictureNic): string[] {
    const { nicOf, before, vswitch, instance } = this.words;
    const { networkInterfaceId: id, vswitchBefore, instanceBefore } = nic;
    return [
      this.marked(nic, id === undefined ? nicOf(nic.id) : `${nicOf(nic.id)} (${id})`),
      ...(vswitchBefore === undefined ? [] : [before(`${vswitch} ${vswitchBefore}`)]),
      ...(instanceBefore === undefined ? [] : [before(`${instance} ${instanceBefore}`)]),
    ];
  }

  /** Private addresses of a NIC: the EIPs. */
  public addresses({ eips }: PictureNic): string[] {
    return eips.map((eip) => eip.address?.toString() ?? this.words.addressOfEip);
  }

  public eip(eip: PictureEip): string[] {
    const { eip: name, newEip, before, natMode } = this.words;
    const title = eip.name === undefined ? newEip : `${name} ${eip.name}`;
    const was = eip.nameBefore === undefined ? [] : [before(eip.nameBefore === "" ? newEip : eip.nameBefore)];
    // The EIP itself stays: only the association comes or goes.
    const { change } = eip;
    const isOwn = eip.name === undefined || (change !== "added" && change !== "removed");
    const marked = isOwn ? this.marked(eip, title) : signed(change, title, this.words.exposures[change]);
    return [marked, `${eip.id}, ${natMode}`, ...was];
  }

  public instance(instance: PictureInstance): string[] {
    const { instance: name, newInstance, primaryNic, vswitch } = this.words;
    const { isNew, id, zone, primaryVSwitch } = instance;
    const nic = [zone, primaryNic].filter((part) => part !== undefined).join(", ");
    return [
      this.marked(instance, `${isNew ? newInstance : name} ${id}`),
      ...(primaryVSwitch === undefined ? [nic] : [`${nic},`, `${vswitch} ${primaryVSwitch}`]),
    ];
  }

  /** A title with the sign and the word of its change. */
  private marked({ change }: PictureElement, title: string): string {
    return change === undefined ? title : signed(change, title, this.words.changes[change]);
  }

  private ranges(ranges: readonly (readonly [Ipv4Address, Ipv4Address])[]): string[] {
    const texts = ranges.map(([first, last]) =>
      first.value === last.value ? first.toString() : this.words.range(first.toString(), last.toString()),
    );
    return texts.length <= MOST_RANGES
      ? texts
      : [...texts.slice(0, MOST_RANGES), this.words.more(texts.length - MOST_RANGES)];
  }
}

function signed(change: PictureChange, title: string, word: string): string {
  return `${CHANGE_SIGNS[change]} ${title} [${word}]`;
}

import type { Image, InstanceType } from "./state";

/** `size` is what follows the family in the type's name. */
type Row = readonly [
  size: string,
  cpus: number,
  memory: number,
  networkInterfaces: number,
  addresses?: number,
];

function family(name: string, rows: readonly Row[], hotPlug = true): InstanceType[] {
  return rows.map(([size, cpus, memory, networkInterfaces, addressesPerInterface = 6]) => ({
    id: `${name}${size}`,
    cpus,
    memory,
    networkInterfaces,
    addressesPerInterface,
    hotPlug,
  }));
}

/**
 * The instance types of a new account. The names of the types without hot-plugging are Alibaba Cloud's; sizes and
 * numbers of interfaces are typical ones, and a seed can state others.
 */
export const defaultInstanceTypes: readonly InstanceType[] = [
  ...family("ecs.c6.", [
    ["large", 2, 4, 2],
    ["xlarge", 4, 8, 3, 10],
    ["2xlarge", 8, 16, 4, 10],
  ]),
  ...family("ecs.g6.", [
    ["large", 2, 8, 2],
    ["xlarge", 4, 16, 3, 10],
  ]),
  ...family("ecs.g7.", [
    ["large", 2, 8, 3],
    ["xlarge", 4, 16, 4, 15],
    ["2xlarge", 8, 32, 4, 15],
    ["8xlarge", 32, 128, 8, 30],
  ]),
  ...family(
    "ecs.s6-",
    noHotPlug("c1m1.small", "c1m2.large", "c1m2.small", "c1m4.large", "c1m4.small"),
    false,
  ),
  ...family("ecs.e-", noHotPlug("c1m1.large", "c1m2.large", "c1m4.large", "c4m1.large", "c2m1.large"), false),
  ...family(
    "ecs.t6-",
    noHotPlug("c1m1.large", "c1m2.large", "c1m4.large", "c2m1.large", "c4m1.large"),
    false,
  ),
  ...family("ecs.t5-", noHotPlug("c1m1.large", "c1m2.large", "c1m4.large", "lc1m1.small"), false),
  ...family("ecs.t5-", noHotPlug("lc1m2.large", "lc1m2.small", "lc1m4.large", "lc2m1.nano"), false),
  ...family("ecs.xn4.", noHotPlug("small"), false),
  ...family("ecs.n4.", noHotPlug("small", "large"), false),
  ...family("ecs.mn4.", noHotPlug("small", "large"), false),
  ...family("ecs.e4.", noHotPlug("small", "large"), false),
];

function noHotPlug(...sizes: string[]): Row[] {
  return sizes.map((size) => [size, size.endsWith("large") ? 2 : 1, size.endsWith("large") ? 4 : 1, 2, 2]);
}

/** The public images of a new account. */
export const defaultImages: readonly Image[] = [
  image(
    "aliyun_3_x64_20G_alibase_20260101.vhd",
    "Alibaba Cloud Linux  3.2104 LTS 64 bit",
    "Aliyun",
    "acs:alibaba_cloud_linux_3_2104_lts_x64",
  ),
  image(
    "ubuntu_24_04_x64_20G_alibase_20260101.vhd",
    "Ubuntu  24.04 64 bit",
    "Ubuntu",
    "acs:ubuntu_24_04_x64",
  ),
  image("debian_12_x64_20G_alibase_20260101.vhd", "Debian  12.9 64 bit", "Debian", "acs:debian_12_x64"),
];

function image(id: string, osName: string, platform: string, imageFamily: string): Image {
  return {
    id,
    name: id,
    osName,
    platform,
    osType: "linux",
    owner: "system",
    family: imageFamily,
    tags: {},
    createdAt: "2026-01-01T00:00:00Z",
  };
}

/** The zones of a region whose seed names none. */
export function defaultZones(region: string): string[] {
  return ["g", "h", "i", "j", "k"].map((letter) => `${region}-${letter}`);
}

import type { Cloud } from "../../cloud";
import { forbidden, invalidParameter, refused } from "../../errors";
import type { Parameters } from "../../parameters";
import { type Disk, diskCategories } from "../../state";
import { readDescription, readName } from "../common";
import { effect, kept, only } from "../declaration";

/** What a request says of a disk, whoever gets it. */
export type DiskSettings = Pick<
  Disk,
  | ("category" | "size" | "name" | "description" | "performanceLevel" | "encrypted" | "kmsKeyId")
  | ("provisionedIops" | "burstingEnabled")
>;

/** What a request says of a disk that comes with an instance. */
export type InstanceDiskSettings = DiskSettings & Pick<Disk, "type" | "device" | "deleteWithInstance">;

const settingNames = [
  ...["Category", "Size", "DiskName", "Description", "PerformanceLevel", "Encrypted", "KMSKeyId"],
  ...["ProvisionedIops", "BurstingEnabled"],
];

/** The parameters of RunInstances that say something of disks. */
export const instanceDiskParameters = {
  ...kept(...settingNames.map((name) => `SystemDisk.${name}`)),
  ...only("SystemDisk.EncryptAlgorithm", "AES-256"),
  ...kept(...settingNames.map((name) => `DataDisk.N.${name}`), "DataDisk.N.Device"),
  ...effect("the disk goes or stays when the instance goes", "DataDisk.N.DeleteWithInstance"),
};

const maximumDataDisks = 16;

/** Reads the disks of a new instance: the system disk, then the data disks. */
export function readInstanceDisks(parameters: Parameters): InstanceDiskSettings[] {
  const described = parameters.structures("DataDisk");
  if (described.length > maximumDataDisks) {
    throw forbidden("InstanceDiskNumLimitExceed", `An instance has at most ${maximumDataDisks} data disks.`);
  }
  const system = { ...readSystemDisk(parameters), type: "system" as const, device: "/dev/xvda" };
  const disks = [system, ...described.map(readDataDisk)].map((disk) => ({
    deleteWithInstance: true,
    ...disk,
  }));
  const named = disks.map(({ device }) => device).filter((device) => device !== "");
  const twice = named.find((device, index) => named.indexOf(device) !== index);
  if (twice !== undefined) throw forbidden("InvalidDevice.InUse", `The device ${twice} is there twice.`);
  return disks;
}

function readSystemDisk(parameters: Parameters): DiskSettings {
  return {
    category: readCategory(parameters, "SystemDisk.Category", "InvalidSystemDiskCategory") ?? "cloud_essd",
    size: parameters.integer("SystemDisk.Size", 20, 32_768) ?? 40,
    performanceLevel: readPerformanceLevel(parameters, "SystemDisk.") ?? "PL1",
    ...readOthers(parameters, "SystemDisk."),
  };
}

function readDataDisk(parameters: Parameters): InstanceDiskSettings {
  const category = readCategory(parameters, "Category", "InvalidDataDiskCategory") ?? "cloud_efficiency";
  return {
    ...readSized(parameters, category, "InvalidDataDiskSize.ValueNotSupported"),
    ...readOthers(parameters, ""),
    type: "data",
    device: readDevice(parameters),
    deleteWithInstance: parameters.boolean("DeleteWithInstance") ?? true,
  };
}

/** Reads a disk that is made without an instance. */
export function readFreeDisk(parameters: Parameters): DiskSettings {
  const category = readCategory(parameters, "DiskCategory", "InvalidDiskCategory") ?? "cloud";
  return {
    ...readSized(parameters, category, "InvalidDiskSize.NotSupported"),
    ...readOthers(parameters, ""),
  };
}

/** A device name such as `/dev/xvdb`; empty when the request leaves it to the cloud. */
export function readDevice(parameters: Parameters): string {
  const device = parameters.text("Device") ?? "";
  if (device !== "" && !/^\/dev\/xvd[b-z]$/.test(device)) {
    throw invalidParameter("Device", device, "/dev/xvdb to /dev/xvdz");
  }
  return device;
}

function readCategory(parameters: Parameters, name: string, code: string): string | undefined {
  const category = parameters.text(name);
  if (category !== undefined && !diskCategories.includes(category)) {
    throw refused(
      `${code}.ValueNotSupported`,
      `The ${name} "${category.slice(0, 60)}" is none of ${diskCategories.join(", ")}.`,
    );
  }
  return category;
}

function readPerformanceLevel(parameters: Parameters, prefix: string): string | undefined {
  return parameters.oneOf(`${prefix}PerformanceLevel`, ["PL0", "PL1", "PL2", "PL3"]);
}

function readOthers(parameters: Parameters, prefix: string) {
  return {
    name: readName(parameters, `${prefix}DiskName`) ?? "",
    description: readDescription(parameters, `${prefix}Description`) ?? "",
    encrypted: parameters.boolean(`${prefix}Encrypted`) ?? false,
    kmsKeyId: parameters.text(`${prefix}KMSKeyId`) ?? "",
    provisionedIops: parameters.integer(`${prefix}ProvisionedIops`, 0, 50_000) ?? 0,
    burstingEnabled: parameters.boolean(`${prefix}BurstingEnabled`) ?? false,
  };
}

/** Category, performance level, which ESSDs have, and the size, whose limits depend on both. */
function readSized(parameters: Parameters, category: string, code: string) {
  const performanceLevel = readPerformanceLevel(parameters, "") ?? (category === "cloud_essd" ? "PL1" : "");
  parameters.required("Size");
  const size = parameters.integer("Size", 1, 100_000) ?? 0;
  const [smallest, largest] = sizesOf({ category, performanceLevel });
  if (size < smallest || size > largest) {
    throw refused(code, `A data disk ${category} has ${smallest} to ${largest} GiB, not ${size}.`);
  }
  return { category, performanceLevel, size };
}

/** The smallest and the largest size of a data disk, in GiB. */
export function sizesOf({
  category,
  performanceLevel,
}: Pick<Disk, "category" | "performanceLevel">): readonly [number, number] {
  if (category === "cloud_essd") return [essdSizes[performanceLevel] ?? 20, 65_536];
  return sizes[category] ?? [20, 32_768];
}

const essdSizes: Readonly<Record<string, number>> = { PL0: 1, PL1: 20, PL2: 461, PL3: 1261 };
const sizes: Readonly<Record<string, readonly [number, number]>> = {
  cloud: [5, 2000],
  cloud_auto: [1, 65_536],
  cloud_essd_entry: [10, 32_768],
  ephemeral_ssd: [5, 800],
};

/** Gives a disk to an instance, under the device name that is asked for or the next free one. */
export function attach(cloud: Cloud, disk: Disk, instanceId: string, device: string): void {
  const used = cloud.disksOf(instanceId);
  if (used.some((other) => other.device === device)) {
    throw forbidden("InvalidDevice.InUse", `The instance ${instanceId} has a disk as ${device}.`);
  }
  if (used.length > maximumDataDisks) {
    throw forbidden("InstanceDiskNumLimitExceed", `${instanceId} has ${maximumDataDisks} data disks.`);
  }
  disk.device = device === "" ? cloud.freeDevice(instanceId) : device;
  disk.instanceId = instanceId;
}

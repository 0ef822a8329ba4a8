import { timeText } from "../../clock";
import { known, type Cloud } from "../../cloud";
import { forbidden, invalidParameter, notFound, refused } from "../../errors";
import type { Disk, Instance } from "../../state";
import {
  among,
  type Call,
  ecsTags,
  givenOnly,
  hasTags,
  inList,
  type Json,
  page,
  readDescription,
  readName,
  readTags,
} from "../common";
import {
  type Actions,
  effect,
  filters,
  kept,
  keptTags,
  names,
  numberedPages,
  only,
  tagFilters,
} from "../declaration";
import { find, instanceOf } from "../lookup";
import { attach, readDevice, readFreeDisk, sizesOf } from "./disk-settings";
import { checkPassword } from "./instance-settings";

/** System disks and data disks, which the emulator keeps and puts into no guest. */
export const diskActions = {
  CreateDisk: {
    run: createDisk,
    parameters: {
      ...kept("ZoneId", "DiskCategory", "Size", "DiskName", "Description", "PerformanceLevel", "Encrypted"),
      ...kept("KMSKeyId", "ProvisionedIops", "BurstingEnabled", "ResourceGroupId"),
      ...only("EncryptAlgorithm", "AES-256"),
      ...keptTags,
    },
  },
  DeleteDisk: { run: deleteDisk, parameters: names("DiskId") },
  AttachDisk: {
    run: attachDisk,
    parameters: {
      ...names("DiskId", "InstanceId"),
      ...kept("Device", "DeleteWithInstance"),
      // The system disk is never detached, so that there is no place for another one.
      ...only("Bootable", "false"),
    },
  },
  DetachDisk: { run: detachDisk, parameters: names("DiskId", "InstanceId") },
  ModifyDiskAttribute: {
    run: modifyDiskAttribute,
    parameters: {
      ...names("DiskId"),
      ...kept("DiskName", "Description", "BurstingEnabled", "DeleteWithInstance"),
    },
  },
  ResizeDisk: {
    run: resizeDisk,
    parameters: {
      ...names("DiskId"),
      ...kept("NewSize"),
      // Here both take effect at once; in the cloud an offline one does at the next start.
      ...only("Type", "online", "offline"),
    },
  },
  ReplaceSystemDisk: {
    run: replaceSystemDisk,
    parameters: {
      ...names("InstanceId"),
      ...kept("ImageId", "SystemDisk.Size", "Encrypted", "KMSKeyId", "KeyPairName"),
      ...kept("SecurityEnhancementStrategy"),
      ...only("EncryptAlgorithm", "AES-256"),
      ...only("PasswordInherit", "false"),
      ...effect("a weak one is refused; none is read back, as in the cloud", "Password"),
    },
  },
  DescribeDisks: {
    run: describeDisks,
    parameters: {
      ...filters("InstanceId", "DiskIds", "DiskType", "ZoneId", "Category", "Status", "DiskName"),
      ...filters("ResourceGroupId"),
      ...tagFilters,
      ...numberedPages,
    },
  },
} satisfies Actions;

function diskOf({ parameters, cloud }: Call): Disk {
  return find(cloud.disks, "InvalidDiskId.NotFound", "disk", parameters.required("DiskId"));
}

function createDisk(call: Call): Json {
  const { parameters, cloud } = call;
  const zoneId = parameters.required("ZoneId");
  if (!cloud.zones.includes(zoneId)) throw notFound("InvalidZoneId.NotFound", "zone", zoneId);
  const disk: Disk = {
    ...readFreeDisk(parameters),
    ...{ id: cloud.newId("d"), createdAt: timeText(call.now), tags: readTags(parameters), zoneId },
    ...{ type: "data", instanceId: "", device: "", deleteWithInstance: false },
    resourceGroupId: parameters.text("ResourceGroupId") ?? "",
  };
  cloud.disks.set(disk.id, disk);
  return { DiskId: disk.id };
}

function deleteDisk(call: Call): Json {
  const disk = diskOf(call);
  checkFree(disk);
  call.cloud.disks.delete(disk.id);
  return {};
}

function attachDisk(call: Call): Json {
  const { parameters, cloud } = call;
  const [disk, instance] = [diskOf(call), instanceOf(call)];
  checkFree(disk);
  checkSettled(instance);
  const { zoneId } = known(cloud.vswitches, instance.vswitchId);
  if (disk.zoneId !== zoneId) {
    throw forbidden(
      "ResourcesNotInSameZone",
      `${disk.id} is in ${disk.zoneId}, ${instance.id} in ${zoneId}.`,
    );
  }
  attach(cloud, disk, instance.id, readDevice(parameters));
  disk.deleteWithInstance = parameters.boolean("DeleteWithInstance") ?? false;
  return {};
}

function detachDisk(call: Call): Json {
  const [disk, instance] = [diskOf(call), instanceOf(call)];
  if (disk.instanceId !== instance.id) {
    throw refused("InvalidDisk.AlreadyDetached", `The disk ${disk.id} is not attached to ${instance.id}.`);
  }
  if (disk.type === "system") {
    throw forbidden(
      "InvalidDiskId.OperationNotSupported",
      `${disk.id} is the system disk of ${instance.id}.`,
    );
  }
  checkSettled(instance);
  detach(disk);
  return {};
}

/** Takes the disks of an instance that goes: some go with it, and the others are data disks from then on. */
export function releaseDisks(cloud: Cloud, instanceId: string): void {
  for (const disk of cloud.disksOf(instanceId)) {
    if (disk.deleteWithInstance) cloud.disks.delete(disk.id);
    else detach(disk);
  }
}

function detach(disk: Disk): void {
  Object.assign(disk, { type: "data", instanceId: "", device: "" });
}

function checkFree({ id, instanceId }: Disk): void {
  if (instanceId !== "")
    throw forbidden("IncorrectDiskStatus", `The disk ${id} is attached to ${instanceId}.`);
}

function checkSettled({ id, status }: Instance): void {
  if (status !== "Running" && status !== "Stopped") {
    throw forbidden("IncorrectInstanceStatus", `The instance ${id} is ${status}.`);
  }
}

function modifyDiskAttribute(call: Call): Json {
  const { parameters } = call;
  const changes = {
    name: readName(parameters, "DiskName"),
    description: readDescription(parameters),
    burstingEnabled: parameters.boolean("BurstingEnabled"),
    deleteWithInstance: parameters.boolean("DeleteWithInstance"),
  };
  Object.assign(diskOf(call), givenOnly(changes));
  return {};
}

function resizeDisk(call: Call): Json {
  const { parameters } = call;
  const disk = diskOf(call);
  parameters.required("NewSize");
  const largest = disk.type === "system" ? 32_768 : sizesOf(disk)[1];
  const size = parameters.integer("NewSize", 1, largest) ?? disk.size;
  if (size < disk.size)
    throw invalidParameter("NewSize", String(size), `at least the ${disk.size} GiB of now`);
  disk.size = size;
  return {};
}

/** Another system disk with another image, while the instance is stopped. It has a new identifier, and no key pair. */
function replaceSystemDisk(call: Call): Json {
  const { parameters, cloud } = call;
  const instance = instanceOf(call);
  const imageId = parameters.required("ImageId");
  if (!cloud.images.has(imageId)) throw notFound("InvalidImageId.NotFound", "image", imageId);
  if (instance.status !== "Stopped") {
    throw forbidden("IncorrectInstanceStatus", `The instance ${instance.id} is ${instance.status}.`);
  }
  call.changes.refuseWithDataPlane("ReplaceSystemDisk");
  checkPassword(parameters);
  const keyPairName = parameters.text("KeyPairName") ?? "";
  if (keyPairName !== "") find(cloud.keyPairs, "InvalidKeyPair.NotFound", "KeyPairName", keyPairName);
  const old = systemDiskOf(cloud, instance.id);
  const size = parameters.integer("SystemDisk.Size", 20, 32_768) ?? old.size;
  if (size < old.size) {
    throw refused(
      "InvalidSystemDiskSize.ValueNotSupported",
      `${old.id} has ${old.size} GiB, not ${size} or less.`,
    );
  }
  const disk: Disk = {
    ...{ ...old, id: cloud.newId("d"), size, createdAt: timeText(call.now) },
    encrypted: parameters.boolean("Encrypted") ?? false,
    kmsKeyId: parameters.text("KMSKeyId") ?? "",
  };
  const securityEnhancement = parameters.oneOf("SecurityEnhancementStrategy", ["Active", "Deactive"]);
  cloud.disks.delete(old.id);
  cloud.disks.set(disk.id, disk);
  Object.assign(instance, { imageId, keyPairName, ...givenOnly({ securityEnhancement }) });
  return { DiskId: disk.id };
}

function systemDiskOf(cloud: Cloud, instanceId: string): Disk {
  const disk = cloud.disksOf(instanceId).find(({ type }) => type === "system");
  if (disk === undefined) throw new TypeError(`${instanceId} has no system disk`);
  return disk;
}

function describeDisks({ parameters, cloud }: Call): Json {
  const ids = parameters.list("DiskIds");
  const type = parameters.oneOf("DiskType", ["all", "system", "data"]) ?? "all";
  const matching = [...cloud.disks.values()].filter(
    (disk) =>
      inList(ids, disk.id) &&
      (type === "all" || disk.type === type) &&
      among(parameters.text("InstanceId"), disk.instanceId) &&
      among(parameters.text("ZoneId"), disk.zoneId) &&
      among(parameters.text("Category"), disk.category) &&
      among(parameters.text("Status"), statusOf(disk)) &&
      among(parameters.text("DiskName"), disk.name) &&
      among(parameters.text("ResourceGroupId"), disk.resourceGroupId) &&
      hasTags(parameters, disk.tags),
  );
  const { items, counts } = page(parameters, matching, 500);
  return { ...counts, NextToken: "", Disks: { Disk: items.map((disk) => describe(cloud, disk)) } };
}

function statusOf({ instanceId }: Disk): string {
  return instanceId === "" ? "Available" : "In_use";
}

function describe(cloud: Cloud, disk: Disk): Json {
  return {
    DiskId: disk.id,
    InstanceId: disk.instanceId,
    RegionId: cloud.region,
    ZoneId: disk.zoneId,
    Type: disk.type,
    Status: statusOf(disk),
    Device: disk.device,
    Category: disk.category,
    Size: disk.size,
    DiskName: disk.name,
    Description: disk.description,
    PerformanceLevel: disk.performanceLevel,
    AutoSnapshotPolicyId: "",
    StorageClusterId: "",
    KMSKeyId: disk.kmsKeyId,
    Encrypted: disk.encrypted,
    BurstingEnabled: disk.burstingEnabled,
    ProvisionedIops: disk.provisionedIops,
    DeleteWithInstance: disk.deleteWithInstance,
    DiskChargeType: "PostPaid",
    EnableAutoSnapshot: true,
    DeleteAutoSnapshot: false,
    MultiAttach: "Disabled",
    ResourceGroupId: disk.resourceGroupId,
    CreationTime: disk.createdAt,
    Tags: ecsTags(disk.tags),
  };
}

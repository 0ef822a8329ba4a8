import type { Cloud } from "../../cloud";
import { notFound } from "../../errors";
import type { Image, InstanceType } from "../../state";
import { among, type Call, ecsTags, hasTags, inList, type Json, page, tokenPage } from "../common";
import { familyOf } from "./instance-views";
import {
  type Actions,
  effect,
  filters,
  names,
  numberedPages,
  only,
  tagFilters,
  tokenPages,
} from "../declaration";

const availableDisks = ["cloud_essd", "cloud_efficiency", "cloud_ssd", "cloud_auto", "cloud_essd_entry"];
/** What an interface could have of them, if the emulator had any. */
const ipv6Addresses = 1;
const chargeTypes = ["PostPaid", "PrePaid"];
const spotStrategies = ["NoSpot", "SpotWithPriceLimit", "SpotAsPriceGo"];

/** The account of an image of one's own; those of others are not told here. */
function ownerIdOf(cloud: Cloud, image: Image): string {
  return image.owner === "self" ? cloud.accountId : "";
}

export const catalogueActions = {
  DescribeRegions: { run: describeRegions, parameters: {} },
  DescribeZones: {
    run: describeZones,
    parameters: {
      ...only("InstanceChargeType", ...chargeTypes),
      ...only("SpotStrategy", ...spotStrategies),
      ...only("Verbose", "true"),
    },
  },
  DescribeAvailableResource: {
    run: describeAvailableResource,
    parameters: {
      ...names("ZoneId"),
      ...filters("InstanceType", "Cores", "Memory"),
      ...effect("what is listed", "DestinationResource"),
      // Everything can be had, everywhere, whatever is asked for.
      ...only("InstanceChargeType", ...chargeTypes),
      ...only("SpotStrategy", ...spotStrategies),
      ...only("IoOptimized", "optimized"),
      ...only("ResourceType", "instance", "disk"),
      ...only("NetworkCategory", "vpc"),
      ...only("SystemDiskCategory", ...availableDisks),
      ...only("DataDiskCategory", ...availableDisks),
    },
  },
  DescribeInstanceTypes: {
    run: describeInstanceTypes,
    parameters: {
      ...filters("InstanceTypes.N", "InstanceTypeFamily", "MinimumEniPrivateIpAddressQuantity"),
      ...filters("MinimumEniIpv6AddressQuantity"),
      ...tokenPages,
      // Each type takes each of them.
      ...only("SystemDiskCategory", ...availableDisks),
    },
  },
  DescribeImageSupportInstanceTypes: {
    run: describeImageSupportInstanceTypes,
    parameters: names("ImageId"),
  },
  DescribeImages: {
    run: describeImages,
    parameters: {
      ...filters("ImageId", "ImageName", "ImageFamily", "ImageOwnerAlias", "OSType", "Status"),
      ...filters("Architecture", "ImageOwnerId", "InstanceType", "SnapshotId", "ResourceGroupId"),
      ...filters("IsSupportIoOptimized", "IsSupportCloudinit"),
      ...tagFilters,
      // Each image is for every use, and can be used for new and for other instances.
      ...only("Usage", "instance", "none"),
      ...only("ActionType", "CreateEcs", "ChangeOS"),
      ...numberedPages,
    },
  },
} satisfies Actions;

function describeRegions({ cloud }: Call): Json {
  return {
    Regions: {
      Region: [{ RegionId: cloud.region, LocalName: cloud.region, RegionEndpoint: "", Status: "available" }],
    },
  };
}

function describeZones({ cloud }: Call): Json {
  return {
    Zones: {
      Zone: cloud.zones.map((ZoneId) => ({
        ZoneId,
        LocalName: ZoneId,
        ZoneType: "AvailabilityZone",
        AvailableInstanceTypes: { InstanceTypes: [...cloud.instanceTypes.keys()] },
        AvailableDiskCategories: { DiskCategories: availableDisks },
        AvailableResourceCreation: { ResourceTypes: ["VSwitch", "IoOptimized", "Instance", "Disk"] },
      })),
    },
  };
}

/** What can be had in which zone: everything, everywhere. */
function describeAvailableResource({ parameters, cloud }: Call): Json {
  const destination = parameters.required("DestinationResource");
  const zoneId = parameters.text("ZoneId");
  if (zoneId !== undefined && !cloud.zones.includes(zoneId))
    throw notFound("InvalidZoneId.NotFound", "zone", zoneId);
  const values = destination === "InstanceType" ? typesFor(parameters, cloud) : valuesOf(destination, cloud);
  return {
    AvailableZones: {
      AvailableZone: cloud.zones
        .filter((zone) => among(zoneId, zone))
        .map((zone) => ({
          ZoneId: zone,
          RegionId: cloud.region,
          Status: "Available",
          StatusCategory: "WithStock",
          AvailableResources: {
            AvailableResource: [
              {
                Type: destination,
                SupportedResources: {
                  SupportedResource: (destination === "Zone" ? [zone] : values).map((Value) => ({
                    Value,
                    Status: "Available",
                    StatusCategory: "WithStock",
                    Min: 20,
                    Max: 32_768,
                    Unit: "GiB",
                  })),
                },
              },
            ],
          },
        })),
    },
  };
}

function typesFor(parameters: Call["parameters"], cloud: Cloud): string[] {
  const cores = parameters.integer("Cores", 1, 1024);
  const memory = parameters.text("Memory");
  return [...cloud.instanceTypes.values()]
    .filter(
      (type) =>
        (cores ?? type.cpus) === type.cpus &&
        Number(memory ?? type.memory) === type.memory &&
        among(parameters.text("InstanceType"), type.id),
    )
    .map(({ id }) => id);
}

function valuesOf(destination: string, cloud: Cloud): string[] {
  if (destination === "SystemDisk" || destination === "DataDisk") return availableDisks;
  if (destination === "IoOptimized") return ["optimized"];
  if (destination === "Network") return ["vpc"];
  return [...cloud.zones];
}

function describeInstanceTypes({ parameters, cloud }: Call): Json {
  const ids = parameters.list("InstanceTypes");
  const matching = [...cloud.instanceTypes.values()].filter(
    (type) =>
      inList(ids, type.id) &&
      among(parameters.text("InstanceType"), type.id) &&
      among(parameters.text("InstanceTypeFamily"), familyOf(type.id)) &&
      (parameters.integer("MinimumEniPrivateIpAddressQuantity", 0, 1000) ?? 0) <=
        type.addressesPerInterface &&
      (parameters.integer("MinimumEniIpv6AddressQuantity", 0, 1000) ?? 0) <= ipv6Addresses,
  );
  const { items, next } = tokenPage(parameters, matching, parameters.integer("MaxResults", 1, 100) ?? 100);
  return { NextToken: next, InstanceTypes: { InstanceType: items.map(describeType) } };
}

function describeType(type: InstanceType): Json {
  return {
    InstanceTypeId: type.id,
    InstanceTypeFamily: familyOf(type.id),
    InstanceFamilyLevel: type.hotPlug ? "EnterpriseLevel" : "EntryLevel",
    CpuCoreCount: type.cpus,
    CpuArchitecture: "X86",
    MemorySize: type.memory,
    EniQuantity: type.networkInterfaces,
    EniTotalQuantity: type.networkInterfaces,
    EniPrivateIpAddressQuantity: type.addressesPerInterface,
    EniIpv6AddressQuantity: ipv6Addresses,
    EniTrunkSupported: false,
    PrimaryEniQueueNumber: 2,
    SecondaryEniQueueNumber: 2,
    MaximumQueueNumberPerEni: 2,
    TotalEniQueueQuantity: 2 * type.networkInterfaces,
    NvmeSupport: "supported",
    GPUAmount: 0,
    GPUSpec: "",
    InitialCredit: 0,
    BaselineCredit: 0,
    LocalStorageAmount: 0,
    LocalStorageCategory: "",
    LocalStorageCapacity: 0,
  };
}

function describeImageSupportInstanceTypes({ parameters, cloud }: Call): Json {
  const imageId = parameters.required("ImageId");
  if (!cloud.images.has(imageId)) throw notFound("InvalidImageId.NotFound", "image", imageId);
  return {
    ImageId: imageId,
    InstanceTypes: { InstanceType: [...cloud.instanceTypes.values()].map(describeType) },
  };
}

function describeImages({ parameters, cloud }: Call): Json {
  const matching = [...cloud.images.values()].filter(
    (image) =>
      among(parameters.text("ImageId"), image.id) &&
      among(parameters.text("ImageName"), image.name) &&
      among(parameters.text("ImageFamily"), image.family) &&
      among(parameters.text("ImageOwnerAlias"), image.owner) &&
      among(parameters.text("OSType"), image.osType) &&
      among(parameters.text("Status"), "Available") &&
      among(parameters.text("Architecture"), "x86_64") &&
      among(parameters.text("ImageOwnerId"), ownerIdOf(cloud, image)) &&
      (parameters.text("InstanceType") === undefined ||
        cloud.instanceTypes.has(parameters.required("InstanceType"))) &&
      among(parameters.text("SnapshotId"), "") &&
      among(parameters.text("ResourceGroupId"), "") &&
      parameters.boolean("IsSupportIoOptimized") !== false &&
      parameters.boolean("IsSupportCloudinit") !== false &&
      hasTags(parameters, image.tags),
  );
  const { items, counts } = page(parameters, matching, 100);
  return {
    ...counts,
    RegionId: cloud.region,
    Images: {
      Image: items.map((image) => ({
        ImageId: image.id,
        ImageName: image.name,
        ImageFamily: image.family,
        ImageOwnerAlias: image.owner,
        ImageOwnerId: ownerIdOf(cloud, image),
        Description: "",
        OSName: image.osName,
        OSNameEn: image.osName,
        OSType: image.osType,
        Platform: image.platform,
        Architecture: "x86_64",
        Status: "Available",
        Progress: "100%",
        Size: 20,
        Usage: "instance",
        ImageVersion: "",
        ProductCode: "",
        IsCopied: false,
        IsSelfShared: "",
        IsSubscribed: false,
        IsSupportIoOptimized: true,
        IsSupportCloudinit: true,
        CreationTime: image.createdAt,
        DiskDeviceMappings: { DiskDeviceMapping: [] },
        Tags: ecsTags(image.tags),
      })),
    },
  };
}

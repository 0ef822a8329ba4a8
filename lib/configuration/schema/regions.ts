import { suggest } from "./fields";

/**
 * Regions of Alibaba Cloud, finance and government clouds included, as of August 2026. Alibaba Cloud adds regions, so that an ID that is
 * not in the list is no error.
 * @see https://www.alibabacloud.com/help/en/ecs/product-overview/regions-and-zones
 * @see https://help.aliyun.com/en/auto-scaling/developer-reference/api-ess-2014-08-28-endpoint
 */
export const REGIONS: readonly string[] = [
  ...["cn-qingdao", "cn-beijing", "cn-zhangjiakou", "cn-huhehaote", "cn-wulanchabu", "cn-zhongwei"],
  ...["cn-hangzhou", "cn-shanghai", "cn-nanjing", "cn-fuzhou", "cn-shenzhen", "cn-heyuan", "cn-guangzhou"],
  ...["cn-wuhan-lr", "cn-zhengzhou-jva", "cn-chengdu", "cn-hongkong"],
  ...["ap-northeast-1", "ap-northeast-2", "ap-southeast-1", "ap-southeast-3", "ap-southeast-5"],
  ...["ap-southeast-6", "ap-southeast-7", "ap-southeast-8"],
  ...["us-east-1", "us-west-1", "us-southeast-1", "na-south-1"],
  ...["eu-central-1", "eu-west-1", "eu-west-2", "me-east-1", "me-central-1"],
  ...["cn-hangzhou-finance", "cn-shanghai-finance-1", "cn-shenzhen-finance-1", "cn-beijing-finance-1"],
  ...["cn-north-2-gov-1", "cn-heyuan-acdr-1"],
];

/** Form of a zone ID: the region and a letter, with a hyphen between them unless the region ends in a digit. */
const ZONE = /^(?<region>.*[0-9])[a-z]$|^(?<name>.*[a-z])-[a-z]$/;

/** Region of a zone ID such as `cn-hangzhou-h` or `ap-southeast-1a`; undefined for another text, a region ID among them. */
export function regionOfZone(zone: string): string | undefined {
  const { region, name } = ZONE.exec(zone)?.groups ?? {};
  return region ?? name;
}

/** Whether an ID can be that of a zone in the region. A zone of an unknown form is, if the ID of its region precedes it. */
export function isZoneIn(region: string, zone: string): boolean {
  return (regionOfZone(zone) ?? (zone.startsWith(`${region}-`) ? region : undefined)) === region;
}

/** Returns a warning about a region that is not in the list; undefined for one that is. */
export function unknownRegion(region: string): string | undefined {
  if (REGIONS.includes(region)) return undefined;
  const meant = suggest(region, REGIONS);
  return (
    `the region ${region} is not among the regions that were known in August 2026; ` +
    (meant === undefined
      ? "check its ID, unless it is new"
      : `did you mean ${meant}? A new region is allowed`)
  );
}

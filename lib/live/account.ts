import { z } from "zod";

import { Ipv4Address, Ipv4Cidr } from "../ipv4";
import { type CallParameters, chunks, type CloudClient, numbered } from "./cloud-client";

/** Text of the API, absent or null if it has none. */
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");
/** Texts in an object with one key, as the API has lists. */
const texts = (name: string) =>
  z
    .record(z.string(), z.array(z.string()).nullish())
    .nullish()
    .transform((value): string[] => value?.[name] ?? []);
/** Items in an object with one key, as the API has lists. */
const list = <Item extends z.ZodType>(name: string, item: Item) =>
  z.object({ [name]: z.array(item) }).transform((value): z.output<Item>[] => value[name] ?? []);

/** Tags, which the ECS API writes with other keys than the VPC API. */
const tags = z
  .object({
    Tag: z.array(z.object({ Key: text, TagKey: text, Value: text, TagValue: text })).nullish(),
  })
  .nullish()
  .transform((value): Readonly<Record<string, string>> =>
    Object.fromEntries(
      (value?.Tag ?? []).map((one) => [one.Key || one.TagKey, one.Value || one.TagValue] as const),
    ),
  );

const instance = z
  .object({
    InstanceId: z.string(),
    InstanceName: text,
    Status: z.string(),
    InstanceType: z.string(),
    ZoneId: z.string(),
    ImageId: text,
    OSType: text,
    VpcAttributes: z.object({ VpcId: text, VSwitchId: text }),
    SecurityGroupIds: texts("SecurityGroupId"),
    PublicIpAddress: texts("IpAddress"),
    EipAddress: z.object({ AllocationId: text, IpAddress: text }).nullish(),
    NetworkInterfaces: z
      .object({ NetworkInterface: z.array(z.object({ NetworkInterfaceId: z.string() })).nullish() })
      .nullish(),
    Tags: tags,
  })
  .transform((found) => ({
    id: found.InstanceId,
    name: found.InstanceName,
    tags: found.Tags,
    /** `Running`, `Stopped` or a state in between. */
    status: found.Status,
    type: found.InstanceType,
    zoneId: found.ZoneId,
    /** Empty for an instance of the classic network. */
    vpcId: found.VpcAttributes.VpcId,
    vswitchId: found.VpcAttributes.VSwitchId,
    imageId: found.ImageId,
    isWindows: found.OSType.toLowerCase() === "windows",
    securityGroupIds: found.SecurityGroupIds,
    networkInterfaces: found.NetworkInterfaces?.NetworkInterface?.length ?? 1,
  }));

/** ECS instance. */
export type FoundInstance = z.output<typeof instance>;

const eip = z
  .object({
    AllocationId: z.string(),
    IpAddress: z.string(),
    Name: text,
    Status: z.string(),
    InstanceId: text,
    InstanceType: text,
    Mode: text,
    PrivateIpAddress: text,
    SegmentInstanceId: text,
    AllocationTime: text,
    Tags: tags,
  })
  .transform((found) => ({
    allocationId: found.AllocationId,
    address: found.IpAddress,
    name: found.Name,
    tags: found.Tags,
    /** Time of its creation; empty if the API does not say. */
    createdAt: found.AllocationTime,
    /** `Available` if it is bound to nothing, `InUse`, or a state in between. */
    status: found.Status,
    /** ID of what it is bound to; empty if it is bound to nothing. */
    boundTo: found.InstanceId,
    /** Type of what it is bound to, such as `EcsInstance`. */
    boundType: found.InstanceType,
    /** `NAT`, `BINDED` (cut-through) or `MULTI_BINDED`. */
    mode: found.Mode === "" ? "NAT" : found.Mode,
  }));

/** EIP. */
export type FoundEip = z.output<typeof eip>;

const vpc = z
  .object({
    VpcId: z.string(),
    VpcName: text,
    CidrBlock: z.string(),
    SecondaryCidrBlocks: texts("SecondaryCidrBlock"),
    UserCidrs: texts("UserCidr"),
    Tags: tags,
  })
  .transform((found) => ({
    id: found.VpcId,
    name: found.VpcName,
    tags: found.Tags,
    range: found.CidrBlock,
    secondaryBlocks: found.SecondaryCidrBlocks,
    userRanges: found.UserCidrs,
  }));

/** VPC with its ranges. */
export type FoundVpc = z.output<typeof vpc>;

const vswitch = z
  .object({
    VSwitchId: z.string(),
    VSwitchName: text,
    VpcId: z.string(),
    ZoneId: z.string(),
    CidrBlock: z.string(),
    AvailableIpAddressCount: z.number().nullish(),
    Tags: tags,
  })
  .transform((found) => ({
    id: found.VSwitchId,
    name: found.VSwitchName,
    tags: found.Tags,
    /** Number of addresses that nothing uses; undefined if the API does not say. */
    freeAddresses: found.AvailableIpAddressCount ?? undefined,
    vpcId: found.VpcId,
    zoneId: found.ZoneId,
    range: found.CidrBlock,
  }));

/** vSwitch. */
export type FoundVSwitch = z.output<typeof vswitch>;

const networkInterface = z
  .object({
    NetworkInterfaceId: z.string(),
    NetworkInterfaceName: text,
    Description: text,
    ServiceManaged: z.boolean().nullish(),
    Type: z.string(),
    Status: text,
    InstanceId: text,
    PrivateIpAddress: z.string(),
    PrivateIpSets: z
      .object({ PrivateIpSet: z.array(z.object({ PrivateIpAddress: z.string() })).nullish() })
      .nullish(),
    VSwitchId: z.string(),
    VpcId: z.string(),
    ZoneId: text,
    Tags: tags,
  })
  .transform((found) => ({
    id: found.NetworkInterfaceId,
    name: found.NetworkInterfaceName,
    description: found.Description,
    tags: found.Tags,
    /** `Available`, `InUse`, or a state in between such as `Detaching`. */
    status: found.Status,
    /** Whether a service of the cloud created and keeps it, such as a load balancer. */
    isOfService: found.ServiceManaged ?? false,
    vswitchId: found.VSwitchId,
    /** `Primary`, `Secondary` or another type. */
    type: found.Type,
    instanceId: found.InstanceId,
    primaryAddress: found.PrivateIpAddress,
    addresses: found.PrivateIpSets?.PrivateIpSet?.map((one) => one.PrivateIpAddress) ?? [
      found.PrivateIpAddress,
    ],
    vpcId: found.VpcId,
    zoneId: found.ZoneId,
  }));

/** Network interface (ENI). */
export type FoundNetworkInterface = z.output<typeof networkInterface>;

const securityGroup = z
  .object({
    SecurityGroupId: z.string(),
    SecurityGroupName: text,
    SecurityGroupType: text,
    VpcId: text,
    Tags: tags,
  })
  .transform((found) => ({
    id: found.SecurityGroupId,
    name: found.SecurityGroupName,
    tags: found.Tags,
    /** `normal` for a basic group, `enterprise` for an advanced one. */
    type: found.SecurityGroupType,
    vpcId: found.VpcId,
  }));

/** Security group. */
export type FoundSecurityGroup = z.output<typeof securityGroup>;

const egressRule = z
  .object({ Direction: text, Policy: text, Priority: z.coerce.number(), IpProtocol: text, DestCidrIp: text })
  .transform((found) => ({
    direction: found.Direction,
    isAccepted: found.Policy.toLowerCase() === "accept",
    priority: found.Priority,
    protocol: found.IpProtocol.toLowerCase(),
    destination: found.DestCidrIp,
  }));

/** Rule of a security group. */
export type FoundRule = z.output<typeof egressRule>;

const route = z
  .object({
    DestinationCidrBlock: z.string(),
    Type: text,
    InstanceId: text,
    NextHops: z.object({ NextHop: z.array(z.object({ NextHopId: text })).nullish() }).nullish(),
  })
  .transform((found) => ({
    destination: found.DestinationCidrBlock,
    /** `System`, `Custom` or `BGP`. */
    type: found.Type,
    nextHops: [found.InstanceId, ...(found.NextHops?.NextHop?.map((one) => one.NextHopId) ?? [])],
  }));

/** Route of a VPC. */
export type FoundRoute = z.output<typeof route>;

/** Quotas of an instance type. */
export interface InstanceTypeQuotas {
  /** Number of network interfaces, the primary one included. */
  readonly networkInterfaces: number;
  /** Number of private IPv4 addresses of one network interface; undefined if the API does not say. */
  readonly addressesPerInterface: number | undefined;
}

/** Reader of what exists in a region of an account. Each method asks once for all that it is given. */
export class Account {
  public constructor(private readonly client: CloudClient) {}

  /** Instances by their IDs; all of the region without IDs. */
  public async instances(ids?: readonly string[]): Promise<FoundInstance[]> {
    const answer = z.object({ Instances: list("Instance", instance) });
    const read = (parameters: Readonly<Record<string, string>>) =>
      this.client.pages("ecs", "DescribeInstances", parameters, answer, (all) => all.Instances, 100);
    if (ids === undefined) return read({});
    return flat(chunks(ids, 100), (part) => read({ InstanceIds: JSON.stringify(part) }));
  }

  /** EIPs of the region, also those that are bound. */
  public async eips(): Promise<FoundEip[]> {
    const answer = z.object({ EipAddresses: list("EipAddress", eip) });
    return this.client.pages("vpc", "DescribeEipAddresses", {}, answer, (all) => all.EipAddresses);
  }

  /** EIPs by address and by allocation ID. */
  public async eipsNamed(
    addresses: readonly string[],
    allocationIds: readonly string[],
  ): Promise<FoundEip[]> {
    const answer = z.object({ EipAddresses: list("EipAddress", eip) });
    const read = (name: string) => (part: readonly string[]) =>
      this.client.pages(
        "vpc",
        "DescribeEipAddresses",
        { [name]: part.join(",") },
        answer,
        (all) => all.EipAddresses,
      );
    return [
      ...(await flat(chunks(addresses, 50), read("EipAddress"))),
      ...(await flat(chunks(allocationIds, 50), read("AllocationId"))),
    ];
  }

  /** VPCs by their IDs; all of the region without IDs. */
  public async vpcs(ids?: readonly string[]): Promise<FoundVpc[]> {
    const answer = z.object({ Vpcs: list("Vpc", vpc) });
    const read = (parameters: Readonly<Record<string, string>>) =>
      this.client.pages("vpc", "DescribeVpcs", parameters, answer, (all) => all.Vpcs);
    if (ids === undefined) return read({});
    return flat(chunks(ids, 20), (part) => read({ VpcId: part.join(",") }));
  }

  /** vSwitches of a VPC, or one by its ID. */
  public async vswitches(filter: { readonly VpcId: string } | { readonly VSwitchId: string }) {
    const answer = z.object({ VSwitches: list("VSwitch", vswitch) });
    return this.client.pages("vpc", "DescribeVSwitches", { ...filter }, answer, (all) => all.VSwitches);
  }

  /** Network interfaces of a VPC, those of services included. */
  public async networkInterfaces(vpcId: string): Promise<FoundNetworkInterface[]> {
    return this.readNetworkInterfaces({ VpcId: vpcId });
  }

  /** Network interfaces by their IDs. */
  public async networkInterfacesNamed(ids: readonly string[]): Promise<FoundNetworkInterface[]> {
    return flat(chunks(ids, 100), (part) => this.readNetworkInterfaces(numbered("NetworkInterfaceId", part)));
  }

  private async readNetworkInterfaces(parameters: CallParameters): Promise<FoundNetworkInterface[]> {
    const answer = z.object({ NetworkInterfaceSets: list("NetworkInterfaceSet", networkInterface) });
    return this.client.pages(
      "ecs",
      "DescribeNetworkInterfaces",
      parameters,
      answer,
      (all) => all.NetworkInterfaceSets,
      100,
    );
  }

  /** Security groups of a VPC. */
  public async securityGroups(vpcId: string): Promise<FoundSecurityGroup[]> {
    const answer = z.object({ SecurityGroups: list("SecurityGroup", securityGroup) });
    const parameters = { VpcId: vpcId };
    return this.client.pages(
      "ecs",
      "DescribeSecurityGroups",
      parameters,
      answer,
      (all) => all.SecurityGroups,
    );
  }

  /** Outbound rules of a security group. */
  public async egressRules(securityGroupId: string): Promise<FoundRule[]> {
    const parameters = { SecurityGroupId: securityGroupId, Direction: "egress" };
    const answer = z.object({ Permissions: list("Permission", egressRule) });
    const { Permissions } = await this.client.call(
      "ecs",
      "DescribeSecurityGroupAttribute",
      parameters,
      answer,
    );
    return Permissions.filter(({ direction }) => direction !== "ingress");
  }

  /** Quotas of instance types. */
  public async instanceTypeQuotas(
    types: readonly string[],
  ): Promise<ReadonlyMap<string, InstanceTypeQuotas>> {
    const type = z.object({
      InstanceTypeId: z.string(),
      EniQuantity: z.number(),
      EniPrivateIpAddressQuantity: z.number().nullish(),
    });
    const answer = z.object({ InstanceTypes: list("InstanceType", type) });
    const found = await flat(chunks(types, 10), async (part) => {
      const parameters = numbered("InstanceTypes", part);
      return (await this.client.call("ecs", "DescribeInstanceTypes", parameters, answer)).InstanceTypes;
    });
    return new Map(
      found.map(({ InstanceTypeId, EniQuantity, EniPrivateIpAddressQuantity }) => [
        InstanceTypeId,
        { networkInterfaces: EniQuantity, addressesPerInterface: EniPrivateIpAddressQuantity ?? undefined },
      ]),
    );
  }

  /** Activated IPv4 gateway of a VPC; undefined if there is none. */
  public async ipv4Gateway(vpcId: string): Promise<string | undefined> {
    const gateway = z.object({ Ipv4GatewayId: z.string(), Enabled: z.boolean().nullish() });
    const answer = z.object({ Ipv4GatewayModels: z.array(gateway) });
    const found = await this.client.call("vpc", "ListIpv4Gateways", { VpcId: vpcId }, answer);
    return found.Ipv4GatewayModels.find(({ Enabled }) => Enabled === true)?.Ipv4GatewayId;
  }

  /** Routes of a VPC: those of its system route table, and custom ones of its other tables. */
  public async routes(vpcId: string): Promise<{ readonly system: FoundRoute[]; readonly all: FoundRoute[] }> {
    const table = z.object({ RouteTableId: z.string(), RouteTableType: z.string() });
    const tables = await this.client.pages(
      "vpc",
      "DescribeRouteTableList",
      { VpcId: vpcId },
      z.object({ RouterTableList: list("RouterTableListType", table) }),
      (all) => all.RouterTableList,
    );
    const entries = z.object({ RouteEntrys: list("RouteEntry", route) });
    const answer = z.object({ RouteTables: list("RouteTable", entries) });
    const system: FoundRoute[] = [];
    const all: FoundRoute[] = [];
    for (const { RouteTableId, RouteTableType } of tables) {
      const { RouteTables } = await this.client.call("vpc", "DescribeRouteTables", { RouteTableId }, answer);
      const routes = RouteTables.flatMap((one) => one.RouteEntrys);
      all.push(...routes);
      if (RouteTableType === "System") system.push(...routes);
    }
    return { system, all };
  }

  /**
   * Quota of secondary CIDR blocks of a VPC, from Quota Center; undefined if it does not know. Its codes of quotas are opaque, so the
   * name is searched.
   * @see https://www.alibabacloud.com/help/en/quota-center/developer-reference/api-quotas-2020-05-10-listproductquotas
   */
  public async blockQuota(): Promise<number | undefined> {
    const parameters = { ProductCode: "vpc", KeyWord: "vpc_quota_secondary_cidr_num" };
    const quota = z.object({ TotalQuota: z.coerce.number().positive() });
    const answer = z.object({ Quotas: z.array(quota).nullish() });
    const { Quotas } = await this.client.call("quotas", "ListProductQuotas", parameters, answer);
    return Quotas?.length === 1 ? Quotas[0]?.TotalQuota : undefined;
  }
}

async function flat<Part, Item>(
  parts: readonly Part[],
  read: (part: Part) => Promise<readonly Item[]>,
): Promise<Item[]> {
  const all: Item[] = [];
  for (const part of parts) all.push(...(await read(part)));
  return all;
}

/** Returns a range of the cloud; undefined for one of IPv6. */
export function cloudRange(range: string): Ipv4Cidr | undefined {
  return range.includes(":") ? undefined : Ipv4Cidr.parse(range);
}

/** Returns the address of an EIP. */
export function addressOfEip({ address }: FoundEip): Ipv4Address {
  return Ipv4Address.parse(address);
}

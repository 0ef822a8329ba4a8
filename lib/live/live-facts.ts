import type { Configuration, ExposureSetting } from "../configuration/schema/configuration-schema";
import { CloudError } from "../errors";
import type {
  Account,
  FoundEip,
  FoundInstance,
  FoundNetworkInterface,
  FoundRoute,
  FoundRule,
  FoundSecurityGroup,
  FoundVpc,
  FoundVSwitch,
  InstanceTypeQuotas,
} from "./account";
import { withoutMissing } from "./cloud-errors";

/** Exposure with the parts of the account that it is about. */
export interface CheckedExposure {
  readonly key: string;
  readonly setting: ExposureSetting;
  /** Undefined for an instance of the preparations, and for one that was not found. */
  readonly instance: FoundInstance | undefined;
  /** Undefined for a new EIP, and for one that was not found. */
  readonly eip: FoundEip | undefined;
  /** EIP that is the primary address of the NIC: that of another exposure, if the NIC is. */
  readonly nicEip: FoundEip | undefined;
  /** VPC of the instance. */
  readonly vpc: VpcFacts | undefined;
}

/** Parts of the account that the checks of a configuration compare with it. Undefined: the credentials do not allow to read it. */
export interface LiveFacts {
  readonly instances: ReadonlyMap<string, FoundInstance> | undefined;
  readonly eips: readonly FoundEip[] | undefined;
  /** Facts of each VPC with an instance of the configuration, by its ID. */
  readonly vpcs: ReadonlyMap<string, VpcFacts>;
  /** Existing vSwitches that the configuration names, by their IDs. */
  readonly vswitches: ReadonlyMap<string, FoundVSwitch | undefined> | undefined;
  /** Outbound rules by the ID of the security group. */
  readonly egressRules: ReadonlyMap<string, readonly FoundRule[]>;
  /** Quotas of the types of the instances. */
  readonly instanceTypeQuotas: ReadonlyMap<string, InstanceTypeQuotas> | undefined;
  /** Quota of secondary CIDR blocks of a VPC; undefined if Quota Center does not know, or may not be asked. */
  readonly blockQuota: number | undefined;
  /** RAM actions that the credentials do not allow. */
  readonly missingPermissions: readonly string[];
}

/** Parts of a VPC. Undefined: the credentials do not allow to read it. */
export interface VpcFacts {
  readonly vpc: FoundVpc | undefined;
  readonly vswitches: readonly FoundVSwitch[] | undefined;
  readonly networkInterfaces: readonly FoundNetworkInterface[] | undefined;
  readonly securityGroups: readonly FoundSecurityGroup[] | undefined;
  readonly routes:
    { readonly system: readonly FoundRoute[]; readonly all: readonly FoundRoute[] } | undefined;
  /** Activated IPv4 gateway; empty if the VPC has none. */
  readonly ipv4Gateway: string | undefined;
}

/**
 * Reads what the checks of a configuration need, with few calls: once per kind and VPC. A permission that is missing leaves its part out.
 *
 * @param asksQuotaCenter - whether to ask Quota Center
 * @throws CloudError if a call fails for another reason
 */
export async function readFacts(
  account: Account,
  { exposures }: Pick<Configuration, "exposures">,
  asksQuotaCenter: boolean,
): Promise<LiveFacts> {
  const missing = new Set<string>();
  const permitted = withoutMissing(missing);
  const settings = Object.values(exposures);
  const instanceIds = distinct(
    settings.map(({ instance }) => instance).filter((id) => typeof id === "string"),
  );
  const found = await permitted(account.instances(instanceIds));
  const eips = await permitted(account.eipsNamed(addressesOf(settings), allocationIdsOf(settings)));
  const vpcIds = distinct((found ?? []).map(({ vpcId }) => vpcId).filter((id) => id !== ""));
  const ofVpcs = (await permitted(account.vpcs(vpcIds))) ?? [];
  // The instances are in these VPCs, so they exist: a permission that is missing may give an empty list and not an error.
  if (vpcIds.some((id) => !ofVpcs.some((one) => one.id === id))) missing.add("vpc:DescribeVpcs");
  const vpcs = new Map<string, VpcFacts>();
  for (const id of vpcIds) {
    const routes = await permitted(account.routes(id));
    const gateway = await permitted(account.ipv4Gateway(id).then((one) => one ?? ""));
    vpcs.set(id, {
      vpc: ofVpcs.find((one) => one.id === id),
      vswitches: await permitted(account.vswitches({ VpcId: id })),
      networkInterfaces: await permitted(account.networkInterfaces(id)),
      securityGroups: await permitted(account.securityGroups(id)),
      routes,
      ipv4Gateway: gateway,
    });
  }
  const vswitchIds = distinct(settings.map(vswitchIdOf).filter((id) => id !== undefined));
  const vswitches = new Map<string, FoundVSwitch | undefined>();
  for (const id of vswitchIds) {
    const one = await permitted(account.vswitches({ VSwitchId: id }));
    if (one !== undefined) vswitches.set(id, one[0]);
  }
  const egressRules = new Map<string, readonly FoundRule[]>();
  const known = [...vpcs.values()].flatMap(({ securityGroups = [] }) => securityGroups).map(({ id }) => id);
  for (const id of distinct(groupIdsOf(settings, found ?? [])).filter((one) => known.includes(one))) {
    const rules = await permitted(account.egressRules(id));
    if (rules !== undefined) egressRules.set(id, rules);
  }
  const types = distinct((found ?? []).map(({ type }) => type));
  const instanceTypeQuotas = await permitted(account.instanceTypeQuotas(types));
  const blockQuota = asksQuotaCenter ? await optional(account.blockQuota(), missing) : undefined;
  return {
    instances: found && new Map(found.map((one) => [one.id, one])),
    ...{ eips, vpcs, egressRules, instanceTypeQuotas, blockQuota },
    vswitches: vswitches.size === vswitchIds.length ? vswitches : undefined,
    missingPermissions: [...missing],
  };
}

/** Asks for something that only refines a check: a failure of any kind leaves it out. */
async function optional<Result>(lookup: Promise<Result>, missing: Set<string>): Promise<Result | undefined> {
  try {
    return await lookup;
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    if (error.missingPermission !== undefined) missing.add(error.missingPermission);
    return undefined;
  }
}

/** Returns the ID of the existing vSwitch of an exposure. */
export function vswitchIdOf({ vswitch }: ExposureSetting): string | undefined {
  return vswitch !== undefined && "id" in vswitch ? vswitch.id : undefined;
}

/** Returns the security groups of the ENI of an exposure: its own, or those of the instance; undefined for a new one. */
export function groupIdsFor(
  { securityGroups }: ExposureSetting,
  instance: FoundInstance | undefined,
): readonly string[] | undefined {
  if (securityGroups === undefined) return instance?.securityGroupIds;
  return Array.isArray(securityGroups) ? securityGroups : undefined;
}

function groupIdsOf(settings: readonly ExposureSetting[], instances: readonly FoundInstance[]): string[] {
  return settings.flatMap((setting) => {
    const instance = instances.find(({ id }) => id === setting.instance);
    return groupIdsFor(setting, instance) ?? [];
  });
}

function addressesOf(settings: readonly ExposureSetting[]): string[] {
  return distinct(settings.flatMap(({ eip }) => ("address" in eip ? [eip.address.toString()] : [])));
}

function allocationIdsOf(settings: readonly ExposureSetting[]): string[] {
  return distinct(settings.flatMap(({ eip }) => ("allocationId" in eip ? [eip.allocationId] : [])));
}

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}

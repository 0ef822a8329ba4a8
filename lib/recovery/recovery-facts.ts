import {
  Account,
  type FoundEip,
  type FoundInstance,
  type FoundNetworkInterface,
  type FoundSecurityGroup,
  type FoundVpc,
  type FoundVSwitch,
} from "../live/account";
import type { CloudClient } from "../live/cloud-client";
import { withoutMissing } from "../live/cloud-errors";
import { commandsDescribed, type FoundCommand } from "./guest-commands";
import type { StackResources } from "./stack-resources";
import type { TerraformState } from "./terraform-state";

/** Parts of an account that a recovery compares. Undefined: the credentials do not allow to read it. */
export interface RecoveryFacts {
  readonly instances: readonly FoundInstance[] | undefined;
  readonly eips: readonly FoundEip[] | undefined;
  readonly vpcs: readonly FoundVpc[] | undefined;
  /** vSwitches of these VPCs. */
  readonly vswitches: readonly FoundVSwitch[] | undefined;
  /** Network interfaces in these VPCs, those of services included. */
  readonly networkInterfaces: readonly FoundNetworkInterface[] | undefined;
  /** Security groups of these VPCs; none are read if the stack creates none. */
  readonly securityGroups: readonly FoundSecurityGroup[] | undefined;
  /** Commands with a description of the stack's commands; none are read if the stack has none. */
  readonly commands: readonly FoundCommand[] | undefined;
  /** RAM actions that the credentials do not allow. */
  readonly missingPermissions: readonly string[];
}

/** Part of the account that may be invisible. */
export interface Unproven {
  /** RAM action of the lookup. */
  readonly action: string;
  /** Fact, as a sentence without the full stop. */
  readonly reason: string;
}

/**
 * Reads what a recovery compares, with few calls: once per kind and VPC. A permission that is missing leaves its part out.
 *
 * @throws CloudError if a call fails for another reason
 */
export async function readRecoveryFacts(
  client: CloudClient,
  stack: StackResources,
  state: TerraformState,
): Promise<RecoveryFacts> {
  const account = new Account(client);
  const missing = new Set<string>();
  const permitted = withoutMissing(missing);
  const createsInstances = stack.instances.size > 0;
  const instances = await permitted(account.instances(createsInstances ? undefined : instanceIds(stack)));
  const eips = await permitted(account.eips());
  const createsVpc = stack.vpc !== undefined && "address" in stack.vpc;
  const wanted = vpcIds(stack, state, instances ?? []);
  const vpcs = await permitted(account.vpcs(createsVpc ? undefined : wanted));
  const { vpc } = stack;
  // Of all VPCs in the region, those that may be of the stack.
  const related = (vpcs ?? []).filter(
    ({ id, name }) =>
      wanted.includes(id) || (vpc !== undefined && "address" in vpc && vpc.names.includes(name)),
  );
  const vswitches: FoundVSwitch[] = [];
  const networkInterfaces: FoundNetworkInterface[] = [];
  const securityGroups: FoundSecurityGroup[] = [];
  const all = { vswitches: true, networkInterfaces: true, securityGroups: true };
  for (const id of new Set([...wanted, ...related.map((one) => one.id)])) {
    const found = await permitted(account.vswitches({ VpcId: id }));
    vswitches.push(...(found ?? []));
    all.vswitches &&= found !== undefined;
    const inVpc = await permitted(account.networkInterfaces(id));
    networkInterfaces.push(...(inVpc ?? []));
    all.networkInterfaces &&= inVpc !== undefined;
    if (stack.securityGroups.length === 0) continue;
    const groups = await permitted(account.securityGroups(id));
    securityGroups.push(...(groups ?? []));
    all.securityGroups &&= groups !== undefined;
  }
  const commands: FoundCommand[] = [];
  let isAllCommands = true;
  for (const description of new Set(stack.commands.flatMap(({ detail }) => detail ?? []))) {
    const found = await permitted(commandsDescribed(client, description));
    commands.push(...(found ?? []));
    isAllCommands &&= found !== undefined;
  }
  return {
    ...{ instances, eips, vpcs },
    commands: isAllCommands ? commands : undefined,
    vswitches: all.vswitches ? vswitches : undefined,
    networkInterfaces: all.networkInterfaces ? networkInterfaces : undefined,
    securityGroups: all.securityGroups ? securityGroups : undefined,
    missingPermissions: [...missing],
  };
}

function instanceIds({ exposures }: StackResources): string[] {
  return [...new Set(exposures.flatMap(({ instance }) => ("id" in instance ? [instance.id] : [])))];
}

/** Returns the VPCs of the stack: of its instances, in the configuration, and in the state. */
function vpcIds(
  { exposures, vpc }: StackResources,
  { resources }: TerraformState,
  instances: readonly FoundInstance[],
): string[] {
  const named = exposures.flatMap(({ vpcId }) => vpcId ?? []);
  const known = resources.flatMap(({ type, id, attributes }) =>
    type === "alicloud_vpc" ? id : typeof attributes.vpc_id === "string" ? attributes.vpc_id : [],
  );
  const prepared = exposures.flatMap(({ instance }) => ("id" in instance ? [instance.id] : []));
  const ofInstances = instances.filter(({ id }) => prepared.includes(id) || known.includes(id));
  const all = [
    ...ofInstances.map(({ vpcId }) => vpcId),
    ...named,
    ...known,
    ...(vpc !== undefined && "id" in vpc ? [vpc.id] : []),
  ];
  return [...new Set(all)].filter((id) => id !== "");
}

/**
 * Finds the parts of an account that may be invisible. A RAM user without a permission gets an empty list from some APIs, and no
 * error: a list only counts if it has something that must be there.
 */
export function unprovenParts(
  stack: StackResources,
  facts: RecoveryFacts,
  state: TerraformState,
): Unproven[] {
  const { instances, eips, vpcs, vswitches, networkInterfaces, securityGroups, missingPermissions } = facts;
  const { commands } = facts;
  const unproven: Unproven[] = missingPermissions.map((action) => ({
    action,
    reason: `the credentials do not allow ${action}`,
  }));
  const doubt = (action: string, subject: string) =>
    unproven.push({
      action,
      reason: `${action} shows no ${subject}; without the permission it answers the same`,
    });
  const ids = instanceIds(stack);
  const absent = ids.filter((id) => instances?.some((one) => one.id === id) === false);
  if (absent.length > 0) doubt("ecs:DescribeInstances", `instance ${absent.join(", ")}`);
  else if (stack.instances.size > 0 && instances?.length === 0) doubt("ecs:DescribeInstances", "instance");
  const named = stack.exposures.flatMap(({ eip }) => ("known" in eip ? [eip.known] : []));
  const lost = named.filter(
    (text) => eips?.some(({ address, allocationId }) => [address, allocationId].includes(text)) === false,
  );
  if (lost.length > 0) doubt("vpc:DescribeEipAddresses", `EIP ${lost.join(", ")}`);
  else if (stack.exposures.length > named.length && eips?.length === 0)
    doubt("vpc:DescribeEipAddresses", "EIP");
  const related = vpcIds(stack, state, instances ?? []);
  const unseen = related.filter((id) => vpcs?.some((one) => one.id === id) === false);
  if (unseen.length > 0) doubt("vpc:DescribeVpcs", `VPC ${unseen.join(", ")}`);
  else if (stack.vpc !== undefined && vpcs?.length === 0) doubt("vpc:DescribeVpcs", "VPC");
  const inVpcs = (instances ?? []).filter(({ vpcId }) => related.includes(vpcId));
  const withoutVSwitch = inVpcs.filter(
    ({ vswitchId }) => vswitches?.some(({ id }) => id === vswitchId) === false,
  );
  if (withoutVSwitch.length > 0)
    doubt(
      "vpc:DescribeVSwitches",
      `vSwitch of the instance ${withoutVSwitch.map(({ id }) => id).join(", ")}`,
    );
  else if (inVpcs.length === 0 && related.length > 0 && vswitches?.length === 0)
    doubt("vpc:DescribeVSwitches", `vSwitch in ${related.join(", ")}`);
  const withoutInterface = inVpcs.filter(
    ({ id }) =>
      networkInterfaces?.some(({ instanceId, type }) => instanceId === id && type === "Primary") === false,
  );
  if (withoutInterface.length > 0)
    doubt(
      "ecs:DescribeNetworkInterfaces",
      `network interface of the instance ${withoutInterface.map(({ id }) => id).join(", ")}`,
    );
  else if (inVpcs.length === 0 && related.length > 0 && networkInterfaces?.length === 0)
    doubt("ecs:DescribeNetworkInterfaces", `network interface in ${related.join(", ")}`);
  if (stack.securityGroups.length > 0 && related.length > 0 && securityGroups?.length === 0)
    doubt("ecs:DescribeSecurityGroups", `security group in ${related.join(", ")}`);
  // Without one in the state, nothing tells that there is one; and one that is left behind harms nobody.
  const knowsCommand = state.resources.some(({ type }) => type === "alicloud_ecs_command");
  if (stack.commands.length > 0 && knowsCommand && commands?.length === 0)
    doubt("ecs:DescribeCommands", "command of the stack");
  return unproven;
}

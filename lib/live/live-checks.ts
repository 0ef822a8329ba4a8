import { planOf } from "../configuration/plan-requests";
import type { Configuration, ExposureSetting } from "../configuration/schema/configuration-schema";
import { guestOf } from "../configuration/schema/guest-schema";
import { AddressError } from "../errors";
import { TYPES_WITHOUT_HOT_PLUG } from "../exposure-table/checks";
import type { Ipv4Cidr } from "../ipv4";
import type { PlanLock } from "../planning/plan-lock";
import { isUsable, smallestPlacement } from "../planning/placement";
import {
  addressOfEip,
  type FoundEip,
  type FoundInstance,
  type FoundNetworkInterface,
  cloudRange,
} from "./account";
import { checkBlocks, type LiveBlock } from "./live-block-checks";
import { type CheckedExposure, groupIdsFor, type LiveFacts, vswitchIdOf } from "./live-facts";
import { type LiveFinding, LiveFindings } from "./live-finding";
import { checkSharedNic } from "./shared-nic-checks";

/**
 * Compares a configuration with what exists. The checks are those that Terraform makes visible at plan time, by the same names, and some
 * that only the cloud can answer: conflicts with routes and vSwitches, addresses in use, the quota of Quota Center.
 *
 * @param planLock - plan lock of the configuration
 * @param requiredActions - RAM actions that Terraform needs for the stack
 * @returns findings; none if everything that could be checked holds
 */
export function liveFindings(
  configuration: Configuration,
  planLock: PlanLock,
  facts: LiveFacts,
  requiredActions: ReadonlySet<string>,
): readonly LiveFinding[] {
  const findings = new LiveFindings(configuration.skipChecks);
  for (const action of facts.missingPermissions)
    findings.missingPermission(action, requiredActions.has(action));
  const exposures = Object.entries(configuration.exposures).map(([key, setting]) =>
    checked(key, setting, configuration.exposures, facts),
  );
  const blocks = blocksOf(exposures, configuration, planLock);
  for (const one of exposures) {
    checkEip(one, facts, findings);
    if (one.setting.nicOf !== undefined) {
      checkSharedNic(one, exposures, blocks, facts, findings);
      checkGuest(one, configuration, findings);
      continue;
    }
    checkInstance(one, facts, findings);
    checkPlace(one, findings);
    checkSecurityGroups(one, facts, findings);
    checkAttachment(one, exposures, facts, findings);
    checkVSwitch(one, facts, findings);
    checkNetworkInterface(one, findings);
    checkGuest(one, configuration, findings);
  }
  checkBlocks(blocks, facts, configuration.blocksPerVpc, findings);
  return findings.all;
}

function checked(
  key: string,
  setting: ExposureSetting,
  exposures: Configuration["exposures"],
  { instances, eips, vpcs }: LiveFacts,
): CheckedExposure {
  const instance = typeof setting.instance === "string" ? instances?.get(setting.instance) : undefined;
  const found = ({ eip }: ExposureSetting) =>
    eips?.find((one) => {
      if ("address" in eip) return one.address === eip.address.toString();
      return "allocationId" in eip && one.allocationId === eip.allocationId;
    });
  const ofNic = exposures[setting.nicOf ?? key] ?? setting;
  const vpc = instance && vpcs.get(instance.vpcId);
  return { key, setting, instance, eip: found(setting), nicEip: found(ofNic), vpc };
}

function checkInstance(
  { key, setting, instance }: CheckedExposure,
  { instances }: LiveFacts,
  findings: LiveFindings,
): void {
  if (typeof setting.instance !== "string" || instances === undefined || instance !== undefined) return;
  findings.error(
    "instance-found",
    key,
    `The instance ${setting.instance} was not found in this region`,
    "Check the ID, the region and the account of the credentials, and that their RAM policy allows ecs:DescribeInstances",
  );
}

function checkEip(
  { key, setting, instance, eip, nicEip, vpc }: CheckedExposure,
  { eips }: LiveFacts,
  findings: LiveFindings,
): void {
  if ("create" in setting.eip || eips === undefined) return;
  const name = "address" in setting.eip ? setting.eip.address.toString() : setting.eip.allocationId;
  if (eip === undefined) {
    findings.error(
      "eip-found",
      key,
      `The EIP ${name} was not found in this region`,
      "Check the address or ID, the region and the account of the credentials, and that their RAM policy allows vpc:DescribeEipAddresses",
    );
    return;
  }
  // After an apply, an EIP is bound to the ENI whose primary address it is, or that of the exposure on whose NIC it goes.
  const interfaces = vpc?.networkInterfaces;
  const own = interfaces?.filter(({ primaryAddress }) => primaryAddress === nicEip?.address) ?? [];
  const isKnown = instance === undefined || interfaces !== undefined;
  if (isKnown && eip.boundTo !== "" && !own.some(({ id }) => id === eip.boundTo))
    findings.error(
      "eip-unbound",
      key,
      `The EIP ${name} is bound to ${eip.boundTo} (${eip.boundType})`,
      "Unbind it there first, which ends the traffic that it carries, or choose another EIP",
    );
  const user = interfaces?.find(
    ({ id, addresses, instanceId }) =>
      setting.nicOf === undefined &&
      id !== setting.networkInterface &&
      addresses.includes(eip.address) &&
      !["", instance?.id].includes(instanceId),
  );
  if (user !== undefined)
    findings.error(
      "network-interface-free",
      key,
      `The address ${eip.address} is in use: the network interface ${user.id} of ${user.instanceId} has it`,
      "Remove the address there, or choose another EIP",
    );
}

function checkPlace({ key, setting, instance }: CheckedExposure, findings: LiveFindings): void {
  if (instance === undefined) return;
  const { vpc, zone } = setting;
  if (vpc !== undefined && vpc !== instance.vpcId)
    findings.error(
      "same-vpc",
      key,
      `The exposure ${key} names the VPC ${vpc}, but the instance ${instance.id} is in ${instance.vpcId}`,
      "Correct the VPC of the exposure, or remove it",
    );
  if (zone !== undefined && zone !== instance.zoneId)
    findings.error(
      "same-zone",
      key,
      `The exposure ${key} names the zone ${zone}, but the instance ${instance.id} is in ${instance.zoneId}`,
      "Correct the zone of the exposure, or remove it",
    );
}

function checkSecurityGroups(
  { key, setting, instance, vpc }: CheckedExposure,
  { egressRules }: LiveFacts,
  findings: LiveFindings,
): void {
  const ids = groupIdsFor(setting, instance);
  if (ids === undefined || instance === undefined || setting.networkInterface !== undefined) return;
  if (ids.length === 0 || ids.length > 5)
    findings.error(
      "security-group-count",
      key,
      `The ENI would get ${ids.length} security groups, but takes one to five`,
      "Set security groups of the exposure instead of those of the instance",
    );
  const groups = vpc?.securityGroups;
  if (groups === undefined) return;
  const elsewhere = ids.filter((id) => !groups.some((group) => group.id === id));
  if (elsewhere.length > 0)
    findings.error(
      "same-vpc",
      key,
      `The security groups ${elsewhere.join(", ")} are not in the VPC ${instance.vpcId} of the instance, or cannot be seen`,
      "Set security groups of that VPC, and check that the RAM policy allows ecs:DescribeSecurityGroups",
    );
  const own = groups.filter(({ id }) => ids.includes(id));
  const types = new Set(own.map(({ type }) => type));
  if (types.size > 1)
    findings.error(
      "security-group-type",
      key,
      `The security groups ${ids.join(", ")} mix basic (normal) and advanced (enterprise) ones, but an ENI takes groups of one type`,
      "Set security groups of one type",
    );
  const isKnown = elsewhere.length === 0 && types.size === 1 && ids.every((id) => egressRules.has(id));
  const rules = ids.flatMap((id) => egressRules.get(id) ?? []);
  const accepts = rules.filter(({ isAccepted }) => isAccepted).map(({ priority }) => priority);
  const drops = rules
    .filter((rule) => !rule.isAccepted && rule.protocol === "all" && rule.destination === "0.0.0.0/0")
    .map(({ priority }) => priority);
  // A basic group allows outbound traffic that no rule drops, an advanced one only traffic that a rule accepts.
  const isOpen = types.has("normal") && drops.length === 0;
  if (isKnown && !isOpen && !accepts.some((priority) => priority < Math.min(101, ...drops)))
    findings.error(
      "security-group-egress",
      key,
      `The security groups ${ids.join(", ")} allow no outbound traffic: no rule that can be seen accepts it before it is dropped`,
      "Add such a rule, or set other security groups; if there is one, check that the RAM policy allows ecs:DescribeSecurityGroupAttribute",
    );
}

function checkAttachment(
  { key, instance, eip, vpc }: CheckedExposure,
  exposures: readonly CheckedExposure[],
  { instanceTypeQuotas }: LiveFacts,
  findings: LiveFindings,
): void {
  const interfaces = vpc?.networkInterfaces;
  if (instance === undefined || interfaces === undefined) return;
  const own = interfaces.filter((one) => one.instanceId === instance.id && one.type === "Secondary");
  const here = exposures.filter((one) => one.instance?.id === instance.id && one.setting.nicOf === undefined);
  const addresses = here.map((one) => one.eip?.address);
  const others = 1 + own.filter(({ primaryAddress }) => !addresses.includes(primaryAddress)).length;
  const quota = instanceTypeQuotas?.get(instance.type)?.networkInterfaces;
  if (quota !== undefined && others + here.length > quota)
    findings.error(
      "eni-quota",
      here.map((one) => one.key).join(", "),
      `The instance ${instance.id} has ${others} of ${quota} network interfaces (type ${instance.type}), and needs ${here.length} more for the EIPs that are exposed on it here`,
      "Detach others, or choose an instance type that allows more",
    );
  const isAttached = own.some(({ primaryAddress }) => primaryAddress === eip?.address);
  if (!isAttached && instance.status !== "Stopped" && TYPES_WITHOUT_HOT_PLUG.includes(instance.type))
    findings.error(
      "hot-plug",
      key,
      `The instance ${instance.id} is ${instance.status}, but its type ${instance.type} attaches a network interface only while it is Stopped`,
      "Stop the instance, apply, and start it again",
    );
}

function checkVSwitch(
  { key, setting, instance, eip }: CheckedExposure,
  { vswitches }: LiveFacts,
  findings: LiveFindings,
): void {
  const id = vswitchIdOf(setting);
  if (id === undefined || vswitches === undefined) return;
  const found = vswitches.get(id);
  if (found === undefined) {
    findings.error(
      "vswitch-found",
      key,
      `The vSwitch ${id} was not found in this region`,
      "Check the ID, the region and the account of the credentials, and that their RAM policy allows vpc:DescribeVSwitches",
    );
    return;
  }
  if (instance !== undefined && found.vpcId !== instance.vpcId)
    findings.error(
      "same-vpc",
      key,
      `The vSwitch ${id} is in the VPC ${found.vpcId}, but the instance ${instance.id} is in ${instance.vpcId}`,
      "Use a vSwitch in the instance's VPC",
    );
  if (instance !== undefined && found.zoneId !== instance.zoneId)
    findings.error(
      "same-zone",
      key,
      `The vSwitch ${id} is in the zone ${found.zoneId}, but the instance ${instance.id} is in ${instance.zoneId}`,
      "Use a vSwitch in the instance's zone",
    );
  const range = cloudRange(found.range);
  if (eip !== undefined && range !== undefined && !isUsable(range, addressOfEip(eip)))
    findings.error(
      "eip-placed",
      key,
      `The EIP ${eip.address} is not usable in the vSwitch ${found.range}: it lies outside, or it is the first or among the last three addresses, which Alibaba Cloud reserves`,
      "Choose another vSwitch or another EIP",
    );
}

function checkNetworkInterface(
  { key, setting, instance, eip, vpc }: CheckedExposure,
  findings: LiveFindings,
): void {
  const { networkInterface: id } = setting;
  const interfaces = vpc?.networkInterfaces;
  if (id === undefined || interfaces === undefined || instance === undefined) return;
  const found = interfaces.find((one) => one.id === id && one.type === "Secondary");
  if (found === undefined) {
    findings.error(
      "network-interface-found",
      key,
      `The network interface ${id} is not a secondary one in the VPC of the instance, or cannot be seen`,
      "Check its ID, and that the RAM policy allows ecs:DescribeNetworkInterfaces; or remove it to create one",
    );
    return;
  }
  checkFoundInterface(key, found, instance, eip, findings);
}

function checkFoundInterface(
  key: string,
  { id, instanceId, zoneId, primaryAddress }: FoundNetworkInterface,
  instance: FoundInstance,
  eip: FoundEip | undefined,
  findings: LiveFindings,
): void {
  if (!["", instance.id].includes(instanceId))
    findings.error(
      "network-interface-free",
      key,
      `The network interface ${id} is attached to ${instanceId}, not to the instance ${instance.id}`,
      "Detach it there first, or use another one",
    );
  if (zoneId !== "" && zoneId !== instance.zoneId)
    findings.error(
      "same-zone",
      key,
      `The network interface ${id} is in the zone ${zoneId}, but the instance ${instance.id} is in ${instance.zoneId}`,
      "Use one in the instance's zone",
    );
  if (eip !== undefined && primaryAddress !== eip.address)
    findings.error(
      "eip-placed",
      key,
      `The network interface ${id} has the primary address ${primaryAddress}, not the EIP ${eip.address}`,
      "Use one whose primary private address is the EIP, or remove it to create one",
    );
}

function checkGuest(
  { key, setting, instance, eip, vpc }: CheckedExposure,
  configuration: Configuration,
  findings: LiveFindings,
): void {
  if (instance === undefined || guestOf(setting, configuration).delivery !== "cloud-assistant") return;
  if (instance.isWindows || instance.imageId.startsWith("win"))
    findings.error(
      "guest-os",
      key,
      `The instance ${instance.id} runs Windows (image ${instance.imageId}), but the guest script is for Linux`,
      "Set guest to none for this exposure, and verify it by hand (docs/guest.md)",
    );
  const isAttached = vpc?.networkInterfaces?.some(
    (one) => one.instanceId === instance.id && one.primaryAddress === eip?.address,
  );
  if (instance.status === "Stopped" && isAttached === false)
    findings.error(
      "guest-running",
      key,
      `The instance ${instance.id} is Stopped, but Cloud Assistant runs the guest script only while it is Running`,
      "Start the instance, or set guest to none for now",
    );
}

/** Returns the blocks of the exposures, with the VPCs of their instances: those of the plan, and those derived from an allocation ID. */
function blocksOf(
  exposures: readonly CheckedExposure[],
  configuration: Configuration,
  planLock: PlanLock,
): readonly LiveBlock[] {
  const blocks = new Map<string, LiveBlock>();
  const plan = planOf(configuration, planLock);
  for (const { key, setting, instance, eip } of exposures) {
    if (
      instance === undefined ||
      setting.networkInterface !== undefined ||
      vswitchIdOf(setting) !== undefined
    )
      continue;
    const planned = plan.find(({ vswitches }) => vswitches.some(({ keys }) => keys.includes(key)));
    // On the NIC of another exposure, the EIP is in its vSwitch.
    if (planned === undefined && setting.nicOf !== undefined) continue;
    const place =
      planned === undefined
        ? eip && derived(eip)
        : { block: planned.cidr, vswitch: planned.vswitches.find(({ keys }) => keys.includes(key))?.cidr };
    if (place === undefined) continue;
    const { block, vswitch } = place;
    const isExisting = setting.block !== undefined && "existing" in setting.block;
    const name = `${instance.vpcId} ${block.toString()}`;
    const known = blocks.get(name) ?? {
      vpcId: instance.vpcId,
      cidr: block,
      isExisting,
      keys: [],
      vswitches: [],
    };
    blocks.set(name, {
      ...known,
      keys: [...known.keys, key],
      vswitches: vswitch === undefined ? known.vswitches : [...known.vswitches, vswitch],
    });
  }
  return [...blocks.values()];
}

/** Returns the placement of an EIP whose address only the cloud knows; undefined if no block can hold it, which a plan reports. */
function derived(eip: FoundEip): { readonly block: Ipv4Cidr; readonly vswitch: Ipv4Cidr } | undefined {
  try {
    return smallestPlacement(addressOfEip(eip));
  } catch (error) {
    if (error instanceof AddressError) return undefined;
    throw error;
  }
}

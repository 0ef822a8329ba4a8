import { Token } from "cdktf";
import type { Construct } from "constructs";

import { ExposureError } from "../errors";
import type { IEcsInstance } from "../references/instance";
import type { IEip } from "../references/eip";
import type { INetworkInterface } from "../steps/network-interface";
import type { IVSwitch } from "../steps/vswitch";
import { hcl } from "../terraform/hcl";
import { instanceName } from "./naming";
import { isChecked, type Requirement } from "./requirement";

// What must hold for things that exist already, as far as a look-up knows them. Where a thing was not found, its attributes are
// empty and these hold: what is missing is reported by its own requirement, and by that alone.

/**
 * That an existing ENI is the one of this exposure: its address is the EIP, and it is free for the instance, in its zone.
 *
 * @throws {@link ExposureError} when it is known at synth that it is not
 */
export function existingNetworkInterfaceRequirements(
  scope: Construct,
  { networkInterfaceId, primaryIpAddress, zoneId, instanceId, requirements = [] }: INetworkInterface,
  instance: IEcsInstance,
  { ipAddress }: IEip,
): Requirement[] {
  const own: Requirement[] = [
    ...unlessKnown(scope, primaryIpAddress, ipAddress, {
      check: "eip-placed",
      condition: hcl`${primaryIpAddress} == "" || ${ipAddress} == "" || ${primaryIpAddress} == ${ipAddress}`,
      errorMessage:
        `The ${networkInterfaceName(networkInterfaceId)} has the primary address ${primaryIpAddress}, not the EIP ${ipAddress}. ` +
        "Give one whose primary private address is the EIP, or leave networkInterface out to have one made.",
    }),
  ];
  if (instanceId !== undefined) {
    own.push({
      check: "network-interface-free",
      condition: hcl`contains(["", ${instance.instanceId}], ${instanceId})`,
      errorMessage:
        `The network interface ${networkInterfaceId} is attached to ${instanceId}, not to ${instanceName(instance)}. ` +
        "Detach it there first, or give another one.",
    });
  }
  if (zoneId !== undefined) {
    own.push(...inZone(scope, networkInterfaceName(networkInterfaceId), zoneId, instance));
  }
  return [...requirements.map((requirement) => ifFound(instance, requirement)), ...own];
}

/** What is required where the instance is found: an ENI is looked for in the VPC of the instance. */
function ifFound({ vpc }: IEcsInstance, requirement: Requirement): Requirement {
  return vpc.ranges === undefined
    ? requirement
    : { ...requirement, condition: hcl`${vpc.vpcId} == "" || ${requirement.condition}` };
}

/**
 * That a vSwitch is in the zone and the VPC of the instance.
 *
 * @throws {@link ExposureError} when it is known at synth that it is not
 */
export function vswitchPlaceRequirements(
  scope: Construct,
  { vswitchId, zoneId, vpcId }: IVSwitch,
  instance: IEcsInstance,
): Requirement[] {
  const requirements: Requirement[] = [];
  if (zoneId !== undefined) requirements.push(...inZone(scope, `vSwitch ${vswitchId}`, zoneId, instance));
  if (vpcId !== undefined) {
    const requirement: Requirement = {
      check: "same-vpc",
      condition: hcl`${vpcId} == "" || ${instance.vpc.vpcId} == "" || ${vpcId} == ${instance.vpc.vpcId}`,
      errorMessage:
        `The vSwitch ${vswitchId} is in the VPC ${vpcId}, and ${instanceName(instance)} in ${instance.vpc.vpcId}. ` +
        "Give a vSwitch of the instance's VPC.",
    };
    requirements.push(...unlessKnown(scope, vpcId, instance.vpc.vpcId, requirement));
  }
  return requirements;
}

function inZone(scope: Construct, what: string, zoneId: string, instance: IEcsInstance): Requirement[] {
  return unlessKnown(scope, zoneId, instance.zoneId, {
    check: "same-zone",
    condition: hcl`${zoneId} == "" || ${instance.zoneId} == "" || ${zoneId} == ${instance.zoneId}`,
    errorMessage:
      `The ${what} is in the zone ${zoneId}, and ${instanceName(instance)} in ${instance.zoneId}; ` +
      "an ENI can only be attached in its own zone. Give one of the instance's zone.",
  });
}

/**
 * That two texts are the same: at once where both are known, since Terraform takes no condition that is about literals only, else
 * at plan time.
 */
function unlessKnown(scope: Construct, one: string, other: string, requirement: Requirement): Requirement[] {
  if (Token.isUnresolved(one) || Token.isUnresolved(other)) return [requirement];
  if (one === other || !isChecked(scope, requirement.check)) return [];
  throw new ExposureError(scope, requirement.errorMessage);
}

/** Without its ID where only Terraform knows it, as that of one that the stack makes. */
function networkInterfaceName(id: string): string {
  return Token.isUnresolved(id) ? "network interface" : `network interface ${id}`;
}

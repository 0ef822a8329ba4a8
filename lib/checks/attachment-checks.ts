import { Lazy, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

import { InstanceTypeLookUp } from "../look-up/instance-type-look-up";
import { VpcLookUp } from "../look-up/vpc-look-up";
import type { IEcsInstance } from "../references/instance";
import { hcl, type HclExpression } from "../terraform/hcl";
import { TypesWithoutHotPlug } from "./hot-plug";
import { isChecked, type Requirement } from "./requirement";

/** The EIPs that a stack exposes on each of its instances. */
const exposed = new WeakMap<TerraformStack, Map<string, string[]>>();

/**
 * That an instance which is looked up can take one more ENI now.
 *
 * @param eip - the address of the EIP, by which the ENI is recognised once it is attached
 */
export function attachmentRequirements(scope: Construct, instance: IEcsInstance, eip: string): Requirement[] {
  const { instanceId, instanceType, status } = instance;
  if (instanceType === undefined || status === undefined) return [];
  const eips = eipsOf(scope, instanceId);
  eips.push(eip);
  return [
    ...(isChecked(scope, "eni-quota") ? [eniQuota(scope, instanceId, instanceType, eips)] : []),
    ...(isChecked(scope, "hot-plug") ? [hotPlug(scope, { instanceId, instanceType, status }, eip)] : []),
  ];
}

function eipsOf(scope: Construct, instanceId: string): string[] {
  const stack = TerraformStack.of(scope);
  const byInstance = exposed.get(stack) ?? new Map<string, string[]>();
  exposed.set(stack, byInstance);
  const eips = byInstance.get(instanceId) ?? [];
  byInstance.set(instanceId, eips);
  return eips;
}

function eniQuota(
  scope: Construct,
  instanceId: string,
  instanceType: string,
  eips: readonly string[],
): Requirement {
  const quantity = hcl`${InstanceTypeLookUp.of(scope).types}[${instanceType}].eni_quantity`;
  // The stack's own ENIs have its EIPs as their addresses; the primary ENI is not among the secondary ones.
  const others = hcl`[for eni in ${enisOf(scope, instanceId)} : eni.id if !contains(${() => eips}, eni.primary_ip_address)]`;
  const present = hcl`1 + length(${others})`;
  const exposedHere = Lazy.stringValue({
    produce: () => (eips.length === 1 ? "the EIP" : `the ${eips.length} EIPs`),
  });
  return {
    check: "eni-quota",
    // A type that is no longer sold is not found, and then nothing is known of its quota.
    condition: hcl`try(${present} + ${() => eips.length} <= ${quantity}, true)`,
    errorMessage:
      `The instance ${instanceId} has ${hcl`try(${present}, "?")`.toString()} of ` +
      `${hcl`try(${quantity}, "?")`.toString()} network interfaces (type ${instanceType}), not counting those for ` +
      `${exposedHere} that this stack exposes on it. Detach others, or choose an instance type that allows more.`,
  };
}

function hotPlug(
  scope: Construct,
  {
    instanceId,
    instanceType,
    status,
  }: Required<Pick<IEcsInstance, "instanceId" | "instanceType" | "status">>,
  eip: string,
): Requirement {
  const attached = hcl`[for eni in ${enisOf(scope, instanceId)} : eni.id if eni.primary_ip_address == ${eip}]`;
  return {
    check: "hot-plug",
    condition: hcl`${status} == "Stopped" || !contains(${TypesWithoutHotPlug.of(scope).list}, ${instanceType}) || length(${attached}) > 0`,
    errorMessage:
      `The instance ${instanceId} is ${status}, and its type ${instanceType} takes a network interface only while it is ` +
      "Stopped. Stop the instance, apply, and start it again.",
  };
}

function enisOf(scope: Construct, instanceId: string): HclExpression {
  return hcl`try(${VpcLookUp.of(scope).networkInterfacesByInstance}[${instanceId}], [])`;
}

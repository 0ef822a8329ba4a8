import { Lazy, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

import { ExposureError } from "../errors";
import { InstanceTypeLookUp } from "../look-up/instance-type-look-up";
import { VpcLookUp } from "../look-up/vpc-look-up";
import type { IEcsInstance } from "../references/instance";
import { hcl, type HclExpression } from "../terraform/hcl";
import { TYPES_WITHOUT_HOT_PLUG, TypesWithoutHotPlug } from "./hot-plug";
import { isChecked, type Requirement } from "./requirement";

/** The EIPs that a stack exposes on each of its instances. */
const exposed = new WeakMap<TerraformStack, Map<string, string[]>>();

/**
 * That an instance of known type can take one more ENI now.
 *
 * @param eip - the address of the EIP, by which the ENI is recognised once it is attached
 * @throws {@link ExposureError} when the stack creates the instance, and its type takes an ENI only while it is stopped
 */
export function attachmentRequirements(scope: Construct, instance: IEcsInstance, eip: string): Requirement[] {
  const { instanceId, instanceType, status } = instance;
  if (instanceType === undefined) return [];
  const eips = eipsOf(scope, instanceId);
  eips.push(eip);
  const others = status === undefined ? undefined : othersOf(scope, instanceId, eips);
  return [
    ...(isChecked(scope, "eni-quota") ? [eniQuota(scope, { instanceId, instanceType }, eips, others)] : []),
    ...(isChecked(scope, "hot-plug") ? hotPlug(scope, { instanceId, instanceType, status }, eip) : []),
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

/** The secondary ENIs of an instance that are not for EIPs of this stack, as a list of their IDs. */
function othersOf(scope: Construct, instanceId: string, eips: readonly string[]): HclExpression {
  // The stack's own ENIs have its EIPs as their addresses; the primary ENI is not among the secondary ones.
  return hcl`[for eni in ${enisOf(scope, instanceId)} : eni.id if !contains(${() => eips}, eni.primary_ip_address)]`;
}

/** @param others - further ENIs of the instance; undefined for a new instance, which has none */
function eniQuota(
  scope: Construct,
  { instanceId, instanceType }: TypedInstance,
  eips: readonly string[],
  others: HclExpression | undefined,
): Requirement {
  const lookUp = InstanceTypeLookUp.of(scope);
  if (others === undefined) lookUp.request(instanceType);
  const quantity = hcl`${lookUp.types}[${instanceType}].eni_quantity`;
  const present = others === undefined ? hcl`1` : hcl`1 + length(${others})`;
  const exposedHere = Lazy.stringValue({
    produce: () => (eips.length === 1 ? "the EIP" : `the ${eips.length} EIPs`),
  });
  const instance = others === undefined ? "new instance" : `instance ${instanceId}`;
  return {
    check: "eni-quota",
    // A type that is no longer sold is not found, and then nothing is known of its quota.
    condition: hcl`try(${present} + ${() => eips.length} <= ${quantity}, true)`,
    errorMessage:
      `The ${instance} has ${hcl`try(${present}, "?")`.toString()} of ` +
      `${hcl`try(${quantity}, "?")`.toString()} network interfaces (type ${instanceType}), not counting those for ` +
      `${exposedHere} that this stack exposes on it. Detach others, or choose an instance type that allows more.`,
  };
}

type TypedInstance = Required<Pick<IEcsInstance, "instanceId" | "instanceType">>;

function hotPlug(
  scope: Construct,
  { instanceId, instanceType, status }: TypedInstance & { readonly status: string | undefined },
  eip: string,
): Requirement[] {
  if (status === undefined) {
    if (!TYPES_WITHOUT_HOT_PLUG.includes(instanceType)) return [];
    throw new ExposureError(
      scope,
      `the instance type ${instanceType} takes a network interface only while it is stopped, and a new instance runs: ` +
        "choose another type",
    );
  }
  const attached = attachedEnis(scope, instanceId, eip);
  return [
    {
      check: "hot-plug",
      condition: hcl`${status} == "Stopped" || !contains(${TypesWithoutHotPlug.of(scope).list}, ${instanceType}) || length(${attached}) > 0`,
      errorMessage:
        `The instance ${instanceId} is ${status}, and its type ${instanceType} takes a network interface only while it is ` +
        "Stopped. Stop the instance, apply, and start it again.",
    },
  ];
}

/** The secondary ENIs of the instance that have the EIP as their address: one where the exposure is there already. */
export function attachedEnis(scope: Construct, instanceId: string, eip: string): HclExpression {
  return hcl`[for eni in ${enisOf(scope, instanceId)} : eni.id if eni.primary_ip_address == ${eip}]`;
}

function enisOf(scope: Construct, instanceId: string): HclExpression {
  return hcl`try(${VpcLookUp.of(scope).networkInterfacesByInstance}[${instanceId}], [])`;
}

import type { Cloud } from "../../cloud";
import { forbidden, refused } from "../../errors";
import type { Parameters } from "../../parameters";
import type { NetworkInterface, SecurityGroup } from "../../state";
import { find } from "../lookup";

/** `SecurityGroupIds.N`, `SecurityGroupId.N` or one `SecurityGroupId`. */
export function readSecurityGroupIds(parameters: Parameters): string[] {
  const several = parameters.list("SecurityGroupIds");
  const one = parameters.text("SecurityGroupId");
  if (several.length > 0 && one !== undefined) {
    throw refused("InvalidParameter.Conflict", "SecurityGroupId and SecurityGroupIds exclude each other.");
  }
  return one === undefined ? several : [one];
}

/**
 * Checks the security groups of a network interface: one to five, each once, of the VPC, of one type and not kept by
 * a service for itself.
 */
export function checkedSecurityGroups(cloud: Cloud, ids: readonly string[], vpcId: string): string[] {
  if (ids.length === 0)
    throw refused("MissingParameter", 'The input parameter "SecurityGroupId" is mandatory.');
  if (ids.length > cloud.quotas.securityGroupsPerInterface) {
    throw forbidden(
      "JoinedGroupLimitExceed",
      `A network interface has at most ${cloud.quotas.securityGroupsPerInterface} security groups.`,
    );
  }
  if (new Set(ids).size < ids.length) {
    throw refused(
      "InvalidParameter.SecurityGroupIdRepeated",
      "The specified security group ids has repeated.",
    );
  }
  const groups = ids.map((id): SecurityGroup => {
    const group = find(cloud.securityGroups, "InvalidSecurityGroupId.NotFound", "security group", id);
    if (group.vpcId !== vpcId) {
      throw forbidden(
        "InvalidOperation.VpcMismatch",
        `The security group ${id} is in the VPC ${group.vpcId}, not ${vpcId}.`,
      );
    }
    if (group.serviceManaged) {
      throw forbidden(
        "InvalidOperation.ResourceManagedByCloudProduct",
        `The security group ${id} belongs to a service.`,
      );
    }
    return group;
  });
  if (new Set(groups.map(({ type }) => type)).size > 1) {
    throw forbidden(
      "EnterpriseGroupLimited.MutliGroupType",
      "Basic and advanced security groups cannot be combined.",
    );
  }
  return [...ids];
}

/** Changes the security groups of an interface, and of its instance too if it is the primary one. */
export function setSecurityGroups(cloud: Cloud, networkInterface: NetworkInterface, ids: string[]): void {
  networkInterface.securityGroupIds = ids;
  const instance = cloud.instances.get(networkInterface.instanceId);
  if (networkInterface.type === "Primary" && instance !== undefined) instance.securityGroupIds = [...ids];
}

/** The cloud's services keep some interfaces for themselves. @throws ApiError when it is one of them */
export function checkOwn(networkInterface: NetworkInterface): void {
  if (networkInterface.serviceManaged) {
    throw forbidden("InvalidOperation.EniServiceManaged", `${networkInterface.id} belongs to a service.`);
  }
}

/** The interface is in a state in which this cannot be done. */
export function invalidEniState({ id, status, instanceId }: NetworkInterface) {
  const where = instanceId === "" ? "" : `, instance ${instanceId}`;
  return refused("InvalidOperation.InvalidEniState", `The network interface ${id} is ${status}${where}.`);
}

/** The interface is not on its way from one state to another. @throws ApiError when it is */
export function checkSettled(networkInterface: NetworkInterface): void {
  if (networkInterface.status !== "Available" && networkInterface.status !== "InUse") {
    throw invalidEniState(networkInterface);
  }
}

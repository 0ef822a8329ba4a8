import type { Table } from "../cloud";
import { notFound } from "../errors";
import type { Command, Eip, Instance, NetworkInterface, SecurityGroup, Vpc, VSwitch } from "../state";
import type { Call } from "./common";

/*
 * The resources that a request names. Each throws MissingParameter when it names none, and a NotFound of its own when
 * the resource does not exist.
 */

export function vpcOf({ parameters, cloud }: Call): Vpc {
  return find(cloud.vpcs, "InvalidVpcId.NotFound", "VPC", parameters.required("VpcId"));
}

export function vswitchOf({ parameters, cloud }: Call): VSwitch {
  return find(cloud.vswitches, "InvalidVSwitchId.NotFound", "vSwitch", parameters.required("VSwitchId"));
}

export function eipOf({ parameters, cloud }: Call): Eip {
  return find(cloud.eips, "InvalidAllocationId.NotFound", "EIP", parameters.required("AllocationId"));
}

export function securityGroupOf({ parameters, cloud }: Call): SecurityGroup {
  const id = parameters.required("SecurityGroupId");
  return find(cloud.securityGroups, "InvalidSecurityGroupId.NotFound", "security group", id);
}

export function networkInterfaceOf({ parameters, cloud }: Call): NetworkInterface {
  const id = parameters.required("NetworkInterfaceId");
  return find(cloud.networkInterfaces, "InvalidEniId.NotFound", "network interface", id);
}

export function instanceOf({ parameters, cloud }: Call): Instance {
  return find(cloud.instances, "InvalidInstanceId.NotFound", "instance", parameters.required("InstanceId"));
}

export function commandOf({ parameters, cloud }: Call): Command {
  return find(cloud.commands, "InvalidCmdId.NotFound", "command", parameters.required("CommandId"));
}

/** A resource by its identifier. @throws ApiError with this code, and status 404, when it does not exist */
export function find<T>(table: Table<T>, code: string, what: string, id: string): T {
  const resource = table.get(id);
  if (resource === undefined) throw notFound(code, what, id);
  return resource;
}

import { known } from "../../cloud";
import { forbidden, notFound, refused } from "../../errors";
import { cidr, isAssignable, parseAddress } from "../../ipv4";
import type { NetworkInterface, VSwitch } from "../../state";
import type { Call, Json } from "../common";
import { type Actions, kept, names } from "../declaration";
import { instanceOf, vswitchOf } from "../lookup";
import { checkedSecurityGroups, setSecurityGroups } from "./interface-rules";
import { takePrimaryAddress } from "./private-address";

export const instanceVpcActions = {
  ModifyInstanceVpcAttribute: {
    run: modifyInstanceVpcAttribute,
    parameters: {
      ...names("InstanceId", "VSwitchId", "VpcId"),
      ...kept("PrivateIpAddress", "SecurityGroupId.N"),
    },
  },
} satisfies Actions;

/** Moves a stopped instance to another vSwitch or address of its zone, also in another VPC. */
function modifyInstanceVpcAttribute(call: Call): Json {
  const { parameters, cloud } = call;
  const instance = instanceOf(call);
  const vswitch = vswitchOf(call);
  const primary = cloud.primaryInterfaceOf(instance);
  const { vpcId, zoneId } = known(cloud.vswitches, instance.vswitchId);
  const wantedVpc = parameters.text("VpcId") ?? vpcId;
  if (!cloud.vpcs.has(wantedVpc)) throw notFound("InvalidVpcId.NotFound", "VPC", wantedVpc);
  if (vswitch.vpcId !== wantedVpc) {
    throw notFound("InvalidVSwitchId.NotFound", `vSwitch of ${wantedVpc}`, vswitch.id);
  }
  if (vswitch.zoneId !== zoneId) {
    throw refused(
      "InvalidVSwitchId.Mismatch",
      `${instance.id} is in ${zoneId}, ${vswitch.id} in ${vswitch.zoneId}.`,
    );
  }
  if (instance.status !== "Stopped") {
    throw forbidden("IncorrectInstanceStatus", `The instance ${instance.id} is ${instance.status}.`);
  }
  if (instance.movedSinceStart) {
    throw refused("InvalidPrivateIp.Changing", `${instance.id} was changed already; start it first.`);
  }
  call.changes.refuseWithDataPlane("ModifyInstanceVpcAttribute");
  const groups = parameters.list("SecurityGroupId");
  if (wantedVpc !== vpcId) checkMovable(call, primary);
  const securityGroupIds =
    wantedVpc === vpcId && groups.length === 0
      ? primary.securityGroupIds
      : checkedSecurityGroups(cloud, groups, wantedVpc);
  const address = wantedAddress(call, vswitch, primary);
  Object.assign(primary, { vswitchId: vswitch.id, primaryIpAddress: address });
  Object.assign(instance, { vswitchId: vswitch.id, primaryIpAddress: address, movedSinceStart: true });
  setSecurityGroups(cloud, primary, securityGroupIds);
  return {};
}

/** An instance goes to another VPC alone: without secondary interfaces, addresses and routes. */
function checkMovable({ cloud }: Call, primary: NetworkInterface): void {
  const { instanceId } = primary;
  if (cloud.interfacesOf(instanceId).length > 1) {
    throw forbidden("InvalidOperation.EniAttached", `${instanceId} has secondary network interfaces.`);
  }
  if (primary.secondaryIpAddresses.length > 0) {
    throw forbidden("InvalidOperation.MultiIpAssigned", `${primary.id} has secondary private addresses.`);
  }
  const route = cloud.routeEntries.find(({ nextHopId }) => nextHopId === instanceId);
  if (route !== undefined) {
    throw forbidden(
      "DependencyViolation.RouteEntry",
      `The route to ${route.destination} leads to ${instanceId}.`,
    );
  }
}

/** The address that is asked for, or a free one; that of now stays where nothing else is asked for. */
function wantedAddress({ parameters, cloud }: Call, vswitch: VSwitch, primary: NetworkInterface): string {
  const wanted = parameters.text("PrivateIpAddress");
  if (wanted === undefined || wanted === primary.primaryIpAddress) {
    const stays = vswitch.id === primary.vswitchId;
    return stays ? primary.primaryIpAddress : takePrimaryAddress(cloud, vswitch, wanted);
  }
  const number = parseAddress(wanted);
  if (number === undefined) {
    throw refused("InvalidPrivateIpAddress.Malformed", `"${wanted.slice(0, 60)}" is not an IPv4 address.`);
  }
  if (!isAssignable(cidr(vswitch.cidrBlock), number)) {
    throw refused("InvalidPrivateIpAddress.Mismatch", `${wanted} is not an address of ${vswitch.id}.`);
  }
  if (cloud.addressesIn(vswitch.id).has(wanted)) {
    throw refused("InvalidPrivateIpAddress.Duplicated", `${wanted} is in use.`);
  }
  return wanted;
}

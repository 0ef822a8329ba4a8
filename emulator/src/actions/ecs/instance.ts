import { unbound } from "../../changes";
import { timeText } from "../../clock";
import { known, type Cloud } from "../../cloud";
import { forbidden, notFound, refused } from "../../errors";
import { formatAddress } from "../../ipv4";
import type { Instance, InstanceType } from "../../state";
import { type Call, givenOnly, type Json, readDescription, readName } from "../common";
import { find, instanceOf } from "../lookup";
import { releaseDisks } from "./disk";
import { attach, type InstanceDiskSettings, readInstanceDisks } from "./disk-settings";
import {
  instanceInterfaceParameters,
  type InstanceInterfaces,
  newInstanceInterfaces,
} from "./instance-interfaces";
import { checkPassword, readSettings, settingParameters } from "./instance-settings";
import { checkedSecurityGroups, setSecurityGroups } from "./interface-rules";
import { checkNoRoute } from "../vpc/route-entry";
import { type Actions, effect, kept, names, only } from "../declaration";

export const instanceActions = {
  RunInstances: {
    run: runInstances,
    parameters: {
      ...names("ImageId", "InstanceType"),
      ...settingParameters,
      ...instanceInterfaceParameters,
      ...effect("so many instances", "Amount"),
    },
  },
  DeleteInstance: {
    run: deleteInstance,
    parameters: { ...names("InstanceId"), ...effect("a running instance is deleted too", "Force") },
  },
  StartInstance: { run: startInstance, parameters: names("InstanceId") },
  StopInstance: {
    run: stopInstance,
    parameters: {
      ...names("InstanceId"),
      // Every instance stops at once.
      ...only("ForceStop", "true", "false"),
      ...only("ConfirmStop", "true", "false"),
      ...kept("StoppedMode"),
    },
  },
  RebootInstance: {
    run: rebootInstance,
    parameters: { ...names("InstanceId"), ...only("ForceStop", "true", "false") },
  },
  ModifyInstanceAttribute: {
    run: modifyInstanceAttribute,
    parameters: {
      ...names("InstanceId"),
      ...kept("InstanceName", "Description", "HostName", "DeletionProtection", "UserData"),
      ...kept("SecurityGroupIds.N", "CreditSpecification"),
      ...effect("a weak one is refused; none is read back, as in the cloud", "Password"),
    },
  },
  JoinSecurityGroup: {
    run: joinSecurityGroup,
    parameters: { ...names("InstanceId"), ...kept("SecurityGroupId") },
  },
  LeaveSecurityGroup: { run: leaveSecurityGroup, parameters: names("InstanceId", "SecurityGroupId") },
} satisfies Actions;

function runInstances(call: Call): Json {
  const { parameters, cloud } = call;
  const amount = parameters.integer("Amount", 1, 100) ?? 1;
  const type = instanceTypeOf(call);
  const imageId = parameters.required("ImageId");
  if (!cloud.images.has(imageId)) throw notFound("InvalidImageId.NotFound", "image", imageId);
  const settings = { ...readSettings(parameters, cloud, call.now), type: type.id, imageId };
  const disks = readInstanceDisks(parameters);
  const made = newInstanceInterfaces(call, type, amount).map((interfaces) =>
    createInstance(call, settings, interfaces, disks),
  );
  return { InstanceIdSets: { InstanceIdSet: made.map(({ id }) => id) } };
}

function instanceTypeOf({ parameters, cloud }: Call): InstanceType {
  const id = parameters.required("InstanceType");
  return find(cloud.instanceTypes, "InvalidInstanceType.NotFound", "instance type", id);
}

function createInstance(
  call: Call,
  settings: ReturnType<typeof readSettings> & { type: string; imageId: string },
  { primary, secondary }: InstanceInterfaces,
  disks: readonly InstanceDiskSettings[],
): Instance {
  const { cloud } = call;
  const id = cloud.newId("i");
  const instance: Instance = {
    ...settings,
    id,
    createdAt: timeText(call.now),
    vswitchId: primary.vswitchId,
    primaryIpAddress: primary.primaryIpAddress,
    securityGroupIds: [...primary.securityGroupIds],
    status: "Pending",
    stoppedMode: "KeepCharging",
    maintenance: { action: "AutoRecover", notify: false, windows: [] },
    hostName: settings.hostName === "" ? `iZ${id.slice(2)}Z` : settings.hostName,
    publicIpAddress: settings.internetMaxBandwidthOut === 0 ? "" : publicAddress(cloud),
    cloudAssistant: true,
    movedSinceStart: false,
  };
  cloud.instances.set(id, instance);
  const attached = { status: "InUse", instanceId: id } as const;
  cloud.networkInterfaces.set(primary.id, Object.assign(primary, attached, { type: "Primary" }));
  for (const each of secondary) cloud.networkInterfaces.set(each.id, Object.assign(each, attached));
  const { zoneId } = known(cloud.vswitches, instance.vswitchId);
  // Those with a device name first, so that no other disk gets it.
  for (const { device, ...disk } of [...disks].sort(
    (one, other) => other.device.length - one.device.length,
  )) {
    const common = { tags: {}, createdAt: instance.createdAt, resourceGroupId: instance.resourceGroupId };
    const added = { ...disk, ...common, id: cloud.newId("d"), zoneId, instanceId: "", device: "" };
    cloud.disks.set(added.id, added);
    attach(cloud, added, id, device);
  }
  call.begin("instance-starting", id, "createInstance");
  return instance;
}

/** A fixed public address of an instance: from the end of the last pool, far from those that EIPs get. */
export function publicAddress(cloud: Cloud): string {
  const pool = cloud.eipPools.at(-1);
  const used = new Set([
    ...[...cloud.instances.values()].map(({ publicIpAddress }) => publicIpAddress),
    ...[...cloud.eips.values()].map(({ ipAddress }) => ipAddress),
  ]);
  for (let offset = (pool?.size ?? 0) - 2; pool !== undefined && offset > 0; offset--) {
    const address = formatAddress(pool.network + offset);
    if (!used.has(address)) return address;
  }
  throw refused("OperationFailed.ResourceNotEnough", "There is no free public address left.");
}

/** Deletes an instance, with the interfaces that are to be deleted with it; what was bound or attached is set free. */
function deleteInstance(call: Call): Json {
  const { parameters, cloud, changes } = call;
  const instance = instanceOf(call);
  if (instance.deletionProtection) {
    throw forbidden(
      "InvalidOperation.DeletionProtection",
      `The instance ${instance.id} is protected from deletion.`,
    );
  }
  if (instance.chargeType === "PrePaid" && !(Date.parse(instance.expiresAt) <= call.now)) {
    throw forbidden(
      "ChargeTypeViolation",
      `The subscription of the instance ${instance.id} has not expired.`,
    );
  }
  if (instance.status === "Pending" || instance.status === "Starting") {
    throw forbidden(
      "IncorrectInstanceStatus.Initializing",
      `The instance ${instance.id} is ${instance.status}.`,
    );
  }
  if (instance.status !== "Stopped" && parameters.boolean("Force") !== true) {
    throw forbidden("IncorrectInstanceStatus", `The instance ${instance.id} is ${instance.status}.`);
  }
  checkNoRoute(cloud, instance.id);
  for (const networkInterface of cloud.interfacesOf(instance.id)) {
    for (const eip of cloud.eipsOf(networkInterface)) {
      const leaves = networkInterface.deleteOnRelease || eip.instanceType === "EcsInstance";
      if (!leaves) continue;
      if (eip.status === "InUse" || eip.status === "Unassociating")
        void changes.tellOfEip("eipUnassociated", eip);
      changes.cancel(eip.id);
      Object.assign(eip, unbound);
    }
    if (networkInterface.type === "Secondary" && networkInterface.status !== "Attaching") {
      void changes.tellOfInterface("interfaceDetached", networkInterface);
    }
    changes.cancel(networkInterface.id);
    if (networkInterface.deleteOnRelease) cloud.networkInterfaces.delete(networkInterface.id);
    else Object.assign(networkInterface, { status: "Available", instanceId: "", networkCardIndex: null });
  }
  changes.cancel(instance.id);
  releaseDisks(cloud, instance.id);
  cloud.instances.delete(instance.id);
  changes.tellOfDeletedInstance(instance);
  return {};
}

function startInstance(call: Call): Json {
  const instance = instanceOf(call);
  if (instance.status !== "Stopped") throw incorrectStatus(instance);
  instance.status = "Starting";
  call.begin("instance-running", instance.id, "startInstance");
  return {};
}

function stopInstance(call: Call): Json {
  const instance = instanceOf(call);
  if (instance.status === "Stopped") return {};
  if (instance.status !== "Running") throw incorrectStatus(instance);
  const mode = call.parameters.oneOf("StoppedMode", ["KeepCharging", "StopCharging", "Not-applicable"]);
  // A subscription is paid already.
  const free = mode === "StopCharging" && instance.chargeType === "PostPaid";
  instance.stoppedMode = free ? "StopCharging" : "KeepCharging";
  instance.status = "Stopping";
  call.begin("instance-stopped", instance.id, "stopInstance");
  releaseInterfaces(call, instance);
  return {};
}

/** A guest that no longer runs, or begins anew, no longer holds on to an interface. */
function releaseInterfaces(call: Call, instance: Instance): void {
  for (const { id, status } of call.cloud.interfacesOf(instance.id)) {
    if (status === "Detaching" && !call.changes.isPending("interface-detached", id)) {
      call.begin("interface-detached", id, "detachInterface");
    }
  }
}

function rebootInstance(call: Call): Json {
  const instance = instanceOf(call);
  if (instance.status !== "Running") throw incorrectStatus(instance);
  instance.status = "Starting";
  call.begin("instance-running", instance.id, "startInstance");
  releaseInterfaces(call, instance);
  return {};
}

function incorrectStatus({ id, status }: Instance) {
  return forbidden(
    "IncorrectInstanceStatus",
    `The current status of the resource does not support this operation: ${id} is ${status}.`,
  );
}

function modifyInstanceAttribute(call: Call): Json {
  const { parameters, cloud } = call;
  const instance = instanceOf(call);
  checkPassword(parameters);
  const groups = parameters.list("SecurityGroupIds");
  const securityGroupIds =
    groups.length === 0 ? undefined : checkedSecurityGroups(cloud, groups, vpcIdOf(cloud, instance));
  const changes = {
    name: readName(parameters, "InstanceName"),
    description: readDescription(parameters),
    hostName: readName(parameters, "HostName"),
    deletionProtection: parameters.boolean("DeletionProtection"),
    creditSpecification: parameters.oneOf("CreditSpecification", ["Standard", "Unlimited"]),
    // Taken at any time; the guest sees it after the next start.
    userData: parameters.given("UserData"),
  };
  Object.assign(instance, givenOnly(changes));
  if (securityGroupIds !== undefined)
    setSecurityGroups(cloud, cloud.primaryInterfaceOf(instance), securityGroupIds);
  return {};
}

function joinSecurityGroup(call: Call): Json {
  const { parameters, cloud } = call;
  const instance = instanceOf(call);
  const groups = [...new Set([...instance.securityGroupIds, parameters.required("SecurityGroupId")])];
  const primary = cloud.primaryInterfaceOf(instance);
  setSecurityGroups(cloud, primary, checkedSecurityGroups(cloud, groups, vpcIdOf(cloud, instance)));
  return {};
}

function leaveSecurityGroup(call: Call): Json {
  const { parameters, cloud } = call;
  const instance = instanceOf(call);
  const left = parameters.required("SecurityGroupId");
  if (!instance.securityGroupIds.includes(left)) {
    throw forbidden("InstanceNotInSecurityGroup", `The instance ${instance.id} is not in the group ${left}.`);
  }
  const groups = instance.securityGroupIds.filter((id) => id !== left);
  if (groups.length === 0)
    throw forbidden("InstanceLastSecurityGroup", "An instance has at least one security group.");
  setSecurityGroups(cloud, cloud.primaryInterfaceOf(instance), groups);
  return {};
}

function vpcIdOf(cloud: Cloud, instance: Instance): string {
  return known(cloud.vswitches, instance.vswitchId).vpcId;
}

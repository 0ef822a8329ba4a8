import { known, type Cloud } from "../../cloud";
import { forbidden, refused } from "../../errors";
import type { Instance, NetworkInterface } from "../../state";
import type { Call, Json } from "../common";
import { instanceOf, networkInterfaceOf } from "../lookup";
import { checkOwn, invalidEniState } from "./interface-rules";
import { type Actions, kept, names, only } from "../declaration";

export const attachmentActions = {
  AttachNetworkInterface: {
    run: attachNetworkInterface,
    parameters: {
      ...names("NetworkInterfaceId", "InstanceId"),
      ...kept("NetworkCardIndex"),
      // An interface is ready as soon as it is attached.
      ...only("WaitForNetworkConfigurationReady", "true", "false"),
    },
  },
  DetachNetworkInterface: {
    run: detachNetworkInterface,
    parameters: names("NetworkInterfaceId", "InstanceId"),
  },
} satisfies Actions;

/** Attaches a secondary interface to an instance of the same zone and VPC. */
function attachNetworkInterface(call: Call): Json {
  const { parameters, cloud } = call;
  const networkInterface = networkInterfaceOf(call);
  const instance = instanceOf(call);
  checkOwn(networkInterface);
  if (networkInterface.type !== "Secondary") {
    throw forbidden(
      "InvalidOperation.InvalidEniType",
      `${networkInterface.id} is a ${networkInterface.type.toLowerCase()} network interface.`,
    );
  }
  checkSamePlace(cloud, networkInterface, instance);
  if (networkInterface.status !== "Available") throw invalidEniState(networkInterface);
  checkPluggable(cloud, instance);
  const { networkInterfaces: limit, addressesPerInterface } = known(cloud.instanceTypes, instance.type);
  if (cloud.interfacesOf(instance.id).length >= limit) {
    throw forbidden(
      "EniPerInstanceLimitExceeded",
      `The instance ${instance.id} (${instance.type}) has ${limit} network interfaces, as many as it can have.`,
    );
  }
  if (networkInterface.secondaryIpAddresses.length >= addressesPerInterface) {
    throw forbidden(
      "InvalidOperation.Ipv4CountExceeded",
      `An interface of ${instance.id} (${instance.type}) can have ${addressesPerInterface} addresses.`,
    );
  }
  networkInterface.status = "Attaching";
  networkInterface.instanceId = instance.id;
  networkInterface.networkCardIndex = parameters.integer("NetworkCardIndex", 0, 15) ?? null;
  call.begin("interface-attached", networkInterface.id, "attachInterface");
  return {};
}

function checkSamePlace(cloud: Cloud, networkInterface: NetworkInterface, instance: Instance): void {
  const own = cloud.vswitchOf(networkInterface);
  const other = known(cloud.vswitches, instance.vswitchId);
  if (own.vpcId !== other.vpcId) {
    throw forbidden(
      "InvalidOperation.VpcMismatch",
      `${networkInterface.id} is in ${own.vpcId}, ${instance.id} in ${other.vpcId}.`,
    );
  }
  if (own.zoneId !== other.zoneId) {
    throw forbidden(
      "InvalidOperation.AvailabilityZoneMismatch",
      `${networkInterface.id} is in ${own.zoneId}, ${instance.id} in ${other.zoneId}.`,
    );
  }
}

/** Attaching and detaching need an instance that runs or is stopped; some types have to be stopped. */
function checkPluggable(cloud: Cloud, instance: Instance): void {
  const { hotPlug } = known(cloud.instanceTypes, instance.type);
  if (instance.status === "Stopped" || (instance.status === "Running" && hotPlug)) return;
  const reason = hotPlug ? "" : ` Stop it: the type ${instance.type} has no hot-plugging.`;
  throw refused(
    "InvalidOperation.InvalidEcsState",
    `The instance ${instance.id} is ${instance.status}.${reason}`,
  );
}

/** Detaches a secondary interface. Called once more, it ends a detaching that the guest does not answer. */
function detachNetworkInterface(call: Call): Json {
  const { cloud } = call;
  const networkInterface = networkInterfaceOf(call);
  const instance = instanceOf(call);
  checkOwn(networkInterface);
  if (networkInterface.type === "Primary") {
    throw refused(
      "InvalidOperation.DetachPrimaryEniNotAllowed",
      `${networkInterface.id} is the primary network interface.`,
    );
  }
  const stuck =
    networkInterface.status === "Detaching" &&
    !call.changes.isPending("interface-detached", networkInterface.id);
  if ((networkInterface.status !== "InUse" && !stuck) || networkInterface.instanceId !== instance.id) {
    throw invalidEniState(networkInterface);
  }
  checkPluggable(cloud, instance);
  networkInterface.status = "Detaching";
  call.begin("interface-detached", networkInterface.id, "detachInterface");
  return {};
}

import { known, type Cloud } from "../../cloud";
import { type ApiError, forbidden, invalidParameter, refused } from "../../errors";
import { cidr, isAssignable, parseAddress } from "../../ipv4";
import type { Parameters } from "../../parameters";
import type { NetworkInterface, VSwitch } from "../../state";
import type { Call, Json } from "../common";
import { networkInterfaceOf } from "../lookup";
import { checkOwn, checkSettled } from "./interface-rules";
import { type Actions, kept, names } from "../declaration";

export const privateAddressActions = {
  AssignPrivateIpAddresses: {
    run: assignPrivateIpAddresses,
    parameters: {
      ...names("NetworkInterfaceId"),
      ...kept("PrivateIpAddress.N", "SecondaryPrivateIpAddressCount"),
    },
  },
  UnassignPrivateIpAddresses: {
    run: unassignPrivateIpAddresses,
    parameters: names("NetworkInterfaceId", "PrivateIpAddress.N"),
  },
} satisfies Actions;

/** What one call can unassign. */
const maximumUnassigned = 32;

/** Assigns secondary addresses: those that are named, or a number of free ones. */
function assignPrivateIpAddresses(call: Call): Json {
  const { parameters, cloud } = call;
  const networkInterface = changeableInterfaceOf(call);
  if (parameters.list("PrivateIpAddress").length === 0) parameters.required("SecondaryPrivateIpAddressCount");
  const vswitch = cloud.vswitchOf(networkInterface);
  const added = moreAddresses(cloud, vswitch, parameters, new Set());
  checkCount(cloud, networkInterface, networkInterface.secondaryIpAddresses.length + added.length);
  networkInterface.secondaryIpAddresses.push(...added);
  call.changes.tellOfAddresses(networkInterface);
  return {
    AssignedPrivateIpAddressesSet: {
      NetworkInterfaceId: networkInterface.id,
      PrivateIpSet: { PrivateIpAddress: added },
    },
  };
}

/** Unassigns secondary addresses, all that are named or none. */
function unassignPrivateIpAddresses(call: Call): Json {
  const { parameters, cloud } = call;
  const networkInterface = changeableInterfaceOf(call);
  const removed = parameters.list("PrivateIpAddress");
  if (removed.length === 0) parameters.required("PrivateIpAddress.1");
  if (removed.length > maximumUnassigned) {
    throw invalidParameter(
      "PrivateIpAddress",
      `${removed.length} addresses`,
      `1 to ${maximumUnassigned} addresses`,
    );
  }
  const eips = cloud.eipsOf(networkInterface);
  for (const address of removed) {
    // The primary address is refused like one of another interface.
    if (!networkInterface.secondaryIpAddresses.includes(address)) {
      throw forbidden(
        "InvalidIp.IpUnassigned",
        `The specified IP "${address.slice(0, 60)}" is not assigned on this ENI.`,
      );
    }
    const eip = eips.find((each) => cloud.privateAddressOf(each, networkInterface) === address);
    if (eip !== undefined) {
      throw forbidden("InvalidOperation.EniLinked", `The EIP ${eip.id} is bound to ${address}.`);
    }
  }
  networkInterface.secondaryIpAddresses = networkInterface.secondaryIpAddresses.filter(
    (address) => !removed.includes(address),
  );
  call.changes.tellOfAddresses(networkInterface);
  return {};
}

/** The interface whose secondary addresses a call changes: settled, and one's own. */
function changeableInterfaceOf(call: Call): NetworkInterface {
  const networkInterface = networkInterfaceOf(call);
  checkOwn(networkInterface);
  checkSettled(networkInterface);
  const instance = call.cloud.instances.get(networkInterface.instanceId);
  if (networkInterface.type === "Primary" && instance !== undefined) {
    if (instance.status !== "Running" && instance.status !== "Stopped") {
      throw refused("InvalidOperation.InvalidEcsState", `The instance ${instance.id} is ${instance.status}.`);
    }
  }
  return networkInterface;
}

/** What an interface can have depends on the type of its instance, and is a number of its own as long as it has none. */
function checkCount(cloud: Cloud, { id, instanceId }: NetworkInterface, secondary: number): void {
  const instance = cloud.instances.get(instanceId);
  const limit =
    instance === undefined
      ? cloud.quotas.secondaryAddressesPerAvailableInterface
      : known(cloud.instanceTypes, instance.type).addressesPerInterface - 1;
  if (secondary > limit) throw tooManyAddresses(id, limit);
}

function tooManyAddresses(interfaceId: string, limit: number): ApiError {
  return forbidden(
    "InvalidOperation.Ipv4CountExceeded",
    `${interfaceId} can have ${limit} secondary addresses.`,
  );
}

/** Reads and reserves the addresses of a new interface: the primary one, then the secondary ones. */
export function takeAddresses(
  cloud: Cloud,
  vswitch: VSwitch,
  parameters: Parameters,
  primary: string | undefined,
): [string, ...string[]] {
  const taken = new Set<string>();
  const first = takePrimaryAddress(cloud, vswitch, primary);
  taken.add(first);
  const secondary = moreAddresses(cloud, vswitch, parameters, taken);
  const limit = cloud.quotas.secondaryAddressesPerAvailableInterface;
  if (secondary.length > limit) throw tooManyAddresses("The network interface", limit);
  return [first, ...secondary];
}

/**
 * The primary address that was asked for, checked, or the first free one.
 *
 * @param taken - addresses that the same request has given away
 */
export function takePrimaryAddress(
  cloud: Cloud,
  vswitch: VSwitch,
  wanted: string | undefined,
  taken: ReadonlySet<string> = new Set(),
): string {
  if (wanted === undefined) return freeAddress(cloud, vswitch, taken);
  checkAddress(cloud, vswitch, wanted, taken);
  return wanted;
}

/** Reads `PrivateIpAddress.N` or `SecondaryPrivateIpAddressCount`, which exclude each other. */
function moreAddresses(cloud: Cloud, vswitch: VSwitch, parameters: Parameters, taken: Set<string>): string[] {
  const more = parameters.list("PrivateIpAddress");
  for (const address of more) {
    checkAddress(cloud, vswitch, address, taken);
    taken.add(address);
  }
  const count = parameters.integer("SecondaryPrivateIpAddressCount", 0, 49) ?? 0;
  if (more.length > 0 && count > 0) {
    throw refused(
      "InvalidParameter.Conflict",
      "PrivateIpAddress and SecondaryPrivateIpAddressCount exclude each other.",
    );
  }
  for (let index = 0; index < count; index++) {
    const address = freeAddress(cloud, vswitch, taken);
    taken.add(address);
    more.push(address);
  }
  return more;
}

function freeAddress(cloud: Cloud, vswitch: VSwitch, excluded: ReadonlySet<string>): string {
  const address = cloud.freeAddressIn(vswitch, excluded);
  if (address === undefined)
    throw forbidden("InvalidVSwitchId.IpNotEnough", `${vswitch.id} has no free address.`);
  return address;
}

/** Checks an address that was asked for: of the vSwitch, not reserved, not used. */
function checkAddress(cloud: Cloud, vswitch: VSwitch, text: string, taken: ReadonlySet<string>): void {
  const address = parseAddress(text);
  if (address === undefined)
    throw refused("InvalidIp.Address", `"${text.slice(0, 60)}" is not an IPv4 address.`);
  if (!isAssignable(cidr(vswitch.cidrBlock), address)) {
    throw forbidden(
      "InvalidVSwitchId.IpInvalid",
      `The specified IpAddress "${text}" is not valid in VSwitch CIDR block "${vswitch.cidrBlock}".`,
    );
  }
  if (taken.has(text)) throw refused("InvalidIp.IpRepeated", `The address ${text} is there twice.`);
  if (cloud.addressesIn(vswitch.id).has(text)) {
    throw forbidden("InvalidIp.IpAssigned", `The specified IP "${text}" is already assigned.`);
  }
}

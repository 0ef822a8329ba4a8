import { known, type Cloud } from "../../cloud";
import { forbidden, refused } from "../../errors";
import { cidr, isAssignable, parseAddress } from "../../ipv4";
import type { Parameters } from "../../parameters";
import type { VSwitch } from "../../state";
import type { Call, Json } from "../common";
import { networkInterfaceOf } from "../lookup";
import { checkOwn, checkSettled } from "./interface-rules";

export function assignPrivateIpAddresses(call: Call): Json {
  const { parameters, cloud } = call;
  const networkInterface = networkInterfaceOf(call);
  checkOwn(networkInterface);
  checkSettled(networkInterface);
  const vswitch = cloud.vswitchOf(networkInterface);
  const added = moreAddresses(cloud, vswitch, parameters, new Set());
  const total = networkInterface.secondaryIpAddresses.length + added.length + 1;
  const instance = cloud.instances.get(networkInterface.instanceId);
  const limit = instance === undefined ? 50 : known(cloud.instanceTypes, instance.type).addressesPerInterface;
  if (total > limit) {
    throw forbidden(
      "InvalidOperation.Ipv4CountExceeded",
      `${networkInterface.id} can have ${limit} addresses.`,
    );
  }
  networkInterface.secondaryIpAddresses.push(...added);
  return {
    AssignedPrivateIpAddressesSet: {
      NetworkInterfaceId: networkInterface.id,
      PrivateIpSet: { PrivateIpAddress: added },
    },
  };
}

export function unassignPrivateIpAddresses(call: Call): Json {
  const { parameters, cloud } = call;
  const networkInterface = networkInterfaceOf(call);
  checkOwn(networkInterface);
  checkSettled(networkInterface);
  const removed = parameters.list("PrivateIpAddress");
  for (const address of removed) {
    if (!networkInterface.secondaryIpAddresses.includes(address)) {
      throw forbidden(
        "InvalidIp.IpUnassigned",
        `The specified IP "${address.slice(0, 60)}" is not assigned on this ENI.`,
      );
    }
    const eip = cloud.eipsOf(networkInterface).find(({ privateIpAddress }) => privateIpAddress === address);
    if (eip !== undefined)
      throw forbidden("InvalidOperation.EniLinked", `The EIP ${eip.id} is bound to ${address}.`);
  }
  networkInterface.secondaryIpAddresses = networkInterface.secondaryIpAddresses.filter(
    (address) => !removed.includes(address),
  );
  return {};
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
  return [first, ...moreAddresses(cloud, vswitch, parameters, taken)];
}

/** The primary address that was asked for, checked, or the first free one. */
export function takePrimaryAddress(cloud: Cloud, vswitch: VSwitch, wanted: string | undefined): string {
  if (wanted === undefined) return freeAddress(cloud, vswitch, new Set());
  checkAddress(cloud, vswitch, wanted, new Set());
  return wanted;
}

/** Reads `PrivateIpAddress.N` or `SecondaryPrivateIpAddressCount`. */
function moreAddresses(cloud: Cloud, vswitch: VSwitch, parameters: Parameters, taken: Set<string>): string[] {
  const more = parameters.list("PrivateIpAddress");
  for (const address of more) {
    checkAddress(cloud, vswitch, address, taken);
    taken.add(address);
  }
  const count = parameters.integer("SecondaryPrivateIpAddressCount", 0, 49) ?? 0;
  for (let index = 0; index < count; index++) {
    const address = freeAddress(cloud, vswitch, taken);
    taken.add(address);
    more.push(address);
  }
  if (more.length > 49)
    throw forbidden("InvalidOperation.Ipv4CountExceeded", "At most 49 secondary addresses.");
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

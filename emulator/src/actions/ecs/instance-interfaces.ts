import { forbidden, invalidParameter, refused } from "../../errors";
import type { Parameters } from "../../parameters";
import type { InstanceType, NetworkInterface, VSwitch } from "../../state";
import { type Call, readDescription, readName } from "../common";
import { effect, kept, names } from "../declaration";
import { find } from "../lookup";
import { checkOwn, checkedSecurityGroups, invalidEniState, readSecurityGroupIds } from "./interface-rules";
import { newInterface, refuseIpv6 } from "./network-interface";
import { takePrimaryAddress } from "./private-address";

/** The parameters of RunInstances that say something of network interfaces. */
export const instanceInterfaceParameters = {
  ...names("VSwitchId", "ZoneId", "NetworkInterface.N.VSwitchId", "NetworkInterface.N.NetworkInterfaceId"),
  ...kept("PrivateIpAddress", "SecurityGroupId", "SecurityGroupIds.N"),
  ...kept("NetworkInterface.N.SourceDestCheck", "NetworkInterface.N.NetworkInterfaceTrafficMode"),
  ...kept("NetworkInterface.N.PrimaryIpAddress", "NetworkInterface.N.SecurityGroupId"),
  ...kept("NetworkInterface.N.SecurityGroupIds.N", "NetworkInterface.N.NetworkCardIndex"),
  ...kept("NetworkInterface.N.NetworkInterfaceName", "NetworkInterface.N.Description"),
  ...kept("NetworkInterface.N.DeleteOnRelease"),
  ...effect("one can be Primary, the others are Secondary", "NetworkInterface.N.InstanceType"),
  ...effect("IPv6 is refused", "Ipv6Address.N", "Ipv6AddressCount"),
};

/** The network interfaces of one new instance, the primary one first; they are in no table yet. */
export interface InstanceInterfaces {
  readonly primary: NetworkInterface;
  readonly secondary: readonly NetworkInterface[];
}

/** How an interface comes about: first its address is taken, which can fail, and then it is made. */
interface Maker {
  readonly take: () => string;
  readonly make: (address: string) => NetworkInterface;
}

/**
 * Makes the interfaces of new instances, once for each of them. Whatever can be refused is refused before the first one is made.
 *
 * @param amount - number of instances
 */
export function newInstanceInterfaces(call: Call, type: InstanceType, amount: number): InstanceInterfaces[] {
  const { parameters, cloud } = call;
  const described = parameters.structures("NetworkInterface");
  const isPrimary = (each: Parameters) => each.oneOf("InstanceType", ["Primary", "Secondary"]) === "Primary";
  const [first, another] = described.filter(isPrimary);
  if (another !== undefined) {
    throw invalidParameter("NetworkInterface.N.InstanceType", "Primary", "one primary interface only");
  }
  const primary = first ?? parameters;
  if (primary.text("NetworkInterfaceId") !== undefined) {
    throw refused("UnsupportedParameter", "An existing interface as the primary one is not emulated.");
  }
  const secondary = described.filter((each) => !isPrimary(each));
  if (1 + secondary.length > type.networkInterfaces) {
    throw forbidden(
      "EniPerInstanceLimitExceeded",
      `An instance of type ${type.id} has at most ${type.networkInterfaces} network interfaces.`,
    );
  }
  const vswitch = vswitchOf(call, primary);
  const zoneId = parameters.text("ZoneId") ?? vswitch.zoneId;
  if (zoneId !== vswitch.zoneId) {
    throw invalidParameter("ZoneId", zoneId, `${vswitch.id} is in ${vswitch.zoneId}`);
  }
  for (const each of [primary, ...secondary]) {
    const one = each.text("PrimaryIpAddress") ?? each.text("NetworkInterfaceId");
    const wanted = one ?? (each === parameters ? each.text("PrivateIpAddress") : undefined);
    if (wanted !== undefined && amount > 1)
      throw invalidParameter("PrivateIpAddress", wanted, "one instance only");
  }
  const taken = new Set<string>();
  const ofPrimary = newInterfaceOf(call, primary, vswitch, taken);
  const ofSecondary = secondary.map((each) => secondaryOf(call, each, vswitch, taken));
  const added = amount * secondary.filter((each) => each.text("NetworkInterfaceId") === undefined).length;
  if (countOfSecondary(call) + added > cloud.quotas.networkInterfaces) {
    throw forbidden("MaxEniCountExceeded", "The number of ENI exceeds the limit per region.");
  }
  const ready = ({ take, make }: Maker) => {
    const address = take();
    return () => make(address);
  };
  const instances = Array.from({ length: amount }, () => ({
    primary: ready(ofPrimary),
    secondary: ofSecondary.map(ready),
  }));
  return instances.map((each) => ({
    primary: each.primary(),
    secondary: each.secondary.map((make) => make()),
  }));
}

function countOfSecondary({ cloud }: Call): number {
  return [...cloud.networkInterfaces.values()].filter(({ type }) => type === "Secondary").length;
}

function vswitchOf({ cloud }: Call, described: Parameters): VSwitch {
  const id = described.required("VSwitchId");
  const vswitch = find(cloud.vswitches, "InvalidVSwitchId.NotFound", "vSwitch", id);
  if (vswitch.status !== "Available") {
    throw refused("IncorrectVSwitchStatus", `The vSwitch ${vswitch.id} is ${vswitch.status}.`);
  }
  return vswitch;
}

/** Checks what is said of an interface that is made for the instance. */
function newInterfaceOf(call: Call, described: Parameters, vswitch: VSwitch, taken: Set<string>): Maker {
  const { cloud } = call;
  refuseIpv6(described);
  const securityGroupIds = checkedSecurityGroups(cloud, readSecurityGroupIds(described), vswitch.vpcId);
  const isOwn = described !== call.parameters;
  const wanted = described.text(isOwn ? "PrimaryIpAddress" : "PrivateIpAddress");
  const settings = isOwn
    ? {
        name: readName(described, "NetworkInterfaceName") ?? "",
        description: readDescription(described) ?? "",
        trafficMode:
          described.oneOf("NetworkInterfaceTrafficMode", ["Standard", "HighPerformance"]) ?? "Standard",
        sourceDestCheck: described.boolean("SourceDestCheck") ?? false,
        deleteOnRelease: described.boolean("DeleteOnRelease") ?? true,
        networkCardIndex: described.integer("NetworkCardIndex", 0, 15) ?? null,
      }
    : {};
  return {
    take: () => {
      const address = takePrimaryAddress(cloud, vswitch, wanted, taken);
      taken.add(address);
      return address;
    },
    make: (address) => ({ ...newInterface(call, vswitch, [address], [...securityGroupIds]), ...settings }),
  };
}

/** Checks what is said of a secondary interface: a new one of a vSwitch, or one that there is. */
function secondaryOf(call: Call, described: Parameters, place: VSwitch, taken: Set<string>): Maker {
  const { cloud } = call;
  const id = described.text("NetworkInterfaceId");
  const existing =
    id === undefined ? undefined : find(cloud.networkInterfaces, "InvalidEniId.NotFound", "interface", id);
  const vswitch = existing === undefined ? vswitchOf(call, described) : cloud.vswitchOf(existing);
  if (vswitch.vpcId !== place.vpcId) {
    throw forbidden(
      "InvalidOperation.VpcMismatch",
      `${vswitch.id} is in ${vswitch.vpcId}, not ${place.vpcId}.`,
    );
  }
  if (vswitch.zoneId !== place.zoneId) {
    throw forbidden(
      "InvalidOperation.AvailabilityZoneMismatch",
      `${vswitch.id} is in ${vswitch.zoneId}, not ${place.zoneId}.`,
    );
  }
  if (existing === undefined) return newInterfaceOf(call, described, vswitch, taken);
  checkOwn(existing);
  if (existing.type !== "Secondary" || existing.status !== "Available") throw invalidEniState(existing);
  return { take: () => existing.primaryIpAddress, make: () => existing };
}

import type { Cloud } from "../../cloud";
import { refused } from "../../errors";
import type { Parameters } from "../../parameters";
import type { Vpc, VSwitch } from "../../state";

/** The lines that the IPv6 block of a VPC can have. */
const lines = ["BGP", "ChinaMobile", "ChinaUnicom", "ChinaTelecom"] as const;

/** The IPv6 block that a VPC gets or has, and its line. It is a /56 of the documentation range 2001:db8::/32. */
export function readVpcBlock(
  cloud: Cloud,
  parameters: Parameters,
  enabling: "EnableIpv6" | "EnableIPv6",
  vpc: Pick<Vpc, "id" | "ipv6CidrBlock" | "ipv6Isp">,
): Pick<Vpc, "ipv6CidrBlock" | "ipv6Isp"> {
  const enabled = parameters.boolean(enabling) ?? vpc.ipv6CidrBlock !== "";
  const ipv6Isp = parameters.oneOf("Ipv6Isp", lines) ?? vpc.ipv6Isp;
  if (!enabled) {
    const user = cloud.vswitchesOf(vpc.id).find(({ ipv6CidrBlock }) => ipv6CidrBlock !== "");
    if (user !== undefined) {
      throw refused("OperationFailed.CidrInUse", `The vSwitch ${user.id} has a part of the IPv6 block.`);
    }
    return { ipv6CidrBlock: "", ipv6Isp };
  }
  if (vpc.ipv6CidrBlock === "") return { ipv6CidrBlock: newBlock(cloud), ipv6Isp };
  if (ipv6Isp !== vpc.ipv6Isp) {
    throw refused("OperationUnsupported.Ipv6Isp", "The line of an IPv6 block cannot be changed.");
  }
  return vpc;
}

function newBlock(cloud: Cloud): string {
  const used = new Set([...cloud.vpcs.values()].map(({ ipv6CidrBlock }) => ipv6CidrBlock));
  for (let number = 1; number < 256; number++) {
    const block = `2001:db8:0:${(number * 256).toString(16)}::/56`;
    if (!used.has(block)) return block;
  }
  throw refused("OperationFailed.ResourceNotEnough", "There is no free IPv6 block left.");
}

/** The /64 of a vSwitch: the part of its VPC's block that `Ipv6CidrBlock`, 0 to 255, names; empty when it names none. */
export function readVSwitchBlock(cloud: Cloud, parameters: Parameters, vpc: Vpc): string {
  const part = parameters.integer("Ipv6CidrBlock", 0, 255);
  const of = parameters.text("VpcIpv6CidrBlock") ?? vpc.ipv6CidrBlock;
  if (of !== vpc.ipv6CidrBlock) {
    throw refused(
      "InvalidVpcIpv6CidrBlock.NotFound",
      `The VPC ${vpc.id} has the block ${vpc.ipv6CidrBlock}.`,
    );
  }
  if (part === undefined) return "";
  if (vpc.ipv6CidrBlock === "") {
    throw refused("OperationUnsupported.Ipv6", `IPv6 is not enabled for the VPC ${vpc.id}.`);
  }
  const [, group = ""] = /:([0-9a-f]+)::\/56$/.exec(vpc.ipv6CidrBlock) ?? [];
  const block = `2001:db8:0:${(Number.parseInt(group, 16) + part).toString(16)}::/64`;
  const other = cloud.vswitchesOf(vpc.id).find(({ ipv6CidrBlock }) => ipv6CidrBlock === block);
  if (other !== undefined) {
    throw refused("InvalidIpv6CidrBlock.Overlapped", `The vSwitch ${other.id} has the IPv6 block ${block}.`);
  }
  return block;
}

/** The IPv6 block of a vSwitch after a change: a new one only after the old one was given up, as in the cloud. */
export function changedVSwitchBlock(
  cloud: Cloud,
  parameters: Parameters,
  vpc: Vpc,
  vswitch: VSwitch,
): string {
  const enabled = parameters.boolean("EnableIPv6");
  if (enabled === false) return "";
  const wanted = parameters.text("Ipv6CidrBlock");
  if (enabled === undefined && wanted === undefined) {
    readVSwitchBlock(cloud, parameters, vpc);
    return vswitch.ipv6CidrBlock;
  }
  if (wanted === undefined) parameters.required("Ipv6CidrBlock");
  if (vswitch.ipv6CidrBlock !== "") {
    throw refused("OperationUnsupported.Ipv6", `The vSwitch ${vswitch.id} has an IPv6 block already.`);
  }
  return readVSwitchBlock(cloud, parameters, vpc);
}

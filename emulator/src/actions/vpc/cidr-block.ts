import { notFound, refused } from "../../errors";
import { cidr, covers, overlaps, parseCidr, type Cidr } from "../../ipv4";
import type { Vpc } from "../../state";
import type { Call, Json } from "../common";
import { vpcOf } from "../lookup";
import { checkRoutes } from "./route-table";
import { type Actions, effect, kept, names } from "../declaration";

export const cidrBlockActions = {
  AssociateVpcCidrBlock: {
    run: associateVpcCidrBlock,
    parameters: {
      ...names("VpcId", "IpamPoolId"),
      ...kept("SecondaryCidrBlock"),
      ...effect("IPv6 is refused", "IpVersion", "IPv6CidrBlock"),
    },
  },
  UnassociateVpcCidrBlock: {
    run: unassociateVpcCidrBlock,
    parameters: names("VpcId", "SecondaryCidrBlock"),
  },
} satisfies Actions;

/** Adds a secondary CIDR block. The call is refused while another one on the same VPC is being done. */
function associateVpcCidrBlock(call: Call): Json {
  const { parameters, cloud } = call;
  const vpc = vpcOf(call);
  if (
    parameters.oneOf("IpVersion", ["IPV4", "IPV6"]) === "IPV6" ||
    parameters.text("IPv6CidrBlock") !== undefined
  ) {
    throw refused("OperationUnsupported.VpcMultiCidr", "IPv6 is not emulated.");
  }
  if (parameters.text("IpamPoolId") !== undefined) {
    throw notFound("ResourceNotFound.IpamPool", "IPAM pool", parameters.required("IpamPoolId"));
  }
  const block = parameters.text("SecondaryCidrBlock");
  if (block === undefined) {
    throw refused(
      "MissingParam.SecondaryCidrOrIpv6Cidr",
      "Either SecondaryCidrBlock or IPv6CidrBlock is mandatory.",
    );
  }
  const range = checkedBlock(block);
  checkCidrsIdle(call, vpc);
  if (vpc.secondaryCidrBlocks.includes(block)) {
    throw refused("Duplicated.SecondaryCidrBlock", `The VPC ${vpc.id} has the block ${block} already.`);
  }
  const other = cloud.rangesOf(vpc).find((own) => overlaps(own, range));
  if (other !== undefined) {
    throw refused("InvalidCidrBlock", `The block ${block} overlaps with one of the VPC ${vpc.id}.`);
  }
  checkRoutes(cloud, vpc, range, "OperationFailed.ConflictWithEntry");
  if (vpc.secondaryCidrBlocks.length >= cloud.quotas.secondaryCidrBlocksPerVpc) {
    throw refused(
      "QuotaExceeded.VpcMultiCidr",
      `The VPC ${vpc.id} has ${cloud.quotas.secondaryCidrBlocksPerVpc} secondary CIDR blocks, as many as it can have.`,
    );
  }
  vpc.secondaryCidrBlocks.push(block);
  call.begin("cidr-blocks-settled", vpc.id, "changeCidrBlocks");
  return { CidrBlock: block, IpVersion: "IPV4" };
}

function unassociateVpcCidrBlock(call: Call): Json {
  const { parameters, cloud } = call;
  const vpc = vpcOf(call);
  const block = parameters.text("SecondaryCidrBlock");
  if (block === undefined) {
    throw refused(
      "MissingParam.SecondaryCidrOrIpv6Cidr",
      "Either SecondaryCidrBlock or IPv6CidrBlock is mandatory.",
    );
  }
  checkCidrsIdle(call, vpc);
  const index = vpc.secondaryCidrBlocks.indexOf(block);
  if (index < 0) throw notFound("InvalidCidrBlock.NotFound", `secondary CIDR block of ${vpc.id}`, block);
  const range = cidr(block);
  const inside = cloud.vswitchesOf(vpc.id).find((vswitch) => covers(range, cidr(vswitch.cidrBlock)));
  if (inside !== undefined) {
    throw refused("OperationFailed.CidrInUse", `The vSwitch ${inside.id} is in the block ${block}.`);
  }
  vpc.secondaryCidrBlocks.splice(index, 1);
  call.begin("cidr-blocks-settled", vpc.id, "changeCidrBlocks");
  return {};
}

/** Checks a secondary CIDR block for itself: form, mask 8 to 28, and where it is. */
function checkedBlock(block: string): Cidr {
  const range = parseCidr(block);
  if (range === undefined) {
    throw refused(
      "InvalidCidrBlock.Malformed",
      `The block "${block.slice(0, 60)}" is not a canonical IPv4 range.`,
    );
  }
  if (range.mask < 8 || range.mask > 28) {
    throw refused("IllegalParam.CidrMask", `The block ${block} has a mask that is not from 8 to 28.`);
  }
  if (!isAllowed(range, 8, 28)) {
    throw refused("IllegalParam.SecondaryCidrBlock", `The block ${block} is in a range that is reserved.`);
  }
  return range;
}

function checkCidrsIdle({ changes }: Call, vpc: Vpc): void {
  if (vpc.status !== "Available") throw refused("IncorrectStatus.Vpc", `The VPC ${vpc.id} is ${vpc.status}.`);
  if (changes.isPending("cidr-blocks-settled", vpc.id)) {
    throw refused("OperationConflict", `The VPC ${vpc.id} is busy with another change of its CIDR blocks.`);
  }
}

/** Where no block may be: shared address space, loopback, link-local and multicast addresses. */
const excluded = ["100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4"].map(cidr);

/** Whether a range may be a CIDR block of a VPC: a mask within bounds, and outside of what is reserved. */
export function isAllowed(range: Cidr | undefined, shortest: number, longest: number): range is Cidr {
  return (
    range !== undefined &&
    range.mask >= shortest &&
    range.mask <= longest &&
    range.network >= 2 ** 24 &&
    !excluded.some((forbiddenRange) => overlaps(forbiddenRange, range))
  );
}

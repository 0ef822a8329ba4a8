import { Ipv4Cidr, requireAllowedVSwitch } from "../address";
import { AddressError } from "../address";
import type { Exposures } from "./exposure-mistake";
import { mistakeOf } from "./exposure-mistake";
import type { Mistake } from "./mistake";
import type { PreparationsSetting } from "./preparations";
import { rangeOfBlock } from "./planning";
import type { Source } from "./source";

/** The defaults of the procedure's example. */
export const DEFAULT_VPC = Ipv4Cidr.parse("10.0.0.0/8");
export const DEFAULT_VSWITCH = Ipv4Cidr.parse("10.0.0.0/24");

/** What is wrong between the parts of the preparations, or between them and the exposures. */
export function preparationMistakes(
  { vpc = DEFAULT_VPC, vswitch = DEFAULT_VSWITCH, securityGroup }: PreparationsSetting,
  exposures: Exposures,
  source: Source,
): Mistake[] {
  const mistakes: Mistake[] = [];
  const isNewVpc = vpc instanceof Ipv4Cidr;
  if (isNewVpc && !(vswitch instanceof Ipv4Cidr)) {
    mistakes.push(inNewVpc("vswitch", "a vSwitch that exists cannot be in a VPC that is made", source));
  }
  if (isNewVpc && typeof securityGroup === "string") {
    mistakes.push(
      inNewVpc("securityGroup", "a security group that exists cannot be in a VPC that is made", source),
    );
  }
  if (isNewVpc && vswitch instanceof Ipv4Cidr) {
    try {
      requireAllowedVSwitch(vswitch, vpc);
    } catch (error) {
      if (!(error instanceof AddressError)) throw error;
      const { allowed } = error;
      const problem = `vSwitch 1, ${vswitch.toString()}, is not inside the VPC ${vpc.toString()}`;
      mistakes.push({ ...source.aboutValue(["preparations", "vswitch"]), problem, allowed });
    }
  }
  return isNewVpc ? [...mistakes, ...insideNewVpc(vpc, exposures, source)] : mistakes;
}

function inNewVpc(name: string, problem: string, source: Source): Mistake {
  return {
    ...source.aboutValue(["preparations", name]),
    problem,
    allowed: "IDs of things in one VPC together with the ID of that VPC, or ranges",
    remedy: { advice: `add vpc with the ID of the VPC that it is in, or remove ${name} to have one made` },
  };
}

/** EIPs whose block would overlap the VPC's own range. */
function insideNewVpc(vpc: Ipv4Cidr, exposures: Exposures, source: Source): Mistake[] {
  return [...exposures].flatMap(([key, { instance, eip, block }]) => {
    if (typeof instance === "string" || !("address" in eip)) return [];
    const range = rangeOfBlock(block) ?? Ipv4Cidr.containing(eip.address, 28);
    if (!vpc.overlaps(range)) return [];
    return [
      mistakeOf(source, key, block === undefined ? "eip" : "block", {
        problem: `the VPC that is made has the range ${vpc.toString()}, which the block of the EIP would overlap`,
        allowed: `an EIP and a block outside of ${vpc.toString()}`,
        remedy: { advice: "choose another EIP, or another range for preparations.vpc" },
      }),
    ];
  });
}

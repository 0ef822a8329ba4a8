import fc from "fast-check";

import { PlanError } from "../../lib/errors";
import { Ipv4Address, Ipv4Cidr } from "../../lib/ipv4";
import type { ExistingBlock, PlannedBlock, PlanRequest } from "../../lib/planning/model";
import { planFleet } from "../../lib/planning/planner";
import { isUsableIn } from "./arithmetic";

export const address = (text: string): Ipv4Address => Ipv4Address.parse(text);
export const cidr = (text: string): Ipv4Cidr => Ipv4Cidr.parse(text);

/** Addresses that are often so close to each other that they share a vSwitch or a block. */
const eips: fc.Arbitrary<Ipv4Address> = fc
  .tuple(
    fc.constantFrom("198.18.0.0", "198.18.0.0", "198.19.0.0"),
    fc.oneof(fc.nat(63), fc.nat(1023), fc.nat(0xffff), fc.constantFrom(125, 127, 128, 189, 255, 256, 0x7fff)),
  )
  .map(([base, offset]) => Ipv4Address.fromNumber(address(base).value + offset))
  .filter((eip) => isUsableIn(Ipv4Cidr.containing(eip, 16), eip));

interface FleetOptions {
  readonly maxLength: number;
  readonly zoneIds?: readonly (string | undefined)[];
  readonly vpcIds?: readonly (string | undefined)[];
  /** Whether some blocks and vSwitches are chosen by hand, and some addresses are not known. */
  readonly choices?: boolean;
}

/** Fleets in which no two EIPs are the same. */
export function fleets(options: FleetOptions): fc.Arbitrary<PlanRequest[]> {
  const { maxLength, zoneIds = ["a", "b", undefined], vpcIds = [undefined], choices = false } = options;
  const frequency = choices ? fc.nat(7) : fc.constant(0);
  return fc
    .uniqueArray(
      fc.record({
        eip: eips,
        zoneId: fc.constantFrom(...zoneIds),
        vpcId: fc.constantFrom(...vpcIds),
        choice: frequency,
        blockMask: fc.integer({ min: 16, max: 28 }),
        vswitchMask: fc.integer({ min: 16, max: 29 }),
      }),
      { selector: ({ eip }) => eip.value, minLength: 1, maxLength },
    )
    .map((members) =>
      members.map(({ eip, zoneId, vpcId, choice, blockMask, vswitchMask }, index) => ({
        key: `e${index}`,
        ...(zoneId === undefined ? {} : { zoneId }),
        ...(vpcId === undefined ? {} : { vpcId }),
        ...chosen(eip, choice, blockMask, vswitchMask),
      })),
    );
}

/** An EIP, and what is chosen by hand for it where that is allowed. */
function chosen(
  eip: Ipv4Address,
  choice: number,
  blockMask: number,
  vswitchMask: number,
): Pick<PlanRequest, "eip" | "block" | "vswitch"> {
  const block = Ipv4Cidr.containing(eip, blockMask);
  const vswitch = Ipv4Cidr.containing(eip, vswitchMask);
  if (choice === 4 && isUsableIn(block, eip)) return { eip, block };
  if (choice === 5 && isUsableIn(vswitch, eip)) return { eip, vswitch };
  if (choice === 6 && isUsableIn(vswitch, eip) && block.contains(vswitch)) return { eip, block, vswitch };
  if (choice === 7) return { vswitch };
  return { eip };
}

/** The plan, or the error that says why there is none. */
export function tryPlan(...args: Parameters<typeof planFleet>): PlannedBlock[] | PlanError {
  try {
    return planFleet(...args);
  } catch (error) {
    if (error instanceof PlanError) return error;
    throw error;
  }
}

/** A plan as it comes back as the current plan. */
export function asExisting(plan: readonly PlannedBlock[]): ExistingBlock[] {
  return plan.map(({ cidr: range, vpcId, vswitches }) => ({
    cidr: range,
    vswitches: vswitches.map((vswitch) => vswitch.cidr),
    ...(vpcId === undefined ? {} : { vpcId }),
  }));
}

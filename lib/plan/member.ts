import {
  type Ipv4Cidr,
  isUsable,
  requireAllowedBlock,
  requireAllowedVSwitch,
  requireUsable,
  smallestPlacement,
} from "../address";
import type { ExistingBlock, PlanRequest } from "./model";
import { smallestBlock } from "./ranges";

/** A request and the vSwitch that it needs. */
export interface Member {
  readonly request: PlanRequest;
  /** The vSwitch that it is bound to; without one, the smallest in which its EIP is usable. */
  readonly range: Ipv4Cidr;
  /**
   * Why no larger vSwitch than `range` will do.
   * @default - it will do
   */
  readonly boundBy?: "hand" | "present plan";
}

/**
 * What a request needs: the vSwitch chosen by hand, else the vSwitch of the present plan in which the EIP is usable, else
 * the smallest one.
 *
 * @throws AddressError when a range chosen by hand is not allowed or has no usable place for the EIP, or no block has one
 */
export function memberFor(request: PlanRequest, existing: readonly ExistingBlock[]): Member {
  const { key, eip, vswitch } = request;
  requireAllowedChoice(request);
  if (vswitch !== undefined) return { request, range: vswitch, boundBy: "hand" };
  if (eip === undefined) throw new RangeError(`${key} has neither an address nor a vSwitch`);
  const present = existing
    .find((block) => serves(block, request))
    ?.vswitches.find((candidate) => isUsable(candidate, eip));
  return present === undefined
    ? { request, range: smallestPlacement(eip).vswitch }
    : { request, range: present, boundBy: "present plan" };
}

/** Whether the request belongs in the block: it has a place there, and chose no other block by hand. */
export function serves({ cidr }: ExistingBlock, { eip, block, vswitch }: PlanRequest): boolean {
  if (block !== undefined && !block.equals(cidr)) return false;
  if (vswitch !== undefined) return cidr.contains(vswitch);
  return eip !== undefined && isUsable(cidr, eip);
}

/** By address, and those whose address is not known behind them by key, so that the order of requests does not matter. */
export function byAddress(one: PlanRequest, other: PlanRequest): number {
  const [address, otherAddress] = [one.eip?.value ?? Infinity, other.eip?.value ?? Infinity];
  if (address !== otherAddress) return address - otherAddress;
  return one.key < other.key ? -1 : 1;
}

function requireAllowedChoice({ eip, vswitch, block }: PlanRequest): void {
  if (vswitch !== undefined) requireAllowedVSwitch(vswitch, block ?? smallestBlock(vswitch));
  const chosen = block ?? (vswitch === undefined ? undefined : smallestBlock(vswitch));
  if (chosen !== undefined) requireAllowedBlock(chosen);
  const range = vswitch ?? block;
  // A block in which the EIP would be usable if it were one vSwitch contains the smallest vSwitch for it.
  if (range !== undefined && eip !== undefined) requireUsable(range, eip);
}

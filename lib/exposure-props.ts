import type { Construct } from "constructs";

import { loneSurrogateIn } from "../hcl/src";
import { ExposureError } from "./errors";
import type { ExposedEipProps } from "./exposed-eip";
import type { ExistingParts } from "./import-existing";
import type { Ipv4Cidr } from "./ipv4";
import { omitUndefined } from "./omit-undefined";
import type { PlanRequest } from "./planning/model";
import type { IInstance } from "./resources/instance";
import { knownCidr, requireConsistentProps, requireDistinctKeys } from "./terraform/constructs";

/** One exposure of a fleet. Ranges that are not set are planned, unless its vSwitch or ENI exists already. */
export interface ExposureProps extends Pick<
  ExposedEipProps,
  "instance" | "eip" | "vswitch" | "securityGroups" | "networkInterface"
> {
  /**
   * Key of the exposure on whose NIC the EIP goes too, as a secondary private address. Excludes `instance` and everything that belongs to
   * a NIC. Both EIPs are planned into one vSwitch.
   * @default - a NIC of its own
   */
  readonly nicOf?: string;
  /**
   * ID of the instance's VPC, for planning. Set it for all exposures of a fleet, or for none.
   * @default - unknown: planned as if all instances were in one VPC, which is checked for those that share a block
   */
  readonly vpcId?: string;
  /**
   * Zone of the instance, for planning.
   * @default - unknown: the EIP shares a vSwitch only with those from which no plan could separate it
   */
  readonly zoneId?: string;
  /**
   * Range of the secondary CIDR block to create, in canonical CIDR notation. Excludes `existingCidrBlock`, `vswitch` and
   * `networkInterface`.
   * @default - planned
   */
  readonly cidrBlock?: string | Ipv4Cidr;
  /**
   * Range of a secondary CIDR block that the VPC has already, in canonical CIDR notation. Excludes `vswitch` and
   * `networkInterface`.
   * @default - a block is created
   */
  readonly existingCidrBlock?: string | Ipv4Cidr;
  /**
   * Range of the vSwitch to create, in canonical CIDR notation, inside the block. Excludes `vswitch` and `networkInterface`.
   * @default - planned
   */
  readonly vswitchCidrBlock?: string | Ipv4Cidr;
  /**
   * Parts that were created by hand, for Terraform to import. Their names in the console stay as they are.
   * @default - none
   */
  readonly existingParts?: ExistingParts;
  /**
   * Whether Terraform refuses to destroy or replace the resources of the exposure, its block and its vSwitch.
   * @default false
   */
  readonly preventDestroy?: boolean;
}

/** Exposures of a fleet by key. */
type Exposures = Readonly<Record<string, ExposureProps>>;

const RANGES = ["cidrBlock", "existingCidrBlock", "vswitchCidrBlock"] as const;

/** Props that belong to a NIC, and so to the exposure that has one of its own. */
const OF_NIC = [
  ...(["instance", "vswitch", "securityGroups", "networkInterface", "vpcId", "zoneId"] as const),
  ...RANGES,
];

/**
 * Checks props that exclude or require each other, in one exposure and between several.
 *
 * @throws {@link ExposureError} at the first error
 */
export function requireConsistentExposures(scope: Construct, exposures: Exposures): void {
  requireUsableKeys(scope, Object.keys(exposures));
  for (const [key, exposure] of Object.entries(exposures)) {
    requireNic(scope, key, exposures);
    requireConsistentProps(
      scope,
      exposure,
      {
        excludes: [
          ...OF_NIC.map((name) => [name, "nicOf"] as const),
          ["cidrBlock", "existingCidrBlock"],
          ...RANGES.map((range) => [range, "vswitch"] as const),
          ...RANGES.map((range) => [range, "networkInterface"] as const),
        ],
      },
      `exposures.${key}: `,
    );
  }
  requireDistinctEips(scope, exposures);
}

/** Returns the exposures in an object that inherits nothing, so that `nicOf: "constructor"` finds no exposure. */
export function withoutInherited(exposures: Exposures): Exposures {
  return Object.assign(Object.create(null) as object, exposures);
}

/** Keys become IDs of constructs, and keys of an object in Terraform. */
function requireUsableKeys(scope: Construct, keys: readonly string[]): void {
  for (const key of keys) {
    const half = loneSurrogateIn(key);
    if (half !== undefined) {
      const problem = `has half of a surrogate pair (${half}), which is no character`;
      throw new ExposureError(scope, `the key ${JSON.stringify(key)} ${problem}; use another key`);
    }
    // Constructs keep their children in such an object.
    if (key in {})
      throw new ExposureError(scope, `exposures.${key}: constructs cannot have this ID; use another key`);
  }
  requireDistinctKeys(scope, "exposures", keys);
}

function requireNic(scope: Construct, key: string, exposures: Exposures): void {
  const { instance, nicOf } = exposures[key] ?? {};
  if (nicOf === undefined) {
    if (instance === undefined)
      throw new ExposureError(scope, `exposures.${key}: set either \`instance\` or \`nicOf\``);
    return;
  }
  const ofNic = exposures[nicOf];
  if (ofNic !== undefined && ofNic.nicOf === undefined) return;
  const problem = ofNic === undefined ? "is no exposure" : "is on the NIC of another exposure";
  throw new ExposureError(
    scope,
    `exposures.${key}: ${nicOf} ${problem}; set \`nicOf\` to the key of an exposure with an instance`,
  );
}

function requireDistinctEips(scope: Construct, exposures: Exposures): void {
  const keys = new Map<string, string>();
  for (const [key, { eip }] of Object.entries(exposures)) {
    const name = eip.address === undefined ? eip.allocationId : eip.ipAddress;
    const first = keys.get(name);
    if (first !== undefined) {
      throw new ExposureError(
        scope,
        `the exposures ${first} and ${key} have the same EIP ${name}; give each an EIP of its own`,
      );
    }
    keys.set(name, key);
  }
}

/** Returns the requests for the planner. Terraform derives the blocks of the other exposures. */
export function requestsOf(scope: Construct, exposures: Exposures): PlanRequest[] {
  return Object.entries(exposures).flatMap(([key, exposure]) => {
    const { eip, nicOf } = exposure;
    const ofNic = nicOf === undefined ? exposure : (exposures[nicOf] ?? exposure);
    const { vpcId, zoneId, networkInterface } = ofNic;
    if (networkInterface !== undefined || ofNic.vswitch !== undefined) return [];
    // Terraform checks that it is usable in the vSwitch of the NIC.
    if (nicOf !== undefined && (eip.address === undefined || !isPlanned(ofNic))) return [];
    const [block, vswitch] = [
      exposure.existingCidrBlock ?? exposure.cidrBlock,
      exposure.vswitchCidrBlock,
    ].map((range) => (range === undefined ? undefined : knownCidr(scope, range)));
    if (!isPlanned(exposure)) {
      if (block === undefined) return [];
      throw new ExposureError(
        scope,
        `the exposure ${key} has the block ${block.toString()} but no vSwitch, and the address of its EIP is unknown at synth; ` +
          "set the vSwitch, or refer to the EIP by its address",
      );
    }
    return [{ key, ...omitUndefined({ eip: eip.address, vpcId, zoneId, block, vswitch, nicOf }) }];
  });
}

/** Whether the place of an exposure is known at synth, by its address or by its vSwitch. */
function isPlanned({ eip, vswitchCidrBlock }: ExposureProps): boolean {
  return eip.address !== undefined || vswitchCidrBlock !== undefined;
}

/** Returns the instance of an exposure, or of the one whose NIC it shares. */
export function instanceOfExposure(exposures: Exposures, { instance, nicOf = "" }: ExposureProps): IInstance {
  const found = instance ?? exposures[nicOf]?.instance;
  if (found === undefined) throw new RangeError(`the exposure ${nicOf} has no instance`);
  return found;
}

import { cloudRange, type FoundNetworkInterface, type FoundVSwitch } from "../live/account";
import { RESERVED_ADDRESSES } from "../planning/placement";
import type { RecoveryFacts } from "./recovery-facts";

/** Foreign resource in a vSwitch or block of a stack. A destroy waits until it is gone, and says nothing meanwhile. */
export interface RecoveryHolder {
  /** ID of the vSwitch, or VPC and range of the block. */
  readonly held: string;
  /** ID of what is in it; empty for addresses whose user is not visible. */
  readonly by: string;
  /** Fact, as a sentence without the full stop. */
  readonly problem: string;
}

/**
 * Finds foreign resources in the vSwitches and blocks of a stack.
 *
 * @param own - IDs of the stack's resources, those of blocks as `<VPC ID>:<range>`
 */
export function holdersOf(facts: RecoveryFacts, own: ReadonlySet<string>): RecoveryHolder[] {
  const { vswitches = [], networkInterfaces, vpcs = [] } = facts;
  const inVSwitches = vswitches
    .filter(({ id }) => own.has(id))
    .flatMap((vswitch) => {
      if (networkInterfaces === undefined) return [];
      const all = networkInterfaces.filter(({ vswitchId }) => vswitchId === vswitch.id);
      const foreign = all.filter(({ id }) => !own.has(id));
      return [...foreign.map((one) => interfaceIn(vswitch, one)), ...unseenIn(vswitch, all)];
    });
  const inBlocks = vpcs.flatMap(({ id: vpcId, secondaryBlocks }) =>
    secondaryBlocks
      .filter((range) => own.has(`${vpcId}:${range}`))
      .flatMap((range) =>
        vswitches
          .filter((one) => one.vpcId === vpcId && !own.has(one.id) && isInside(range, one.range))
          .map((one) => ({
            ...{ held: `${vpcId}:${range}`, by: one.id },
            problem: `the block ${range} of ${vpcId} has the vSwitch ${one.id}${named(one.name)} with ${one.range}, which is not of this stack`,
          })),
      ),
  );
  return [...inVSwitches, ...inBlocks];
}

function interfaceIn(vswitch: FoundVSwitch, one: FoundNetworkInterface): RecoveryHolder {
  const { id, name, type, status, instanceId, isOfService, description, addresses } = one;
  const parts = [
    type === "Primary" ? "primary network interface" : `network interface, ${status}`,
    ...(instanceId === "" ? [] : [`of ${instanceId}`]),
    ...(isOfService ? ["created by a service of the cloud, such as a load balancer or NAT gateway"] : []),
    ...(description === "" ? [] : [`description "${description}"`]),
    addresses.join(", "),
  ];
  return {
    ...{ held: vswitch.id, by: id },
    problem: `the vSwitch ${vswitch.id} has ${id}${named(name)} (${parts.join("; ")}), which is not of this stack`,
  };
}

/** Addresses that are in use although no network interface that can be seen has them. */
function unseenIn(vswitch: FoundVSwitch, all: readonly FoundNetworkInterface[]): RecoveryHolder[] {
  const { id, freeAddresses, range } = vswitch;
  const size = cloudRange(range)?.size;
  if (freeAddresses === undefined || size === undefined) return [];
  const used = size - RESERVED_ADDRESSES.first - RESERVED_ADDRESSES.last - freeAddresses;
  const unseen = used - all.reduce((sum, { addresses }) => sum + addresses.length, 0);
  if (unseen <= 0) return [];
  return [
    {
      ...{ held: id, by: "" },
      problem: `the vSwitch ${id} has ${unseen === 1 ? "1 address" : `${unseen} addresses`} in use by something that ecs:DescribeNetworkInterfaces does not show, such as a classic load balancer or a resource that the credentials may not list`,
    },
  ];
}

function isInside(range: string, other: string): boolean {
  const inner = cloudRange(other);
  return inner !== undefined && cloudRange(range)?.contains(inner) === true;
}

function named(name: string): string {
  const text = name.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ");
  return text === "" ? "" : ` "${text}"`;
}

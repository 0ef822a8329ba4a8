import type { Chain } from "./chain";

/** What an instance has in common with all others in one block (their VPC), or in one vSwitch (their zone). */
export type Place = "vpc_id" | "zone_id";

/**
 * Which instances are in one VPC, and in one zone, as far as two versions of a stack say so: Terraform refuses a plan in which
 * instances that share a block are in different VPCs, or instances that share a vSwitch in different zones.
 */
export class SameNetwork {
  private readonly groups = { vpc_id: new Map<string, string>(), zone_id: new Map<string, string>() };

  public constructor(versions: readonly ReadonlyMap<string, Chain>[]) {
    for (const chains of versions) {
      const [firstInBlock, firstInVSwitch] = [new Map<string, string>(), new Map<string, string>()];
      for (const { instance, block, vswitch } of chains.values()) {
        this.join("vpc_id", firstInBlock, block?.address, instance);
        this.join("zone_id", firstInVSwitch, vswitch?.address, instance);
      }
    }
  }

  /** Whether the two instances are known to be in the same place. */
  public isSame(place: string, one: string, other: string): boolean {
    return (place === "vpc_id" || place === "zone_id") && this.root(place, one) === this.root(place, other);
  }

  private join(
    place: Place,
    firsts: Map<string, string>,
    shared: string | undefined,
    instance: string,
  ): void {
    if (shared === undefined) return;
    const first = firsts.get(shared);
    if (first === undefined) firsts.set(shared, instance);
    else this.groups[place].set(this.root(place, instance), this.root(place, first));
  }

  private root(place: Place, instance: string): string {
    const parent = this.groups[place].get(instance);
    return parent === undefined || parent === instance ? instance : this.root(place, parent);
  }
}

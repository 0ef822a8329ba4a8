import type { Chain } from "./chain";

/** What an instance has in common with all others in one block (their VPC), or in one vSwitch (their zone). */
export type Place = "vpc_id" | "zone_id";

/**
 * Which instances are in one VPC, and in one zone, as far as two versions of a stack say so: Terraform refuses a plan in which
 * instances that share a block are in different VPCs, or instances that share a vSwitch in different zones, or an instance is not
 * where the configuration says.
 */
export class SameNetwork {
  private readonly groups = { vpc_id: new Map<string, string>(), zone_id: new Map<string, string>() };

  public constructor(versions: readonly ReadonlyMap<string, Chain>[]) {
    for (const chains of versions) {
      const [firstInBlock, firstInVSwitch] = [new Map<string, string>(), new Map<string, string>()];
      for (const { instance, block, vswitch, row } of chains.values()) {
        this.joinFirst("vpc_id", firstInBlock, block?.address, instance);
        this.joinFirst("zone_id", firstInVSwitch, vswitch?.address, instance);
        for (const place of ["vpc_id", "zone_id"] as const) this.join(place, instance, row[place]);
      }
    }
  }

  /**
   * Whether the two are known to be in the same place.
   *
   * @param one - an instance, or the ID of a place
   * @param other - the same
   */
  public isSame(place: string, one: string, other: string): boolean {
    return (place === "vpc_id" || place === "zone_id") && this.root(place, one) === this.root(place, other);
  }

  private joinFirst(
    place: Place,
    firsts: Map<string, string>,
    shared: string | undefined,
    instance: string,
  ): void {
    if (shared === undefined) return;
    const first = firsts.get(shared);
    if (first === undefined) firsts.set(shared, instance);
    else this.join(place, instance, first);
  }

  private join(place: Place, one: string, other: string | undefined): void {
    if (other !== undefined) this.groups[place].set(this.root(place, one), this.root(place, other));
  }

  private root(place: Place, one: string): string {
    const parent = this.groups[place].get(one);
    return parent === undefined || parent === one ? one : this.root(place, parent);
  }
}

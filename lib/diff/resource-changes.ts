import { isJsonArray, isJsonObject } from "../../hcl/src";
import type { Chain } from "./chain";
import type { StackValues, SynthesizedResource, Value } from "./synthesized-stack";

/** Whether something happens, as far as that is known before Terraform asks the cloud. */
export type Certainty = "no" | "perhaps" | "yes";

/** What becomes of a resource that is in both versions of a stack. */
interface ResourceChange {
  readonly replaced: Certainty;
  /** The arguments that change without replacing it, perhaps. */
  readonly updated: readonly string[];
}

/** What is no argument, or is no affair of the cloud. */
const META_ARGUMENTS = ["//", "lifecycle", "timeouts", "depends_on", "provider", "count", "for_each"];

/** What becomes of the resources that are in both versions of a stack, by address. */
export class ResourceChanges {
  private readonly known = new Map<string, ResourceChange>();

  public constructor(
    private readonly before: StackValues,
    private readonly after: StackValues,
    private readonly network: SameNetwork,
  ) {}

  /** What becomes of a resource; `undefined` where it is not in both versions. */
  public of(address: string): ResourceChange | undefined {
    const [before, after] = [this.before.resources.get(address), this.after.resources.get(address)];
    if (before === undefined || after === undefined) return undefined;
    const known = this.known.get(address);
    if (known !== undefined) return known;
    // Resources refer to each other in no circle; should they, Terraform refuses them.
    this.known.set(address, { replaced: "no", updated: [] });
    const change = this.compare(before, after);
    this.known.set(address, change);
    return change;
  }

  private compare(before: SynthesizedResource, after: SynthesizedResource): ResourceChange {
    const ignored = ignoredArguments(after);
    const names = [...new Set([...Object.keys(before.body), ...Object.keys(after.body)])].filter(
      (name) => !META_ARGUMENTS.includes(name) && !ignored.includes(name),
    );
    const changes = names.map((name) => ({
      name,
      change: this.changeOf(name, before, after),
      forces: forcesReplacement(after.type, name),
    }));
    return {
      replaced: strongest(changes.filter(({ forces }) => forces).map(({ change }) => change)),
      updated: changes.filter(({ forces, change }) => !forces && change !== "no").map(({ name }) => name),
    };
  }

  private changeOf(name: string, before: SynthesizedResource, after: SynthesizedResource): Certainty {
    const { value: was } = this.before.of(before, name);
    const { value: is, references } = this.after.of(after, name);
    if (was.kind === "attribute" && is.kind === "attribute") {
      // Another resource has another ID; so has one that is created again.
      return was.address === is.address ? (this.of(is.address)?.replaced ?? "no") : "yes";
    }
    if (!isSameText(was, is)) return this.differenceOf(was, is);
    return strongest(references.map((address) => (this.of(address)?.replaced === "no" ? "no" : "perhaps")));
  }

  private differenceOf(was: Value, is: Value): Certainty {
    if (was.kind === "literal" && is.kind === "literal") return "yes";
    // No two EIPs have the same address or the same ID; one of each may be one EIP.
    if (was.kind === "eip" && is.kind === "eip")
      return isAllocationId(was.eip) === isAllocationId(is.eip) ? "yes" : "perhaps";
    const place = was.kind === "place" ? was.place : is.kind === "place" ? is.place : "";
    const [one, other] = [whereIs(place, was), whereIs(place, is)];
    const isKnown = one !== undefined && other !== undefined;
    return isKnown && this.network.isSame(place, one, other) ? "no" : "perhaps";
  }
}

/** The instance that is at a place, or the ID of the place. */
function whereIs(place: string, value: Value): string | undefined {
  if (value.kind === "literal") return value.text;
  return value.kind === "place" && value.place === place ? value.instance : undefined;
}

function isAllocationId(eip: string): boolean {
  return eip.startsWith("eip-");
}

export function strongest(certainties: readonly Certainty[]): Certainty {
  if (certainties.includes("yes")) return "yes";
  return certainties.includes("perhaps") ? "perhaps" : "no";
}

function ignoredArguments({ body: { lifecycle } }: SynthesizedResource): readonly unknown[] {
  const ignored = isJsonObject(lifecycle) ? lifecycle.ignore_changes : undefined;
  return isJsonArray(ignored) ? ignored : [];
}

function isSameText(one: Value, other: Value): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What an instance has in common with all others in one block (their VPC), or in one vSwitch (their zone). */
type Place = "vpc_id" | "zone_id";

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

/**
 * The arguments whose change makes the provider replace a resource, of those that this library writes. The provider's
 * schema does not tell them; that they are those of the provider is tested with its plans.
 */
const FORCING: Readonly<Record<string, readonly string[]>> = {
  alicloud_vpc_ipv4_cidr_block: ["vpc_id", "secondary_cidr_block"],
  alicloud_vswitch: ["vpc_id", "zone_id", "cidr_block"],
  alicloud_ecs_network_interface: ["vswitch_id", "primary_ip_address"],
  alicloud_eip_association: ["allocation_id", "instance_id", "instance_type"],
  alicloud_ecs_network_interface_attachment: ["network_interface_id", "instance_id"],
  alicloud_ecs_command: [
    ...["command_content", "description", "enable_parameter", "name", "timeout", "type", "working_dir"],
  ],
  alicloud_ecs_invocation: [
    ...["command_id", "instance_id", "repeat_mode", "timed", "frequency", "parameters", "username"],
  ],
};

/** Whether a change of the argument replaces the resource, as against changing it where it is. */
function forcesReplacement(type: string, argument: string): boolean {
  return FORCING[type]?.includes(argument) ?? false;
}

/** Whether it is known which arguments replace a resource of this type. */
export function isReplacementKnown(type: string): boolean {
  return FORCING[type] !== undefined;
}

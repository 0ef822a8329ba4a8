import { isJsonArray, isJsonObject, ownProperty } from "../../hcl/src";
import type { Chain } from "./chain";
import type { StackValues, SynthesizedResource, Value } from "./synthesized-stack";

/** Certainty of a change, before Terraform asks the cloud. */
export type Certainty = "no" | "perhaps" | "yes";

/** Change of a resource that both versions of a stack have. */
interface ResourceChange {
  readonly replaced: Certainty;
  /** Arguments that change, or may change, without replacing the resource. */
  readonly updated: readonly string[];
}

/** Meta-arguments, and arguments that do not reach the cloud. */
const META_ARGUMENTS = ["//", "lifecycle", "timeouts", "depends_on", "provider", "count", "for_each"];

/** Changes of the resources that both versions of a stack have, by address. */
export class ResourceChanges {
  private readonly known = new Map<string, ResourceChange>();

  public constructor(
    private readonly before: StackValues,
    private readonly after: StackValues,
    private readonly network: SameNetwork,
  ) {}

  /** Returns the change of a resource; undefined if one version does not have it. */
  public of(address: string): ResourceChange | undefined {
    const [before, after] = [this.before.resources.get(address), this.after.resources.get(address)];
    if (before === undefined || after === undefined) return undefined;
    const known = this.known.get(address);
    if (known !== undefined) return known;
    // Ends the recursion on a cycle, which Terraform refuses.
    this.known.set(address, { replaced: "no", updated: [] });
    const change = this.compare(before, after);
    this.known.set(address, change);
    return change;
  }

  /** Returns an argument of a resource in both versions, as text; undefined if a version does not have it. */
  public textsOf(address: string, argument: string): readonly [string | undefined, string | undefined] {
    const text = (values: StackValues): string | undefined => {
      const resource = values.resources.get(address);
      const value = resource && values.of(resource, argument).value;
      return value?.kind === "literal" || value?.kind === "computed" ? value.text : undefined;
    };
    return [text(this.before), text(this.after)];
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
      // Another resource, or a replaced one, has another ID.
      return was.address === is.address ? (this.of(is.address)?.replaced ?? "no") : "yes";
    }
    if (!isSameText(was, is)) return this.differenceOf(was, is);
    return strongest(references.map((address) => (this.of(address)?.replaced === "no" ? "no" : "perhaps")));
  }

  private differenceOf(was: Value, is: Value): Certainty {
    if (was.kind === "literal" && is.kind === "literal") return "yes";
    // Two addresses, or two IDs, belong to different EIPs; an address and an ID may belong to one.
    if (was.kind === "eip" && is.kind === "eip")
      return isAllocationId(was.eip) === isAllocationId(is.eip) ? "yes" : "perhaps";
    const location = was.kind === "location" ? was.location : is.kind === "location" ? is.location : "";
    const [one, other] = [whereIs(location, was), whereIs(location, is)];
    const isKnown = one !== undefined && other !== undefined;
    return isKnown && this.network.isSame(location, one, other) ? "no" : "perhaps";
  }
}

/** Returns the instance that determines a value, or the value itself. */
function whereIs(location: string, value: Value): string | undefined {
  if (value.kind === "literal") return value.text;
  return value.kind === "location" && value.location === location ? value.instance : undefined;
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

/** Attribute that the instances of one block (VPC), or of one vSwitch (zone), have in common. */
type Location = "vpc_id" | "zone_id";

/**
 * Instances known to be in the same VPC or zone. Terraform refuses a plan whose instances share a block across VPCs, share a vSwitch
 * across zones, or are not where the configuration says; so two versions of a stack tell.
 */
export class SameNetwork {
  private readonly groups = { vpc_id: new Map<string, string>(), zone_id: new Map<string, string>() };

  public constructor(versions: readonly ReadonlyMap<string, Chain>[]) {
    for (const chains of versions) {
      const [firstInBlock, firstInVSwitch] = [new Map<string, string>(), new Map<string, string>()];
      for (const { instance, block, vswitch, row } of chains.values()) {
        this.joinFirst("vpc_id", firstInBlock, block?.address, instance);
        this.joinFirst("zone_id", firstInVSwitch, vswitch?.address, instance);
        for (const location of ["vpc_id", "zone_id"] as const) this.join(location, instance, row[location]);
      }
    }
  }

  /**
   * Whether two instances are known to have the same VPC or zone.
   *
   * @param one - an instance, or the ID of a VPC or zone
   * @param other - likewise
   */
  public isSame(location: string, one: string, other: string): boolean {
    return (
      (location === "vpc_id" || location === "zone_id") &&
      this.root(location, one) === this.root(location, other)
    );
  }

  private joinFirst(
    location: Location,
    firsts: Map<string, string>,
    shared: string | undefined,
    instance: string,
  ): void {
    if (shared === undefined) return;
    const first = firsts.get(shared);
    if (first === undefined) firsts.set(shared, instance);
    else this.join(location, instance, first);
  }

  private join(location: Location, one: string, other: string | undefined): void {
    if (other !== undefined) this.groups[location].set(this.root(location, one), this.root(location, other));
  }

  private root(location: Location, one: string): string {
    const parent = this.groups[location].get(one);
    return parent === undefined || parent === one ? one : this.root(location, parent);
  }
}

/**
 * Arguments whose change causes the provider to replace a resource, among those that this library writes. The provider's schema does not
 * have them; a test compares them with its plans.
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

/** Whether a change of the argument replaces the resource. */
function forcesReplacement(type: string, argument: string): boolean {
  return ownProperty(FORCING, type)?.includes(argument) ?? false;
}

/** Whether it is known which arguments replace a resource of this type. */
export function isReplacementKnown(type: string): boolean {
  return Object.hasOwn(FORCING, type);
}

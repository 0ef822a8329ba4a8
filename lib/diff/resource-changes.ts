import { isJsonArray, isJsonObject } from "../hcl/terraform-json";
import { forcesReplacement } from "./forced-replacement";
import type { SameNetwork } from "./same-network";
import type { SynthesizedResource } from "./synthesized-stack";
import type { StackValues, Value } from "./value";

/** Whether something happens, as far as that is known before Terraform asks the cloud. */
export type Certainty = "no" | "perhaps" | "yes";

/** What becomes of a resource that is in both versions of a stack. */
export interface ResourceChange {
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

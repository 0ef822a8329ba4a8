import { TEXT_GROUPS } from "../exposure-table/terraform-text";
import { isLiteral, templateTokens, type Traversal, traversalsIn } from "../hcl/traversal";
import { isJsonArray, isJsonObject, type JsonValue } from "../hcl/terraform-json";
import type { SynthesizedResource, SynthesizedStack } from "./synthesized-stack";

/** What is known of the value of an argument before Terraform runs. */
export type Value =
  /** The value itself. */
  | { readonly kind: "literal"; readonly text: string }
  /** An attribute that a resource of the stack gets when it is created, such as its ID. */
  | { readonly kind: "attribute"; readonly address: string; readonly attribute: string }
  /** The address or the allocation ID of an EIP that the table names by one of them. */
  | { readonly kind: "eip"; readonly eip: string }
  /** Something that an instance has in common with others, such as its VPC. */
  | { readonly kind: "place"; readonly place: string; readonly instance: string }
  /** Anything else that Terraform computes; the text holds everything it is computed from. */
  | { readonly kind: "computed"; readonly text: string };

/** A value, and the addresses of the resources of the stack that it is made of. */
export interface KnownValue {
  readonly value: Value;
  readonly references: readonly string[];
}

/** What is known of arguments of resources from the exposures that they belong to, by address and argument. */
export type KnownValues = ReadonlyMap<string, Readonly<Record<string, KnownValue>>>;

/** The local values of the Terraform text: what they are follows from the table. */
const OF_TEXT: ReadonlySet<string> = new Set(TEXT_GROUPS.flatMap(({ names }) => names));

/** Locals refer to each other only so many times; a chain that is longer is a circle, which Terraform refuses. */
const DEEPEST = 20;

/** The arguments of the resources of a stack, as far as their values are known before Terraform runs. */
export class StackValues {
  /** The resources, by the addresses that they have in the later version. */
  public readonly resources: ReadonlyMap<string, SynthesizedResource>;

  /**
   * @param names - the addresses in the later version of resources that are called otherwise there
   * @param known - what is known of arguments beside what they say
   */
  public constructor(
    private readonly stack: SynthesizedStack,
    private readonly names: ReadonlyMap<string, string>,
    private readonly known: KnownValues = new Map(),
  ) {
    this.resources = new Map(
      [...stack.resources].map(([old, resource]) => {
        const address = this.addressOf(old);
        return [address, { ...resource, address }];
      }),
    );
  }

  /** The same with what is known of arguments from elsewhere. */
  public with(known: KnownValues): StackValues {
    return new StackValues(this.stack, this.names, known);
  }

  /** The value of an argument, with the resources that it is made of. */
  public of({ address, body }: SynthesizedResource, argument: string): KnownValue {
    const known = this.known.get(address)?.[argument];
    if (known !== undefined) return known;
    const references = new Set<string>();
    this.tokensOf(body[argument] ?? null, references, 0);
    return { value: this.valueOf(body[argument], 0), references: [...references] };
  }

  /** The resource whose attribute an argument is. */
  public referred({ body }: SynthesizedResource, argument: string): SynthesizedResource | undefined {
    const value = body[argument];
    const reference = typeof value === "string" ? soleReference(value) : undefined;
    return reference && this.resources.get(this.addressIn(reference));
  }

  /** Follows references to locals, and to arguments that other resources are given, to what they stand for. */
  public valueOf(value: JsonValue | undefined, depth: number): Value {
    if (isLiteralValue(value ?? null))
      return { kind: "literal", text: typeof value === "string" ? value : JSON.stringify(value ?? null) };
    const reference = typeof value === "string" ? soleReference(value) : undefined;
    if (reference !== undefined && depth < DEEPEST) {
      const local = this.ownLocal(reference);
      if (local?.rest.length === 0) return this.valueOf(local.value, depth + 1);
      const address = this.addressIn(reference);
      const resource = this.resources.get(address);
      const [, , attribute, ...others] = reference.names;
      if (resource !== undefined && attribute !== undefined && others.length === 0)
        return this.attributeOf(resource, attribute, depth + 1);
    }
    return { kind: "computed", text: JSON.stringify(this.tokensOf(value ?? null, new Set(), 0)) };
  }

  private attributeOf({ address, body }: SynthesizedResource, attribute: string, depth: number): Value {
    const known = this.known.get(address)?.[attribute];
    if (known !== undefined) return known.value;
    const argument = body[attribute];
    return argument === undefined || depth >= DEEPEST
      ? { kind: "attribute", address, attribute }
      : this.valueOf(argument, depth);
  }

  /** What a value is made of: two versions of it that are made of the same are equal, unless a resource among them changes. */
  private tokensOf(value: JsonValue, references: Set<string>, depth: number): unknown {
    if (isJsonArray(value)) return value.map((one) => this.tokensOf(one, references, depth));
    if (isJsonObject(value))
      return Object.entries(value)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, inner]) => [key, this.tokensOf(inner, references, depth)]);
    if (typeof value !== "string") return value;
    return templateTokens(value).map((token) =>
      typeof token === "string" ? token : this.referenceTokens(token, references, depth),
    );
  }

  private referenceTokens(reference: Traversal, references: Set<string>, depth: number): unknown {
    const { names } = reference;
    const address = this.addressIn(reference);
    if (this.resources.has(address)) {
      references.add(address);
      return [address, ...names.slice(2)];
    }
    const [root, name = "", key] = names;
    if (root !== "local") return names;
    if (OF_TEXT.has(name)) return ["table", name, this.rowsFor(key), ...names.slice(3)];
    const local = this.ownLocal(reference);
    if (local === undefined || depth >= DEEPEST) return names;
    return [this.tokensOf(local.value, references, depth + 1), ...local.rest];
  }

  /** What the text knows under a key: the exposure, those in the block or in the vSwitch, else what the key says. */
  private rowsFor(key: string | undefined): unknown {
    const rows = [...this.stack.exposures];
    if (key === undefined) return rows;
    const about = rows.filter(([one, { block, vswitch }]) => [one, block, vswitch].includes(key));
    if (about.length === 0) return key;
    // The key of an exposure is another one where it is renamed.
    return about.map(([one, row]) => Object.entries(row).filter(([, value]) => value !== one));
  }

  /** The part of a local value of the stack's own that is referred to, and what of the reference goes beyond it. */
  private ownLocal({
    names: [root, name = "", ...names],
  }: Traversal): { readonly value: JsonValue; readonly rest: readonly string[] } | undefined {
    let value = root === "local" && !OF_TEXT.has(name) ? this.stack.locals[name] : undefined;
    if (value === undefined) return undefined;
    let rest: readonly string[] = names;
    for (let [next] = rest; next !== undefined && isJsonObject(value); [next] = rest) {
      const inner: JsonValue | undefined = value[next];
      if (inner === undefined) break;
      [value, rest] = [inner, rest.slice(1)];
    }
    return { value, rest };
  }

  /** The address that a reference begins with, as the later version has it. */
  private addressIn({ names: [type = "", name = ""] }: Traversal): string {
    return this.addressOf(`${type}.${name}`);
  }

  private addressOf(address: string): string {
    return this.names.get(address) ?? address;
  }
}

function soleReference(text: string): Traversal | undefined {
  return traversalsIn(text).find(({ isSole }) => isSole);
}

function isLiteralValue(value: JsonValue): boolean {
  if (typeof value === "string") return isLiteral(value);
  if (isJsonArray(value)) return value.every(isLiteralValue);
  return (
    !isJsonObject(value) ||
    Object.entries(value).every(([key, inner]) => isLiteral(key) && isLiteralValue(inner))
  );
}

import { type App, type TerraformResource, TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";

import { loneSurrogateIn, sameKeyIn, visiblyDifferent } from "../../hcl/src";
import { fileNameIgnoringCase, isDeviceName } from "../file-name";
import { ExposureError, SynthesisError, withConstructPath } from "../errors";
import { Ipv4Address, Ipv4Cidr } from "../ipv4";

/**
 * Returns the one construct of its kind in a stack, and creates it the first time.
 *
 * @param scope - any construct of the stack
 * @param id - ID of the construct in the stack
 */
export function stackSingleton<T extends Construct>(
  scope: Construct,
  id: string,
  create: (stack: TerraformStack, id: string) => T,
): T {
  const stack = TerraformStack.of(scope);
  return (stack.node.tryFindChild(id) as T | undefined) ?? create(stack, id);
}

/** Returns a child that only groups others, and creates it the first time. */
export function childScope(scope: Construct, id: string): Construct {
  const child = scope.node.tryFindChild(id);
  return child instanceof Construct ? child : new Construct(scope, id);
}

const last = new WeakMap<TerraformStack, Map<string, TerraformResource>>();

/**
 * Serialises the creation of resources of a kind, since Alibaba Cloud refuses concurrent ones: each resource depends on the one that was
 * declared before it in the stack.
 */
export function serialized(scope: Construct, kind: string, resource: TerraformResource): void {
  const stack = TerraformStack.of(scope);
  const kinds = last.get(stack) ?? new Map<string, TerraformResource>();
  last.set(stack, kinds);
  const previous = kinds.get(kind);
  if (previous !== undefined) {
    resource.dependsOn = [...(resource.dependsOn ?? []), addressOf(previous)];
  }
  kinds.set(kind, resource);
}

/** Returns the address of a resource, for arguments that take a reference instead of an expression. */
export function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}

/**
 * Returns the range of a literal or a value; undefined for a token, which only Terraform knows.
 *
 * @throws {@link ExposureError} if a literal is not canonical CIDR notation
 */
export function knownCidr(scope: Construct, range: string | Ipv4Cidr): Ipv4Cidr | undefined {
  if (range instanceof Ipv4Cidr) return range;
  return Token.isUnresolved(range) ? undefined : withConstructPath(scope, () => Ipv4Cidr.parse(range));
}

/**
 * Returns the address of a literal; undefined for a token, which only Terraform knows.
 *
 * @throws {@link ExposureError} if a literal is not an IPv4 address in dotted notation
 */
export function knownAddress(scope: Construct, address: string): Ipv4Address | undefined {
  return Token.isUnresolved(address) ? undefined : withConstructPath(scope, () => Ipv4Address.parse(address));
}

/**
 * Checks an ID that a lookup needs as a literal.
 *
 * @param prefix - such as `vpc`, without the hyphen
 * @param noun - such as `VPC ID`
 * @throws {@link ExposureError} if the ID is not the prefix followed by lower-case letters and digits
 */
export function requireResourceId(scope: Construct, prefix: string, noun: string, id: string): void {
  if (new RegExp(`^${prefix}-[a-z0-9]+$`).test(id)) return;
  throw new ExposureError(
    scope,
    `${JSON.stringify(id)} is not ${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}; ` +
      `write ${prefix}- followed by lower-case letters and digits`,
  );
}

/** Rules between optional properties: pairs that exclude each other, and pairs whose first requires the second. */
interface PropertyRules<Props> {
  readonly excludes?: readonly (readonly [keyof Props & string, keyof Props & string])[];
  readonly requires?: readonly (readonly [keyof Props & string, keyof Props & string])[];
}

/**
 * Checks properties that exclude or require each other.
 *
 * @param prefix - path of the properties within the construct, with its colon
 * @throws {@link ExposureError} with every rule that is broken
 */
export function requireConsistentProps<Props extends object>(
  scope: Construct,
  props: Props,
  { excludes = [], requires = [] }: PropertyRules<Props>,
  prefix = "",
): void {
  const problems = [
    ...excludes
      .filter(([one, other]) => props[one] !== undefined && props[other] !== undefined)
      .map(([one, other]) => `\`${one}\` excludes \`${other}\`; remove one of them`),
    ...requires
      .filter(([one, other]) => props[one] !== undefined && props[other] === undefined)
      .map(([one, other]) => `\`${one}\` requires \`${other}\`; add it`),
  ];
  if (problems.length > 0) throw new ExposureError(scope, prefix + problems.join(". "));
}

/**
 * Checks that no two keys of an object are one to Terraform, which compares texts in Unicode normal form C.
 *
 * @param what - the object, such as `tags`
 * @throws {@link ExposureError} with both keys, escaped so that they can be told apart
 */
export function requireDistinctKeys(scope: Construct, what: string, keys: readonly string[]): void {
  const same = sameKeyIn(keys);
  if (same === undefined) return;
  throw new ExposureError(
    scope,
    `${what} has the keys "${visiblyDifferent(same.first)}" and "${visiblyDifferent(same.key)}", which are one to Terraform: ` +
      "it compares texts in Unicode normal form C; remove or rename one of them",
  );
}

/**
 * Returns the argument `tags` of a resource; no argument where there are no tags.
 *
 * @throws {@link ExposureError} if two keys are one to Terraform, or a text has half of a surrogate pair
 */
export function tagArguments(
  scope: Construct,
  tags: Readonly<Record<string, string>> | undefined,
): { readonly tags?: Record<string, string> } {
  if (tags === undefined) return {};
  for (const [key, value] of Object.entries(tags)) {
    const half = loneSurrogateIn(key) ?? loneSurrogateIn(value);
    if (half === undefined) continue;
    throw new ExposureError(
      scope,
      `the tag ${JSON.stringify(key)} has half of a surrogate pair (${half}), which is no character; write both halves`,
    );
  }
  requireDistinctKeys(scope, "tags", Object.keys(tags));
  return { tags };
}

/**
 * Checks that each stack can have a folder of its own, also on file systems that ignore case and Unicode normal forms, as on macOS and
 * Windows.
 *
 * @throws {@link SynthesisError} with all problems
 */
function requireFolders(app: App): void {
  const stacks = app.node.findAll().filter((construct) => TerraformStack.isStack(construct));
  const seen = new Map<string, string>();
  const problems = stacks.flatMap(({ node: { id, path } }) => {
    const folder = fileNameIgnoringCase(id);
    const first = seen.get(folder);
    seen.set(folder, path);
    if (isDeviceName(id)) return [`stack ${path}: ${id} is the name of a device in Windows; use another ID`];
    if (first === undefined) return [];
    return [
      `stacks ${first} and ${path}: one folder on macOS and Windows, which ignore case; rename one of them`,
    ];
  });
  if (problems.length > 0) throw new SynthesisError(problems.join("\n"));
}

/**
 * Synthesizes an app.
 *
 * @throws {@link SynthesisError} if two stacks would have one folder on some system; and with the messages of validations and aspects, without cdktf's advice to ignore them
 */
export function synthesize(app: App): void {
  requireFolders(app);
  try {
    app.synth();
  } catch (error) {
    if (!(error instanceof Error) || !FROM_CDKTF.test(error.message)) throw error;
    throw new SynthesisError(error.message.replace(CDKTF_ADVICE, ""));
  }
}

/** Start of cdktf's messages about validations and annotations. */
const FROM_CDKTF =
  /^(?:Validation failed with the following errors|Encountered Annotations with level "ERROR")/;

const CDKTF_ADVICE = /\n\n(?:Either fix the issues above|If you wish to ignore these validations)[\s\S]*$/;

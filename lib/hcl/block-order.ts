import { others } from "./body-schema";

/** Nested blocks that come before or after all others, in this order. */
const firstBlocks = ["required_providers", "backend", "cloud"];
const lastBlocks = ["timeouts", "connection", "provisioner", "lifecycle"];

/** The argument that comes after all blocks. */
const closingArgument = "depends_on";

interface Named {
  readonly name: string;
}

/**
 * The arguments of a block in groups: the ones before its nested blocks, and, last, the ones after them.
 * @param order - names in groups, with `others` for those that are not named
 */
export function orderArguments<Argument extends Named>(
  given: readonly Argument[],
  order: readonly (readonly string[])[],
): { readonly groups: readonly (readonly Argument[])[]; readonly closing: readonly Argument[] } {
  const isClosing = ({ name }: Argument): boolean => name === closingArgument;
  const opening = given.filter((argument) => !isClosing(argument));
  const named = new Set(order.flat());
  const groups = order.map((names) =>
    names.flatMap((wanted) =>
      opening.filter(({ name }) => (wanted === others ? !named.has(name) : name === wanted)),
    ),
  );
  return { groups: groups.filter((group) => group.length > 0), closing: given.filter(isClosing) };
}

/**
 * Nested blocks with the ones at the end that Terraform's style guide wants there; otherwise their order is kept.
 * @see https://developer.hashicorp.com/terraform/language/style
 */
export function orderBlocks<Block extends Named>(blocks: readonly Block[]): readonly Block[] {
  return [...blocks].sort((left, right) => rank(left.name) - rank(right.name));
}

function rank(name: string): number {
  const first = firstBlocks.indexOf(name);
  return first >= 0 ? first - firstBlocks.length : lastBlocks.indexOf(name) + 1;
}

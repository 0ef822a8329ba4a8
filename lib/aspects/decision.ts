import { hcl, type HclExpression } from "../terraform/hcl";

/** Something that holds or does not, or that only Terraform can say. */
export type Decision = boolean | HclExpression;

export function and(...decisions: readonly Decision[]): Decision {
  return combined(decisions, false, (one, other) => hcl`${one} && ${other}`);
}

export function or(...decisions: readonly Decision[]): Decision {
  return combined(decisions, true, (one, other) => hcl`${one} || ${other}`);
}

/** @param decisive - the value of one that decides the whole, whatever the others are */
function combined(
  decisions: readonly Decision[],
  decisive: boolean,
  join: (one: HclExpression, other: HclExpression) => HclExpression,
): Decision {
  if (decisions.includes(decisive)) return decisive;
  const open = decisions.filter((decision) => typeof decision !== "boolean");
  const [first, ...others] = open.map((expression) => hcl`(${expression})`);
  return first === undefined ? !decisive : others.reduce(join, first);
}

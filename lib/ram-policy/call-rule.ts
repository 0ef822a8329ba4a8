import type { Condition } from "./arguments";

/** The steps of the procedure, in the order in which a policy lists them. */
export const STEPS = [
  "look-ups",
  "preparations",
  "secondary CIDR block",
  "vSwitch",
  "secondary ENI",
  "association",
  "attachment",
  "guest configuration",
] as const;

export type Step = (typeof STEPS)[number];

/** A kind of resource in RAM. */
export interface Target {
  readonly product: "ecs" | "vpc" | "ram";
  /** As in the ARN: `vswitch`. */
  readonly kind: string;
  /**
   * The argument that holds the ID, or a list of IDs.
   * @default - the ID is known after the resource was made only
   */
  readonly argument?: string;
}

/** What RAM checks an action against: all of the targets, everything of the region, or nothing that could be named. */
export type Scope = readonly Target[] | "region" | "*";

/** Calls of the provider, and what RAM checks them against. */
export interface CallRule {
  /** `vpc:CreateVSwitch` */
  readonly actions: readonly string[];
  readonly scope: Scope;
  /**
   * Which resources the rule is about.
   * @default - all of the type
   */
  readonly when?: Condition;
}

/** All calls that the provider makes for a type of resource or data source, from creation to destruction. */
export interface TypeRules {
  readonly step: Step;
  readonly calls: readonly CallRule[];
}

/** Calls that change something. */
export function write(actions: string | readonly string[], scope: Scope, when?: Condition): CallRule {
  return { actions: [actions].flat(), scope, ...(when === undefined ? {} : { when }) };
}

/**
 * Calls that only read. Most of them list, so that they are allowed for the whole region and not for single resources.
 */
export function read(actions: string | readonly string[], when?: Condition): CallRule {
  return write(actions, "region", when);
}

/** Calls that only read, and for which RAM knows no resource. */
export function readAnything(actions: string | readonly string[], when?: Condition): CallRule {
  return write(actions, "*", when);
}

/** `target("vpc:vswitch", "vswitch_id")` */
export function target(name: `${Target["product"]}:${string}`, argument?: string): Target {
  const [product, kind] = name.split(":") as [Target["product"], string];
  return { product, kind, ...(argument === undefined ? {} : { argument }) };
}

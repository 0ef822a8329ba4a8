import {
  isJsonArray,
  isJsonObject,
  isLiteral,
  type JsonObject,
  type JsonValue,
  type TerraformJson,
} from "../../hcl/src";
import { RamPolicyError } from "../errors";

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
type Scope = readonly Target[] | "region" | "*";

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

/** Whether a rule concerns a resource, judged by its arguments. */
export type Condition = (given: Arguments) => boolean;

/** Holds when at least one of the arguments is given. Terraform changes nothing in place that is not. */
export function whenSet(...names: readonly string[]): Condition {
  return (values) => names.some((name) => isGiven(values[name]));
}

/** Holds when the argument may have the value: it has it, or only Terraform knows. */
export function mayBe(name: string, ...allowed: readonly JsonValue[]): Condition {
  return (values) => {
    const value = values[name];
    return value !== undefined && (allowed.includes(value) || isExpression(value));
  };
}

/** Holds when the argument may have another value than this one, which it must have as a literal to be ruled out. */
export function mayDiffer(name: string, from: JsonValue): Condition {
  return (values) => values[name] !== from;
}

export function all(...conditions: readonly Condition[]): Condition {
  return (values) => conditions.every((holds) => holds(values));
}

/** The texts of an argument that is a text or a list of texts; undefined when one of them is known to Terraform only. */
export function literalTexts(value: JsonValue | undefined): readonly string[] | undefined {
  const items = isJsonArray(value) ? value : [value];
  const texts = items.filter((item) => typeof item === "string" && !isExpression(item)) as string[];
  return texts.length === items.length ? texts : undefined;
}

function isExpression(value: JsonValue): boolean {
  return typeof value === "string" && !isLiteral(value);
}

function isGiven(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null || value === "") return false;
  if (isJsonArray(value)) return value.length > 0;
  return !isJsonObject(value) || Object.keys(value).length > 0;
}

/** The arguments of a resource or a data source, in the provider's own names. */
export type Arguments = JsonObject;

/** A resource or a data source of a configuration. */
export interface Element {
  readonly kind: "resource" | "data";
  /** `alicloud_vswitch` */
  readonly type: string;
  readonly name: string;
  readonly arguments: Arguments;
}

/**
 * The resources and data sources of a configuration, those inside of `check` blocks included.
 *
 * @throws {@link RamPolicyError} for a module, into which nobody can look from here
 */
export function elementsOf(configuration: TerraformJson): Element[] {
  const [module] = bodies(configuration.module).flatMap(Object.keys);
  if (module !== undefined) {
    throw new RamPolicyError(
      `module ${module}`,
      "what a module makes is not known here; ask for the policy of the module's own configuration",
    );
  }
  const checks = bodies(configuration.check).flatMap((check) => Object.values(check).flatMap(bodies));
  return [
    ...elements("resource", configuration.resource),
    ...[configuration, ...checks].flatMap(({ data }) => elements("data", data)),
  ];
}

/** The blocks that JSON syntax writes as one object or as a list of them. */
export function bodies(value: JsonValue | undefined): readonly JsonObject[] {
  return (isJsonArray(value) ? value : [value]).filter(isJsonObject);
}

function elements(kind: Element["kind"], value: JsonValue | undefined): Element[] {
  return bodies(value).flatMap((types) =>
    Object.entries(types).flatMap(([type, names]) =>
      bodies(names).flatMap((named) =>
        Object.entries(named).flatMap(([name, body]) =>
          bodies(body).map((given) => ({ kind, type, name, arguments: given })),
        ),
      ),
    ),
  );
}

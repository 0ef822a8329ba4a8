import {
  isJsonArray,
  isJsonObject,
  isLiteral,
  type JsonObject,
  type JsonValue,
  type TerraformJson,
} from "../../hcl/src";
import { RamPolicyError } from "../errors";

/** Steps of the procedure, in the order of a policy. */
export const STEPS = [
  "lookups",
  "preparations",
  "secondary CIDR block",
  "vSwitch",
  "secondary ENI",
  "association",
  "attachment",
  "guest configuration",
] as const;

export type Step = (typeof STEPS)[number];

/** Kind of resource in RAM. */
export interface Target {
  readonly product: "ecs" | "vpc" | "ram";
  /** Kind in the ARN: `vswitch`. */
  readonly kind: string;
  /**
   * Argument with the ID, or with a list of IDs.
   * @default - the ID is unknown before the resource is created
   */
  readonly argument?: string;
}

/** Resources of an action: all of the targets, all resources in the region, or any resource (`*`). */
type Scope = readonly Target[] | "region" | "*";

/** Calls of the provider, with the resources that RAM checks. */
export interface CallRule {
  /** Actions such as `vpc:CreateVSwitch`. */
  readonly actions: readonly string[];
  readonly scope: Scope;
  /**
   * Condition on the arguments of a resource.
   * @default - the rule applies to all resources of the type
   */
  readonly when?: Condition;
}

/** Calls of the provider for a type of resource or data source, from creation to destruction. */
export interface TypeRules {
  readonly step: Step;
  readonly calls: readonly CallRule[];
}

/** Creates a rule for calls that change a resource. */
export function write(actions: string | readonly string[], scope: Scope, when?: Condition): CallRule {
  return { actions: [actions].flat(), scope, ...(when === undefined ? {} : { when }) };
}

/** Creates a rule for calls that only read. Most of them list resources, so the scope is the region. */
export function read(actions: string | readonly string[], when?: Condition): CallRule {
  return write(actions, "region", when);
}

/** Creates a rule for calls that only read, and that RAM cannot restrict to a resource. */
export function readAnything(actions: string | readonly string[], when?: Condition): CallRule {
  return write(actions, "*", when);
}

/** Creates a target: `target("vpc:vswitch", "vswitch_id")`. */
export function target(name: `${Target["product"]}:${string}`, argument?: string): Target {
  const [product, kind] = name.split(":") as [Target["product"], string];
  return { product, kind, ...(argument === undefined ? {} : { argument }) };
}

/** Whether a rule applies to a resource with these arguments. */
export type Condition = (values: Arguments) => boolean;

/** Holds if at least one of the arguments is set. Terraform does not change others in place. */
export function whenSet(...names: readonly string[]): Condition {
  return (values) => names.some((name) => isSet(values[name]));
}

/** Holds if the argument is there, an empty list included: Terraform then removes what is in the list. */
export function whenGiven(name: string): Condition {
  return (values) => values[name] !== undefined && values[name] !== null;
}

/** Holds if one of the conditions does. */
export function some(...conditions: readonly Condition[]): Condition {
  return (values) => conditions.some((holds) => holds(values));
}

/** Holds if the argument may have one of the values: it has it, or only Terraform knows. */
export function mayBe(name: string, ...allowed: readonly JsonValue[]): Condition {
  return (values) => {
    const value = values[name];
    return value !== undefined && (allowed.includes(value) || isExpression(value));
  };
}

/** Holds unless the argument has this value as a literal. */
export function mayDiffer(name: string, from: JsonValue): Condition {
  return (values) => values[name] !== from;
}

export function all(...conditions: readonly Condition[]): Condition {
  return (values) => conditions.every((holds) => holds(values));
}

/** Returns the texts of an argument that is a text or a list of texts; undefined if only Terraform knows one of them. */
export function literalTexts(value: JsonValue | undefined): readonly string[] | undefined {
  const items = isJsonArray(value) ? value : [value];
  const texts = items.filter((item) => typeof item === "string" && !isExpression(item)) as string[];
  return texts.length === items.length ? texts : undefined;
}

function isExpression(value: JsonValue): boolean {
  return typeof value === "string" && !isLiteral(value);
}

function isSet(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null || value === "") return false;
  if (isJsonArray(value)) return value.length > 0;
  return !isJsonObject(value) || Object.keys(value).length > 0;
}

/** Arguments of a resource or a data source, in the provider's names. */
export type Arguments = JsonObject;

/** Resource or data source of a configuration. */
export interface Element {
  readonly kind: "resource" | "data";
  /** Type such as `alicloud_vswitch`. */
  readonly type: string;
  readonly name: string;
  readonly arguments: Arguments;
}

/**
 * Returns the resources and data sources of a configuration, including those in `check` blocks.
 *
 * @throws {@link RamPolicyError} for a module, whose resources are unknown
 */
export function elementsOf(configuration: TerraformJson): Element[] {
  const [module] = bodies(configuration.module).flatMap(Object.keys);
  if (module !== undefined) {
    throw new RamPolicyError(
      `module ${module}`,
      "the resources of a module are unknown; compute the policy of the module's own configuration",
    );
  }
  const checks = bodies(configuration.check).flatMap((check) => Object.values(check).flatMap(bodies));
  return [
    ...elements("resource", configuration.resource),
    ...[configuration, ...checks].flatMap(({ data }) => elements("data", data)),
  ];
}

/** Returns blocks, which JSON syntax writes as one object or as a list. */
export function bodies(value: JsonValue | undefined): readonly JsonObject[] {
  return (isJsonArray(value) ? value : [value]).filter(isJsonObject);
}

function elements(kind: Element["kind"], value: JsonValue | undefined): Element[] {
  return bodies(value).flatMap((types) =>
    Object.entries(types).flatMap(([type, names]) =>
      bodies(names).flatMap((named) =>
        Object.entries(named).flatMap(([name, body]) =>
          bodies(body).map((values) => ({ kind, type, name, arguments: values })),
        ),
      ),
    ),
  );
}

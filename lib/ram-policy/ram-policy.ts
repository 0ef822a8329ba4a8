import type { TerraformJson } from "../../hcl/src";
import { RamPolicyError } from "../errors";
import { ArnFactory, type LeastRamPolicyOptions } from "./arn";
import { type CallRule, type Element, elementsOf, type Step, STEPS, type TypeRules } from "./calls";
import { EXPOSURE_RULES, LOOKUP_RULES } from "./exposure-permissions";
import { PREPARATION_RULES } from "./preparation-permissions";

/**
 * Returns the least-privilege RAM policy for planning, applying, changing and destroying a configuration: the calls of the provider
 * 1.289.0, on the resources that are known before the apply. Changes are those of arguments that the configuration sets.
 *
 * The policy has one statement for each step and set of resources, in the order of the procedure; lookups come first. It allows calls
 * that only read for all resources in the region, since most of them list.
 *
 * @param configuration - content of `cdk.tf.json`, or another configuration in Terraform's JSON syntax
 * @param options - accuracy and omissions of the policy
 * @throws {@link RamPolicyError} for a resource type with unknown calls, and for a module
 */
export function leastRamPolicy(
  configuration: TerraformJson,
  options: LeastRamPolicyOptions = {},
): RamPolicyDocument {
  const arns = new ArnFactory(configuration, options);
  const { grantedElsewhere = [] } = options;
  const grants = elementsOf(configuration)
    // Types of other providers have another prefix.
    .filter(({ type }) => type.startsWith("alicloud_") && !grantedElsewhere.includes(type))
    .flatMap((element) => grantsFor(element, arns));
  return {
    Version: "1",
    Statement: STEPS.flatMap((step) => statements(grants.filter((grant) => grant.step === step))),
  };
}

const RESOURCE_RULES = { ...EXPOSURE_RULES, ...PREPARATION_RULES };

/** Action with its resources. */
interface Grant {
  readonly step: Step;
  readonly action: string;
  readonly resources: readonly string[];
}

function grantsFor(element: Element, arns: ArnFactory): Grant[] {
  const { step, calls } = rulesFor(element);
  return calls
    .filter(({ when }) => when?.(element.arguments) ?? true)
    .flatMap((rule) => rule.actions.map((action) => grant(action, step, rule, element, arns)));
}

function grant(action: string, step: Step, { scope }: CallRule, element: Element, arns: ArnFactory): Grant {
  if (scope === "*") return { action, step: isRead(action) ? "lookups" : step, resources: ["*"] };
  if (scope === "region") return { action, step: "lookups", resources: [arns.region(action, element)] };
  return { action, step, resources: scope.flatMap((target) => arns.of(target, element)) };
}

function isRead(action: string): boolean {
  return /:(?:Describe|List|Get)/.test(action);
}

function rulesFor({ kind, type, name }: Element): TypeRules {
  const table = kind === "data" ? LOOKUP_RULES : RESOURCE_RULES;
  const rules = Object.hasOwn(table, type) ? table[type] : undefined;
  if (rules !== undefined) return rules;
  throw new RamPolicyError(
    `${kind} ${type}.${name}`,
    "the RAM actions of this type are unknown, so the policy would be incomplete; " +
      `grant them in another policy and add ${type} to grantedElsewhere`,
  );
}

/** Groups actions on the same resources into statements. */
function statements(grants: readonly Grant[]): RamStatement[] {
  const resourcesOf = new Map<string, Set<string>>();
  for (const { action, resources } of grants) {
    const soFar = resourcesOf.get(action) ?? new Set();
    resourcesOf.set(action, soFar);
    for (const resource of resources) soFar.add(resource);
  }
  const groups = new Map<string, { actions: string[]; resources: string[] }>();
  for (const action of [...resourcesOf.keys()].sort()) {
    const resources = withoutCovered(resourcesOf.get(action) ?? new Set());
    const key = resources.join(" ");
    const group = groups.get(key) ?? { actions: [], resources };
    groups.set(key, group);
    group.actions.push(action);
  }
  return [...groups.values()].map(({ actions, resources }) => ({
    Effect: "Allow",
    Action: actions,
    Resource: resources,
  }));
}

/** Sorts ARNs, without those that an ARN for all resources of the kind covers. */
function withoutCovered(arns: ReadonlySet<string>): string[] {
  const allOfKind = (arn: string) => arn.replace(/[^/]+$/, "*");
  return [...arns].filter((arn) => arn === allOfKind(arn) || !arns.has(allOfKind(arn))).sort();
}

/**
 * Splits a policy into several that fit the limit of RAM, counted without white space, and together allow the same. A RAM user or role
 * takes at most `RAM_POLICY_LIMITS.policiesPerIdentity` of them; if these do not suffice, compute the policy with `exactIds: false`.
 *
 * @param policy - policy of any size
 * @param limit - maximum number of characters of each policy; default 6144, the limit of RAM
 * @throws `RangeError` if a statement with one resource exceeds the limit
 */
export function splitRamPolicy(
  policy: RamPolicyDocument,
  limit: number = RAM_POLICY_LIMITS.characters,
): RamPolicyDocument[] {
  const pieces: RamStatement[][] = [];
  const statements = policy.Statement.flatMap((statement) => fittingStatements(statement, limit));
  for (const statement of statements) {
    const last = pieces.at(-1);
    if (last !== undefined && length([...last, statement]) <= limit) last.push(statement);
    else pieces.push([statement]);
  }
  return pieces.map(document);
}

/** Splits a statement into parts that each fit into a policy. RAM checks each resource of a request separately. */
function fittingStatements(statement: RamStatement, limit: number): RamStatement[] {
  if (length([statement]) <= limit) return [statement];
  const { Resource } = statement;
  if (Resource.length < 2) {
    throw new RangeError(
      `a statement with one resource is too long: ${length([statement])} characters, maximum ${limit}; raise the limit`,
    );
  }
  const middle = Math.ceil(Resource.length / 2);
  return [Resource.slice(0, middle), Resource.slice(middle)].flatMap((half) =>
    fittingStatements({ ...statement, Resource: half }, limit),
  );
}

function document(statements: readonly RamStatement[]): RamPolicyDocument {
  return { Version: "1", Statement: statements };
}

function length(statements: readonly RamStatement[]): number {
  return JSON.stringify(document(statements)).length;
}

/**
 * RAM policy.
 * @see https://www.alibabacloud.com/help/en/ram/policy-elements
 */
export interface RamPolicyDocument {
  /** Version of the policy language. */
  readonly Version: "1";
  /** Statements in the order of the procedure; lookups come first. */
  readonly Statement: readonly RamStatement[];
}

/** Statement of a policy: allows each action on each resource. */
export interface RamStatement {
  /** Effect; a least-privilege policy only allows. */
  readonly Effect: "Allow";
  /** Actions by product and API, such as `vpc:CreateVSwitch`; sorted. */
  readonly Action: readonly string[];
  /** ARNs such as `acs:ecs:cn-hangzhou:*:eni/*`, or `*` alone; sorted. */
  readonly Resource: readonly string[];
}

/**
 * Limits of RAM policies.
 * @see https://www.alibabacloud.com/help/en/ram/product-overview/limits
 */
export const RAM_POLICY_LIMITS = {
  /** Maximum number of characters of a custom policy. */
  characters: 6144,
  /** Maximum number of custom policies of a RAM user, group or role, which Alibaba Cloud can raise. */
  policiesPerIdentity: 10,
} as const;

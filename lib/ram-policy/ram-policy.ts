import type { TerraformJson } from "../../hcl/src";
import { RamPolicyError } from "../errors";
import { ArnFactory, type LeastRamPolicyOptions } from "./arn";
import { type CallRule, type Element, elementsOf, type Step, STEPS, type TypeRules } from "./calls";
import { EXPOSURE_RULES, LOOKUP_RULES } from "./exposure-permissions";
import { PREPARATION_RULES } from "./preparation-permissions";

/**
 * The least RAM policy with which Terraform can plan, apply, change and destroy a configuration: the calls that the
 * provider 1.289.0 makes for it, on the resources that are known before it is applied. "Change" is any change of an
 * argument that the configuration gives.
 *
 * There is one statement for each step and set of resources, in the order of the procedure; reading comes first. Calls
 * that only read are allowed for all resources of the region, because most of them list.
 *
 * @param configuration - the content of `cdk.tf.json`, or another configuration in Terraform's JSON syntax
 * @param options - how exact the policy is, and what it leaves out
 * @throws {@link RamPolicyError} for a type of the provider whose calls are not known here, and for a module
 */
export function leastRamPolicy(
  configuration: TerraformJson,
  options: LeastRamPolicyOptions = {},
): RamPolicyDocument {
  const arns = new ArnFactory(configuration, options);
  const { grantedElsewhere = [] } = options;
  const grants = elementsOf(configuration)
    // The name of a type begins with the name of its provider; others are not Alibaba Cloud's.
    .filter(({ type }) => type.startsWith("alicloud_") && !grantedElsewhere.includes(type))
    .flatMap((element) => grantsFor(element, arns));
  return {
    Version: "1",
    Statement: STEPS.flatMap((step) => statements(grants.filter((grant) => grant.step === step))),
  };
}

const RESOURCE_RULES = { ...EXPOSURE_RULES, ...PREPARATION_RULES };

/** One action, and resources that it is allowed on. */
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
  if (scope === "*") return { action, step: isReading(action) ? "look-ups" : step, resources: ["*"] };
  if (scope === "region") return { action, step: "look-ups", resources: [arns.region(action, element)] };
  return { action, step, resources: scope.flatMap((target) => arns.of(target, element)) };
}

function isReading(action: string): boolean {
  return /:(?:Describe|List|Get)/.test(action);
}

function rulesFor({ kind, type, name }: Element): TypeRules {
  const table = kind === "data" ? LOOKUP_RULES : RESOURCE_RULES;
  const rules = Object.hasOwn(table, type) ? table[type] : undefined;
  if (rules !== undefined) return rules;
  throw new RamPolicyError(
    `${kind} ${type}.${name}`,
    "which RAM actions this type needs is not known, so that a policy would be too small; " +
      `grant them in another policy and name ${type} in grantedElsewhere`,
  );
}

/** One statement for all actions that are allowed on the same resources. */
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

/** The ARNs without those of single resources where another one stands for all of their kind; sorted. */
function withoutCovered(arns: ReadonlySet<string>): string[] {
  const allOfKind = (arn: string) => arn.replace(/[^/]+$/, "*");
  return [...arns].filter((arn) => arn === allOfKind(arn) || !arns.has(allOfKind(arn))).sort();
}

/**
 * The policy as several that each have at most the number of characters that RAM takes, written without white space.
 * Together they allow the same. A RAM user or role takes at most `RAM_POLICY_LIMITS.policiesPerIdentity` of them; where that
 * is not enough, make the policy with `exactIds: false`.
 *
 * @param policy - of any size
 * @param limit - characters, with room for a statement with one resource; without it 6144, what RAM takes
 * @throws `RangeError` when a statement does not fit with even one resource
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

/** The statement in parts, each short enough for a policy of its own. RAM looks at each resource of a request by itself. */
function fittingStatements(statement: RamStatement, limit: number): RamStatement[] {
  if (length([statement]) <= limit) return [statement];
  const { Resource } = statement;
  if (Resource.length < 2) {
    throw new RangeError(
      `a statement with one resource has ${length([statement])} characters, more than ${limit}`,
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
 * A RAM policy.
 * @see https://www.alibabacloud.com/help/en/ram/policy-elements
 */
export interface RamPolicyDocument {
  /** The version of the policy language. */
  readonly Version: "1";
  /** What is allowed, in the order of the procedure; reading comes first. */
  readonly Statement: readonly RamStatement[];
}

/** What one statement of a policy allows: each of the actions on each of the resources. */
export interface RamStatement {
  /** A least policy only allows. */
  readonly Effect: "Allow";
  /** Actions by product and API, such as `vpc:CreateVSwitch`; sorted. */
  readonly Action: readonly string[];
  /** ARNs such as `acs:ecs:cn-hangzhou:*:eni/*`, or `*` alone; sorted. */
  readonly Resource: readonly string[];
}

/**
 * How large policies can be.
 * @see https://www.alibabacloud.com/help/en/ram/product-overview/limits
 */
export const RAM_POLICY_LIMITS = {
  /** How many characters a custom policy may have. */
  characters: 6144,
  /** How many custom policies a RAM user, group or role takes, unless a higher quota was granted. */
  policiesPerIdentity: 10,
} as const;

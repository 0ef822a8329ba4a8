import {
  Annotations,
  DefaultTokenResolver,
  type IAspect,
  type Postcondition,
  StringConcat,
  TerraformResource,
  Tokenization,
} from "cdktf";
import type { IConstruct } from "constructs";

import { isJsonObject, type JsonObject, type JsonValue, parseTemplate, writeExpression } from "../../hcl/src";
import { hcl, type HclExpression, rawHcl } from "../terraform/expression";

/** Aspect that inspects each Terraform resource once, whichever construct creates it. */
export abstract class ResourceAspect implements IAspect {
  private readonly seen = new WeakSet<TerraformResource>();

  /** Inspects a construct, if it is a resource; cdktf calls this for each construct at every synthesis. */
  public visit(node: IConstruct): void {
    if (!TerraformResource.isTerraformResource(node) || this.seen.has(node)) return;
    this.seen.add(node);
    this.inspect(node);
  }

  protected abstract inspect(resource: TerraformResource): void;
}

/** Adds an error annotation, which fails synthesis. cdktf prefixes the message with the path of the construct. */
export function reportError(resource: TerraformResource, message: string): void {
  Annotations.of(resource).addError(message);
}

/** Adds a condition that Terraform checks before it creates or changes the resource. */
export function addPrecondition(
  resource: TerraformResource,
  { condition, errorMessage }: { readonly condition: HclExpression; readonly errorMessage: string },
): void {
  const { lifecycle } = resource;
  // Terraform refuses a condition without a reference. A path is never empty.
  const accepted = refersToObject(resource, condition) ? condition : hcl`path.module == "" || (${condition})`;
  const precondition = [...(lifecycle?.precondition ?? []), { condition: accepted, errorMessage }];
  resource.lifecycle = { ...lifecycle, precondition };
}

/** Adds a condition that Terraform checks after it has created the resource, before it creates the dependents. */
export function addPostcondition(resource: TerraformResource, postcondition: Postcondition): void {
  const { lifecycle } = resource;
  resource.lifecycle = { ...lifecycle, postcondition: [...(lifecycle?.postcondition ?? []), postcondition] };
}

/** Returns the arguments of a resource as `cdk.tf.json` will have them, overrides included: a token is a text with `${…}`. */
export function argumentsOf(resource: TerraformResource): JsonObject {
  const resolved = resolve(resource, resource.toTerraform());
  const path = ["resource", resource.terraformResourceType, resource.friendlyUniqueId];
  const body = path.reduce<JsonValue | undefined>(
    (value, key) => (isJsonObject(value) ? value[key] : undefined),
    resolved,
  );
  return isJsonObject(body) ? body : {};
}

/** Argument as a literal, or as an expression that only Terraform can evaluate. */
type TextArgument = { readonly literal: string } | { readonly expression: HclExpression };

/** Returns a text, number or boolean as a text argument; undefined if it is absent. */
export function textArgument(value: JsonValue | undefined): TextArgument | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "object") return { expression: expressionOf(value) };
  const text = String(value);
  const parts = parseTemplate(text, []);
  if (parts.some(({ kind }) => kind === "sequence")) return { expression: expressionOf(text) };
  return { literal: text.replaceAll("$${", "${").replaceAll("%%{", "%{") };
}

/** Returns the value of an expression for a message; Terraform cannot interpolate null. */
export function shown(expression: HclExpression): string {
  return hcl`coalesce(${expression}, "nothing")`.toString();
}

/** Returns a value of Terraform's JSON syntax as an expression. */
export function expressionOf(value: JsonValue): HclExpression {
  return rawHcl(writeExpression(value, { path: [], depth: 0, endsLine: false }));
}

/** Whether an expression contains a reference, not only constants and functions. */
function refersToObject(resource: TerraformResource, expression: HclExpression): boolean {
  const text = JSON.stringify(resolve(resource, expression));
  return /(?<![\w.-])(?:var|local|data|module|each|count|path|self|terraform|[a-z0-9]+_\w+)\./.test(text);
}

function resolve(resource: TerraformResource, value: unknown): JsonValue {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return Tokenization.resolve(value, { scope: resource, resolver }) as JsonValue;
}

/**
 * Sets `prevent_destroy`: Terraform refuses every plan that would destroy or replace one of the resources. A resource that is removed
 * from the configuration is no longer protected.
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy
 */
export class PreventDestroy extends ResourceAspect {
  protected inspect(resource: TerraformResource): void {
    resource.lifecycle = { ...resource.lifecycle, preventDestroy: true };
  }
}

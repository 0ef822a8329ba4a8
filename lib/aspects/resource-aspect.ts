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

/** An aspect that looks at each Terraform resource once, whoever made it, in any stack. */
export abstract class ResourceAspect implements IAspect {
  private readonly seen = new WeakSet<TerraformResource>();

  /** Called by cdktf for each construct, at every synthesis. */
  public visit(node: IConstruct): void {
    if (!TerraformResource.isTerraformResource(node) || this.seen.has(node)) return;
    this.seen.add(node);
    this.inspect(node);
  }

  protected abstract inspect(resource: TerraformResource): void;
}

/** Lets the synthesis fail; cdktf writes the path of the construct before the message. */
export function reportError(resource: TerraformResource, message: string): void {
  Annotations.of(resource).addError(message);
}

/** Lets Terraform check something before it makes or changes the resource. */
export function addPrecondition(
  resource: TerraformResource,
  { condition, errorMessage }: { readonly condition: HclExpression; readonly errorMessage: string },
): void {
  const { lifecycle } = resource;
  // Terraform refuses a condition that refers to nothing, as one about the result of a function may. A path is never empty.
  const accepted = refersToObject(resource, condition) ? condition : hcl`path.module == "" || (${condition})`;
  const precondition = [...(lifecycle?.precondition ?? []), { condition: accepted, errorMessage }];
  resource.lifecycle = { ...lifecycle, precondition };
}

/** Lets Terraform check something of the resource that is known after it was made; what depends on it is not made then. */
export function addPostcondition(resource: TerraformResource, postcondition: Postcondition): void {
  const { lifecycle } = resource;
  resource.lifecycle = { ...lifecycle, postcondition: [...(lifecycle?.postcondition ?? []), postcondition] };
}

/** The arguments of a resource as they will stand in `cdk.tf.json`, overrides included: a token is a text with `${…}`. */
export function argumentsOf(resource: TerraformResource): JsonObject {
  const resolved = resolve(resource, resource.toTerraform());
  const path = ["resource", resource.terraformResourceType, resource.friendlyUniqueId];
  const body = path.reduce<JsonValue | undefined>(
    (value, key) => (isJsonObject(value) ? value[key] : undefined),
    resolved,
  );
  return isJsonObject(body) ? body : {};
}

/** A text that is known at synth, or an expression that Terraform evaluates. */
type TextArgument = { readonly literal: string } | { readonly expression: HclExpression };

/** A text, number or boolean as a text argument; undefined where it is not given. */
export function textArgument(value: JsonValue | undefined): TextArgument | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "object") return { expression: expressionOf(value) };
  const text = String(value);
  const parts = parseTemplate(text, []);
  if (parts.some(({ kind }) => kind === "sequence")) return { expression: expressionOf(text) };
  return { literal: text.replaceAll("$${", "${").replaceAll("%%{", "%{") };
}

/** The value of an expression for a message, which Terraform refuses to make of null. */
export function shown(expression: HclExpression): string {
  return hcl`coalesce(${expression}, "nothing")`.toString();
}

/** A value of Terraform's JSON as an expression. */
export function expressionOf(value: JsonValue): HclExpression {
  return rawHcl(writeExpression(value, { path: [], depth: 0, endsLine: false }));
}

/** Whether an expression refers to something of the configuration, and is not made of constants and functions only. */
function refersToObject(resource: TerraformResource, expression: HclExpression): boolean {
  const text = JSON.stringify(resolve(resource, expression));
  return /(?<![\w.-])(?:var|local|data|module|each|count|path|self|terraform|[a-z0-9]+_\w+)\./.test(text);
}

function resolve(resource: TerraformResource, value: unknown): JsonValue {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return Tokenization.resolve(value, { scope: resource, resolver }) as JsonValue;
}

/**
 * Lets Terraform refuse every plan that would destroy or replace one of the resources (`prevent_destroy`). A resource that is
 * taken out of the configuration is no longer protected: Terraform knows only what the configuration says.
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy
 */
export class PreventDestroy extends ResourceAspect {
  protected inspect(resource: TerraformResource): void {
    resource.lifecycle = { ...resource.lifecycle, preventDestroy: true };
  }
}

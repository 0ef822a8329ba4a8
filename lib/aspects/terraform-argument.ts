import { DefaultTokenResolver, StringConcat, type TerraformResource, Tokenization } from "cdktf";

import { writeExpression } from "../hcl/expression";
import { parseTemplate } from "../hcl/template";
import { isJsonObject, type JsonObject, type JsonValue } from "../hcl/terraform-json";
import { hcl, type HclExpression, rawHcl } from "../terraform/hcl";

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
export type TextArgument = { readonly literal: string } | { readonly expression: HclExpression };

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
export function refersToObject(resource: TerraformResource, expression: HclExpression): boolean {
  const text = JSON.stringify(resolve(resource, expression));
  return /(?<![\w.-])(?:var|local|data|module|each|count|path|self|terraform|[a-z0-9]+_\w+)\./.test(text);
}

function resolve(resource: TerraformResource, value: unknown): JsonValue {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return Tokenization.resolve(value, { scope: resource, resolver }) as JsonValue;
}

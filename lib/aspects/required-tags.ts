import type { TerraformResource } from "cdktf";

import { isJsonObject, type JsonObject, textInTerraform } from "../../hcl/src";
import { addressOf } from "../terraform/constructs";
import { escapeTemplate, hcl } from "../terraform/expression";
import { addPrecondition, argumentsOf, expressionOf, reportError, ResourceAspect } from "./resource-aspect";

/** Required tags. */
export interface RequiredTagsProps {
  /** Keys of the tags that each resource must have, with non-empty values. */
  readonly keys: readonly string[];
}

/**
 * Requires tags on every Alibaba Cloud resource that takes tags. Literals are checked at synth, other values by Terraform at plan time.
 * Add it after aspects that set tags.
 */
export class RequiredTags extends ResourceAspect {
  public constructor(private readonly props: RequiredTagsProps) {
    super();
  }

  protected inspect(resource: TerraformResource): void {
    // Generated bindings have this property where the provider's schema has tags.
    if (!resource.terraformResourceType.startsWith("alicloud_") || !("tagsInput" in resource)) return;
    const { keys } = this.props;
    const { tags = {} } = argumentsOf(resource);
    if (typeof tags !== "string") {
      const found = isJsonObject(tags) ? nonEmpty(tags) : [];
      const present = new Set(found.map(textInTerraform));
      const missing = keys.filter((key) => !present.has(textInTerraform(key)));
      if (missing.length > 0) reportError(resource, message(resource, found, keys, missing.join(", ")));
      return;
    }
    const actual = expressionOf(tags);
    const missing = hcl`[for key in ${keys} : key if try(lookup(${actual}, key, ""), "") == ""]`;
    addPrecondition(resource, {
      condition: hcl`length(${missing}) == 0`,
      errorMessage: message(
        resource,
        [hcl`join(", ", try(keys(${actual}), []))`.toString()],
        keys.map(escapeTemplate),
        hcl`join(", ", ${missing})`.toString(),
      ),
    });
  }
}

function nonEmpty(tags: JsonObject): string[] {
  return Object.keys(tags).filter((key) => tags[key] !== "" && tags[key] !== null);
}

function message(
  resource: TerraformResource,
  found: readonly string[],
  required: readonly string[],
  missing: string,
): string {
  return (
    `${addressOf(resource)} lacks required tags: found ${found.join(", ") || "none"}, ` +
    `required ${required.join(", ")}. Add ${missing} to its tags.`
  );
}

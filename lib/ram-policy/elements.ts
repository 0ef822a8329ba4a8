import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type TerraformJson,
} from "../hcl/terraform-json";
import { RamPolicyError } from "./ram-policy-error";

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

import type { Arguments, TypeRules } from "../../lib/ram-policy/calls";
import { EXPOSURE_RULES, LOOKUP_RULES } from "../../lib/ram-policy/exposure-permissions";
import { PREPARATION_RULES } from "../../lib/ram-policy/preparation-permissions";
import { alicloudSchema } from "../../testing/alicloud-schema";

/** Old names of types, which the bindings do not have. */
const ALIASES: Readonly<Record<string, string>> = {
  alicloud_eip: "alicloud_eip_address",
  alicloud_eips: "alicloud_eip_addresses",
};

/** The arguments that the rules of a type ask about; conditions are watched while they look at them. */
function argumentsAskedFor({ calls }: TypeRules): string[] {
  const asked = new Set<string>();
  // Given or not, since a condition stops at the first argument that decides.
  for (const value of [undefined, "${var.unknown}"]) {
    const watched = new Proxy<Arguments>(
      {},
      {
        get: (_, name) => {
          asked.add(String(name));
          return value;
        },
      },
    );
    for (const { when } of calls) when?.(watched);
  }
  const targets = calls.flatMap(({ scope }) => (typeof scope === "string" ? [] : scope));
  return [...asked, ...targets.flatMap(({ argument = [] }) => argument)];
}

describe("the rules for RAM actions", () => {
  const [, schema] = alicloudSchema();
  const kinds = [
    ["resource", schema.resource_schemas, { ...EXPOSURE_RULES, ...PREPARATION_RULES }],
    ["data source", schema.data_source_schemas, LOOKUP_RULES],
  ] as const;
  const types = kinds.flatMap(([kind, schemas, rules]) =>
    Object.entries(rules).map(([type, one]) => [kind, type, one, schemas?.[ALIASES[type] ?? type]] as const),
  );

  it.each(types)("of the %s %s ask about arguments that it has", (_, __, rules, typeSchema) => {
    const { attributes = {}, block_types: blocks = {} } = typeSchema?.block ?? {};
    const unknown = argumentsAskedFor(rules).filter((name) => !(name in attributes) && !(name in blocks));
    expect(typeSchema).toBeDefined();
    expect(unknown).toEqual([]);
  });

  it.each(types)(
    "of the %s %s name actions as RAM does, each once for the same condition",
    (_, __, { calls }) => {
      for (const { actions } of calls) {
        expect(new Set(actions).size).toBe(actions.length);
        for (const action of actions)
          expect(action).toMatch(/^(?:ecs|vpc|ram|kms|bssapi):[A-Z][A-Za-z0-9]+$/);
      }
    },
  );
});

import { Template, type TerraformJson } from "../../testing/template";
import { CONFIGURATIONS } from "../../testing/configurations";

/** The addresses that an expression or a body refers to: resources, data sources and locals. */
function referencesIn(value: unknown, known: ReadonlyMap<string, unknown>): string[] {
  const text = JSON.stringify(value);
  const names = text.match(/(?:data\.)?[a-z][a-z0-9_]*\.[A-Za-z_][\w-]*/g) ?? [];
  return names.filter((name) => known.has(name));
}

/** Everything that can be referred to, by its address. */
function elementsOf({ resource = {}, data = {}, locals = {} }: TerraformJson): Map<string, unknown> {
  const bodies = (types: typeof resource, prefix: string): [string, unknown][] =>
    Object.entries(types).flatMap(([type, all]) =>
      Object.entries(all).map(([name, body]): [string, unknown] => [`${prefix}${type}.${name}`, body]),
    );
  return new Map([
    ...bodies(resource, ""),
    ...bodies(data, "data."),
    ...Object.entries(locals).map(([name, value]): [string, unknown] => [`local.${name}`, value]),
  ]);
}

/** All that can be reached from a value. */
function reachableFrom(value: unknown, elements: ReadonlyMap<string, unknown>): Set<string> {
  const reached = new Set<string>();
  const pending = referencesIn(value, elements);
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    pending.push(...referencesIn(elements.get(name), elements));
  }
  return reached;
}

/** The arguments of a resource without what does not become an argument. */
function argumentsOf(body: unknown): [name: string, value: unknown][] {
  const others = ["lifecycle", "depends_on", "timeouts", "provider", "provisioner"];
  return Object.entries(body as object).filter(([name]) => !others.includes(name));
}

describe("a data source that feeds an argument of a resource", () => {
  it.each(Object.entries(CONFIGURATIONS))(
    "never depends on a resource of the stack: %s",
    (_, configuration) => {
      const elements = elementsOf(Template.ofConfiguration(configuration).json);
      const isManaged = (name: string) => !/^(?:data|local)\./.test(name);
      const dataSources = new Set(
        [...elements]
          .filter(([name]) => isManaged(name))
          .flatMap(([, body]) => argumentsOf(body))
          // Through locals and data sources; what a resource gives out is a value of its own.
          .flatMap(([, value]) => referencesIn(value, elements).filter((name) => !isManaged(name)))
          .flatMap((name) => [name, ...reachableFrom(elements.get(name), elements)])
          .filter((name) => name.startsWith("data.")),
      );
      for (const name of dataSources) {
        expect([name, [...reachableFrom(elements.get(name), elements)].filter(isManaged)]).toEqual([
          name,
          [],
        ]);
      }
    },
  );

  it("is found in every configuration that looks up an instance, so that the walk sees something", () => {
    const elements = elementsOf(Template.ofConfiguration(CONFIGURATIONS["an EIP by address"]).json);
    const association = elements.get("alicloud_eip_association.web");
    expect([...reachableFrom(association, elements)]).toContainEqual(
      expect.stringMatching(/^data\.alicloud_eip_addresses\./),
    );
  });
});

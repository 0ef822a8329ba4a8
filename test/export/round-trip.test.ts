import fc from "fast-check";

import { type JsonValue, type TerraformJson, unpackBlocks } from "../../hcl/src";
import { parseConfiguration } from "../../lib/configuration/load";
import type { Configuration } from "../../lib/configuration/schema/configuration-schema";
import { ExportError } from "../../lib/errors";
import type { ExportStyle } from "../../lib/export/style";
import { normalFormOfHcl, normalFormOfJson } from "../../testing/normal-form";
import {
  configuration as configurations,
  type ConfigurationText,
} from "../configuration/arbitrary-configuration";
import { configurationOf, examples } from "../examples/example";
import { ExportedRoot, withoutLastCommas } from "./exported";

describe("a root configuration is the same in HCL and in JSON:", () => {
  test.each(examples(".yaml"))("%s", async (example) => {
    const configuration = await configurationOf(example);
    await expectSame([ExportedRoot.of(configuration)]);
  });

  test("each of 1,000 generated configurations, with for_each where that can express it", async () => {
    let withForEach = 0;
    const generated = fc.sample(configurations, { numRuns: 1000, seed: 7 }).map(withFewExposures);
    // Several at once, because most of the time of the parser is spent on starting.
    for (let start = 0; start < generated.length; start += 20) {
      const parsed = generated
        .slice(start, start + 20)
        .map((text) => parseConfiguration(JSON.stringify(text), "generated.yaml"));
      await expectSame(parsed.map((configuration) => ExportedRoot.of(configuration)));
      const expressible = parsed.flatMap((configuration) => inStyle(configuration, "for-each"));
      withForEach += expressible.length;
      await expectSame(expressible);
    }
    expect(withForEach).toBeGreaterThan(100);
  }, 1_800_000);
});

/** The configuration in a style; nothing where the style cannot express it. */
function inStyle(configuration: Configuration, style: ExportStyle): ExportedRoot[] {
  try {
    return [ExportedRoot.of(configuration, style)];
  } catch (error) {
    if (error instanceof ExportError) return [];
    throw error;
  }
}

/** Two exposures show what more of them do, and synthesis takes its time for each. */
function withFewExposures({ exposures, ...rest }: ConfigurationText): ConfigurationText {
  return { ...rest, exposures: Object.fromEntries(Object.entries(exposures).slice(0, 2)) };
}

/** Expects of each configuration that its HCL says what its JSON says. */
async function expectSame(roots: readonly ExportedRoot[]): Promise<void> {
  const hcl = roots.flatMap((root) => root.texts("hcl")).join("\n");
  const json = together(roots.flatMap((root) => root.texts("json")));
  expect(withoutLastCommas(await normalFormOfHcl(hcl))).toEqual(
    withoutLastCommas(await normalFormOfJson(json)),
  );
}

/** How many labels the blocks have that a stack consists of. */
const LABELS: Readonly<Record<string, number>> = {
  ...{ terraform: 0, provider: 1, variable: 1, locals: 0, data: 2, resource: 2, module: 1, output: 1 },
  ...{ check: 1, import: 0, moved: 0, removed: 0 },
};

/** Configurations as one, which has the blocks of all: what a parser makes of their files in one folder. */
function together(texts: readonly string[]): TerraformJson {
  const all: Record<string, unknown> = {};
  for (const text of texts) {
    for (const [kind, value] of Object.entries(JSON.parse(text) as TerraformJson)) {
      if (kind === "//") continue;
      for (const { labels, body } of unpackBlocks(value, LABELS[kind] ?? 0, []))
        add(all, [kind, ...labels], body);
    }
  }
  return all as TerraformJson;
}

/** Adds a body to the list at a place. */
function add(to: Record<string, unknown>, [name = "", ...rest]: readonly string[], body: JsonValue): void {
  if (rest.length === 0) to[name] = [...((to[name] ?? []) as JsonValue[]), body];
  else add((to[name] ??= {}) as Record<string, unknown>, rest, body);
}

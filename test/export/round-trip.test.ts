import fc from "fast-check";

import { ExposureStack, parseConfiguration } from "../../lib";
import { exampleConfiguration } from "../../lib/export/module/example";
import { moduleConfiguration } from "../../lib/export/module/module-configuration";
import { given } from "../../lib/given";
import { rootConfiguration } from "../../lib/export/root-configuration";
import { synthesized } from "../../lib/export/synthesized";
import { written } from "../../lib/export/written";
import { type JsonValue, type TerraformJson, unpackBlocks } from "../../lib/hcl";
import {
  configuration as configurations,
  type ConfigurationText,
  type ExposureText,
} from "../configuration/arbitrary-configuration";
import { configurationOf, examples } from "../examples/example";
import { normalFormOfHcl, normalFormOfJson } from "../hcl/support/normal-form";

describe("is the same after it was written as HCL and read back:", () => {
  test.each(examples(".yaml"))("%s as root", async (example) => {
    const configuration = await configurationOf(example);
    await expectSame([rootConfiguration(synthesized((app) => new ExposureStack(app, configuration)).json)]);
  });

  test("the module, with all checks and without some of them", async () => {
    await expectSame([moduleConfiguration([])]);
    await expectSame([moduleConfiguration(["block-overlap", "eip-unbound", "same-zone"])]);
  });

  test("each of 1,000 generated configurations as root, and what the module has inputs for as a call of it", async () => {
    let calls = 0;
    const generated = fc.sample(configurations, { numRuns: 1000, seed: 7 }).map(withFewExposures);
    // Several at once, because most of the time of the parser is spent on starting.
    for (let start = 0; start < generated.length; start += 20) {
      const texts = generated.slice(start, start + 20);
      const ofModule = texts.map(forModule).filter(({ exposures }) => Object.keys(exposures).length > 0);
      calls += ofModule.length;
      await expectSame([...texts.map(rootOf), ...ofModule.map(callOf)]);
    }
    expect(calls).toBeGreaterThan(500);
  }, 1_800_000);
});

function rootOf(text: ConfigurationText): TerraformJson {
  return rootConfiguration(synthesizedFrom(text).json);
}

function callOf(text: ConfigurationText): TerraformJson {
  const { stack, json } = synthesizedFrom(text);
  return exampleConfiguration(stack, json, "../..");
}

function synthesizedFrom(text: ConfigurationText) {
  const parsed = parseConfiguration(JSON.stringify(text), "generated.yaml");
  return synthesized((app) => new ExposureStack(app, parsed));
}

/** The part of a configuration that the module has inputs for: existing EIPs on existing instances. */
function forModule({
  exposures,
  region,
  stack,
  provider,
  backend,
  tags,
}: ConfigurationText): ConfigurationText {
  const expressible = Object.entries(exposures).flatMap(([key, { instance, eip, vpc, zone, vswitch }]) =>
    typeof instance === "string" && typeof eip === "string"
      ? [[key, given({ instance, eip, vpc, zone, vswitch }) as ExposureText] as const]
      : [],
  );
  return { region, ...given({ stack, provider, backend, tags }), exposures: Object.fromEntries(expressible) };
}

/** Two exposures show what more of them do, and synthesis takes its time for each. */
function withFewExposures({ exposures, ...rest }: ConfigurationText): ConfigurationText {
  return { ...rest, exposures: Object.fromEntries(Object.entries(exposures).slice(0, 2)) };
}

/** Expects of each configuration that its HCL says what its JSON says. */
async function expectSame(configurations: readonly TerraformJson[]): Promise<void> {
  const hcl = configurations.flatMap((one) => [...written(one, "hcl").values()]).join("\n");
  const json = configurations.flatMap((one) => [...written(one, "json").values()]);
  expect(await normalFormOfHcl(hcl)).toEqual(await normalFormOfJson(together(json)));
}

/** How many labels the blocks have that a stack or a call of the module consists of. */
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

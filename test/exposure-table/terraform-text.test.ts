import * as fs from "node:fs";
import * as path from "node:path";

import { parse } from "@cdktf/hcl2json";
import fc from "fast-check";

import { CHECK_NAMES } from "../../lib/exposure-table/checks";
import { ABOUT } from "../../lib/exposure-table/exposure-row";
import { ExposureTable } from "../../lib/exposure-table/exposure-table";
import {
  CHECK_OF_LOCAL,
  selectText,
  TEXT_COMMENTS,
  TEXT_GROUPS,
  TEXT_LOOKUPS,
} from "../../lib/exposure-table/terraform-text";
import type { Template } from "../../testing/template";
import { describeWithTerraform, useTerraform } from "../../testing/terraform";
import { formattedByTerraform } from "../../testing/terraform/terraform-fmt";
import { type Exposures, exposures, templateOf } from "./tables";

const MODULE = path.resolve(__dirname, "../../terraform/modules/exposed-eip");
const FILES = ["locals.tf", "data.tf", "checks.tf"];

/** The text of a file of the module. */
const textOf = (file: string) => fs.readFileSync(path.join(MODULE, file), "utf8");

/** The names after `# if` in the text. */
const FEATURES = new Set(
  FILES.flatMap((file) => [...textOf(file).matchAll(/# if (\w+)$/gm)].map(([, name = ""]) => name)),
);

/** All that the text is for. */
const ALL = new Set([...FEATURES, ...CHECK_OF_LOCAL.keys()]);

/** Whatever the parser hcl2json, which is Terraform's own, has read. */
interface Parsed {
  readonly locals: Readonly<Record<string, unknown>>;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What HCL says, without white space and comments. */
async function parsed(texts: readonly string[]): Promise<Parsed> {
  const files = (await Promise.all(texts.map((text, i) => parse(`${i}.tf`, text)))) as {
    locals?: Record<string, unknown>[];
    data?: Record<string, Record<string, unknown>>;
  }[];
  const locals = files.flatMap((file) => (file.locals ?? []).flatMap((block) => Object.entries(block)));
  const data = files.flatMap((file) =>
    Object.entries(file.data ?? {}).flatMap(([type, bodies]) =>
      Object.entries(bodies).map(([name, body]) => [`${type}.${name}`, body] as const),
    ),
  );
  return JSON.parse(
    JSON.stringify({ locals: Object.fromEntries(locals), data: Object.fromEntries(data) }),
    (_, value: unknown) =>
      typeof value === "string" ? value.replaceAll(/ #[^"\n]*$/gm, "").replaceAll(/\s/g, "") : value,
  ) as Parsed;
}

/** The local values that the text refers to and the module defines in another file, a stack by itself. */
async function definedElsewhere(): Promise<ReadonlySet<string>> {
  return new Set(Object.keys((await parsed([textOf("exposures.tf")])).locals));
}

/** An expression of Terraform JSON as it stands in HCL, each in a block of its own, whose arguments are aligned. */
function asHcl(block: string, name: string, value: unknown): string {
  const isExpression = typeof value === "string" && value.startsWith("${");
  const expression = isExpression ? value.slice(2, -1) : JSON.stringify(value);
  return `${block} {\n  ${name} = ${expression.replaceAll("\n", "\n  ")}\n}\n`;
}

/** The features that the table of a stack has, and what the stack takes of the text. */
function selectionOf(declared: Exposures): { readonly features: string; readonly template: Template } {
  let features: ReadonlySet<string> = new Set();
  const template = templateOf(declared, (stack) => {
    const table = ExposureTable.of(stack) as unknown as { features(): ReadonlySet<string> };
    features = table.features();
  });
  return { features: [...features].sort().join(" "), template };
}

/** Stacks that together have every feature, one for each set of features. */
const SELECTIONS = new Map(
  fc.sample(exposures, { numRuns: 150, seed: 11 }).map((declared) => {
    const { features, template } = selectionOf(declared);
    return [features, template];
  }),
);

describe("the reader of the Terraform text", () => {
  it("finds the local values and data sources that Terraform's own parser finds, and reads the same expressions", async () => {
    const expected = await parsed(FILES.map(textOf));
    expect(TEXT_GROUPS.flatMap(({ names }) => names).sort()).toEqual(Object.keys(expected.locals).sort());
    expect([...TEXT_LOOKUPS].sort()).toEqual(Object.keys(expected.data).sort());
    const { locals, data } = selectText(Object.keys(expected.locals), ALL, await definedElsewhere());
    const read = [
      ...Object.entries(locals).map(([name, value]) => asHcl("locals", name, value)),
      ...Object.entries(data).flatMap(([type, bodies]) =>
        Object.entries(bodies).map(([name, body]) => {
          const lines = Object.entries(body).map(([key, value]) =>
            asHcl("", key, value).split("\n").slice(1, -2).join("\n"),
          );
          return `data "${type}" "${name}" {\n${lines.join("\n")}\n}\n`;
        }),
      ),
    ];
    expect(await parsed(read)).toEqual(expected);
  });

  it("keeps what is said above a local value or a data source", () => {
    for (const [name, comment] of TEXT_COMMENTS) {
      const [kind = "", ...words] = name.split(".");
      const begin = kind === "local" ? `\n  ${words.join()} ` : `\ndata "${words.join('" "')}" `;
      const indent = kind === "local" ? "  # " : "# ";
      const said = comment
        .split("\n")
        .map((line) => `${indent}${line}`.trimEnd())
        .join("\n");
      expect(FILES.filter((file) => textOf(file).includes(`${said}${begin}`))).toHaveLength(1);
    }
    expect(TEXT_COMMENTS.get("data.alicloud_vswitches.vswitches")).toBe(
      "Lookup: the existing vSwitches, for their range, zone and VPC. The provider reads all vSwitches of the region.",
    );
  });

  it("says which local it does not find", () => {
    expect(() => selectText(["nothing"], new Set(), new Set())).toThrow(
      "the Terraform text has no local.nothing",
    );
  });
});

describe("the features of the text", () => {
  it("are those that the table of a stack can have, beside that of the module", () => {
    const found = new Set([...SELECTIONS.keys()].flatMap((features) => features.split(" ")));
    expect([...FEATURES].filter((name) => name !== "module" && !found.has(name))).toEqual([]);
    expect([...found].filter((name) => !FEATURES.has(name) && !CHECK_OF_LOCAL.has(name))).toEqual([]);
  });
});

describe("the checks of the text", () => {
  it("are those that can be skipped, each with one local value or more", () => {
    expect(new Set(CHECK_OF_LOCAL.values())).toEqual(new Set(CHECK_NAMES));
  });

  it("are the local values that say what is wrong", async () => {
    const { locals } = await parsed([textOf("checks.tf")]);
    const withProblem = Object.entries(locals).filter(([, value]) => String(value).includes("problem="));
    expect([...CHECK_OF_LOCAL.keys()].sort()).toEqual(withProblem.map(([name]) => name).sort());
  });

  it("are about some rows each, but for those of a vSwitch", () => {
    const ofVSwitch = [
      ...["vswitch_shared", "vswitch_allowed", "vswitch_sibling_overlap"],
      "primary_vswitch_placed",
    ];
    expect([...Object.keys(ABOUT), ...ofVSwitch].sort()).toEqual([...CHECK_OF_LOCAL.keys()].sort());
  });

  it.each(["block_problems", "problems"])(
    "stand in %s where they are about a block or an exposure",
    async (list) => {
      const { locals } = selectText([list], ALL, await definedElsewhere());
      const checks = [...(locals[list] ?? "").matchAll(/^ +local\.(\w+),$/gm)].map(([, name]) => name);
      const isOfBlock = (name: string) => name.startsWith("block_") || name === "ipv4_gateway";
      expect(checks.sort()).toEqual(
        Object.keys(ABOUT)
          .filter((name) => isOfBlock(name) === (list === "block_problems"))
          .sort(),
      );
    },
  );
});

describeWithTerraform("what a stack takes of the text", () => {
  const terraform = useTerraform();

  it("is laid out as `terraform fmt` does it, whatever lines are left out", async () => {
    const ofText = new Set([...TEXT_GROUPS.flatMap(({ names }) => names), ...TEXT_LOOKUPS]);
    const sources = [...SELECTIONS.values()].map(({ json: { locals = {}, data = {} } }) => {
      const lookups = Object.entries(data).flatMap(([type, bodies]) =>
        Object.entries(bodies).filter(([name]) => ofText.has(`${type}.${name}`)),
      );
      return [
        ...Object.entries(locals).filter(([name]) => ofText.has(name)),
        ...lookups.flatMap(([, body]) => Object.entries(body)),
      ]
        .filter(([, value]) => typeof value === "string" && value.startsWith("${"))
        .map(([name, value]) => asHcl("locals", name, value))
        .join("\n");
    });
    expect(sources.length).toBeGreaterThan(50);
    expect(await formattedByTerraform(sources)).toEqual(sources);
  });

  it.each([...SELECTIONS].filter((_, i) => i % 12 === 0))("is valid: %s", async (_, template) => {
    const workspace = await terraform.workspace(template.text);
    expect(await workspace.validate()).toEqual({ valid: true, diagnostics: [] });
  });
});

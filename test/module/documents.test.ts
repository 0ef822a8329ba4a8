import { parse } from "@cdktf/hcl2json";

import { CHECK_NAMES } from "../../lib/exposure-table/checks";
import { fencedBlocks, firstColumn, linkTargets } from "../readme/markdown";
import { moduleFile, moduleFiles } from "./module-files";

/** Blocks of the module as hcl2json gives them: expressions are templates. */
interface Parsed {
  readonly variable: Readonly<
    Record<string, readonly { type: string; default?: unknown; description: string }[]>
  >;
  readonly output: Readonly<Record<string, readonly { value: string; description: string }[]>>;
  readonly terraform: readonly [
    { required_version: string; required_providers: readonly [{ alicloud: { version: string } }] },
  ];
}

/** Checks of the guest script, which the module does not run. */
const GUEST_CHECKS = ["guest-os", "guest-running"];

describe("the document of the module", () => {
  const readme = moduleFile("README.md");
  const section = (heading: string) => sections(readme).get(heading) ?? "";
  let module: Parsed;

  beforeAll(async () => {
    const files = ["variables.tf", "outputs.tf", "versions.tf"];
    const parsed = await Promise.all(files.map((name) => parse(name, moduleFile(name))));
    module = Object.assign({}, ...parsed) as Parsed;
  });

  test("has every input, with its type, its default and its description", () => {
    const rows = tableRows(section("Inputs")).slice(0, Object.keys(module.variable).length);
    const inputs = Object.entries(module.variable).map(([name, [variable]]) => [
      name,
      ...(name === "exposures" ? ["map(object), as below"] : [inHcl(variable?.type ?? "")]),
      variable?.default === undefined ? "required" : JSON.stringify(variable.default),
      ...(name === "exposures" ? [] : [variable?.description]),
    ]);
    const documented = rows.map((row) => (row[0] === "exposures" ? row.slice(0, 3) : row));
    expect(documented.sort()).toEqual(inputs.sort());
  });

  test("has every attribute of an exposure, with those that an object has", () => {
    const documented = tableRows(section("Inputs"))
      .slice(Object.keys(module.variable).length)
      .map(([name, type]) => [name, type]);
    expect(documented).toEqual(attributesIn(inHcl(module.variable.exposures?.[0]?.type ?? "")));
  });

  test("has every output, and every attribute of an exposure in it", () => {
    const rows = firstColumn(section("Outputs")).map(withoutMarks);
    const attributes = [...(module.output.exposures?.[0]?.value ?? "").matchAll(/^ +(\w+) += /gm)];
    expect(rows).toEqual([...Object.keys(module.output), ...attributes.map(([, name]) => name)]);
  });

  test("has every check but those of the guest script, and every check may be skipped", () => {
    const rows = firstColumn(section("Checks")).map(withoutMarks);
    expect(rows).toEqual(CHECK_NAMES.filter((name) => !GUEST_CHECKS.includes(name)));
    for (const name of GUEST_CHECKS) expect(section("Checks")).toContain(`\`${name}\``);
    const validation =
      /setsubtract\(var\.skip_checks, \[(.*?)\]\)/s.exec(moduleFile("variables.tf"))?.[1] ?? "";
    expect([...validation.matchAll(/"([^"]+)"/g)].map(([, name]) => name)).toEqual([...CHECK_NAMES]);
  });

  test("names the versions that the module and its examples require", async () => {
    const [{ required_version, required_providers }] = module.terraform;
    expect(section("Requirements")).toContain(`\`${required_version}\``);
    expect(section("Requirements")).toContain(`\`${required_providers[0].alicloud.version}\``);
    for (const name of ["examples/minimal/main.tf", "examples/complete/versions.tf"]) {
      const { terraform } = (await parse(name, moduleFile(name))) as unknown as Parsed;
      expect(terraform[0]).toEqual(module.terraform[0]);
    }
  });

  test("says first of all what one EIP that is refused does to the others", () => {
    const [, second = ""] = readme.replace(/^# .*\n\n/, "").split("\n\n");
    expect(second).toMatch(/^> \*\*One call is one failure domain\.\*\*/);
  });

  test("links to what is there, and shows a call that needs nothing but the repository", () => {
    const files = Object.keys(moduleFiles());
    const targets = linkTargets(readme).filter((target) => !/^(?:https:|#)/.test(target));
    expect(targets.filter((target) => !files.some((name) => name.startsWith(`${target}/`)))).toEqual([]);
    const [call] = fencedBlocks(readme);
    expect(call?.text).toMatch(/source = "git::https:\/\/.*\/\/terraform\/modules\/exposed-eip\?ref=/);
  });
});

/** The text under each heading of the second level. */
function sections(markdown: string): Map<string, string> {
  return new Map(
    markdown.split(/^## /m).map((part): [string, string] => {
      const [heading = "", ...lines] = part.split("\n");
      return [heading, lines.join("\n")];
    }),
  );
}

/** The cells of all tables, without their headings and without marks for code and links. */
function tableRows(markdown: string): string[][] {
  const lines = markdown.split("\n").filter((line) => line.startsWith("|"));
  const isRule = (line: string | undefined) => line !== undefined && /^\|[ |-]+\|$/.test(line);
  return lines
    .filter((line, i) => !isRule(line) && !isRule(lines[i + 1]))
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => withoutMarks(cell.trim())),
    );
}

function withoutMarks(text: string): string {
  return text.replaceAll("`", "").replaceAll(/\[(\w+)\]\(#\w+\)/g, "$1");
}

/** A type or another expression that hcl2json gives as a template. */
function inHcl(template: string): string {
  return template.replace(/^\$\{(.*)\}$/s, "$1");
}

/** The attributes in a map of objects, with their types: of an object, the names of what is in it. */
function attributesIn(type: string): [name: string, type: string][] {
  const text = type.replaceAll(/\s+/g, " ");
  const attributes = [
    ...text.matchAll(
      /(\w+) = optional\((object\(\{ (.*?) \}\)|[\w()]+?)(?:, \w+)?\)(?= \w+ = optional| \}\)\)$)/g,
    ),
  ];
  return attributes.map(([, name = "", plain = "", inside]) => [
    name,
    inside === undefined
      ? plain
      : `object({ ${[...inside.matchAll(/(\w+) = /g)].map(([, inner]) => inner).join(", ")} })`,
  ]);
}

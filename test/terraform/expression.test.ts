import { Fn } from "cdktf";
import fc from "fast-check";

import { escapeTemplate, escapeTemplates, hcl, type HclValue, rawHcl } from "../../lib/terraform/expression";
import { anyText } from "../../testing/any-text";
import { describeWithTerraform, evaluate } from "../../testing/terraform";
import { synthesized } from "./synthesized";

/** What means something to HCL, to JSON, to cdktf or to JavaScript's own replacing. */
const pieces = fc.constantFrom(
  "${",
  "%{",
  "$${",
  "%%{",
  "$$${",
  "$",
  "%",
  "{",
  "}",
  "~}",
  '"',
  "\\",
  "\\n",
  "\\b",
  "\\u0041",
  "\n",
  "\r\n",
  "\t",
  "\b",
  "\f",
  "\u0000",
  "\u001b",
  "\u0085",
  "\u2028",
  "é",
  "日本",
  "👍🏽",
  "$&",
  "$1",
  'file("/etc/hosts")',
  "local.values",
  "if true",
  "#{",
  "&{",
  "//",
  "<<EOT\n",
  "1e5",
  "-1.5e+3",
  " ",
  "a",
);

const hostileTexts = fc.oneof(
  { arbitrary: fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join("")), weight: 4 },
  { arbitrary: anyText({ maxLength: 12 }), weight: 1 },
);

/** Terraform has every string in Unicode's normal form C. */
const asTerraformHas = (text: string): string => text.normalize("NFC");

const manyTexts = fc.array(hostileTexts, { minLength: 100, maxLength: 300 });

/** Evaluates a list of values as they are synthesized, by Terraform. */
async function evaluated(make: Parameters<typeof synthesized>[0]): Promise<unknown[]> {
  const values = synthesized(make) as unknown[];
  // A template that does not begin with an interpolation would be taken for an expression.
  const expressions = values.map((value, index) => [`v${index}`, `\${""}${String(value)}`]);
  const results = await evaluate(Object.fromEntries(expressions) as Record<string, string>);
  return values.map((_, index) => results[`v${index}`]);
}

describe("hcl", () => {
  const text = (expression: unknown): unknown => synthesized(() => expression);

  it("puts fixed text and values together into one expression", () => {
    expect(text(hcl`local.map["a"]`)).toBe('${local.map["a"]}');
    expect(text(hcl`max(${1}, ${2.5}, ${-3})`)).toBe("${max(1, 2.5, -3)}");
    expect(text(hcl`${rawHcl("found")}.${rawHcl("id")}`)).toBe("${found.id}");
  });

  it("writes a string as a literal in quotes", () => {
    expect(text(hcl`upper(${"web"})`)).toBe('${upper("web")}');
    expect(text(hcl`upper(${'"\\\n\t\r\b\u0000'})`)).toBe('${upper("\\"\\\\\\n\\t\\r\\u0008\\u0000")}');
    expect(text(hcl`upper(${'${file("x")} %{ if true }'})`)).toBe(
      '${upper("$${file(\\"x\\")} %%{ if true }")}',
    );
  });

  it("writes a list as a list of its values", () => {
    expect(text(hcl`concat(${["a", hcl`local.b`, 3]}, ${[]}, ${[["c"]]})`)).toBe(
      '${concat(["a", local.b, 3], [], [["c"]])}',
    );
  });

  it("nests expressions without braces of their own, as they are and as tokens", () => {
    const inner = hcl`lower(${"A"})`;
    expect(text(hcl`upper(${inner})`)).toBe('${upper(lower("A"))}');
    expect(text(hcl`upper(${inner.toString()})`)).toBe('${upper(lower("A"))}');
    expect(text(hcl`length(${hcl`local.list`.toList()})`)).toBe("${length(local.list)}");
  });

  it("asks a function for its value at synthesis", () => {
    const names: string[] = [];
    const expression = hcl`length(${() => names})`;
    names.push("late");
    expect(text(expression)).toBe('${length(["late"])}');
  });

  it("takes tokens of constructs: strings, numbers, lists and functions", () => {
    const values = synthesized((local) => {
      const name = local("name", "web");
      const list = local("list", ["a"]);
      return [
        hcl`upper(${name.asString})`,
        hcl`${local("count", 2).asNumber} + 1`,
        hcl`length(${list.asList})`,
        hcl`upper(${Fn.join("-", list.asList)})`,
      ];
    });
    expect(values).toEqual([
      "${upper(local.name)}",
      "${local.count + 1}",
      "${length(local.list)}",
      '${upper(join("-", local.list))}',
    ]);
  });

  it("writes a text with tokens as a template, in which only the tokens are interpolated", () => {
    const values = synthesized((local) => {
      const name = local("name", "web").asString;
      return [
        hcl`upper(${`the "${name}" and ${name}`})`,
        hcl`upper(${`${name}\${x}`})`,
        hcl`upper(${`$${name}%${name}$`})`,
        hcl`upper(${`<${hcl`lower(${"A"})`.toString()}>`})`,
      ];
    });
    expect(values).toEqual([
      '${upper("the \\"${local.name}\\" and ${local.name}")}',
      '${upper("${local.name}$${x}")}',
      '${upper("\\u0024${local.name}%${local.name}$")}',
      '${upper("<${lower("A")}>")}',
    ]);
  });

  it("is a token wherever cdktf takes one: alone, in a text and as a list", () => {
    const expression = hcl`local.x`;
    expect(synthesized(() => [expression, `a ${expression.toString()} b`, expression.toList()])).toEqual([
      "${local.x}",
      "a ${local.x} b",
      "${local.x}",
    ]);
    expect(JSON.stringify({ expression })).toBe('{"expression":"<unresolved expression>"}');
  });
});

describe("escapeTemplate", () => {
  it("doubles what begins a sequence, and nothing else", () => {
    expect(escapeTemplate("${a} %{b} $${c} $ % { } $$")).toBe("$${a} %%{b} $$${c} $ % { } $$");
  });

  it("reaches every text of a value, keys included, and leaves the rest as it is", () => {
    const value = { "${key}": ["%{a}", 1, true, null, { inner: "${b}" }], plain: "text" };
    expect(escapeTemplates(value)).toEqual({
      "$${key}": ["%%{a}", 1, true, null, { inner: "$${b}" }],
      plain: "text",
    });
  });
});

describeWithTerraform("a hostile text, evaluated by Terraform, is itself", () => {
  const runs = { numRuns: 3, endOnFailure: true };

  it("as a string in an expression", async () => {
    await fc.assert(
      fc.asyncProperty(manyTexts, async (texts) => {
        const values = await evaluated(() => texts.map((text) => hcl`${text}`));
        expect(values).toEqual(texts.map(asTerraformHas));
      }),
      runs,
    );
  });

  it("in a list in an expression", async () => {
    await fc.assert(
      fc.asyncProperty(manyTexts, async (texts) => {
        const values = await evaluated(() => [hcl`jsonencode(${texts})`]);
        expect(JSON.parse(String(values[0]))).toEqual(texts.map(asTerraformHas));
      }),
      runs,
    );
  });

  it("around a token in an expression", async () => {
    await fc.assert(
      fc.asyncProperty(manyTexts, async (texts) => {
        const token = hcl`upper(${"x"})`.toString();
        const values = await evaluated(() =>
          texts.map((text): HclValue => hcl`format("%s", ${`${text}${token}${text}${token}`})`),
        );
        expect(values).toEqual(texts.map((text) => asTerraformHas(`${text}X${text}X`)));
      }),
      runs,
    );
  });

  it("as an argument, once it is escaped", async () => {
    await fc.assert(
      fc.asyncProperty(manyTexts, async (texts) => {
        expect(await evaluated(() => texts.map(escapeTemplate))).toEqual(texts.map(asTerraformHas));
      }),
      runs,
    );
  });
});

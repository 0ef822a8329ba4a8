import fc from "fast-check";

import { formatHcl, renderHcl } from "../src";
import { lexSource } from "../src/lexer";
import { breakLongExpression } from "../src/long-expression";
import { expressions } from "./support/expressions";

/** What becomes of a local value, without the block around it. */
function rendered(expression: string): string {
  const text = renderHcl({ locals: { a: `\${${expression}}` } });
  return text.replace(/^locals \{\n|\}\n$/g, "").replace(/^ {2}/gm, "");
}

const name = (length: number) => `local.${"x".repeat(length - 6)}`;

describe("an expression", () => {
  test("stays on one line up to 100 characters", () => {
    expect(rendered(`upper(${name(93)})`)).toBe(`a = upper(${name(93)})\n`);
    expect(rendered(`upper(${name(94)}, 1)`)).toContain("(\n");
  });

  test("that is longer is broken between the arguments of its longest call", () => {
    expect(rendered(`concat(try(local.a), merge(${name(60)}, ${name(40)}))`)).toBe(
      `a = concat(\n  try(local.a),\n  merge(\n    ${name(60)},\n    ${name(40)}\n  )\n)\n`,
    );
  });

  test("is broken inside the innermost of calls with one argument", () => {
    expect(rendered(`length(distinct([${name(60)}, ${name(40)}]))`)).toBe(
      `a = length(distinct([\n  ${name(60)},\n  ${name(40)}\n]))\n`,
    );
  });

  test("is broken after && and || in parentheses of its own, where it has none", () => {
    expect(rendered(`${name(60)} || !${name(40)} && true`)).toBe(
      `a = (\n  ${name(60)} ||\n  !${name(40)} &&\n  true\n)\n`,
    );
  });

  test("is broken before ? and :", () => {
    expect(rendered(`local.a == 0 ? ${name(60)} : ${name(40)}`)).toBe(
      `a = (\n  local.a == 0\n  ? ${name(60)}\n  : ${name(40)}\n)\n`,
    );
  });

  test("with a for is broken before what it yields and before its condition", () => {
    expect(rendered(`{for key, e in ${name(40)} : key => ${name(40)} if local.a != null}`)).toBe(
      `a = {\n  for key, e in ${name(40)} :\n  key => ${name(40)}\n  if local.a != null\n}\n`,
    );
    expect(rendered(`[for e in local.all : e if ${name(60)} == ${name(40)}]`)).toBe(
      `a = [\n  for e in local.all : e\n  if ${name(60)} == ${name(40)}\n]\n`,
    );
  });

  test("is never broken inside a text, nor inside an object where it would end a value", () => {
    expect(rendered(`"\${upper(${name(100)}, 1)}"`)).toBe(`a = "\${upper(${name(100)}, 1)}"\n`);
    expect(rendered(`{b = ${name(60)} && ${name(60)}, c = 1}`)).toBe(
      `a = {\n  b = ${name(60)} && ${name(60)},\n  c = 1\n}\n`,
    );
  });

  test("with line ends or comments stays as it is", () => {
    const source = `concat(\n${name(80)}, # why\n${name(80)})`;
    expect(breakLongExpression(source)).toBe(source);
  });

  test("has the same tokens after it was broken, and line ends, and is laid out for good", () => {
    const tokens = (source: string) =>
      lexSource(source)
        .filter(({ kind }) => kind !== "newline")
        .map(({ text }) => text);
    let broken = 0;
    fc.assert(
      fc.property(fc.array(expressions({ lineEnds: false }), { minLength: 3, maxLength: 6 }), (parts) => {
        const source = `concat(${parts.join(", ")})`;
        const result = breakLongExpression(source);
        if (result !== source) broken += 1;
        expect(tokens(result)).toEqual(tokens(source));
        const formatted = formatHcl(`a = ${result}\n`);
        expect(formatHcl(formatted)).toBe(formatted);
      }),
      { numRuns: 500 },
    );
    expect(broken).toBeGreaterThan(50);
  });
});

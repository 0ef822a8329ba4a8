import fc from "fast-check";

import { HclError, parseTerraformJson } from "../src";

describe("the text of a configuration", () => {
  test("has the value that JSON.parse gives it", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }), (value) => {
        const text = JSON.stringify(value, undefined, 2);
        JSON.parse(text, (_, member: unknown) => {
          fc.pre(!Number.isInteger(member) || Number.isSafeInteger(member));
        });
        expect(parseTerraformJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test.each(["1.50", "-0", "0.0", "1e3", "1.5E-7", "5e-1", "9007199254740991", "0.1", "5e-324", "100"])(
    "may have the number %s",
    (number) => {
      expect(parseTerraformJson(`{"a": ${number}}`)).toEqual({ a: JSON.parse(number) as number });
    },
  );

  test.each<[string, string, (string | number)[], RegExp]>([
    [
      "an integer beyond 2^53",
      '{\n  "locals": [{}, {"a": ["1", 9007199254740993]}]\n}',
      ["locals", 1, "a", 1],
      /^the number 9007199254740993 would lose digits; write "\$\{9007199254740993\}", .*\(line 2, column 30\)$/,
    ],
    ["an integer that is even the same", '{"a": -9007199254740992}', ["a"], /-9007199254740992 would lose/],
    ["an integer with an exponent", '{"a": {"b": 1}, "c": [[1], 1e21]}', ["c", 1], /1e21 would lose/],
    ["digits behind the point", '{"a": 0.1234567890123456789}', ["a"], /0\.1234567890123456789 would lose/],
    ["a number that is too large", '{"a": 1e400}', ["a"], /1e400 would lose/],
    ["a number that is too small", '{"a": 1e-400}', ["a"], /1e-400 would lose/],
    [
      "two members of one name",
      '{"locals": {"b,\\"": [{}, "b"], "b": 2, "\\u0062": 3}}',
      ["locals", "b"],
      /^two members of this name; write a list of their values \(line 1, column 40\)$/,
    ],
    ["text that is not JSON", '{"a": }', [], /^not JSON: /],
    ["a text", '"a"', [], /^a configuration is an object/],
    ["a list", "[]", [], /^a configuration is an object; wrap/],
  ])("is refused for %s", (_, text, path, problem) => {
    expect(() => parseTerraformJson(text)).toThrow(HclError);
    try {
      parseTerraformJson(text);
    } catch (error) {
      expect(error).toMatchObject({ path, problem: expect.stringMatching(problem) as string });
    }
  });
});

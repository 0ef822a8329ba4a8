import fc from "fast-check";

import { evaluate, describeWithTerraform } from "../../testing/terraform";
import { HclError, loneSurrogateIn, renderHcl, sameKeyIn, textInTerraform, visiblyDifferent } from "../src";

/** Characters with several forms in Unicode, those that only look alike, and halves of surrogate pairs. */
const units = fc.constantFrom(
  ...["a", "e", "\u00e9", "\u0301", "\u0327", "\u1e09", "\u212b", "\u00c5", "\uac00", "\u1100", "\u1161"],
  ...["\ufb01", "\u03a9", "\u2126", "K", "\u212a", "\ud800", "\udc00", "\ufffd", "\u{1d15e}", "__proto__"],
);
const texts = fc.array(units, { maxLength: 4 }).map((parts) => parts.join(""));
const pairs = fc.sample(
  fc.oneof(
    fc.tuple(texts, texts),
    texts.map((text) => [text, text.normalize("NFD")] as const),
    texts.map((text) => [text, text.normalize("NFKC")] as const),
    texts.map((text) => [text, text.replace(/\p{Cs}/gu, "\udbff")] as const),
  ),
  { seed: 4, numRuns: 2000 },
);

describeWithTerraform("a text", () => {
  it("is the same to Terraform exactly where it is the same here, and becomes the text that it becomes here", async () => {
    const expressions = Object.fromEntries(
      pairs.map((_, index) => [
        `p${index}`,
        `[local.one[${index}] == local.other[${index}], local.one[${index}]]`,
      ]),
    );
    const found = await evaluate(expressions, {
      one: pairs.map(([one]) => one),
      other: pairs.map(([, other]) => other),
    });
    const expected = pairs.map(([one, other], index) => [
      `p${index}`,
      [textInTerraform(one) === textInTerraform(other), textInTerraform(one)],
    ]);
    expect(found).toEqual(Object.fromEntries(expected));
    const equal = pairs.filter(
      ([one, other]) => one !== other && textInTerraform(one) === textInTerraform(other),
    );
    expect(equal.length).toBeGreaterThan(100);
  });
});

describe("the keys of an object", () => {
  const rendered = (object: Readonly<Record<string, string>>) => renderHcl({ locals: { tags: object } });

  it("are refused where Terraform would take two of them for one, with both in a form that shows the difference", () => {
    const render = () => rendered({ "caf\u00e9": "a", team: "b", "cafe\u0301": "c" });
    expect(render).toThrow(HclError);
    expect(render).toThrow(
      'the keys "caf\\u00e9" and "cafe\\u0301" are one to Terraform, which compares texts in Unicode normal form C; remove or rename one of them',
    );
    expect(() => rendered({ "\ud800": "a", "\udc00": "b" })).toThrow(
      'the keys "\\ud800" and "\\udc00" are one',
    );
  });

  it("are all written otherwise, also those that every JavaScript object inherits", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.oneof(texts, fc.constantFrom("constructor", "toString", "valueOf")), {
          maxLength: 5,
        }),
        (keys) => {
          const object = Object.fromEntries(keys.map((key, index) => [key, `value-${index}`]));
          if (sameKeyIn(keys) !== undefined) expect(() => rendered(object)).toThrow(HclError);
          else for (const index of keys.keys()) expect(rendered(object)).toContain(`"value-${index}"`);
        },
      ),
    );
  });
});

test("half of a surrogate pair is found, and a whole one is not", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const halves = Array.from(text).filter((character) => /^[\ud800-\udfff]$/.test(character));
      expect(loneSurrogateIn(text) === undefined).toBe(halves.length === 0);
    }),
  );
  expect(loneSurrogateIn("a\ud83d\ude00b")).toBeUndefined();
  expect(loneSurrogateIn("a\udc00b")).toBe("\\udc00");
});

test("texts that look alike are shown differently", () => {
  expect(visiblyDifferent("caf\u00e9")).not.toBe(visiblyDifferent("cafe\u0301"));
  expect(visiblyDifferent("plain-text 1")).toBe("plain-text 1");
});

import { existsSync } from "node:fs";
import * as path from "node:path";

import { countWords, fencedBlocks, inlineCode, linkTargets, sections } from "./markdown";
import { PAGES, projectText, README, ROOT, TRANSLATED, translationOf } from "./readme";

const NAVIGATION = "docs/README.md";

/** The kinds of pages; two stay where programs say they are: the guest script, and `npm run bench`. */
const KINDS = /^docs\/(?:(?:tutorial|how-to|reference|explanation)\/[a-z-]+|benchmarks|guest|README)\.md$/;

describe("the README", () => {
  test("is read in a few minutes, in both languages", () => {
    expect(countWords(README)).toBeLessThan(600);
    const characters = projectText(translationOf("README.md")).match(/\p{Script=Han}/gu) ?? [];
    expect(characters.length).toBeLessThan(1_000);
  });

  test("leads to the page of each use that it names, and to the navigation", () => {
    expect(linkedFrom("README.md")).toEqual(
      expect.arrayContaining([
        NAVIGATION,
        "docs/tutorial/first-exposure.md",
        "docs/reference/configuration.md",
      ]),
    );
  });
});

describe("the navigation", () => {
  const pages = PAGES.filter((page) => page !== "README.md");

  test.each(pages)("leads to %s, which is of one of the four kinds", (page) => {
    expect(page).toMatch(KINDS);
    expect([NAVIGATION, ...linkedFrom(NAVIGATION)]).toContain(page);
  });

  test("in Chinese leads to every Chinese page", () => {
    const chinese = TRANSLATED.filter((page) => page.startsWith("docs/")).map(translationOf);
    const navigation = translationOf(NAVIGATION);
    expect([navigation, ...linkedFrom(navigation)]).toEqual(expect.arrayContaining(chinese));
  });
});

describe.each(TRANSLATED)("%s in Chinese", (page) => {
  const english = sections(projectText(page));
  const translation = translationOf(page);
  const chinese = existsSync(path.join(ROOT, translation)) ? sections(projectText(translation)) : [];

  test("has the same headings", () => {
    expect(chinese.map(({ level }) => level)).toEqual(english.map(({ level }) => level));
  });

  test("has the same blocks below each heading, comments aside", () => {
    expect(chinese.map(({ text }) => blocksIn(text))).toEqual(english.map(({ text }) => blocksIn(text)));
  });

  test("names the same settings, commands and files below each heading", () => {
    expect(chinese.map(({ text }) => codeIn(text))).toEqual(english.map(({ text }) => codeIn(text)));
  });

  test("links to the same pages below each heading, in Chinese where they are", () => {
    expect(chinese.map(({ text }) => linksIn(text, translation))).toEqual(
      english.map(({ text }) => linksIn(text, page)),
    );
    const toTranslated = linkedFrom(translation).filter((file) => TRANSLATED.includes(file) && file !== page);
    expect(toTranslated).toEqual([]);
  });
});

/** The files that a page links to. */
function linkedFrom(page: string): string[] {
  return linkTargets(projectText(page))
    .filter((target) => !/^(?:[a-z]+:|#)/.test(target))
    .map((target) => path.join(path.dirname(page), target.replace(/#.*$/, "")));
}

function blocksIn(text: string): string[] {
  return fencedBlocks(text).map((block) =>
    block.text.replaceAll(/(?<=^|\s)[#;] .*$/gm, "").replaceAll(/ +$/gm, ""),
  );
}

function codeIn(text: string): string[] {
  return [...new Set(inlineCode(text))].toSorted();
}

/** Where the links of a part lead, by the English page. */
function linksIn(text: string, page: string): string[] {
  const english = new Map([
    ...TRANSLATED.map((one) => [translationOf(one), one] as const),
    ["docs/zh-CN/troubleshooting.md", "docs/reference/troubleshooting.md"],
  ]);
  const targets = linkTargets(text).map((target) => {
    if (/^[a-z]+:/.test(target)) return target;
    const [file = ""] = target.split("#");
    const linked = file === "" ? page : path.join(path.dirname(page), file);
    return english.get(linked) ?? linked;
  });
  return [...new Set(targets)].toSorted();
}

import { anchors, fencedBlocks, firstColumn, linkTargets } from "./markdown";

const PAGE = `# A page: \`code\` and more

See [the file](lib/index.ts#part) and ![a picture](docs/a.svg), not [this].

\`\`\`sh
npm ci # [no](link)
\`\`\`

## Two words

\`\`\`yaml
a: |
  b
\`\`\`

| setting          | meaning |
| ---------------- | ------- |
| \`a\`              | one     |
| \`b.c\`, \`.d\` | two     |
`;

test("the blocks of a page have their language, text and line", () => {
  expect(fencedBlocks(PAGE)).toEqual([
    { language: "sh", text: "npm ci # [no](link)\n", line: 5 },
    { language: "yaml", text: "a: |\n  b\n", line: 11 },
  ]);
});

test("the links of a page are those outside of its blocks", () => {
  expect(linkTargets(PAGE)).toEqual(["lib/index.ts#part", "docs/a.svg"]);
});

test("the anchors of a page are those that GitHub makes of its headings", () => {
  expect(anchors(PAGE)).toEqual(["a-page-code-and-more", "two-words"]);
});

test("a heading that is there again has a number in its anchor", () => {
  expect(anchors("# Same\n\n## Same\n\n## Same\n")).toEqual(["same", "same-1", "same-2"]);
});

test("a place that is named in the text is an anchor", () => {
  expect(anchors('| <a id="property-side"></a> `side` | one |\n')).toEqual(["property-side"]);
});

test("the first column of a table is read without its heading", () => {
  expect(firstColumn(PAGE)).toEqual(["`a`", "`b.c`, `.d`"]);
});

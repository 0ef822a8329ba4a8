import * as path from "node:path";

import { DOMParser } from "@xmldom/xmldom";
import fc from "fast-check";

import { loadConfiguration } from "../../lib/configuration/load";
import { renderDot } from "../../lib/diagram/dot";
import { Labels, LANGUAGES } from "../../lib/diagram/labels";
import { renderMarkdown, renderMermaid } from "../../lib/diagram/mermaid-diagram";
import { type Picture, pictureOf } from "../../lib/diagram/picture";
import { pictureOfChange } from "../../lib/diagram/picture-changes";
import { PALETTES, renderSvg } from "../../lib/diagram/svg-diagram";
import { renderText } from "../../lib/diagram/text-diagram";
import { fleet } from "../diff/versions";
import { drawn, elementsOf, pictureOfTexts } from "./pictures";

/** A change with each of its kinds, in each kind of element. */
const CHANGE = pictureOfChange(
  drawn(
    fleet({
      web: { instance: "i-web", eip: "203.0.113.106", vpc: "vpc-shop", zone: "cn-hangzhou-h" },
      imap: { nicOf: "web", eip: "203.0.113.105" },
      mail: { instance: "i-mail", eip: "203.0.113.98", vpc: "vpc-shop", zone: "cn-hangzhou-i" },
      ftp: { instance: "i-ftp", eip: "192.0.2.10", vpc: "vpc-shop", zone: "cn-hangzhou-h" },
      old: { instance: "i-old", eip: "198.51.100.7", vpc: "vpc-shop" },
    }),
  ),
  drawn(
    fleet({
      web: { instance: "i-web", eip: "203.0.113.106", vpc: "vpc-shop", zone: "cn-hangzhou-h" },
      imap: { nicOf: "web", eip: "203.0.113.107" },
      post: {
        instance: "i-mail",
        eip: "203.0.113.98",
        vpc: "vpc-shop",
        zone: "cn-hangzhou-i",
        renamedFrom: "mail",
      },
      ftp: { instance: "i-other", eip: "192.0.2.200", vpc: "vpc-shop", zone: "cn-hangzhou-h" },
      dns: { instance: "i-dns", eip: { create: { bandwidth: 5 } }, vpc: "vpc-shop" },
    }),
  ),
);

const EXAMPLE = pictureOf(loadConfiguration(path.resolve(__dirname, "../../examples/every-setting.yaml")));

/** Every line of a label in the picture, as often as it occurs. */
function linesOf(picture: Picture, labels = new Labels()): string[] {
  const { vpcs, blocks, vswitches, nics, eips, instances } = elementsOf(picture);
  return [
    labels.title(picture),
    ...vpcs.flatMap((one) => labels.vpc(one)),
    ...blocks.flatMap((one) => labels.block(one)),
    ...vswitches.flatMap((one) => labels.vswitch(one)),
    ...nics.flatMap((one) => [...labels.nic(one), ...labels.addresses(one)]),
    ...eips.flatMap((one) => labels.eip(one)),
    ...instances.flatMap((one) => labels.instance(one)),
  ].sort();
}

/** Lines of the labels of a Mermaid flowchart, read back by the rules of its syntax. */
function linesOfMermaid(text: string): string[] {
  const labels = text
    .split("\n")
    .filter((line) => !/^\s*acc(?:Title|Descr):/.test(line))
    .flatMap((line) => [...line.matchAll(/"([^"]*)"/g)].map(([, label = ""]) => label));
  const decoded = (label: string) =>
    label.replaceAll(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
  return labels.flatMap((label) => label.split("<br>").map(decoded)).sort();
}

const statement =
  /^ *(?:flowchart LR|direction LR|acc(?:Title|Descr): .*|subgraph \w+\["[^"<>]*"\]|end|\w+(?:\[|\(\[|>)"[^"]*"(?:\]|\]\))|\w+ (?:<-->|---) \w+|classDef \w+ [\w:,\- ]+|class [\w,]+ \w+)$/;

/** Halves of surrogate pairs and control characters, which no XML has. */
const UNPRINTABLE = /(?!\n)[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;

const parsedXml = (text: string) =>
  new DOMParser({
    onError: (level, message) => {
      // It stands for characters that XML cannot have.
      if (message.startsWith("Unicode replacement character")) return;
      throw new Error(`${level}: ${message}`);
    },
  }).parseFromString(text, "image/svg+xml");

/** Texts of an SVG, without those that stand for the picture as a whole. */
function textsOf(svg: string): string[] {
  return [...parsedXml(svg).getElementsByTagName("text")].map(({ textContent }) => textContent ?? "");
}

describe("the writers of a picture", () => {
  it("write these texts", () => {
    expect(renderText(EXAMPLE)).toMatchSnapshot("text");
    expect(renderText(CHANGE)).toMatchSnapshot("text of a change");
    expect(renderText(CHANGE, new Labels("zh-CN"))).toMatchSnapshot("text of a change in Chinese");
    expect(renderMarkdown(CHANGE)).toMatchSnapshot("Markdown with Mermaid");
    expect(renderDot(CHANGE)).toMatchSnapshot("DOT");
  });

  it("have every label once, in each format and language", async () => {
    for (const picture of [EXAMPLE, CHANGE])
      for (const language of LANGUAGES) {
        const labels = new Labels(language);
        const expected = linesOf(picture, labels);
        const inMermaid = linesOfMermaid(renderMermaid(picture, labels));
        expect(inMermaid).toEqual(expected);
        const svg = textsOf(await renderSvg(picture, labels));
        // Ranges are in pairs there.
        expect(svg.flatMap((line) => (/^\d[^[]*, \d/.test(line) ? line.split(", ") : line)).sort()).toEqual(
          expected,
        );
        const text = renderText(picture, labels);
        for (const { id } of elementsOf(picture).eips)
          expect(text.split(` ${id}, ${labels.words.natMode}`)).toHaveLength(2);
      }
  });

  it("escape any text for Mermaid, so that it is read back as it was", () => {
    fc.assert(
      fc.property(pictureOfTexts, (picture) => {
        const text = renderMermaid(picture);
        for (const line of text.trimEnd().split("\n")) expect(line).toMatch(statement);
        expect(linesOfMermaid(text)).toEqual(linesOf(picture));
      }),
      { numRuns: 80 },
    );
  });

  it("escape any text for DOT, which Graphviz draws, and for XML", async () => {
    await fc.assert(
      fc.asyncProperty(pictureOfTexts, async (picture) => {
        const printable = linesOf(picture).map((line) => line.replaceAll(UNPRINTABLE, "\uFFFD"));
        expect(
          textsOf(await renderSvg(picture))
            .map(squeezed)
            .sort(),
        ).toEqual(printable.map(squeezed).sort());
      }),
      { numRuns: 16 },
    );
  });

  it("write the same text each time", async () => {
    expect(await renderSvg(drawn(fleet({ web: { instance: "i-web", eip: "203.0.113.106" } })))).toBe(
      await renderSvg(drawn(fleet({ web: { instance: "i-web", eip: "203.0.113.106" } }))),
    );
  });

  it("draw SVG that refers to nothing outside, and has a title and a description", async () => {
    const svg = await renderSvg(CHANGE);
    const root = parsedXml(svg).documentElement;
    expect(root?.getAttribute("aria-labelledby")).toBe("diagram-title diagram-text");
    expect(root?.getElementsByTagName("desc")[0]?.textContent).toBe(renderText(CHANGE));
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(
      /https?:|href|<script|url\(|@import/,
    );
  });
});

/** A text without the white space and the width that SVG does not tell apart. */
function squeezed(text: string): string {
  return text.replaceAll(/\s+/gu, " ").trim();
}

/** Relative luminance of a color. @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

describe.each(Object.entries(PALETTES))("the colors of the %s color scheme", (_, palette) => {
  const { text, line, background, vpc, block, vswitch, node, ...changes } = palette;
  const grounds = [background, vpc, block, vswitch, node];

  it("have a contrast of 4.5 between text and ground, and of 3 between lines and ground", () => {
    for (const ground of grounds) {
      expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
      for (const one of [line, ...Object.values(changes)])
        expect(contrast(one, ground)).toBeGreaterThanOrEqual(3);
    }
  });
});

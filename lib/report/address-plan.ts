import { escapedForXml } from "../diagram/dot";
import type { Labels } from "../diagram/labels";
import type { Picture, PictureBlock } from "../diagram/picture";
import type { Ipv4Address, Ipv4Cidr } from "../ipv4";
import type { ReportWords } from "./report-words";

/** Width of a bar, in units of its drawing. */
const WIDTH = 1000;

/** Width of the smallest mark: an address of a large block would be invisible. */
const LEAST = 3;

/** Renders the blocks of a picture as bars to scale, each with its ranges as text; HTML. */
export function renderAddressPlan({ vpcs }: Picture, words: ReportWords, labels: Labels): string {
  const blocks = vpcs.flatMap((vpc) => vpc.blocks.map((block) => ({ vpc, block })));
  const known = blocks.flatMap(({ vpc, block }) =>
    block.range === undefined ? [] : [figure(block, block.range, labels.vpc(vpc).join(" "), words, labels)],
  );
  return known.length === 0 ? `<p>${escapedForXml(words.noBlocks)}</p>` : known.join("\n");
}

function figure(
  block: PictureBlock,
  range: Ipv4Cidr,
  vpc: string,
  words: ReportWords,
  labels: Labels,
): string {
  const eips = block.vswitches.flatMap(({ nics }) => nics.flatMap((nic) => nic.eips));
  const own = eips.flatMap(({ id, address }) => (address === undefined ? [] : [{ id, address }]));
  const [title = "", ...details] = labels.block(block);
  const ranges = [
    ...own.map(
      ({ id, address }) =>
        `<li><b>${address.toString()}</b> ${escapedForXml(`${id}, ${words.exposed}`)}</li>`,
    ),
    ...block.shadowedRanges.map(
      ([first, last]) => `<li>${escapedForXml(`${rangeText(first, last, labels)}, ${words.shadowed}`)}</li>`,
    ),
  ];
  return [
    `<figure class="plan">`,
    `<figcaption><b>${escapedForXml(title)}</b> ${escapedForXml([vpc, details[0]].filter(Boolean).join("; "))}</figcaption>`,
    // The list says the same.
    `<svg viewBox="0 0 ${WIDTH} 46" preserveAspectRatio="none" aria-hidden="true">`,
    `<rect class="bar" x="0" y="4" width="${WIDTH}" height="22"/>`,
    ...block.shadowedRanges.map(([first, last]) => mark("shadow", range, first, last, 4, 22)),
    ...own.map(({ address }) => mark("own", range, address, address, 1, 28)),
    ...block.vswitches.flatMap(({ range: vswitch }) =>
      vswitch === undefined ? [] : [mark("outline", range, vswitch.network, vswitch.last, 34, 8)],
    ),
    `</svg>`,
    `<div class="scale" aria-hidden="true"><span>${range.network.toString()}</span><span>${range.last.toString()}</span></div>`,
    `<ul>${ranges.join("")}</ul>`,
    `</figure>`,
  ].join("\n");
}

function rangeText(first: Ipv4Address, last: Ipv4Address, labels: Labels): string {
  return first.equals(last) ? first.toString() : labels.words.range(first.toString(), last.toString());
}

function mark(
  kind: string,
  range: Ipv4Cidr,
  first: Ipv4Address,
  last: Ipv4Address,
  y: number,
  height: number,
): string {
  const scale = WIDTH / range.size;
  const width = Math.max(LEAST, (last.value - first.value + 1) * scale);
  const x = Math.min((first.value - range.network.value) * scale, WIDTH - width);
  return `<rect class="${kind}" x="${rounded(x)}" y="${y}" width="${rounded(width)}" height="${height}"/>`;
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}

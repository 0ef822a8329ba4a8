import { createHash } from "node:crypto";

import { escapedForXml } from "../diagram/dot";
import { Labels, type Language } from "../diagram/labels";
import type {
  Picture,
  PictureBlock,
  PictureEip,
  PictureNic,
  PictureVpc,
  PictureVSwitch,
} from "../diagram/picture";
import { renderSvg } from "../diagram/svg-diagram";
import { renderAddressPlan } from "./address-plan";
import { REPORT_SCRIPT, REPORT_STYLE } from "./report-assets";
import { REPORT_WORDS, type ReportWords, type RunbookNames } from "./report-words";

/** Content of a report. */
export interface ReportContent extends RunbookNames {
  readonly picture: Picture;
  /** RAM policies, which together are the least one. */
  readonly policies: readonly object[];
  /** Whom to call, as a line; undefined: to be filled in by hand. */
  readonly contact?: string;
  readonly language: Language;
}

/**
 * Renders a report of a stack: one HTML page that loads nothing, with its picture, its exposures, its address plan, its RAM policy and a
 * runbook. It is the same each time.
 *
 * @throws DiagramError if Graphviz is not installed
 */
export async function renderReport(report: ReportContent): Promise<string> {
  const { picture, language, policies } = report;
  const words = REPORT_WORDS[language];
  const labels = new Labels(language);
  const title = escapedForXml(words.title(picture.stack));
  const sections: readonly (readonly [id: string, title: string, content: string])[] = [
    ["picture", words.picture, scrollable(words.picture, await renderSvg(picture, labels))],
    ["exposures", words.exposures, exposures(picture, words)],
    [
      "plan",
      words.addressPlan,
      `<p>${escapedForXml(words.addressPlanNote)}</p>\n${hatching}\n${renderAddressPlan(picture, words, labels)}`,
    ],
    ["runbook", words.runbook, runbook(report, words)],
    [
      "policy",
      words.policy,
      `<p>${escapedForXml(words.policyNote)}</p>\n${policies.map((one, i) => code(`${words.policy} ${i + 1}`, one)).join("\n")}`,
    ],
  ];
  return [
    "<!doctype html>",
    `<html lang="${language}">`,
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${title}</title>`,
    `<style>${REPORT_STYLE}</style>`,
    "</head>",
    "<body>",
    `<header><h1>${title}</h1>`,
    `<p>${escapedForXml(labels.title(picture))}<br>${escapedForXml(summary(picture, words))}</p>`,
    `<nav aria-label="${title}">${sections.map(([id, name]) => `<a href="#${id}">${escapedForXml(name)}</a>`).join(" ")}</nav></header>`,
    "<main>",
    ...sections.map(
      ([id, name, content]) =>
        `<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${escapedForXml(name)}</h2>\n${content}</section>`,
    ),
    "</main>",
    `<script>${REPORT_SCRIPT}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

/** Nothing is loaded or sent, and no other script runs, whatever the names in the page are. */
const POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  `script-src 'sha256-${createHash("sha256").update(REPORT_SCRIPT).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const hatching =
  '<svg width="0" height="0" aria-hidden="true"><defs><pattern id="hatching" width="6" height="6" patternUnits="userSpaceOnUse" ' +
  'patternTransform="rotate(45)"><rect class="hatch" width="2" height="6"/></pattern></defs></svg>';

/** Row of the table of exposures. */
interface Row {
  readonly vpc: PictureVpc;
  readonly block: PictureBlock;
  readonly vswitch: PictureVSwitch;
  readonly nic: PictureNic;
  readonly eip: PictureEip;
}

function rowsOf({ vpcs }: Picture): Row[] {
  const rows = vpcs.flatMap((vpc) =>
    vpc.blocks.flatMap((block) =>
      block.vswitches.flatMap((vswitch) =>
        vswitch.nics.flatMap((nic) => nic.eips.map((eip) => ({ vpc, block, vswitch, nic, eip }))),
      ),
    ),
  );
  return rows.sort((one, other) => (one.eip.id < other.eip.id ? -1 : 1));
}

function summary(picture: Picture, words: ReportWords): string {
  const blocks = picture.vpcs.flatMap((vpc) => vpc.blocks).filter(({ range }) => range !== undefined);
  const shadowed = blocks.reduce((sum, block) => sum + (block.shadowed ?? 0), 0);
  return words.summary(rowsOf(picture).length, blocks.length, shadowed);
}

function exposures(picture: Picture, words: ReportWords): string {
  const rows = rowsOf(picture);
  const cells = ({ block, vswitch, nic, eip, vpc }: Row): (string | undefined)[] => [
    eip.id,
    eip.name,
    nic.instance,
    vswitch.zone ?? vpc.instances.find(({ id }) => id === nic.instance)?.zone,
    vswitch.range?.toString() ?? vswitch.vswitchId,
    block.range?.toString(),
  ];
  const cell = (text: string | undefined, i: number): string => {
    if (text === undefined) return `<td class="unknown">${escapedForXml(words.unknown)}</td>`;
    return i === 0 ? `<th scope="row">${escapedForXml(text)}</th>` : `<td>${escapedForXml(text)}</td>`;
  };
  const head = words.columns.map(
    (name, i) =>
      `<th scope="col" aria-sort="${i === 0 ? "ascending" : "none"}"><button type="button">${escapedForXml(name)}</button></th>`,
  );
  const table = [
    `<table><caption class="only-read">${escapedForXml(words.exposures)}</caption>`,
    `<thead><tr>${head.join("")}</tr></thead>`,
    `<tbody>${rows.map((row) => `<tr>${cells(row).map(cell).join("")}</tr>`).join("\n")}</tbody></table>`,
  ].join("\n");
  return [
    `<p class="search"><label>${escapedForXml(words.search)} <input type="search" autocomplete="off"></label>`,
    `<span role="status">${escapedForXml(words.found)} <b>${rows.length}</b></span></p>`,
    scrollable(words.exposures, table),
  ].join("\n");
}

function runbook(report: ReportContent, words: ReportWords): string {
  const steps = words
    .steps(report)
    .map(
      ({ title, text, commands }) =>
        `<h3>${escapedForXml(title)}</h3>\n<p>${escapedForXml(text)}</p>\n${scrollable(title, `<pre><code>${escapedForXml(commands.join("\n"))}</code></pre>`)}`,
    );
  const { contact } = report;
  const line =
    contact === undefined
      ? `<p class="blank">${escapedForXml(words.noContact)}</p>`
      : `<p>${escapedForXml(contact)}</p>`;
  return `${steps.join("\n")}\n<h3>${escapedForXml(words.contact)}</h3>\n${line}`;
}

function code(name: string, value: object): string {
  return scrollable(name, `<pre><code>${escapedForXml(JSON.stringify(value, undefined, 2))}</code></pre>`);
}

/** Wide content, which the keyboard can scroll too. */
function scrollable(name: string, content: string): string {
  return `<div class="scroll" tabindex="0" role="group" aria-label="${escapedForXml(name)}">${content}</div>`;
}

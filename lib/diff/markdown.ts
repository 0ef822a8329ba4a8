import {
  describeBlock,
  describeExposure,
  describeOther,
  describeReplacement,
  describeRest,
  GONE,
  isWithoutChange,
  nothingChanges,
} from "./describe";
import { rangeText, type StackDiff } from "./stack-diff";

/** What a change is called in the first column. */
const KINDS = {
  added: "added",
  changed: "changed",
  replaced: "**replaced**",
  perhapsReplaced: "**perhaps replaced**",
  removed: "**removed**",
  kept: "kept",
} as const;

/** A diff as Markdown for the comment of a pull request. What comes from a configuration is text there, and nothing else. */
export function describeDiffAsMarkdown(diff: StackDiff): string {
  const title = `### ${code(diff.stack)}${diff.isGone ? `: ${GONE}` : ""}\n\n`;
  if (isWithoutChange(diff)) return `${title}${sentence(nothingChanges(diff))}\n`;
  const rows = [
    ...diff.settings.map((setting) => [KINDS.changed, "stack", describeReplacement(setting)]),
    ...diff.exposures.map((change) => [KINDS[change.kind], change.key, describeExposure(change)]),
    ...diff.others.map((change) => [KINDS[change.kind], change.address, describeOther(change)]),
    ...diff.blocks.map((block) => [
      block.kind === "perhapsReplaced" ? KINDS.kept : KINDS[block.kind],
      `block ${rangeText(block.range)}`,
      describeBlock(block),
    ]),
  ];
  return [
    `${title}| | | |`,
    "| --- | --- | --- |",
    ...rows.map(([kind = "", name = "", text = ""]) => `| ${kind} | ${code(name)} | ${code(text)} |`),
    "",
    sentence(describeRest(diff)),
    "",
  ].join("\n");
}

/** A text that Markdown shows as it is: no link, no mention, no table cell comes of it. */
function code(text: string): string {
  return `\`${text.replaceAll(/\s+/g, " ").replaceAll("`", "'").replaceAll("|", "¦")}\``;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

import {
  type BlockChange,
  blockText,
  type ExposureChange,
  type OtherChange,
  rangeText,
  type Replacement,
  type StackDiff,
  vswitchText,
} from "./stack-diff";

/** Begins the line of a change, as Terraform's plan does. */
const SIGNS = {
  added: "+",
  changed: "~",
  replaced: "-/+",
  perhapsReplaced: "-/+",
  removed: "-",
  kept: " ",
} as const;

/** What to know of a stack that is gone. */
const GONE = "the stack is gone; destroy what it made first";

/** A diff as lines of text for a terminal, each with its line end. */
export function describeDiff(diff: StackDiff): string {
  const rows = [
    ...diff.exposures.map((change) => [SIGNS[change.kind], change.key, describeExposure(change)]),
    ...diff.others.map((change) => [SIGNS[change.kind], change.address, describeOther(change)]),
    ...diff.blocks.map((block) => [
      block.kind === "perhapsReplaced" ? SIGNS.kept : SIGNS[block.kind],
      `block ${rangeText(block.range)}`,
      describeBlock(block),
    ]),
  ];
  const width = Math.max(0, ...rows.map(([, name = ""]) => name.length));
  const lines = isWithoutChange(diff)
    ? [`${diff.stack}: ${nothingChanges(diff)}`]
    : [
        diff.isGone ? `${diff.stack} (${GONE})` : diff.stack,
        ...diff.settings.map((setting) => `  ~   ${describeReplacement(setting)}`),
        ...rows.map(
          ([sign = "", name = "", text = ""]) => `  ${sign.padEnd(3)} ${name.padEnd(width)}  ${text}`,
        ),
        `  ${describeRest(diff)}`,
      ];
  return lines.map((line) => `${line}\n`).join("");
}

/** Whether nothing in the cloud changes. */
function isWithoutChange({ settings, exposures, others }: StackDiff): boolean {
  return settings.length === 0 && exposures.length === 0 && others.length === 0;
}

function nothingChanges({ isSame }: StackDiff): string {
  return isSame ? "no difference" : "no exposure changes; only checks, look-ups or outputs are different";
}

/** What happens to an exposure. */
function describeExposure({ kind, exposure, causes }: ExposureChange): string {
  const { eip, instance, isImported } = exposure;
  const because = causes.map(describeReplacement).join("; ");
  switch (kind) {
    case "added":
      return `${isImported ? "taken over: " : ""}${eip} → ${instance}, block ${blockText(exposure)}, vSwitch ${vswitchText(exposure)}`;
    case "removed":
      return `${eip} → ${instance}`;
    case "replaced":
      return `replaced: ${because === "" ? "what it is made from is replaced" : because}`;
    case "perhapsReplaced":
      return `replaced, if Terraform finds another value: ${because === "" ? "what it is made from" : because}`;
    case "changed":
      return `changed: ${because}`;
  }
}

function describeOther({ kind, arguments: names }: OtherChange): string {
  const text = { added: "added", removed: "removed", changed: "changed", replaced: "replaced" };
  const what = kind === "perhapsReplaced" ? "changed, or replaced where it has to be" : text[kind];
  return names.length === 0 ? what : `${what}: ${names.join(", ")}`;
}

/** What happens to a block, and to the addresses of others in it. */
function describeBlock({ kind, keys, shadowed: { before, after } }: BlockChange): string {
  const users = `for ${keys.join(", ")}`;
  const hidden = after ?? before;
  const hides = hidden === undefined ? "" : `, hides ${hidden} other addresses`;
  switch (kind) {
    case "added":
      return `added ${users}${hides}`;
    case "removed":
      return `removed${hidden === undefined ? "" : `, hid ${hidden} other addresses`}`;
    case "kept":
      return `kept ${users}${hides}`;
    case "replaced":
      return `replaced ${users}${hides}`;
    case "perhapsReplaced":
      return `kept ${users}, unless their instances are in another VPC than before${hides}`;
  }
}

/** What stays, and what all of it costs. */
function describeRest({ unchanged, shadowed: { before, after }, blocks }: StackDiff): string {
  const stays =
    unchanged === 1 ? "1 exposure stays as it is" : `${unchanged || "no"} exposures stay as they are`;
  const shadowed = before === after ? `${after} as before` : `${before} before, ${after} after`;
  const isComputed = blocks.some(({ range }) => range === undefined);
  return `${stays}; shadowed addresses: ${shadowed}${isComputed ? ", besides those in blocks that Terraform computes" : ""}`;
}

function describeReplacement({ what, before, after }: Replacement): string {
  return `${what} ${before} → ${after}`;
}

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

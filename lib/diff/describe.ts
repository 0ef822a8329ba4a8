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

/** Sign at the start of a line, as in Terraform's plan. */
const SIGNS = {
  added: "+",
  changed: "~",
  replaced: "-/+",
  perhapsReplaced: "-/+",
  removed: "-",
  kept: " ",
} as const;

const GONE = "the stack is gone; destroy its resources first";

/** Returns a diff as lines of text for a terminal, each with its line end. */
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
  return isSame ? "no difference" : "no exposure changes; only checks, lookups or outputs differ";
}

/** Describes the change of an exposure. */
function describeExposure({ kind, exposure, causes }: ExposureChange): string {
  const { eip, instance, isImported } = exposure;
  const because = causes.map(describeReplacement).join("; ");
  switch (kind) {
    case "added":
      return `${isImported ? "imported: " : ""}${eip} → ${instance}, block ${blockText(exposure)}, vSwitch ${vswitchText(exposure)}`;
    case "removed":
      return `${eip} → ${instance}`;
    case "replaced":
      return `replaced: ${because === "" ? "its dependencies are replaced" : because}`;
    case "perhapsReplaced":
      return `replaced, if Terraform finds another value: ${because === "" ? "its dependencies" : because}`;
    case "changed":
      return `changed: ${because}`;
  }
}

function describeOther({ kind, arguments: names }: OtherChange): string {
  const text = { added: "added", removed: "removed", changed: "changed", replaced: "replaced" };
  const what = kind === "perhapsReplaced" ? "changed, or replaced if necessary" : text[kind];
  return names.length === 0 ? what : `${what}: ${names.join(", ")}`;
}

/** Describes the change of a block, and the addresses of others in it. */
function describeBlock({ kind, keys, shadowed: { before, after } }: BlockChange): string {
  const users = `for ${keys.join(", ")}`;
  const count = after ?? before;
  const shadows = count === undefined ? "" : `, shadows ${count} addresses of others`;
  switch (kind) {
    case "added":
      return `added ${users}${shadows}`;
    case "removed":
      return `removed${count === undefined ? "" : `, shadowed ${count} addresses of others`}`;
    case "kept":
      return `kept ${users}${shadows}`;
    case "replaced":
      return `replaced ${users}${shadows}`;
    case "perhapsReplaced":
      return `kept ${users}, unless their instances are in another VPC than before${shadows}`;
  }
}

/** Describes the unchanged exposures and the shadowed addresses. */
function describeRest({ unchanged, shadowed: { before, after }, blocks }: StackDiff): string {
  const stays =
    unchanged === 1 ? "1 exposure stays as it is" : `${unchanged || "no"} exposures stay as they are`;
  const shadowed = before === after ? `${after} as before` : `${before} before, ${after} after`;
  const isComputed = blocks.some(({ range }) => range === undefined);
  return `${stays}; shadowed addresses: ${shadowed}${isComputed ? ", not counting blocks that Terraform computes" : ""}`;
}

function describeReplacement({ what, before, after }: Replacement): string {
  return `${what} ${before} → ${after}`;
}

/** Names of changes in the first column. */
const KINDS = {
  added: "added",
  changed: "changed",
  replaced: "**replaced**",
  perhapsReplaced: "**perhaps replaced**",
  removed: "**removed**",
  kept: "kept",
} as const;

/** Returns a diff as Markdown for a comment on a pull request. Values of the configuration are escaped. */
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

/** Escapes a text, so that it creates no link, mention or table cell. */
function code(text: string): string {
  return `\`${text.replaceAll(/\s+/g, " ").replaceAll("`", "'").replaceAll("|", "¦")}\``;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

// Fails if a text of the project uses a word that a reader from the field would not, and prints what to write instead.
//
//   node scripts/check-words.js [folder]     folder: the project's, default this one
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

/** Files whose texts are checked against every word. */
const CHECKED = /^(?:(?:lib|hcl\/src|guest|terraform|scripts|examples)\/.*|main)\.(?:ts|js|tf|sh|yaml|md)$/;

/** Prose that is checked against the words that are errors in any context. */
const PROSE = /^(?:docs\/.*|README|CONTRIBUTING|SECURITY|CHANGELOG)\.md$/;

/** Files that still have such words. Remove an entry once it is clean. */
const NOT_YET = [];

/**
 * Forbidden words. `isAlwaysWrong`: the word is an error in any context, so prose is checked for it too. A pattern may match part of
 * an identifier, whose words start with a capital.
 */
const WORDS = [
  { pattern: /\b[Mm](?:ake|akes|ade|aking)\b|\b(?:make|made)(?=[A-Z])/, write: "create, creates, created" },
  {
    pattern: /\b[Mm]istakes?\b|\bmistakes?(?=[A-Z])|[a-z]Mistakes?\b/,
    write: "error, issue",
    isAlwaysWrong: true,
  },
  { pattern: /\blook-ups?\b/i, write: "lookup (noun), look up (verb)", isAlwaysWrong: true },
  { pattern: /\blookUps?(?=[A-Z]|\b)|LookUps?(?=[A-Z]|\b)/, write: "lookup, Lookup", isAlwaysWrong: true },
  { pattern: /\bmasks?\b|\bmasks?(?=[A-Z])|[a-z]Masks?\b/, write: "prefix length", isAlwaysWrong: true },
  { pattern: /\bback[ -]ends?\b/i, write: "backend", isAlwaysWrong: true },
  { pattern: /\b(?:anew|afresh)\b/i, write: "again, or a new …", isAlwaysWrong: true },
  { pattern: /\b(?:hid|hides?|hidden)\b/i, write: "shadows, shadowed" },
  { pattern: /\bplans? (?:is |are |was |were )?(?:kept|settled)\b|\bsettled\b/i, write: "locked" },
  { pattern: /\bpresent plan\b/i, write: "current plan" },
  { pattern: /\bof (?:which|whom)\b/i, write: "a sentence of its own" },
  {
    pattern: /\btak(?:e|es|en|ing) over (?:what|by)\b|\btaken over\b|\badoption\b/i,
    write: "import, imported",
  },
  {
    pattern: /\blets? (?:something |anything |nothing |everything )?out\b/i,
    write: "allow outbound traffic",
  },
  { pattern: /\bGiven[A-Z]\w*|\bgiven[A-Z_]\w*/, write: "the name of the thing, such as standaloneBlocks" },
  {
    pattern: /(?:\/\*\* |^ *\* |^ *# |^ *\/\/ )(?:What|Whether or not|How many|Where|Which) /,
    write: "a noun or a third-person verb",
  },
];

/** Texts in which a forbidden word is the right one. */
const EXCEPTIONS = [
  { text: /makes?(?: one)? .{0,60}visible|made visible/i, reason: "the procedure's own phrase" },
  { text: /aria-hidden|overflow:hidden|\brow\.hidden\b/, reason: "words of HTML and CSS" },
  { text: /include-hidden-files/, reason: "an input of actions/upload-artifact" },
  {
    text: /umask|netmask|subnet mask|secondary_cidr_mask|cidr_block_mask/i,
    reason: "names of programs and of the provider",
  },
  { text: /docs\/how-to\/adoption\.md|example.*adopt/, reason: "file names" },
  { text: /IllegalParam\.CidrMask/, reason: "an error code of the API" },
  { text: /makes no difference/, reason: "an idiom" },
];

const root = path.resolve(process.argv[2] ?? path.join(__dirname, ".."));

const findings = trackedFiles().flatMap((file) => findingsIn(file));
for (const { file, line, column, found, write } of findings)
  console.error(`${file}:${line}:${column}: "${found}"; write ${write}`);
if (findings.length > 0) process.exitCode = 1;

function trackedFiles() {
  const output = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" });
  return output
    .split("\0")
    .filter((file) => CHECKED.test(file) || PROSE.test(file))
    .filter((file) => file !== "scripts/check-words.js" && !NOT_YET.some((start) => file.startsWith(start)))
    .filter((file) => fs.existsSync(path.join(root, file)));
}

function findingsIn(file) {
  const words = PROSE.test(file) ? WORDS.filter(({ isAlwaysWrong }) => isAlwaysWrong) : WORDS;
  const lines = fs.readFileSync(path.join(root, file), "utf8").split("\n");
  return lines.flatMap((text, index) => words.flatMap((word) => findingsInLine(file, index + 1, text, word)));
}

function findingsInLine(file, line, text, { pattern, write }) {
  const allowed = EXCEPTIONS.flatMap((exception) => [...text.matchAll(global(exception.text))]);
  return [...text.matchAll(global(pattern))]
    .filter(
      ({ index }) => !allowed.some((match) => match.index <= index && index < match.index + match[0].length),
    )
    .map(({ 0: found, index }) => ({ file, line, column: index + 1, found: found.trim(), write }));
}

function global(pattern) {
  return new RegExp(pattern, `${pattern.flags}g`);
}

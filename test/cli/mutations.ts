import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

import fc from "fast-check";

const ROOT = path.resolve(__dirname, "../..");

/** Configurations that are valid, to mutate. */
const ORIGINALS: readonly string[] = readdirSync(path.join(ROOT, "examples"))
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => readFileSync(path.join(ROOT, "examples", file), "utf8"))
  // Without most comments, of which a mutation changes nothing; a large file is slow and has nothing new.
  .map((text) => text.replaceAll(/^ *#.*\n/gm, ""))
  .filter(({ length }) => length < 1200)
  .concat('{"region": "cn-hangzhou", "exposures": {"web": {"instance": "i-web", "eip": "203.0.113.106"}}}\n');

/** Characters that people and editors put where they do not belong. */
const CHARACTERS = [
  ...Array.from("：，“”‘’。（）"),
  ...Array.from("{}[]:,#&*!|>'\"%@`-?~=$"),
  ...Array.from("\t\r\n \u00a0\u3000\u200b\ufeff\u202e\u0000\u001b\u007f\u2028"),
  "é",
  "🜁",
  "\ud800",
  "${x}",
  "%{ if x }",
  "<<: *x",
  "---\n",
];

/** Values that a scalar becomes. */
const VALUES = [
  ...[
    "",
    "~",
    "null",
    "true",
    "no",
    "0",
    "-1",
    "1e999",
    ".nan",
    "0x10",
    "010",
    "2026-01-01",
    "[]",
    "{}",
    "[[]]",
  ],
  ...[
    "!!binary aGk=",
    "!!set {a}",
    "!x y",
    "*none",
    "&a [*a]",
    "|",
    ">-",
    "__proto__",
    "constructor",
    "toString",
  ],
  ...[
    "203.0.113.010",
    "203.0.113.255",
    "0.0.0.0",
    "255.255.255.255",
    "10.0.0.5",
    "1.2.3",
    "203.0.113.0/24",
    "::1",
  ],
  ...[
    "eip-x",
    "i-x",
    "vpc-x",
    "{prepared: app}",
    "{create: {bandwidth: 5}}",
    "{existing: 203.0.113.0/24}",
    "none",
  ],
  "x".repeat(5000),
  '"\\ud800"',
  '"\\0"',
];

/** Keys that a key becomes. */
const KEYS = [
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "<<",
  '""',
  "a b",
  "eip",
  "web",
  "exposures",
  "1",
  "null",
  "? x",
];

type Mutation = (text: string) => string;

function atLine(position: number, change: (lines: string[], index: number) => string[]): Mutation {
  return (text) => {
    const lines = text.split("\n");
    return change(lines, Math.floor(position * lines.length)).join("\n");
  };
}

function atCharacter(position: number, length: number, replacement: string): Mutation {
  return (text) => {
    const index = Math.floor(position * (text.length + 1));
    return text.slice(0, index) + replacement + text.slice(index + length);
  };
}

// Without a bias to the start of the text.
const position = fc.noBias(fc.nat(9999)).map((number) => number / 10_000);

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  position.map((at) => atLine(at, (lines, i) => lines.toSpliced(i, 1))),
  position.map((at) => atLine(at, (lines, i) => lines.toSpliced(i, 0, lines[i] ?? ""))),
  fc.tuple(position, position).map(([from, to]) =>
    atLine(from, (lines, i) => {
      const rest = lines.toSpliced(i, 1);
      return rest.toSpliced(Math.floor(to * rest.length), 0, lines[i] ?? "");
    }),
  ),
  fc
    .tuple(position, fc.constantFrom("", " ", "  ", "    ", "\t"))
    .map(([at, indent]) => atLine(at, (lines, i) => lines.with(i, indent + (lines[i] ?? "").trimStart()))),
  fc.tuple(position, fc.constantFrom(...VALUES)).map(([at, value]) =>
    atLine(at, (lines, i) =>
      lines.with(
        i,
        (lines[i] ?? "").replace(/: .*$/, () => `: ${value}`),
      ),
    ),
  ),
  fc.tuple(position, fc.constantFrom(...KEYS)).map(([at, key]) =>
    atLine(at, (lines, i) =>
      lines.with(
        i,
        (lines[i] ?? "").replace(/[\w-]+(?=:)/, () => key),
      ),
    ),
  ),
  fc.tuple(position, fc.constantFrom(...CHARACTERS)).map(([at, text]) => atCharacter(at, 0, text)),
  fc.tuple(position, fc.constantFrom(...CHARACTERS)).map(([at, text]) => atCharacter(at, 1, text)),
  fc.tuple(position, fc.integer({ min: 1, max: 12 })).map(([at, length]) => atCharacter(at, length, "")),
  position.map((at) => (text: string) => text.slice(0, Math.floor(at * text.length))),
  fc.string({ unit: "binary", maxLength: 20 }).map((tail) => (text: string) => text + tail),
);

/** Text of a configuration file with one to four errors, or none. */
export const mutatedConfiguration: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...ORIGINALS), fc.array(mutation, { minLength: 1, maxLength: 4 }))
  .map(([text, mutations]) => mutations.reduce((changed, mutate) => mutate(changed), text));

/** Names in the folder of a command line, and what somebody might type instead; none leads out of the folder. */
const WORDS = [
  ...[
    "exposure.yaml",
    "exposures",
    "bad.yaml",
    "missing.yaml",
    "cdktf.out",
    "out",
    "out/deeper",
    "file.txt",
    "one",
    "new.yaml",
  ],
  ...[
    "exposure.lock.json",
    ".",
    "./exposure.yaml",
    "exposure.yaml/",
    "web",
    "exposed-eip",
    "i-bp1a",
    "203.0.113.106",
    "203.0.113.010",
  ],
  ...[
    "eip-bp1a",
    "cn-hangzhou",
    "X",
    "module",
    "for-each",
    "json",
    "hcl",
    "bash",
    "zsh",
    "root",
    "exposed_eip",
  ],
  ...[
    "",
    " ",
    "-",
    "--",
    "---",
    "-o",
    "-x",
    "-vh",
    "--=x",
    "--output=",
    "--json=1",
    "--no-json",
    "@",
    "*",
    "💥",
    "\0",
    "\n",
    "\u001b[2J",
  ],
  ...[
    "__proto__",
    "--__proto__",
    "constructor",
    "--constructor",
    "hasOwnProperty",
    "toString",
    "x".repeat(300),
  ],
];

/** Command line of words that are right, wrong, misspelt and misplaced. */
export function commandLine(commands: readonly string[], options: readonly string[]): fc.Arbitrary<string[]> {
  const misspelt = (word: string) =>
    fc
      .tuple(position, fc.constantFrom("", "x", "-", "--", "="))
      .map(([at, text]) => atCharacter(at, 1, text)(word));
  const command = fc.constantFrom(...commands);
  const option = fc.constantFrom(...options);
  const word = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...WORDS) },
    { weight: 6, arbitrary: option },
    {
      weight: 2,
      arbitrary: option.chain((one) => fc.constantFrom(...WORDS).map((value) => `${one}=${value}`)),
    },
    { weight: 2, arbitrary: fc.oneof(command, option).chain(misspelt) },
    { weight: 1, arbitrary: command },
    {
      weight: 1,
      arbitrary: fc.string({ unit: "binary", maxLength: 8 }).filter((text) => !/[./\\]/.test(text)),
    },
  );
  return fc
    .tuple(
      fc.oneof({ weight: 8, arbitrary: command }, { weight: 1, arbitrary: word }),
      fc.array(word, { maxLength: 5 }),
    )
    .map(([first, rest]) => [first, ...rest]);
}

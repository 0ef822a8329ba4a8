import fc from "fast-check";

import { anyText } from "../../../testing/any-text";
import { expressions } from "./expressions";

/** Pieces of text that mean something to one of the syntaxes in play, or to the layout. */
const pieces = fc.constantFrom(
  ...'a|b c| |  |\n|\n|\n|\t|"|\\|\\n|$|%|{|}|~|#|//|é|日本|e\u0301|\u0301|👍🏽|\u00a0|\u200d|EOT|EOT\n|$${|%%{|$$${|\r\n'.split(
    "|",
  ),
);

/** Text in a template: everything in it stands for itself, except `$${` and `%%{`. */
const texts = fc.array(pieces, { maxLength: 8 }).map((parts) => withoutOpeners(parts.join("")));

const markers = fc.constantFrom("", "", "", "~");

function sequence(opener: string, inside: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(markers, inside, markers)
    .map(([before, source, after]) => `${opener}${before} ${source} ${after}}`);
}

/** Terraform has no text for null. */
function printable(sources: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return sources.map((source) => (source === "null" ? "1" : source));
}

const interpolations = fc.oneof(
  { arbitrary: printable(expressions({ lineEnds: false })).map((source) => `\${${source}}`), weight: 3 },
  { arbitrary: sequence("${", printable(expressions())), weight: 1 },
);

const condition = sequence("%{", fc.constantFrom("if var.on", "if  a==b"));
const loop = sequence("%{", fc.constantFrom("for x in var.list", "for k,v in local.map"));
const keyword = (word: string): fc.Arbitrary<string> => sequence("%{", fc.constant(word));

const directives = fc.oneof(
  fc.tuple(condition, texts, keyword("endif")),
  fc.tuple(condition, texts, keyword("else"), texts, keyword("endif")),
  fc.tuple(loop, texts, interpolations, texts, keyword("endfor")),
);

/** Templates as they stand in a JSON string. */
export const templates = fc.oneof(
  { arbitrary: texts, weight: 3 },
  {
    arbitrary: anyText({ maxLength: 6 }).map((text) => text.replace(/[$%]\{/g, "-")),
    weight: 1,
  },
  { arbitrary: expressions().map((source) => `\${${source}}`), weight: 3 },
  {
    arbitrary: fc
      .array(
        fc.oneof(
          texts,
          interpolations,
          directives.map((parts) => joinParts(parts)),
        ),
        { maxLength: 5 },
      )
      .map((parts) => joinParts(parts)),
    weight: 4,
  },
  {
    arbitrary: fc
      .array(fc.oneof(texts, interpolations), { minLength: 2, maxLength: 6 })
      .map((parts) => `${joinParts(parts)}\n`),
    weight: 2,
  },
);

/** A "$" or "%" in front of a sequence would turn its opener into an escape, in what the parser prints at least. */
function joinParts(parts: readonly string[]): string {
  return parts.reduce(
    (before, after) => (/[$%]\s*$/.test(before) ? `${before}-${after}` : before + after),
    "",
  );
}

function withoutOpeners(text: string): string {
  return text.replace(/\$\$\{|%%\{|[$%]\{/g, (found) =>
    found.length === 3 ? found : found.charAt(0) + found,
  );
}

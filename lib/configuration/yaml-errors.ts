import { type Document, visit, type YAMLError } from "yaml";

import { isMeantAsJson, type LocatedSyntaxError, otherSyntax } from "./other-syntax";

/** Problem, as a clause, and advice, as an imperative. */
type Explanation = readonly [problem: string, advice: string];

// The parser's own messages are not shown: they are in its terms, and some quote the text, which may be a secret.
const EXPLANATIONS: Partial<Record<YAMLError["code"], Explanation>> = {
  TAB_AS_INDENT: [
    "line indented with a tab; YAML allows only spaces",
    "replace the tabs at the beginning of lines by spaces",
  ],
  BAD_INDENT: [
    "indentation does not match the lines above",
    "indent this line like its neighbours, and close every [ and { before it",
  ],
  BLOCK_AS_IMPLICIT_KEY: [
    "a second key begins inside a value",
    'quote a value that contains ": ", and indent the keys of a mapping alike',
  ],
  MULTILINE_IMPLICIT_KEY: [
    "line is neither a key with a value nor part of a value",
    "write a colon and a space after the key",
  ],
  MISSING_CHAR: [
    "something is missing here",
    "write a colon and a space after a key, and close every quote and bracket",
  ],
  UNEXPECTED_TOKEN: [
    "unexpected text",
    "quote a value that contains quotes, brackets, # or :, and write ' inside '…' as ''",
  ],
  BAD_SCALAR_START: ["a value cannot begin with this character", "quote the value"],
  BAD_DQ_ESCAPE: [
    'unknown escape sequence in "…"',
    "write \\\\ for a backslash, or use '…', which has no escape sequences",
  ],
  BAD_ALIAS: [
    "alias (*) or anchor (&) without a name",
    "write its name, or quote a value that begins with * or &",
  ],
  TAG_RESOLVE_FAILED: ["unknown YAML type (!)", "quote a value that begins with !"],
  MULTIPLE_DOCS: [
    "a second YAML document begins here",
    "write one configuration per file: remove the line --- or ... between the two",
  ],
  RESOURCE_EXHAUSTION: [
    "lists and mappings are nested too deeply",
    "close every [ and {; a configuration needs no more than six levels",
  ],
};
const OTHER: Explanation = ["invalid YAML", "correct the YAML here or just before it"];
const JSON_OTHER: Explanation = ["invalid JSON", "correct the JSON here or just before it"];
const UNCLOSED: Explanation = ["unclosed [ or { above", "close it, and indent its lines more than its key"];
const COMMA: Explanation = ["missing comma before this", "write a comma between the values in [ ] or { }"];
const QUOTE: Explanation = ["unclosed quote", "close it on the same line"];

/** Some codes stand for several things that only the message tells apart. */
function explanationOf({ code, message }: YAMLError): Explanation {
  if (code === "BAD_INDENT" && message.startsWith("Flow ")) return UNCLOSED;
  if (code === "MISSING_CHAR" && message.startsWith("Missing ,")) return COMMA;
  return EXPLANATIONS[code] ?? OTHER;
}

/**
 * Finds the first syntax error. What a parser finds after it follows, more often than not, from that one.
 *
 * @param text - text of the document
 */
export function syntaxError(document: Document, text: string): LocatedSyntaxError | undefined {
  const [error] = [...document.errors, ...document.warnings]
    // Reported with the path of its mapping, as other keys that cannot be used.
    .filter(({ code }) => code !== "NON_STRING_KEY")
    .sort((one, other) => one.pos[0] - other.pos[0]);
  if (error === undefined) return undefined;
  const other = otherSyntax(text, error.pos[0]);
  if (other !== undefined) return other;
  const quote = error.code === "MISSING_CHAR" ? quoteAround(document, error.pos[0]) : undefined;
  const explanation = quote === undefined ? explanationOf(error) : QUOTE;
  const [problem, advice] = explanation === OTHER && isMeantAsJson(text) ? JSON_OTHER : explanation;
  return { offset: quote ?? error.pos[0], problem, remedy: { advice } };
}

/** Opening quote of the string that ends at, or goes on over, the offset. */
function quoteAround(document: Document, offset: number): number | undefined {
  let start: number | undefined;
  visit(document, {
    Scalar(_, { type, range }) {
      const isQuoted = type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE";
      if (isQuoted && range != null && range[0] < offset && offset <= range[2]) start = range[0];
    },
  });
  return start;
}

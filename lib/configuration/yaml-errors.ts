import { type Document, visit, type YAMLError } from "yaml";

interface Explanation {
  /** What is wrong, as a clause. */
  readonly problem: string;
  /** What to do. */
  readonly advice: string;
}

// The parser's own messages are not shown: they are in its terms, and some quote the text, which may be a secret.
const EXPLANATIONS: Partial<Record<YAMLError["code"], Explanation>> = {
  TAB_AS_INDENT: {
    problem: "line indented with a tab; YAML allows only spaces",
    advice: "replace the tabs at the beginning of lines by spaces",
  },
  BAD_INDENT: {
    problem: "indentation does not match the lines above",
    advice: "indent this line like its neighbours, and close every [ and { before it",
  },
  BLOCK_AS_IMPLICIT_KEY: {
    problem: "a second key begins inside a value",
    advice: 'quote a value that contains ": ", and indent the keys of a mapping alike',
  },
  MULTILINE_IMPLICIT_KEY: {
    problem: "line is neither a key with a value nor part of a value",
    advice: "write a colon and a space after the key",
  },
  MISSING_CHAR: {
    problem: "something is missing here",
    advice: "write a colon and a space after a key, and close every quote and bracket",
  },
  UNEXPECTED_TOKEN: {
    problem: "unexpected text",
    advice: "quote a value that contains quotes, brackets, # or :, and write ' inside '…' as ''",
  },
  BAD_SCALAR_START: {
    problem: "a value cannot begin with this character",
    advice: "quote the value",
  },
  BAD_DQ_ESCAPE: {
    problem: 'unknown escape sequence in "…"',
    advice: "write \\\\ for a backslash, or use '…', which has no escape sequences",
  },
  BAD_ALIAS: {
    problem: "alias (*) or anchor (&) without a name",
    advice: "write its name, or quote a value that begins with * or &",
  },
  TAG_RESOLVE_FAILED: {
    problem: "unknown YAML type (!)",
    advice: "quote a value that begins with !",
  },
  MULTIPLE_DOCS: {
    problem: "a second YAML document begins here",
    advice: "write one configuration per file: remove the line --- or ... between the two",
  },
  RESOURCE_EXHAUSTION: {
    problem: "lists and mappings are nested too deeply",
    advice: "close every [ and {; a configuration needs no more than six levels",
  },
};

const OTHER: Explanation = {
  problem: "invalid YAML",
  advice: "correct the YAML (or JSON) here or just before it",
};

const UNCLOSED: Explanation = {
  problem: "unclosed [ or { above",
  advice: "close it, and indent its lines more than its key",
};

const COMMA: Explanation = {
  problem: "missing comma before this",
  advice: "write a comma between the values in [ ] or { }",
};

const QUOTE: Explanation = {
  problem: "unclosed quote",
  advice: "close it on the same line",
};

/** Some codes stand for several things that only the message tells apart. */
function explanationOf({ code, message }: YAMLError): Explanation {
  if (code === "BAD_INDENT" && message.startsWith("Flow ")) return UNCLOSED;
  if (code === "MISSING_CHAR" && message.startsWith("Missing ,")) return COMMA;
  return EXPLANATIONS[code] ?? OTHER;
}

/** A syntax error in the words of a reader, and its offset in the text, from 0. */
export interface LocatedSyntaxError extends Explanation {
  readonly offset: number;
}

/** Finds the first syntax error. What a parser finds after it follows, more often than not, from that one. */
export function syntaxError(document: Document): LocatedSyntaxError | undefined {
  const [error] = [...document.errors, ...document.warnings]
    // Reported with the path of its mapping, as other keys that cannot be used.
    .filter(({ code }) => code !== "NON_STRING_KEY")
    .sort((one, other) => one.pos[0] - other.pos[0]);
  if (error === undefined) return undefined;
  const quote = error.code === "MISSING_CHAR" ? quoteAround(document, error.pos[0]) : undefined;
  return quote === undefined
    ? { ...explanationOf(error), offset: error.pos[0] }
    : { ...QUOTE, offset: quote };
}

/** The opening quote of the string that ends at, or goes on over, the offset. */
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

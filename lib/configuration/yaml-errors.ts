import { type Document, isScalar, type Scalar, visit, type YAMLError } from "yaml";

interface Explanation {
  /** What is wrong, as a clause. */
  readonly problem: string;
  /** What to do. */
  readonly advice: string;
}

// The parser's own messages are not shown: they are in its terms, and some quote the text, which may be a secret.
const EXPLANATIONS: Partial<Record<YAMLError["code"], Explanation>> = {
  TAB_AS_INDENT: {
    problem: "this line is indented with a tab, and YAML allows only spaces",
    advice: "replace the tabs at the beginning of lines by spaces",
  },
  BAD_INDENT: {
    problem: "the indentation does not fit the lines above",
    advice: "indent this line with as many spaces as its neighbours, and close every [ and { before it",
  },
  BLOCK_AS_IMPLICIT_KEY: {
    problem: "a second key begins inside a value",
    advice: 'put a value that contains ": " into quotes, and indent the keys of one mapping alike',
  },
  MULTILINE_IMPLICIT_KEY: {
    problem: "this line is neither a key with a value nor part of one",
    advice: "write a colon and a space behind the key",
  },
  MISSING_CHAR: {
    problem: "something is missing here",
    advice: "write a colon and a space behind a key, and close what is open",
  },
  UNEXPECTED_TOKEN: {
    problem: "this does not belong here",
    advice: "put a value with quotes, brackets, # or : in it into quotes, writing ' inside '…' as ''",
  },
  BAD_SCALAR_START: {
    problem: "a value cannot begin with this character",
    advice: "put the value into quotes",
  },
  BAD_DQ_ESCAPE: {
    problem: 'there is no such escape in "…"',
    advice: "write \\\\ for a backslash, or use '…', where a backslash is nothing special",
  },
  BAD_ALIAS: {
    problem: "* begins a reference to an anchor, and & an anchor; its name is missing",
    advice: "write its name, or put a value that begins with * or & into quotes",
  },
  TAG_RESOLVE_FAILED: {
    problem: "! begins a YAML type, and there is none of this name",
    advice: "put a value that begins with ! into quotes",
  },
  MULTIPLE_DOCS: {
    problem: "a second YAML document begins here",
    advice: "write one configuration per file: remove the line --- or ... between the two",
  },
  RESOURCE_EXHAUSTION: {
    problem: "the lists and mappings are nested too deeply",
    advice: "close every [ and {; a configuration needs no more than six levels",
  },
};

const OTHER: Explanation = {
  problem: "this is not valid YAML",
  advice: "correct the YAML (or JSON) here or just before it",
};

const UNCLOSED: Explanation = {
  problem: "a [ or { above is not closed",
  advice: "close it, and indent the lines in it more than its key",
};

const COMMA: Explanation = {
  problem: "a comma is missing before this",
  advice: "write a comma between the values in [ ] or { }",
};

/** Some codes stand for several things that only the message tells apart. */
function explanationOf({ code, message }: YAMLError): Explanation {
  if (code === "BAD_INDENT" && message.startsWith("Flow ")) return UNCLOSED;
  if (code === "MISSING_CHAR" && message.startsWith("Missing ,")) return COMMA;
  return EXPLANATIONS[code] ?? OTHER;
}

/** What is wrong with the text where the parser found something, and where that is. */
export interface SyntaxMistake extends Explanation {
  /** Where in the text, counted from 0. */
  readonly offset: number;
}

/**
 * The first mistake of syntax, if there is one. What a parser finds behind it follows, more often than not, from that one.
 */
export function syntaxMistake(document: Document): SyntaxMistake | undefined {
  const [error] = [...document.errors, ...document.warnings].sort((one, other) => one.pos[0] - other.pos[0]);
  if (error === undefined) return undefined;
  const { problem, advice } = explanationOf(error);
  const quoted = error.code === "MISSING_CHAR" ? quotedTextAround(document, error.pos[0]) : undefined;
  return quoted === undefined
    ? { offset: error.pos[0], problem, advice }
    : {
        offset: quoted,
        problem: "the quote that opens here is not closed where its text ends",
        advice: "close it on the same line",
      };
}

/** Where the quoted text begins that ends at, or goes on over, the offset. */
function quotedTextAround(document: Document, offset: number): number | undefined {
  let start: number | undefined;
  visit(document, {
    Scalar: (_, scalar) => {
      if (isQuoted(scalar) && scalar.range != null && scalar.range[0] < offset && offset <= scalar.range[2]) {
        start = scalar.range[0];
      }
    },
  });
  return start;
}

function isQuoted(node: Scalar): boolean {
  return isScalar(node) && (node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE");
}

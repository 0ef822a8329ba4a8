import { constantNotation } from "./expression";
import { HclError } from "./hcl-error";
import { LexicalError, lexSource } from "./lexer";
import { parseTemplate, soleExpression } from "./template";
import type { JsonPath } from "./terraform-json";
import { bracketChange, type Token } from "./token";
import { writerOf } from "./writer";

/**
 * Writes addresses and keywords without quotes: `depends_on`, `provider`, `ignore_changes`, `when` and the like, also in
 * lists and, for `providers`, as keys and values of an object.
 * @throws HclError when a string is something else
 */
export const writeReference = writerOf({
  text: (text, { path }) => reference(text, path),
  key: (key, { path }) => reference(key, path),
});

/** Writes an entry of `required_providers`, in which only `configuration_aliases` refers to something. */
export const writeProviderRequirement = writerOf({
  ...constantNotation,
  members: { configuration_aliases: writeReference },
});

/** The expression that a string holds, whether or not it is wrapped in `${}`. */
export function unwrap(text: string, path: JsonPath): string {
  return soleExpression(parseTemplate(text, path), path) ?? text;
}

function reference(text: string, path: JsonPath): string {
  const address = unwrap(text, path);
  if (!isAddress(address)) {
    throw new HclError(
      path,
      `${JSON.stringify(text)} is neither an address, such as alicloud_vpc.main, nor a keyword`,
    );
  }
  return address;
}

/** Names with dots between them, or brackets after them, without spaces; anything is allowed in the brackets. */
function isAddress(text: string): boolean {
  const tokens = tokensOf(text);
  let [depth, end] = [0, 0];
  return (
    tokens[0]?.kind === "ident" &&
    tokens.every((token) => {
      const isStep = ["ident", "number"].includes(token.kind) || [".", "["].includes(token.text);
      const isPart = depth > 0 || (isStep && token.start === end);
      depth += bracketChange(token);
      end = token.start + token.text.length;
      return isPart;
    })
  );
}

function tokensOf(text: string): Token[] {
  try {
    return lexSource(text);
  } catch (error) {
    if (error instanceof LexicalError) return [];
    throw error;
  }
}

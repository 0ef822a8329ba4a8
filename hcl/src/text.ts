// Terraform holds texts in Unicode normal form C, and has U+FFFD in place of what UTF-8 cannot hold. What differs here only is one text to it.

/** Halves of surrogate pairs that stand alone, as JSON's `\ud800` and JavaScript have them: no character, and not in UTF-8. */
const LONE_SURROGATE = /\p{Cs}/gu;

/**
 * Returns a text as Terraform holds and compares it.
 * @see https://github.com/zclconf/go-cty/blob/main/docs/types.md#string
 */
export function textInTerraform(text: string): string {
  return text.replace(LONE_SURROGATE, "\ufffd").normalize("NFC");
}

/** Finds the first half of a surrogate pair that stands alone, as JSON escapes it: `\ud800`; undefined where there is none. */
export function loneSurrogateIn(text: string): string | undefined {
  const [found] = text.match(LONE_SURROGATE) ?? [];
  return found === undefined ? undefined : `\\u${found.charCodeAt(0).toString(16)}`;
}

/** Finds the first key of an object that is the same text to Terraform as one before it, and that one. */
export function sameKeyIn(
  keys: Iterable<string>,
): { readonly key: string; readonly first: string } | undefined {
  const seen = new Map<string, string>();
  for (const key of keys) {
    const text = textInTerraform(key);
    const first = seen.get(text);
    if (first !== undefined) return { key, first };
    seen.set(text, key);
  }
  return undefined;
}

/**
 * Writes a text with escapes for all but ASCII, so that texts that look alike can be told apart: `cafe\u0301` and `caf\u00e9`.
 */
export function visiblyDifferent(text: string): string {
  return text.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

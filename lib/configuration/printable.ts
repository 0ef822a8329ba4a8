/** No text from a file takes more of a line than this. */
const LONGEST = 80;

// Control characters, invisible format characters, halves of surrogate pairs, and white space that looks like a space.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * A text from a file, made safe for a terminal and a log: on one line, without control characters, not too long, and without
 * the user name and password of a URL.
 *
 * @param quoted - puts the text into quotes, which otherwise happens only where they are needed to see where it begins and ends
 */
export function printable(text: string, { quoted = false } = {}): string {
  const short = shortened(withoutPasswords(text));
  const escaped = withVisibleCharacters(short);
  const needsQuotes = quoted || text === "" || text !== text.trim() || escaped !== short;
  return needsQuotes ? `"${withVisibleCharacters(short.replaceAll(/["\\]/g, "\\$&"))}"` : escaped;
}

/** A sentence with words from a file in it: each of them made safe as {@link printable} does, but without quotes. */
export function printableSentence(sentence: string): string {
  return withVisibleCharacters(withoutPasswords(sentence).replaceAll(/\S+/g, shortened));
}

function shortened(text: string): string {
  const characters = Array.from(text);
  if (characters.length <= LONGEST) return text;
  return `${characters.slice(0, LONGEST - 20).join("")}… (${characters.length} characters)`;
}

function withVisibleCharacters(text: string): string {
  return text.replaceAll(INVISIBLE, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return SHORT_ESCAPES[character] ?? (code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`);
  });
}

function withoutPasswords(text: string): string {
  return text.replaceAll(/(?<=:\/\/)[^/\s]*@/g, "…@");
}

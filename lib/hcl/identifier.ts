const identifier = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

/** Whether a text is an HCL identifier, as argument and block names must be. */
export function isIdentifier(text: string): boolean {
  return identifier.test(text);
}

/** Words that mean something else than themselves at the place of an object key. */
const keywords = new Set(["for", "null", "true", "false"]);

/** Whether an object key needs no quotes. */
export function isBareKey(key: string): boolean {
  return isIdentifier(key) && !keywords.has(key);
}

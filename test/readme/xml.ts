/**
 * Looks for what keeps a text from being well-formed XML, in the part of the language that pictures use: no document
 * type, no sections of character data.
 *
 * @returns the first mistake with its line, or `undefined`
 */
export function xmlMistake(xml: string): string | undefined {
  const open: string[] = [];
  let roots = 0;
  let position = 0;
  const mistake = (what: string) => `line ${xml.slice(0, position).split("\n").length}: ${what}`;
  while (position < xml.length) {
    TOKEN.lastIndex = position;
    const token = TOKEN.exec(xml)?.groups;
    if (token === undefined) return mistake(`not XML: ${JSON.stringify(xml.slice(position, position + 40))}`);
    const { start, end, attributes = "", empty, text } = token;
    if (end !== undefined && open.pop() !== end) return mistake(`</${end}> closes nothing, or not the last`);
    if (start !== undefined) {
      const names = [...attributes.matchAll(/([\w:-]+)\s*=/g)].map(([, name]) => name);
      if (new Set(names).size < names.length) return mistake(`<${start}> has an attribute twice`);
      if (open.length === 0) roots += 1;
      if (empty === "") open.push(start);
    }
    if (text?.trim() && open.length === 0) return mistake("text outside of the root");
    position = TOKEN.lastIndex;
  }
  if (open.length > 0) return mistake(`<${open.join("><")}> is not closed`);
  return roots === 1 ? undefined : mistake(`${roots} roots`);
}

const NAME = String.raw`[A-Za-z_][\w:.-]*`;
const REFERENCE = String.raw`&(?:amp|lt|gt|quot|apos|#\d+|#x[\dA-Fa-f]+);`;
const ATTRIBUTE = String.raw`\s+${NAME}\s*=\s*(?:"(?:[^<&"]|${REFERENCE})*"|'(?:[^<&']|${REFERENCE})*')`;

/** One part of a document, at a position. */
const TOKEN = new RegExp(
  [
    String.raw`<\?[\s\S]*?\?>`,
    String.raw`<!--(?:(?!--)[\s\S])*-->`,
    `</(?<end>${NAME})\\s*>`,
    `<(?<start>${NAME})(?<attributes>(?:${ATTRIBUTE})*)\\s*(?<empty>/?)>`,
    `(?<text>(?:[^<&]|${REFERENCE})+)`,
  ].join("|"),
  "y",
);

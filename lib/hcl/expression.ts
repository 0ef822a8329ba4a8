import { heredoc } from "./heredoc";
import { isBareKey } from "./identifier";
import { breakLongExpression } from "./long-expression";
import { quotedString } from "./string";
import { escapeTemplate, parseTemplate, soleExpression, type TemplatePart } from "./template";
import { type Notation, type Place, writerOf } from "./writer";

/**
 * Writes a value whose strings Terraform reads as templates: `"${local.x}"` is the expression `local.x`, and
 * `"${local.x}-a"` stays a template. Keys of objects are templates, too.
 */
export const writeExpression = writerOf({
  text(text, place) {
    const parts = parseTemplate(text, place.path);
    const expression = soleExpression(parts, place.path);
    return expression === undefined ? writeString(parts, place) : breakLongExpression(expression);
  },
  key(key, { path }) {
    const parts = parseTemplate(key, path);
    const expression = soleExpression(parts, path);
    if (expression !== undefined) return `(${expression})`;
    return isBareKey(key) ? key : quotedString(parts);
  },
});

/**
 * How strings are written that Terraform takes as they are, such as the default of a variable: in its JSON, `"${x}"` is
 * the text of four characters.
 */
export const constantNotation: Notation = {
  text: (text, place) => writeString(constant(text), place),
  key: (key) => (isBareKey(key) ? key : quotedConstant(key)),
};

/** Writes a value whose strings Terraform takes as they are. */
export const writeConstant = writerOf(constantNotation);

/** A text as a quoted string that yields just that text. */
export function quotedConstant(text: string): string {
  return quotedString(constant(text));
}

function constant(text: string): TemplatePart[] {
  return [{ kind: "text", text: escapeTemplate(text) }];
}

function writeString(parts: readonly TemplatePart[], { depth, endsLine }: Place): string {
  return (endsLine ? heredoc(parts, depth) : undefined) ?? quotedString(parts);
}

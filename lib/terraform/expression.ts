import { type IResolvable, type IResolveContext, Token, Tokenization } from "cdktf";

/**
 * What can stand inside an expression: an expression, a token of a construct (of a string, a list or a number), or a plain
 * value. A plain string becomes an HCL string literal in which nothing is interpolated; a text with string tokens in it (not
 * number tokens) becomes a template in which they are; a function is asked at synthesis.
 */
export type HclValue = HclExpression | string | number | readonly HclValue[] | (() => HclValue);

/** A Terraform expression, composed of fixed HCL text and values. Made by {@link hcl}. */
export class HclExpression implements IResolvable {
  /** Required by cdktf; not filled, since a stack trace for each expression is what makes synthesis slow. */
  public readonly creationStack: string[] = [];

  /** @internal */
  public constructor(
    private readonly texts: readonly string[],
    private readonly values: readonly HclValue[],
  ) {}

  /** Called by cdktf at synthesis. */
  public resolve(context: IResolveContext): string {
    const isOutermost = context.suppressBraces !== true;
    context.suppressBraces = true;
    const expression = this.texts.reduce((left, text, index) => {
      const value = this.values[index - 1];
      return left + (value === undefined ? "" : render(value, context)) + text;
    });
    return isOutermost ? `\${${expression}}` : expression;
  }

  /** A string token for an argument of a construct, or for the middle of a text. */
  public toString(): string {
    return Token.asString(this);
  }

  /** A list token for an argument of a construct. */
  public toList(): string[] {
    return Token.asList(this);
  }

  /** What `JSON.stringify` writes: a placeholder, since the expression is rendered at synthesis only. */
  public toJSON(): string {
    return "<unresolved expression>";
  }
}

/**
 * Writes a Terraform expression: ``hcl`${map}[${key}].vpc_id` ``. The fixed text is HCL; values are put in as expressions,
 * without parentheses: an expression that is to be an operand brings its own.
 */
export function hcl(texts: TemplateStringsArray, ...values: HclValue[]): HclExpression {
  return new HclExpression(texts, values);
}

/** An expression whose HCL text is only known as a value. */
export function rawHcl(text: string): HclExpression {
  return new HclExpression([text], []);
}

/**
 * A text that Terraform takes as it is. Text from a configuration file goes through this: `${…}` in a tag must not
 * become an expression that reads a file of the machine on which Terraform runs.
 */
export function escapeTemplate(text: string): string {
  return text.replace(/[$%](?=\{)/g, "$&$&");
}

function render(value: HclValue, context: IResolveContext): string {
  if (value instanceof HclExpression) return value.resolve(context);
  if (typeof value === "function") return render(value(), context);
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return renderText(value, context);
  if (Token.isUnresolved(value)) return String(context.resolve(value));
  return `[${value.map((item) => render(item, context)).join(", ")}]`;
}

/** A text without tokens as a string literal, a token alone as its expression, and a mixture as a string template. */
function renderText(text: string, context: IResolveContext): string {
  let template = "";
  let rest = text;
  for (const token of Tokenization.reverseString(text).tokens) {
    const marker = Token.asString(token);
    const expression = String(context.resolve(token));
    if (text === marker) return expression;
    const [literal = ""] = rest.split(marker, 1);
    // "$" in front of "${" would read as the escape "$${".
    template += `${quotable(literal).replace(/\$$/, "\\u0024")}\${${expression}}`;
    rest = rest.slice(literal.length + marker.length);
  }
  return `"${template}${quotable(rest)}"`;
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** A text as it has to stand between the quotes of a string. HCL has fewer escapes than JSON. */
function quotable(text: string): string {
  return escapeTemplate(text).replace(
    /["\\\p{Cc}]/gu,
    (character) => SHORT_ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The value with {@link escapeTemplate} applied to every text in it, keys included. */
export function escapeTemplates<T>(value: T): T {
  if (typeof value === "string") return escapeTemplate(value) as T;
  if (Array.isArray(value)) return value.map(escapeTemplates) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [escapeTemplate(key), escapeTemplates(inner)]),
  ) as T;
}

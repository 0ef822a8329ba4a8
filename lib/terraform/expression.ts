import { type IResolvable, type IResolveContext, Token, Tokenization } from "cdktf";

/**
 * Operand of an expression: an expression, a token (of a string, a list or a number), or a literal. A string becomes an HCL string literal
 * without interpolation; a string with string tokens (not number tokens) becomes a template; a function is called at synthesis.
 */
export type HclValue = HclExpression | string | number | readonly HclValue[] | (() => HclValue);

/** Terraform expression, composed of fixed HCL text and values. Created by {@link hcl}. */
export class HclExpression implements IResolvable {
  /** Required by cdktf; empty, since a stack trace for each expression slows synthesis down. */
  public readonly creationStack: string[] = [];

  /** @internal */
  public constructor(
    private readonly texts: readonly string[],
    private readonly values: readonly HclValue[],
  ) {}

  /** Renders the expression; cdktf calls this at synthesis. */
  public resolve(context: IResolveContext): string {
    const isOutermost = context.suppressBraces !== true;
    context.suppressBraces = true;
    const expression = this.texts.reduce((left, text, index) => {
      const value = this.values[index - 1];
      return left + (value === undefined ? "" : render(value, context)) + text;
    });
    return isOutermost ? `\${${expression}}` : expression;
  }

  /** Returns a string token, for an argument of a construct or inside a text. */
  public toString(): string {
    return Token.asString(this);
  }

  /** Returns a list token, for an argument of a construct. */
  public toList(): string[] {
    return Token.asList(this);
  }

  /** Returns a placeholder for `JSON.stringify`, since the expression is rendered at synthesis only. */
  public toJSON(): string {
    return "<unresolved expression>";
  }
}

/**
 * Creates a Terraform expression: ``hcl`${map}[${key}].vpc_id` ``. The fixed text is HCL. Values are inserted without parentheses; add them
 * around operands if necessary.
 */
export function hcl(texts: TemplateStringsArray, ...values: HclValue[]): HclExpression {
  return new HclExpression(texts, values);
}

/** Creates an expression from HCL text. */
export function rawHcl(text: string): HclExpression {
  return new HclExpression([text], []);
}

/**
 * Escapes a text, so that Terraform interpolates nothing in it. Required for texts of a configuration file: `${…}` in a tag must not become
 * an expression that reads a file of the machine that runs Terraform.
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

/** Renders a text without tokens as a string literal, a single token as its expression, and a mixture as a string template. */
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

/** Escapes a text for a quoted string. HCL has fewer escapes than JSON. */
function quotable(text: string): string {
  return escapeTemplate(text).replace(
    /["\\\p{Cc}]/gu,
    (character) => SHORT_ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Applies {@link escapeTemplate} to every text in a value, including keys. */
export function escapeTemplates<T>(value: T): T {
  if (typeof value === "string") return escapeTemplate(value) as T;
  if (Array.isArray(value)) return value.map(escapeTemplates) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [escapeTemplate(key), escapeTemplates(inner)]),
  ) as T;
}

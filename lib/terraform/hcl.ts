import { type IResolvable, type IResolveContext, Token, Tokenization } from "cdktf";

/**
 * What can stand inside an expression: an expression, a token of a construct, or a plain value.
 * A plain string becomes an HCL string literal in which nothing is interpolated.
 */
export type HclValue = HclExpression | string | number | readonly HclValue[];

/** A Terraform expression, composed of fixed HCL text and values. Made by {@link hcl}. */
export class HclExpression implements IResolvable {
  /** Required by cdktf; not filled, since a stack trace for each expression is what makes synthesis slow. */
  public readonly creationStack: string[] = [];

  public constructor(
    private readonly texts: readonly string[],
    private readonly values: readonly HclValue[],
  ) {}

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

  public toJSON(): string {
    return "<unresolved expression>";
  }
}

/**
 * Writes a Terraform expression: hcl`${map}[${key}].vpc_id`. The fixed text is HCL; values are put in as expressions.
 */
export function hcl(texts: TemplateStringsArray, ...values: HclValue[]): HclExpression {
  return new HclExpression(texts.map(String), values);
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
  return text.replaceAll("${", "$${").replaceAll("%{", "%%{");
}

function render(value: HclValue, context: IResolveContext): string {
  if (value instanceof HclExpression) return value.resolve(context);
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return `[${value.map((item) => render(item, context)).join(", ")}]`;
  if (!Token.isUnresolved(value)) return JSON.stringify(escapeTemplate(value));
  const { tokens, literals } = Tokenization.reverseString(value);
  if (tokens.length === 1 && literals.length === 0) return String(context.resolve(value));
  context.suppressBraces = false;
  const template = String(context.resolve(value));
  context.suppressBraces = true;
  return `"${template}"`;
}

import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

import ts from "typescript";

/** Message of an error, as the source has it. */
export interface Message {
  /** Text, with `…` where the program puts a value. */
  readonly text: string;
  /** File and line of the first place that has it. */
  readonly place: string;
}

/** Stands for a value that only the running program knows. */
const VALUE = "…";

/** Errors of other libraries that take a text for a user. */
const OTHER_ERRORS = ["InvalidArgumentError"];

/** Errors whose first argument says where, and not what. */
const WITH_PLACE = ["ConfigurationError", "ConfigurationsError", "RamPolicyError"];

/** Functions whose arguments at these positions are texts of errors. */
const REPORTERS: Readonly<Record<string, readonly number[]>> = {
  usageError: [1],
  reportError: [1],
  existingName: [1],
  matching: [1],
};

/** Functions that return texts of errors. */
const RETURNING = ["reasonNotToDelete"];

/** Properties whose values are texts of errors, or functions that return them. */
const PROPERTIES = ["problem", "errorMessage", "validate"];

/**
 * Collects the messages of all errors that a user can cause, from the syntax of the sources: what is given to an error that extends
 * `UserError`, to the parser of the command line, and each `problem` of an issue, a conflict or a finding.
 *
 * Parsed only, without types: that takes a second, and a check by the compiler ten.
 *
 * @param root - folder of the project
 * @param folders - folders with sources in it
 */
export function messagesIn(root: string, folders: readonly string[]): Message[] {
  const index = new MessageIndex(root, folders);
  return [...index.messages].map(([text, place]) => ({ text, place }));
}

class MessageIndex {
  /** Places by text. */
  public readonly messages = new Map<string, string>();
  private readonly functions = new Map<string, ts.SignatureDeclaration[]>();
  private readonly constants = new Map<string, ts.Expression[]>();
  private readonly calls = new Map<string, ts.CallExpression[]>();
  private readonly errorClasses: ReadonlySet<string>;

  public constructor(root: string, folders: readonly string[]) {
    const files = folders
      .flatMap((folder) =>
        readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
          .filter((name) => name.endsWith(".ts"))
          .map((name) => path.join(folder, name)),
      )
      .sort()
      .map((name) => {
        const text = readFileSync(path.join(root, name), "utf8");
        return ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true);
      });
    const parents = new Map<string, string>();
    for (const file of files) this.declare(file, parents);
    this.errorClasses = new Set([...parents.keys()].filter((name) => isUserError(name, parents)));
    for (const file of files) this.collect(file);
  }

  private declare(node: ts.Node, parents: Map<string, string>): void {
    if (ts.isClassDeclaration(node) && node.name !== undefined) {
      const parent = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
      parents.set(node.name.text, parent?.types[0]?.expression.getText() ?? "");
    } else if ((ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) && node.name !== undefined) {
      this.declareFunction(node.name.getText(), node);
    } else if (
      ts.isVariableDeclaration(node) &&
      ts.isIdentifier(node.name) &&
      node.initializer !== undefined
    ) {
      const value = inner(node.initializer);
      if (ts.isArrowFunction(value)) this.declareFunction(node.name.text, value);
      else push(this.constants, `${node.getSourceFile().fileName}:${node.name.text}`, value);
      // The names of exported constants are distinct in the whole library.
      if (ts.isSourceFile(node.parent.parent.parent)) push(this.constants, node.name.text, value);
    } else if (ts.isBindingElement(node) && node.initializer !== undefined) {
      push(this.constants, `${node.getSourceFile().fileName}:${node.name.getText()}`, node.initializer);
    } else if (ts.isCallExpression(node)) {
      push(this.calls, nameOf(node.expression), node);
    }
    ts.forEachChild(node, (child) => {
      this.declare(child, parents);
    });
  }

  private declareFunction(name: string, node: ts.SignatureDeclaration): void {
    push(this.functions, name, node);
    push(this.functions, `${node.getSourceFile().fileName}:${name}`, node);
  }

  private collect(node: ts.Node): void {
    if (ts.isNewExpression(node)) {
      const name = node.expression.getText();
      if (this.errorClasses.has(name) || OTHER_ERRORS.includes(name))
        for (const argument of (node.arguments ?? []).slice(WITH_PLACE.includes(name) ? 1 : 0))
          this.add(argument);
    } else if (ts.isCallExpression(node)) {
      for (const position of positionsIn(node)) {
        const argument = node.arguments[position];
        if (argument !== undefined) this.add(argument);
      }
    } else if (ts.isPropertyAssignment(node) && PROPERTIES.includes(node.name.getText())) {
      this.add(node.initializer);
    } else if (ts.isShorthandPropertyAssignment(node) && PROPERTIES.includes(node.name.text)) {
      this.add(node.name);
    } else if (ts.isFunctionDeclaration(node) && RETURNING.includes(node.name?.text ?? "")) {
      if (node.body !== undefined) for (const value of returnsIn(node.body)) this.add(value);
    } else if (ts.isVariableDeclaration(node) && node.type?.getText().includes("Explanation") === true) {
      // A problem and its remedy, in this order.
      const visit = (one: ts.Node): void => {
        if (ts.isArrayLiteralExpression(one) && one.elements[0] !== undefined) this.add(one.elements[0]);
        else ts.forEachChild(one, visit);
      };
      visit(node);
    }
    ts.forEachChild(node, (child) => {
      this.collect(child);
    });
  }

  private add(expression: ts.Expression): void {
    const file = expression.getSourceFile();
    const { line } = file.getLineAndCharacterOfPosition(expression.getStart());
    for (const text of this.textsOf(expression, 0)) {
      const message = text.replaceAll(/(?:…\s*)+…/g, VALUE).trim();
      // Values alone are not a message, nor is an expression of Terraform.
      const words =
        message.match(/[a-z]{2,}/gi)?.filter((word) => !["exposures", "the"].includes(word)) ?? [];
      if (words.length === 0 || /^(?:\$\{|join\()/.test(message)) continue;
      if (!this.messages.has(message)) this.messages.set(message, `${file.fileName}:${line + 1}`);
    }
  }

  /** Returns the texts that an expression can have. */
  private textsOf(given: ts.Expression, depth: number): string[] {
    const expression = inner(given);
    if (depth > 6) return [VALUE];
    if (ts.isStringLiteralLike(expression)) return [expression.text];
    if (ts.isTemplateExpression(expression)) return [this.textOfTemplate(expression)];
    if (ts.isTaggedTemplateExpression(expression))
      return ts.isTemplateExpression(expression.template)
        ? [this.textOfTemplate(expression.template)]
        : [VALUE];
    if (ts.isArrayLiteralExpression(expression))
      return expression.elements.flatMap((one) => this.textsOf(one, depth + 1));
    if (ts.isSpreadElement(expression)) return this.textsOf(expression.expression, depth + 1);
    if (ts.isConditionalExpression(expression))
      return [expression.whenTrue, expression.whenFalse].flatMap((one) => this.textsOf(one, depth + 1));
    if (ts.isBinaryExpression(expression)) return this.textsOfBinary(expression, depth);
    if (ts.isIdentifier(expression)) return this.textsOfName(expression, depth);
    if (ts.isCallExpression(expression)) return this.textsOfCall(expression, depth);
    return ts.isArrowFunction(expression) ? this.textsOfFunction(expression, depth) : [VALUE];
  }

  private textOfTemplate({ head, templateSpans }: ts.TemplateExpression): string {
    return templateSpans.reduce(
      (text, { expression, literal }) => `${text}${this.constantText(expression)}${literal.text}`,
      head.text,
    );
  }

  private constantText(expression: ts.Expression): string {
    if (!ts.isIdentifier(expression) || !/^[A-Z_]+$/.test(expression.text)) return VALUE;
    const [constant] = this.constants.get(expression.text) ?? [];
    return constant !== undefined && ts.isStringLiteralLike(constant) ? constant.text : VALUE;
  }

  private textsOfFunction({ body }: ts.FunctionLikeDeclaration, depth: number): string[] {
    if (body === undefined) return [VALUE];
    return (ts.isBlock(body) ? returnsIn(body) : [body]).flatMap((one) => this.textsOf(one, depth + 1));
  }

  private textsOfBinary({ left, operatorToken, right }: ts.BinaryExpression, depth: number): string[] {
    const [first, second] = [left, right].map((one) => this.textsOf(one, depth + 1)) as [string[], string[]];
    if (operatorToken.kind === ts.SyntaxKind.PlusToken)
      return first.flatMap((start) => second.map((end) => start + end));
    const isEither =
      operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken ||
      operatorToken.kind === ts.SyntaxKind.BarBarToken;
    return isEither ? [...first, ...second] : [VALUE];
  }

  private textsOfName(name: ts.Identifier, depth: number): string[] {
    const constants =
      this.constants.get(`${name.getSourceFile().fileName}:${name.text}`) ?? this.constants.get(name.text);
    if (constants !== undefined) return constants.flatMap((one) => this.textsOf(one, depth + 1));
    const functions = this.functions.get(`${name.getSourceFile().fileName}:${name.text}`);
    if (functions?.length === 1)
      return functions.flatMap((one) => this.textsOfFunction(one as ts.FunctionLikeDeclaration, depth));
    const given = this.parameterNamed(name);
    if (given === undefined) return [VALUE];
    return given.flatMap((one) => this.textsOf(one, depth + 1));
  }

  /** Returns what the callers of a function give for one of its parameters. */
  private parameterNamed(name: ts.Identifier): ts.Expression[] | undefined {
    for (let node: ts.Node = name.parent; !ts.isSourceFile(node); node = node.parent) {
      if (!ts.isFunctionDeclaration(node) && !ts.isMethodDeclaration(node)) continue;
      const position = node.parameters.findIndex((one) => one.name.getText() === name.text);
      if (position < 0 || node.name === undefined) return undefined;
      return (this.calls.get(node.name.getText()) ?? []).flatMap((call) => call.arguments[position] ?? []);
    }
    return undefined;
  }

  private textsOfCall({ expression, arguments: given }: ts.CallExpression, depth: number): string[] {
    const name = nameOf(expression);
    const [callback] = given;
    if (/^(?:flatMap|map)$/.test(name) && callback !== undefined) return this.textsOf(callback, depth + 1);
    const functions =
      this.functions.get(`${expression.getSourceFile().fileName}:${name}`) ?? this.functions.get(name) ?? [];
    if (functions.length !== 1) return [VALUE];
    return functions.flatMap((one) => this.textsOfFunction(one as ts.FunctionLikeDeclaration, depth));
  }
}

function isUserError(name: string, parents: ReadonlyMap<string, string>): boolean {
  const parent = parents.get(name);
  return parent === "UserError" || (parent !== undefined && isUserError(parent, parents));
}

/** Positions of the arguments that are texts of errors: `report([], "text")`, `reportTo(context)([], "text")`. */
function positionsIn({ expression, arguments: given }: ts.CallExpression): readonly number[] {
  const name = nameOf(expression);
  if (Object.hasOwn(REPORTERS, name)) return REPORTERS[name] ?? [];
  // With a node of YAML before the path, and advice after the problem.
  if (name === "report") return given.length === 4 ? [2] : [1];
  return ts.isCallExpression(expression) && nameOf(expression.expression) === "reportTo" ? [1] : [];
}

function nameOf(expression: ts.Expression): string {
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
}

function inner(expression: ts.Expression): ts.Expression {
  const isAround =
    ts.isParenthesizedExpression(expression) ||
    ts.isAsExpression(expression) ||
    ts.isSatisfiesExpression(expression) ||
    ts.isNonNullExpression(expression);
  return isAround ? inner(expression.expression) : expression;
}

function returnsIn(body: ts.Node): ts.Expression[] {
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression !== undefined) found.push(node.expression);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}

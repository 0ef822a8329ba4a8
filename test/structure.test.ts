import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

import * as ts from "typescript";

const ROOT = path.resolve(__dirname, "..");

/**
 * The floors of the library, from the bottom: a file imports files of its own floor and of those below, types included. A name
 * ends with a slash for a folder.
 */
const FLOORS: readonly (readonly string[])[] = [
  ["hcl/src/"],
  ["lib/errors.ts", "lib/file-name.ts", "lib/omit-undefined.ts", "lib/written-file.ts"],
  ["lib/ipv4.ts"],
  ["lib/planning/", "guest/"],
  ["lib/terraform/"],
  ["lib/exposure-table/"],
  ["lib/resources/"],
  ["lib/ram-policy/", "lib/aspects/"],
  ["lib/exposed-eip.ts"],
  ["lib/import-existing.ts"],
  ["lib/exposure-props.ts"],
  ["lib/exposed-eips.ts", "lib/guest/"],
  ["lib/configuration/"],
  ["lib/stack/"],
  ["lib/diff/", "lib/export/", "lib/live/", "lib/diagram/"],
  ["lib/recovery/", "lib/report/"],
  ["lib/cli/"],
  ["lib/public/", "lib/index.ts"],
  ["main.ts", "bin/", "scripts/"],
];

/** Files that are short because they are what their name says, and no more. */
const SHORT = new Set(["lib/file-name.ts", "lib/omit-undefined.ts"]);

/** Folder with a file for each command, however short: a command is found by its name. */
const COMMANDS = "lib/cli/commands/";

interface Source {
  readonly file: string;
  readonly lines: number;
  readonly tree: ts.SourceFile;
  readonly imports: readonly string[];
}

function typeScriptFiles(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((name) => path.posix.join(folder, name.split(path.sep).join("/")))
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))
    .filter((file) => !/\/(?:node_modules|dist)\//.test(file))
    .sort();
}

function sourceOf(file: string, files: ReadonlySet<string>): Source {
  const text = readFileSync(path.join(ROOT, file), "utf8");
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const imports = tree.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
    if (!moduleSpecifier.text.startsWith(".")) return [];
    const target = path.posix.join(path.posix.dirname(file), moduleSpecifier.text);
    const found = [`${target}.ts`, path.posix.join(target, "index.ts"), target].find((name) =>
      files.has(name),
    );
    return found === undefined ? [] : [found];
  });
  return { file, lines: text.split("\n").length - 1, tree, imports };
}

const folders = ["bin", "lib", "guest", "hcl/src", "scripts", "test", "testing"];
const files = new Set([...folders.flatMap(typeScriptFiles), "main.ts"]);
const sources = [...files].map((file) => sourceOf(file, files));
const inLib = sources.filter(({ file }) => file.startsWith("lib/"));
const shipped = sources.filter(({ file }) => !/^test(?:ing)?\//.test(file));

function exportsOf({ tree }: Source): string[] {
  return tree.statements.flatMap((statement) => {
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
    if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map(({ name }) => name.getText());
    return "name" in statement && statement.name !== undefined
      ? [(statement.name as ts.Identifier).text]
      : [];
  });
}

/** Names that an entry point passes on, with the file that it takes them from. */
function publicNames(entry: string): string[] {
  const source = sources.find(({ file }) => file === entry);
  return (source?.tree.statements ?? []).flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || statement.exportClause === undefined) return [];
    if (!ts.isNamedExports(statement.exportClause)) return [];
    return statement.exportClause.elements.map(({ name }) => name.text);
  });
}

const entryPoints = ["lib/index.ts", ...[...files].filter((file) => file.startsWith("lib/public/"))];

function floorOf(file: string): number {
  return FLOORS.findIndex((names) =>
    names.some((name) => (name.endsWith("/") ? file.startsWith(name) : file === name)),
  );
}

/** Circles among files: each with the files that reach themselves through it. */
function circles(): string[] {
  const importsOf = new Map(shipped.map(({ file, imports }) => [file, imports]));
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
    (importsOf.get(from) ?? []).some((next) => {
      if (next === to) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return reaches(next, to, seen);
    });
  return [...importsOf.keys()].filter((file) => reaches(file, file));
}

/** Files that read other texts than configurations and props: plan locks, tables and stacks that were synthesized, answers of the cloud, and constants. */
const PARSERS = [
  "lib/aspects/allowed-eip-ranges.ts",
  "lib/configuration/rules/preparation-rules.ts",
  "lib/diff/stack-diff.ts",
  "lib/exposure-table/exposure-table.ts",
  "lib/live/account.ts",
  "lib/planning/placement.ts",
  "lib/planning/plan-lock.ts",
];

describe("the structure of the code", () => {
  it("1. has files of 40 to 450 lines, shorter only for a public class or an entry point", () => {
    const names = new Set(entryPoints.flatMap(publicNames));
    const isPublicClass = ({ tree }: Source) =>
      tree.statements.some(
        (statement) => ts.isClassDeclaration(statement) && names.has(statement.name?.text ?? ""),
      );
    const wrong = inLib.filter(
      (source) =>
        source.lines > 450 ||
        (source.lines < 40 &&
          !entryPoints.includes(source.file) &&
          !SHORT.has(source.file) &&
          !source.file.startsWith(COMMANDS) &&
          !isPublicClass(source)),
    );
    expect(wrong.map(({ file, lines }) => `${file}: ${lines}`)).toEqual([]);
    // Of these, about 20 are commands.
    expect(inLib.length).toBeLessThanOrEqual(180);
  });

  it("2. has floors, and imports go downwards", () => {
    const upwards = shipped.flatMap(({ file, imports }) =>
      imports.filter((target) => floorOf(target) > floorOf(file)).map((target) => `${file} → ${target}`),
    );
    expect(upwards).toEqual([]);
    expect(shipped.map(({ file }) => file).filter((file) => floorOf(file) < 0)).toEqual([]);
    // What is not of the library knows nothing of it.
    const fromHcl = shipped.filter(({ file }) => file.startsWith("hcl/"));
    expect(
      fromHcl.flatMap(({ imports }) => imports.filter((target) => !target.startsWith("hcl/src/"))),
    ).toEqual([]);
  });

  it("3. has no circles, types included", () => {
    expect(circles()).toEqual([]);
  });

  it("4. has barrels as entry points only: inside, a file is imported itself", () => {
    const isBarrel = ({ tree }: Source) =>
      tree.statements.length > 0 && tree.statements.every((statement) => ts.isExportDeclaration(statement));
    expect(inLib.filter(isBarrel).map(({ file }) => file)).toEqual(entryPoints);
    const fromBarrels = inLib.flatMap(({ file, imports }) =>
      imports.filter((target) => entryPoints.includes(target)).map((target) => `${file} → ${target}`),
    );
    expect(fromBarrels).toEqual([]);
    // The renderer is another package: only its door is known.
    const past = shipped.flatMap(({ file, imports }) =>
      imports
        .filter((target) => target.startsWith("hcl/src/") && target !== "hcl/src/index.ts")
        .filter(() => !file.startsWith("hcl/"))
        .map((target) => `${file} → ${target}`),
    );
    expect(past).toEqual([]);
  });

  it("5. has one word for one thing: base names and exported names occur once", () => {
    const repeated = (values: readonly string[]) => [
      ...new Set(values.filter((value, i) => values.indexOf(value) !== i)),
    ];
    const baseNames = inLib
      .filter(({ file }) => !entryPoints.includes(file))
      .map(({ file }) => path.posix.basename(file));
    expect(repeated(baseNames)).toEqual([]);
    expect(repeated(inLib.flatMap(exportsOf))).toEqual([]);
  });

  it("6. turns text into values at the boundaries only", () => {
    const allowed = [
      /^lib\/configuration\/schema\//,
      /^lib\/resources\//,
      /^lib\/ipv4\.ts$/,
      /^lib\/terraform\/constructs\.ts$/,
    ];
    const parsers = inLib.filter(({ tree }) => /\bIpv4(?:Address|Cidr)\.parse\(/.test(tree.text));
    const elsewhere = parsers
      .map(({ file }) => file)
      .filter((file) => !allowed.some((one) => one.test(file)));
    expect(elsewhere).toEqual(PARSERS);
  });

  it("7. keeps tests out of what ships", () => {
    const toTests = shipped.flatMap(({ file, imports }) =>
      imports.filter((target) => target.startsWith("test/")).map((target) => `${file} → ${target}`),
    );
    expect(toTests).toEqual([]);
    const libToTesting = inLib.flatMap(({ imports }) =>
      imports.filter((target) => target.startsWith("testing/")),
    );
    expect(libToTesting).toEqual([]);
  });

  it("8. has errors of users that extend UserError, which test/cli/user-errors.test.ts makes and reports", () => {
    const classes = shipped
      .filter(({ file }) => file.startsWith("lib/") || file.startsWith("guest/"))
      .flatMap(({ tree }) => tree.statements.filter(ts.isClassDeclaration))
      .filter(({ name }) => name?.text.endsWith("Error") === true && name.text !== "UserError");
    const parentOf = ({ heritageClauses }: ts.ClassDeclaration) =>
      heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.getText() ?? "";
    const others = classes
      .filter((one) => !["UserError", "ConfigurationError"].includes(parentOf(one)))
      .map(({ name }) => name?.text);
    expect(classes.length).toBeGreaterThan(10);
    expect(others).toEqual([]);
  });

  it("9. has these entry points and public names: to add one is a decision", () => {
    const { exports } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
      exports: Readonly<Record<string, { readonly types?: string }>>;
    };
    for (const folder of ["types/", "cdktn/types/"]) {
      const declarations = Object.values(exports).flatMap(
        ({ types }) => types?.split(`dist/package/${folder}`)[1] ?? [],
      );
      const expected = entryPoints.map((file) => file.replace(/\.ts$/, ".d.ts"));
      expect(declarations.sort()).toEqual(expected.sort());
    }
    for (const entry of entryPoints) expect(publicNames(entry).sort()).toMatchSnapshot(entry);
  });

  it("10. has no contract by string: each local value that a text refers to is one that the text or the file declares", () => {
    const module = path.join(ROOT, "terraform/modules/exposed-eip");
    const text = ["locals.tf", "checks.tf", "data.tf"]
      .map((file) => readFileSync(path.join(module, file), "utf8"))
      .join("\n");
    const declared = new Set([...text.matchAll(/^ {2}(\w+) +=/gm)].map(([, name]) => name));
    const unknown = inLib.flatMap(({ file, tree }) => {
      const own = new Set([...tree.text.matchAll(/"(\w+)"/g)].map(([, name]) => name));
      const texts = stringsOf(tree).flatMap((one) =>
        [...one.matchAll(/\blocal\.([a-z]\w*)/g)].map(([, name]) => name),
      );
      return texts
        .filter((name) => !declared.has(name) && !own.has(name) && !LATER_LOCALS.has(name ?? ""))
        .map((name) => `${file}: local.${name ?? ""}`);
    });
    expect(unknown).toEqual([]);
  });
});

/** Locals that the table or the outputs declare by a key of an object. */
const LATER_LOCALS = new Set(["exposures", "created_vswitch_ids", "created"]);

/** Texts of string literals and templates. */
function stringsOf(tree: ts.Node): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddle(node) ||
      ts.isTemplateTail(node)
    )
      found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

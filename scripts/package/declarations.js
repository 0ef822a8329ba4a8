// Declarations of the package: those of the library with their docstrings, and those of the bindings, each for cdktf and for cdktn.
const fs = require("node:fs");
const path = require("node:path");

const ts = require("typescript");

const { BINDINGS, bindings, bindingsFolder, LIBRARY, OUT, ROOT } = require("./entry-points");

/** Folder of the library's declarations. */
const TYPES = "types";

function buildDeclarations() {
  const library = reachable(libraryDeclarations());
  for (const [file, text] of library) write(path.join(TYPES, file), inPackage(file, text, ""));
  // Files that do not concern cdktf are there once.
  const onCdktf = filesOnCdktf(library);
  for (const source of Object.values(LIBRARY)) onCdktf.add(declarationOf(source));
  for (const [file, text] of library)
    if (onCdktf.has(file)) write(path.join("cdktn", TYPES, file), inPackage(file, text, "cdktn", onCdktf));
  for (const name of bindings()) {
    const text = bindingDeclaration(name);
    write(path.join("provider-alicloud", `${name}.d.ts`), text);
    write(path.join("cdktn", "provider-alicloud", `${name}.d.ts`), onCdktn(text));
  }
}

const declarationOf = (source) => source.replace(/\.ts$/, ".d.ts");

/** Declarations of all files that the entry points reach, by their paths from the root. */
function libraryDeclarations() {
  const { config } = ts.readConfigFile(path.join(ROOT, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, ROOT);
  const program = ts.createProgram(
    Object.values(LIBRARY).map((source) => path.join(ROOT, source)),
    { ...options, ...{ noEmit: false, declaration: true, emitDeclarationOnly: true, stripInternal: true } },
  );
  const texts = new Map();
  const { emitSkipped, diagnostics } = program.emit(undefined, (file, text) => {
    texts.set(path.relative(ROOT, file), text);
  });
  if (emitSkipped || diagnostics.length > 0)
    throw new Error(
      ts.formatDiagnostics(diagnostics, {
        ...{ getCanonicalFileName: (file) => file, getCurrentDirectory: () => ROOT, getNewLine: () => "\n" },
      }),
    );
  return texts;
}

/** Those of the declarations that the entry points need. */
function reachable(texts) {
  const seen = new Map();
  const visit = (file) => {
    if (seen.has(file)) return;
    seen.set(file, texts.get(file));
    for (const { text } of specifiers(texts.get(file)))
      if (text.startsWith(".")) visit(resolved(file, text, texts));
  };
  for (const source of Object.values(LIBRARY)) visit(declarationOf(source));
  return seen;
}

/** Files that import cdktf or the bindings, or a file that does. */
function filesOnCdktf(texts) {
  const found = new Set();
  for (let size = -1; size < found.size;) {
    size = found.size;
    for (const [file, declaration] of texts)
      if (
        specifiers(declaration).some(
          ({ text }) =>
            text === "cdktf" ||
            text.startsWith(BINDINGS) ||
            (text.startsWith(".") && found.has(resolved(file, text, texts))),
        )
      )
        found.add(file);
  }
  return found;
}

function resolved(importer, specifier, texts) {
  const target = path.join(path.dirname(importer), specifier);
  const file = [`${target}.d.ts`, path.join(target, "index.d.ts")].find((name) => texts.has(name));
  if (file === undefined) throw new Error(`${importer} imports ${specifier}, which has no declaration`);
  return file;
}

/**
 * Returns a declaration of the library as it stands in the package.
 *
 * @param folder - where the files of a framework are: `cdktn`, or the folder of the package itself
 * @param inFolder - for cdktn, the files that have a declaration there; all others are those for cdktf
 */
function inPackage(file, text, folder, inFolder) {
  const own = path.dirname(path.join(folder, TYPES, file));
  const relative = (target) => {
    const name = path.relative(own, target).split(path.sep).join("/");
    return name.startsWith(".") ? name : `./${name}`;
  };
  return rewritten(text, (specifier) => {
    if (specifier === "cdktf" && folder === "cdktn") return "cdktn";
    if (specifier.startsWith(`${BINDINGS}/lib/`))
      return relative(path.join(folder, "provider-alicloud", specifier.slice(`${BINDINGS}/lib/`.length)));
    if (!specifier.startsWith(".") || inFolder === undefined) return specifier;
    const target = path.join(path.dirname(file), specifier);
    const isThere = [`${target}.d.ts`, path.join(target, "index.d.ts")].some((name) => inFolder.has(name));
    return isThere ? specifier : relative(path.join(TYPES, target));
  });
}

const onCdktn = (text) => rewritten(text, (specifier) => (specifier === "cdktf" ? "cdktn" : specifier));

function rewritten(text, rename) {
  let result = text;
  for (const { text: specifier, start, end } of specifiers(text).reverse())
    result = `${result.slice(0, start)}${JSON.stringify(rename(specifier))}${result.slice(end)}`;
  return result;
}

/** Modules that a declaration names, in order, with the positions of their names. */
function specifiers(text) {
  const tree = ts.createSourceFile("declaration.d.ts", text, ts.ScriptTarget.Latest, true);
  const found = [];
  const add = (node) => {
    if (node !== undefined && ts.isStringLiteral(node))
      found.push({ text: node.text, start: node.getStart(tree), end: node.end });
  };
  const visit = (node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier);
    if (ts.isImportTypeNode(node)) add(node.argument.literal);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/**
 * Declaration of a binding without its comments, which are links to one page, without private members, and without indentation: less
 * than half of its size.
 */
function bindingDeclaration(name) {
  const file = path.join(bindingsFolder, name === "index" ? "index.d.ts" : path.join(name, "index.d.ts"));
  const tree = ts.createSourceFile(file, fs.readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const { transformed } = ts.transform(tree, [
    (context) => (root) => {
      const visit = (node) => (isPrivate(node) ? undefined : ts.visitEachChild(node, visit, context));
      return visit(root);
    },
  ]);
  const text = ts.createPrinter({ removeComments: true }).printFile(transformed[0]).replace(/^ +/gm, "");
  const page = /https:\/\/registry\.terraform\.io\/[^#\s}]+/.exec(tree.text);
  return page === null ? text : `// ${page[0]}\n${text}`;
}

const isPrivate = (node) =>
  ts.isClassElement(node) &&
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword);

function write(file, text) {
  const target = path.join(OUT, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, text);
}

module.exports = { buildDeclarations };

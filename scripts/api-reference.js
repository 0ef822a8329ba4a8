// Makes the API reference: a page for each section of lib/index.ts, from the docstrings of what it exports.
const path = require("node:path");
const ts = require("typescript");
const { sectionsOf } = require("./api-sections");

const root = path.resolve(__dirname, "..");
const entryFile = path.join(root, "lib", "index.ts");
const referenceFolder = path.join(root, "docs", "api");

/** TypeDoc's options. Nothing in the pages depends on where and when they are made, or on the lines of the sources. */
const OPTIONS = {
  plugin: ["typedoc-plugin-markdown"],
  logLevel: "Warn",
  name: "API reference",
  readme: "none",
  router: "section",
  disableSources: true,
  excludePrivate: true,
  excludeProtected: true,
  excludeInternal: true,
  excludeExternals: true,
  // `npm run types` does that.
  skipErrorChecking: true,
  // In the order of the sources.
  sort: [],
  // `@default - none` is prose, as CDK has it.
  jsDocCompatibility: { defaultTag: false },
  validation: {
    notDocumented: true,
    notExported: true,
    invalidLink: true,
    rewrittenLink: true,
    invalidPath: true,
  },
  hidePageHeader: true,
  hideBreadcrumbs: true,
  indexFormat: "table",
  parametersFormat: "table",
  interfacePropertiesFormat: "table",
  classPropertiesFormat: "table",
  typeAliasPropertiesFormat: "table",
  typeDeclarationFormat: "table",
  tableColumnSettings: {
    hideDefaults: true,
    hideInherited: true,
    hideModifiers: true,
    hideOverrides: true,
    hideSources: true,
    leftAlignHeaders: true,
  },
};

/** Schemas of the library from which public types are inferred; the types say enough. */
const SCHEMAS = ["schema", "exposureSchema", "eip"];

/**
 * Writes the reference into a folder, in place of what is there.
 * @param {string} folder
 * @param {string} [entry] the file whose exports are documented
 * @returns {Promise<string[]>} what is wrong with the docstrings: those that are missing, and links that lead nowhere
 * @throws {ScriptError} when the file is not arranged in sections
 */
async function generateApiReference(folder, entry = entryFile) {
  const typedoc = await import("typedoc");
  const { ModuleRouter } = await import("typedoc-plugin-markdown");
  const app = await typedoc.Application.bootstrapWithPlugins(
    {
      ...OPTIONS,
      entryPoints: [entry],
      out: folder,
      intentionallyNotExported: entry === entryFile ? SCHEMAS : [],
    },
    [],
  );
  const mistakes = collectMessages(app, typedoc);
  app.options.setCompilerOptions([entry], compilerOptions(), undefined);
  app.internationalization.addTranslations("en", { kind_module: "Page", kind_plural_module: "Pages" });
  app.renderer.defineRouter("section", sectionRouter(ModuleRouter));
  arrangeBySections(app, typedoc, entry);
  linkByName(app);
  tidy(app, typedoc);

  const project = await app.convert();
  app.validate(project);
  await app.generateOutputs(project);
  return mistakes;
}

/** What TypeDoc warns of, a line each. */
function collectMessages(app, { Logger, LogLevel }) {
  const messages = [];
  app.logger = new (class extends Logger {
    log(message, level) {
      if (level >= LogLevel.Warn) messages.push(message);
    }
  })();
  return messages;
}

/** Those of the project, for the library alone: the tests take much longer to read. */
function compilerOptions() {
  const { config } = ts.readConfigFile(path.join(root, "tsconfig.json"), ts.sys.readFile);
  return ts.parseJsonConfigFileContent({ compilerOptions: config.compilerOptions, files: [] }, ts.sys, root)
    .options;
}

/** Pages with lower-case names, as the others in docs/ have. */
function sectionRouter(ModuleRouter) {
  return class extends ModuleRouter {
    getIdealBaseName(reflection) {
      return super.getIdealBaseName(reflection).toLowerCase();
    }
  };
}

/** Makes a module of each section. */
function arrangeBySections(app, { Comment, Converter, DeclarationReflection, ReflectionKind }, entry) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project, programs: [program] }) => {
    const exported = new Map(project.children.map((child) => [child.name, child]));
    for (const { title, introduction, names } of sectionsOf(program, entry)) {
      const section = new DeclarationReflection(title, ReflectionKind.Module, project);
      const members = names.flatMap((name) => exported.get(name) ?? []);
      section.comment = new Comment(contents(introduction, members));
      section.comment.shortSummary = [{ kind: "text", text: introduction }];
      project.registerReflection(section, undefined, undefined);
      for (const member of members) {
        // A name that a later section exports too stays in the first.
        exported.delete(member.name);
        project.removeChild(member);
        member.parent = section;
        section.addChild(member);
      }
      project.addChild(section);
    }
    project.comment = new Comment([
      { kind: "text", text: "Generated from the docstrings by `npm run docs`; do not edit it by hand." },
    ]);
  });
}

/** The introduction of a page and its table of contents. */
function contents(introduction, members) {
  const links = members.flatMap((member) => [
    { kind: "text", text: "\n- " },
    { kind: "inline-tag", tag: "@link", text: member.name, target: member },
  ]);
  return [{ kind: "text", text: `${introduction}\n` }, ...links];
}

/** Lets a docstring link to each public name, whether or not its file imports it: they are unique. */
function linkByName(app) {
  app.converter.addUnknownSymbolResolver(({ moduleSource, symbolReference }, { project }, part) => {
    const [name] = symbolReference?.path?.map(({ path }) => path) ?? [];
    if (part === undefined || moduleSource !== undefined) return undefined;
    const members = project.children.flatMap(({ children = [] }) => children);
    const target = members.find((member) => member.name === name);
    return target && { target };
  });
}

/** Leaves out what goes without saying. */
function tidy(app, { Comment, Converter, IntrinsicType, ReflectionKind }) {
  app.converter.on(Converter.EVENT_RESOLVE, (_context, reflection) => {
    for (const { content } of reflection.comment?.blockTags.filter(({ tag }) => tag === "@default") ?? []) {
      if (content[0]?.kind === "text") content[0].text = content[0].text.replace(/^- /, "");
    }
    if (reflection.type?.type !== "literal") return;
    // A literal type says the value already.
    reflection.defaultValue = undefined;
    // A text in a constant is its own description.
    if (reflection.comment !== undefined || !isInConstant(reflection)) return;
    reflection.comment = new Comment([{ kind: "text", text: String(reflection.type.value) }]);
    reflection.type = new IntrinsicType("string");
  });
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    for (const reflection of Object.values(project.reflections)) {
      if (reflection.kindOf(ReflectionKind.Constructor) && reflection.inheritedFrom !== undefined)
        project.removeReflection(reflection);
      // Where else a member is declared is of no use to those who call it.
      for (const relation of ["implementationOf", "inheritedFrom", "overwrites"])
        reflection[relation] = undefined;
    }
  });

  function isInConstant({ parent }) {
    return (
      parent?.kindOf(ReflectionKind.TypeLiteral) === true &&
      parent.parent?.kindOf(ReflectionKind.Variable) === true
    );
  }
}

module.exports = { entryFile, generateApiReference, referenceFolder };

// The sections of lib/index.ts, which are the pages of the API reference.
const ts = require("typescript");
const { ScriptError } = require("../providers/alicloud/scripts/script-error");

/**
 * What is exported between one comment and the next.
 * @typedef {object} Section
 * @property {string} title
 * @property {string} introduction a sentence; empty where the comment has a title only
 * @property {string[]} names in the order of the file
 */

/**
 * Reads the sections of a file of exports. Each begins with a comment: `// Title: what is in it`, or the title alone.
 * @param {ts.Program} program
 * @param {string} file
 * @returns {Section[]}
 * @throws {ScriptError} when something is exported before the first section
 */
function sectionsOf(program, file) {
  const source = program.getSourceFile(file);
  const checker = program.getTypeChecker();
  /** @type {Section[]} */
  const sections = [];
  for (const statement of source.statements.filter(ts.isExportDeclaration)) {
    const comment = commentAbove(statement, source);
    if (comment !== undefined) sections.push({ ...heading(comment), names: [] });
    if (sections.length === 0)
      throw new ScriptError(
        `${file}: the first export belongs to no section: write  // Title: what is in it  above it`,
      );
    sections.at(-1).names.push(...namesIn(statement, checker));
  }
  return sections;
}

/** The last comment line above a statement. The comment at the top of the file stands apart from the first statement's own. */
function commentAbove(statement, source) {
  const comments = ts.getLeadingCommentRanges(source.text, statement.pos) ?? [];
  const last = comments.at(-1);
  return last && source.text.slice(last.pos, last.end).replace(/^\/\/\s*/, "");
}

function heading(comment) {
  const [title, ...rest] = comment.split(": ");
  const text = rest.join(": ");
  return { title, introduction: text === "" ? "" : `${text[0].toUpperCase()}${text.slice(1)}.` };
}

function namesIn({ exportClause, moduleSpecifier }, checker) {
  if (exportClause !== undefined) return exportClause.elements.map(({ name }) => name.text);
  return checker.getExportsOfModule(checker.getSymbolAtLocation(moduleSpecifier)).map(({ name }) => name);
}

module.exports = { sectionsOf };

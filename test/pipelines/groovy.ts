import { readFileSync } from "node:fs";

import { Language, type Node, Parser } from "web-tree-sitter";

/** A block of a Jenkinsfile: its name, and what is in its braces. */
export interface Block {
  readonly name: string;
  readonly blocks: readonly Block[];
}

/** Parses Groovy. Returns the places that are no Groovy, as `line:column`, and the outermost blocks. */
export async function parseGroovy(text: string): Promise<{ errors: string[]; blocks: Block[] }> {
  await Parser.init();
  const parser = new Parser();
  const grammar = readFileSync(require.resolve("tree-sitter-groovy/tree-sitter-groovy.wasm"));
  parser.setLanguage(await Language.load(grammar));
  const tree = parser.parse(text);
  if (tree === null) throw new Error("the parser was stopped");
  return { errors: errorsIn(tree.rootNode), blocks: blocksIn(tree.rootNode) };
}

function errorsIn(node: Node): string[] {
  const own =
    node.isError || node.isMissing ? [`${node.startPosition.row + 1}:${node.startPosition.column + 1}`] : [];
  return [...own, ...node.children.flatMap(errorsIn)];
}

/** Calls with a closure: `stages { … }`, `stage('Plan') { … }`. */
function blocksIn(node: Node): Block[] {
  const body = node.childForFieldName("body");
  const name = node.childForFieldName("name");
  if (node.type === "method_invocation" && body !== null && name !== null)
    return [{ name: name.text, blocks: body.children.flatMap(blocksIn) }];
  return node.children.flatMap(blocksIn);
}

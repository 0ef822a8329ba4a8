import { DiagramError } from "../errors";
import { escapedForXml, renderDot } from "./dot";
import { Labels } from "./labels";
import type { Picture } from "./picture";
import { renderText } from "./text-diagram";

/** Colors of a picture in one color scheme. */
export interface Palette {
  readonly background: string;
  readonly text: string;
  readonly line: string;
  readonly vpc: string;
  readonly block: string;
  readonly vswitch: string;
  readonly node: string;
  readonly added: string;
  readonly changed: string;
  readonly removed: string;
  readonly replaced: string;
}

/** Colors by color scheme. Text has a contrast of at least 4.5 on each ground, a line of at least 3. */
export const PALETTES: Readonly<Record<"light" | "dark", Palette>> = {
  light: {
    ...{ background: "#ffffff", text: "#1f2328", line: "#57606a" },
    ...{ vpc: "#f6f8fa", block: "#ddf4ff", vswitch: "#f3faff", node: "#ffffff" },
    ...{ added: "#1a7f37", changed: "#6639ba", removed: "#cf222e", replaced: "#9a6700" },
  },
  dark: {
    ...{ background: "#0d1117", text: "#e6edf3", line: "#9198a1" },
    ...{ vpc: "#161b22", block: "#0c2d4a", vswitch: "#0f2238", node: "#0d1117" },
    ...{ added: "#3fb950", changed: "#bc8cff", removed: "#ff7b72", replaced: "#d29922" },
  },
};

/**
 * Draws a picture as SVG by Graphviz, for light and dark color schemes. It has no scripts and refers to nothing outside.
 *
 * @returns the element `svg`; as a file it needs no XML declaration
 * @throws DiagramError if Graphviz, an optional dependency, is not installed
 */
export async function renderSvg(picture: Picture, labels = new Labels()): Promise<string> {
  const graphviz = await loadGraphviz();
  const drawn = graphviz.layout(renderDot(picture, labels), "svg", "dot");
  const [, width = "", height = ""] = /viewBox="[\d.]+ [\d.]+ ([\d.]+) ([\d.]+)"/.exec(drawn) ?? [];
  const content = drawn
    .slice(drawn.indexOf("<g "))
    // Names of nodes, which would show as tooltips.
    .replaceAll(/<title>[^<]*<\/title>\n?/g, "")
    .replaceAll(/<!--[^]*?-->\n?/g, "")
    // The style sheet has the font and the colors.
    .replaceAll(/ (?:font-family|fill|stroke)="(?!none)[^"]*"/g, "");
  const size = `width="${Math.ceil(Number(width))}" height="${Math.ceil(Number(height))}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="diagram" ${size} viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="diagram-title diagram-text">`,
    `<title id="diagram-title">${escapedForXml(labels.title(picture))}</title>`,
    `<desc id="diagram-text">${escapedForXml(renderText(picture, labels))}</desc>`,
    `<style>${styleSheet()}</style>`,
    content.trimEnd(),
    "",
  ].join("\n");
}

/** Loads Graphviz late: its WebAssembly takes half a second, and other commands do not need it. */
async function loadGraphviz() {
  try {
    const { Graphviz } = await import("@hpcc-js/wasm-graphviz");
    return await Graphviz.load();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "MODULE_NOT_FOUND" && code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new DiagramError(
      "Graphviz, which draws SVG, is not installed; run  npm install @hpcc-js/wasm-graphviz , or choose --format mermaid",
    );
  }
}

function styleSheet(): string {
  return [
    ".diagram text{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace}",
    ".diagram .node text:first-of-type{font-weight:bold}",
    rules(PALETTES.light),
    `@media (prefers-color-scheme: dark) {${rules(PALETTES.dark)}}`,
    // Paper is white.
    `@media print {${rules(PALETTES.light)}}`,
  ].join("\n");
}

function rules({ background, text, line, vpc, block, vswitch, node, ...changes }: Palette): string {
  const shapes = (selector: string) => `.diagram ${selector}>path,.diagram ${selector}>polygon`;
  return [
    `.diagram .graph>polygon{fill:${background};stroke:none}`,
    `.diagram text{fill:${text}}`,
    `.diagram .cluster>path{stroke:${line}}`,
    `${shapes(".node")}{fill:${node};stroke:${line}}`,
    `.diagram .region>path{fill:${background}}`,
    `.diagram .vpc>path{fill:${vpc}}`,
    `.diagram .block>path{fill:${block}}`,
    `.diagram .vswitch>path{fill:${vswitch}}`,
    `.diagram .edge>path{fill:none;stroke:${line}}`,
    `.diagram .edge>polygon{fill:${line};stroke:${line}}`,
    ...Object.entries(changes).map(
      ([change, color]) => `${shapes(`.${change}:not(.edge)`)}{stroke:${color}}`,
    ),
  ].join("");
}

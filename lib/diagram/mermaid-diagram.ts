import { Labels } from "./labels";
import type { Picture, PictureBlock, PictureChange, PictureElement, PictureNic } from "./picture";

/** Style of a changed element, without colors: they are those of the theme of whoever shows the picture. */
const STYLES: Readonly<Record<PictureChange, string>> = {
  added: "stroke-width:3px",
  changed: "stroke-width:3px,stroke-dasharray:2 2",
  removed: "stroke-dasharray:8 4",
  replaced: "stroke-width:3px,stroke-dasharray:8 4",
};

/**
 * Writes a picture as a Mermaid flowchart, which GitHub and GitLab draw in a pull request. It has no colors of its own, so that it
 * follows a light or a dark theme.
 *
 * @see https://mermaid.js.org/syntax/flowchart.html
 */
export function renderMermaid(picture: Picture, labels = new Labels()): string {
  return new MermaidWriter(picture, labels).text();
}

/** Puts a diagram into Markdown, under the title of its stack. */
export function renderMarkdown(picture: Picture, labels = new Labels()): string {
  // A backslash before punctuation is right in any Markdown.
  const title = labels.title(picture).replaceAll(/[\\`*_{}[\]<>#|~]/g, "\\$&");
  return `### ${title}\n\n\`\`\`mermaid\n${renderMermaid(picture, labels)}\`\`\`\n`;
}

class MermaidWriter {
  private readonly counts = new Map<string, number>();
  private readonly lines: string[] = ["flowchart LR"];
  private readonly edges: string[] = [];
  private readonly eips: [name: string, lines: readonly string[], change: PictureElement][] = [];
  private readonly changed = new Map<PictureChange, string[]>();

  public constructor(
    private readonly picture: Picture,
    private readonly labels: Labels,
  ) {}

  public text(): string {
    const { labels, picture } = this;
    this.add(1, `accTitle: ${plain(labels.title(picture))}`);
    this.add(1, `accDescr: ${plain(labels.words.legend)}`);
    this.group(1, "region", labels.title(picture), undefined, () => {
      this.add(2, "direction LR");
      for (const vpc of picture.vpcs)
        this.group(2, this.name("vpc"), labels.vpc(vpc).join(" "), vpc, () => {
          const instances = new Map(vpc.instances.map((one) => [one.id, this.name("instance")]));
          for (const block of vpc.blocks) this.block(block, instances);
          for (const instance of vpc.instances)
            this.node(3, instances.get(instance.id) ?? "", labels.instance(instance), instance);
        });
      for (const [name, lines, element] of this.eips) this.node(2, name, lines, element, ["([", "])"]);
    });
    for (const edge of this.edges) this.add(1, edge);
    for (const [change, names] of this.changed) {
      this.add(1, `classDef ${change} ${STYLES[change]}`);
      this.add(1, `class ${names.join(",")} ${change}`);
    }
    return `${this.lines.join("\n")}\n`;
  }

  private block(block: PictureBlock, instances: ReadonlyMap<string, string>): void {
    // A title has one line only: Mermaid draws others over the content.
    const [title = "", ...details] = this.labels.block(block);
    this.group(3, this.name("block"), title, block, () => {
      if (details.length > 0) this.add(4, `${this.name("shadow")}>"${label(details)}"]`);
      for (const vswitch of block.vswitches)
        this.group(4, this.name("vswitch"), this.labels.vswitch(vswitch).join(" "), vswitch, () => {
          for (const nic of vswitch.nics) this.nic(nic, instances);
        });
    });
  }

  private nic(nic: PictureNic, instances: ReadonlyMap<string, string>): void {
    const name = this.name("nic");
    this.node(5, name, [...this.labels.nic(nic), ...this.labels.addresses(nic)], nic);
    for (const eip of nic.eips) {
      const eipName = this.name("eip");
      this.eips.push([eipName, this.labels.eip(eip), eip]);
      this.edges.push(`${eipName} <--> ${name}`);
    }
    const instance = instances.get(nic.instance);
    if (instance !== undefined) this.edges.push(`${name} --- ${instance}`);
  }

  private group(
    depth: number,
    name: string,
    title: string,
    element: PictureElement | undefined,
    content: () => void,
  ): void {
    this.add(depth, `subgraph ${name}["${escapedForMermaid(title)}"]`);
    content();
    this.add(depth, "end");
    this.mark(name, element);
  }

  private node(
    depth: number,
    name: string,
    lines: readonly string[],
    element: PictureElement,
    [open, close]: readonly [string, string] = ["[", "]"],
  ): void {
    this.add(depth, `${name}${open}"${label(lines)}"${close}`);
    this.mark(name, element);
  }

  private mark(name: string, element: PictureElement | undefined): void {
    if (element?.change === undefined) return;
    this.changed.set(element.change, [...(this.changed.get(element.change) ?? []), name]);
  }

  /** Next name of a kind: identities may have characters that Mermaid has no escape for in names. */
  private name(kind: string): string {
    const number = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, number);
    return `${kind}${number}`;
  }

  private add(depth: number, line: string): void {
    this.lines.push(`${"  ".repeat(depth)}${line}`);
  }
}

function label(lines: readonly string[]): string {
  return lines.map(escapedForMermaid).join("<br>");
}

/**
 * Escapes a text for a quoted label. Mermaid reads `#` and a number as a character; everything else that could end the label, be HTML or
 * Markdown, or begin a statement is written so.
 */
function escapedForMermaid(text: string): string {
  return text.replaceAll(
    /[^\p{L}\p{N} .,()/+[\]（），、。-]|^[-+~]|[\p{Cc}\p{Cf}\p{Cs}]/gu,
    (character) => `#${character.codePointAt(0) ?? 0};`,
  );
}

/** A text for a line of its own, which has no escapes. */
function plain(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} .,()/（），、。-]/gu, " ");
}

import { Labels } from "./labels";
import type {
  Picture,
  PictureBlock,
  PictureElement,
  PictureInstance,
  PictureNic,
  PictureVpc,
} from "./picture";

/**
 * Font by which Graphviz measures texts. Fonts with a fixed pitch are as wide as this one within a few percent, whereas proportional
 * fonts differ by a quarter from machine to machine, and texts would leave their boxes.
 */
const FONT = "Courier";

/**
 * Writes a picture in DOT, the language of Graphviz. Elements have classes, for a style sheet: the kind of the element, and its change.
 *
 * @see https://graphviz.org/doc/info/lang.html
 */
export function renderDot(picture: Picture, labels = new Labels()): string {
  return new DotWriter(labels).text(picture);
}

class DotWriter {
  private readonly lines: string[] = [];
  private readonly counts = new Map<string, number>();
  private readonly edges: string[] = [];

  public constructor(private readonly labels: Labels) {}

  public text(picture: Picture): string {
    this.lines.push(
      "digraph picture {",
      // Texts at the left, EIPs before NICs before instances.
      `graph [rankdir=LR, fontname="${FONT}", fontsize=12, labeljust=l, nodesep=0.14, ranksep=0.75, style=rounded, bgcolor=white];`,
      `node [shape=box, style="rounded,filled", fillcolor=white, fontname="${FONT}", fontsize=12, height=0.3, margin="0.14,0.07"];`,
      'edge [arrowsize=0.6, color="#57606a"];',
    );
    this.cluster("region", { id: "" }, [this.labels.title(picture)], () => {
      // Graphviz puts what comes first at the bottom.
      for (const vpc of picture.vpcs.toReversed()) this.vpc(vpc);
    });
    this.lines.push(...this.edges, "}", "");
    return this.lines.join("\n");
  }

  private vpc(vpc: PictureVpc): void {
    const eips: (() => void)[] = [];
    this.cluster("vpc", vpc, this.labels.vpc(vpc), () => {
      const instances = new Map(vpc.instances.map((one) => [one.id, this.name("instance")]));
      for (const block of vpc.blocks.toReversed()) this.block(block, instances, eips);
      for (const instance of vpc.instances.toReversed())
        this.instance(instance, instances.get(instance.id) ?? "");
    });
    // On the Internet's side of the VPC.
    for (const eip of eips) eip();
  }

  private block(block: PictureBlock, instances: ReadonlyMap<string, string>, eips: (() => void)[]): void {
    const [title = "", ...details] = this.labels.block(block);
    this.cluster("block", block, [title, ...inPairs(details)], () => {
      for (const vswitch of block.vswitches.toReversed())
        this.cluster("vswitch", vswitch, this.labels.vswitch(vswitch), () => {
          // Graphviz drops a cluster without a node.
          if (vswitch.nics.length === 0)
            this.lines.push(`${this.name("empty")} [shape=point, style=invis, width=0.01, height=0.01];`);
          for (const nic of vswitch.nics.toReversed()) this.nic(nic, instances, eips);
        });
    });
  }

  private nic(nic: PictureNic, instances: ReadonlyMap<string, string>, eips: (() => void)[]): void {
    const name = this.name("nic");
    this.node("nic", name, nic, [...this.labels.nic(nic), ...this.labels.addresses(nic)]);
    for (const eip of nic.eips.toReversed()) {
      const eipName = this.name("eip");
      eips.push(() => {
        this.node("eip", eipName, eip, this.labels.eip(eip));
      });
      this.edges.push(`${eipName} -> ${name} [dir=both, class="association ${eip.change ?? ""}"];`);
    }
    const instance = instances.get(nic.instance);
    if (instance !== undefined)
      this.edges.push(`${name} -> ${instance} [dir=none, class="attachment ${nic.change ?? ""}"];`);
  }

  private instance(instance: PictureInstance, name: string): void {
    this.node("instance", name, instance, this.labels.instance(instance));
  }

  private node(kind: string, name: string, element: PictureElement, lines: readonly string[]): void {
    this.lines.push(`${name} [label="${centered(lines)}", ${styleOf(kind, element)}];`);
  }

  private cluster(
    kind: string,
    element: PictureElement,
    lines: readonly string[],
    content: () => void,
  ): void {
    this.lines.push(
      `subgraph cluster_${this.name(kind)} {`,
      // Inner clusters would inherit what is not set.
      `graph [label=<${html(lines)}>, margin=10, ${styleOf(kind, element)}];`,
    );
    content();
    this.lines.push("}");
  }

  /** Next name of a kind. */
  private name(kind: string): string {
    const number = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, number);
    return `${kind}${number}`;
  }
}

/** Line styles of changes: they tell them apart without colors. */
const LINES = {
  added: { style: "", width: 2.5 },
  changed: { style: ",dotted", width: 2.5 },
  removed: { style: ",dashed", width: 1 },
  replaced: { style: ",dashed", width: 2.5 },
} as const;

function styleOf(kind: string, { change }: PictureElement): string {
  const { style, width } = change === undefined ? { style: "", width: 1 } : LINES[change];
  return `class="${kind}${change === undefined ? "" : ` ${change}`}", style="rounded,filled${style}", fillcolor=white, penwidth=${width}`;
}

/** Puts the ranges of a block in pairs, so that a block of many ranges is not high. */
function inPairs([first, ...ranges]: readonly string[]): string[] {
  const pairs = ranges.flatMap((range, i) => (i % 2 === 0 ? [[range, ranges[i + 1]]] : []));
  return [
    ...(first === undefined ? [] : [first]),
    ...pairs.map((pair) => pair.filter((one) => one !== undefined).join(", ")),
  ];
}

/** Writes lines as an HTML-like label of Graphviz at the left, the first one bold. */
function html(lines: readonly string[]): string {
  return lines
    .map(escapedForXml)
    .map((line, i) => `${i === 0 ? `<B>${line}</B>` : line}<BR ALIGN="LEFT"/>`)
    .join("");
}

/**
 * Writes lines as a plain label of Graphviz, which centers them whatever their real widths are. Entities of XML and backslashes have a
 * meaning there.
 */
function centered(lines: readonly string[]): string {
  return lines.map((line) => escapedForXml(line).replaceAll("\\", "\\\\")).join("\\n");
}

/** Escapes a text for XML, without the characters that XML cannot have. */
export function escapedForXml(text: string): string {
  return (
    text
      // Control characters, and halves of surrogate pairs.
      .replaceAll(/(?!\n)[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, "\uFFFD")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
  );
}

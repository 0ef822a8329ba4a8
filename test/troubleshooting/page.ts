import { readFileSync } from "node:fs";
import * as path from "node:path";

import { anchors, fencedBlocks, linkTargets } from "../readme/markdown";

/** Page about the messages, in one language. */
export class TroubleshootingPage {
  /** Whole text. */
  public readonly text: string;
  /** Lines of its blocks: the messages. */
  public readonly messages: readonly string[];

  public constructor(public readonly file: string) {
    this.text = readFileSync(file, "utf8");
    this.messages = fencedBlocks(this.text).flatMap(({ text }) => text.trimEnd().split("\n"));
  }

  /** What a link may have after `#`. */
  public get anchors(): string[] {
    return anchors(this.text);
  }

  /** Messages in the part below a heading of the second level. */
  public messagesBelow(anchor: string): string[] {
    return fencedBlocks(this.below(anchor)).flatMap(({ text }) => text.trimEnd().split("\n"));
  }

  /** Codes in the first columns of the tables below a heading of the second level. */
  public codesBelow(anchor: string): string[] {
    return [...this.below(anchor).matchAll(/^\| (.*?) +\|/gm)].flatMap(({ 1: cell = "" }) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(({ 1: code = "" }) => code),
    );
  }

  /** What has to be the same in each language: blocks, codes, numbers, links, levels of the headings, and those that are keys. */
  public get skeleton(): unknown {
    const headings = [...this.text.replaceAll(/^```.*?^```$/gms, "").matchAll(/^(#+) (.*)$/gm)];
    return {
      blocks: fencedBlocks(this.text).map(({ language, text }) => ({ language, text })),
      codes: this.codesBelow("api-errors"),
      errors: [...this.text.matchAll(/^\| error (\d+) /gm)].map(([, number]) => number),
      // A page that is translated is linked in the language.
      links: linkTargets(this.text).map((target) =>
        target.startsWith("#")
          ? target
          : path
              .join(path.dirname(this.file), target)
              .replace("/zh-CN/", "/")
              .replace(/(?<=\/docs\/)(?=troubleshooting\.md)/, "reference/"),
      ),
      headings: headings.map(([, level, text = ""]) => [level, /^[a-z0-9-]+$/.test(text) ? text : ""]),
    };
  }

  private below(anchor: string): string {
    return new RegExp(`^## ${anchor}\n(.*?)(?=^## |(?![^]))`, "ms").exec(this.text)?.[1] ?? "";
  }
}

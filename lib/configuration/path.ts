import { printable } from "./printable";

/** Where a value is in the data: keys of mappings and indexes of lists, from the outside. */
export type Path = readonly (string | number)[];

/** A path as people read it: `exposures.web.securityGroups[1]`, and `tags."cost centre"` where a key is not a plain word. */
export function pathText(path: Path): string {
  const parts = path.map((part) => {
    if (typeof part === "number") return `[${part}]`;
    return /^[\w<-]+$/.test(part) ? `.${printable(part)}` : `.${printable(part, { quoted: true })}`;
  });
  return parts.join("").replace(/^\./, "");
}

import path from "node:path";

import type { ConfigurationInFolder, ReadFile } from "./folder";
import { ConfigurationError, type Mistake } from "./mistake";
import { type Path } from "./path";
import { statePlace } from "./state-place";

/** What is wrong between the files of a folder, each of which may be right in itself. */
export function mistakesBetweenFiles(
  files: readonly ReadFile[],
  configurations: readonly ConfigurationInFolder[],
): ConfigurationError[] {
  const places = new Map(configurations.map(({ file, configuration }) => [file, statePlace(configuration)]));
  const stacks = new FirstSeen();
  const eips = new FirstSeen();
  const states = new FirstSeen();
  const locks = new FirstSeen();
  return files.flatMap((one) => {
    const mistakes = [
      ...twice(
        one,
        ["stack"],
        stacks,
        "has the same stack",
        "one stack for each file",
        "rename one of the two",
      ),
      ...eipsOf(one).flatMap((place) =>
        twice(
          one,
          place,
          eips,
          "has the same EIP",
          "one exposure for each EIP",
          "remove one of the two exposures",
        ),
      ),
      ...sameState(one, places.get(one.file), states),
      ...sameLock(one, locks),
    ];
    return mistakes.length === 0 ? [] : [new ConfigurationError(one.file, mistakes)];
  });
}

/** Where each text was seen first. */
class FirstSeen {
  private readonly firsts = new Map<string, string>();

  /** Where it was seen before in another file. */
  public elsewhere(text: string, file: string, place: string): string | undefined {
    const first = this.firsts.get(text);
    if (first === undefined) this.firsts.set(text, place);
    return first?.startsWith(`${file}:`) === true || first === file ? undefined : first;
  }
}

/** The mistake that a text at this path is somewhere else already. */
function twice(
  { file, source }: ReadFile,
  place: Path,
  seen: FirstSeen,
  problem: string,
  allowed: string,
  advice: string,
): Mistake[] {
  const value = source.valueAt(place);
  if (typeof value?.data !== "string") return [];
  const { line, column, file: from = file } = value.position;
  const first = seen.elsewhere(value.data, file, `${from}:${line}:${column}`);
  return first === undefined
    ? []
    : [{ ...source.aboutValue(place), problem: `${first} ${problem}`, allowed, remedy: { advice } }];
}

function eipsOf({ source }: ReadFile): Path[] {
  return [...(source.valueAt(["exposures"])?.entries?.keys() ?? [])].map((key) => ["exposures", key, "eip"]);
}

function sameState({ file, source }: ReadFile, place: string | undefined, seen: FirstSeen): Mistake[] {
  const first = place === undefined ? undefined : seen.elsewhere(place, file, file);
  if (first === undefined) return [];
  const write =
    "write {stack} into its key, path, address or workspace name; it stands for the name of the stack";
  return [
    {
      ...source.aboutValue(["backend"]),
      problem: `${first} keeps its state in the same place`,
      allowed: "one state for each stack",
      remedy: { advice: write },
    },
  ];
}

/** The lock file of a plan is called by the name of its configuration, without the extension. */
function sameLock({ file }: ReadFile, seen: FirstSeen): Mistake[] {
  const { dir, name } = path.parse(file);
  const first = seen.elsewhere(path.join(dir, name), file, file);
  if (first === undefined) return [];
  return [
    {
      path: "",
      problem: `${first} has the same name but for its ending, and so the same lock file`,
      remedy: { advice: "rename one of the two" },
    },
  ];
}

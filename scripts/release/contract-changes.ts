import type { Contract, ContractPart } from "./contract";
import type { Setting } from "./settings";

/** A change of the contract between two versions. */
export interface ContractChange {
  /** Whether somebody who relied on the earlier version has to change something. */
  readonly isBreaking: boolean;
  /** The change as a clause: "the setting `tags` was removed". */
  readonly text: string;
}

/** Parts in which more is worse: a new one is breaking, and one that goes is not. */
const OBLIGATIONS: ReadonlySet<ContractPart> = new Set<ContractPart>(["required module input"]);

/** Limits that are smaller where they refuse more. */
const UPPER = "max";

/** Returns what changed between two versions: breaking changes first, each kind in the order of the contract. */
export function contractChanges(before: Contract, after: Contract): ContractChange[] {
  const changes = [
    ...(Object.keys(before.names) as ContractPart[]).flatMap((part) =>
      nameChanges(part, before.names[part], after.names[part]),
    ),
    ...settingChanges(before.settings, after.settings),
  ];
  return [
    ...changes.filter(({ isBreaking }) => isBreaking),
    ...changes.filter(({ isBreaking }) => !isBreaking),
  ];
}

function nameChanges(
  part: ContractPart,
  before: readonly string[],
  after: readonly string[],
): ContractChange[] {
  const isObligation = OBLIGATIONS.has(part);
  return [
    ...missing(before, after).map((name) => ({
      isBreaking: !isObligation,
      text: `the ${part} \`${name}\` was removed`,
    })),
    ...missing(after, before).map((name) => ({
      isBreaking: isObligation,
      text: `the ${part} \`${name}\` is new`,
    })),
  ];
}

function settingChanges(
  before: ReadonlyMap<string, Setting>,
  after: ReadonlyMap<string, Setting>,
): ContractChange[] {
  const removed = [...before.keys()].filter((path) => !after.has(path));
  return [
    // The settings inside go with it.
    ...removed
      .filter((path) => !removed.some((other) => path !== other && isInside(path, other)))
      .map((path) => ({ isBreaking: true, text: `the setting \`${path}\` was removed` })),
    ...[...after].flatMap(([path, setting]) => {
      const earlier = before.get(path);
      const subject = `the setting \`${path}\``;
      if (earlier !== undefined) return changesOfSetting(subject, earlier, setting);
      const isBreaking = setting.isRequired && isKnown(parentOf(path), before);
      return [{ isBreaking, text: `${subject} is new${setting.isRequired ? " and required" : ""}` }];
    }),
  ];
}

function changesOfSetting(subject: string, before: Setting, after: Setting): ContractChange[] {
  const changes: ContractChange[] = [];
  const add = (isBreaking: boolean, text: string): void => {
    changes.push({ isBreaking, text: `${subject} ${text}` });
  };
  if (before.isRequired !== after.isRequired)
    add(after.isRequired, after.isRequired ? "became required" : "became optional");
  for (const what of ["types", "values"] as const) {
    const [earlier, later] = [before[what], after[what]];
    // An empty list allows everything.
    if (earlier.length === 0 && later.length > 0) add(true, `takes only ${later.join(", ")}`);
    else if (earlier.length > 0 && later.length === 0) add(false, `takes other ${what} too`);
    else {
      for (const one of missing(earlier, later)) add(true, `no longer takes ${one}`);
      for (const one of missing(later, earlier)) add(false, `also takes ${one}`);
    }
  }
  for (const keyword of new Set([...Object.keys(before.limits), ...Object.keys(after.limits)])) {
    const [earlier = [], later = []] = [before.limits[keyword], after.limits[keyword]];
    if (earlier.join("\n") === later.join("\n")) continue;
    const [old, now] = [earlier, later].map((limits) => limits.join(" or ") || "none");
    add(isTighter(keyword, earlier, later), `has another ${keyword}: ${old ?? ""} before, ${now ?? ""} now`);
  }
  return changes;
}

/** Whether a limit may refuse what was allowed. Of two patterns, nobody can tell. */
function isTighter(keyword: string, before: readonly string[], after: readonly string[]): boolean {
  if (after.length === 0) return false;
  const [earlier, later] = [before, after].map((limits) => (limits.length === 1 ? Number(limits[0]) : NaN));
  if (earlier === undefined || later === undefined || Number.isNaN(earlier) || Number.isNaN(later))
    return true;
  return keyword.includes(UPPER) ? later < earlier : later > earlier;
}

/** Whether a mapping was there before: a key that becomes required in it breaks files; in a new mapping, it breaks none. */
function isKnown(path: string, settings: ReadonlyMap<string, Setting>): boolean {
  return path === "" || settings.has(path);
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("."), 0));
}

function isInside(path: string, other: string): boolean {
  return path.startsWith(`${other}.`) || path.startsWith(`${other}[`);
}

function missing(values: readonly string[], from: readonly string[]): string[] {
  const known = new Set(from);
  return values.filter((value) => !known.has(value));
}

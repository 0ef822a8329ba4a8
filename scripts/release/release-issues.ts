import { valid as validVersion, compare, inc, lt } from "semver";

import { breakingEntries, changelogSections, entries } from "./changelog";
import type { ContractChange } from "./contract-changes";

/** Facts that decide a release. */
export interface ReleaseState {
  /** Manifests of the packages that are published, by path; that of the root is `package.json`. */
  readonly manifests: Readonly<Record<string, Manifest>>;
  /** Versions that package-lock.json has for the folders of the packages; `""` is the root. */
  readonly lockedVersions: Readonly<Record<string, string | undefined>>;
  /** Text of CHANGELOG.md. */
  readonly changelog: string;
  /** Versions with a tag, such as `0.1.0` for `v0.1.0`. */
  readonly tagged: readonly string[];
  /** Changes since the last tag; empty if there is none. */
  readonly changes: readonly ContractChange[];
  /** Files that are changed and not committed. */
  readonly uncommitted: readonly string[];
}

/** Fields of a package.json that are read. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly repository?: { readonly url?: string; readonly directory?: string };
}

const ROOT = "package.json";

/** Returns what stands in the way of a release, each as `<subject> <fact>; <imperative>`; nothing if it may go out. */
export function releaseIssues(state: ReleaseState): string[] {
  const version = state.manifests[ROOT]?.version ?? "";
  if (validVersion(version) === null)
    return [
      `the version ${JSON.stringify(version)} of package.json is not semantic; write one such as 0.1.0`,
    ];
  return [
    ...versionIssues(version, state),
    ...tagIssues(version, state),
    ...changelogIssues(version, state),
    ...repositoryIssues(state),
    ...(state.uncommitted.length === 0
      ? []
      : [`uncommitted: ${state.uncommitted.join(", ")}; commit what the release has, and remove the rest`]),
  ];
}

/** Returns the last tagged version; undefined before the first release. */
export function lastTagged(tagged: readonly string[]): string | undefined {
  return tagged
    .filter((version) => validVersion(version) !== null)
    .sort(compare)
    .at(-1);
}

function versionIssues(version: string, { manifests, lockedVersions }: ReleaseState): string[] {
  const others = Object.entries(manifests).filter(([, one]) => one.version !== version);
  const locked = Object.entries(lockedVersions).filter(([, one]) => one !== version);
  return [
    ...others.map(
      ([file, one]) =>
        `${file} has version ${one.version}, package.json ${version}; give all packages one version`,
    ),
    ...locked.map(
      ([folder, one]) =>
        `package-lock.json has version ${one ?? "none"} for ${folder === "" ? "the root" : folder}, not ${version}; ` +
        "run npm install --package-lock-only",
    ),
  ];
}

function tagIssues(version: string, { tagged, changes, changelog }: ReleaseState): string[] {
  const last = lastTagged(tagged);
  const untagged = changelogSections(changelog)
    .map((section) => section.version)
    .filter((one) => one !== "Unreleased" && one !== version && !tagged.includes(one));
  const unknown = untagged.map(
    (one) => `CHANGELOG.md has ${one}, and no tag is v${one}; fetch the tags: git fetch --tags`,
  );
  if (last === undefined) return unknown;
  if (tagged.includes(version)) return [...unknown, `v${version} is a tag already; raise the version`];
  if (lt(version, last))
    return [...unknown, `${version} is older than the last tag, v${last}; raise the version`];
  const least = leastVersion(last, changes);
  return lt(version, least.version)
    ? [
        ...unknown,
        `${version} is too low after v${last}, since ${least.reason}; raise the version to ${least.version}`,
      ]
    : unknown;
}

/** The least version that may follow, by Semantic Versioning: before 1.0.0, a breaking change raises the minor version. */
function leastVersion(last: string, changes: readonly ContractChange[]): { version: string; reason: string } {
  const isBefore1 = lt(last, "1.0.0");
  const [first] = changes;
  const breaking = changes.find(({ isBreaking }) => isBreaking);
  if (breaking !== undefined)
    return { version: inc(last, isBefore1 ? "minor" : "major") ?? last, reason: breaking.text };
  if (first !== undefined && !isBefore1) return { version: inc(last, "minor") ?? last, reason: first.text };
  return { version: inc(last, "patch") ?? last, reason: "no version is released twice" };
}

function changelogIssues(version: string, { changelog, changes }: ReleaseState): string[] {
  const sections = changelogSections(changelog);
  const section = sections.find((one) => one.version === version);
  if (section === undefined)
    return [`CHANGELOG.md has no section ${version}; rename "Unreleased" to "${version} - YYYY-MM-DD"`];
  const unreleased = sections.find((one) => one.version === "Unreleased");
  const breaking = changes.filter(({ isBreaking }) => isBreaking);
  return [
    ...(section.date === undefined
      ? [`CHANGELOG.md has no date for ${version}; write "## ${version} - YYYY-MM-DD"`]
      : []),
    ...(entries(section).length === 0
      ? [`CHANGELOG.md says nothing of ${version}; list what a user sees of it`]
      : []),
    ...(unreleased !== undefined && entries(unreleased).length > 0
      ? [`CHANGELOG.md has unreleased entries beside ${version}; move them into its section`]
      : []),
    ...(breaking.length > 0 && breakingEntries(section).length === 0
      ? [
          `CHANGELOG.md has no breaking change in ${version}, although ${breaking.map(({ text }) => text).join(", ")}; ` +
            'add entries that start with "**Breaking:**"',
        ]
      : []),
  ];
}

/** npm takes a provenance statement only for the repository that the package names. */
function repositoryIssues({ manifests }: ReleaseState): string[] {
  return Object.entries(manifests).flatMap(([file, { repository }]) =>
    /^git\+https:\/\/github\.com\/[\w.-]+\/[\w.-]+\.git$/.test(repository?.url ?? "")
      ? []
      : [
          `${file} has no repository of GitHub, which a provenance statement needs; ` +
            'set "repository": {"type": "git", "url": "git+https://github.com/<owner>/<name>.git"}',
        ],
  );
}

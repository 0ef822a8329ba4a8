import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

import { changelogSections } from "./release/changelog";
import { type Contract, ContractError, contractOf } from "./release/contract";
import { type ContractChange, contractChanges } from "./release/contract-changes";
import { installedPackages, licenceIssues, noticedPackages } from "./release/licences";
import { lastTagged, type Manifest, releaseIssues } from "./release/release-issues";

// Says whether the version in package.json may be released, and what stands in its way: npm run release:check.
// docs/reference/releasing.md has the rules.

/** Folders of the packages that are published. */
const PACKAGES = ["", "emulator", "hcl"];

/** Notes of the release: its section of the changelog. */
const NOTES = "dist/release-notes.md";

const NOTICES = "dist/package/THIRD-PARTY-NOTICES.txt";

type Lock = Parameters<typeof installedPackages>[0];

function main(): void {
  const manifests = Object.fromEntries(
    PACKAGES.map((folder) => manifestFile(folder)).map((file) => [file, readJson(file) as Manifest]),
  );
  const lock = readJson("package-lock.json") as Lock;
  // The tag of this release is there already where the workflow runs.
  const tagged = git("tag", "--list", "v*", "--no-contains", "HEAD").map((tag) => tag.slice(1));
  const last = lastTagged(tagged);
  const changes = last === undefined ? [] : changesSince(`v${last}`);
  report(last, changes);
  // Also leaves dist/package as it would be published.
  execFileSync(process.execPath, ["scripts/build-package.js"], { stdio: "inherit" });
  const bundled = noticedPackages(readFileSync(NOTICES, "utf8"));
  const installed = installedPackages(lock);
  process.stdout.write(
    `licences: ${String(bundled.length)} packages are bundled, ${String(installed.length)} are installed with ours\n`,
  );
  const changelog = readFileSync("CHANGELOG.md", "utf8");
  const version = manifests["package.json"]?.version;
  const section = changelogSections(changelog).find((one) => one.version === version);
  const issues = [
    ...releaseIssues({
      manifests,
      lockedVersions: Object.fromEntries(PACKAGES.map((folder) => [folder, lock.packages[folder]?.version])),
      changelog,
      tagged,
      changes,
      uncommitted: git("status", "--porcelain").map((line) => line.slice(3)),
    }),
    ...licenceIssues([...bundled, ...installed]),
  ];
  if (issues.length === 0) {
    writeFileSync(NOTES, `${section?.text ?? ""}\n`);
    process.stdout.write(`ready to be released; notes: ${NOTES}\n`);
  } else {
    process.stderr.write(`\n${issues.join("\n")}\n\n${String(issues.length)} in the way of a release\n`);
    process.exitCode = 1;
  }
}

function report(last: string | undefined, changes: readonly ContractChange[]): void {
  if (last === undefined) {
    process.stdout.write("no version is tagged: this is the first release, and breaks nothing\n");
    return;
  }
  const breaking = changes.filter(({ isBreaking }) => isBreaking).length;
  process.stdout.write(
    [
      `since v${last}: ${String(breaking)} breaking changes, ${String(changes.length - breaking)} others`,
      ...changes.map(({ isBreaking, text }) => `  ${isBreaking ? "breaking: " : ""}${text}`),
      "",
    ].join("\n"),
  );
}

function changesSince(tag: string): ContractChange[] {
  const files = git("ls-tree", "-r", "--name-only", tag);
  const isThere = new Set(files);
  return contractChanges(
    contractAt((file) => (isThere.has(file) ? gitText("show", `${tag}:${file}`) : undefined), files, tag),
    currentContract(),
  );
}

function currentContract(): Contract {
  const read = (file: string): string | undefined =>
    existsSync(file) ? readFileSync(file, "utf8") : undefined;
  const files = readdirSync("lib/public").map((name) => `lib/public/${name}`);
  return contractAt(read, files, "the current version");
}

function contractAt(
  read: (file: string) => string | undefined,
  files: readonly string[],
  name: string,
): Contract {
  const entryPoints = files.filter((file) => /^lib\/public\/[^/]+\.ts$/.test(file)).sort();
  try {
    return contractOf(read, ["lib/index.ts", ...entryPoints]);
  } catch (error) {
    if (error instanceof ContractError) throw new ContractError(`${name}: ${error.message}`);
    throw error;
  }
}

function manifestFile(folder: string): string {
  return folder === "" ? "package.json" : `${folder}/package.json`;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}

function git(...args: readonly string[]): string[] {
  return gitText(...args)
    .split("\n")
    .filter((line) => line !== "");
}

function gitText(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync("git", args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw new ContractError(`git ${args.join(" ")} failed: ${stderr.trim()}`);
  return stdout;
}

try {
  main();
} catch (error) {
  if (!(error instanceof ContractError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

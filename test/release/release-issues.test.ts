import { breakingEntries, changelogSections } from "../../scripts/release/changelog";
import { installedPackages, licenceIssues, noticedPackages } from "../../scripts/release/licences";
import { lastTagged, releaseIssues, type ReleaseState } from "../../scripts/release/release-issues";

const repository = { url: "git+https://github.com/owner/name.git" };
const breaking = { isBreaking: true, text: "the setting `tags` was removed" };
const added = { isBreaking: false, text: "the check `mtu` is new" };

/** A release with nothing in its way, but for what is given. */
function stateOf(version: string, change: Partial<ReleaseState> = {}): ReleaseState {
  return {
    manifests: {
      "package.json": { name: "root", version, repository },
      "hcl/package.json": { name: "hcl", version, repository },
    },
    lockedVersions: { "": version, hcl: version },
    changelog: `# Changelog\n\n## Unreleased\n\n## ${version} - 2026-11-29\n\n- **Breaking:** one.\n- Another.\n`,
    tagged: [],
    changes: [],
    uncommitted: [],
    ...change,
  };
}

describe("a release", () => {
  it("may go out as the first one", () => {
    expect(releaseIssues(stateOf("0.1.0"))).toEqual([]);
  });

  it.each<[string, string, Partial<ReleaseState>, RegExp[]]>([
    ["a version that is none", "1.0", {}, [/"1.0" of package.json is not semantic/]],
    [
      "packages of other versions",
      "0.1.0",
      {
        manifests: {
          "package.json": { name: "root", version: "0.1.0", repository },
          "hcl/package.json": { name: "hcl", version: "0.2.0", repository },
        },
        lockedVersions: { "": "0.1.0", hcl: undefined },
      },
      [/^hcl\/package.json has version 0.2.0/, /^package-lock.json has version none for hcl/],
    ],
    ["a version that is released", "0.1.0", { tagged: ["0.1.0"] }, [/^v0.1.0 is a tag already/]],
    [
      "a changelog with a version whose tag is missing, as in a shallow clone",
      "0.2.0",
      { changelog: "## 0.2.0 - 2026-11-29\n- One.\n## 0.1.0 - 2026-11-01\n- First.\n" },
      [/^CHANGELOG.md has 0.1.0, and no tag is v0.1.0; fetch the tags/],
    ],
    [
      "no section of the changelog",
      "0.1.0",
      { changelog: "## Unreleased\n\n- One.\n" },
      [/^CHANGELOG.md has no section 0.1.0/],
    ],
    [
      "a section without a date or an entry, beside unreleased ones",
      "0.1.0",
      { changelog: "## Unreleased\n- One.\n## 0.1.0\n" },
      [/no date for 0.1.0/, /says nothing of 0.1.0/, /has unreleased entries/],
    ],
    [
      "a breaking change that the changelog does not have",
      "0.2.0",
      { tagged: ["0.1.0"], changes: [breaking, added], changelog: "## 0.2.0 - 2026-11-29\n- One.\n" },
      [/no breaking change in 0.2.0, although the setting `tags` was removed; add/],
    ],
    ["uncommitted files", "0.1.0", { uncommitted: ["a", "b"] }, [/^uncommitted: a, b;/]],
    [
      "no repository, which provenance needs",
      "0.1.0",
      { manifests: { "package.json": { name: "root", version: "0.1.0" } }, lockedVersions: {} },
      [/^package.json has no repository of GitHub/],
    ],
  ])("does not go out with %s", (_, version, change, expected) => {
    const issues = releaseIssues(stateOf(version, change));
    expect(issues).toEqual(expected.map((pattern) => expect.stringMatching(pattern) as string));
    for (const issue of issues) expect(issue).toMatch(/^[^;]+; .+[^.]$/s);
  });

  it.each<[string, ReleaseState["changes"], string]>([
    ["0.1.0", [], "0.1.1"],
    ["0.1.0", [added], "0.1.1"],
    ["0.1.9", [breaking], "0.2.0"],
    ["1.2.3", [], "1.2.4"],
    ["1.2.3", [added], "1.3.0"],
    ["1.2.3", [added, breaking], "2.0.0"],
  ])("after %s, with %j, is %s or later", (last, changes, least) => {
    const tagged = [last, "0.0.1"];
    const changelog = (version: string): string =>
      [version, last, "0.0.1"].map((one) => `## ${one} - 2026-11-29\n- **Breaking:** one.\n`).join("");
    const of = (version: string): string[] =>
      releaseIssues(stateOf(version, { tagged, changes, changelog: changelog(version) }));
    expect(of(least)).toEqual([]);
    const [major = 0, minor = 0, patch = 0] = least.split(".").map(Number);
    const lower =
      patch > 0 ? [major, minor, patch - 1] : minor > 0 ? [major, minor - 1, 99] : [major - 1, 99, 99];
    expect(of(lower.join(".")).join("\n")).toMatch(/too low|is a tag already/);
  });

  it("finds the last tag by its version, not by its place", () => {
    expect(lastTagged(["0.9.0", "0.10.0", "0.2.0", "next"])).toBe("0.10.0");
    expect(lastTagged([])).toBeUndefined();
  });
});

describe("the changelog", () => {
  it("is read by its headings", () => {
    const [unreleased, first] = changelogSections(
      "# Changelog\n\nText.\n\n## [Unreleased]\n\n- **Breaking:** one.\n- Breaking: two.\n\n## [1.0.0] - 2026-02-30x\n",
    );
    expect(unreleased).toMatchObject({ version: "Unreleased" });
    expect(unreleased && breakingEntries(unreleased)).toEqual(["- **Breaking:** one."]);
    expect(first).toEqual({ version: "1.0.0", text: "" });
  });
});

describe("the licences", () => {
  it.each(["MIT", "(MIT OR GPL-3.0-only)", "MIT AND ISC", "MPL-2.0", "Public Domain"])(
    "may be %s",
    (license) => {
      expect(licenceIssues([{ name: "one 1.0.0", license }])).toEqual([]);
    },
  );

  it.each(["GPL-3.0-only", "MIT AND GPL-2.0-only", "BUSL-1.1", "UNLICENSED", "SEE LICENSE IN LICENSE", ""])(
    "may not be %j",
    (license) => {
      expect(licenceIssues([{ name: "one 1.0.0", license }])).toEqual([
        expect.stringMatching(/^one 1.0.0 has the licence .*; replace it/),
      ]);
    },
  );

  it("are those of the notices, which cannot be empty", () => {
    const line = "@scope/one 1.0.0-beta.1 ((MIT AND Zlib)), https://example.com/one";
    expect(noticedPackages(`${line}\n\nMIT License\nas is (the software), https or so\n`)).toEqual([
      { name: "@scope/one 1.0.0-beta.1", license: "(MIT AND Zlib)" },
    ]);
    expect(() => noticedPackages("nothing")).toThrow(/names no package/);
  });

  it("are those of the packages that are installed with ours, not of our tools", () => {
    const packages = {
      "": { version: "0.1.0" },
      hcl: { version: "0.1.0", license: "Apache-2.0" },
      "node_modules/terraform-hcl": { link: true },
      "node_modules/one": { version: "1.0.0", license: "MIT" },
      "node_modules/one/node_modules/@of/two": { version: "2.0.0" },
      "node_modules/tool": { version: "3.0.0", license: "GPL-3.0-only", dev: true },
    };
    expect(installedPackages({ packages })).toEqual([
      { name: "one 1.0.0", license: "MIT" },
      { name: "@of/two 2.0.0", license: "" },
    ]);
  });
});

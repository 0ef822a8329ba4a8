import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { ExportError } from "../../lib/errors";
import {
  earlierExport,
  type ExportExtras,
  type ExportIdentity,
  writeExport,
} from "../../lib/export/export-folder";

const IDENTITY: ExportIdentity = { stack: "exposed-eip", as: "root", style: "single" };

describe("an export", () => {
  let parent: string;
  let folder: string;

  beforeEach(() => {
    parent = fs.mkdtempSync(path.join(os.tmpdir(), "export-folder-"));
    folder = path.join(parent, "deep", "out");
  });

  afterEach(() => {
    fs.rmSync(parent, { recursive: true });
  });

  const write = (files: Record<string, string>, identity = IDENTITY, extras: ExportExtras = {}) => {
    writeExport(folder, { files: new Map(Object.entries(files)), identity }, extras);
  };

  it("is written to a folder that is not there yet", () => {
    write({ "main.tf": "a", "tests/a.tftest.hcl": "b" });
    expect(contents()).toEqual({ "main.tf": "a", "tests/a.tftest.hcl": "b" });
  });

  it("is written to an empty folder", () => {
    fs.mkdirSync(folder, { recursive: true });
    write({ "main.tf": "a" });
    expect(contents()).toEqual({ "main.tf": "a" });
  });

  it("replaces what an earlier one wrote, and nothing else", () => {
    write({ "main.tf": "a", "data.tf": "b", "examples/one/main.tf": "c" });
    put("terraform.tfstate", "state");
    put("tests/own.tftest.hcl", "own");
    write({ "main.tf": "changed", "examples/two/main.tf": "c" });
    expect(contents()).toEqual({
      "main.tf": "changed",
      "examples/two/main.tf": "c",
      "terraform.tfstate": "state",
      "tests/own.tftest.hcl": "own",
    });
    expect(fs.existsSync(path.join(folder, "examples", "one"))).toBe(false);
  });

  it("is the same when it is written twice", () => {
    write({ "main.tf": "a" });
    const before = notes();
    write({ "main.tf": "a" });
    expect(contents()).toEqual({ "main.tf": "a" });
    expect(notes()).toBe(before);
  });

  it("goes on where one was interrupted between two files", () => {
    write({ "main.tf": "a", "data.tf": "b" });
    put("main.tf", "changed");
    write({ "main.tf": "changed", "data.tf": "changed" });
    expect(contents()).toEqual({ "main.tf": "changed", "data.tf": "changed" });
  });

  it("says what it was for the next one, which it tells nothing of where there was none", () => {
    expect(earlierExport(folder)).toBeUndefined();
    write({ "main.tf": "a" });
    expect(earlierExport(folder)).toEqual(IDENTITY);
    const moved: ExportIdentity = { ...IDENTITY, movedFrom: "for-each" };
    write({ "main.tf": "a" }, moved);
    expect(earlierExport(folder)).toEqual(moved);
    expect(JSON.parse(notes())).toMatchObject({ version: 2, ...moved });
  });

  it("takes up a folder whose notes are of an earlier release, and name its files only", () => {
    write({ "main.tf": "a" });
    const { files } = JSON.parse(notes()) as { files: object };
    put(".exported.json", JSON.stringify({ files }));
    expect(earlierExport(folder)).toBeUndefined();
    write({ "main.tf": "b" }, { stack: "edge", as: "module" });
    expect(contents()).toEqual({ "main.tf": "b" });
    expect(earlierExport(folder)).toEqual({ stack: "edge", as: "module" });
  });

  describe("has Terraform's own lock file", () => {
    const LOCK = ".terraform.lock.hcl";

    test("from beside the configuration where there is none, and leaves it to whoever runs Terraform there", () => {
      write({ "main.tf": "a" }, IDENTITY, { providerLock: "one" });
      expect(contents()).toEqual({ "main.tf": "a", [LOCK]: "one" });
      put(LOCK, "upgraded");
      write({ "main.tf": "b" }, IDENTITY, { providerLock: "two" });
      write({ "main.tf": "c" });
      expect(contents()).toEqual({ "main.tf": "c", [LOCK]: "upgraded" });
    });

    test("added to an export that has none yet", () => {
      write({ "main.tf": "a" });
      write({ "main.tf": "a" }, IDENTITY, { providerLock: "one" });
      expect(contents()).toEqual({ "main.tf": "a", [LOCK]: "one" });
    });
  });

  describe("changes nothing and fails", () => {
    test("when the folder is from another stack, whose state it would take over", () => {
      write({ "main.tf": "a" });
      expectRefused(
        { "main.tf": "b" },
        /out contains an export of the stack exposed-eip, whose state the stack edge would take over/,
        {
          ...IDENTITY,
          stack: "edge",
        },
      );
    });

    test("when the folder is from the other form", () => {
      write({ "main.tf": "a" });
      expectRefused({ "main.tf": "b" }, /out contains an export as root, not as module/, {
        stack: "exposed-eip",
        as: "module",
      });
    });

    test("when the folder has files and is not from an export, naming some of them", () => {
      for (const name of ["a", "b", "c", "d"]) put(name, "mine");
      expectRefused(
        { "main.tf": "a" },
        /out is not empty and contains no earlier export, but a, b, c and 1 more/,
      );
    });

    test("when a file that it wrote was changed since", () => {
      write({ "main.tf": "a", "data.tf": "b" });
      put("main.tf", "changed by hand");
      expectRefused({ "data.tf": "c" }, /main\.tf differs from the earlier export and would be overwritten/);
    });

    test("when another file is where one of its files should be", () => {
      write({ "main.tf": "a" });
      put("data.tf", "mine");
      expectRefused(
        { "main.tf": "b", "data.tf": "c" },
        /data\.tf differs from the earlier export and would be overwritten/,
      );
    });

    test.each([
      ...["{}", "no JSON", '{"files": {"../other": "x"}}', '{"files": {"/etc/hosts": "x"}}'],
      ...[
        '{"version": 3, "stack": "exposed-eip", "as": "root", "files": {}}',
        '{"version": 2, "stack": "edge", "as": "other", "files": {}}',
      ],
    ])("when its notes are %s", (text) => {
      write({ "main.tf": "a" });
      put(".exported.json", text);
      expectRefused({ "main.tf": "b" }, /\.exported\.json differs from what an export writes/);
    });

    test("when there is a file in the place of the folder", () => {
      fs.mkdirSync(path.dirname(folder), { recursive: true });
      fs.writeFileSync(folder, "mine");
      expect(() => {
        write({ "main.tf": "a" });
      }).toThrow(/out is not a folder/);
      expect(fs.readFileSync(folder, "utf8")).toBe("mine");
    });
  });

  function expectRefused(files: Record<string, string>, message: RegExp, identity = IDENTITY) {
    const before = contents();
    let error: unknown;
    try {
      write(files, identity);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ExportError);
    expect((error as ExportError).message).toMatch(message);
    expect(contents()).toEqual(before);
    expect(fs.readdirSync(path.dirname(folder))).toEqual(["out"]);
  }

  function put(name: string, text: string) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }

  /** The text of each file but the notes, by its path. */
  function contents(): Record<string, string> {
    const names = fs.readdirSync(folder, { recursive: true, encoding: "utf8" });
    return Object.fromEntries(
      names
        .filter((name) => name !== ".exported.json" && fs.statSync(path.join(folder, name)).isFile())
        .map((name) => [name, fs.readFileSync(path.join(folder, name), "utf8")]),
    );
  }

  function notes(): string {
    return fs.readFileSync(path.join(folder, ".exported.json"), "utf8");
  }
});

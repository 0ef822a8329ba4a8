import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { ExportError, writeExport } from "../../lib";

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

  const write = (files: Record<string, string>) => {
    writeExport(folder, new Map(Object.entries(files)));
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

  describe("changes nothing and fails", () => {
    test("when the folder has files and is not from an export, naming some of them", () => {
      for (const name of ["a", "b", "c", "d"]) put(name, "mine");
      expectRefused({ "main.tf": "a" }, /out is not empty, .*\(it has a, b, c and 1 more\)/);
    });

    test("when a file that it wrote was changed since", () => {
      write({ "main.tf": "a", "data.tf": "b" });
      put("main.tf", "changed by hand");
      expectRefused({ "data.tf": "c" }, /main\.tf would be overwritten, .*did not write it that way/);
    });

    test("when another file is where one of its files should be", () => {
      write({ "main.tf": "a" });
      put("data.tf", "mine");
      expectRefused({ "main.tf": "b", "data.tf": "c" }, /data\.tf would be overwritten/);
    });

    test.each(["{}", "no JSON", '{"files": {"../other": "x"}}', '{"files": {"/etc/hosts": "x"}}'])(
      "when its notes are %s",
      (text) => {
        write({ "main.tf": "a" });
        put(".exported.json", text);
        expectRefused({ "main.tf": "b" }, /\.exported\.json is not as an export wrote it/);
      },
    );

    test("when there is a file in the place of the folder", () => {
      fs.mkdirSync(path.dirname(folder), { recursive: true });
      fs.writeFileSync(folder, "mine");
      expect(() => {
        write({ "main.tf": "a" });
      }).toThrow(/out is not a folder/);
      expect(fs.readFileSync(folder, "utf8")).toBe("mine");
    });
  });

  function expectRefused(files: Record<string, string>, message: RegExp) {
    const before = contents();
    let error: unknown;
    try {
      write(files);
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

import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { RECORD_FILE } from "./end-to-end-cases";
import TableReporter from "./table-reporter";

describe("the table of the end-to-end cases", () => {
  let folder: string;
  const before = process.env[RECORD_FILE];

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "table-"));
    process.env[RECORD_FILE] = path.join(folder, "cases.jsonl");
  });

  afterEach(() => {
    if (before === undefined) delete process.env.E2E_RECORD_FILE;
    else process.env[RECORD_FILE] = before;
    fs.rmSync(folder, { recursive: true });
  });

  it("has a line for each case, with what came out, the API calls and the seconds", () => {
    record({ name: "one works", result: "nothing left", calls: 42, seconds: 7 });
    record({ name: "another fails", result: "", calls: 1000, seconds: 12 });
    expect(tableOf([test("one works", "passed"), test("another fails", "failed")])).toBe(
      [
        "case           result            API calls  seconds",
        "one works      ok: nothing left         42        7",
        "another fails  FAILED                 1000       12",
        "",
      ].join("\n"),
    );
  });

  it("says of a case that it was skipped, and has no numbers then", () => {
    expect(tableOf([test("one", "pending")])).toBe(
      ["case  result   API calls  seconds", "one   skipped          -        -", ""].join("\n"),
    );
  });

  function record(line: object): void {
    fs.appendFileSync(path.join(folder, "cases.jsonl"), `${JSON.stringify(line)}\n`);
  }
});

function test(title: string, status: string): object {
  return { title, status };
}

function tableOf(testResults: readonly object[]): string {
  let printed = "";
  const write = jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    new TableReporter().onRunComplete([], { testResults: [{ testResults }] });
  } finally {
    write.mockRestore();
  }
  return printed.trimStart();
}

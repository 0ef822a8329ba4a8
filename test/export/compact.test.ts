import { compacted } from "../../lib/export/compact";
import moduleFiles from "../../terraform/modules/exposed-eip.json";
import { normalFormOfHcl } from "../../testing/normal-form";
import { withoutLastCommas } from "./exported";

describe("HCL on fewer lines", () => {
  test("has on one line what fits there", () => {
    expect(compacted("locals {\n  a = {\n    for one in var.all :\n    one.id => one...\n  }\n}\n")).toBe(
      "locals {\n  a = { for one in var.all : one.id => one... }\n}\n",
    );
    expect(compacted("locals {\n  a = concat(\n    [1],\n    [\n      2,\n      3,\n    ],\n  )\n}\n")).toBe(
      "locals {\n  a = concat([1], [2, 3])\n}\n",
    );
  });

  test("leaves on lines of their own what a line end keeps apart, blocks, and what has a comment", () => {
    for (const text of [
      "locals {\n  a = {\n    b = 1\n    c = 2\n  }\n}\n",
      "locals {\n  a = {\n    b = 1\n  }\n}\n",
      "locals {\n  a = {\n    b  = 1\n    if = 2\n  }\n}\n",
      'terraform {\n  backend "local" {\n    path = "state"\n  }\n}\n',
      "locals {\n  a = [\n    1, # the first\n    2,\n  ]\n}\n",
      "locals {\n  a = { # all of them\n    for one in var.all : one.id => {\n      b = 1\n    }\n  }\n}\n",
      "locals {\n  a = [\n    <<-EOT\n      text\n    EOT\n  ]\n}\n",
    ])
      expect(compacted(text)).toBe(text);
  });

  test("begins the brackets of a result beside those of its for", () => {
    const check =
      'a = {\n    for key, row in local.rows : key => {\n      holds   = row.a\n      problem = "b"\n    }\n  }';
    expect(compacted(`locals {\n  ${check}\n}\n`)).toBe(
      'locals {\n  a = { for key, row in local.rows : key => {\n    holds   = row.a\n    problem = "b"\n  } }\n}\n',
    );
  });

  test("has the condition of a for beside what it is about, where it fits", () => {
    const list =
      "[\n    for check in [local.a] : { problem = check.problem, name = check.name, place = check.place_of_it }\n    if";
    const short = compacted(`locals {\n  a = ${list} !check.holds && ${"b".repeat(16)}\n  ]\n}\n`);
    expect(short).toBe(
      "locals {\n  a = [\n    for check in [local.a] : { problem = check.problem, name = check.name, place = check.place_of_it } " +
        `if !check.holds && ${"b".repeat(16)}\n  ]\n}\n`,
    );
    const long = `locals {\n  a = ${list} !check.holds && ${"b".repeat(40)}\n  ]\n}\n`;
    expect(compacted(long)).toBe(long);
  });

  test("has several short items on a line", () => {
    const names = Array.from({ length: 20 }, (_, index) => `local.check_${index + 10}`);
    const text = compacted(`locals {\n  a = [\n${names.map((name) => `    ${name},\n`).join("")}  ]\n}\n`);
    expect(text.split("\n").map((line) => line.length)).toEqual([8, 7, 131, 131, 67, 3, 1, 0]);
    expect(text.match(/local\.check_\d+/g)).toEqual(names);
  });

  test("has no line that was short before and is too long now, where neighbours are aligned", () => {
    const long = `{\n    for one in ${"a".repeat(90)} :\n    one => one\n  }`;
    const text = compacted(`locals {\n  x = ${long}\n  ${"y".repeat(40)} = 1\n}\n`);
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(140);
  });

  test.each(Object.entries(moduleFiles).filter(([name]) => /^[\w-]+\.tf$/.test(name)))(
    "says in %s of the module what it said before, and is the same when it is done again",
    async (_name, text) => {
      const once = compacted(text);
      expect(compacted(once)).toBe(once);
      expect(withoutLastCommas(await normalFormOfHcl(once))).toEqual(
        withoutLastCommas(await normalFormOfHcl(text)),
      );
    },
  );
});

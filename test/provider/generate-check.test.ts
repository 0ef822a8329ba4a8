import * as fs from "node:fs";
import * as path from "node:path";

import { PACKAGE } from "./package-paths";
import { runScript } from "./run-script";
import { useTemporaryFolder } from "./temporary-folder";

const temporaryFolder = useTemporaryFolder();

/** A copy of the bindings in which a test may change something. */
function copyOfBindings(): string {
  const copy = path.join(temporaryFolder(), "src");
  fs.cpSync(path.join(PACKAGE, "src"), copy, { recursive: true });
  return copy;
}

test("passes, and says nothing, when the bindings are what the generator makes of the schema", async () => {
  expect(await runScript("generate-check.js", [])).toEqual({ exitCode: 0, output: "", errors: "" });
});

test("starts no Terraform and opens no connection", async () => {
  const traces = path.join(temporaryFolder(), "traces");
  const write = (name: string, content: string, mode: number) => {
    const file = path.join(temporaryFolder(), name);
    fs.writeFileSync(file, content, { mode });
    return file;
  };
  write("terraform", `#!/bin/sh\necho terraform >> "${traces}"\n`, 0o755);
  const guard = write(
    "guard.js",
    `require("node:net").Socket.prototype.connect = () => {
       require("node:fs").appendFileSync(${JSON.stringify(traces)}, "connection\\n");
       throw new Error("no connection in this test");
     };`,
    0o644,
  );

  const result = await runScript("generate-check.js", [], {
    PATH: temporaryFolder(),
    NODE_OPTIONS: `--require=${guard}`,
    CHECKPOINT_DISABLE: undefined,
  });

  expect(result).toEqual({ exitCode: 0, output: "", errors: "" });
  expect(fs.existsSync(traces)).toBe(false);
});

test("fails when files were changed, removed or added, naming each of them and no other, and what to run", async () => {
  const bindings = copyOfBindings();
  fs.appendFileSync(path.join(bindings, "vswitch", "index.ts"), "// by hand\n");
  fs.rmSync(path.join(bindings, "vpc", "README.md"));
  fs.writeFileSync(path.join(bindings, "zzz.ts"), "");

  const result = await runScript("generate-check.js", [bindings]);

  expect(result.exitCode).toBe(1);
  expect(result.errors.trimEnd().split("\n")).toEqual([
    "3 of the bindings' files differ from what the generator makes of the schema:",
    "  missing  vpc/README.md",
    "  changed  vswitch/index.ts",
    "  extra    zzz.ts",
    "Run: npm run generate -w @cdktf/provider-alicloud",
  ]);
});

import { readFile } from "node:fs/promises";
import path from "node:path";

import {
  mergeProviderLocks,
  parseProviderLock,
  ProviderLockError,
  renderProviderLock,
} from "../../lib/cli/provider-lock";
import { realProvider } from "../../testing/real-provider";
import { testIf } from "../../testing/requirements";
import { terraform, TerraformWorkspace } from "../../testing/terraform";
import { ALICLOUD, lockText } from "./lock-text";

describe("a lock file of providers", () => {
  it("is read, whoever wrote it, and written as terraform init does it", () => {
    const byHand = `
      # reviewed by the network team
      provider "${ALICLOUD}" { version = "1.289.0", }
    `.replace(", }", "\n}");
    expect(parseProviderLock(byHand)).toEqual(new Map([[ALICLOUD, { version: "1.289.0", hashes: [] }]]));
    const text = lockText({ version: "1.289.0", hashes: ["h1:aaa=", "zh:bbb"] });
    const lock = parseProviderLock(text);
    expect(lock).toEqual(
      new Map([
        [ALICLOUD, { version: "1.289.0", constraints: ">= 1.276.0, < 2.0.0", hashes: ["h1:aaa=", "zh:bbb"] }],
      ]),
    );
    expect(renderProviderLock(lock, text)).toBe(text);
    expect(renderProviderLock(lock, `# by hand\n${text}`)).toBe(`# by hand\n${text}`);
    expect(parseProviderLock("")).toEqual(new Map());
  });

  it.each([
    ["resource {}", /expected provider, found resource/],
    [`provider "${ALICLOUD}" {`, /unexpected end of the file/],
    [`provider "${ALICLOUD}" {\n}`, /has no version/],
    [`provider "${ALICLOUD}" {\n  version = "1`, /never closed|line end/],
    [`provider "${ALICLOUD}" {\n  version = 1\n}`, /expected ", found 1/],
  ])("is refused where it is none: %s", (text, message) => {
    expect(() => parseProviderLock(text)).toThrow(ProviderLockError);
    expect(() => parseProviderLock(text)).toThrow(message);
  });

  it("gets what another one has: other providers, and of the same package the checksums for other platforms", () => {
    const merged = merge(["1.289.0", "h1:linux", "zh:all"], ["1.289.0", "h1:mac", "zh:all"]);
    expect(merged.lock.get(ALICLOUD)?.hashes).toEqual(["h1:linux", "zh:all", "h1:mac"]);
    expect(merged.conflicts).toEqual([]);
    const { lock } = mergeProviderLocks(new Map(), lockOf(["1.289.0", "h1:mac"]));
    expect(lock).toEqual(lockOf(["1.289.0", "h1:mac"]));
  });

  it.each([
    ["another version", ["1.290.0", "h1:linux"]],
    ["no checksum in common", ["1.289.0", "h1:other"]],
  ] as const)("stays as it is about a provider of which the other one has %s", (_, found) => {
    const { lock, conflicts } = merge(["1.289.0", "h1:linux"], found);
    expect(lock).toEqual(lockOf(["1.289.0", "h1:linux"]));
    expect(conflicts.map(({ provider }) => provider)).toEqual([ALICLOUD]);
  });

  type Row = readonly [version: string, ...hashes: string[]];

  function lockOf([version, ...hashes]: Row) {
    return parseProviderLock(lockText({ version, hashes }));
  }

  function merge(kept: Row, found: Row) {
    return mergeProviderLocks(lockOf(kept), lockOf(found));
  }
});

testIf([terraform, realProvider], "the lock file of Terraform itself is written to the letter", async () => {
  const required = { alicloud: { source: "aliyun/alicloud", version: ">= 1.276.0, < 2.0.0" } };
  const workspace = await TerraformWorkspace.create({
    "main.tf.json": { terraform: { required_providers: required } },
  });
  try {
    await workspace.init();
    const text = await readFile(path.join(workspace.folder, ".terraform.lock.hcl"), "utf8");
    expect(renderProviderLock(parseProviderLock(text), text)).toBe(text);
  } finally {
    await workspace.remove();
  }
});

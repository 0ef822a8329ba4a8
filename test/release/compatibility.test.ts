import { readFileSync } from "node:fs";
import * as path from "node:path";

import { satisfies } from "semver";

const ROOT = path.resolve(__dirname, "../..");
const read = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");

const manifest = JSON.parse(read("package.json")) as {
  readonly engines: { readonly node: string };
  readonly peerDependencies: Readonly<Record<string, string>>;
};
const bindings = JSON.parse(read("providers/alicloud/package.json")) as {
  readonly version: string;
  readonly cdktf: { readonly provider: { readonly version: string } };
};

/** Rows of the tables of the page: what, version, result. */
const rows = read("docs/reference/compatibility.md")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (?:-|what)/.test(line))
  .map((line) =>
    line
      .slice(2, -2)
      .split("|")
      .map((cell) => cell.trim()),
  );

/** Versions of a product by what the page says of them. */
function versions(product: string): { version: string; isSupported: boolean }[] {
  const found = rows.filter(([name]) => name === product);
  expect(found).not.toEqual([]);
  return found.map(([, version = "", result = ""]) => ({ version, isSupported: result === "supported" }));
}

describe("the page of versions", () => {
  it.each([
    ["Node.js", manifest.engines.node],
    ["provider", bindings.cdktf.provider.version.replace(",", "")],
    ["cdktf", manifest.peerDependencies.cdktf ?? ""],
    ["cdktn", manifest.peerDependencies.cdktn ?? ""],
  ])("supports the same versions of %s as the package: %s", (product, range) => {
    for (const { version, isSupported } of versions(product))
      expect(`${version}: ${String(satisfies(version, range))}`).toBe(`${version}: ${String(isSupported)}`);
    const lowest = /^>=\s*([\d.]+)/.exec(range)?.[1] ?? "";
    expect(versions(product).map(({ version }) => version)).toContain(
      lowest.split(".").length === 3 ? lowest : `${lowest}.0`,
    );
  });

  it("supports the Terraform that roots and module require, and no earlier one", () => {
    const required = ["terraform/modules/exposed-eip/versions.tf", "lib/stack/exposure-stack.ts"].flatMap(
      (file) =>
        [...read(file).matchAll(/(?:required_version|requiredVersion)\W+"?(>= [\d.]+)/g)].map(
          ([, range]) => range,
        ),
    );
    expect([...new Set(required)]).toEqual([">= 1.5"]);
    expect(
      versions("Terraform").every(({ version, isSupported }) => satisfies(version, ">=1.5") === isSupported),
    ).toBe(true);
  });

  it("says the same as the README", () => {
    const readme = read("README.md");
    const [least = "", below = ""] = /^>=([\d.]+) <(\d+)$/.exec(manifest.engines.node)?.slice(1) ?? [];
    expect(readme).toContain(`Node.js ${least} or later, or ${String(Number(below) - 1)}`);
    expect(readme).toMatch(/Terraform 1\.5 or later/);
    expect(readme).toContain(
      `provider ${/[\d.]+/.exec(bindings.cdktf.provider.version)?.[0] ?? ""} or later`,
    );
  });
});

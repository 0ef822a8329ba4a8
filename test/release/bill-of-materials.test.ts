import { type CycloneDx, sbomOf } from "../../scripts/release/bill-of-materials";

const component = (ref: string, ...properties: string[]) => ({
  "bom-ref": ref,
  name: ref.replace(/@[^@]*$/, ""),
  properties: properties.map((name) => ({ name, value: "true" })),
});

/** ours needs one, which needs two; three is bundled into it, and four is a tool. */
const all: CycloneDx = {
  bomFormat: "CycloneDX",
  metadata: { component: { ...component("ours@1.0.0"), name: "folder" } },
  components: [
    component("one@1.0.0"),
    component("@of/two@2.0.0"),
    component("three@3.0.0", "cdx:npm:package:development"),
    component("four@4.0.0", "cdx:npm:package:development"),
    component("@cdktf/provider-alicloud@1.0.0"),
  ],
  dependencies: [
    { ref: "ours@1.0.0", dependsOn: ["four@4.0.0", "one@1.0.0", "three@3.0.0"] },
    { ref: "one@1.0.0", dependsOn: ["@of/two@2.0.0"] },
    { ref: "@of/two@2.0.0", dependsOn: ["one@1.0.0"] },
    { ref: "four@4.0.0", dependsOn: [] },
  ],
};
const ours = { name: "ours", version: "1.0.0", dependencies: ["one"] };
const three = { name: "three 3.0.0", license: "MIT" };

describe("a bill of materials", () => {
  it("has what is installed and what is bundled, and no tools", () => {
    const { metadata, components, dependencies } = sbomOf(all, ours, [three]);
    expect(metadata.component).toMatchObject({ "bom-ref": "ours@1.0.0", name: "ours" });
    expect(components.map((one) => one["bom-ref"])).toEqual([
      "@cdktf/provider-alicloud@1.0.0",
      "@of/two@2.0.0",
      "one@1.0.0",
      "three@3.0.0",
    ]);
    expect(components.at(-1)?.properties).toEqual([{ name: "cdx:npm:package:bundled", value: "true" }]);
    const refs = new Set([metadata.component, ...components].map((one) => one["bom-ref"]));
    for (const { ref, dependsOn } of dependencies)
      for (const one of [ref, ...dependsOn]) expect(refs).toContain(one);
    expect(dependencies[0]?.dependsOn).toEqual([
      "@cdktf/provider-alicloud@1.0.0",
      "one@1.0.0",
      "three@3.0.0",
    ]);
  });

  it("has no bindings where nothing is bundled", () => {
    expect(sbomOf(all, ours, []).components.map(({ name }) => name)).toEqual(["@of/two", "one"]);
  });

  it("fails for a package that is not in the lock file", () => {
    expect(() => sbomOf(all, ours, [{ name: "five 5.0.0", license: "MIT" }])).toThrow(
      new RangeError("package-lock.json lacks five@5.0.0; run npm install"),
    );
  });
});

import {
  checkParameters,
  effect,
  kept,
  keptTags,
  only,
  type ActionDeclaration,
} from "../../src/actions/declaration";
import { TestCloud } from "../support/engine";
import { preparations } from "../support/seeds";

const declaration: ActionDeclaration = {
  run: () => ({}),
  parameters: { ...kept("Name", "Ids.N"), ...keptTags, ...only("Mode", "off"), ...effect("stops", "Force") },
};
const check = (values: Record<string, string>) => {
  checkParameters(declaration, new Map(Object.entries(values)));
};

describe("the parameters that an action declares", () => {
  it.each([
    { Name: "a", "Ids.1": "1", "Ids.20000": "2", "Tag.3.Key": "k", "Tag.3.Value": "v", Force: "maybe" },
    { Mode: "OFF", DryRun: "False" },
    { Action: "x", Version: "y", RegionId: "z", ClientToken: "t", SignatureNonce: "n", Timestamp: "" },
    { Other: "", "Other.1": "", Mode: "" },
  ])("are taken: %j", (values) => {
    expect(() => {
      check(values);
    }).not.toThrow();
  });

  it.each([
    [{ Other: "1" }, "Other is not emulated"],
    [{ name: "1" }, "name is not emulated"],
    [{ "Name.1": "1" }, "Name.1 is not emulated"],
    [{ Ids: "1" }, "Ids is not emulated"],
    [{ "Ids.x": "1" }, "Ids.x is not emulated"],
    [{ "Ids.N": "1" }, "Ids.N is not emulated"],
    [{ "Tag.1.Scope": "1" }, "Tag.1.Scope is not emulated"],
    [{ Mode: "on" }, "Mode is emulated as off only, not as on"],
    [{ DryRun: "true" }, "DryRun is emulated as false only"],
    [{ constructor: "1" }, "constructor is not emulated"],
    [{ ["__proto__"]: "1" }, "__proto__ is not emulated"],
  ])("exclude others: %j", (values, message) => {
    expect(() => {
      check(values);
    }).toThrow(message);
  });

  it("are checked before anything is done", () => {
    const cloud = new TestCloud(preparations);
    expect(cloud.refused("DeleteSecurityGroup", { SecurityGroupId: "sg-web", Later: "1" })).toBe(
      "UnsupportedParameter",
    );
    expect(cloud.engine.cloud.securityGroups.has("sg-web")).toBe(true);
  });
});

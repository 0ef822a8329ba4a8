import fc from "fast-check";
import type { FaultRules } from "../src";
import { Faults } from "../src/faults";
import { TestCloud } from "./support/engine";
import { preparations } from "./support/seeds";

/** The codes of so many calls of an action; empty for those that were done. */
function codesOf(faults: FaultRules, count: number, action = "DescribeVpcs"): string[] {
  const cloud = new TestCloud(preparations, { faults });
  return Array.from({ length: count }, () => cloud.call(action).code);
}

describe("faults", () => {
  it("throttle every k-th call", () => {
    const codes = codesOf([{ fault: "throttle", every: 3 }], 7);
    expect(codes).toEqual(["", "", "Throttling.User", "", "", "Throttling.User", ""]);
  });

  it("begin after so many calls, and end after so many hits", () => {
    const codes = codesOf([{ fault: "conflict", after: 1, times: 2 }], 5);
    expect(codes).toEqual(["", "OperationConflict", "OperationConflict", "", ""]);
  });

  it("hit at random as often as they should, and the same calls for the same seed", () => {
    const hitsOf = (seed: number) =>
      codesOf([{ fault: "throttle", probability: 0.3, seed }], 1000).map((code) => code !== "");
    expect(hitsOf(1)).toEqual(hitsOf(1));
    expect(hitsOf(1)).not.toEqual(hitsOf(2));
    const hits = hitsOf(1).filter(Boolean).length;
    expect(hits).toBeGreaterThan(250);
    expect(hits).toBeLessThan(350);
  });

  it("answer with the status and the code that they are given", () => {
    const cloud = new TestCloud({}, { faults: [{ fault: "error", status: 502, code: "BadGateway" }] });
    expect(cloud.call("DescribeVpcs")).toMatchObject({ status: 502, code: "BadGateway" });
  });

  it("concern only the actions that they name", () => {
    const cloud = new TestCloud(
      {},
      { faults: [{ fault: "throttle", actions: ["Describe*s", "ecs:ListTagResources"] }] },
    );
    expect(cloud.call("DescribeVpcs").code).toBe("Throttling.User");
    expect(cloud.call("ListTagResources", { ResourceType: "eni" }).code).toBe("Throttling.User");
    expect(cloud.call("ListTagResources", { ResourceType: "EIP" }).code).toBe("");
  });

  it("close the connection with nothing done", () => {
    const cloud = new TestCloud(preparations, {
      faults: [{ fault: "reset", actions: ["CreateSecurityGroup"] }],
    });
    expect(cloud.call("CreateSecurityGroup", { VpcId: "vpc-main" }).code).toBe("(disconnected)");
    expect(cloud.engine.cloud.securityGroups.size).toBe(1);
  });

  it("lose the answer to what was done, which the same client token gives again", () => {
    const faults: FaultRules = [{ fault: "lose-response", actions: ["CreateSecurityGroup"], times: 1 }];
    const cloud = new TestCloud(preparations, { faults });
    const request = { VpcId: "vpc-main", ClientToken: "once" };
    expect(cloud.call("CreateSecurityGroup", request).code).toBe("(disconnected)");
    expect(cloud.call("CreateSecurityGroup", request).answer).toEqual({ SecurityGroupId: "sg-emu00001" });
    expect(cloud.engine.cloud.securityGroups.size).toBe(2);
  });

  it("deny what they name, and nothing else", () => {
    const codes = ["DescribeVpcs", "DescribeInstances"].map((action) =>
      codesOf([{ fault: "deny", actions: ["vpc:*"] }], 1, action),
    );
    expect(codes).toEqual([["Forbidden.RAM"], [""]]);
  });

  it("answer a list with nothing in it instead, where they say so, and refuse the rest", () => {
    const cloud = new TestCloud(preparations, {
      faults: [{ fault: "deny", actions: ["ecs:*", "vpc:Describe*"], lists: "empty" }],
    });
    expect(cloud.call("DescribeVpcs", { VpcId: "vpc-main" })).toMatchObject({
      code: "",
      answer: { TotalCount: 0, Vpcs: { Vpc: [] } },
    });
    expect(cloud.call("DescribeNetworkInterfaces").answer).toMatchObject({
      NetworkInterfaceSets: { NetworkInterfaceSet: [] },
    });
    for (const [action, parameters] of [
      ["DescribeVpcAttribute", { VpcId: "vpc-main" }],
      ["DescribeUserData", { InstanceId: "i-app1" }],
      ["StopInstance", { InstanceId: "i-app1" }],
    ] as const) {
      expect(cloud.call(action, parameters)).toMatchObject({ code: "Forbidden.RAM", status: 403 });
    }
    expect(cloud.engine.cloud.instances.get("i-app1")?.status).toBe("Running");
    expect(cloud.call("DescribeZones").answer).toMatchObject({
      Zones: {
        Zone: expect.arrayContaining([expect.objectContaining({ ZoneId: "cn-hangzhou-h" })]) as unknown,
      },
    });
    expect(cloud.call("CreateVSwitch", { VpcId: "vpc-none" }).code).toBe("InvalidVpcId.NotFound");
  });

  it("come in their order, whether they refuse or hide", () => {
    const hide: FaultRules[number] = { fault: "deny", actions: ["*"], lists: "empty" };
    expect(codesOf([{ fault: "throttle", times: 1 }, hide], 2)).toEqual(["Throttling.User", ""]);
  });

  it("allow what they name, and nothing else", () => {
    const faults: FaultRules = [{ fault: "allow-only", actions: ["vpc:DescribeVpcs", "ecs:Describe*"] }];
    const codes = ["DescribeVpcs", "DescribeInstances", "DescribeVSwitches"].map((action) =>
      codesOf(faults, 1, action),
    );
    expect(codes).toEqual([[""], [""], ["Forbidden.RAM"]]);
  });

  it("count for each rule on its own", () => {
    const rules: FaultRules = [
      { fault: "throttle", every: 2 },
      { fault: "conflict", every: 3 },
    ];
    expect(codesOf(rules, 6)).toEqual([
      "",
      "Throttling.User",
      "OperationConflict",
      "Throttling.User",
      "",
      "Throttling.User",
    ]);
  });

  it.each<[string, unknown]>([
    ["is of an unknown kind", [{ fault: "flood" }]],
    ["has an unknown key", [{ fault: "throttle", evry: 2 }]],
    ["has a probability above 1", [{ fault: "throttle", probability: 2 }]],
    ["denies nothing", [{ fault: "deny", actions: [] }]],
    ["has an action that is none", [{ fault: "deny", actions: ["ecs Describe"] }]],
    ["is not in a list", { fault: "throttle" }],
  ])("are refused when a rule %s, saying where", (_case, rules) => {
    expect(() => new Faults(rules)).toThrow(/^faults/);
  });

  it("never disturb a call that no rule names", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("throttle", "conflict", "reset", "stuck", "lose-response"),
        fc.nat(50),
        (fault, calls) => {
          const faults = new Faults([{ fault, actions: ["CreateVpc"] }]);
          return Array.from({ length: calls }, () => faults.effectOn("vpc:DeleteVpc")).every(
            (effect) => Object.keys(effect).length === 0,
          );
        },
      ),
    );
  });
});

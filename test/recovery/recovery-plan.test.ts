import fc from "fast-check";

import type { RecoveryFacts } from "../../lib/recovery/recovery-facts";
import { unprovenParts } from "../../lib/recovery/recovery-facts";
import { type RecoveryPlan, recoveryPlan } from "../../lib/recovery/recovery-plan";
import { applied, IDS, stackOf, stateWith } from "./applied-stack";

const stack = stackOf();
const addresses = Object.keys(IDS);
const everything = stateWith(addresses);
const without = (...missing: string[]) => stateWith(addresses.filter((one) => !missing.includes(one)));

const idsOf = ({ leftovers }: RecoveryPlan) => leftovers.map(({ id }) => id).sort();

/** The account with another resource of a kind instead of the one with an ID. */
function changed<Kind extends "vswitches" | "networkInterfaces" | "eips">(
  kind: Kind,
  id: string,
  change: Partial<(typeof applied)[Kind][number]>,
): RecoveryFacts {
  const all = applied[kind] as readonly { readonly id?: string; readonly allocationId?: string }[];
  return {
    ...applied,
    [kind]: all.map((one) => ((one.id ?? one.allocationId) === id ? { ...one, ...change } : one)),
  };
}

describe("the comparison of a stack with its account and its state", () => {
  it("knows the addresses that Terraform has", () => {
    expect([...stack.addresses].filter((one) => !one.startsWith("alicloud_security_group")).sort()).toEqual(
      [...addresses].sort(),
    );
  });

  it("finds just what the state lacks, whatever that is, at its address and with the ID of an import", () => {
    fc.assert(
      fc.property(fc.subarray(addresses), (known) => {
        const plan = recoveryPlan(stack, applied, stateWith(known));
        const expected = addresses.filter((one) => !known.includes(one));
        expect(Object.fromEntries(plan.leftovers.map(({ address, id }) => [address, id]))).toEqual(
          Object.fromEntries(expected.map((address) => [address, IDS[address]])),
        );
        expect(plan.leftovers.every(({ isImportable }) => isImportable)).toBe(true);
        expect(plan).toMatchObject({ foreign: [], stuck: [], holders: [] });
      }),
      { numRuns: 200 },
    );
  });

  it("never takes what is not of the stack, beside anything that is", () => {
    const word = fc.constantFrom(
      "",
      "shop",
      "shop-web",
      "shop-news",
      "shop-fresh",
      "web",
      "shop-web-2",
      "Shop-web",
    );
    const tags = fc.constantFrom({}, { team: "network" }, { team: "other" });
    const foreign = fc.record({ name: word, tags });
    fc.assert(
      fc.property(
        fc.subarray(addresses),
        fc.array(foreign, { maxLength: 4 }),
        fc.array(foreign, { maxLength: 3 }),
        (known, interfaces, vswitches) => {
          const facts: RecoveryFacts = {
            ...applied,
            networkInterfaces: [
              ...applied.networkInterfaces,
              ...interfaces.map((one, index) => ({
                ...applied.networkInterfaces[3],
                ...{ ...one, id: `eni-other${index}`, instanceId: "i-other", vswitchId: "vsw-1" },
                ...{ primaryAddress: `203.0.113.${108 + index}`, addresses: [`203.0.113.${108 + index}`] },
              })),
            ] as RecoveryFacts["networkInterfaces"],
            vswitches: [
              ...applied.vswitches,
              ...vswitches.map((one, index) => ({
                ...applied.vswitches[1],
                ...{ ...one, id: `vsw-other${index}`, range: `10.9.${index}.0/24` },
              })),
            ] as RecoveryFacts["vswitches"],
          };
          const plan = recoveryPlan(stack, facts, stateWith(known));
          expect(idsOf(plan)).toEqual(
            addresses
              .filter((one) => !known.includes(one))
              .map((one) => IDS[one])
              .sort(),
          );
          const own = new Set(Object.values(IDS));
          expect(plan.holders.filter(({ by }) => own.has(by))).toEqual([]);
          expect(plan.holders.filter(({ by }) => by.startsWith("eni-other"))).toHaveLength(interfaces.length);
        },
      ),
    );
  });

  it.each([
    [
      "another name",
      "vswitches",
      "vsw-1",
      { name: "console" },
      /^the vSwitch "console", .* has not the name "shop-203/,
    ],
    ["other tags", "vswitches", "vsw-1", { tags: { team: "x" } }, /has not the tags of this stack$/],
    [
      "another zone",
      "vswitches",
      "vsw-1",
      { zoneId: "cn-hangzhou-k" },
      /is not as the configuration has it$/,
    ],
    [
      "another name",
      "networkInterfaces",
      "eni-2",
      { name: "" },
      /^the ENI "", .* has not the name "shop-news"; if /,
    ],
    ["other tags", "networkInterfaces", "eni-2", { tags: {} }, /has not the tags of this stack$/],
    [
      "another vSwitch",
      "networkInterfaces",
      "eni-2",
      { vswitchId: "vsw-1" },
      /is not as the configuration has it$/,
    ],
    [
      "other tags",
      "eips",
      "eip-fresh",
      { tags: {} },
      /^the EIP "shop-fresh", .* has not the tags of this stack$/,
    ],
  ] as const)("leaves alone what has %s (%s %s)", (_, kind, id, change, problem) => {
    const plan = recoveryPlan(stack, changed(kind, id, change), without(...addressesOf(id)));
    expect(idsOf(plan)).not.toContain(id);
    expect(plan.foreign.find((one) => one.id === id)?.problem).toMatch(problem);
  });

  it("leaves alone a block that has a vSwitch of others, and says which", () => {
    const [, first] = applied.vswitches;
    const other = { ...first, id: "vsw-other", name: "theirs", range: "203.0.113.96/29" };
    const facts = { ...applied, vswitches: [...applied.vswitches, other] } as unknown as RecoveryFacts;
    const address = "alicloud_vpc_ipv4_cidr_block.cidr-203-0-113-96-28";
    const plan = recoveryPlan(stack, facts, without(address));
    expect(plan.leftovers).toEqual([]);
    expect(plan.foreign.map(({ problem }) => problem)).toEqual([
      expect.stringMatching(
        /^the secondary CIDR block 203\.0\.113\.96\/28 of vpc-main has vsw-other \(203\.0\.113\.96\/29\)/,
      ),
    ]);
    // In the state, it is what a destroy waits for.
    expect(recoveryPlan(stack, facts, everything).holders).toMatchObject([
      { held: "vpc-main:203.0.113.96/28", by: "vsw-other" },
    ]);
  });

  it("leaves alone what another stack of the project has in its state", () => {
    const plan = recoveryPlan(
      stack,
      applied,
      stateWith([]),
      new Map(Object.values(IDS).map((id) => [id, "other"])),
    );
    expect(plan.leftovers).toEqual([]);
    expect(plan.foreign.map(({ problem }) => problem)).toContainEqual(
      expect.stringMatching(/"shop-news".*is in the state of the stack other$/),
    );
  });

  it("says who has an EIP or an ENI that the stack wants", () => {
    const bound = changed("eips", "eip-web", { boundTo: "i-other", boundType: "EcsInstance" });
    expect(recoveryPlan(stack, bound, without("alicloud_eip_association.web")).foreign).toMatchObject([
      {
        id: "eip-web",
        problem: expect.stringMatching(
          /is bound to i-other \(EcsInstance\) and carries its traffic/,
        ) as string,
      },
    ]);
    const attached = changed("networkInterfaces", "eni-2", { instanceId: "i-other" });
    const plan = recoveryPlan(stack, attached, without("alicloud_ecs_network_interface_attachment.news"));
    expect(plan.foreign).toMatchObject([
      { id: "eni-2", problem: expect.stringMatching(/attached to i-other, not to i-news/) as string },
    ]);
  });

  it("does not import a second resource of a name, and offers to delete it only if nothing uses it", () => {
    const twin = { ...applied.eips[3], allocationId: "eip-twin", address: "192.0.2.77" };
    const withTwin = (change: object) =>
      ({ ...applied, eips: [...applied.eips, { ...twin, ...change }] }) as RecoveryFacts;
    const free = { boundTo: "", status: "Available" };
    expect(recoveryPlan(stack, withTwin(free), everything).leftovers).toMatchObject([
      { id: "eip-twin", isImportable: false, isUnused: true },
    ]);
    expect(recoveryPlan(stack, withTwin({ boundTo: "eni-9" }), everything).leftovers).toMatchObject([
      { id: "eip-twin", isImportable: false, isUnused: false },
    ]);
    // Of two that Terraform does not know, nobody can tell which one it is.
    const neither = recoveryPlan(stack, withTwin(free), without("alicloud_eip_address.fresh"));
    expect(neither.leftovers.filter(({ type }) => type === "alicloud_eip_address")).toMatchObject([
      { id: "eip-fresh", isImportable: false, isUnused: false },
      { id: "eip-twin", isImportable: false, isUnused: true },
    ]);
  });

  it("offers to delete an ENI that is free and without an EIP", () => {
    const state = stateWith(
      addresses.filter((one) => !/(?:interface|association|attachment)\w*\.news/.test(one)),
    );
    const free = changed("networkInterfaces", "eni-2", { status: "Available", instanceId: "" });
    expect(recoveryPlan(stack, free, state).leftovers).toMatchObject([
      { id: "eni-2", isUnused: false },
      { id: "eip-news:eni-2" },
    ]);
    const eips = applied.eips.map((one) =>
      one.boundTo === "eni-2" ? { ...one, boundTo: "", status: "Available" } : one,
    );
    expect(recoveryPlan(stack, { ...free, eips }, state).leftovers).toMatchObject([
      { id: "eni-2", isUnused: true, isImportable: true },
    ]);
  });

  it("finds the ENIs of the stack that are stuck in Detaching, and imports no attachment that is ending", () => {
    const stuck = changed("networkInterfaces", "eni-2", { status: "Detaching" });
    expect(recoveryPlan(stack, stuck, everything).stuck).toEqual([{ id: "eni-2", instanceId: "i-news" }]);
    const plan = recoveryPlan(stack, stuck, stateWith([]));
    expect(plan.stuck).toEqual([{ id: "eni-2", instanceId: "i-news" }]);
    expect(idsOf(plan)).not.toContain("eni-2:i-news");
    // One of somebody else is left alone.
    const theirs = changed("networkInterfaces", "eni-2", { status: "Detaching", name: "theirs" });
    expect(recoveryPlan(stack, theirs, stateWith([])).stuck).toEqual([]);
  });

  it("says that addresses of a vSwitch are in use by something that cannot be seen", () => {
    const hidden = changed("vswitches", "vsw-2", { freeAddresses: 1 });
    expect(recoveryPlan(stack, hidden, everything).holders).toMatchObject([
      {
        held: "vsw-2",
        by: "",
        problem: expect.stringMatching(/^the vSwitch vsw-2 has 2 addresses in use by something/) as string,
      },
    ]);
  });

  it("knows an exposure by its earlier name too", () => {
    const renamed = stackOf(`
region: cn-hangzhou
stack: shop
tags: {team: network}
exposures:
  shiny: {instance: i-news, eip: eip-news, renamedFrom: news}
`);
    const eni = recoveryPlan(renamed, applied, stateWith(["alicloud_vswitch.news"])).leftovers.find(
      ({ id }) => id === "eni-2",
    );
    expect(eni).toMatchObject({ address: "alicloud_ecs_network_interface.shiny", isImportable: true });
  });
});

describe("what an account does not show", () => {
  it("is nothing, if what has to be there is there", () => {
    expect(unprovenParts(stack, applied, everything)).toEqual([]);
  });

  it.each([
    [
      "instances",
      "ecs:DescribeInstances",
      /^ecs:DescribeInstances shows no instance i-fresh, i-web, i-news; without/,
    ],
    [
      "eips",
      "vpc:DescribeEipAddresses",
      /shows no EIP 203\.0\.113\.107, eip-news, 203\.0\.113\.106; without/,
    ],
    ["vpcs", "vpc:DescribeVpcs", /shows no VPC vpc-main; without/],
    [
      "vswitches",
      "vpc:DescribeVSwitches",
      /shows no vSwitch of the instance i-web, i-news, i-fresh; without/,
    ],
    [
      "networkInterfaces",
      "ecs:DescribeNetworkInterfaces",
      /shows no network interface of the instance i-\w+, /,
    ],
  ])("is said of an empty list of %s, which a missing permission gives too", (kind, action, reason) => {
    for (const state of [everything, stateWith([])]) {
      const unproven = unprovenParts(stack, { ...applied, [kind]: [] }, state);
      expect(unproven).toContainEqual({ action, reason: expect.stringMatching(reason) as string });
    }
  });

  it("is said of a list that lacks one of them", () => {
    const facts = { ...applied, networkInterfaces: applied.networkInterfaces.slice(1) };
    expect(unprovenParts(stack, facts, everything)).toMatchObject([
      { action: "ecs:DescribeNetworkInterfaces" },
    ]);
  });

  it("is said of an action that is denied", () => {
    const facts = { ...applied, vswitches: undefined, missingPermissions: ["vpc:DescribeVSwitches"] };
    expect(unprovenParts(stack, facts, everything)).toEqual([
      { action: "vpc:DescribeVSwitches", reason: "the credentials do not allow vpc:DescribeVSwitches" },
    ]);
    // What a vSwitch decides is not taken without it.
    const plan = recoveryPlan(stack, facts, stateWith([]));
    expect(plan.leftovers.filter(({ type }) => /vswitch|cidr_block/.test(type))).toEqual([]);
  });
});

/** Addresses of a resource and of those that refer to it. */
function addressesOf(id: string): string[] {
  return addresses.filter((one) => (IDS[one] ?? "").split(":").includes(id));
}

import fc from "fast-check";

import { ConfigurationError } from "../../lib";
import { interrupts, type StackDiff } from "../../lib/diff";
import { configuration } from "../configuration/arbitrary-configuration";
import { diffOf, diffOfStrangers, fleet } from "./versions";

const web = { instance: "i-web", eip: "203.0.113.106" };
const mail = { instance: "i-mail", eip: "198.51.100.7" };
const ftp = { instance: "i-ftp", eip: "eip-ftp" };

/** Key, kind and causes of each exposure that changes. */
function changes({ exposures }: StackDiff) {
  return Object.fromEntries(
    exposures.map(({ key, kind, causes }) => [
      key,
      [kind, ...causes.map(({ what, before, after }) => `${what} ${before} → ${after}`)],
    ]),
  );
}

describe("the diff of two versions of a stack", () => {
  it("is empty for one and the same configuration", () => {
    const diff = diffOf(fleet({ web, ftp }), fleet({ web, ftp }));
    expect(diff).toMatchObject({ isSame: true, settings: [], exposures: [], others: [], unchanged: 2 });
  });

  it("has exposures that come and go, and leaves the others alone", () => {
    const diff = diffOf(fleet({ web, ftp }), fleet({ web, mail }));
    expect(changes(diff)).toEqual({ ftp: ["removed"], mail: ["added"] });
    expect(diff).toMatchObject({ unchanged: 1, others: [], settings: [] });
  });

  it("says which EIP, instance, block or vSwitch forces a replacement", () => {
    const hand = { ...web, block: "203.0.113.0/24", vswitch: "203.0.113.0/25" };
    expect(changes(diffOf(fleet({ web }), fleet({ web: { ...web, eip: "203.0.113.107" } })))).toEqual({
      web: ["replaced", "EIP 203.0.113.106 → 203.0.113.107"],
    });
    expect(changes(diffOf(fleet({ ftp }), fleet({ ftp: { ...ftp, eip: "eip-other" } })))).toEqual({
      ftp: ["replaced", "EIP eip-ftp → eip-other"],
    });
    expect(changes(diffOf(fleet({ web }), fleet({ web: { ...web, instance: "i-new" } })))).toEqual({
      web: ["replaced", "instance i-web → i-new"],
    });
    expect(changes(diffOf(fleet({ web }), fleet({ web: hand })))).toEqual({
      web: [
        "replaced",
        "block 203.0.113.96/28 → 203.0.113.0/24",
        "vSwitch 203.0.113.104/29 → 203.0.113.0/25",
      ],
    });
  });

  it("tells a change without an interruption from a replacement", () => {
    const diff = diffOf(
      fleet({ web, mail }),
      fleet({ web: { ...web, securityGroups: ["sg-a", "sg-b"] }, mail }, { tags: { team: "net" } }),
    );
    expect(changes(diff)).toEqual({
      web: ["changed", "security groups those of i-web → sg-a, sg-b", 'tags none → {"team":"net"}'],
      mail: ["changed", 'tags none → {"team":"net"}'],
    });
    expect(diff.exposures.filter(interrupts)).toEqual([]);
    expect(diff.others.map(({ address, kind }) => [address, kind])).toEqual([
      ["alicloud_vswitch.cidr-198-51-100-0-28", "changed"],
      ["alicloud_vswitch.cidr-203-0-113-104-29", "changed"],
    ]);
  });

  it("keeps a block whose first exposure leaves: the one that stays ties it to its VPC", () => {
    const [one, other] = [
      { instance: "i-a", eip: "203.0.113.105" },
      { instance: "i-b", eip: "203.0.113.106" },
    ];
    const diff = diffOf(fleet({ a: one, b: other }), fleet({ b: other }));
    expect(changes(diff)).toEqual({ a: ["removed"] });
    expect(diff.blocks).toMatchObject([
      { range: "203.0.113.96/28", kind: "kept", keys: ["b"], shadowed: { before: 14, after: 15 } },
    ]);
  });

  it("does not claim that a block stays when all its instances are others", () => {
    const diff = diffOf(fleet({ web }), fleet({ web: { ...web, instance: "i-new" } }));
    expect(diff.blocks).toMatchObject([{ range: "203.0.113.96/28", kind: "perhapsReplaced" }]);
  });

  it("counts the shadowed addresses before and after, and names the blocks", () => {
    const diff = diffOf(fleet({ web, ftp }), fleet({ web, mail }));
    expect(diff.shadowed).toEqual({ before: 15, after: 30 });
    expect(diff.blocks.map(({ range, kind, keys }) => [range, kind, keys])).toEqual([
      ["198.51.100.0/28", "added", ["mail"]],
      ["203.0.113.96/28", "kept", ["web"]],
      [undefined, "removed", ["ftp"]],
    ]);
  });

  it("has what changes for the stack as a whole, and takes another region for a replacement of everything", () => {
    const diff = diffOf(
      fleet({ web }),
      fleet({ web }, { region: "cn-beijing", stack: "net", provider: { profile: "p" }, backend: "none" }),
    );
    expect(diff.settings.map(({ what }) => what)).toEqual(["stack", "region", "provider", "state"]);
    expect(changes(diff).web?.slice(0, 2)).toEqual(["replaced", "region cn-hangzhou → cn-beijing"]);
  });

  it("follows an exposure that is renamed: it stays, but for its name in the console", () => {
    const diff = diffOf(fleet({ web, ftp }), fleet({ www: { ...web, renamedFrom: "web" }, ftp }));
    expect(changes(diff)).toEqual({
      www: ["changed", "key web → www", "name exposed-eip-web → exposed-eip-www"],
    });
    expect(diff.others).toEqual([]);
    expect(diff.blocks.map(({ kind }) => kind)).toEqual(["kept", "kept"]);
  });

  it("knows an exposure that was made by hand and is taken over, and parts that exist", () => {
    const taken = { ...web, import: { vswitch: "vsw-web", networkInterface: "eni-web" } };
    const there = { ...mail, networkInterface: "eni-mail" };
    const { exposures } = diffOf(fleet({ ftp }), fleet({ ftp, web: taken, mail: there }));
    expect(
      exposures.map(({ key, kind, exposure }) => [key, kind, exposure.isImported, exposure.instance]),
    ).toEqual([
      ["mail", "added", false, "i-mail"],
      ["web", "added", true, "i-web"],
    ]);
  });

  it("knows versions that differ in their checks only", () => {
    const diff = diffOf(fleet({ web }), fleet({ web }, { skipChecks: ["eni-quota"] }));
    expect(diff).toMatchObject({ isSame: false, exposures: [], settings: [], others: [] });
  });

  it("turns added into removed when it is read backwards, for any two configurations", () => {
    fc.assert(
      fc.property(configuration, configuration, (one, other) => {
        const [there, back] = [diffOfStrangers(one, other), diffOfStrangers(other, one)];
        const keys = (diff: StackDiff, kind: string) =>
          diff.exposures.filter((change) => change.kind === kind).map(({ key }) => key);
        expect(keys(there, "added")).toEqual(keys(back, "removed"));
        expect(keys(there, "removed")).toEqual(keys(back, "added"));
        const expected = Object.keys(other.exposures).filter((key) => !(key in one.exposures));
        expect(keys(there, "added")).toEqual(expected.sort());
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });

  it("finds no change of an exposure, whatever else is added to or removed from any configuration", () => {
    fc.assert(
      fc.property(configuration, fc.nat(), (all, chosen) => {
        const keys = Object.keys(all.exposures);
        const [left = ""] = keys.splice(chosen % keys.length, 1);
        const fewer = {
          ...all,
          exposures: Object.fromEntries(keys.map((key) => [key, all.exposures[key]])),
        };
        expect(changes(diffOf(all, fewer))).toEqual({ [left]: ["removed"] });
        expect(changes(ifPossible(() => diffOf(fewer, all)))).toEqual({ [left]: ["added"] });
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });
});

/** Leaves out what has no plan: blocks that are there may leave no room for an exposure that comes later. */
function ifPossible(compare: () => StackDiff): StackDiff {
  try {
    return compare();
  } catch (error) {
    fc.pre(!(error instanceof ConfigurationError));
    throw error;
  }
}

import type { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import fc from "fast-check";

import { Eip, ExposedEip, Instance } from "../../lib";
import { ConfigurationError } from "../../lib/configuration/configuration-errors";
import { diffStacks, interrupts, type StackDiff } from "../../lib/diff/stack-diff";
import { parseStack } from "../../lib/diff/synthesized-stack";
import { Template } from "../../testing/template";
import { configuration } from "../configuration/arbitrary-configuration";
import { diffOf, diffOfStrangers, fleet, versions } from "./versions";

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

  it.each(Object.getOwnPropertyNames(Object.prototype))(
    "takes no argument for %s, which every object has",
    (name) => {
      const [{ text } = { text: "" }] = versions(fleet({ web, ftp }));
      for (const renamed of [
        "allocation_id",
        "vswitch_id",
        "vpc_id",
        "primary_ip_address",
        "exposures",
        "found",
      ]) {
        const changed = text.replaceAll(`"${renamed}":`, `"${name}":`);
        for (const [one, other] of [
          [text, changed],
          [changed, text],
        ] as const) {
          const diff = JSON.stringify(diffStacks(parseStack(one), parseStack(other)));
          expect(diff).not.toMatch(/native code|\[object/);
        }
      }
    },
  );

  it("has exposures that come and go, and leaves the others alone", () => {
    const diff = diffOf(fleet({ web, ftp }), fleet({ web, mail }));
    expect(changes(diff)).toEqual({ ftp: ["removed"], mail: ["added"] });
    expect(diff).toMatchObject({ unchanged: 1, others: [], settings: [] });
  });

  it("has the EIPs that come to a NIC and go, as a change of the exposure with the NIC alone", () => {
    const post = { nicOf: "web", eip: "203.0.113.107" };
    const created = { nicOf: "web", eip: { create: { bandwidth: 5 } } };
    const before = fleet({ web, post, created });
    expect(changes(diffOf(before, fleet({ web, post, created, mail })))).toEqual({ mail: ["added"] });
    const more = diffOf(before, fleet({ web, post, created, ftp: { nicOf: "web", eip: "eip-ftp" } }));
    const address = "alicloud_eip_address.created";
    expect(changes(more)).toEqual({
      ftp: ["added"],
      web: [
        "changed",
        `other EIPs on its NIC 203.0.113.107, ${address} → 203.0.113.107, ${address}, eip-ftp`,
      ],
    });
    expect(more.unchanged).toBe(2);
    expect(changes(diffOf(before, fleet({ web })))).toEqual({
      created: ["removed"],
      post: ["removed"],
      web: ["changed", `other EIPs on its NIC 203.0.113.107, ${address} → none`],
    });
    const shop = { ...web, renamedFrom: "web" };
    expect(changes(diffOf(fleet({ web, post }), fleet({ shop, post: { ...post, nicOf: "shop" } })))).toEqual({
      shop: ["changed", "key web → shop", "name exposed-eip-web → exposed-eip-shop"],
    });
    const moved = { ...web, instance: "i-other" };
    expect(changes(diffOf(fleet({ web, post }), fleet({ web: moved, post })))).toMatchObject({
      post: ["replaced", "instance i-web → i-other"],
      web: ["replaced", "instance i-web → i-other"],
    });
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

  it("follows one whose EIP is created, or is known by its allocation ID, with all that is derived from it", () => {
    const fresh = { instance: "i-app", eip: { create: { bandwidth: 5 } } };
    const diff = diffOf(
      fleet({ ftp, fresh }),
      fleet({ data: { ...ftp, renamedFrom: "ftp" }, next: { ...fresh, renamedFrom: "fresh" } }),
    );
    expect(changes(diff)).toEqual({
      data: ["changed", "key ftp → data", "name exposed-eip-ftp → exposed-eip-data"],
      next: ["changed", "key fresh → next", "name exposed-eip-fresh → exposed-eip-next"],
    });
    expect(diff.blocks.map(({ name, kind }) => [name, kind])).toEqual([
      ["data", "kept"],
      ["next", "kept"],
    ]);
    // What is left are names in the console.
    expect(diff.others.map((other) => [other.address, other.arguments])).toEqual([
      ["alicloud_eip_address.next", ["address_name"]],
      ["alicloud_vswitch.data", ["vswitch_name"]],
      ["alicloud_vswitch.next", ["vswitch_name"]],
    ]);
  });

  it("calls an EIP and an instance that the stack creates by their addresses", () => {
    const preparations = {
      zone: "cn-hangzhou-h",
      instances: { app: { type: "ecs.g7.large", image: "m-app" } },
    };
    const created = { instance: { prepared: "app" }, eip: { create: { bandwidth: 5 } } };
    const { exposures } = diffOf(fleet({ web }), fleet({ web, created }, { preparations }));
    expect(exposures.map(({ exposure: { eip, instance } }) => [eip, instance])).toEqual([
      ["alicloud_eip_address.created", "alicloud_instance.preparations_app"],
    ]);
  });

  it("keeps a block that an instance of the stack leaves, for one that the configuration says is in the same VPC", () => {
    const preparations = {
      ...{ zone: "cn-hangzhou-h", vpc: "vpc-a", vswitch: "vsw-a", securityGroup: "sg-a" },
      instances: { app: { type: "ecs.g7.large", image: "m-app" } },
    };
    const created = { instance: { prepared: "app" }, eip: "203.0.113.105" };
    const found = { ...web, vpc: "vpc-a" };
    const diff = diffOf(
      fleet({ created, found }, { preparations }),
      fleet({ found }, { preparations: { ...preparations, instances: {} } }),
    );
    expect(changes(diff)).toEqual({ created: ["removed"] });
    expect(diff.blocks).toMatchObject([{ kind: "kept", keys: ["found"] }]);
  });

  it("knows the exposures of constructs by the IDs in the table", () => {
    const versionOf = (eips: Readonly<Record<string, string>>) =>
      parseStack(
        Template.ofLibrary((stack) => {
          for (const [place, eip] of Object.entries(eips)) expose(stack, place, eip);
        }).text,
      );
    const diff = diffStacks(
      versionOf({ one: "203.0.113.106", other: "198.51.100.7", third: "192.0.2.9" }),
      versionOf({ one: "203.0.113.106", other: "198.51.100.8", third: "192.0.2.9" }),
    );
    expect(changes(diff)).toEqual({ other_web: ["replaced", "EIP 198.51.100.7 → 198.51.100.8"] });
    expect(diff).toMatchObject({ unchanged: 2, others: [] });
  });

  function expose(stack: TerraformStack, place: string, eip: string): void {
    const scope = new Construct(stack, place);
    new ExposedEip(scope, "web", {
      instance: Instance.fromInstanceId(scope, "instance", `i-${place}`),
      eip: Eip.fromIpAddress(scope, "eip", eip),
    });
  }

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

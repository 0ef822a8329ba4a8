import fc from "fast-check";

import { planOf } from "../../lib/configuration/plan-requests";
import type { Picture } from "../../lib/diagram/picture";
import { pictureOf } from "../../lib/diagram/picture";
import { pictureOfChange, pictureOfRemoval } from "../../lib/diagram/picture-changes";
import type { StackDiff } from "../../lib/diff/stack-diff";
import { parsePlanLock, renderPlanLock } from "../../lib/planning/plan-lock";
import { parseConfiguration } from "../../lib/configuration/load";
import { diffOf, fleet, versions } from "../diff/versions";
import { configurations, configured, drawn, elementsOf } from "./pictures";

const sorted = (texts: Iterable<string>) => [...texts].sort();

const texts = (values: readonly unknown[]) => sorted(values.map((one) => JSON.stringify(one)));

describe("the picture of a configuration", () => {
  it("has every exposure, block, vSwitch and instance once, where the plan has them", () => {
    fc.assert(
      fc.property(configurations, (configuration) => {
        const { blocks, vswitches, eips, nics, instances } = elementsOf(pictureOf(configuration));
        const { exposures, preparations } = configuration;
        expect(sorted(eips.map(({ id }) => id))).toEqual(sorted(Object.keys(exposures)));
        expect(sorted(nics.map(({ id }) => id))).toEqual(
          sorted(Object.keys(exposures).filter((key) => exposures[key]?.nicOf === undefined)),
        );
        const used = Object.values(exposures).map(({ instance }) =>
          typeof instance === "string" ? instance : instance.prepared,
        );
        expect(sorted(instances.map(({ id }) => id))).toEqual(
          sorted(new Set([...used, ...Object.keys(preparations?.instances ?? {})])),
        );
        const plan = planOf(configuration);
        const ranged = blocks.filter(({ range }) => range !== undefined);
        // VPC by VPC, and in the order of the plan in each.
        expect(texts(ranged.map(({ range, shadowed }) => [String(range), shadowed]))).toEqual(
          texts(plan.map(({ cidr, shadowed }) => [cidr.toString(), shadowed])),
        );
        const keysOf = (one: (typeof vswitches)[number]) => one.nics.map(({ id }) => id);
        const withNic = (keys: readonly string[]) =>
          keys.filter((key) => exposures[key]?.nicOf === undefined);
        expect(
          texts(
            vswitches.flatMap((one) => (one.range === undefined ? [] : [[String(one.range), keysOf(one)]])),
          ),
        ).toEqual(
          texts(
            plan.flatMap((block) =>
              block.vswitches.map(({ cidr, keys }) => [cidr.toString(), withNic(keys)]),
            ),
          ),
        );
        for (const { shadowed, shadowedRanges } of ranged)
          expect(
            shadowedRanges.reduce((sum, [first, last]) => sum + last.value - first.value + 1, 0),
          ).toBeGreaterThanOrEqual(shadowed ?? NaN);
      }),
      { numRuns: 10 },
    );
  });

  it("does not depend on the order of the exposures", () => {
    fc.assert(
      fc.property(configurations, (configuration) => {
        const exposures = Object.fromEntries(Object.entries(configuration.exposures).reverse());
        expect(pictureOf({ ...configuration, exposures })).toEqual(pictureOf(configuration));
      }),
      { numRuns: 10 },
    );
  });

  it("has the EIPs of one NIC together, the primary address first", () => {
    const { nics } = elementsOf(
      drawn(
        fleet({
          web: { instance: "i-web", eip: "203.0.113.106" },
          a: { nicOf: "web", eip: "203.0.113.105" },
        }),
      ),
    );
    expect(nics.map(({ id, eips }) => [id, ...eips.map(({ name }) => name)])).toEqual([
      ["web", "203.0.113.106", "203.0.113.105"],
    ]);
  });

  it("tells what exists from what is created and what Terraform computes", () => {
    const { blocks, vswitches } = elementsOf(
      drawn(
        fleet({
          a: { instance: "i-a", eip: "203.0.113.106" },
          b: { instance: "i-b", eip: "192.0.2.10", block: { existing: "192.0.2.0/28" } },
          c: { instance: "i-c", eip: "eip-c" },
          d: { instance: "i-d", eip: "198.51.100.7", vswitch: "vsw-d" },
          e: { instance: "i-e", eip: "198.51.100.8", networkInterface: "eni-e" },
        }),
      ),
    );
    const origins = (all: readonly { readonly origin: string }[]) => all.map(({ origin }) => origin);
    expect(origins(blocks)).toEqual(["existing", "created", "computed", "unnamed", "unnamed"]);
    expect(origins(vswitches)).toEqual(["created", "created", "computed", "existing", "unnamed"]);
  });
});

/** Exposures by the kind of their change, as the diff of the synthesized stacks has them. */
function kindsIn({ exposures }: StackDiff): Record<string, string> {
  return Object.fromEntries(exposures.map(({ key, kind }) => [key, kind]));
}

/** The same, as the picture has them. */
function kindsOf(picture: Picture): Record<string, string> {
  const { nics } = elementsOf(picture);
  return Object.fromEntries(
    nics.flatMap((nic) =>
      nic.eips.flatMap(({ id, change: ofEip }) => {
        // What happens to the NIC happens to the exposure that has it.
        const change = ofEip ?? (id === nic.id ? nic.change : undefined);
        const isReplaced = nic.change === "replaced" && change !== "added" && change !== "removed";
        const kind = isReplaced ? "replaced" : change;
        return kind === undefined ? [] : [[id, kind]];
      }),
    ),
  );
}

describe("the picture of a change", () => {
  const web = { instance: "i-web", eip: "203.0.113.106" };
  const mail = { instance: "i-mail", eip: "198.51.100.7" };

  it.each<[string, object, object]>([
    ["nothing", { web, mail }, { web, mail }],
    ["an exposure that comes, and one that goes", { web }, { mail }],
    ["another EIP", { web, mail }, { web: { ...web, eip: "203.0.113.99" }, mail }],
    ["an EIP in another block", { web }, { web: { ...web, eip: "192.0.2.10" } }],
    ["another instance", { web, mail }, { web: { ...web, instance: "i-other" }, mail }],
    ["a new name", { web, mail }, { www: { ...web, renamedFrom: "web" }, mail }],
    ["an EIP on the NIC of another", { web }, { web, ftp: { nicOf: "web", eip: "203.0.113.105" } }],
    [
      "an EIP that leaves the NIC",
      { web, ftp: { nicOf: "web", eip: "203.0.113.105" } },
      { web, ftp: { instance: "i-ftp", eip: "203.0.113.105" } },
    ],
    [
      "VPC and zone, which become known",
      { web },
      { web: { ...web, vpc: "vpc-shop", zone: "cn-hangzhou-h" } },
    ],
    ["an EIP by its allocation ID", { web: { ...web, eip: "eip-a" } }, { web: { ...web, eip: "eip-b" } }],
  ])("agrees with the diff of the synthesized stacks about %s", (_, before, after) => {
    const [was, is] = [fleet(before), fleet(after)];
    const [first, second] = versions(was, is);
    const [lockBefore, lockAfter] = [first, second].map((one) =>
      parsePlanLock(renderPlanLock(one?.planLock ?? { blocks: [] })),
    );
    const read = (data: object, lock = lockBefore) =>
      pictureOf(parseConfiguration(JSON.stringify(data), "exposure.yaml", lock), lock);
    const picture = pictureOfChange(read(was), read(is, lockAfter));
    expect(kindsOf(picture)).toEqual(kindsIn(diffOf(was, is)));
  });

  it("agrees with that diff about the blocks", () => {
    const [was, is] = [fleet({ web, mail }), fleet({ web, ftp: { instance: "i-ftp", eip: "192.0.2.10" } })];
    const { blocks } = elementsOf(pictureOfChange(drawn(was), drawn(is)));
    const found = blocks.map(({ range, change, shadowed }) => [String(range), change ?? "kept", shadowed]);
    expect(found.sort()).toEqual(
      diffOf(was, is)
        .blocks.map(({ range, kind, shadowed }) => [range, kind, shadowed.after ?? shadowed.before])
        .sort(),
    );
  });

  it("has everything of both versions once, and nothing twice", () => {
    fc.assert(
      fc.property(configurations, configurations, (before, after) => {
        const [was, is] = [pictureOf(before), pictureOf(after)];
        const elements = elementsOf(pictureOfChange(was, is));
        for (const [kind, all] of Object.entries(elements)) {
          const ids = all.map(({ id }) => id);
          expect([kind, new Set(ids).size]).toEqual([kind, ids.length]);
        }
        const keys = (one: Picture) => elementsOf(one).eips.map(({ id }) => id);
        expect(sorted(elements.eips.map(({ id }) => id))).toEqual(
          sorted(new Set([...keys(was), ...keys(is)])),
        );
      }),
      { numRuns: 10 },
    );
  });

  it("keeps both VPCs where an exposure moved from one to the other", () => {
    const app = { type: "ecs.g7.large", image: "m-bp1a" };
    const preparations = { zone: "cn-hangzhou-h", instances: { app } };
    const version = (exposures: object) => drawn({ region: "cn-hangzhou", preparations, exposures });
    const mail = { instance: "i-mail", eip: "203.0.113.1", vswitch: "vsw-1" };
    const [was, is] = [
      version({ web: { instance: "i-web", eip: "198.51.100.7" }, mail }),
      version({ web: { instance: { prepared: "app" }, eip: "198.51.100.7" } }),
    ];
    const { nics, vpcs } = elementsOf(pictureOfChange(was, is));
    expect(vpcs).toHaveLength(2);
    expect(nics.map(({ id, change }) => [id, change])).toEqual([
      ["web", "replaced"],
      ["mail", "removed"],
    ]);
  });

  it("has no change between two equal versions, and only one kind where there was nothing, or is nothing", () => {
    fc.assert(
      fc.property(configurations, (configuration) => {
        const picture = pictureOf(configuration);
        const changes = (one: Picture) => new Set(elementsOf(one).nics.map(({ change }) => change));
        expect(kindsOf(pictureOfChange(picture, picture))).toEqual({});
        expect(changes(pictureOfChange(undefined, picture))).toEqual(new Set(["added"]));
        expect(changes(pictureOfRemoval(picture))).toEqual(new Set(["removed"]));
      }),
      { numRuns: 10 },
    );
  });

  it("replaces everything in another region, and removes no resource that it did not create", () => {
    const before = drawn(fleet({ web, mail }));
    const after = pictureOf({ ...configured(fleet({ web })), region: "cn-beijing" });
    const { eips, nics, instances } = elementsOf(pictureOfChange(before, after));
    expect(nics.map(({ id, change }) => [id, change])).toEqual([
      ["web", "replaced"],
      ["mail", "removed"],
    ]);
    expect(eips.map(({ change }) => change)).toEqual(["replaced", "removed"]);
    expect(instances.map(({ change }) => change)).toEqual([undefined, undefined]);
  });
});

import fc from "fast-check";

import { PlanError } from "../../lib/errors";
import type { PlanRequest } from "../../lib/planning/model";
import { planFleet } from "../../lib/planning/planner";
import { cheapestPlan } from "./cheapest-plan";
import { asExisting, fleets, tryPlan } from "./fleets";
import { mistakesInPlan } from "./mistakes-in-plan";

const limits = fc.integer({ min: 1, max: 4 });

/** A fleet, and the current plan of an earlier one that had partly the same members. */
const fleetsWithHistory = (maxLength: number): fc.Arbitrary<[PlanRequest[], PlanRequest[]]> =>
  fc
    .tuple(
      fleets({ maxLength, choices: true }),
      fleets({ maxLength, choices: true }),
      fc.infiniteStream(fc.boolean()),
    )
    .map(([earlier, added, coin]) => {
      const kept = earlier.filter(() => coin.next().value);
      const known = new Set(kept.map(({ eip }) => eip?.value));
      const fresh = added.filter(({ eip }) => eip === undefined || !known.has(eip.value));
      const now = [...kept, ...fresh].map((request, index) => ({ ...request, key: `n${index}` }));
      return [earlier, now];
    });

function planned(requests: readonly PlanRequest[]): ReturnType<typeof asExisting> {
  const plan = tryPlan(requests);
  return plan instanceof PlanError ? [] : asExisting(plan);
}

describe("the plan of a fleet", () => {
  it("does not depend on what the keys, VPCs and zones are called", () => {
    const odd = ["__proto__", "constructor", "toString", "valueOf", "\ud800", "caf\u00e9", "cafe\u0301", ""];
    const named = (text: string): string => odd[Number(text.replaceAll(/\D/g, "")) % odd.length] ?? text;
    const options = {
      maxLength: odd.length,
      vpcIds: ["v0", "v1"],
      zoneIds: ["z2", "z3", undefined],
      choices: true,
    };
    fc.assert(
      fc.property(fleets(options), (requests) => {
        const renamed = requests.map((request) => ({
          ...request,
          key: named(request.key),
          ...(request.vpcId === undefined ? {} : { vpcId: named(request.vpcId) }),
          ...(request.zoneId === undefined ? {} : { zoneId: named(request.zoneId) }),
        }));
        const [plan, other] = [tryPlan(requests), tryPlan(renamed)];
        if (plan instanceof PlanError || other instanceof PlanError) {
          expect(other).toBeInstanceOf(PlanError);
          expect(plan).toBeInstanceOf(PlanError);
          return;
        }
        const inBlocks = (blocks: typeof plan, name: (key: string) => string): string[] =>
          blocks
            .flatMap(({ cidr, vswitches }) =>
              vswitches.map((vswitch) => [cidr, vswitch.cidr, ...vswitch.keys.map(name).sort()].join(" ")),
            )
            .sort();
        expect(inBlocks(other, String)).toEqual(inBlocks(plan, named));
      }),
    );
  });

  it("keeps every rule, whatever the fleet", () => {
    let plans = 0;
    fc.assert(
      fc.property(
        fleets({ maxLength: 60, vpcIds: ["vpc-1", "vpc-2"], zoneIds: ["a", "a", "a", undefined] }),
        limits,
        (requests, blocksPerVpc) => {
          const plan = tryPlan(requests, { blocksPerVpc });
          if (plan instanceof PlanError) return;
          plans++;
          expect(mistakesInPlan(plan, requests, blocksPerVpc)).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
    expect(plans).toBeGreaterThan(50);
  });

  it("keeps every rule with choices by hand, unknown addresses and a current plan", () => {
    let plans = 0;
    fc.assert(
      fc.property(fleetsWithHistory(4), limits, ([earlier, now], blocksPerVpc) => {
        const existing = planned(earlier);
        const plan = tryPlan(now, { blocksPerVpc, existing });
        if (plan instanceof PlanError) return;
        plans++;
        expect(mistakesInPlan(plan, now, blocksPerVpc, existing)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
    expect(plans).toBeGreaterThan(100);
  });

  it.each([
    ["EIPs alone", fleets({ maxLength: 5 }).map((now): [PlanRequest[], PlanRequest[]] => [[], now])],
    [
      "choices by hand and unknown addresses",
      fleets({ maxLength: 4, choices: true }).map((now): [PlanRequest[], PlanRequest[]] => [[], now]),
    ],
    ["choices and a current plan", fleetsWithHistory(3)],
  ])(
    "is as cheap as trying every plan finds, and fails exactly where that finds none: %s",
    (_, histories) => {
      const seen = { plans: 0, failures: 0 };
      fc.assert(
        fc.property(histories, fc.integer({ min: 1, max: 3 }), ([earlier, now], blocksPerVpc) => {
          const existing = planned(earlier);
          const plan = tryPlan(now, { blocksPerVpc, existing });
          const cheapest = cheapestPlan(now, existing, blocksPerVpc);
          if (plan instanceof PlanError) {
            seen.failures++;
            expect(cheapest).toBeUndefined();
            return;
          }
          seen.plans++;
          const addresses = plan.reduce((sum, { cidr }) => sum + cidr.size, 0);
          expect({ addresses, blocks: plan.length }).toEqual(cheapest);
        }),
        { numRuns: 500 },
      );
      // Both outcomes have to be met often, or the property says little.
      expect(Math.min(seen.plans, seen.failures)).toBeGreaterThan(20);
    },
  );

  it("does not depend on the order of the requests, nor do its errors", () => {
    const cases = fleetsWithHistory(4).chain(([earlier, now]) =>
      fc.tuple(fc.constant(earlier), fc.constant(now), fc.shuffledSubarray(now, { minLength: now.length })),
    );
    fc.assert(
      fc.property(cases, limits, ([earlier, now, shuffled], blocksPerVpc) => {
        const options = { blocksPerVpc, existing: planned(earlier) };
        const [plan, other] = [tryPlan(now, options), tryPlan(shuffled, options)];
        if (plan instanceof PlanError) expect(other).toMatchObject({ conflicts: plan.conflicts });
        else expect(JSON.stringify(other)).toBe(JSON.stringify(plan));
      }),
      { numRuns: 500 },
    );
  });

  it("stays as it is when it is planned again from itself", () => {
    fc.assert(
      fc.property(fleets({ maxLength: 20, vpcIds: ["vpc-1", "vpc-2"], choices: true }), (requests) => {
        const plan = tryPlan(requests);
        fc.pre(!(plan instanceof PlanError));
        expect(planFleet(requests, { existing: asExisting(plan) })).toEqual(plan);
      }),
    );
  });

  it("moves no exposure to another range when one is added or removed", () => {
    fc.assert(
      fc.property(fleets({ maxLength: 12, zoneIds: ["a"] }), fc.nat(11), (requests, index) => {
        const others = requests.filter((_, place) => place !== index % requests.length);
        const [all, rest] = [tryPlan(requests), tryPlan(others)];
        fc.pre(!(all instanceof PlanError) && !(rest instanceof PlanError));
        const homes = (plan: typeof all): Map<string, string> =>
          new Map(
            plan.flatMap(({ cidr, vswitches }) =>
              vswitches.flatMap((vswitch) =>
                vswitch.keys.map((key): [string, string] => [
                  key,
                  `${vswitch.cidr.toString()} in ${cidr.toString()}`,
                ]),
              ),
            ),
          );
        const removed = planFleet(others, { existing: asExisting(all) });
        for (const [key, home] of homes(removed)) expect(home).toBe(homes(all).get(key));
        const added = tryPlan(requests, { existing: asExisting(rest), blocksPerVpc: 6 });
        if (added instanceof PlanError) return;
        for (const [key, home] of homes(rest)) expect(homes(added).get(key)).toBe(home);
      }),
    );
  });
});

import fc from "fast-check";

import { PlanError } from "../../lib/errors";
import { Ipv4Cidr } from "../../lib/ipv4";
import type { PlanRequest } from "../../lib/planning/model";
import { planFleet } from "../../lib/planning/planner";
import { isUsableIn } from "./arithmetic";
import { address, cidr, fleets, tryPlan } from "./fleets";

const web: PlanRequest = { key: "web", eip: address("203.0.113.106") };
const mail = (eip: string, more: Partial<PlanRequest> = {}): PlanRequest => ({
  key: "mail",
  eip: address(eip),
  nicOf: "web",
  ...more,
});

function problemOf(...requests: PlanRequest[]): string {
  const plan = tryPlan(requests);
  if (!(plan instanceof PlanError)) throw new Error("there is a plan");
  return plan.message;
}

describe("EIPs of one NIC", () => {
  it("share the smallest vSwitch that holds them all", () => {
    expect(planFleet([web, mail("203.0.113.107")])).toEqual([
      {
        cidr: cidr("203.0.113.96/28"),
        vswitches: [{ cidr: cidr("203.0.113.104/29"), keys: ["web", "mail"] }],
        shadowed: 14,
      },
    ]);
    expect(planFleet([web, mail("203.0.113.98")]).map(({ vswitches }) => vswitches)).toEqual([
      [{ cidr: cidr("203.0.113.96/28"), keys: ["mail", "web"] }],
    ]);
    // Without nicOf, each has a vSwitch of its own.
    expect(planFleet([web, { key: "other", eip: address("203.0.113.98") }])).toMatchObject([
      { vswitches: [{ keys: ["other"] }, { keys: ["web"] }] },
    ]);
  });

  it("are refused where no block can hold them, with both EIPs", () => {
    expect(problemOf(web, mail("198.51.100.7"))).toBe(
      '"mail" (198.51.100.7) and "web" (203.0.113.106) are to be on one NIC, and so in one vSwitch, but together they need 192.0.0.0/4, ' +
        "which would shadow 268435454 addresses of others, and a block is at most /16. remove nicOf and set instance, for a NIC of its own, or use an EIP that is closer.",
    );
  });

  it("leave the vSwitch of a NIC that exists where it is, and say what they would need", () => {
    const existing = [{ cidr: cidr("203.0.113.96/28"), vswitches: [cidr("203.0.113.104/29")] }];
    expect(planFleet([web, mail("203.0.113.107")], { existing })).toHaveLength(1);
    expect(() => planFleet([web, mail("203.0.113.98")], { existing })).toThrow(
      '"web" (203.0.113.106) and "mail" (203.0.113.98) are to be on one NIC, and so in one vSwitch, but the vSwitch ' +
        '203.0.113.104/29 of the current plan does not hold "mail" (203.0.113.98); together they need vSwitch 203.0.113.96/28 ' +
        "in a block of at least 203.0.113.96/28, which shadows 14 addresses of others. remove nicOf and set instance, for a NIC " +
        "of its own, or replan blocks and vSwitches, which replaces the NIC.",
    );
    expect(() => planFleet([web, mail("203.0.114.7")], { existing })).toThrow(
      'does not hold "mail" (203.0.114.7); together they need vSwitch 203.0.112.0/22 in a block of at least 203.0.112.0/22, ' +
        "which shadows 1022 addresses of others.",
    );
    expect(() => planFleet([web, mail("198.51.100.7")], { existing })).toThrow(
      'does not hold "mail" (198.51.100.7); together they need 192.0.0.0/4, which would shadow 268435454 addresses of others, ' +
        "and a block is at most /16. remove nicOf and set instance, for a NIC of its own, or use an EIP that is closer.",
    );
  });

  it("leave a vSwitch that is set where it is, and say what to set", () => {
    const conflict = {
      keys: ["mail"],
      problem:
        '"web" (203.0.113.106) and "mail" (203.0.113.98) are to be on one NIC, and so in one vSwitch, but the vSwitch ' +
        '203.0.113.104/29 of the configuration does not hold "mail" (203.0.113.98); together they need vSwitch 203.0.113.96/28 ' +
        "in a block of at least 203.0.113.96/28, which shadows 14 addresses of others",
      remedy: "set a vSwitch that holds both, or remove nicOf and set instance, for a NIC of its own",
    };
    const requests = [{ ...web, vswitch: cidr("203.0.113.104/29") }, mail("203.0.113.98")];
    expect(tryPlan(requests)).toMatchObject({ conflicts: [conflict] });
    expect(tryPlan(requests.toReversed())).toMatchObject({ conflicts: [conflict] });
  });

  it("are named without an address where only Terraform knows it", () => {
    const vswitch = cidr("203.0.113.104/29");
    expect(tryPlan([{ key: "web", vswitch }, mail("203.0.113.98")])).toMatchObject({
      conflicts: [
        {
          problem:
            '"web" and "mail" (203.0.113.98) are to be on one NIC, and so in one vSwitch, but the vSwitch 203.0.113.104/29 of the ' +
            'configuration does not hold "mail" (203.0.113.98); together they need vSwitch 203.0.113.96/28 in a block of at least ' +
            "203.0.113.96/28, which shadows 15 addresses of others",
        },
      ],
    });
    const rider: PlanRequest = { key: "mail", vswitch: cidr("203.0.113.96/29"), nicOf: "web" };
    expect(problemOf({ ...web, vswitch }, rider)).toContain(
      'the vSwitch 203.0.113.104/29 of the configuration does not hold "mail"; together',
    );
  });

  it("are named by the two that are farthest apart, of whichever NIC", () => {
    const requests = [
      web,
      mail("203.0.113.122"),
      { ...mail("198.51.100.7"), key: "far" },
      { key: "other", eip: address("192.0.2.9") },
      { ...mail("203.0.113.200"), key: "last", nicOf: "other" },
    ];
    const plan = tryPlan(requests);
    expect(plan).toMatchObject({
      conflicts: [
        { keys: ["last"], problem: expect.stringMatching(/^"other" .* and "last" /) as string },
        { keys: ["mail"], problem: expect.stringMatching(/^"far" .* and "mail" /) as string },
      ],
    });
  });

  it("are in one vSwitch, in which each is usable, and no smaller one holds them (property)", () => {
    fc.assert(
      fc.property(
        fleets({ maxLength: 12 }),
        fc.array(fc.nat(11), { minLength: 12, maxLength: 12 }),
        (fleet, hosts) => {
          // A rider is in the VPC and the zone of its host, and rides on no other rider.
          const requests = fleet.map((request, i) => {
            const host = fleet[(hosts[i] ?? 0) % fleet.length];
            const isRider = i % 2 === 1 && host !== undefined && fleet.indexOf(host) % 2 === 0;
            if (!isRider) return request;
            const { key, eip } = request;
            return { ...host, key, ...(eip && { eip }), nicOf: host.key };
          });
          const plan = tryPlan(requests, { blocksPerVpc: 1000 });
          const isTooFar = requests.some(({ nicOf, eip }) => {
            const host = requests.find(({ key }) => key === nicOf);
            if (host?.eip === undefined || eip === undefined) return false;
            return Ipv4Cidr.containing(host.eip, 16).toString() !== Ipv4Cidr.containing(eip, 16).toString();
          });
          if (plan instanceof PlanError) {
            // With known zones, two in one vSwitch may be of different zones.
            expect(isTooFar || requests.some(({ zoneId }) => zoneId !== undefined)).toBe(true);
            return;
          }
          expect(isTooFar).toBe(false);
          const vswitches = plan.flatMap((block) => block.vswitches);
          for (const { key, nicOf } of requests.filter((request) => request.nicOf !== undefined)) {
            const shared = vswitches.find(({ keys }) => keys.includes(key));
            expect(shared?.keys).toContain(nicOf);
            for (const { eip } of requests.filter((request) => shared?.keys.includes(request.key)))
              expect(eip !== undefined && shared !== undefined && isUsableIn(shared.cidr, eip)).toBe(true);
            if (shared === undefined || shared.cidr.prefixLength === 29) continue;
            const together = requests.filter((request) => [request.key, request.nicOf].includes(nicOf));
            // With others in the vSwitch, these may need the larger one.
            if (together.length < shared.keys.length) continue;
            const halves = [shared.cidr.network, shared.cidr.last].map((one) =>
              Ipv4Cidr.containing(one, shared.cidr.prefixLength + 1),
            );
            for (const half of halves)
              expect(together.every(({ eip }) => eip !== undefined && isUsableIn(half, eip))).toBe(false);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

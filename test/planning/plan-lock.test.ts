import fc from "fast-check";

import { PlanError } from "../../lib/errors";
import { Ipv4Address, Ipv4Cidr } from "../../lib/ipv4";
import type { PlannedBlock, PlanRequest } from "../../lib/planning/model";
import {
  EMPTY_PLAN_LOCK,
  existingBlocks,
  lockOf,
  parsePlanLock,
  type PlanLock,
  PlanLockError,
  renderPlanLock,
} from "../../lib/planning/plan-lock";
import { planFleet } from "../../lib/planning/planner";

function request(key: string, eip: string, vpcId?: string): PlanRequest {
  return { key, eip: Ipv4Address.parse(eip), ...(vpcId === undefined ? {} : { vpcId }) };
}

/** Plans with a lock, as a synthesis does. */
function planWith(
  requests: readonly PlanRequest[],
  previous: PlanLock,
): { plan: PlannedBlock[]; lock: PlanLock } {
  const plan = planFleet(requests, { existing: existingBlocks(previous, requests) });
  return { plan, lock: lockOf(plan, requests, previous) };
}

/** Text of a lock with one vSwitch in each block. */
function lockText(vswitch: object, ...others: readonly object[]): string {
  const one = { name: "v", cidr: "203.0.113.104/29", eips: ["203.0.113.106"], ...vswitch };
  const block = { name: "a", cidr: "203.0.113.96/28", vswitches: [one] };
  return JSON.stringify({
    "//": "",
    version: 1,
    blocks: [block, ...others.map((other) => ({ ...block, ...other }))],
  });
}

/** The block and the vSwitch of an exposure. */
function placeOf(plan: readonly PlannedBlock[], key: string): string {
  return plan
    .flatMap(({ cidr, vswitches }) => vswitches.map((vswitch) => ({ cidr, vswitch })))
    .filter(({ vswitch }) => vswitch.keys.includes(key))
    .map(({ cidr, vswitch }) => `${vswitch.cidr.toString()} in ${cidr.toString()}`)
    .join();
}

/** Whether the block of an EIP has EIPs that were in other blocks before. */
function isMerged(lock: PlanLock, before: PlanLock, eip: string): boolean {
  const eipsOf = ({ vswitches }: PlanLock["blocks"][number]) => vswitches.flatMap(({ eips }) => eips);
  const together = lock.blocks.map(eipsOf).find((eips) => eips.includes(eip)) ?? [];
  return before.blocks.filter((block) => eipsOf(block).some((one) => together.includes(one))).length > 1;
}

const fleet = fc
  .uniqueArray(fc.integer({ min: 1, max: 0x7ff }), { minLength: 2, maxLength: 12 })
  .map((offsets) =>
    offsets.map((offset, i) => ({ key: `k${i}`, eip: Ipv4Address.fromNumber(0xcb007000 + offset) })),
  );

describe("the lock of a plan", () => {
  it("is the same after it was written and read", () => {
    fc.assert(
      fc.property(fleet, (requests) => {
        const { lock } = planWith(requests, EMPTY_PLAN_LOCK);
        expect(renderPlanLock(parsePlanLock(renderPlanLock(lock)))).toBe(renderPlanLock(lock));
      }),
    );
  });

  it("keeps every exposure where it is while others come and go, or says that there is no such plan", () => {
    let kept = 0;
    fc.assert(
      fc.property(fleet, fc.nat({ max: 11 }), (requests, count) => {
        const first = planWith(requests.slice(0, Math.max(1, count % requests.length)), EMPTY_PLAN_LOCK);
        const stay = requests.slice(0, Math.max(1, count % requests.length));
        try {
          const { plan } = planWith(requests, first.lock);
          for (const { key } of stay) expect(placeOf(plan, key)).toBe(placeOf(first.plan, key));
          const fewer = planWith(stay.slice(1), first.lock);
          for (const { key } of stay.slice(1))
            expect(placeOf(fewer.plan, key)).toBe(placeOf(first.plan, key));
          kept++;
        } catch (error) {
          if (!(error instanceof PlanError)) throw error;
        }
      }),
      { numRuns: 300 },
    );
    expect(kept).toBeGreaterThan(100);
  });

  it("does not keep a vSwitch for another EIP of the same exposure", () => {
    const { lock } = planWith([request("web", "203.0.113.125")], EMPTY_PLAN_LOCK);
    const { plan } = planWith([request("web", "203.0.113.130")], lock);
    expect(placeOf(plan, "web")).toBe("203.0.113.128/29 in 203.0.113.128/28");
  });

  it("keeps a block for a renamed exposure, since only the EIP decides", () => {
    const { lock } = planWith([request("web", "203.0.113.106")], EMPTY_PLAN_LOCK);
    expect(existingBlocks(lock, [request("shop", "203.0.113.106")])).toHaveLength(1);
  });

  it("leaves the name of a block as it is when its VPC becomes known", () => {
    const { lock } = planWith([request("web", "203.0.113.106")], EMPTY_PLAN_LOCK);
    const later = planWith(
      [request("web", "203.0.113.106", "vpc-a"), request("mail", "198.51.100.7", "vpc-a")],
      lock,
    );
    expect(later.lock.blocks.map(({ name }) => name)).toEqual([
      "vpc-a_cidr-198-51-100-0-28",
      "cidr-203-0-113-96-28",
    ]);
  });

  it("tells the same range in two VPCs apart", () => {
    const requests = [request("web", "203.0.113.106", "vpc-a"), request("mail", "203.0.113.107", "vpc-b")];
    const first = planWith(requests, EMPTY_PLAN_LOCK);
    expect(first.lock.blocks.map(({ name }) => name)).toEqual([
      "vpc-a_cidr-203-0-113-96-28",
      "vpc-b_cidr-203-0-113-96-28",
    ]);
    expect(renderPlanLock(planWith(requests, first.lock).lock)).toBe(renderPlanLock(first.lock));
  });

  const namesOf = ({ lock }: { lock: PlanLock }) => lock.blocks.map(({ name }) => name);

  it("names the same range apart where another VPC gets it later", () => {
    const first = planWith([request("web", "203.0.113.106", "vpc-b")], EMPTY_PLAN_LOCK);
    const requests = [request("web", "203.0.113.106", "vpc-b"), request("mail", "203.0.113.107", "vpc-a")];
    const names = ["vpc-a_cidr-203-0-113-96-28", "vpc-b_cidr-203-0-113-96-28"];
    expect(namesOf(planWith(requests, first.lock))).toEqual(names);
  });

  it("names a range apart where exposures that shared it turn out to be in two VPCs", () => {
    const shared = planWith(
      [request("web", "203.0.113.106"), request("mail", "203.0.113.107")],
      EMPTY_PLAN_LOCK,
    );
    const requests = [request("web", "203.0.113.106", "vpc-a"), request("mail", "203.0.113.107", "vpc-b")];
    const names = ["vpc-a_cidr-203-0-113-96-28", "vpc-b_cidr-203-0-113-96-28"];
    expect(namesOf(planWith(requests, shared.lock))).toEqual(names);
  });

  it("leaves the name of a block to the EIPs in it while other VPCs get the same range", () => {
    const web = request("web", "203.0.113.106", "vpc-b");
    const { lock } = planWith([request("web", "203.0.113.106")], EMPTY_PLAN_LOCK);
    const two = planWith([web, request("mail", "203.0.113.107", "vpc-a")], lock);
    expect(namesOf(two)).toEqual(["vpc-a_cidr-203-0-113-96-28", "cidr-203-0-113-96-28"]);
    expect(namesOf(planWith([web, request("mail", "203.0.113.107", "vpc-a")], two.lock))).toEqual(
      namesOf(two),
    );
  });

  it("gives no name twice, and takes no name from an EIP that stays, whatever the VPCs are", () => {
    const place = fc.record({
      host: fc.integer({ min: 1, max: 28 }),
      vpc: fc.constantFrom("vpc-a", "vpc-b", "vpc-c"),
    });
    const version = fc.record({
      knowsVpcs: fc.boolean(),
      places: fc.uniqueArray(place, { selector: ({ host }) => host, maxLength: 6 }),
    });
    const nameOfEip = (lock: PlanLock, eip: string) =>
      lock.blocks.flatMap(({ name, cidr, vswitches }) =>
        vswitches
          .filter(({ eips }) => eips.includes(eip))
          .map((vswitch) => ({
            at: `${cidr.toString()} ${vswitch.cidr.toString()}`,
            names: [name, vswitch.name],
          })),
      )[0];
    fc.assert(
      fc.property(fc.array(version, { minLength: 2, maxLength: 4 }), (versions) => {
        let lock = EMPTY_PLAN_LOCK;
        for (const { knowsVpcs, places } of versions) {
          const requests = places.map(({ host, vpc }) =>
            request(`e${host}`, `203.0.113.${host}`, knowsVpcs ? vpc : undefined),
          );
          let next: PlanLock;
          try {
            next = planWith(requests, lock).lock;
          } catch (error) {
            if (!(error instanceof PlanError)) throw error;
            continue;
          }
          const blocks = next.blocks.map(({ name }) => name);
          const vswitches = next.blocks.flatMap((block) => block.vswitches.map(({ name }) => name));
          expect(new Set(blocks).size).toBe(blocks.length);
          expect(new Set(vswitches).size).toBe(vswitches.length);
          // A block of several EIPs may be parted; then its name goes to none of them.
          for (const block of lock.blocks) {
            const eips = block.vswitches.flatMap((vswitch) => vswitch.eips);
            const [eip = ""] = eips;
            const [before, now] = [nameOfEip(lock, eip), nameOfEip(next, eip)];
            if (eips.length === 1 && now !== undefined && now.at === before?.at && !isMerged(next, lock, eip))
              expect(now.names).toEqual(before.names);
          }
          lock = next;
        }
      }),
      { numRuns: 500 },
    );
  });

  it("has the NICs that have the EIPs of others", () => {
    const { lock } = planWith([request("web", "203.0.113.106")], { blocks: [], sharedNics: ["web"] });
    expect(lock.sharedNics).toEqual(["web"]);
    expect(parsePlanLock(renderPlanLock(lock))).toEqual(lock);
    expect(renderPlanLock(EMPTY_PLAN_LOCK)).not.toContain("sharedNics");
  });

  it("keeps no block whose exposures name different VPCs, and no vSwitch without one of its EIPs", () => {
    const requests = [request("web", "203.0.113.106"), request("mail", "203.0.113.98")];
    const { lock } = planWith(requests, EMPTY_PLAN_LOCK);
    const [web] = requests;
    expect(existingBlocks(lock, [request("web", "203.0.113.106", "vpc-a")])).toMatchObject([
      { vpcId: "vpc-a", vswitches: [{ prefixLength: 29 }] },
    ]);
    expect(existingBlocks(lock, web ? [web, request("mail", "203.0.113.98", "vpc-a")] : [])).toEqual([]);
    expect(existingBlocks(lock, [])).toEqual([]);
  });

  it("has a vSwitch without EIPs where only Terraform knows their addresses", () => {
    const { lock } = planWith([{ key: "web", vswitch: Ipv4Cidr.parse("203.0.113.96/28") }], EMPTY_PLAN_LOCK);
    expect(lock.blocks).toMatchObject([
      { name: "cidr-203-0-113-96-28", vswitches: [{ name: "cidr-203-0-113-96-28", eips: [] }] },
    ]);
  });

  describe("of the same range with other EIPs than before", () => {
    const after = [request("web", "203.0.113.107", "vpc-a"), request("mail", "203.0.113.108", "vpc-b")];
    const locked = (...names: string[]): PlanLock => ({
      blocks: names.map((name) => ({
        name,
        cidr: Ipv4Cidr.parse("203.0.113.96/28"),
        vswitches: [{ name: `${name}-v`, cidr: Ipv4Cidr.parse("203.0.113.104/29"), eips: ["203.0.113.106"] }],
      })),
    });
    const namesOfAll = ({ lock }: { lock: PlanLock }) =>
      lock.blocks.map((one) => [one.name, ...one.vswitches.map(({ name }) => name)]);

    it("leaves a block its name, and the other one to the block that is left", () => {
      const previous = locked("cidr-203-0-113-96-28", "vpc-a_cidr-203-0-113-96-28");
      expect(namesOfAll(planWith(after, previous))).toEqual([
        ["vpc-a_cidr-203-0-113-96-28", "vpc-a_cidr-203-0-113-96-28-v"],
        ["cidr-203-0-113-96-28", "cidr-203-0-113-96-28-v"],
      ]);
    });

    it("leaves the only block the only name", () => {
      expect(namesOfAll(planWith(after.slice(0, 1), locked("old")))).toEqual([["old", "old-v"]]);
    });

    it.each([[["one", "other"]], [["one"]], [[]]])(
      "gives new names to two blocks, where %j could belong to either",
      (names) => {
        expect(namesOfAll(planWith(after, locked(...names)))).toEqual([
          ["vpc-a_cidr-203-0-113-96-28", "vpc-a_cidr-203-0-113-104-29"],
          ["vpc-b_cidr-203-0-113-96-28", "vpc-b_cidr-203-0-113-104-29"],
        ]);
      },
    );
  });

  it("numbers a name that is taken", () => {
    const [web, mail] = [request("web", "203.0.113.106", "vpc-a"), request("mail", "203.0.113.107", "vpc-b")];
    const { lock } = planWith([web, mail], EMPTY_PLAN_LOCK);
    // Both moved to the other VPC, and a third came to each.
    const moved = planWith(
      [{ ...web, vpcId: "vpc-b" }, { ...mail, vpcId: "vpc-a" }, request("new", "203.0.113.108", "vpc-c")],
      lock,
    );
    expect(namesOf(moved)).toEqual([
      "vpc-b_cidr-203-0-113-96-28",
      "vpc-a_cidr-203-0-113-96-28",
      "vpc-c_cidr-203-0-113-96-28",
    ]);
    const back = planWith([{ ...web, vpcId: "vpc-b" }, request("new", "203.0.113.108", "vpc-a")], moved.lock);
    expect(namesOf(back)).toEqual(["vpc-c_cidr-203-0-113-96-28", "vpc-a_cidr-203-0-113-96-28"]);
    const later = planWith(
      [{ ...web, vpcId: "vpc-c" }, { ...mail, vpcId: "vpc-d" }, request("other", "203.0.113.105", "vpc-a")],
      lock,
    );
    expect(namesOf(later)).toEqual([
      "vpc-a_cidr-203-0-113-96-28_2",
      "vpc-a_cidr-203-0-113-96-28",
      "vpc-b_cidr-203-0-113-96-28",
    ]);
  });

  const HEAD = '"//": "", "version": 1';
  const block = (name: string, range: string) => `{"name": "${name}", "cidr": "${range}", "vswitches": []}`;

  it.each([
    ["no JSON", '{\n"//": ""\n', /^not JSON from line 3$/],
    ["no JSON at all", "", /^not JSON$/],
    ["another value", "null", /^not of the form that a synthesis writes$/],
    ["a missing part", '{"//": "", "version": 1}', /^blocks is missing or damaged$/],
    [
      "a damaged part",
      '{"//": "", "version": 1, "blocks": [{"name": "a", "cidr": "203.0.113.0/28", "vswitches": {}}]}',
      /^blocks\[0\]\.vswitches is missing or damaged$/,
    ],
    ["an unknown key", '{"//": "", "version": 1, "blocks": [], "ranges": []}', /^unknown key ranges$/],
    ["another version", '{"//": "", "version": 2, "blocks": []}', /version/],
    ["no object", "[]", /^not of the form that a synthesis writes$/],
    ["no version", '{"//": "", "blocks": []}', /^version is missing or damaged$/],
    [
      "a version that is no number",
      '{"//": "", "version": "2", "blocks": []}',
      /^version is missing or damaged$/,
    ],
    ["an earlier version", '{"//": "", "version": 0, "blocks": []}', /^version is missing or damaged$/],
    [
      "a range with host bits",
      `{${HEAD}, "blocks": [${block("a", "203.0.113.1/28")}]}`,
      /^blocks\[0\]\.cidr: .*203\.0\.113\.0\/28/,
    ],
    [
      "a vSwitch outside its block",
      lockText({ cidr: "198.51.100.0/28" }),
      /^blocks\[0\]\.vswitches\[0\]\.cidr: 198\.51\.100\.0\/28 is outside its block 203\.0\.113\.96\/28$/,
    ],
    [
      "an EIP outside its vSwitch",
      lockText({ eips: ["203.0.113.106", "203.0.113.97"] }),
      /^blocks\[0\]\.vswitches\[0\]\.eips\[1\]: outside its vSwitch 203\.0\.113\.104\/29$/,
    ],
    ["an EIP that is no address", lockText({ eips: ["web"] }), /eips\[0\]: outside its vSwitch/],
    [
      "a block that a merge has doubled",
      lockText({}, { name: "a" }),
      /^blocks\[1\]\.name: duplicate of another block a$/,
    ],
    [
      "a vSwitch that a merge has doubled",
      lockText({}, { name: "b" }),
      /^blocks\[1\]\.vswitches\[0\]\.name: duplicate of another vSwitch v$/,
    ],
    [
      "a name in upper case",
      `{${HEAD}, "blocks": [${block("aB", "203.0.113.0/28")}]}`,
      /^blocks\[0\]\.name is missing or damaged$/,
    ],
    [
      "a name that begins with a number",
      `{${HEAD}, "blocks": [${block("1a", "203.0.113.0/28")}]}`,
      /^blocks\[0\]\.name is missing or damaged$/,
    ],
    [
      "the name of no NIC",
      `{${HEAD}, "blocks": [], "sharedNics": ["a.b"]}`,
      /^sharedNics\[0\] is missing or damaged$/,
    ],
  ])("fails for %s, saying what is wrong", (_, text, message) => {
    expect(() => parsePlanLock(text)).toThrow(PlanLockError);
    expect(() => parsePlanLock(text)).toThrow(message);
  });

  it("fails for the lock of a later release, with what to do", () => {
    expect(errorOf('{"//": "", "version": 2, "blocks": []}')).toMatchObject({
      name: "PlanLockError",
      code: "invalid-plan-lock",
      message: "version 2, but this release reads version 1",
      advice: "update this package to the release that wrote the file, or a later one",
    });
  });

  it.each(["<<<<<<< HEAD", "=======", "=======\r", ">>>>>>> theirs"])(
    "fails where version control has left %j, naming the line",
    (marker) => {
      expect(errorOf(`{\n${HEAD},\n${marker}\n"blocks": []}`)).toMatchObject({
        message: "conflict marker of version control in line 3",
        advice:
          "resolve the conflict: keep one version of the file, synthesize, and review what the plan changes",
      });
    },
  );

  it.each(["<<<<<<<<", "=======x", " >>>>>>> theirs"])("takes %j for no such marker", (text) => {
    expect(errorOf(`{\n${text}\n}`).message).toMatch(/^not JSON/);
  });
});

function errorOf(text: string): PlanLockError {
  try {
    parsePlanLock(text);
  } catch (error) {
    if (error instanceof PlanLockError) return error;
    throw error;
  }
  throw new Error("it is a lock");
}

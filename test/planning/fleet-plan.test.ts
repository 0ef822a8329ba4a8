import { AddressError, type PlanConflict, PlanError } from "../../lib/errors";
import { Ipv4Address } from "../../lib/ipv4";
import type { PlanRequest } from "../../lib/planning/model";
import { DEFAULT_BLOCKS_PER_VPC, planFleet } from "../../lib/planning/planner";
import { address, asExisting, cidr } from "./fleets";

type Choices = Omit<PlanRequest, "key" | "eip">;

const request = (key: string, eip: string, choices: Choices = {}): PlanRequest => ({
  key,
  eip: address(eip),
  ...choices,
});

/** A plan as text: each block with its vSwitches and their keys. */
function outline(...args: Parameters<typeof planFleet>): Record<string, Record<string, string>> {
  return Object.fromEntries(
    planFleet(...args).map(({ cidr: block, vswitches }) => [
      block.toString(),
      Object.fromEntries(vswitches.map((vswitch) => [vswitch.cidr.toString(), vswitch.keys.join(" ")])),
    ]),
  );
}

function conflictsOf(...args: Parameters<typeof planFleet>): readonly PlanConflict[] {
  try {
    planFleet(...args);
  } catch (error) {
    if (error instanceof PlanError) return error.conflicts;
    throw error;
  }
  throw new Error("there is a plan");
}

describe("the plan of a fleet", () => {
  it("is the smallest placement for one EIP, and says how many addresses of others it hides", () => {
    const [block, ...others] = planFleet([request("web", "203.0.113.106")]);
    expect(block).toEqual({
      cidr: cidr("203.0.113.96/28"),
      vswitches: [{ cidr: cidr("203.0.113.104/29"), keys: ["web"] }],
      shadowed: 15,
    });
    expect(others).toEqual([]);
  });

  it("is empty for no EIP", () => {
    expect(planFleet([])).toEqual([]);
  });

  it("shares a block between neighbours, with a vSwitch for each zone", () => {
    const fleet = [
      request("web", "203.0.113.1", { zoneId: "a" }),
      request("mail", "203.0.113.2", { zoneId: "a" }),
      request("ftp", "203.0.113.9", { zoneId: "b" }),
    ];
    expect(outline(fleet)).toEqual({
      "203.0.113.0/28": { "203.0.113.0/29": "web mail", "203.0.113.8/29": "ftp" },
    });
  });

  it("joins the vSwitches of one zone, but not those of exposures whose zone is not known", () => {
    const fleet = (zoneId?: string): PlanRequest[] =>
      ["203.0.113.1", "203.0.113.9"].map((eip) => request(eip, eip, zoneId === undefined ? {} : { zoneId }));
    expect(outline(fleet("a"))).toEqual({
      "203.0.113.0/28": { "203.0.113.0/28": "203.0.113.1 203.0.113.9" },
    });
    expect(outline(fleet())).toEqual({
      "203.0.113.0/28": { "203.0.113.0/29": "203.0.113.1", "203.0.113.8/29": "203.0.113.9" },
    });
  });

  it("prefers several small blocks to a large one, while it may have them", () => {
    const fleet = [request("a", "203.0.113.1"), request("b", "203.0.113.65"), request("c", "203.0.113.97")];
    expect(Object.keys(outline(fleet))).toEqual(["203.0.113.0/28", "203.0.113.64/28", "203.0.113.96/28"]);
    expect(Object.keys(outline(fleet, { blocksPerVpc: 2 }))).toEqual(["203.0.113.0/28", "203.0.113.64/26"]);
    expect(Object.keys(outline(fleet, { blocksPerVpc: 1 }))).toEqual(["203.0.113.0/25"]);
  });

  it("prefers one block to two that hide as many addresses", () => {
    const fleet = [request("a", "203.0.113.1"), request("b", "203.0.113.17")];
    expect(Object.keys(outline(fleet))).toEqual(["203.0.113.0/27"]);
  });

  it("has at most five blocks for each VPC unless told otherwise", () => {
    const fleet = ["vpc-1", "vpc-2"].flatMap((vpcId, place) =>
      Array.from({ length: 12 }, (_, index) =>
        request(`${vpcId} ${index}`, `198.${18 + place}.${index * 16}.1`, { vpcId }),
      ),
    );
    const plan = planFleet(fleet);
    expect(DEFAULT_BLOCKS_PER_VPC).toBe(5);
    expect(plan.map(({ vpcId }) => vpcId)).toEqual([
      ...Array<string>(5).fill("vpc-1"),
      ...Array<string>(5).fill("vpc-2"),
    ]);
  });

  it("sorts two blocks with one range by their VPCs", () => {
    const vswitch = cidr("203.0.113.0/28");
    const plan = planFleet(["vpc-2", "vpc-1"].map((vpcId) => ({ key: vpcId, vpcId, vswitch })));
    expect(plan.map(({ vpcId, cidr: block }) => [vpcId, block.toString()])).toEqual([
      ["vpc-1", "203.0.113.0/28"],
      ["vpc-2", "203.0.113.0/28"],
    ]);
  });

  it("takes blocks and vSwitches chosen by hand as they are, and puts others in them where they belong", () => {
    const fleet = [
      request("web", "203.0.113.10", { block: cidr("203.0.113.0/24"), vswitch: cidr("203.0.113.0/25") }),
      request("mail", "203.0.113.20"),
      request("ftp", "203.0.113.130"),
      { key: "unknown", vswitch: cidr("203.0.113.192/26") },
    ];
    expect(outline(fleet)).toEqual({
      "203.0.113.0/24": {
        "203.0.113.0/25": "web mail",
        "203.0.113.128/29": "ftp",
        "203.0.113.192/26": "unknown",
      },
    });
  });

  it("does not let a vSwitch chosen by hand grow, whichever request comes first", () => {
    const byHand = request("web", "203.0.113.1", { zoneId: "a", vswitch: cidr("203.0.113.0/29") });
    const same = request("mail", "203.0.113.2", { zoneId: "a" });
    const near = request("ftp", "203.0.113.9", { zoneId: "a" });
    const expected = { "203.0.113.0/28": { "203.0.113.0/29": "web mail", "203.0.113.8/29": "ftp" } };
    expect(outline([byHand, same, near])).toEqual(expected);
    expect(outline([near, same, byHand])).toEqual(expected);
  });

  it("takes steps in proportion to the number of EIPs", () => {
    const stepsFor = (count: number): number => {
      const first = address("198.18.0.0").value;
      const fleet = Array.from({ length: count }, (_, index) => ({
        key: `e${index}`,
        // The multiples of an odd number pass through all of the 2^17 addresses of the range before one comes again.
        eip: Ipv4Address.fromNumber(first + ((index * 40503 + 5) % 2 ** 17)),
        zoneId: "a",
      })).filter(({ eip }) => eip.value % 2 ** 16 > 0 && eip.value % 2 ** 16 < 2 ** 16 - 3);
      const steps = jest.spyOn(Ipv4Address, "fromNumber");
      expect(planFleet(fleet)).not.toHaveLength(0);
      const { length } = steps.mock.calls;
      steps.mockRestore();
      return length;
    };
    const small = stepsFor(500);
    expect(small).toBeGreaterThan(500);
    expect(stepsFor(2000)).toBeLessThan(small * 4.5);
  });
});

describe("the plan of a fleet with a current plan", () => {
  const web = request("web", "203.0.113.1", { zoneId: "a" });
  const mail = request("mail", "203.0.113.9", { zoneId: "a" });
  const present = asExisting(planFleet([web, mail]));

  it("keeps a range that is larger than needed, and leaves out what is needed no more", () => {
    expect(outline([web], { existing: present })).toEqual({ "203.0.113.0/28": { "203.0.113.0/28": "web" } });
    expect(outline([request("other", "198.51.100.1")], { existing: present })).toEqual({
      "198.51.100.0/28": { "198.51.100.0/29": "other" },
    });
  });

  it("puts a new EIP into a vSwitch that is there, and beside it where it does not fit", () => {
    expect(
      outline([web, mail, request("ftp", "203.0.113.5", { zoneId: "a" })], { existing: present }),
    ).toEqual({
      "203.0.113.0/28": { "203.0.113.0/28": "web ftp mail" },
    });
    const existing = [{ cidr: cidr("203.0.113.0/27"), vswitches: [cidr("203.0.113.0/29")] }];
    expect(outline([web, mail], { existing })).toEqual({
      "203.0.113.0/27": { "203.0.113.0/29": "web", "203.0.113.8/29": "mail" },
    });
  });

  it("does not count a range against others that nobody needs any more", () => {
    // 203.0.113.15 needs a /27 around the present /28, in which it is reserved.
    expect(outline([request("web", "203.0.113.15")], { existing: present })).toEqual({
      "203.0.113.0/27": { "203.0.113.0/27": "web" },
    });
  });

  it("gives way to what is chosen by hand for all exposures in a range", () => {
    const [block, vswitch] = [cidr("203.0.113.0/24"), cidr("203.0.113.0/25")];
    expect(outline([{ ...web, block, vswitch }], { existing: present })).toEqual({
      "203.0.113.0/24": { "203.0.113.0/25": "web" },
    });
  });

  it("is that of the same VPC only", () => {
    expect(outline([{ ...web, vpcId: "vpc-1" }], { existing: present })).toEqual({
      "203.0.113.0/28": { "203.0.113.0/29": "web" },
    });
  });

  it("fails when a new EIP needs a vSwitch or a block that is larger than one that stays", () => {
    expect(conflictsOf([web, request("new", "203.0.113.14")], { existing: present })).toEqual([
      {
        keys: ["new", "web"],
        problem:
          'vSwitch 203.0.113.0/28 of "web" (203.0.113.1) is in the current plan and lies inside 203.0.113.0/27, ' +
          'which "new" (203.0.113.14) needs',
        remedy: "use another EIP, or replan blocks and vSwitches",
      },
      {
        keys: ["new"],
        problem:
          '"new" (203.0.113.14) needs vSwitch 203.0.113.0/27, which does not fit into block 203.0.113.0/28 of the current plan',
        remedy: "use another EIP, or replan blocks and vSwitches",
      },
    ]);
  });

  it("fails when a new EIP lies in a vSwitch of another zone", () => {
    expect(
      conflictsOf([web, request("new", "203.0.113.10", { zoneId: "b" })], { existing: present }),
    ).toEqual([
      {
        keys: ["web", "new"],
        problem:
          '"web" (203.0.113.1) in a and "new" (203.0.113.10) in b would have to share a vSwitch, which is in one zone: ' +
          "203.0.113.0/28 is a vSwitch of the current plan, and no other vSwitch can overlap it",
        remedy: "use another EIP, or replan blocks and vSwitches",
      },
    ]);
  });

  it("fails when no block is left for a new EIP, although planning again would find room", () => {
    const fleet = [web, request("new", "203.0.113.17")];
    expect(conflictsOf(fleet, { existing: present, blocksPerVpc: 1 })).toEqual([
      {
        keys: ["new"],
        problem:
          '"new" (203.0.113.17) needs more secondary CIDR blocks than remain: 0 of 1 per VPC, ' +
          "after those set explicitly or in the current plan",
        remedy:
          "use EIPs in existing blocks, replan blocks and vSwitches, or raise the quota " +
          "vpc_quota_secondary_cidr_num and set blocksPerVpc to it",
      },
    ]);
    expect(Object.keys(outline(fleet, { blocksPerVpc: 1 }))).toEqual(["203.0.113.0/27"]);
  });

  it("fails when more blocks stay than a VPC may have", () => {
    const fleet = [web, request("far", "198.51.100.1")];
    expect(conflictsOf(fleet, { existing: asExisting(planFleet(fleet)), blocksPerVpc: 1 })).toEqual([
      {
        keys: ["far", "web"],
        problem: "too many: 2 blocks set explicitly or in the current plan, maximum 1 per VPC",
        remedy:
          "set fewer, replan blocks and vSwitches, or raise the quota vpc_quota_secondary_cidr_num " +
          "and set blocksPerVpc to it",
      },
    ]);
  });
});

describe("exposures whose addresses only Terraform knows", () => {
  it.each([
    ["a", "b", "c"],
    ["c", "b", "a"],
    ["b", "c", "a"],
  ])("are in the order of their keys: %s %s %s", (...keys) => {
    const plan = planFleet(keys.map((key) => ({ key, vswitch: cidr("203.0.113.0/28") })));
    expect(plan.map(({ vswitches }) => vswitches.map((one) => one.keys))).toEqual([[["a", "b", "c"]]]);
  });
});

describe("no plan", () => {
  it("fails when two neighbours in one /29 belong to different zones, naming both EIPs and both zones", () => {
    const fleet = [
      request("web", "203.0.113.105", { zoneId: "cn-hangzhou-h" }),
      request("mail", "203.0.113.106", { zoneId: "cn-hangzhou-i" }),
    ];
    expect(conflictsOf(fleet)).toEqual([
      {
        keys: ["web", "mail"],
        problem:
          '"web" (203.0.113.105) in cn-hangzhou-h and "mail" (203.0.113.106) in cn-hangzhou-i would have to share a ' +
          "vSwitch, which is in one zone: 203.0.113.104/29 is the smallest in which all are usable, and every " +
          "larger one contains it",
        remedy: "use EIPs that are farther apart, or instances in one zone",
      },
    ]);
    expect(() => planFleet(fleet)).toThrow(/^"web" .* contains it\. use EIPs .* one zone\.$/);
  });

  it("fails when EIPs of two zones are free of each other but not of a third, naming that one too", () => {
    const fleet = [
      request("one", "203.0.113.1", { zoneId: "a" }),
      request("two", "203.0.113.9", { zoneId: "b" }),
      request("third", "203.0.113.14"),
    ];
    expect(planFleet(fleet.slice(0, 2))).toHaveLength(1);
    const [conflict, ...others] = conflictsOf(fleet);
    expect(others).toEqual([]);
    expect(conflict?.keys).toEqual(["one", "two", "third"]);
    expect(conflict?.problem).toMatch(
      /^"one" \(203\.0\.113\.1\) in a, "two" \(203\.0\.113\.9\) in b and "third" \(203\.0\.113\.14\) would have to share/,
    );
    expect(conflict?.problem).toContain("203.0.113.0/27 is the smallest");
  });

  it("fails when an EIP lies in a vSwitch that is chosen by hand in another zone", () => {
    const fleet = [
      { key: "unknown", zoneId: "a", vswitch: cidr("203.0.113.0/26") },
      request("web", "203.0.113.33", { zoneId: "b" }),
    ];
    expect(conflictsOf(fleet)).toEqual([
      {
        keys: ["unknown", "web"],
        problem:
          '"unknown" in a and "web" (203.0.113.33) in b would have to share a vSwitch, which is in one zone: ' +
          '203.0.113.0/26 is set explicitly for "unknown", and no other vSwitch can overlap it',
        remedy: "set another vSwitch, or use instances in one zone",
      },
    ]);
  });

  it("fails when a vSwitch chosen by hand lies inside one that another EIP needs", () => {
    const fleet = [
      request("web", "203.0.113.1", { vswitch: cidr("203.0.113.0/28") }),
      request("mail", "203.0.113.14"),
    ];
    expect(conflictsOf(fleet)).toEqual([
      {
        keys: ["web", "mail"],
        problem:
          'vSwitch 203.0.113.0/28 of "web" (203.0.113.1) is set explicitly and lies inside 203.0.113.0/27, ' +
          'which "mail" (203.0.113.14) needs',
        remedy: "set vswitch to 203.0.113.0/27 for all of them, or use another EIP",
      },
    ]);
  });

  it("fails when a block chosen by hand would cut a vSwitch that another EIP needs", () => {
    const fleet = [
      request("web", "203.0.113.1", { block: cidr("203.0.113.0/28") }),
      request("mail", "203.0.113.14"),
    ];
    expect(conflictsOf(fleet)).toEqual([
      {
        keys: ["web", "mail"],
        problem:
          '"mail" (203.0.113.14) needs vSwitch 203.0.113.0/27, ' +
          'which does not fit into block 203.0.113.0/28 of "web" (203.0.113.1)',
        remedy: "set a block that contains it, or use another EIP",
      },
    ]);
  });

  it("fails for several EIPs that a block or a vSwitch chosen by hand cuts off, naming all", () => {
    const others = [request("mail", "203.0.113.14"), request("ftp", "203.0.113.15")];
    const [cut] = conflictsOf([request("web", "203.0.113.1", { block: cidr("203.0.113.0/28") }), ...others]);
    expect(cut).toMatchObject({
      keys: ["web", "mail", "ftp"],
      problem: expect.stringMatching(
        /^"mail" \(203.0.113.14\) and "ftp" \(203.0.113.15\) need vSwitch /,
      ) as string,
    });
    const [inside] = conflictsOf([
      request("web", "203.0.113.1", { vswitch: cidr("203.0.113.0/28") }),
      ...others,
    ]);
    expect(inside?.problem).toMatch(/, which "mail" \(203.0.113.14\) and "ftp" \(203.0.113.15\) need$/);
  });

  it("fails when a block chosen by hand overlaps one of the current plan, naming who chose it", () => {
    const web = request("web", "203.0.113.1");
    const mail = request("mail", "203.0.113.100", { block: cidr("203.0.113.0/24") });
    expect(conflictsOf([web, mail], { existing: asExisting(planFleet([web])) })).toEqual([
      {
        keys: ["mail"],
        problem:
          'block 203.0.113.0/28 of the current plan overlaps block 203.0.113.0/24 of "mail" (203.0.113.100)',
        remedy: "set the same block for all EIPs in it",
      },
    ]);
  });

  it("fails when more blocks are chosen by hand than a VPC may have, naming who chose them", () => {
    const [one, other] = [cidr("203.0.113.0/28"), cidr("198.51.100.0/28")];
    const fleet = [
      request("web", "203.0.113.1", { block: one }),
      request("mail", "198.51.100.1", { block: other }),
      request("ftp", "203.0.113.9"),
    ];
    expect(conflictsOf(fleet, { blocksPerVpc: 1 })).toMatchObject([{ keys: ["mail", "web"] }]);
  });

  it("fails when two blocks chosen by hand overlap", () => {
    const fleet = [
      request("web", "203.0.113.1", { block: cidr("203.0.113.0/28") }),
      request("mail", "203.0.113.100", { block: cidr("203.0.113.0/24") }),
    ];
    expect(conflictsOf(fleet)).toEqual([
      {
        keys: ["web", "mail"],
        problem:
          'block 203.0.113.0/28 of "web" (203.0.113.1) overlaps block 203.0.113.0/24 of "mail" (203.0.113.100)',
        remedy: "set the same block for all EIPs in it",
      },
    ]);
  });

  it("fails when the EIPs are too far apart for the blocks that a VPC may have, naming six of them", () => {
    const fleet = Array.from({ length: 8 }, (_, index) => request(`e${index}`, `198.${index + 10}.0.1`));
    const [conflict] = conflictsOf(fleet);
    expect(conflict).toEqual({
      keys: fleet.map(({ key }) => key),
      problem:
        '"e0" (198.10.0.1), "e1" (198.11.0.1), "e2" (198.12.0.1), "e3" (198.13.0.1), "e4" (198.14.0.1), "e5" (198.15.0.1) ' +
        "and 2 more need more than 5 secondary CIDR blocks, the maximum per VPC (the largest block is a /16)",
      remedy:
        "use EIPs that are closer together, or raise the quota vpc_quota_secondary_cidr_num and set blocksPerVpc to it",
    });
    expect(planFleet(fleet, { blocksPerVpc: 8 })).toHaveLength(8);
  });

  it("fails when two exposures have the same EIP, in whatever VPCs", () => {
    const fleet = [
      request("web", "203.0.113.1", { vpcId: "vpc-1" }),
      request("mail", "203.0.113.1", { vpcId: "vpc-2" }),
    ];
    expect(conflictsOf(fleet)).toEqual([
      {
        keys: ["web", "mail"],
        problem: '"mail" (203.0.113.1) and "web" have the same EIP',
        remedy: "use a separate EIP for each exposure",
      },
    ]);
  });

  it("fails with the conflicts of all VPCs at once", () => {
    const neighbours = (vpcId: string, network: string): PlanRequest[] => [
      request(`${vpcId}-a`, `${network}.1`, { vpcId, zoneId: "a" }),
      request(`${vpcId}-b`, `${network}.2`, { vpcId, zoneId: "b" }),
    ];
    const conflicts = conflictsOf([
      ...neighbours("vpc-2", "203.0.113"),
      ...neighbours("vpc-1", "198.51.100"),
    ]);
    expect(conflicts.map(({ keys }) => keys)).toEqual([
      ["vpc-1-a", "vpc-1-b"],
      ["vpc-2-a", "vpc-2-b"],
    ]);
  });

  it.each<[mistake: string, request: PlanRequest, problem: string]>([
    ["an EIP that no block can hold", request("web", "198.51.255.255"), "no block can hold it"],
    [
      "an EIP outside its block",
      request("web", "198.51.100.1", { block: cidr("203.0.113.0/24") }),
      "not inside 203.0.113.0/24",
    ],
    [
      "an EIP at a reserved place of its block",
      request("web", "203.0.113.253", { block: cidr("203.0.113.0/24") }),
      "reserved in 203.0.113.0/24",
    ],
    [
      "an EIP at a reserved place of its vSwitch",
      request("web", "203.0.113.125", { vswitch: cidr("203.0.113.0/25") }),
      "reserved in 203.0.113.0/25",
    ],
    [
      "a vSwitch outside its block",
      { key: "web", vswitch: cidr("203.0.113.0/28"), block: cidr("203.0.113.16/28") },
      "not inside its block 203.0.113.16/28",
    ],
    [
      "a vSwitch that is too large",
      { key: "web", vswitch: cidr("203.0.0.0/15") },
      "is not possible for a vSwitch",
    ],
    [
      "a forbidden block",
      request("web", "127.0.0.5", { block: cidr("127.0.0.0/28") }),
      "overlaps 127.0.0.0/8, which Alibaba Cloud forbids",
    ],
    [
      "a vSwitch in a forbidden range",
      { key: "web", vswitch: cidr("100.64.0.0/28") },
      "overlaps 100.64.0.0/10, which Alibaba Cloud forbids",
    ],
  ])("fails with an AddressError for %s", (_, wrong, problem) => {
    expect(() => planFleet([wrong])).toThrow(AddressError);
    expect(() => planFleet([wrong])).toThrow(problem);
  });

  it("fails for a request without an address and without a vSwitch, which is a mistake of the program", () => {
    expect(() => planFleet([{ key: "web" }])).toThrow(
      new RangeError("web has neither an address nor a vSwitch"),
    );
  });
});

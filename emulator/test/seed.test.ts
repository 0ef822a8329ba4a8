import { InputError, type Seed } from "../src";
import { loadState } from "../src/seed";
import { exposed, exposedInterface, preparations } from "./support/seeds";

/** Secondary addresses of the exposed interface. */
const secondary = (count: number) => Array.from({ length: count }, (_, index) => `203.0.113.${97 + index}`);

/** What is wrong with a seed. */
function mistakesOf(seed: unknown): readonly string[] {
  try {
    loadState(seed);
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.mistakes;
    throw error;
  }
}

describe("a seed", () => {
  it("may be empty", () => {
    const cloud = loadState({});
    expect(cloud.region).toBe("cn-hangzhou");
    expect(cloud.zones).toContain("cn-hangzhou-h");
    expect(cloud.vpcs.size).toBe(0);
  });

  it("gives every instance a primary network interface, an address and a disk", () => {
    const cloud = loadState(preparations);
    const [first, second] = [...cloud.instances.values()];
    expect(first?.primaryIpAddress).toBe("10.0.0.202");
    expect(second?.primaryIpAddress).toBe("10.0.0.1");
    expect(second && cloud.primaryInterfaceOf(second)).toMatchObject({
      type: "Primary",
      status: "InUse",
      primaryIpAddress: "10.0.0.1",
      securityGroupIds: ["sg-web"],
    });
    const disks = cloud.disksOf("i-app1");
    expect(disks).toMatchObject([{ type: "system", device: "/dev/xvda", zoneId: "cn-hangzhou-h" }]);
  });

  it("comes out of a saved state as it went in", () => {
    const saved = loadState(exposed).toJSON();
    expect(loadState(JSON.parse(JSON.stringify(saved))).toJSON()).toEqual(saved);
  });

  it("is not changed by what is done to the state", () => {
    const before = JSON.stringify(preparations);
    const cloud = loadState(preparations);
    cloud.vpcs.get("vpc-main")?.secondaryCidrBlocks.push("192.0.2.0/28");
    expect(JSON.stringify(preparations)).toBe(before);
  });

  const vswitch = { id: "vsw-1", vpcId: "vpc-main", zoneId: "cn-hangzhou-h", cidrBlock: "10.0.0.0/24" };
  const group = { id: "sg-1", vpcId: "vpc-main" };
  const vpcs = [{ id: "vpc-main" }];
  it.each<[string, unknown, string]>([
    ["is not an object", [], "seed"],
    ["has an unknown key", { vpc: [] }, '"vpc"'],
    ["has an identifier of another kind", { vpcs: [{ id: "sg-1" }] }, "seed.vpcs[0].id"],
    [
      "has a range with host bits",
      { vpcs: [{ id: "vpc-a", cidrBlock: "10.0.0.1/8" }] },
      "seed.vpcs[0].cidrBlock",
    ],
    ["has an identifier twice", { vpcs: [...vpcs, ...vpcs] }, "vpc-main is there twice"],
    ["refers to a VPC that is not there", { vswitches: [vswitch] }, "vsw-1.vpcId: there is no vpc-main"],
    [
      "has a zone of another region",
      { vpcs, vswitches: [{ ...vswitch, zoneId: "cn-beijing-a" }] },
      "vsw-1.zoneId",
    ],
    [
      "has a vSwitch outside of its VPC",
      { vpcs, vswitches: [{ ...vswitch, cidrBlock: "192.0.2.0/28" }] },
      "is outside of vpc-main",
    ],
    [
      "has vSwitches that overlap",
      { vpcs, vswitches: [vswitch, { ...vswitch, id: "vsw-2", cidrBlock: "10.0.0.128/25" }] },
      "overlaps that of vsw-1",
    ],
    [
      "has blocks that overlap",
      { vpcs: [{ id: "vpc-a", secondaryCidrBlocks: ["10.1.0.0/16"] }] },
      "its ranges overlap",
    ],
    [
      "gives a reserved address to an instance",
      {
        vpcs,
        vswitches: [vswitch],
        securityGroups: [group],
        instances: [
          { id: "i-1", vswitchId: "vsw-1", securityGroupIds: ["sg-1"], primaryIpAddress: "10.0.0.253" },
        ],
      },
      "cannot give 10.0.0.253 away",
    ],
    [
      "gives one address to two instances",
      {
        vpcs,
        vswitches: [vswitch],
        securityGroups: [group],
        instances: ["i-1", "i-2"].map((id) => ({
          id,
          vswitchId: "vsw-1",
          securityGroupIds: ["sg-1"],
          primaryIpAddress: "10.0.0.9",
        })),
      },
      "10.0.0.9 belongs to",
    ],
    [
      "has an instance of an unknown type",
      {
        vpcs,
        vswitches: [vswitch],
        securityGroups: [group],
        instances: [{ id: "i-1", vswitchId: "vsw-1", securityGroupIds: ["sg-1"], type: "ecs.none" }],
      },
      "i-1.type: there is no ecs.none",
    ],
    [
      "gives an interface more addresses than the type of its instance allows",
      { ...exposed, networkInterfaces: [{ ...exposedInterface, secondaryIpAddresses: secondary(6) }] },
      "eni-x: an interface of i-app1 (ecs.g7.large) has at most 6 addresses",
    ],
    [
      "binds an EIP to an address that the interface does not have",
      { ...exposed, eips: [{ ...exposed.eips[0], privateIpAddress: "203.0.113.97" }] },
      "eip-app1.privateIpAddress: eni-x does not have 203.0.113.97",
    ],
    [
      "binds two EIPs to one address",
      { ...exposed, eips: [...exposed.eips, { ...exposed.eips[0], id: "eip-2" }] },
      "eip-2: 203.0.113.106 of eni-x belongs to eip-app1",
    ],
  ])("is refused when it %s, saying where", (_case, seed, text) => {
    expect(mistakesOf(seed).join("\n")).toContain(text);
  });

  it("names every mistake, not the first one only", () => {
    const seed: Seed = { vswitches: [vswitch], securityGroups: [group] };
    expect(mistakesOf(seed)).toHaveLength(2);
  });
});

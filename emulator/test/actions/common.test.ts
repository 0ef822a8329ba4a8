import { at, TestCloud } from "../support/engine";
import { exposed, preparations } from "../support/seeds";

describe("tags", () => {
  it("are added, replaced and removed, in both APIs", () => {
    const cloud = new TestCloud(exposed);
    for (const [ResourceType, id, untag] of [
      ["VSWITCH", "vsw-2", "UnTagResources"],
      ["eni", "eni-x", "UntagResources"],
    ] as const) {
      const resource = { ResourceType, "ResourceId.1": id };
      const list = () =>
        (
          at(cloud.call("ListTagResources", resource).answer, "TagResources.TagResource") as Record<
            string,
            string
          >[]
        ).map(({ TagKey, TagValue }) => [TagKey, TagValue]);
      cloud.done("TagResources", { ...resource, "Tag.1.Key": "a", "Tag.1.Value": "1", "Tag.2.Key": "b" });
      cloud.done("TagResources", { ...resource, "Tag.1.Key": "a", "Tag.1.Value": "2" });
      expect(list()).toEqual([
        ["a", "2"],
        ["b", ""],
      ]);
      cloud.done(untag, { ...resource, "TagKey.1": "a" });
      expect(list()).toEqual([["b", ""]]);
      cloud.done(untag, { ...resource, All: "true" });
      expect(list()).toEqual([]);
    }
  });

  it.each<[string, Record<string, string>, string]>([
    ["twice in one request", { "Tag.1.Key": "a", "Tag.2.Key": "a" }, "Duplicate.TagKey"],
    ["with a reserved key", { "Tag.1.Key": "acs:a" }, "InvalidTagKey.Malformed"],
    ["without a key", { "Tag.1.Value": "a" }, "InvalidTagKey.Malformed"],
    [
      "beyond 20",
      Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`Tag.${n}.Key`, `k${n}`])),
      "QuotaExceed.Tags",
    ],
  ])("are refused %s", (_case, tags, code) => {
    const cloud = new TestCloud(preparations);
    expect(cloud.refused("TagResources", { ResourceType: "VPC", "ResourceId.1": "vpc-main", ...tags })).toBe(
      code,
    );
  });

  it("can be searched for", () => {
    const cloud = new TestCloud({
      vpcs: [
        { id: "vpc-a", tags: { env: "x" } },
        { id: "vpc-b", tags: { env: "y" } },
      ],
    });
    const found = (filter: Record<string, string>) =>
      (at(cloud.call("DescribeVpcs", filter).answer, "Vpcs.Vpc") as { VpcId: string }[]).map(
        ({ VpcId }) => VpcId,
      );
    expect(found({ "Tag.1.Key": "env" })).toEqual(["vpc-a", "vpc-b"]);
    expect(found({ "Tag.1.Key": "env", "Tag.1.Value": "y" })).toEqual(["vpc-b"]);
    expect(found({ "Tag.1.Key": "__proto__" })).toEqual([]);
  });
});

describe("lists", () => {
  it("come in pages, by number and by token", () => {
    const cloud = new TestCloud({ vpcs: Array.from({ length: 25 }, (_, n) => ({ id: `vpc-${n}` })) });
    const sizes = [1, 2, 3, 4].map(
      (page) =>
        (at(cloud.call("DescribeVpcs", { PageNumber: String(page) }).answer, "Vpcs.Vpc") as unknown[]).length,
    );
    expect(sizes).toEqual([10, 10, 5, 0]);
    expect(cloud.refused("DescribeVpcs", { PageSize: "51" })).toBe("InvalidParameter.PageSize");
    const interfaces = new TestCloud(exposed);
    const first = interfaces.call("DescribeNetworkInterfaces", { MaxResults: "2" }).answer;
    expect([at(first, "NetworkInterfaceSets.NetworkInterfaceSet.length"), first.NextToken]).toEqual([2, "2"]);
    const second = interfaces.call("DescribeNetworkInterfaces", { MaxResults: "2", NextToken: "2" }).answer;
    expect([at(second, "NetworkInterfaceSets.NetworkInterfaceSet.length"), second.NextToken]).toEqual([
      1,
      "",
    ]);
  });

  it("find EIPs by several addresses, separated by commas", () => {
    const cloud = new TestCloud({
      eips: [1, 2, 3].map((n) => ({ id: `eip-${n}`, ipAddress: `192.0.2.${n}` })),
    });
    const answer = cloud.call("DescribeEipAddresses", { EipAddress: "192.0.2.1,192.0.2.3" }).answer;
    expect(at(answer, "TotalCount")).toBe(2);
  });
});

describe("a call", () => {
  it("is refused in another region", () => {
    expect(new TestCloud().call("DescribeVpcs", { RegionId: "cn-beijing" })).toMatchObject({
      status: 404,
      code: "InvalidRegionId.NotFound",
    });
  });

  it("with a client token that was used before gives the same answer, or is refused if it is another call", () => {
    const cloud = new TestCloud();
    const request = { CidrBlock: "10.0.0.0/8", ClientToken: "t" };
    expect(cloud.done("CreateVpc", request)).toEqual(cloud.done("CreateVpc", request));
    expect(cloud.engine.cloud.vpcs.size).toBe(1);
    expect(cloud.refused("CreateVpc", { ...request, CidrBlock: "192.168.0.0/16" })).toBe(
      "IdempotentParameterMismatch",
    );
  });
});

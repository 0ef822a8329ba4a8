import { planInCloud, runInClouds, tftest } from "../mock-cloud";
import { describeWithTerraform, useTerraform } from "../terraform";
import { chain, precondition } from "./chain";

const vpcWith = (...secondary_cidr_blocks: string[]) => ({
  mockData: { alicloud_vpcs: { vpcs: [{ vpc_id: "vpc-1", secondary_cidr_blocks }] } },
});

const oneBlockOnly = precondition(
  "${length(data.alicloud_vpcs.all.vpcs[0].secondary_cidr_blocks) <= 1}",
  'exposure "web": the VPC has ${join(" and ", data.alicloud_vpcs.all.vpcs[0].secondary_cidr_blocks)}.',
);

describeWithTerraform("a mocked cloud", () => {
  const terraform = useTerraform();

  it.each(["plan", "apply"] as const)(
    "shows the message of a precondition that fails in a %s",
    async (command) => {
      const workspace = await terraform.workspace(chain({ vswitch: oneBlockOnly }));
      const { good, bad } = await runInClouds(workspace, command, {
        bad: vpcWith("203.0.113.96/28", "198.51.100.0/28"),
        good: vpcWith("203.0.113.96/28"),
      });
      expect(good.status).toBe("pass");
      expect(bad.status).toBe("error");
      expect(bad.diagnostics).toEqual([
        {
          severity: "error",
          summary: "Resource precondition failed",
          detail: 'exposure "web": the VPC has 203.0.113.96/28 and 198.51.100.0/28.',
          address: "alicloud_vswitch.web",
          file: "cdk.tf.json",
          line: expect.any(Number) as number,
        },
      ]);
    },
  );

  it("runs several runs of one file in order, on one state, with failures that are expected", async () => {
    const workspace = await terraform.workspace(chain({ vswitch: oneBlockOnly }));
    const tooMany = vpcWith("203.0.113.96/28", "198.51.100.0/28").mockData.alicloud_vpcs;
    const file = tftest({
      ...vpcWith(),
      runs: [
        { name: "create", command: "apply" },
        {
          name: "refuse",
          command: "plan",
          overrideData: { "data.alicloud_vpcs.all": tooMany },
          expectFailures: ["alicloud_vswitch.web"],
        },
        { name: "surprise", command: "plan", expectFailures: ["alicloud_vswitch.web"] },
        { name: "never", command: "plan" },
      ],
    });
    const { "several.tftest.json": runs } = await workspace.test({ "several.tftest.json": file });
    expect(runs).toMatchObject({
      create: { status: "pass" },
      refuse: { status: "pass" },
      // Terraform 1.15 does not say in JSON what was missing.
      surprise: { status: "error" },
      never: { status: "skip" },
    });
  });

  it("fails when an override has no target, instead of mocking something else", async () => {
    const workspace = await terraform.workspace(chain());
    const cloud = { ...vpcWith(), overrideData: { "data.alicloud_vpcs.al": { names: ["x"] } } };
    await expect(planInCloud(workspace, cloud)).rejects.toThrow(
      /(?:data\.alicloud_vpcs\.al does not exist|not found: data\.alicloud_vpcs\.al)/,
    );
  });

  it("fails with Terraform's whole output when the test file itself is wrong", async () => {
    const workspace = await terraform.workspace(chain());
    await expect(workspace.test({ "broken.tftest.hcl": "run {" })).rejects.toThrow(/Missing name for run/);
  });

  it("knows the provider's schema, and the rules that its schema does not tell", async () => {
    const wrong = { vswitch: { availability_zone: "cn-hangzhou-b" }, networkInterface: { ip: "192.0.2.1" } };
    for (const [name, changes] of Object.entries(wrong)) {
      const workspace = await terraform.workspace(chain({ [name]: changes }));
      const { valid, diagnostics } = await workspace.validate();
      expect([name, valid]).toEqual([name, false]);
      expect(JSON.stringify(diagnostics)).toContain(Object.keys(changes)[0]);
    }
  });
});

describe("a mocked value", () => {
  const test = (cloud: object) => () => tftest({ ...cloud, runs: [] });

  it("is accepted for an attribute, at any depth, and for a nested block", () => {
    expect(
      test({
        mockData: {
          alicloud_instances: { instances: [{ id: "i-1", disk_device_mappings: [{ device: "/dev/xvda" }] }] },
        },
        mockResources: { alicloud_security_group: { tags: { any: "name" } } },
        overrideResources: { "module.a.alicloud_vswitch.web[0]": { timeouts: { create: "5m" } } },
      }),
    ).not.toThrow();
  });

  it.each([
    [{ mockData: { alicloud_vpc: {} } }, "data.alicloud_vpc: the provider has no such type"],
    [{ mockResources: { alicloud_vpcs: {} } }, "alicloud_vpcs: the provider has no such type"],
    [
      { mockData: { alicloud_vpcs: { vpc: [] } } },
      "data.alicloud_vpcs.vpc: the provider has no such attribute",
    ],
    [
      { mockData: { alicloud_vpcs: { vpcs: [{ secondary_cidr_block: [] }] } } },
      "data.alicloud_vpcs.vpcs.0.secondary_cidr_block: the provider has no such attribute",
    ],
    [
      { overrideResources: { "alicloud_vswitch.web": { timeouts: { read: "5m" } } } },
      "alicloud_vswitch.web.timeouts.read: the provider has no such attribute",
    ],
  ])("fails for a name that Terraform would ignore: %j", (cloud, message) => {
    expect(test(cloud)).toThrow(message);
  });
});

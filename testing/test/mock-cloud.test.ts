import { applyInCloud, planInCloud, runInClouds, tftest } from "../mock-cloud";
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

  it("applies with the values of the look-ups, and returns outputs and resources", async () => {
    const workspace = await terraform.workspace(chain());
    const run = await applyInCloud(workspace, {
      ...vpcWith(),
      mockResources: { alicloud_ecs_network_interface: { mac: "00:16:3e:00:00:01" } },
    });
    expect(run).toMatchObject({
      status: "pass",
      diagnostics: [],
      outputs: { mac_address: "00:16:3e:00:00:01", block: "203.0.113.96/28" },
      resources: {
        "data.alicloud_vpcs.all": { vpcs: [{ vpc_id: "vpc-1" }] },
        "alicloud_vswitch.web": { vpc_id: "vpc-1", zone_id: "cn-hangzhou-a" },
      },
    });
  });

  it("plans without the values that only an apply can know", async () => {
    const run = await planInCloud(await terraform.workspace(chain()), vpcWith());
    expect(run.status).toBe("pass");
    expect(run.outputs).toMatchObject({ block: "203.0.113.96/28" });
    expect(run.outputs.mac_address).toBeUndefined();
    expect(run.resources["alicloud_vswitch.web"]).toMatchObject({
      vpc_id: "vpc-1",
      cidr_block: "203.0.113.96/28",
    });
    expect(run.resources["alicloud_vswitch.web"]).not.toHaveProperty("id");
  });

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

  it("shows the message of a precondition that can only fail once another resource is made", async () => {
    const onKnownMac = precondition('${alicloud_ecs_network_interface.web.mac != ""}', "no MAC address");
    const configuration = chain({ networkInterface: { vswitch_id: "vsw-1" }, vswitch: onKnownMac });
    const cloud = { ...vpcWith(), mockResources: { alicloud_ecs_network_interface: { mac: "" } } };

    expect(await planInCloud(await terraform.workspace(configuration), cloud)).toMatchObject({
      status: "pass",
    });
    expect(await applyInCloud(await terraform.workspace(configuration), cloud)).toMatchObject({
      status: "error",
      diagnostics: [
        {
          summary: "Resource precondition failed",
          detail: "no MAC address",
          address: "alicloud_vswitch.web",
        },
      ],
    });
  });

  it("shows the message of a postcondition of a look-up and of a precondition of an output", async () => {
    const postcondition = {
      condition: '${self.vpcs[0].status == "Available"}',
      error_message: "the VPC is not ready",
    };
    const onBlock = { condition: '${alicloud_vswitch.web.cidr_block == ""}', error_message: "not empty" };
    const { data, output, ...rest } = chain() as Record<"data" | "output", object>;
    const lookUp = await terraform.workspace({
      ...rest,
      data: { alicloud_vpcs: { all: { ids: ["vpc-1"], lifecycle: { postcondition: [postcondition] } } } },
    });
    const outputs = await terraform.workspace({
      ...rest,
      data,
      output: { ...output, checked: { value: "x", precondition: [onBlock] } },
    });
    expect((await planInCloud(lookUp, vpcWith())).diagnostics).toMatchObject([
      { detail: "the VPC is not ready", address: "data.alicloud_vpcs.all" },
    ]);
    expect((await planInCloud(outputs, vpcWith())).diagnostics).toMatchObject([
      { detail: "not empty", address: "output.checked" },
    ]);
  });

  it("returns other values for one address than for the rest of its type", async () => {
    const run = await applyInCloud(await terraform.workspace(chain()), {
      ...vpcWith(),
      overrideData: { "data.alicloud_vpcs.all": { vpcs: [{ vpc_id: "vpc-2" }] } },
      mockResources: { alicloud_ecs_network_interface: { mac: "00:16:3e:00:00:01" } },
      overrideResources: { "alicloud_ecs_network_interface.web": { mac: "00:16:3e:00:00:02" } },
    });
    expect(run.resources["alicloud_vswitch.web"]).toMatchObject({ vpc_id: "vpc-2" });
    expect(run.outputs).toMatchObject({ mac_address: "00:16:3e:00:00:02" });
  });

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
      surprise: { status: "error", diagnostics: [{ summary: "Missing expected failure" }] },
      never: { status: "skip" },
    });
  });

  it("accepts test files in HCL", async () => {
    const workspace = await terraform.workspace(chain());
    const hcl = `
      mock_provider "alicloud" {
        mock_data "alicloud_vpcs" { defaults = { vpcs = [{ vpc_id = "vpc-1" }] } }
      }
      run "wrong" {
        assert {
          condition     = output.block == "192.0.2.0/28"
          error_message = "the block is \${output.block}"
        }
      }`;
    const report = await workspace.test({ "hcl.tftest.hcl": hcl });
    expect(report["hcl.tftest.hcl"]?.wrong).toMatchObject({
      status: "fail",
      diagnostics: [{ summary: "Test assertion failed", detail: "the block is 203.0.113.96/28" }],
    });
  });

  it("fails when an override has no target, instead of mocking something else", async () => {
    const workspace = await terraform.workspace(chain());
    const cloud = { ...vpcWith(), overrideData: { "data.alicloud_vpcs.al": { names: ["x"] } } };
    await expect(planInCloud(workspace, cloud)).rejects.toThrow(/data\.alicloud_vpcs\.al does not exist/);
  });

  it("fails with Terraform's whole output when the test file itself is wrong", async () => {
    const workspace = await terraform.workspace(chain());
    await expect(workspace.test({ "broken.tftest.hcl": "run {" })).rejects.toThrow(/Missing name for run/);
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

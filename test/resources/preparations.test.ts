import {
  Eip,
  ExposedEip,
  ExposureError,
  GuestConfiguration,
  Instance,
  Network,
  type NetworkProps,
} from "../../lib";
import { applyInCloud } from "../../testing/mock-cloud";
import { Template } from "../../testing/template";
import { describeWithTerraform, useTerraform } from "../../testing/terraform";

/** The procedure's whole example, with nothing that exists before. */
function fromNothing(network: Partial<NetworkProps> = {}, { guest = false } = {}): Template {
  return Template.ofLibrary((stack) => {
    const made = new Network(stack, "Network", { zoneId: "cn-hangzhou-h", namePrefix: "demo", ...network });
    const instance = new Instance(stack, "Instance", {
      network: made,
      instanceType: "ecs.g7.large",
      imageId: "aliyun_3_x64_20G_alibase.vhd",
      instanceName: "demo-web",
    });
    const eip = new Eip(stack, "Eip", { bandwidth: 5, eipName: "demo-web" });
    const exposure = new ExposedEip(stack, "Web", { instance, eip });
    if (guest) new GuestConfiguration(stack, "Guest", { exposure, name: "web" });
  });
}

const only = (bodies: object): unknown => Object.values(bodies)[0];

describe("the preparations", () => {
  it("look nothing up but the instance type, so that everything can be made in one apply", () => {
    const { data = {} } = fromNothing().json;
    expect(Object.keys(data)).toEqual(["alicloud_instance_types"]);
    expect(JSON.stringify(data)).not.toContain("alicloud_instance.");
  });

  it("leave the secondary CIDR blocks of the VPC to their own resources", () => {
    expect(only(fromNothing().resources("alicloud_vpc"))).not.toHaveProperty("secondary_cidr_blocks");
  });

  it("let everything out and only what is asked for in, on the intranet NIC that groups of a VPC know", () => {
    const ingress = [{ protocol: "tcp", ports: "22/22", source: "198.51.100.0/24" }] as const;
    const rules = Object.values(fromNothing({ ingress }).resources("alicloud_security_group_rule"));
    expect(
      rules.map(({ type, ip_protocol, port_range, cidr_ip, nic_type }) => [
        type,
        ip_protocol,
        port_range,
        cidr_ip,
        nic_type,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ["egress", "all", "-1/-1", "0.0.0.0/0", "intranet"],
        ["ingress", "tcp", "22/22", "198.51.100.0/24", "intranet"],
      ]),
    );
    expect(rules).toHaveLength(2);
  });

  it("make a rule that is given twice once", () => {
    const rule = { protocol: "tcp", ports: "22/22", source: "198.51.100.0/24" } as const;
    const rules = Object.values(
      fromNothing({ ingress: [rule, { ...rule }] }).resources("alicloud_security_group_rule"),
    );
    expect(rules.filter(({ type }) => type === "ingress")).toHaveLength(1);
  });

  it("give the instance no public address of its own, and metadata with a token only", () => {
    expect(only(fromNothing().resources("alicloud_instance"))).toMatchObject({
      internet_max_bandwidth_out: 0,
      http_tokens: "required",
    });
  });

  it("leave the mode of the EIP to the association", () => {
    expect(only(fromNothing().resources("alicloud_eip_address"))).not.toHaveProperty("mode");
  });

  it("fails when vSwitch 1 is outside of the VPC, naming both", () => {
    expect(() => fromNothing({ vswitchCidrBlock: "192.0.2.0/24" })).toThrow(ExposureError);
    expect(() => fromNothing({ vswitchCidrBlock: "192.0.2.0/24" })).toThrow(
      /192\.0\.2\.0\/24.*10\.0\.0\.0\/8/,
    );
  });

  it.each([0, 201, 1.5])("fails when the bandwidth of an EIP is %p, saying what is allowed", (bandwidth) => {
    const declare = () =>
      Template.ofLibrary((stack) => new Eip(stack, "Eip", { bandwidth, eipName: "demo" }));
    expect(declare).toThrow(ExposureError);
    expect(declare).toThrow(/1 to 200/);
  });
});

describeWithTerraform("the procedure's whole example from nothing", () => {
  const terraform = useTerraform();

  it("is accepted with a guest configuration, whose conditions are about what is made", async () => {
    const workspace = await terraform.workspace(fromNothing({}, { guest: true }).text);
    expect(await workspace.validate()).toEqual({ valid: true, diagnostics: [] });
  });

  it("is accepted without a warning, and applied with a block that is derived from the EIP", async () => {
    const { text, resources } = { text: fromNothing().text, resources: fromNothing().json.resource ?? {} };
    const address = (type: string): string => `${type}.${Object.keys(resources[type] ?? {})[0] ?? ""}`;
    const workspace = await terraform.workspace(text);
    expect(await workspace.validate()).toEqual({ valid: true, diagnostics: [] });
    const run = await applyInCloud(workspace, {
      overrideResources: { [address("alicloud_eip_address")]: { ip_address: "203.0.113.13" } },
    });
    expect(run).toMatchObject({ status: "pass", diagnostics: [] });
    expect(run.resources[address("alicloud_vpc_ipv4_cidr_block")]).toMatchObject({
      secondary_cidr_block: "203.0.113.0/27",
    });
    expect(run.resources[address("alicloud_ecs_network_interface")]).toMatchObject({
      primary_ip_address: "203.0.113.13",
    });
  });
});

import { describeWithTerraform, useTerraform } from "../../testing/terraform";
import { moduleFile, moduleFiles, OWN_TEST } from "./module-files";

const TEXT = moduleFile(OWN_TEST);

/** The mocked cloud of the module's own test. */
const CLOUD = TEXT.slice(TEXT.indexOf("# Lookups. "));

/** What a plan does not know: a mocked resource has its ID, and whatever else the cloud decides, only when it is applied. */
const CREATED = `
  resource "alicloud_eip_address" "new" {}

  resource "alicloud_security_group" "new" {
    vpc_id = "vpc-main"
  }

  resource "alicloud_instance" "new" {
    image_id        = "m-1"
    instance_type   = "ecs.g7.large"
    security_groups = [alicloud_security_group.new.id]
    vswitch_id      = "vsw-1"
  }

  locals {
    instance = {
      id                 = alicloud_instance.new.id
      vpc_id             = alicloud_instance.new.vpc_id
      zone_id            = alicloud_instance.new.availability_zone
      security_group_ids = alicloud_instance.new.security_groups
      instance_type      = "ecs.g7.large"
    }
    eip = {
      allocation_id = alicloud_eip_address.new.id
      ip_address    = alicloud_eip_address.new.ip_address
    }
  }
`;

const caller = (exposures: string, rest = "") => `
  terraform {
    required_providers {
      alicloud = { source = "aliyun/alicloud" }
    }
  }
  ${CREATED}
  module "one" {
    source    = "./module"
    exposures = { ${exposures} }
  }
  ${rest}
`;

describeWithTerraform("a call of the module for what the same apply creates", () => {
  const terraform = useTerraform();

  async function planned(configuration: string) {
    const files = { ...moduleFiles("module"), "main.tf": configuration };
    const workspace = await terraform.workspace({}, files);
    const name = "tests/call.tftest.hcl";
    const report = await workspace.test({ [name]: `${CLOUD}\nrun "plan" {\n  command = plan\n}\n` });
    const { status, diagnostics = [], resources = {} } = report[name]?.plan ?? {};
    return { status, said: diagnostics.map(({ detail }) => detail), resources };
  }

  test.each([
    ["an instance", 'web = { instance = local.instance, eip = "203.0.113.106" }'],
    ["an EIP", 'web = { instance_id = "i-web", created_eip = local.eip }'],
    ["both", "web = { instance = local.instance, created_eip = local.eip }"],
    [
      "an EIP in a block that is given",
      'web = { instance_id = "i-web", created_eip = local.eip, block = "192.0.2.0/28", vswitch = "192.0.2.8/29" }',
    ],
    [
      "a security group",
      'web = { instance_id = "i-web", eip = "203.0.113.106", created_security_group_ids = [alicloud_security_group.new.id] }',
    ],
  ])("is planned as a whole: %s", async (_, exposure) => {
    const { said, resources } = await planned(caller(exposure));
    expect(said).toEqual([]);
    expect(Object.keys(resources)).toContain(
      'module.one.alicloud_ecs_network_interface_attachment.exposure["web"]',
    );
  });

  test("is planned for a vSwitch that another call creates", async () => {
    const other = `
      module "two" {
        source    = "./module"
        exposures = {
          ftp = {
            instance_id     = "i-ftp"
            eip             = "203.0.113.107"
            created_vswitch = module.one.vswitches["203.0.113.104/29"]
          }
        }
      }
    `;
    const web =
      'web = { instance_id = "i-web", eip = "203.0.113.106", block = "203.0.113.96/28", vswitch = "203.0.113.104/29" }';
    const { said, resources } = await planned(caller(web, other));
    expect(said).toEqual([]);
    expect(Object.keys(resources).filter((address) => address.includes("alicloud_vswitch"))).toEqual([
      'module.one.alicloud_vswitch.vswitch["203.0.113.104/29"]',
    ]);
  });

  test.each([
    [
      "instance",
      "new = { instance = local.instance, created_eip = local.eip }",
      'web = { instance_id = "i-none", eip = "203.0.113.106" }',
      "The instance i-none was not found in this region.",
    ],
    [
      "block",
      "new = { instance = local.instance, created_eip = local.eip }",
      'web = { instance_id = "i-full", eip = "203.0.113.106" }',
      "The VPC vpc-full would have 6 secondary CIDR blocks",
    ],
    [
      "EIP",
      'new = { instance_id = "i-web", created_eip = local.eip }',
      'web = { instance_id = "i-web", eip = "203.0.113.20" }',
      "The EIP 203.0.113.20 is bound to i-other (EcsInstance).",
    ],
  ])("hides nothing that is wrong with the %s of another exposure", async (_, unknown, wrong, message) => {
    const { status, said } = await planned(caller(`${unknown}\n${wrong}\n`));
    expect(status).toBe("error");
    expect(said).toEqual([expect.stringContaining(message)]);
  });

  test("says at plan what is wrong with an exposure that is half unknown", async () => {
    const { said } = await planned(
      caller('web = { instance_id = "i-mixed", created_eip = local.eip, zone_id = "cn-hangzhou-k" }'),
    );
    expect(said).toEqual([
      expect.stringMatching(/names the zone cn-hangzhou-k[\s\S]*\n[\s\S]*mix basic \(normal\)/),
    ]);
  });
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { type Emulator, startEmulator } from "../../emulator/src";
import { emulatedCloud, realProvider } from "../../testing/real-provider";
import { describeIf } from "../../testing/requirements";
import { terraform } from "../../testing/terraform";
import { Terraform } from "../../testing/terraform/terraform";
import { visibleIn } from "./account";

/** Milliseconds; most of them are the provider's own fixed waits. */
const TIMEOUT = 300_000;

const PRIMARY = "203.0.113.101";
const address = (number: number) => `203.0.113.10${number}`;

/** An ENI, written by hand, whose private addresses are those EIPs. */
const CONFIGURATION = `
terraform {
  required_providers {
    alicloud = { source = "aliyun/alicloud" }
  }
}
provider "alicloud" {
  region = "cn-hangzhou"
}
variable "eips" {
  type = map(string)
}
resource "alicloud_vpc_ipv4_cidr_block" "this" {
  vpc_id               = "vpc-main"
  secondary_cidr_block = "203.0.113.96/28"
}
resource "alicloud_vswitch" "this" {
  vpc_id     = alicloud_vpc_ipv4_cidr_block.this.vpc_id
  zone_id    = "cn-hangzhou-h"
  cidr_block = "203.0.113.96/28"
}
resource "alicloud_ecs_network_interface" "this" {
  vswitch_id           = alicloud_vswitch.this.id
  primary_ip_address   = "${PRIMARY}"
  private_ip_addresses = [for address in values(var.eips) : address if address != "${PRIMARY}"]
  security_group_ids   = ["sg-web"]
}
resource "alicloud_eip_association" "this" {
  for_each           = var.eips
  allocation_id      = each.key
  instance_id        = alicloud_ecs_network_interface.this.id
  instance_type      = "NetworkInterface"
  mode               = "NAT"
  private_ip_address = each.value
}
resource "alicloud_ecs_network_interface_attachment" "this" {
  instance_id          = "i-app"
  network_interface_id = alicloud_ecs_network_interface.this.id
  depends_on           = [alicloud_eip_association.this]
}
`;

describeIf([terraform, realProvider], "an ENI with several EIPs, with the real provider,", () => {
  let emulator: Emulator;
  let folder: string;

  beforeEach(async () => {
    emulator = await startEmulator({
      seed: {
        vpcs: [{ id: "vpc-main" }],
        vswitches: [{ id: "vsw-main", vpcId: "vpc-main", zoneId: "cn-hangzhou-h", cidrBlock: "10.0.0.0/24" }],
        securityGroups: [{ id: "sg-web", vpcId: "vpc-main" }],
        instances: [{ id: "i-app", vswitchId: "vsw-main", securityGroupIds: ["sg-web"] }],
        eips: [1, 2, 3, 4].map((number) => ({ id: `eip-${number}`, ipAddress: address(number) })),
      },
    });
    folder = await mkdtemp(path.join(tmpdir(), "private-addresses-"));
    await writeFile(path.join(folder, "main.tf"), CONFIGURATION);
  });

  afterEach(async () => {
    await emulator.close();
    await rm(folder, { recursive: true });
  });

  test(
    "is made, has an empty plan, loses and gets one in place, and is destroyed",
    async () => {
      const environment = { ...process.env, ...emulatedCloud(emulator), TF_IN_AUTOMATION: "1" };
      const stack = new Terraform(folder, environment, { timeLimit: TIMEOUT });
      const eips = (...numbers: number[]) => [
        "-var",
        `eips=${JSON.stringify(Object.fromEntries(numbers.map((each) => [`eip-${each}`, address(each)])))}`,
      ];
      const before = visibleIn(emulator);
      await stack.run(["init"]);
      await stack.run(["apply", "-auto-approve", ...eips(1, 2, 3)]);
      const [made] = bindingsOf(emulator);
      expect(made).toEqual({ id: made?.id, addresses: [1, 2, 3].map(address), eips: [1, 2, 3].map(address) });
      await stack.run(["plan", "-detailed-exitcode", ...eips(1, 2, 3)]);

      await stack.run(["apply", "-auto-approve", ...eips(1, 3, 4)]);
      expect(bindingsOf(emulator)).toEqual([
        { id: made?.id, addresses: [1, 3, 4].map(address), eips: [1, 3, 4].map(address) },
      ]);
      expect(changes(emulator).slice(-4)).toEqual([
        "UnassociateEipAddress",
        "UnassignPrivateIpAddresses",
        "AssignPrivateIpAddresses",
        "AssociateEipAddress",
      ]);
      await stack.run(["plan", "-detailed-exitcode", ...eips(1, 3, 4)]);

      await stack.run(["destroy", "-auto-approve", ...eips(1, 3, 4)]);
      expect(visibleIn(emulator)).toEqual(before);
    },
    TIMEOUT,
  );
});

/** The attached ENIs, with their addresses and those of the EIPs that are bound to them as themselves. */
function bindingsOf({ cloud }: Emulator): { id: string; addresses: string[]; eips: string[] }[] {
  return [...cloud.networkInterfaces.values()]
    .filter(({ type, status }) => type === "Secondary" && status === "InUse")
    .map((eni) => ({
      id: eni.id,
      addresses: [eni.primaryIpAddress, ...eni.secondaryIpAddresses].sort(),
      eips: cloud
        .eipsOf(eni)
        .filter(({ ipAddress, privateIpAddress }) => ipAddress === privateIpAddress)
        .map(({ ipAddress }) => ipAddress),
    }));
}

function changes({ calls }: Emulator): string[] {
  return calls
    .list()
    .map(({ action }) => action)
    .filter((action) => !/^(?:Describe|List|Get)/.test(action));
}

import { DataAlicloudVpcs } from "@cdktf/provider-alicloud/lib/data-alicloud-vpcs";
import { DataAlicloudVswitches } from "@cdktf/provider-alicloud/lib/data-alicloud-vswitches";

import { Eip, ExposedEip, Instance, SecondaryCidrBlock, Vpc, VSwitch } from "../../lib";
import { cloud, EIP, INSTANCE, NETWORK_INTERFACE, VPC } from "../../testing/cloud";
import type { MockCloud } from "../../testing/mock-cloud";
import { Template } from "../../testing/template";
import { describeWithTerraform, useTerraform } from "../../testing/terraform";
import { eipNotFound, instanceNotFound } from "./checks/messages";
import { type PlanCase, plans } from "./checks/plans";

const NOT_ALLOWED = (block: string) =>
  `${block} is not allowed as a secondary CIDR block. Use a network address with a prefix length from /16 to /28, outside ` +
  "0.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 224.0.0.0/4, or choose another EIP.";

const SIBLING_OVERLAP = (block: string, other: string) =>
  `The secondary CIDR block ${block} overlaps ${other}, which this configuration adds to the same VPC. Set the same block and ` +
  "vSwitch for their exposures in vpc-bp1a. In a configuration file, write EIPs by address to share a block.";

const OVERLAP = (block: string, others: string) =>
  `The secondary CIDR block ${block} overlaps ${others}, which the VPC vpc-bp1a already has. ` +
  "Remove that range from the VPC, or choose another EIP or block.";

describeWithTerraform("a plan", () => {
  const terraform = useTerraform();

  describe("for an EIP by address", () => {
    const block = "alicloud_vpc_ipv4_cidr_block.cidr-203-0-113-96-28";
    const networkInterface = "alicloud_ecs_network_interface.web";
    const bound = (id: string, type: string) =>
      `The EIP 203.0.113.106 is bound to ${id} (${type}). Unbind it there first, or choose another EIP.`;
    const withGroups = (count: number) => {
      const security_groups = Array.from({ length: count }, (_, i) => `sg-${i}`);
      return cloud({ instances: [{ ...INSTANCE, security_groups }] });
    };
    const groups = (count: number) =>
      `The ENI would get ${count} security groups, but takes one to five. Set security groups of the exposure instead of those of the instance.`;
    const onNetworkInterface = { ...EIP, instance_id: "eni-bp1web", instance_type: "NetworkInterface" };

    plans(
      terraform,
      () =>
        Template.ofConfiguration(
          "{region: cn-hangzhou, exposures: {web: {instance: i-bp1web, eip: 203.0.113.106}}}",
        ),
      {
        "passes when everything is as it should be": { cloud: cloud() },
        "fails when the instance is not found": {
          cloud: cloud({ instances: [], vpcs: [] }),
          complaints: [[networkInterface, instanceNotFound()]],
        },
        "fails when the EIP is not found, naming its address": {
          cloud: cloud({ eips: [] }),
          complaints: [[networkInterface, eipNotFound()]],
        },
        "fails when neither is found, naming both": {
          cloud: cloud({ instances: [], vpcs: [], eips: [] }),
          complaints: [[networkInterface, instanceNotFound(), eipNotFound()]],
        },
        "fails when the EIP is bound to an ECS instance": {
          cloud: cloud({ eips: [{ ...EIP, instance_id: "i-bp1other", instance_type: "EcsInstance" }] }),
          complaints: [[networkInterface, bound("i-bp1other", "EcsInstance")]],
        },
        "fails when the EIP is bound to an ENI whose address is another one": {
          cloud: cloud({
            eips: [onNetworkInterface],
            networkInterfaces: [{ ...NETWORK_INTERFACE, primary_ip_address: "10.0.0.7" }],
          }),
          complaints: [[networkInterface, bound("eni-bp1web", "NetworkInterface")]],
        },
        "fails when the EIP is bound to an ENI outside of the VPC": {
          cloud: cloud({ eips: [onNetworkInterface] }),
          complaints: [[networkInterface, bound("eni-bp1web", "NetworkInterface")]],
        },
        "passes on a later run, when block and association are there": {
          cloud: cloud({
            eips: [onNetworkInterface],
            networkInterfaces: [NETWORK_INTERFACE],
            vpcs: [{ ...VPC, secondary_cidr_blocks: ["203.0.113.96/28", "198.51.100.0/24"] }],
          }),
        },
        "passes when another secondary block is its neighbour": {
          cloud: cloud({
            vpcs: [{ ...VPC, secondary_cidr_blocks: ["203.0.113.112/28", "203.0.113.80/28"] }],
          }),
        },
        "fails when the block lies in the primary range of the VPC": {
          cloud: cloud({ vpcs: [{ ...VPC, cidr_block: "203.0.113.0/24" }] }),
          complaints: [[block, OVERLAP("203.0.113.96/28", "203.0.113.0/24")]],
        },
        "fails when the block equals the primary range of the VPC": {
          cloud: cloud({ vpcs: [{ ...VPC, cidr_block: "203.0.113.96/28" }] }),
          complaints: [[block, OVERLAP("203.0.113.96/28", "203.0.113.96/28")]],
        },
        "fails when the block overlaps other secondary blocks, naming all of them": {
          cloud: cloud({
            vpcs: [{ ...VPC, secondary_cidr_blocks: ["203.0.113.104/29", "203.0.0.0/16", "192.0.2.0/24"] }],
          }),
          complaints: [[block, OVERLAP("203.0.113.96/28", "203.0.0.0/16, 203.0.113.104/29")]],
        },
        "passes when the instance has one security group": { cloud: withGroups(1) },
        "passes when the instance has five security groups": { cloud: withGroups(5) },
        "fails when the instance has no security group": {
          cloud: withGroups(0),
          complaints: [[networkInterface, groups(0)]],
        },
        "fails when the instance has six security groups": {
          cloud: withGroups(6),
          complaints: [[networkInterface, groups(6)]],
        },
        "reports what is wrong with an ENI all at once": {
          cloud: cloud({ eips: [], instances: [{ ...INSTANCE, security_groups: [] }] }),
          complaints: [[networkInterface, eipNotFound(), groups(0)]],
        },
      },
    );
  });

  describe("for an EIP by allocation ID", () => {
    const block = "alicloud_vpc_ipv4_cidr_block.web";
    const networkInterface = "alicloud_ecs_network_interface.web";
    const at = (ip_address: string) => cloud({ eips: [{ ...EIP, ip_address }] });
    const unplaceable = (address: string) =>
      `No secondary CIDR block of /16 to /28 can hold the EIP ${address}: it is the first or among the last three addresses of each, which Alibaba Cloud reserves. Choose another EIP.`;

    plans(
      terraform,
      () =>
        Template.ofConfiguration(
          "{region: cn-hangzhou, exposures: {web: {instance: i-bp1web, eip: eip-bp1web}}}",
        ),
      {
        "passes when everything is as it should be": { cloud: cloud() },
        "passes on a later run, when block and association are there": {
          cloud: cloud({
            eips: [{ ...EIP, instance_id: "eni-bp1web", instance_type: "NetworkInterface" }],
            networkInterfaces: [NETWORK_INTERFACE],
            vpcs: [{ ...VPC, secondary_cidr_blocks: ["203.0.113.96/28"] }],
          }),
        },
        "fails when the instance is not found": {
          cloud: cloud({ instances: [], vpcs: [] }),
          complaints: [[networkInterface, instanceNotFound()]],
        },
        "fails when the EIP is not found, naming its ID": {
          cloud: cloud({ eips: [] }),
          complaints: [[networkInterface, eipNotFound("eip-bp1web")]],
        },
        "fails when neither is found, naming both": {
          cloud: cloud({ instances: [], vpcs: [], eips: [] }),
          complaints: [[networkInterface, instanceNotFound(), eipNotFound("eip-bp1web")]],
        },
        "fails when the EIP is bound to an ECS instance": {
          cloud: cloud({ eips: [{ ...EIP, instance_id: "i-bp1other", instance_type: "EcsInstance" }] }),
          complaints: [
            [
              networkInterface,
              "The EIP eip-bp1web is bound to i-bp1other (EcsInstance). Unbind it there first, or choose another EIP.",
            ],
          ],
        },
        "fails when the computed block overlaps the primary range of the VPC": {
          cloud: cloud({ vpcs: [{ ...VPC, cidr_block: "203.0.112.0/20" }] }),
          complaints: [[block, OVERLAP("203.0.113.96/28", "203.0.112.0/20")]],
        },
        "fails when the computed block equals the primary range of the VPC": {
          cloud: cloud({ vpcs: [{ ...VPC, cidr_block: "203.0.113.96/28" }] }),
          complaints: [[block, OVERLAP("203.0.113.96/28", "203.0.113.96/28")]],
        },
        "fails when the computed block overlaps another secondary block": {
          cloud: cloud({ vpcs: [{ ...VPC, secondary_cidr_blocks: ["203.0.113.96/29"] }] }),
          complaints: [[block, OVERLAP("203.0.113.96/28", "203.0.113.96/29")]],
        },
        "passes when the EIP needs a /17": { cloud: at("198.51.128.0") },
        "fails when no block can hold the EIP because it is the last address of each": {
          cloud: at("198.51.255.255"),
          complaints: [[networkInterface, unplaceable("198.51.255.255")]],
        },
        "fails when no block can hold the EIP because it is the first address of each": {
          cloud: at("198.51.0.0"),
          complaints: [[networkInterface, unplaceable("198.51.0.0")]],
        },
        "fails when Alibaba Cloud forbids the block": {
          cloud: at("100.64.0.10"),
          complaints: [[block, NOT_ALLOWED("100.64.0.0/28")]],
        },
      },
    );
  });

  describe("for an EIP by allocation ID in a vSwitch given by hand", () => {
    const networkInterface = "alicloud_ecs_network_interface.web";
    const at = (ip_address: string) => cloud({ eips: [{ ...EIP, ip_address }] });
    const misplaced = (address: string): PlanCase => ({
      cloud: at(address),
      complaints: [
        [
          networkInterface,
          `The EIP ${address} is not usable in the vSwitch 203.0.113.96/28: it lies outside, or it is the first or among the last three addresses, which Alibaba Cloud reserves. Choose another vSwitch or another EIP.`,
        ],
      ],
    });

    plans(
      terraform,
      () =>
        Template.ofConfiguration(
          "{region: cn-hangzhou, exposures: {web: {instance: i-bp1web, eip: eip-bp1web, " +
            "block: 203.0.113.64/26, vswitch: 203.0.113.96/28}}}",
        ),
      {
        "passes when it is the first usable address": { cloud: at("203.0.113.97") },
        "passes when it is the last usable address": { cloud: at("203.0.113.108") },
        "fails when it is the network address": misplaced("203.0.113.96"),
        "fails when it is the third address from the end": misplaced("203.0.113.109"),
        "fails when it is the last address": misplaced("203.0.113.111"),
        "fails when it lies in the block but outside of the vSwitch": misplaced("203.0.113.80"),
        "fails when it lies outside of the block": misplaced("198.51.100.97"),
        "fails when the EIP is not found, and says only that": {
          cloud: cloud({ eips: [] }),
          complaints: [[networkInterface, eipNotFound("eip-bp1web")]],
        },
      },
    );
  });

  describe("for exposures that share a block and a vSwitch", () => {
    const block = "alicloud_vpc_ipv4_cidr_block.cidr-203-0-113-96-28";
    const vswitch = "alicloud_vswitch.cidr-203-0-113-104-29";
    const eips = [EIP, { ...EIP, allocation_id: "eip-bp1mail", ip_address: "203.0.113.107" }];
    const mail = { ...INSTANCE, id: "i-bp1mail" };
    const withInstances = (...instances: object[]) =>
      cloud({ eips, instances: instances.map((one) => ({ ...one })) });

    plans(
      terraform,
      () =>
        Template.ofConfiguration(`
          region: cn-hangzhou
          exposures:
            web: {instance: i-bp1web, eip: 203.0.113.106}
            mail: {instance: i-bp1mail, eip: 203.0.113.107}`),
      {
        "passes when their instances are in one VPC and one zone": { cloud: withInstances(INSTANCE, mail) },
        "fails when their instances are in different VPCs, naming them": {
          cloud: withInstances(INSTANCE, { ...mail, vpc_id: "vpc-bp1b" }),
          complaints: [
            [
              block,
              "The exposures mail, web share the block 203.0.113.96/28, but their instances are in different VPCs (vpc-bp1b, vpc-bp1a). Plan blocks per VPC: set the VPC of every exposure in the configuration file, or call the module once per VPC.",
            ],
          ],
        },
        "fails when their instances are in different zones, naming them": {
          cloud: withInstances(INSTANCE, { ...mail, availability_zone: "cn-hangzhou-k" }),
          complaints: [
            [
              vswitch,
              "The exposures mail, web share the vSwitch 203.0.113.104/29, but their instances are in different zones (cn-hangzhou-k, cn-hangzhou-h). Use EIPs that are farther apart, or instances in one zone.",
            ],
          ],
        },
        "fails when one instance is not found, naming only that": {
          cloud: withInstances(mail),
          complaints: [["alicloud_ecs_network_interface.web", instanceNotFound()]],
        },
        "fails when no instance is found, naming all of them": {
          cloud: cloud({ eips, instances: [], vpcs: [] }),
          complaints: [
            ["alicloud_ecs_network_interface.web", instanceNotFound()],
            ["alicloud_ecs_network_interface.mail", instanceNotFound("i-bp1mail")],
          ],
        },
      },
    );
  });

  describe("for several EIPs by allocation ID", () => {
    const mail = { ...EIP, allocation_id: "eip-bp1mail" };
    const mailInstance = { ...INSTANCE, id: "i-bp1mail" };
    const at = (ip_address: string, vpc_id = VPC.id) =>
      cloud({
        eips: [EIP, { ...mail, ip_address }],
        instances: [INSTANCE, { ...mailInstance, vpc_id }],
        vpcs: [VPC, { ...VPC, id: "vpc-bp1b" }],
      });

    plans(
      terraform,
      () =>
        Template.ofConfiguration(`
          region: cn-hangzhou
          exposures:
            web: {instance: i-bp1web, eip: eip-bp1web}
            mail: {instance: i-bp1mail, eip: eip-bp1mail}`),
      {
        "passes when their blocks lie apart": { cloud: at("203.0.113.120") },
        "passes when their blocks are equal, but in different VPCs": {
          cloud: at("203.0.113.99", "vpc-bp1b"),
        },
        "fails when their blocks would overlap in one VPC": {
          cloud: at("203.0.113.125"),
          complaints: [
            [
              // That of web waits for it.
              "alicloud_vpc_ipv4_cidr_block.mail",
              SIBLING_OVERLAP("203.0.113.0/24", "203.0.113.96/28"),
            ],
          ],
        },
        "passes the overlap check where neither EIP is found, and says only that": {
          cloud: cloud({ eips: [], instances: [INSTANCE, mailInstance] }),
          complaints: [
            ["alicloud_ecs_network_interface.web", eipNotFound("eip-bp1web")],
            ["alicloud_ecs_network_interface.mail", eipNotFound("eip-bp1mail")],
          ],
        },
        "passes the overlap check where one of the EIPs is not found, and says only that": {
          cloud: cloud({ eips: [EIP], instances: [INSTANCE, mailInstance] }),
          complaints: [["alicloud_ecs_network_interface.mail", eipNotFound("eip-bp1mail")]],
        },
      },
    );
  });

  describe("for ranges that only Terraform knows", () => {
    const ranges = (block: string, vswitch: string): MockCloud => ({
      mockData: {
        alicloud_vpcs: { vpcs: [{ cidr_block: block }] },
        alicloud_vswitches: { vswitches: [{ cidr_block: vswitch }] },
      },
    });
    const refusedBlock = (range: string): PlanCase => ({
      cloud: ranges(range, range),
      complaints: [["alicloud_vpc_ipv4_cidr_block.block", NOT_ALLOWED(range)]],
    });
    const refusedVSwitch = (range: string): PlanCase => ({
      cloud: ranges("203.0.113.0/24", range),
      complaints: [
        [
          "alicloud_vswitch.vswitch",
          `${range} is not allowed as a vSwitch in the block 203.0.113.0/24. Use a network address inside the block with a prefix length of at most /29.`,
        ],
      ],
    });

    plans(
      terraform,
      () =>
        Template.ofLibrary((stack) => {
          const block = new SecondaryCidrBlock(stack, "block", {
            vpc: Vpc.fromVpcId(stack, "vpc", "vpc-bp1a"),
            cidrBlock: new DataAlicloudVpcs(stack, "vpcs").vpcs.get(0).cidrBlock,
          });
          new VSwitch(stack, "vswitch", {
            secondaryCidrBlock: block,
            cidrBlock: new DataAlicloudVswitches(stack, "vswitches").vswitches.get(0).cidrBlock,
            zoneId: "cn-hangzhou-h",
          });
        }),
      {
        "passes when the vSwitch fills the block": { cloud: ranges("203.0.113.0/28", "203.0.113.0/28") },
        "passes when the vSwitch is at the end of the block": {
          cloud: ranges("203.0.0.0/16", "203.0.255.248/29"),
        },
        "fails when the block is too small": refusedBlock("203.0.113.0/29"),
        "fails when the block is too large": refusedBlock("203.0.0.0/15"),
        "fails when the block has host bits": refusedBlock("203.0.113.1/24"),
        "fails when the block is forbidden": refusedBlock("100.64.0.0/24"),
        "fails when the vSwitch is too small": refusedVSwitch("203.0.113.0/30"),
        "fails when the vSwitch is larger than the block": refusedVSwitch("203.0.112.0/23"),
        "fails when the vSwitch is outside of the block": refusedVSwitch("203.0.114.0/28"),
        "fails when the vSwitch has host bits": refusedVSwitch("203.0.113.1/28"),
      },
    );
  });

  describe("in a stack of cdktf's own class, with a vSwitch of which only the ID is known", () => {
    const networkInterface = "alicloud_ecs_network_interface.web_NetworkInterface";
    plans(
      terraform,
      () =>
        Template.ofLibrary((stack) => {
          new ExposedEip(stack, "web", {
            instance: Instance.fromInstanceId(stack, "instance", "i-bp1web"),
            eip: Eip.fromIpAddress(stack, "eip", "203.0.113.106"),
            vswitch: VSwitch.fromVSwitchAttributes(stack, "vswitch", { vswitchId: "vsw-bp1a" }),
          });
        }),
      {
        "passes when everything is as it should be": { cloud: cloud() },
        "fails when instance and EIP are not found, and says only that": {
          cloud: cloud({ instances: [], vpcs: [], eips: [] }),
          complaints: [[networkInterface, instanceNotFound(), eipNotFound()]],
        },
      },
    );
  });

  describe("for blocks of a stack that are given by hand", () => {
    plans(
      terraform,
      () =>
        Template.ofLibrary((stack) => {
          for (const key of ["web", "mail"]) {
            new SecondaryCidrBlock(stack, key, {
              vpc: Instance.fromInstanceId(stack, `${key}-instance`, `i-bp1${key}`).vpc,
              cidrBlock: key === "web" ? "203.0.113.96/28" : "203.0.113.0/24",
            });
          }
        }),
      {
        "passes when they overlap but are in different VPCs": {
          cloud: cloud({
            instances: [INSTANCE, { ...INSTANCE, id: "i-bp1mail", vpc_id: "vpc-bp1b" }],
            vpcs: [VPC, { ...VPC, id: "vpc-bp1b" }],
          }),
        },
        "fails when they overlap in one VPC": {
          cloud: cloud({ instances: [INSTANCE, { ...INSTANCE, id: "i-bp1mail" }] }),
          complaints: [
            [
              // That of mail waits for it.
              "alicloud_vpc_ipv4_cidr_block.web",
              SIBLING_OVERLAP("203.0.113.96/28", "203.0.113.0/24"),
            ],
          ],
        },
      },
    );
  });
});

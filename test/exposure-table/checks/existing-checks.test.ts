import { cloud, EIP, INSTANCE, VPC } from "../../../testing/cloud";
import { Template } from "../../../testing/template";
import { describeWithTerraform, useTerraform } from "../../../testing/terraform";
import { eipNotFound, instanceNotFound, vswitchNotFound } from "./messages";
import { plans } from "./plans";

const NETWORK_INTERFACE = "alicloud_ecs_network_interface.web";
const ASSOCIATION = "alicloud_eip_association.web";
const VSWITCH = "alicloud_vswitch.cidr-203-0-113-104-29";

/** A configuration with this in its exposure, besides instance and EIP. */
const exposureWith = (settings: string) => () =>
  Template.ofConfiguration(
    `{region: cn-hangzhou, exposures: {web: {instance: i-bp1web, eip: 203.0.113.106, ${settings}}}}`,
  );

describeWithTerraform("the checks of a block that is said to exist", () => {
  const terraform = useTerraform();
  const withBlocks = (...secondary_cidr_blocks: string[]) =>
    cloud({ vpcs: [{ ...VPC, secondary_cidr_blocks }] });

  plans(terraform, exposureWith("block: {existing: 203.0.113.96/28}"), {
    "pass when the VPC has the block": { cloud: withBlocks("192.0.2.0/24", "203.0.113.96/28") },
    "fail when it has others, naming them": {
      cloud: withBlocks("192.0.2.0/24", "198.51.100.0/24"),
      complaints: [
        [
          VSWITCH,
          "The VPC vpc-bp1a has no secondary CIDR block 203.0.113.96/28; it has 192.0.2.0/24, 198.51.100.0/24. Correct the range, or let Terraform add the block.",
        ],
      ],
    },
    "fail when it has one around it, which is another block": {
      cloud: withBlocks("203.0.113.0/24"),
      complaints: [
        [
          VSWITCH,
          "The VPC vpc-bp1a has no secondary CIDR block 203.0.113.96/28; it has 203.0.113.0/24. Correct the range, or let Terraform add the block.",
        ],
      ],
    },
    "fail when it has none, saying so": {
      cloud: withBlocks(),
      complaints: [
        [
          VSWITCH,
          "The VPC vpc-bp1a has no secondary CIDR block 203.0.113.96/28; it has none. Correct the range, or let Terraform add the block.",
        ],
      ],
    },
    "say only that the instance is missing where it is": {
      cloud: cloud({ instances: [], vpcs: [] }),
      complaints: [[NETWORK_INTERFACE, instanceNotFound()]],
    },
  });
});

describeWithTerraform("a block that is derived beside one that is said to exist", () => {
  const terraform = useTerraform();
  const at = (ip_address: string) =>
    cloud({
      instances: [INSTANCE, { ...INSTANCE, id: "i-bp1ftp" }],
      eips: [EIP, { ...EIP, allocation_id: "eip-bp1ftp", ip_address }],
      vpcs: [{ ...VPC, secondary_cidr_blocks: ["203.0.113.96/28"] }],
    });

  plans(
    terraform,
    () =>
      Template.ofConfiguration(`
        region: cn-hangzhou
        exposures:
          web: {instance: i-bp1web, eip: 203.0.113.106, block: {existing: 203.0.113.96/28}}
          ftp: {instance: i-bp1ftp, eip: eip-bp1ftp}`),
    {
      "passes when it is another one": { cloud: at("198.51.100.7") },
      "fails when it is the same, which Alibaba Cloud would refuse to add": {
        cloud: at("203.0.113.107"),
        complaints: [
          [
            "alicloud_vpc_ipv4_cidr_block.ftp",
            expect.stringMatching(
              /^The secondary CIDR block 203\.0\.113\.96\/28 overlaps 203\.0\.113\.96\/28, /,
            ),
          ],
        ],
      },
    },
  );
});

describeWithTerraform("the checks of a vSwitch that is said to exist", () => {
  const terraform = useTerraform();
  const vswitch = {
    ...{ id: "vsw-bp1a", cidr_block: "203.0.113.104/29" },
    ...{ zone_id: INSTANCE.availability_zone, vpc_id: VPC.id },
  };
  const withVSwitch = (changes: Partial<typeof vswitch>) =>
    cloud({ vswitches: [{ ...vswitch, ...changes }] });

  plans(terraform, exposureWith("vswitch: vsw-bp1a"), {
    "pass when it is in the zone and the VPC of the instance, and has a usable place for the EIP": {
      cloud: withVSwitch({}),
    },
    "fail when it is not found": {
      cloud: cloud({ vswitches: [{ ...vswitch, id: "vsw-bp1b" }] }),
      complaints: [[NETWORK_INTERFACE, vswitchNotFound("vsw-bp1a")]],
    },
    "fail when the EIP is outside of it, naming both": {
      cloud: withVSwitch({ cidr_block: "198.51.100.0/24" }),
      complaints: [[NETWORK_INTERFACE, expect.stringMatching(/203\.0\.113\.106.*198\.51\.100\.0\/24/s)]],
    },
    "fail when it is in another zone, naming both": {
      cloud: withVSwitch({ zone_id: "cn-hangzhou-k" }),
      complaints: [
        [
          NETWORK_INTERFACE,
          "The vSwitch vsw-bp1a is in the zone cn-hangzhou-k, but the instance i-bp1web is in cn-hangzhou-h. Use a vSwitch in the instance's zone.",
        ],
      ],
    },
    "fail when it is in another VPC, naming both": {
      cloud: withVSwitch({ vpc_id: "vpc-bp1b" }),
      complaints: [
        [
          NETWORK_INTERFACE,
          "The vSwitch vsw-bp1a is in the VPC vpc-bp1b, but the instance i-bp1web is in vpc-bp1a. Use a vSwitch in the instance's VPC.",
        ],
      ],
    },
    "say only that the instance is missing where it is": {
      cloud: cloud({ instances: [], vpcs: [], vswitches: [vswitch] }),
      complaints: [[NETWORK_INTERFACE, instanceNotFound()]],
    },
    "say only that the EIP is missing where it is": {
      cloud: cloud({ eips: [], vswitches: [vswitch] }),
      complaints: [[NETWORK_INTERFACE, eipNotFound()]],
    },
  });

  describe("for an EIP by its allocation ID", () => {
    plans(
      terraform,
      () =>
        Template.ofConfiguration(
          "{region: cn-hangzhou, exposures: {web: {instance: i-bp1web, eip: eip-bp1web, vswitch: vsw-bp1a}}}",
        ),
      {
        "pass when it has a usable place for the EIP": { cloud: withVSwitch({}) },
        "fail when the EIP is outside of it": {
          cloud: withVSwitch({ cidr_block: "198.51.100.0/24" }),
          complaints: [[NETWORK_INTERFACE, expect.stringMatching(/203\.0\.113\.106.*198\.51\.100\.0\/24/s)]],
        },
        "fail when the EIP is one of its reserved addresses": {
          cloud: cloud({
            eips: [{ ...EIP, ip_address: "203.0.113.109" }],
            vswitches: [vswitch],
          }),
          complaints: [[NETWORK_INTERFACE, expect.stringMatching(/203\.0\.113\.109.*203\.0\.113\.104\/29/s)]],
        },
        "say only that the EIP is missing where it is": {
          cloud: cloud({ eips: [], vswitches: [vswitch] }),
          complaints: [[NETWORK_INTERFACE, expect.stringContaining("The EIP eip-bp1web was not found")]],
        },
      },
    );
  });
});

describeWithTerraform("the checks of a network interface that is said to exist", () => {
  const terraform = useTerraform();
  const networkInterface = {
    ...{ id: "eni-bp1a", type: "Secondary", primary_ip_address: EIP.ip_address, mac: "00:16:3e:00:00:01" },
    ...{ zone_id: INSTANCE.availability_zone, vswitch_id: "vsw-bp1a", instance_id: "" },
  };
  const withInterface = (changes: Partial<typeof networkInterface>, existing = {}) =>
    cloud({ ...existing, networkInterfaces: [{ ...networkInterface, ...changes }] });

  plans(terraform, exposureWith("networkInterface: eni-bp1a"), {
    "pass when its address is the EIP, and it is free": { cloud: withInterface({}) },
    "pass when it is attached to the instance, and has the EIP already": {
      cloud: withInterface(
        { instance_id: INSTANCE.id },
        { eips: [{ ...EIP, instance_id: "eni-bp1a", instance_type: "NetworkInterface" }] },
      ),
    },
    "fail when it is not a secondary one in the VPC": {
      cloud: withInterface({ id: "eni-bp1b" }),
      complaints: [
        [
          ASSOCIATION,
          "The network interface eni-bp1a is not a secondary one in the VPC of the instance, or cannot be seen. Check its ID, and that the RAM policy allows ecs:DescribeNetworkInterfaces; or remove it to create one.",
        ],
      ],
    },
    "fail when its address is not the EIP, naming both": {
      cloud: withInterface({ primary_ip_address: "10.0.0.7" }),
      complaints: [
        [
          ASSOCIATION,
          "The network interface eni-bp1a has the primary address 10.0.0.7, not the EIP 203.0.113.106. Use one whose primary private address is the EIP, or remove it to create one.",
        ],
      ],
    },
    "fail when it is attached to another instance, naming both": {
      cloud: withInterface({ instance_id: "i-bp1other" }),
      complaints: [
        [
          ASSOCIATION,
          "The network interface eni-bp1a is attached to i-bp1other, not to the instance i-bp1web. Detach it there first, or use another one.",
        ],
      ],
    },
    "fail when it is in another zone, naming both": {
      cloud: withInterface({ zone_id: "cn-hangzhou-k" }),
      complaints: [
        [
          ASSOCIATION,
          "The network interface eni-bp1a is in the zone cn-hangzhou-k, but the instance i-bp1web is in cn-hangzhou-h. Use one in the instance's zone.",
        ],
      ],
    },
    "say only that the instance is missing where it is": {
      cloud: cloud({ instances: [], vpcs: [], networkInterfaces: [] }),
      complaints: [[ASSOCIATION, instanceNotFound()]],
    },
    "say only that the EIP is missing where it is": {
      cloud: withInterface({}, { eips: [] }),
      complaints: [[ASSOCIATION, eipNotFound()]],
    },
    "fail when the EIP is bound elsewhere": {
      cloud: withInterface(
        {},
        { eips: [{ ...EIP, instance_id: "i-bp1other", instance_type: "EcsInstance" }] },
      ),
      complaints: [
        [
          ASSOCIATION,
          "The EIP 203.0.113.106 is bound to i-bp1other (EcsInstance). Unbind it there first, or choose another EIP.",
        ],
      ],
    },
  });

  describe("that is to take an instance without a free place", () => {
    plans(terraform, exposureWith("networkInterface: eni-bp1a"), {
      "fail, as for one that is made": {
        cloud: withInterface(
          {},
          {
            instances: [{ ...INSTANCE, instance_type: "ecs.c6.large", status: "Running" }],
            instanceTypes: [{ id: "ecs.c6.large", eni_quantity: 1 }],
          },
        ),
        complaints: [
          [ASSOCIATION, expect.stringContaining("The instance i-bp1web has 1 of 1 network interfaces")],
        ],
      },
    });
  });
});

import { cloud, EIP, INSTANCE } from "../../../testing/cloud";
import { Template } from "../../../testing/template";
import { describeWithTerraform, useTerraform } from "../../../testing/terraform";
import { plans } from "./plans";

const ENI = "alicloud_ecs_network_interface.web";
const ASSOCIATION = "alicloud_eip_association.mail";

const configuration = (web: string, mail = "{nicOf: web, eip: 203.0.113.107}") =>
  Template.ofConfiguration(`
    region: cn-hangzhou
    exposures:
      web: ${web}
      mail: ${mail}`);

const BY_ADDRESS = "{instance: i-bp1web, eip: 203.0.113.106}";

const instances = [{ ...INSTANCE, instance_type: "ecs.c6.large", status: "Running" }];
const allows = (eni_private_ip_address_quantity: number) => [
  { id: "ecs.c6.large", eni_quantity: 2, eni_private_ip_address_quantity },
];
const mail = (ip_address = "203.0.113.107", instance_id = "") => ({
  ...{ ...EIP, allocation_id: "eip-bp1mail", ip_address },
  ...{ instance_id, instance_type: instance_id === "" ? "" : "NetworkInterface" },
});
const eips = [EIP, mail()];

/** The ENI of `web`, as it is after the apply. */
const applied = {
  ...{ id: "eni-bp1web", type: "Secondary", instance_id: INSTANCE.id, vpc_id: INSTANCE.vpc_id },
  zone_id: INSTANCE.availability_zone,
  ...{ primary_ip_address: "203.0.113.106", private_ip_addresses: ["203.0.113.107"] },
};

describeWithTerraform("an EIP on the NIC of another exposure", () => {
  const terraform = useTerraform();

  describe("by address", () => {
    plans(terraform, () => configuration(BY_ADDRESS), {
      "counts for no ENI: the type allows the primary one and one more": {
        cloud: cloud({ instances, eips, instanceTypes: allows(2) }),
      },
      "fails when the type allows one address on an ENI": {
        cloud: cloud({ instances, eips, instanceTypes: allows(1) }),
        complaints: [
          [
            ENI,
            "The network interface of the exposure web would have 2 private addresses, for the EIPs of mail, web. The type of its instance allows 1, and a network interface takes ten until it is attached. Move some of them to another instance, or apply with ten first.",
          ],
        ],
      },
      "passes when the quota of the type is not known": { cloud: cloud({ instances, eips }) },
      "fails when another ENI of the VPC has the address": {
        cloud: cloud({
          ...{ instances, eips },
          networkInterfaces: [
            { ...applied, id: "eni-bp1mail", primary_ip_address: "203.0.113.107", private_ip_addresses: [] },
          ],
        }),
        complaints: [
          [
            ENI,
            "The EIP 203.0.113.107 is an address of the network interface eni-bp1mail already, so it cannot go on that of the exposure web. If mail had a network interface of its own until now, apply once without mail, then with it.",
          ],
        ],
      },
      "passes when an ENI of another VPC has the address": {
        cloud: cloud({
          ...{ instances, eips },
          networkInterfaces: [
            { ...applied, vpc_id: "vpc-bp1other", primary_ip_address: "203.0.113.107", instance_id: "" },
          ],
        }),
      },
      "passes on a later run, when it is bound to the ENI": {
        cloud: cloud({
          instances,
          eips: [{ ...EIP, instance_id: "eni-bp1web" }, mail("203.0.113.107", "eni-bp1web")],
          networkInterfaces: [applied],
        }),
      },
      "fails when it is bound to something else": {
        cloud: cloud({ instances, eips: [EIP, mail("203.0.113.107", "eni-bp1other")] }),
        complaints: [
          [
            ENI,
            "The EIP 203.0.113.107 is bound to eni-bp1other (NetworkInterface). Unbind it there first, or choose another EIP.",
          ],
        ],
      },
      "reports what is wrong with the NIC once": {
        cloud: cloud({ instances: [], eips }),
        complaints: [
          [
            ENI,
            "The instance i-bp1web was not found in this region. Check the ID, the region and the account of the provider, and that its RAM policy allows ecs:DescribeInstances.",
          ],
        ],
      },
    });
  });

  describe("by allocation ID", () => {
    plans(terraform, () => configuration(BY_ADDRESS, "{nicOf: web, eip: eip-bp1mail}"), {
      "passes in the vSwitch of the NIC": { cloud: cloud({ instances, eips }) },
      "fails outside of it": {
        cloud: cloud({ instances, eips: [EIP, mail("203.0.113.98")] }),
        complaints: [
          [
            ENI,
            "The EIP 203.0.113.98 of mail cannot go on the network interface of web, which is in the vSwitch 203.0.113.104/29. It lies outside, or it is the first or among the last three addresses, which Alibaba Cloud reserves. Choose a larger vSwitch for web, write EIPs by address, or give mail a network interface of its own.",
          ],
        ],
      },
    });
  });

  describe("by address, where only Terraform knows the vSwitch", () => {
    plans(terraform, () => configuration("{instance: i-bp1web, eip: eip-bp1web}"), {
      "passes in the vSwitch of the NIC": { cloud: cloud({ instances, eips }) },
      "fails outside of it": {
        cloud: cloud({ instances, eips: [{ ...EIP, ip_address: "203.0.113.98" }, mail()] }),
        complaints: [[ENI, expect.stringContaining("which is in the vSwitch 203.0.113.96/29.") as string]],
      },
    });
  });

  describe("that exists", () => {
    const existing = "{instance: i-bp1web, eip: 203.0.113.106, networkInterface: eni-bp1web}";
    plans(terraform, () => configuration(existing), {
      "passes when the NIC has both addresses": {
        cloud: cloud({ instances, eips, networkInterfaces: [applied] }),
      },
      "fails when the NIC lacks the address": {
        cloud: cloud({ instances, eips, networkInterfaces: [{ ...applied, private_ip_addresses: [] }] }),
        complaints: [
          [
            ASSOCIATION,
            "The EIP 203.0.113.107 of mail cannot go on the network interface of web, which is eni-bp1web. Assign the EIP to it as a secondary private address first.",
          ],
        ],
      },
    });
  });
});

import { cloud, EIP, INSTANCE } from "../constructs/cloud";
import { Template } from "../support/template";
import { describeWithTerraform, useTerraform } from "../support/terraform";
import { type PlanCase, plans } from "./plans";

const ATTACHMENT = "alicloud_ecs_network_interface_attachment.web";
const SECOND_ATTACHMENT = "alicloud_ecs_network_interface_attachment.mail";

const ONE_EXPOSURE = `
  region: cn-hangzhou
  exposures:
    web: {instance: i-bp1web, eip: 203.0.113.106}`;

const TWO_EXPOSURES = `${ONE_EXPOSURE}
    mail: {instance: i-bp1web, eip: 203.0.113.107}`;

/** A secondary ENI that is attached to the instance of the exposures. */
function attached(primary_ip_address: string, instance_id = INSTANCE.id) {
  return { id: `eni-${primary_ip_address}`, type: "Secondary", primary_ip_address, instance_id };
}

/** An EIP that is bound to the ENI which has it as its address. */
function bound(ip_address: string) {
  return {
    allocation_id: `eip-${ip_address}`,
    ip_address,
    instance_id: `eni-${ip_address}`,
    instance_type: "NetworkInterface",
  };
}

describeWithTerraform("the check eni-quota", () => {
  const terraform = useTerraform();
  const instances = [{ ...INSTANCE, instance_type: "ecs.c6.large", status: "Running" }];
  const allows = (eni_quantity: number) => [{ id: "ecs.c6.large", eni_quantity }];
  const full = (present: number, quantity: number, eips: string) =>
    `The instance i-bp1web has ${present} of ${quantity} network interfaces (type ecs.c6.large), not counting those ` +
    `for ${eips} that this stack exposes on it. Detach others, or choose an instance type that allows more.`;

  describe("of one exposure", () => {
    const foreign = [attached("10.0.0.7")];
    plans(terraform, () => Template.ofConfiguration(ONE_EXPOSURE), {
      "passes when the primary ENI leaves one place": {
        cloud: cloud({ instances, instanceTypes: allows(2) }),
      },
      "passes when another secondary ENI leaves one place": {
        cloud: cloud({ instances, instanceTypes: allows(3), networkInterfaces: foreign }),
      },
      "fails when another secondary ENI has the last place": {
        cloud: cloud({ instances, instanceTypes: allows(2), networkInterfaces: foreign }),
        complaints: [[ATTACHMENT, full(2, 2, "the EIP")]],
      },
      "fails when the type allows no secondary ENI": {
        cloud: cloud({ instances, instanceTypes: allows(1) }),
        complaints: [[ATTACHMENT, full(1, 1, "the EIP")]],
      },
      "passes when the ENIs of other instances are many": {
        cloud: cloud({
          instances,
          instanceTypes: allows(2),
          networkInterfaces: [attached("10.0.0.7", "i-bp1other"), attached("10.0.0.8", "")],
        }),
      },
      "passes on a later run, when the ENI of the EIP has the last place": {
        cloud: cloud({
          instances,
          instanceTypes: allows(2),
          eips: [bound("203.0.113.106")],
          networkInterfaces: [attached("203.0.113.106")],
        }),
      },
      "holds when the type is not found": {
        cloud: cloud({
          instances,
          instanceTypes: [{ id: "ecs.c6.xlarge", eni_quantity: 1 }],
          networkInterfaces: foreign,
        }),
      },
    });
  });

  describe("of two exposures on one instance", () => {
    const eips = [EIP, { ...EIP, allocation_id: "eip-bp1mail", ip_address: "203.0.113.107" }];
    const both = (message: string): NonNullable<PlanCase["complaints"]> => [
      [ATTACHMENT, message],
      [SECOND_ATTACHMENT, message],
    ];
    plans(terraform, () => Template.ofConfiguration(TWO_EXPOSURES), {
      "passes when there are two places": { cloud: cloud({ instances, eips, instanceTypes: allows(3) }) },
      "fails when there is one place": {
        cloud: cloud({ instances, eips, instanceTypes: allows(2) }),
        complaints: both(full(1, 2, "the 2 EIPs")),
      },
      "passes on a later run, when the ENIs of both have the last places": {
        cloud: cloud({
          instances,
          instanceTypes: allows(3),
          eips: [bound("203.0.113.106"), bound("203.0.113.107")],
          networkInterfaces: [attached("203.0.113.106"), attached("203.0.113.107")],
        }),
      },
      "passes when one was added to a stack whose ENI leaves the last place": {
        cloud: cloud({
          instances,
          instanceTypes: allows(3),
          eips: [bound("203.0.113.106"), ...eips.slice(1)],
          networkInterfaces: [attached("203.0.113.106")],
        }),
      },
      "fails when one was added to a stack whose ENI has the last place": {
        cloud: cloud({
          instances,
          instanceTypes: allows(2),
          eips: [bound("203.0.113.106"), ...eips.slice(1)],
          networkInterfaces: [attached("203.0.113.106")],
        }),
        complaints: both(full(1, 2, "the 2 EIPs")),
      },
    });
  });
});

describeWithTerraform("the check hot-plug", () => {
  const terraform = useTerraform();
  const instance = (instance_type: string, status: string) => ({
    instances: [{ ...INSTANCE, instance_type, status }],
  });

  plans(terraform, () => Template.ofConfiguration(ONE_EXPOSURE), {
    "fails when an instance of a type without hot-plug runs": {
      cloud: cloud(instance("ecs.t6-c1m1.large", "Running")),
      complaints: [
        [
          ATTACHMENT,
          "The instance i-bp1web is Running, and its type ecs.t6-c1m1.large takes a network interface only while it is " +
            "Stopped. Stop the instance, apply, and start it again.",
        ],
      ],
    },
    "passes when the instance is stopped": { cloud: cloud(instance("ecs.t6-c1m1.large", "Stopped")) },
    "passes on a later run, when the ENI is attached": {
      cloud: cloud({
        ...instance("ecs.t6-c1m1.large", "Running"),
        eips: [bound("203.0.113.106")],
        networkInterfaces: [attached("203.0.113.106")],
      }),
    },
    "fails when the ENI is there, but not attached to the instance": {
      cloud: cloud({
        ...instance("ecs.n4.small", "Running"),
        eips: [bound("203.0.113.106")],
        networkInterfaces: [attached("203.0.113.106", "")],
      }),
      complaints: [
        [
          ATTACHMENT,
          "The instance i-bp1web is Running, and its type ecs.n4.small takes a network interface only while it is " +
            "Stopped. Stop the instance, apply, and start it again.",
        ],
      ],
    },
    "passes when a running instance has a type with hot-plug": {
      cloud: cloud(instance("ecs.t6-c2m4.large", "Running")),
    },
  });
});

import { cloud, EIP, INSTANCE } from "../../../testing/cloud";
import { Template } from "../../../testing/template";
import { describeWithTerraform, useTerraform } from "../../../testing/terraform";
import { type Complaint, plans } from "./plans";

const NETWORK_INTERFACE = "alicloud_ecs_network_interface.web";
const SECOND_NETWORK_INTERFACE = "alicloud_ecs_network_interface.mail";

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
  const full = (present: number, quantity: number, eips: number) =>
    `The instance i-bp1web has ${present} of ${quantity} network interfaces (type ecs.c6.large), and needs ${eips} more for the EIPs that are exposed on it here. Detach others, or choose an instance type that allows more.`;

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
        complaints: [[NETWORK_INTERFACE, full(2, 2, 1)]],
      },
      "fails when the type allows no secondary ENI": {
        cloud: cloud({ instances, instanceTypes: allows(1) }),
        complaints: [[NETWORK_INTERFACE, full(1, 1, 1)]],
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
    const both = (message: string): readonly Complaint[] => [
      [NETWORK_INTERFACE, message],
      [SECOND_NETWORK_INTERFACE, message],
    ];
    plans(terraform, () => Template.ofConfiguration(TWO_EXPOSURES), {
      "passes when there are two places": { cloud: cloud({ instances, eips, instanceTypes: allows(3) }) },
      "fails when there is one place": {
        cloud: cloud({ instances, eips, instanceTypes: allows(2) }),
        complaints: both(full(1, 2, 2)),
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
        complaints: both(full(1, 2, 2)),
      },
    });
  });
});

describeWithTerraform("the checks of an instance that gets a new EIP, whose address is unknown", () => {
  const terraform = useTerraform();
  const withInstance = (
    instance_type: string,
    status: string,
    eni_quantity: number,
    networkInterfaces = [{}],
  ) =>
    cloud({
      instances: [{ ...INSTANCE, instance_type, status }],
      instanceTypes: [{ id: instance_type, eni_quantity }],
      networkInterfaces: networkInterfaces.filter((one) => "id" in one),
    });
  const full = (present: number, quantity: number, eips: number) =>
    expect.stringContaining(
      `has ${present} of ${quantity} network interfaces (type ecs.c6.large), and needs ${eips} more`,
    ) as string;

  describe("beside one that exists", () => {
    plans(
      terraform,
      () =>
        Template.ofConfiguration(
          `${ONE_EXPOSURE}\n    mail: {instance: i-bp1web, eip: {create: {bandwidth: 5}}}`,
        ),
      {
        "pass when there are two places": { cloud: withInstance("ecs.c6.large", "Running", 3) },
        "fail at plan for the new one when there is one place": {
          cloud: withInstance("ecs.c6.large", "Running", 2),
          complaints: [[SECOND_NETWORK_INTERFACE, full(1, 2, 2)]],
        },
        "fail at plan for both when there is none": {
          cloud: withInstance("ecs.c6.large", "Running", 1),
          complaints: [
            [SECOND_NETWORK_INTERFACE, full(1, 1, 2)],
            [NETWORK_INTERFACE, full(1, 1, 1)],
          ],
        },
        "fail at plan for the one that exists, which does not wait for the new one, when another ENI has the last place":
          {
            cloud: withInstance("ecs.c6.large", "Running", 2, [attached("10.0.0.7")]),
            complaints: [[NETWORK_INTERFACE, full(2, 2, 1)]],
          },
      },
    );
  });

  describe("alone, of a type without hot-plug", () => {
    plans(
      terraform,
      () => Template.ofConfiguration(ONE_EXPOSURE.replace("203.0.113.106", "{create: {bandwidth: 5}}")),
      {
        "fail at plan while it runs": {
          cloud: withInstance("ecs.n4.small", "Running", 3),
          complaints: [
            [
              NETWORK_INTERFACE,
              expect.stringContaining("attaches a network interface only while it is") as string,
            ],
          ],
        },
        "pass while it is stopped": { cloud: withInstance("ecs.n4.small", "Stopped", 3) },
      },
    );
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
          NETWORK_INTERFACE,
          "The instance i-bp1web is Running, but its type ecs.t6-c1m1.large attaches a network interface only while it is Stopped. Stop the instance, apply, and start it again.",
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
          NETWORK_INTERFACE,
          "The instance i-bp1web is Running, but its type ecs.n4.small attaches a network interface only while it is Stopped. Stop the instance, apply, and start it again.",
        ],
      ],
    },
    "passes when a running instance has a type with hot-plug": {
      cloud: cloud(instance("ecs.t6-c2m4.large", "Running")),
    },
  });
});

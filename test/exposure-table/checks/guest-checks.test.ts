import { CHECK_NAMES } from "../../../lib/exposure-table/checks";
import { cloud, INSTANCE } from "../../../testing/cloud";
import { Template } from "../../../testing/template";
import { describeWithTerraform, useTerraform } from "../../../testing/terraform";
import { plans } from "./plans";

const NETWORK_INTERFACE = "alicloud_ecs_network_interface.web";
const INVOCATION = "alicloud_ecs_invocation.web";

const withGuest = (guest: string) => () =>
  Template.ofConfiguration(`
    region: cn-hangzhou
    guest: ${guest}
    exposures:
      web: {instance: i-bp1web, eip: 203.0.113.106}`);

const instanceWith = (values: object) => cloud({ instances: [{ ...INSTANCE, ...values }] });

describeWithTerraform("the check guest-os", () => {
  const terraform = useTerraform();
  const windows = "win2022_21H2_x64_dtc_en-us_40G_alibase_20260101.vhd";

  describe("of an instance with the guest script", () => {
    plans(terraform, withGuest("cloud-assistant"), {
      "passes for a public image of Linux": {
        cloud: instanceWith({ image_id: "aliyun_3_x64_20G_alibase_20260101.vhd" }),
      },
      "passes for a custom image, of which nothing is known": {
        cloud: instanceWith({ image_id: "m-bp1win" }),
      },
      "fails for a public image of Windows": {
        cloud: instanceWith({ image_id: windows }),
        complaints: [
          [
            NETWORK_INTERFACE,
            `The instance i-bp1web was created from the Windows image ${windows}, but the guest script is for Linux. Windows configures the NIC by itself: set guest to none for this exposure, and verify it by hand (docs/guest.md).`,
          ],
        ],
      },
    });
  });

  describe("of an instance that gets a new EIP", () => {
    const withNewEip = () =>
      Template.ofConfiguration(`
        region: cn-hangzhou
        guest: cloud-assistant
        exposures:
          web: {instance: i-bp1web, eip: {create: {bandwidth: 5}}}`);
    plans(terraform, withNewEip, {
      "fails at plan, where Cloud Assistant would run": {
        cloud: instanceWith({ image_id: windows, status: "Stopped" }),
        complaints: [
          [INVOCATION, expect.stringContaining("from the Windows image") as string],
          [INVOCATION, expect.stringContaining("is Stopped, but Cloud Assistant") as string],
        ],
      },
    });
  });

  describe("alone, with all other checks turned off", () => {
    const others = CHECK_NAMES.filter((check) => check !== "guest-os");
    const alone = () =>
      Template.ofConfiguration(`
        region: cn-hangzhou
        skipChecks: [${others.join(", ")}]
        guest: cloud-assistant
        exposures:
          web: {instance: i-bp1web, eip: 203.0.113.106}`);
    plans(terraform, alone, {
      "passes for Linux": { cloud: instanceWith({ image_id: "m-bp1linux" }) },
      "fails for Windows": {
        cloud: instanceWith({ image_id: windows }),
        complaints: [[NETWORK_INTERFACE, expect.stringContaining("from the Windows image") as string]],
      },
    });
  });

  describe("of an instance without it", () => {
    plans(terraform, withGuest("file"), {
      "is not checked": { cloud: instanceWith({ image_id: windows }) },
    });
  });
});

describeWithTerraform("the check guest-running", () => {
  const terraform = useTerraform();
  const attached = {
    ...{ id: "eni-bp1web", type: "Secondary", primary_ip_address: "203.0.113.106" },
    instance_id: INSTANCE.id,
  };

  plans(terraform, withGuest("cloud-assistant"), {
    "passes while the instance runs": { cloud: instanceWith({ status: "Running" }) },
    "fails while it is stopped, before anything is made": {
      cloud: instanceWith({ status: "Stopped" }),
      complaints: [
        [
          NETWORK_INTERFACE,
          "The instance i-bp1web is Stopped, but Cloud Assistant runs the guest script only while it is Running. Start the instance, or set guest to none for now.",
        ],
      ],
    },
    "passes on a later run, when the ENI is there and the instance is stopped": {
      cloud: cloud({
        instances: [{ ...INSTANCE, status: "Stopped" }],
        eips: [
          {
            ...{ allocation_id: "eip-bp1web", ip_address: "203.0.113.106" },
            ...{ instance_id: attached.id, instance_type: "NetworkInterface" },
          },
        ],
        networkInterfaces: [attached],
      }),
    },
  });
});

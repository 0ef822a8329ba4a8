import { cloud, INSTANCE, VPC } from "../../../testing/cloud";
import { Template } from "../../../testing/template";
import { describeWithTerraform, useTerraform } from "../../../testing/terraform";
import { instanceNotFound } from "./messages";
import { plans } from "./plans";

const NETWORK_INTERFACE = "alicloud_ecs_network_interface.web";

const IN_ANOTHER_VPC =
  "The exposure web names the VPC vpc-bp1a, but the instance i-bp1web is in vpc-bp1b. Correct the VPC of the exposure, or remove it.";

const IN_ANOTHER_ZONE =
  "The exposure web names the zone cn-hangzhou-h, but the instance i-bp1web is in cn-hangzhou-k. Correct the zone of the exposure, or remove it.";

/** The instance somewhere else, and a VPC there. */
const instanceIn = (place: Partial<typeof INSTANCE>) =>
  cloud({ instances: [{ ...INSTANCE, ...place }], vpcs: [VPC, { ...VPC, id: "vpc-bp1b" }] });

describeWithTerraform("where the configuration names the place of an instance", () => {
  const terraform = useTerraform();
  const configuration = (settings: string) => () =>
    Template.ofConfiguration(
      `{region: cn-hangzhou, exposures: {web: {instance: i-bp1web, eip: 203.0.113.106, ${settings}}}}`,
    );

  describe("its VPC and its zone", () => {
    plans(terraform, configuration("vpc: vpc-bp1a, zone: cn-hangzhou-h"), {
      "passes when the instance is there": { cloud: cloud() },
      "fails when it is in another VPC, naming both": {
        cloud: instanceIn({ vpc_id: "vpc-bp1b" }),
        complaints: [[NETWORK_INTERFACE, IN_ANOTHER_VPC]],
      },
      "fails when it is in another zone, naming both": {
        cloud: instanceIn({ availability_zone: "cn-hangzhou-k" }),
        complaints: [[NETWORK_INTERFACE, IN_ANOTHER_ZONE]],
      },
      "fails for both reasons at once": {
        cloud: instanceIn({ vpc_id: "vpc-bp1b", availability_zone: "cn-hangzhou-k" }),
        complaints: [[NETWORK_INTERFACE, IN_ANOTHER_VPC, IN_ANOTHER_ZONE]],
      },
      "says only that the instance is missing where it is": {
        cloud: cloud({ instances: [] }),
        complaints: [[NETWORK_INTERFACE, instanceNotFound()]],
      },
    });
  });

  describe("only its VPC", () => {
    plans(terraform, configuration("vpc: vpc-bp1a"), {
      "passes whatever the zone of the instance is": {
        cloud: instanceIn({ availability_zone: "cn-hangzhou-k" }),
      },
      "fails when it is in another VPC": {
        cloud: instanceIn({ vpc_id: "vpc-bp1b" }),
        complaints: [[NETWORK_INTERFACE, IN_ANOTHER_VPC]],
      },
    });
  });

  describe("with these checks turned off", () => {
    const skipping = () =>
      Template.ofConfiguration(`
        region: cn-hangzhou
        skipChecks: [same-vpc, same-zone]
        exposures:
          web: {instance: i-bp1web, eip: 203.0.113.106, vpc: vpc-bp1a, zone: cn-hangzhou-h}`);
    plans(terraform, skipping, {
      "passes when it is elsewhere": {
        cloud: instanceIn({ vpc_id: "vpc-bp1b", availability_zone: "cn-hangzhou-k" }),
      },
    });
  });
});

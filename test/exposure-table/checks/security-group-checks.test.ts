import { Eip, ExposedEip, Instance, SecurityGroup, Vpc } from "../../../lib";
import { cloud, INSTANCE, VPC } from "../../../testing/cloud";
import { applyInCloud, type MockValues } from "../../../testing/mock-cloud";
import { Template } from "../../../testing/template";
import { describeWithTerraform, useTerraform } from "../../../testing/terraform";
import { plans } from "./plans";

const NETWORK_INTERFACE = "alicloud_ecs_network_interface.web";

const basic = (id: string, vpc_id = VPC.id) => ({ id, vpc_id, security_group_type: "normal" });
const advanced = (id: string) => ({ ...basic(id), security_group_type: "enterprise" });

const MIXED =
  "The security groups sg-bp1a, sg-bp1b mix basic (normal) and advanced (enterprise) ones, but an ENI takes groups of one type. Set security groups of one type.";

const NOTHING_OUT =
  "The security groups sg-bp1a, sg-bp1b allow no outbound traffic: no rule that can be seen accepts it before it is dropped. Add such a rule, or set other security groups; if there is one, check that the RAM policy allows ecs:DescribeSecurityGroupAttribute.";

const ACCEPT = {
  ...{ direction: "egress", policy: "accept", priority: 50 },
  ...{ ip_protocol: "tcp", dest_cidr_ip: "198.51.100.0/24" },
};
const DROP = {
  ...{ direction: "egress", policy: "drop", priority: 100 },
  ...{ ip_protocol: "all", dest_cidr_ip: "0.0.0.0/0" },
};

describeWithTerraform("the checks of security groups", () => {
  const terraform = useTerraform();

  describe("for those of the instance", () => {
    const instances = [{ ...INSTANCE, security_groups: ["sg-bp1a", "sg-bp1b"] }];
    const withGroups = (...securityGroups: MockValues[]) => cloud({ instances, securityGroups });
    const withRules = (securityGroupRules: MockValues[], ...securityGroups: MockValues[]) =>
      cloud({ instances, securityGroups, securityGroupRules });

    plans(
      terraform,
      () =>
        Template.ofConfiguration(
          "{region: cn-hangzhou, exposures: {web: {instance: i-bp1web, eip: 203.0.113.106}}}",
        ),
      {
        "pass when all are basic": { cloud: withGroups(basic("sg-bp1a"), basic("sg-bp1b")) },
        "pass when all are advanced": {
          cloud: withRules([ACCEPT], advanced("sg-bp1a"), advanced("sg-bp1b")),
        },
        "fail when all are advanced, and no rule accepts anything, naming them": {
          cloud: withRules([], advanced("sg-bp1a"), advanced("sg-bp1b")),
          complaints: [[NETWORK_INTERFACE, NOTHING_OUT]],
        },
        "fail when they are advanced, and a drop comes before what is accepted": {
          cloud: withRules([{ ...DROP, priority: 1 }, ACCEPT], advanced("sg-bp1a"), advanced("sg-bp1b")),
          complaints: [[NETWORK_INTERFACE, NOTHING_OUT]],
        },
        "fail when they are basic, and everything is dropped": {
          cloud: withRules([DROP], basic("sg-bp1a"), basic("sg-bp1b")),
          complaints: [[NETWORK_INTERFACE, NOTHING_OUT]],
        },
        "fail when a drop has the same priority as what is accepted, since it comes first": {
          cloud: withRules([DROP, { ...ACCEPT, priority: 100 }], basic("sg-bp1a"), basic("sg-bp1b")),
          complaints: [[NETWORK_INTERFACE, NOTHING_OUT]],
        },
        "pass when they are basic, and something is accepted before everything is dropped": {
          cloud: withRules([DROP, ACCEPT], basic("sg-bp1a"), basic("sg-bp1b")),
        },
        "pass when they are basic, and only a part is dropped": {
          cloud: withRules([{ ...DROP, ip_protocol: "tcp" }], basic("sg-bp1a"), basic("sg-bp1b")),
        },
        "pass when what is dropped comes in": {
          cloud: withRules([{ ...DROP, direction: "ingress" }], basic("sg-bp1a"), basic("sg-bp1b")),
        },
        "pass when a group of another type is not among them": {
          cloud: withGroups(basic("sg-bp1a"), basic("sg-bp1b"), advanced("sg-bp1c")),
        },
        "fail when one is basic and one advanced, naming them": {
          cloud: withGroups(basic("sg-bp1a"), advanced("sg-bp1b")),
          complaints: [[NETWORK_INTERFACE, MIXED]],
        },
        "pass when they are not found, of which the instance knows more": { cloud: withGroups() },
        "pass when nothing is known of one that may let something out": {
          cloud: withRules([], advanced("sg-bp1a")),
        },
      },
    );
  });

  describe("for those given by hand", () => {
    const withGroups = (...securityGroups: MockValues[]) => cloud({ securityGroups });
    const elsewhere = (groups: string) =>
      `The security groups ${groups} are not in the VPC vpc-bp1a of the instance, or cannot be seen. Set security groups of that VPC, and check that the RAM policy allows ecs:DescribeSecurityGroups.`;

    plans(
      terraform,
      () =>
        Template.ofConfiguration(`
          region: cn-hangzhou
          exposures:
            web: {instance: i-bp1web, eip: 203.0.113.106, securityGroups: [sg-bp1a, sg-bp1b]}`),
      {
        "pass when they are in the VPC and of one type": {
          cloud: withGroups(basic("sg-bp1a"), basic("sg-bp1b")),
        },
        "fail when one is basic and one advanced, naming them": {
          cloud: withGroups(basic("sg-bp1a"), advanced("sg-bp1b")),
          complaints: [[NETWORK_INTERFACE, MIXED]],
        },
        "fail when one is in another VPC, naming it": {
          cloud: withGroups(basic("sg-bp1a"), basic("sg-bp1b", "vpc-bp1b")),
          complaints: [[NETWORK_INTERFACE, elsewhere("sg-bp1b")]],
        },
        "fail when they are not found, naming them": {
          cloud: withGroups(),
          complaints: [[NETWORK_INTERFACE, elsewhere("sg-bp1a, sg-bp1b")]],
        },
        "fail for both reasons at once": {
          cloud: withGroups({ ...advanced("sg-bp1a"), vpc_id: "vpc-bp1b" }, basic("sg-bp1b")),
          complaints: [[NETWORK_INTERFACE, MIXED, elsewhere("sg-bp1a")]],
        },
      },
    );
  });

  it("pass at apply for a group of the same stack, which does not exist when the plan looks", async () => {
    const { text } = Template.ofLibrary((stack) => {
      new ExposedEip(stack, "web", {
        instance: Instance.fromInstanceId(stack, "instance", "i-bp1web"),
        eip: Eip.fromIpAddress(stack, "eip", "203.0.113.106"),
        securityGroups: [
          SecurityGroup.fromSecurityGroupId(stack, "existing", "sg-bp1a"),
          new SecurityGroup(stack, "group", { vpc: Vpc.fromVpcId(stack, "vpc", VPC.id) }),
        ],
      });
    });
    const { status, diagnostics } = await applyInCloud(
      await terraform.workspace(text),
      cloud({ securityGroups: [basic("sg-bp1a")] }),
    );
    expect(diagnostics).toEqual([]);
    expect(status).toBe("pass");
  });
});

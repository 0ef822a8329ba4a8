import { EcsNetworkInterface } from "@cdktf/provider-alicloud/lib/ecs-network-interface";
import { VpcIpv4CidrBlock } from "@cdktf/provider-alicloud/lib/vpc-ipv4-cidr-block";
import { Vswitch } from "@cdktf/provider-alicloud/lib/vswitch";
import type { TerraformStack } from "cdktf";

import { Instance, Eip, ExposedEip } from "../../lib";
import { RequiredTags } from "../../lib/aspects/required-tags";
import { describeWithTerraform, useTerraform } from "../../testing/terraform";
import { errorsAtPlan, errorsAtSynth, templateOf, unknownAtSynth } from "./verdicts";

type Tags = Readonly<Record<string, string>>;

const required = () => new RequiredTags({ keys: ["team", "stage"] });

function vswitch(stack: TerraformStack, name: string, tags?: Tags): Vswitch {
  const place = { vpcId: "vpc-1", zoneId: "cn-hangzhou-h", cidrBlock: "10.0.0.0/24" };
  return new Vswitch(stack, name, { ...place, ...(tags === undefined ? {} : { tags }) });
}

const cases: readonly { name: string; tags: Tags; found: string; missing: string | undefined }[] = [
  { name: "all", tags: { stage: "test", team: "web", more: "x" }, found: "", missing: undefined },
  { name: "one", tags: { team: "web" }, found: "team", missing: "stage" },
  { name: "others", tags: { Team: "web" }, found: "Team", missing: "team, stage" },
  { name: "none", tags: {}, found: "none", missing: "team, stage" },
];

const message = (address: string, found: string, missing: string) =>
  `${address} lacks required tags: found ${found}, required team, stage. Add ${missing} to its tags.`;

describe("required tags", () => {
  it.each(cases)("are looked for at synth: $name of them", ({ tags, found, missing }) => {
    const errors = errorsAtSynth(required(), (stack) => vswitch(stack, "web", tags));
    const expected =
      missing === undefined ? [] : [`[library/web] ${message("alicloud_vswitch.web", found, missing)}`];
    expect(errors).toEqual(expected);
  });

  it("fails when a tag is empty, or there are no tags at all", () => {
    const errors = errorsAtSynth(required(), (stack) => {
      vswitch(stack, "empty", { team: "", stage: "test" });
      vswitch(stack, "untagged");
    });
    expect(errors).toEqual([
      `[library/empty] ${message("alicloud_vswitch.empty", "stage", "team")}`,
      `[library/untagged] ${message("alicloud_vswitch.untagged", "none", "team, stage")}`,
    ]);
  });

  it("asks for none where a resource takes none", () => {
    const declare = (stack: TerraformStack) =>
      new VpcIpv4CidrBlock(stack, "block", { vpcId: "vpc-1", secondaryCidrBlock: "203.0.113.96/28" });
    expect(errorsAtSynth(required(), declare)).toEqual([]);
  });

  it("sees tags that an override gives", () => {
    const declare = (stack: TerraformStack) => {
      vswitch(stack, "web").addOverride("tags", { team: "web", stage: "test" });
    };
    expect(errorsAtSynth(required(), declare)).toEqual([]);
  });

  it("sees every resource of an exposure that takes tags", () => {
    const errors = errorsAtSynth(required(), (stack) => {
      new ExposedEip(stack, "web", {
        instance: Instance.fromInstanceId(stack, "instance", "i-web"),
        eip: Eip.fromIpAddress(stack, "eip", "203.0.113.106"),
      });
    });
    expect(errors.map((error) => error.split(" ")[1]?.split(".")[0]).sort()).toEqual([
      "alicloud_ecs_network_interface",
      "alicloud_vswitch",
    ]);
  });

  it("looks at a resource once, however often the stack is synthesized", () => {
    const aspect = required();
    templateOf(aspect, (stack) => {
      const resource = vswitch(stack, "web");
      resource.addOverride("tags", "${var.tags}");
      aspect.visit(resource);
      aspect.visit(resource);
      expect(resource.lifecycle?.precondition).toHaveLength(1);
    });
  });
});

describeWithTerraform("required tags that only Terraform knows", () => {
  const terraform = useTerraform();

  it("are looked for at plan time, with the same verdict", async () => {
    const errors = await errorsAtPlan(terraform, required(), (stack) => {
      for (const { name, tags } of cases) {
        vswitch(stack, name).addOverride("tags", unknownAtSynth(stack, `tags_of_${name}`, tags).fqn);
      }
    });
    const failing = cases.filter(({ missing }) => missing !== undefined);
    expect(Object.keys(errors).sort()).toEqual(failing.map(({ name }) => `alicloud_vswitch.${name}`).sort());
    expect(errors["alicloud_vswitch.one"]).toBe(message("alicloud_vswitch.one", "team", "stage"));
  });

  it("leave the preconditions that a resource has", () => {
    const template = templateOf(required(), (stack) => {
      const eni = new EcsNetworkInterface(stack, "web", {
        vswitchId: "vsw-1",
        securityGroupIds: ["sg-1"],
        lifecycle: { precondition: [{ condition: "${true}", errorMessage: "never" }] },
      });
      eni.addOverride("tags", unknownAtSynth(stack, "tags", {}).fqn);
    });
    const messages = template
      .preconditions("alicloud_ecs_network_interface.web")
      .map(({ error_message: text }) => text.split(" ").slice(0, 3).join(" "));
    expect(messages).toEqual(["never", "alicloud_ecs_network_interface.web lacks required"]);
  });
});

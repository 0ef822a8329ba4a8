import { EcsInstance, Eip, ExposedEip, GuestConfiguration } from "../../lib";
import { guestScriptBody, renderGuestScript } from "../../guest/render";
import { cloud } from "../constructs/cloud";
import { applyInCloud } from "../support/mock-cloud";
import { Template } from "../support/template";
import { describeWithTerraform, useTerraform } from "../support/terraform";

function exposures(count: number): Template {
  return Template.ofLibrary((stack) => {
    for (let i = 1; i <= count; i++) {
      const instance = EcsInstance.fromInstanceId(stack, `instance${i}`, `i-bp1${i}`);
      const eip = Eip.fromAddress(stack, `eip${i}`, `203.0.113.${16 * i + 1}`);
      const exposed = new ExposedEip(stack, `exposure${i}`, { instance, eip });
      new GuestConfiguration(exposed, "Guest", {
        instance,
        eip,
        networkInterface: exposed.networkInterface,
        attachment: exposed.attachment,
        verify: "icmp:198.51.100.1",
        name: `exposure${i}`,
      });
    }
  });
}

const body = (template: Template, type: string): Record<string, unknown> =>
  Object.values(template.resources(type))[0] as Record<string, unknown>;

describe("the guest configuration", () => {
  it("runs after the attachment, and again when that is replaced", () => {
    const invocation = body(exposures(1), "alicloud_ecs_invocation");
    const attachment =
      Object.keys(exposures(1).resources("alicloud_ecs_network_interface_attachment"))[0] ?? "";
    const address = `alicloud_ecs_network_interface_attachment.${attachment}`;
    expect(invocation).toMatchObject({
      depends_on: [address],
      lifecycle: { replace_triggered_by: [address] },
    });
  });

  it("gives the script more time than the provider's one minute", () => {
    expect(body(exposures(1), "alicloud_ecs_invocation")).toMatchObject({ timeouts: { create: "10m" } });
    expect(body(exposures(1), "alicloud_ecs_command").timeout).toBeLessThan(600);
  });

  it("has the script once in a stack, whatever the number of exposures", () => {
    const line =
      guestScriptBody()
        .split("\n")
        .find((text) => text.length > 40) ?? "";
    const quoted = JSON.stringify(line).slice(1, -1);
    expect(exposures(3).text.split(quoted)).toHaveLength(2);
  });
});

describeWithTerraform("the guest script as Terraform renders it", () => {
  const terraform = useTerraform();

  it("is the one that renderGuestScript gives, with the MAC address of the ENI, and is accepted without a warning", async () => {
    const template = exposures(1);
    const workspace = await terraform.workspace(template.text);
    expect(await workspace.validate()).toEqual({ valid: true, diagnostics: [] });
    const eni = Object.keys(template.resources("alicloud_ecs_network_interface"))[0] ?? "";
    const run = await applyInCloud(workspace, {
      ...cloud({
        instances: [
          {
            id: "i-bp11",
            vpc_id: "vpc-bp1a",
            availability_zone: "cn-hangzhou-h",
            security_groups: ["sg-bp1a"],
          },
        ],
        eips: [{ allocation_id: "eip-bp11", ip_address: "203.0.113.17", instance_id: "", instance_type: "" }],
      }),
      overrideResources: { [`alicloud_ecs_network_interface.${eni}`]: { mac: "00:16:3e:00:00:01" } },
    });
    expect(run).toMatchObject({ status: "pass" });
    const command = Object.keys(template.resources("alicloud_ecs_command"))[0] ?? "";
    const content = String(run.resources[`alicloud_ecs_command.${command}`]?.command_content);
    expect(Buffer.from(content, "base64").toString("utf8")).toBe(
      renderGuestScript({
        action: "up",
        eip: "203.0.113.17",
        mac: "00:16:3e:00:00:01",
        verify: "icmp:198.51.100.1",
      }),
    );
  });
});

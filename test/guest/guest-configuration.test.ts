import { renderGuestCall, renderGuestInstallers } from "../../guest/render";
import { Eip, ExposedEip, GuestConfiguration, type GuestConfigurationProps, Instance } from "../../lib";
import { cloud } from "../../testing/cloud";
import { applyInCloud } from "../../testing/mock-cloud";
import { Template } from "../../testing/template";
import { describeWithTerraform, useTerraform } from "../../testing/terraform";

/** A stack with exposures and their guest configurations, of which each instance has two. */
function exposures(count: number, options: Partial<GuestConfigurationProps> = {}): Template {
  return Template.ofLibrary((stack) => {
    for (let i = 1; i <= count; i++) {
      const instance = Instance.fromInstanceId(stack, `instance${i}`, `i-bp1${Math.ceil(i / 2)}`);
      const eip = Eip.fromIpAddress(stack, `eip${i}`, `203.0.113.${16 * i + 1}`);
      const exposure = new ExposedEip(stack, `exposure${i}`, { instance, eip });
      new GuestConfiguration(exposure, "Guest", { exposure, name: `exposure${i}`, ...options });
    }
  });
}

const INVOCATION = "alicloud_ecs_invocation";
const named = (template: Template, type: string, name: RegExp) =>
  Object.entries(template.resources(type)).filter(([key]) => name.test(key));

describe("the guest configuration", () => {
  it("puts the script into each instance once, and keeps it once in the stack", () => {
    const template = exposures(3);
    const installers = renderGuestInstallers();
    expect(named(template, INVOCATION, /^guest_script/).map(([, { instance_id }]) => instance_id)).toEqual(
      ["i-bp11", "i-bp12"].flatMap((id) => installers.map(() => [id])),
    );
    for (const installer of installers)
      expect(template.text.split(Buffer.from(installer).toString("base64"))).toHaveLength(2);
  });

  it("gives the script the time that it may wait, and the provider more than its one minute", () => {
    const template = exposures(1, { waitSeconds: 300, verify: { target: "192.0.2.10" } });
    const minutes = (name: RegExp) =>
      named(template, INVOCATION, name).map(([, { timeouts }]) =>
        parseInt((timeouts as { create: string }).create, 10),
      );
    const seconds = (name: RegExp) =>
      named(template, "alicloud_ecs_command", name).map(([, { timeout }]) => Number(timeout));
    // It waits for another run and for the NIC; to verify, for an answer only.
    expect(seconds(/Configure/)).toEqual([660]);
    expect(seconds(/verify/)).toEqual([360]);
    expect(minutes(/Configure/)).toEqual([13]);
    expect(minutes(/verify/)).toEqual([8]);
  });

  it("verifies nothing when the NIC is taken down", () => {
    const template = exposures(1, { action: "down", verify: { target: "192.0.2.10" } });
    expect(named(template, INVOCATION, /verify/)).toEqual([]);
    expect(named(template, INVOCATION, /Configure/)).toHaveLength(1);
  });

  it("looks for failed runs with as many look-ups as a stack has, whatever the number of exposures", () => {
    const lookUps = (count: number) =>
      exposures(count).addresses.filter((address) => /^data\.alicloud_ecs_(?:commands|inv)/.test(address));
    expect(lookUps(4)).toEqual(lookUps(1));
    expect(lookUps(1)).toHaveLength(2);
  });
});

describeWithTerraform("the guest script as Terraform renders it", () => {
  const terraform = useTerraform();
  const template = exposures(1, { verify: { target: "198.51.100.1", port: 443 }, mtu: 8500 });
  const eni = Object.keys(template.resources("alicloud_ecs_network_interface"))[0] ?? "";

  it.each([
    ["00:16:3e:00:00:01"],
    [`'; exit 77; '`],
    ["$(exit 77) `exit 77` ${exit} %{exit}"],
    ["'\\''\n\"; exit 77 #"],
  ])(
    "is the one that renderGuestCall gives, whatever the API says that the MAC address is: %j",
    async (mac) => {
      const workspace = await terraform.workspace(template.text);
      expect(await workspace.validate()).toEqual({ valid: true, diagnostics: [] });
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
          eips: [
            { allocation_id: "eip-bp11", ip_address: "203.0.113.17", instance_id: "", instance_type: "" },
          ],
        }),
        overrideResources: { [`alicloud_ecs_network_interface.${eni}`]: { mac } },
      });
      expect(run).toMatchObject({ status: "pass" });
      const contents = (name: RegExp) =>
        named(template, "alicloud_ecs_command", name).map(([command]) => {
          const text = run.resources[`alicloud_ecs_command.${command}`]?.command_content;
          return Buffer.from(String(text), "base64").toString("utf8");
        });
      const eip = "203.0.113.17";
      expect(contents(/guest_script/)).toEqual(renderGuestInstallers());
      expect(contents(/Configure/)).toEqual([
        renderGuestCall({ action: "up", eip, mac, gateway: "203.0.113.21", mtu: 8500 }),
      ]);
      expect(contents(/verify/)).toEqual([
        renderGuestCall({ action: "verify", eip, verify: "tcp:198.51.100.1:443" }),
      ]);
    },
  );
});

describeWithTerraform("the gateway of the run", () => {
  const terraform = useTerraform();

  it("is the third address from the end of a vSwitch that only Terraform knows", async () => {
    const template = Template.ofLibrary((stack) => {
      const exposure = new ExposedEip(stack, "web", {
        instance: Instance.fromInstanceId(stack, "instance", "i-bp11"),
        eip: Eip.fromAllocationId(stack, "eip", "eip-bp11"),
      });
      new GuestConfiguration(exposure, "Guest", { exposure, name: "web" });
    });
    const workspace = await terraform.workspace(template.text);
    const place = { vpc_id: "vpc-bp1a", availability_zone: "cn-hangzhou-h", security_groups: ["sg-bp1a"] };
    const run = await applyInCloud(
      workspace,
      cloud({
        instances: [{ id: "i-bp11", ...place }],
        eips: [
          { allocation_id: "eip-bp11", ip_address: "203.0.113.105", instance_id: "", instance_type: "" },
        ],
      }),
    );
    expect(run).toMatchObject({ status: "pass" });
    const [command = ""] = named(template, "alicloud_ecs_command", /Configure/).map(([key]) => key);
    const content = String(run.resources[`alicloud_ecs_command.${command}`]?.command_content);
    // The vSwitch is 203.0.113.104/29.
    expect(Buffer.from(content, "base64").toString("utf8")).toContain("\nGATEWAY='203.0.113.109'\n");
  });
});

describeWithTerraform("a run that failed before", () => {
  const terraform = useTerraform();

  it("ends no plan with an error where Cloud Assistant names no instance of it", async () => {
    const workspace = await terraform.workspace(exposures(1).text);
    const place = { vpc_id: "vpc-bp1a", availability_zone: "cn-hangzhou-h", security_groups: ["sg-bp1a"] };
    const { mockData, ...rest } = cloud({
      instances: [{ id: "i-bp11", ...place }],
      eips: [{ allocation_id: "eip-bp11", ip_address: "203.0.113.17", instance_id: "", instance_type: "" }],
    });
    const [name] = Object.values(exposures(1).resources("alicloud_ecs_command")).flatMap((command) =>
      String(command.name).endsWith("-exposure1") ? [command.name] : [],
    );
    const run = {
      ...{ id: "t-1", command_name: name, create_time: "2026-01-01T00:00:00Z" },
      ...{ invocation_status: "Failed", invoke_instances: [] },
    };
    const { diagnostics } = await applyInCloud(workspace, {
      ...rest,
      mockData: {
        ...mockData,
        alicloud_ecs_commands: { commands: [{ id: "c-1", name }] },
        alicloud_ecs_invocations: { invocations: [run] },
      },
    });
    // The assertion of a `check` block, which is a warning outside of tests.
    expect(diagnostics.map(({ summary }) => summary)).toEqual(["Check block assertion failed"]);
    expect(diagnostics[0]?.detail).toContain("NoInstance");
  });
});

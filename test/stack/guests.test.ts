import { Template } from "../../testing/template";

const PREPARED = `
  region: cn-hangzhou
  preparations:
    zone: cn-hangzhou-h
    instances:
      app: {type: ecs.g7.large, image: aliyun_3_x64_20G_alibase_20260101.vhd}
      other: {type: ecs.g7.large, image: aliyun_3_x64_20G_alibase_20260101.vhd}
  exposures:
    web: {instance: {prepared: app}, eip: 203.0.113.109, guest: {delivery: user-data, mtu: 8500}}
    pad: {instance: {prepared: app}, eip: {create: {bandwidth: 5}}, guest: {delivery: user-data, mtu: 8500}}
    ftp: {instance: {prepared: other}, eip: 203.0.113.110, guest: cloud-assistant}`;

describe("the guests of instances that the stack makes", () => {
  const template = Template.ofConfiguration(PREPARED);
  const instance = (name: string) =>
    Object.entries(template.resources("alicloud_instance")).find(([key]) => key.endsWith(name))?.[1] ?? {};

  it("are configured by the user data of their instance, all EIPs in one, for whatever ENIs come", () => {
    const { user_data } = instance("_app");
    expect(user_data).toContain(
      `for EIP in '\${replace(alicloud_eip_address.pad.ip_address, "'", "'\\\\''")}' '203.0.113.109'; do`,
    );
    expect(user_data).toContain("MTU='8500'");
    expect(JSON.stringify(instance("_app"))).not.toMatch(/alicloud_(?:ecs|eip_assoc)/);
  });

  it("do not have their instance stopped for another user data, which would not be run", () => {
    expect(instance("_app")).toMatchObject({ lifecycle: { ignore_changes: ["user_data"] } });
  });

  it("are configured by Cloud Assistant where that is asked for, in an instance without user data", () => {
    expect(instance("_other")).not.toHaveProperty("user_data");
    expect(Object.keys(template.resources("alicloud_ecs_invocation"))).toEqual([
      "ftp",
      expect.stringMatching(/^guest_script_.*other$/),
      expect.stringMatching(/^guest_script_.*other_part2$/),
    ]);
  });

  it("are left alone by what protects an exposure from being replaced", () => {
    const { json } = Template.ofConfiguration(`
      region: cn-hangzhou
      preventDestroy: true
      guest: cloud-assistant
      exposures:
        web: {instance: i-bp1web, eip: 203.0.113.106}`);
    const isProtected = (type: string) => JSON.stringify(json.resource?.[type]).includes("prevent_destroy");
    expect(isProtected("alicloud_ecs_network_interface")).toBe(true);
    expect(isProtected("alicloud_ecs_invocation")).toBe(false);
    expect(isProtected("alicloud_ecs_command")).toBe(false);
  });
});

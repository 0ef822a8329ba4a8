import { describeWithTerraform, useTerraform } from "../terraform";
import { chain } from "./chain";

const seventeenAddresses = Array.from({ length: 17 }, (_, i) => `203.0.113.${100 + i}`);

describeWithTerraform("a rule of the provider that its schema does not tell", () => {
  const terraform = useTerraform();

  it.each([
    [
      "both zone arguments of a vSwitch",
      { vswitch: { availability_zone: "cn-hangzhou-b" } },
      "zone_id, availability_zone",
    ],
    ["neither zone argument of a vSwitch", { vswitch: { zone_id: undefined } }, "zone_id, availability_zone"],
    [
      "both names of a network interface",
      { networkInterface: { name: "web", network_interface_name: "w".repeat(70_000) } },
      "network_interface_name, name",
    ],
    [
      "secondary addresses of a network interface by list and by number",
      { networkInterface: { private_ips_count: 300, private_ip_addresses: seventeenAddresses } },
      "private_ip_addresses, private_ips_count",
    ],
  ])("fails for %s", async (_, changes, names) => {
    const workspace = await terraform.workspace(chain(changes));
    expect(await workspace.validate()).toMatchObject({
      valid: false,
      diagnostics: [{ detail: expect.stringContaining(`: ${names}.`) as string }],
    });
  });

  it.each([
    [
      "all kinds of values",
      { queue_number: -70_000, source_dest_check: false, tags: { a: "b" }, timeouts: { create: "5m" } },
    ],
    ["values that are not known yet", { name: "${alicloud_vswitch.web.id}", network_interface_name: "web" }],
  ])("accepts a network interface with %s", async (_, networkInterface) => {
    const workspace = await terraform.workspace(chain({ networkInterface }));
    expect(await workspace.validate()).toMatchObject({ valid: true });
  });
});

import { stringify } from "yaml";

import { type Body, Template } from "../../testing/template";

const web = {
  ...{ instance: "i-bp1web", eip: "203.0.113.106", block: "203.0.113.0/24", vswitch: "203.0.113.0/25" },
  import: { vswitch: "vsw-bp1web", networkInterface: "eni-bp1web" },
};
const mail = {
  ...{ ...web, eip: "203.0.113.107", instance: "i-bp1mail" },
  import: { ...web.import, networkInterface: "eni-bp1mail" },
};

const template = (exposures: object, settings: object = {}) =>
  Template.ofConfiguration(stringify({ region: "cn-hangzhou", ...settings, exposures }));

/** What is imported: the ID by the address. Of what is looked up in an ID, just that. */
function imports({ text }: Template): Record<string, string> {
  const { import: blocks } = JSON.parse(text) as { import: { to: string; id: string }[] };
  return Object.fromEntries(
    blocks.map(({ to, id }) => [to, id.replaceAll(/\$\{[^}]*\}/g, "…").replaceAll('", "")}', "")]),
  );
}

describe("the import of what was made by hand", () => {
  it("takes the block with the vSwitch, and association and attachment with the ENI", () => {
    expect(imports(template({ web }))).toEqual({
      "alicloud_vpc_ipv4_cidr_block.cidr-203-0-113-0-24": "…:203.0.113.0/24",
      "alicloud_vswitch.cidr-203-0-113-0-25": "vsw-bp1web",
      "alicloud_ecs_network_interface.web": "eni-bp1web",
      "alicloud_eip_association.web": "…:eni-bp1web",
      "alicloud_ecs_network_interface_attachment.web": "eni-bp1web:i-bp1web",
    });
  });

  it.each([
    { notYet: { associated: false }, left: "alicloud_eip_association.web" },
    { notYet: { attached: false }, left: "alicloud_ecs_network_interface_attachment.web" },
  ])("leaves to Terraform to make what $notYet says is not there yet", ({ notYet, left }) => {
    const all = Object.keys(imports(template({ web })));
    const others = Object.keys(imports(template({ web: { ...web, import: { ...web.import, ...notYet } } })));
    expect(others).toEqual(all.filter((address) => address !== left));
  });

  it("takes a vSwitch once that two exposures share and both name", () => {
    const both = template({ web, mail });
    expect(Object.keys(imports(both)).filter((address) => address.startsWith("alicloud_v"))).toEqual([
      "alicloud_vpc_ipv4_cidr_block.cidr-203-0-113-0-24",
      "alicloud_vswitch.cidr-203-0-113-0-25",
    ]);
    expect(ignoredIn(both.resource("alicloud_vswitch"))).toEqual(["description", "tags"]);
  });

  it("keeps the description and the tags that ENI and vSwitch have, and the name", () => {
    for (const resource of describable(template({ web }))) {
      expect(ignoredIn(resource)).toEqual(expect.arrayContaining(["description", "tags"]));
      expect(resource).not.toHaveProperty(["vswitch_name"]);
      expect(resource).not.toHaveProperty(["network_interface_name"]);
    }
  });

  it("sets the tags that the file gives", () => {
    for (const resource of describable(template({ web }, { tags: { team: "net" } }))) {
      expect(resource).toMatchObject({ tags: { team: "net" } });
      expect(ignoredIn(resource)).not.toContain("tags");
    }
  });

  it("is what keeps a description: without it, Terraform takes one away that it did not write", () => {
    for (const resource of describable(template({ web: { ...web, import: undefined } })))
      expect(ignoredIn(resource)).not.toContain("description");
  });
});

/** The resources that take a description and tags. */
function describable(of: Template): readonly Body[] {
  return [of.resource("alicloud_vswitch"), of.resource("alicloud_ecs_network_interface")];
}

function ignoredIn({ lifecycle }: Body): unknown {
  return (lifecycle as Body | undefined)?.ignore_changes ?? [];
}

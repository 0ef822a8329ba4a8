import { TerraformStack } from "cdktf";

import {
  Eip,
  EipAssociation,
  ExposedEip,
  Instance,
  NetworkInterface,
  NetworkInterfaceAttachment,
  SecondaryCidrBlock,
  Vpc,
  VSwitch,
} from "../../lib";
import { type Body, Template } from "../../testing/template";

/** All five steps, composed by hand, for an instance of which everything is known. */
function steps(): Template {
  return Template.ofLibrary((stack) => {
    const instance = knownInstance(stack);
    const eip = Eip.fromIpAddress(stack, "eip", "203.0.113.106");
    const block = new SecondaryCidrBlock(stack, "block", { vpc: instance.vpc, cidrBlock: "203.0.113.96/28" });
    const vswitch = new VSwitch(stack, "vswitch", {
      secondaryCidrBlock: block,
      cidrBlock: "203.0.113.104/29",
      zoneId: instance.zoneId,
    });
    const networkInterface = new NetworkInterface(stack, "eni", {
      vswitch,
      primaryIpAddress: eip.ipAddress,
      securityGroupIds: instance.securityGroupIds,
    });
    const { resource } = new EipAssociation(stack, "association", { eip, networkInterface });
    new NetworkInterfaceAttachment(stack, "attachment", { networkInterface, instance, after: [resource] });
  });
}

function knownInstance(stack: TerraformStack) {
  return Instance.fromInstanceAttributes(stack, "instance", {
    instanceId: "i-bp1web",
    vpc: Vpc.fromVpcId(stack, "vpc", "vpc-bp1a"),
    zoneId: "cn-hangzhou-h",
    securityGroupIds: ["sg-bp1a", "sg-bp1b"],
  });
}

describe("step 1, the secondary CIDR block,", () => {
  it("names VPC and range, and gives Alibaba Cloud time to see the vSwitches go", () => {
    expect(steps().resource("alicloud_vpc_ipv4_cidr_block")).toEqual({
      vpc_id: "vpc-bp1a",
      secondary_cidr_block: "203.0.113.96/28",
      timeouts: { create: "10m", delete: "15m" },
    });
  });
});

describe("step 2, the vSwitch,", () => {
  it("takes the VPC from the block, so that it is made after it and removed before it", () => {
    const template = steps();
    const [block] = Object.keys(template.resources("alicloud_vpc_ipv4_cidr_block"));
    expect(template.resource("alicloud_vswitch")).toEqual({
      vpc_id: `\${alicloud_vpc_ipv4_cidr_block.${block ?? ""}.vpc_id}`,
      cidr_block: "203.0.113.104/29",
      zone_id: "cn-hangzhou-h",
      timeouts: { create: "10m", delete: "15m" },
    });
  });
});

describe("step 3, the secondary ENI,", () => {
  it("has the EIP as its primary address, and keeps what the provider reads back without being told", () => {
    expect(steps().resource("alicloud_ecs_network_interface")).toMatchObject({
      primary_ip_address: "203.0.113.106",
      security_group_ids: ["sg-bp1a", "sg-bp1b"],
      timeouts: { create: "5m", update: "5m", delete: "10m" },
      lifecycle: { ignore_changes: ["resource_group_id", "source_dest_check"] },
    });
  });
});

describe("step 4, the association,", () => {
  it("is to a network interface and in NAT mode, and is not replaced for what the API gives back", () => {
    const { instance_id, ...rest } = steps().resource("alicloud_eip_association");
    expect(instance_id).toMatch(/^\$\{alicloud_ecs_network_interface\.\w+\.id\}$/);
    expect(rest).toMatchObject({
      instance_type: "NetworkInterface",
      mode: "NAT",
      private_ip_address: "203.0.113.106",
      timeouts: { create: "10m", update: "10m", delete: "10m" },
      lifecycle: { ignore_changes: ["private_ip_address", "vpc_id"] },
    });
  });
});

describe("step 5, the attachment,", () => {
  it("comes after the association, has time for a slow guest, and accepts any network card", () => {
    const template = steps();
    const [association] = Object.keys(template.resources("alicloud_eip_association"));
    expect(template.resource("alicloud_ecs_network_interface_attachment")).toMatchObject({
      instance_id: "i-bp1web",
      depends_on: [`alicloud_eip_association.${association ?? ""}`],
      timeouts: { create: "5m", delete: "10m" },
      lifecycle: { ignore_changes: ["network_card_index"] },
    });
  });
});

describe("the order of several exposures", () => {
  const fleet = () =>
    Template.ofConfiguration(`
      region: cn-hangzhou
      exposures:
        web: {instance: i-bp1web, eip: 203.0.113.106}
        mail: {instance: i-bp1mail, eip: 203.0.113.98}
        sip: {instance: i-bp1sip, eip: 198.51.100.10, block: 198.51.100.0/27, vswitch: 198.51.100.0/28}
        ftp: {instance: i-bp1ftp, eip: eip-bp1ftp}
        vpn: {instance: i-bp1vpn, eip: eip-bp1vpn}`);

  it.each(["alicloud_vpc_ipv4_cidr_block", "alicloud_vswitch"])(
    "is one after the other for %s, because Alibaba Cloud refuses to make two of a VPC at once",
    (type) => {
      const bodies = fleet().resources(type);
      const waitsFor = Object.entries(bodies).map(([name, body]): [string, string[]] => [
        `${type}.${name}`,
        dependencies(body).filter((address) => address.startsWith(`${type}.`)),
      ]);
      expect(chain(new Map(waitsFor))).toHaveLength(Object.keys(bodies).length);
    },
  );

  it("has no cycle", () => {
    const template = fleet();
    const graph = new Map(
      Object.entries(template.json.resource ?? {}).flatMap(([type, bodies]) =>
        Object.entries(bodies).map(([name, body]) => [`${type}.${name}`, dependencies(body)] as const),
      ),
    );
    const done = new Set<string>();
    for (let before = -1; before < done.size;) {
      before = done.size;
      for (const [address, needs] of graph) if (needs.every((one) => done.has(one))) done.add(address);
    }
    expect([...graph.keys()].filter((address) => !done.has(address))).toEqual([]);
    expect(done.size).toBeGreaterThan(15);
  });

  it("lets each vSwitch wait for its own block, and not for those of others", () => {
    const { ftp, "cidr-198-51-100-0-28": sip } = fleet().resources("alicloud_vswitch");
    const blocks = (body: Body | undefined) =>
      dependencies(body ?? {}).filter((address) => address.startsWith("alicloud_vpc_ipv4_cidr_block."));
    expect(blocks(ftp)).toEqual(["alicloud_vpc_ipv4_cidr_block.ftp"]);
    expect(blocks(sip)).toEqual(["alicloud_vpc_ipv4_cidr_block.cidr-198-51-100-0-27"]);
  });
});

describe("an exposure", () => {
  it("gives each step to whoever needs more of it", () => {
    const template = Template.ofLibrary((stack) => {
      const exposure = new ExposedEip(stack, "web", {
        instance: knownInstance(stack),
        eip: Eip.fromIpAddress(stack, "eip", "203.0.113.106"),
        networkInterfaceName: "web",
        vswitchName: "web",
        tags: { owner: "network" },
      });
      stack.addOverride("output.mac.value", exposure.networkInterface.macAddress);
      stack.addOverride("output.attachment.value", exposure.attachment.resource.fqn);
    });
    const [eni] = Object.keys(template.resources("alicloud_ecs_network_interface"));
    expect(template.json.output?.mac).toEqual({
      value: `\${alicloud_ecs_network_interface.${eni ?? ""}.mac}`,
    });
    expect(template.resource("alicloud_vswitch")).toMatchObject({
      vswitch_name: "web",
      tags: { owner: "network" },
    });
    expect(template.resource("alicloud_ecs_network_interface")).toMatchObject({
      network_interface_name: "web",
      tags: { owner: "network" },
    });
    expect(template.json.output?.attachment?.value).toMatch(
      /^\$\{alicloud_ecs_network_interface_attachment\.\w+\}$/,
    );
  });
});

/** What a resource waits for: what it refers to, and what it depends on explicitly. */
function dependencies(body: Body): string[] {
  const references = JSON.stringify(body).matchAll(/(?<![.\w])(alicloud_\w+\.[\w-]+)/g);
  return [...new Set([...references].map(([address]) => address))];
}

/** The elements in the order in which they wait for each other, each for the one before it; fails if that is no chain. */
function chain(waitsFor: ReadonlyMap<string, readonly string[]>): string[] {
  const [first, ...others] = [...waitsFor].filter(([, needs]) => needs.length === 0);
  expect(others).toEqual([]);
  const result = first === undefined ? [] : [first[0]];
  for (let last = result.at(-1); last !== undefined;) {
    const previous = last;
    const next = [...waitsFor].filter(([, needs]) => needs.length === 1 && needs[0] === previous);
    expect(next.length).toBeLessThanOrEqual(1);
    last = next[0]?.[0];
    if (last !== undefined) result.push(last);
  }
  return result;
}

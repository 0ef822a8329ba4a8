import { Template } from "../../testing/template";

/** The moves that a stack declares, as pairs of addresses. */
function movesOf(configuration: string): [from: string, to: string][] {
  const { json } = Template.ofConfiguration(configuration);
  const { moved = [] } = json as { moved?: readonly { readonly from: string; readonly to: string }[] };
  return moved.map(({ from, to }): [string, string] => [from, to]).sort();
}

describe("the former name of an exposure", () => {
  it("moves all that was made for it alone, and nothing of others", () => {
    const moves = movesOf(`
      region: cn-hangzhou
      exposures:
        web: {instance: i-bp1web, eip: eip-bp1web, renamedFrom: www}
        web-2: {instance: i-bp1web, eip: eip-bp1web2}`);
    expect(moves).toEqual(
      [
        "alicloud_ecs_network_interface",
        "alicloud_ecs_network_interface_attachment",
        "alicloud_eip_association",
        "alicloud_vpc_ipv4_cidr_block",
        "alicloud_vswitch",
      ].map((type) => [`${type}.www`, `${type}.web`]),
    );
  });

  it("moves no block that begins with the same VPC ID, and no preparation", () => {
    const types = (configuration: string) => movesOf(configuration).map(([, to]) => to.split(".")[0]);
    const own = [
      "alicloud_ecs_network_interface",
      "alicloud_ecs_network_interface_attachment",
      "alicloud_eip_association",
    ];
    expect(
      types(`
        region: cn-hangzhou
        exposures:
          vpc-bp1a: {instance: i-bp1web, eip: 203.0.113.106, vpc: vpc-bp1a, renamedFrom: web}`),
    ).toEqual(own);
    expect(
      types(`
        region: cn-hangzhou
        preparations:
          zone: cn-hangzhou-h
          instances: {app: {type: ecs.g7.large, image: aliyun_3_x64_20G_alibase_20260101.vhd}}
        exposures:
          preparations: {instance: {prepared: app}, eip: 203.0.113.106, renamedFrom: web}`),
    ).toEqual(own);
  });
});

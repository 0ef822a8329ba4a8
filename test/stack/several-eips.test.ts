import { parseConfiguration } from "../../lib/configuration/load";
import { EMPTY_PLAN_LOCK, parsePlanLock, renderPlanLock } from "../../lib/planning/plan-lock";
import { ExposureStack } from "../../lib/stack/exposure-stack";
import { Template } from "../../testing/template";

const ENI = "alicloud_ecs_network_interface";
const WEB = "{instance: i-bp1web, eip: 203.0.113.106}";
const textOf = (exposures: string) => `{region: cn-hangzhou, exposures: {${exposures}}}`;

interface Resource {
  readonly private_ip_addresses?: unknown;
  readonly private_ip_address?: unknown;
  readonly instance_id?: unknown;
}

function resourcesOf({ json }: Template): Record<string, Record<string, Resource>> {
  return json.resource as unknown as Record<string, Record<string, Resource>>;
}

describe("the stack of several EIPs on one NIC", () => {
  const template = Template.ofConfiguration(
    textOf(`web: ${WEB}, mail: {nicOf: web, eip: 203.0.113.107}, ftp: {nicOf: web, eip: eip-bp1ftp}`),
  );

  it("has one ENI with their addresses, an association of each, and one attachment", () => {
    const resources = resourcesOf(template);
    expect(Object.keys(resources[ENI] ?? {})).toEqual(["web"]);
    expect(resources[ENI]?.web?.private_ip_addresses).toEqual([
      '${local.found["ftp"].eip.ip_address}',
      "203.0.113.107",
    ]);
    expect(Object.keys(resources[`${ENI}_attachment`] ?? {})).toEqual(["web"]);
    const id = `\${${ENI}.web.id}`;
    expect(resources.alicloud_eip_association).toMatchObject({
      ftp: { instance_id: id, private_ip_address: '${local.found["ftp"].eip.ip_address}' },
      mail: { instance_id: id, private_ip_address: "203.0.113.107" },
      web: { instance_id: id, private_ip_address: "203.0.113.106" },
    });
    expect(template.json.locals?.exposures).toMatchSnapshot();
  });

  it("says nothing of secondary addresses of a NIC that never had any", () => {
    const { web } = resourcesOf(Template.ofConfiguration(textOf(`web: ${WEB}`)))[ENI] ?? {};
    expect(web).not.toHaveProperty("private_ip_addresses");
  });

  it("unassigns the last one, by the lock, and has the permission for that", () => {
    const before = parseConfiguration(
      textOf(`web: ${WEB}, mail: {nicOf: web, eip: 203.0.113.107}`),
      "exposure.yaml",
    );
    const after = parseConfiguration(textOf(`web: ${WEB}`), "exposure.yaml");
    let lock = EMPTY_PLAN_LOCK;
    Template.of((app) => {
      const stack = new ExposureStack(app, before, lock);
      lock = parsePlanLock(renderPlanLock(stack.fleet.planLock));
      return stack;
    });
    expect(lock.sharedNics).toEqual(["web"]);
    let policy = "";
    const alone = Template.of((app) => {
      const stack = new ExposureStack(app, after, lock);
      stack.toTerraform();
      policy = JSON.stringify(stack.ramPolicy.documents);
      return stack;
    });
    expect(resourcesOf(alone)[ENI]?.web?.private_ip_addresses).toEqual([]);
    expect(policy).toContain("ecs:UnassignPrivateIpAddresses");
  });

  it("moves the association alone if one of them is renamed, and the NIC if its own exposure is", () => {
    const movesOf = (exposures: string) => {
      const { json } = Template.ofConfiguration(textOf(exposures));
      return ((json as { moved?: readonly { from: string; to: string }[] }).moved ?? [])
        .map(({ to }) => to)
        .sort();
    };
    expect(movesOf(`web: ${WEB}, post: {nicOf: web, eip: 203.0.113.107, renamedFrom: mail}`)).toEqual([
      "alicloud_eip_association.post",
    ]);
    expect(
      movesOf(
        "www: {instance: i-bp1web, eip: 203.0.113.106, renamedFrom: web}, mail: {nicOf: www, eip: 203.0.113.107}",
      ),
    ).toEqual([`${ENI}.www`, `${ENI}_attachment.www`, "alicloud_eip_association.www"]);
  });
});

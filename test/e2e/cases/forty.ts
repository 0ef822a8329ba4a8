import type { Deployment } from "../deployment";
import type { Cases } from "../end-to-end-cases";
import { expectExposed, expectNothingLeft, expectSettled } from "../expectations";
import { forty, fortyOne, fortyServers, thirtyNine } from "../forty-servers";

/** Terraform's own limit of 10 is for people who do not want to be throttled. */
const AT_ONCE = "-parallelism=40";

export const FORTY: Cases = {
  title: "of forty exposures,",
  cases: [
    {
      name: "addresses stay when one is inserted or removed, and a plan without changes makes few calls",
      always: true,
      seed: fortyServers,
      story,
    },
  ],
};

async function story(deployment: Deployment): Promise<string> {
  await deployment.configure(forty);
  await deployment.init();
  const creating = await deployment.callsOf(() => deployment.terraform(`apply -auto-approve ${AT_ONCE}`));
  expectExposed(deployment, Object.keys(forty));
  const { alicloud_vpc_ipv4_cidr_block = {}, alicloud_vswitch = {} } = await deployment.resources();
  const blocks = Object.keys(alicloud_vpc_ipv4_cidr_block).length;
  // Two calls for a block are one for the block and one for its vSwitch.
  expect(Object.keys(alicloud_vswitch)).toHaveLength(blocks);
  const planning = await deployment.callsOf(() => expectSettled(deployment));
  expect(planning).toBeLessThanOrEqual(4 * 40 + 2 * blocks + 12);

  await deployment.configure(fortyOne);
  expect(await deployment.plan()).toEqual(own("e20b", ["create"]));
  await deployment.configure(thirtyNine);
  expect(await deployment.plan()).toEqual(own("e20", ["delete"]));

  await deployment.configure(forty);
  await deployment.terraform(`destroy -auto-approve ${AT_ONCE}`);
  await expectNothingLeft(deployment);
  return `${creating} calls to create, ${planning} for a plan without changes (${blocks} blocks)`;
}

/** A plan that does something with what one exposure has for itself, and with nothing else. */
function own(key: string, actions: readonly string[]): object {
  const types = ["ecs_network_interface", "eip_association", "ecs_network_interface_attachment"];
  return Object.fromEntries(types.map((type) => [`alicloud_${type}.${key}`, { actions, isImported: false }]));
}

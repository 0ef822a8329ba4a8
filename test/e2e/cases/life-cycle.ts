import type { Deployment } from "../deployment";
import type { Cases, EndToEndCase } from "../end-to-end-cases";
import { fleet } from "../existing";
import { expectNothingLeft, expectSettled } from "../expectations";
import type { PlannedChange } from "../planned-changes";

const { web, shop, mail } = fleet;
const before = { web, shop, mail };

type Verdict =
  | "created"
  | "replaced"
  | "updated"
  | "deleted"
  | `moved from ${string}`
  | `updated and moved from ${string}`;

/** A change of the configuration. */
interface Story {
  readonly name: string;
  readonly after: Readonly<Record<string, object>>;
  /** What Terraform plans, by address; what is not here is left alone. */
  readonly plan: Readonly<Record<string, Verdict>>;
}

/** What an exposure has for itself; block and vSwitch may be shared. */
const OWN = [
  "alicloud_ecs_network_interface",
  "alicloud_eip_association",
  "alicloud_ecs_network_interface_attachment",
];
const own = (key: string, verdict: Verdict) =>
  Object.fromEntries(OWN.map((type) => [`${type}.${key}`, verdict]));

const STORIES: readonly Story[] = [
  {
    name: "an EIP is replaced by another one of the same vSwitch",
    after: { ...before, web: { ...web, eip: "203.0.113.105" } },
    plan: own("web", "replaced"),
  },
  {
    name: "an EIP is replaced by one that needs another block",
    after: { ...before, mail: { ...mail, eip: "192.0.2.9" } },
    plan: {
      ...own("mail", "replaced"),
      "alicloud_vpc_ipv4_cidr_block.vpc-main_cidr-192-0-2-0-28": "created",
      "alicloud_vswitch.vpc-main_cidr-192-0-2-8-29": "created",
      "alicloud_vpc_ipv4_cidr_block.vpc-main_cidr-198-51-100-0-28": "deleted",
      "alicloud_vswitch.vpc-main_cidr-198-51-100-0-28": "deleted",
    },
  },
  {
    name: "an EIP moves to another instance of the zone",
    after: { ...before, web: { ...web, instance: "i-spare" } },
    plan: { "alicloud_ecs_network_interface_attachment.web": "replaced" },
  },
  {
    name: "the security groups of an exposure change",
    after: { ...before, web: { ...web, securityGroups: ["sg-mail", "sg-web"] } },
    plan: { "alicloud_ecs_network_interface.web": "updated" },
  },
  {
    name: "an exposure is renamed",
    after: { portal: { ...web, renamedFrom: "web" }, shop, mail },
    plan: {
      // Its name in the console has the key in it.
      "alicloud_ecs_network_interface.portal": "updated and moved from alicloud_ecs_network_interface.web",
      "alicloud_eip_association.portal": "moved from alicloud_eip_association.web",
      "alicloud_ecs_network_interface_attachment.portal":
        "moved from alicloud_ecs_network_interface_attachment.web",
    },
  },
  {
    name: "an exposure is removed that shares its block and vSwitch",
    after: { shop, mail },
    plan: own("web", "deleted"),
  },
  {
    name: "an exposure is removed that has a block of its own",
    after: { web, shop },
    plan: {
      ...own("mail", "deleted"),
      "alicloud_vpc_ipv4_cidr_block.vpc-main_cidr-198-51-100-0-28": "deleted",
      "alicloud_vswitch.vpc-main_cidr-198-51-100-0-28": "deleted",
    },
  },
];

export const LIFE_CYCLE: Cases = {
  title: "in the life of a fleet,",
  cases: [
    {
      name: "each change plans what it has to, and leaves everything else alone",
      always: true,
      story: planEach,
    },
    ...STORIES.map((story): EndToEndCase => ({
      name: story.name,
      story: (deployment) => applyOne(deployment, story),
    })),
  ],
};

/** Plans every change from the same start. */
async function planEach(deployment: Deployment): Promise<string> {
  await start(deployment);
  const plans: Record<string, unknown> = {};
  for (const story of STORIES) plans[story.name] = await planOf(deployment, story);
  expect(plans).toEqual(Object.fromEntries(STORIES.map(({ name, plan }) => [name, plan])));

  await deployment.configure(before);
  await expectNothingLeft(deployment);
  return `${STORIES.length} plans`;
}

/** Applies a change, with nothing more to do after it. */
async function applyOne(deployment: Deployment, story: Story): Promise<string> {
  await start(deployment);
  const plan = await planOf(deployment, story);
  expect(plan).toEqual(story.plan);
  await deployment.terraform("apply -auto-approve tfplan");
  await expectSettled(deployment);
  await expectNothingLeft(deployment);
  const verdicts = Object.values(plan).map((verdict) => verdict.split(" ")[0] ?? "");
  const count = (verdict: string) => verdicts.filter((other) => other === verdict).length;
  return `${[...new Set(verdicts)].map((verdict) => `${count(verdict)} ${verdict}`).join(", ")}; second plan empty`;
}

async function start(deployment: Deployment): Promise<void> {
  await deployment.configure(before);
  await deployment.init();
  await deployment.apply();
  await expectSettled(deployment);
}

async function planOf(deployment: Deployment, { after }: Story): Promise<Record<string, Verdict>> {
  await deployment.configure(after);
  const plan = await deployment.plan();
  return Object.fromEntries(Object.entries(plan).map(([address, change]) => [address, verdictOn(change)]));
}

const VERDICTS: Readonly<Record<string, Verdict>> = {
  create: "created",
  update: "updated",
  delete: "deleted",
};

function verdictOn({ actions, movedFrom }: PlannedChange): Verdict {
  if (actions.length > 1) return "replaced";
  const verdict = actions[0] === undefined ? undefined : VERDICTS[actions[0]];
  if (movedFrom === undefined) return verdict ?? "updated";
  return verdict === undefined ? `moved from ${movedFrom}` : `updated and moved from ${movedFrom}`;
}

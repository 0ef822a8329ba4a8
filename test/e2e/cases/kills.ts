import fc from "fast-check";

import type { LoggedCall } from "../../../emulator/src";
import type { Deployment } from "../deployment";
import type { Cases, EndToEndCase } from "../end-to-end-cases";
import { fleet } from "../existing";
import { expectExposed, expectNothingLeft, expectSettled } from "../expectations";
import { fromNothing, nothing } from "../from-nothing";
import { repair } from "../repair";

const { web, shop, news, lab } = fleet;

/** The parts of one exposure, by the call that makes it. */
const MADE_BY = {
  AssociateVpcCidrBlock: "alicloud_vpc_ipv4_cidr_block",
  CreateVSwitch: "alicloud_vswitch",
  CreateNetworkInterface: "alicloud_ecs_network_interface",
  AssociateEipAddress: "alicloud_eip_association",
  AttachNetworkInterface: "alicloud_ecs_network_interface_attachment",
};

/** A moment to kill Terraform at: so many calls after the first change, and so many milliseconds after that call. */
interface Moment {
  readonly calls: number;
  readonly delay: number;
}

/** Moments that are chosen at random, and always the same ones. */
function moments(count: number, most: number): Moment[] {
  // Half of them within the provider's waits, half between a call and its answer.
  const delay = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 4_000 }));
  const moment = fc.record({ calls: fc.integer({ min: 1, max: most }), delay });
  return fc.sample(moment, { numRuns: count, seed: 6 });
}

const text = ({ calls, delay }: Moment) => `call ${calls} after the first change, and ${delay} ms`;

export const KILLS: Cases = {
  title: "when Terraform is killed",
  convergence: "apply",
  cases: [
    ...Object.entries(MADE_BY).map(([action, type]): EndToEndCase => ({
      name: `before the answer of ${action}`,
      always: action === "CreateNetworkInterface",
      story: (deployment) => killAfter(deployment, action, type),
    })),
    ...moments(3, 12).map((moment): EndToEndCase => ({
      name: `while it exposes one EIP: ${text(moment)}`,
      story: (deployment) => killApply(deployment, { web }, moment),
    })),
    ...moments(4, 40).map((moment, index): EndToEndCase => ({
      name: `while it exposes a fleet: ${text(moment)}`,
      always: index === 0,
      story: (deployment) => killApply(deployment, { web, shop, news, lab }, moment),
    })),
    ...moments(3, 30).map((moment, index): EndToEndCase => ({
      name: `while it destroys a fleet: ${text(moment)}`,
      always: index === 0,
      convergence: "destroy",
      story: (deployment) => killDestroy(deployment, { web, shop, news, lab }, moment),
    })),
    ...["RunInstances", "AllocateEipAddress"].map((action): EndToEndCase => ({
      name: `while it makes everything from nothing, before the answer of ${action}`,
      seed: nothing,
      story: (deployment) => killFromNothing(deployment, action),
    })),
  ],
};

async function killAfter(deployment: Deployment, action: string, type: string): Promise<string> {
  await deployment.configure({ web });
  await deployment.init();
  await deployment.giveUpSoon();
  const killed = await deployment.killDuring("apply -auto-approve", (call) =>
    call.action === action ? 0 : undefined,
  );
  expect(killed).toBe(true);
  expect((await deployment.orphans()).map((part) => part.type)).toEqual([type]);

  expect(await repair(deployment)).toEqual([type]);
  expectExposed(deployment, ["web"]);
  await expectSettled(deployment);
  await expectNothingLeft(deployment);
  return `made and not known to Terraform: ${type}; imported`;
}

async function killApply(
  deployment: Deployment,
  exposures: Readonly<Record<string, object>>,
  moment: Moment,
): Promise<string> {
  await deployment.configure(exposures);
  await deployment.init();
  await deployment.giveUpSoon();
  expect(await deployment.killDuring("apply -auto-approve", at(moment))).toBe(true);
  const orphans = await deployment.orphans();

  const repaired = await repair(deployment);
  expect(repaired).toEqual([...new Set(orphans.map(({ type }) => type))].sort());
  expectExposed(deployment, Object.keys(exposures));
  await expectSettled(deployment);
  await expectNothingLeft(deployment);
  return repaired.length === 0 ? "the next apply goes on" : `imported: ${repaired.join(", ")}`;
}

async function killDestroy(
  deployment: Deployment,
  exposures: Readonly<Record<string, object>>,
  moment: Moment,
): Promise<string> {
  await deployment.configure(exposures);
  await deployment.init();
  await deployment.apply();
  await expectSettled(deployment);
  expect(await deployment.killDuring("destroy -auto-approve", at(moment))).toBe(true);
  const isRestored = await deployment.state.restore();
  await expectNothingLeft(deployment);
  return `${isRestored ? "with the backup of the state, " : ""}the next destroy goes on, nothing left`;
}

/** What the API would gladly make twice: nothing refuses the next apply, so the first one has to be looked for. */
async function killFromNothing(deployment: Deployment, action: string): Promise<string> {
  const type = { RunInstances: "alicloud_instance", AllocateEipAddress: "alicloud_eip_address" }[action];
  await deployment.configure(fromNothing.exposures, fromNothing.settings);
  await deployment.init();
  const moment = (call: LoggedCall) => (call.action === action ? 0 : undefined);
  expect(await deployment.killDuring("apply -auto-approve", moment)).toBe(true);
  const orphans = await deployment.orphans();
  expect(orphans.map((part) => part.type)).toContain(type);

  // Before the first instance, nothing shows that the credentials may list instances.
  const unproven = action === "AllocateEipAddress" ? ["ecs:DescribeInstances"] : [];
  expect(await repair(deployment, unproven)).toEqual([...new Set(orphans.map((part) => part.type))].sort());
  await expectSettled(deployment);
  await expectNothingLeft(deployment);
  return `imported before the next apply: ${orphans.map((part) => part.type).join(", ")}`;
}

/** The actions that only look. */
const LOOKS = /^(?:Describe|List|Get)/;

function at({ calls, delay }: Moment): (call: LoggedCall) => number | undefined {
  let seen: number | undefined;
  return ({ action }) => {
    if (seen !== undefined || !LOOKS.test(action)) seen = (seen ?? 0) + 1;
    return seen === calls ? delay : undefined;
  };
}

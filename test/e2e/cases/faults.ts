import { setTimeout } from "node:timers/promises";

import type { FaultRules } from "../../../emulator/src";
import type { Deployment } from "../deployment";
import type { Cases, EndToEndCase } from "../end-to-end-cases";
import { fleet } from "../existing";
import {
  expectAsBefore,
  expectExposed,
  expectMadeAndExposed,
  expectNothingLeft,
  expectSettled,
} from "../expectations";
import { fromNothing, nothing } from "../from-nothing";
import { repair } from "../repair";

const { web, shop, news, lab } = fleet;

/** The calls that change something and that the provider repeats when they are in conflict with another one. */
const CHANGES = [
  ...["AssociateVpcCidrBlock", "UnassociateVpcCidrBlock", "CreateVSwitch", "DeleteVSwitch"],
  ...["AssociateEipAddress", "UnassociateEipAddress", "AttachNetworkInterface", "DetachNetworkInterface"],
  "DeleteNetworkInterface",
];

/**
 * How often a command may have to be typed when any call can fail: the provider repeats most calls, but gives up where a look-up
 * of VPCs is throttled or one of instance types gets a 500, and which calls are hit depends on the order of those side by side.
 */
const SOME = 12;

/** Something goes wrong again and again, while one exposure, or several, are made and destroyed. */
interface Trouble {
  readonly name: string;
  readonly faults: FaultRules;
  /** What is made: exposures of what is there before, or everything from nothing. @default - one exposure */
  readonly made?: Readonly<Record<string, object>> | "everything";
  /** How often apply, and destroy, may have to be typed. @default 1: the provider rides it out */
  readonly attempts?: number;
  /** @default false */
  readonly always?: boolean;
}

const TROUBLES: readonly Trouble[] = [
  {
    name: "each 2nd change is throttled",
    faults: [{ fault: "throttle", every: 2, actions: CHANGES }],
    always: true,
  },
  { name: "each 7th call is throttled", faults: [{ fault: "throttle", every: 7 }], attempts: SOME },
  {
    name: "each 7th call is throttled, a fleet",
    faults: [{ fault: "throttle", every: 7 }],
    made: { web, shop, news, lab },
    attempts: SOME,
  },
  {
    name: "each 7th call is throttled, everything from nothing",
    faults: [{ fault: "throttle", every: 7 }],
    made: "everything",
    attempts: SOME,
  },
  {
    name: "calls are throttled at random",
    faults: [{ fault: "throttle", probability: 0.15, seed: 7 }],
    attempts: SOME,
    always: true,
  },
  {
    name: "each 2nd change is in conflict with another one",
    faults: [{ fault: "conflict", every: 2, actions: CHANGES }],
    always: true,
  },
  {
    name: "each 2nd change is in conflict with another one, a fleet",
    faults: [{ fault: "conflict", every: 2, actions: CHANGES }],
    made: { web, shop, news, lab },
  },
  {
    name: "making the ENI is in conflict with something",
    faults: [{ fault: "conflict", times: 1, actions: ["CreateNetworkInterface"] }],
    // The provider does not repeat this one.
    attempts: 2,
  },
  {
    name: "each 7th call gets 503 ServiceUnavailable",
    faults: [{ fault: "error", every: 7 }],
    attempts: SOME,
    always: true,
  },
  {
    name: "calls get 500 InternalError at random",
    faults: [{ fault: "error", probability: 0.15, seed: 3, status: 500, code: "InternalError" }],
    attempts: SOME,
  },
  {
    name: "each 7th connection is reset",
    faults: [{ fault: "reset", every: 7 }],
    attempts: SOME,
    always: true,
  },
  {
    name: "each 3rd answer to a look-up is lost",
    faults: [{ fault: "lose-response", every: 3, actions: ["Describe*", "List*"] }],
    attempts: SOME,
  },
  {
    name: "the answer to making the vSwitch is lost",
    faults: [{ fault: "lose-response", times: 1, actions: ["CreateVSwitch"] }],
  },
  {
    name: "the answer to associating the EIP is lost",
    faults: [{ fault: "lose-response", times: 1, actions: ["AssociateEipAddress"] }],
  },
];

/** An answer is lost that the provider cannot ask for again, because the API takes no client token there. */
const LOST: readonly { readonly action: string; readonly part: string; readonly always?: boolean }[] = [
  { action: "AssociateVpcCidrBlock", part: "alicloud_vpc_ipv4_cidr_block" },
  { action: "CreateNetworkInterface", part: "alicloud_ecs_network_interface", always: true },
  { action: "AttachNetworkInterface", part: "alicloud_ecs_network_interface_attachment" },
];

export const FAULTS: Cases = {
  title: "exposing, when",
  convergence: "apply",
  cases: [
    ...TROUBLES.map(({ name, always = false, ...trouble }): EndToEndCase => ({
      name,
      always,
      ...(trouble.made === "everything" ? { seed: nothing } : {}),
      story: (deployment) => withstand(deployment, trouble),
    })),
    ...LOST.map(({ action, part, always = false }): EndToEndCase => ({
      name: `the answer of ${action} is lost`,
      always,
      story: (deployment) => repairAfterLoss(deployment, action, part),
    })),
    {
      name: "an action is denied, and then allowed",
      always: true,
      story: denyThenAllow,
    },
    {
      name: "associating takes 15 seconds",
      always: true,
      story: associateSlowly,
    },
  ],
};

async function withstand(
  deployment: Deployment,
  { faults, made = { web }, attempts = 1 }: Omit<Trouble, "name" | "always">,
): Promise<string> {
  const { exposures, settings } = made === "everything" ? fromNothing : { exposures: made, settings: {} };
  await deployment.configure(exposures, settings);
  await deployment.init();
  deployment.emulator.setFaults(faults);
  const applied = await attempt(deployment, "apply -auto-approve", attempts);
  if (made === "everything") expectMadeAndExposed(deployment);
  else expectExposed(deployment, Object.keys(made));
  const planned = await attempt(deployment, "plan -detailed-exitcode", attempts);
  expect(await deployment.orphans()).toEqual([]);

  const destroyed = await attempt(deployment, "destroy -auto-approve", attempts);
  expectAsBefore(deployment);
  const rounds = Math.max(applied, planned, destroyed);
  return rounds === 1 ? "the provider rides it out" : `after ${rounds} attempts`;
}

/** Types a command until it succeeds. Returns how often. */
async function attempt(deployment: Deployment, command: string, most: number): Promise<number> {
  for (let attempts = 1; ; attempts++) {
    const { exitCode } = await deployment.terraform(command, attempts < most ? [0, 1] : [0]);
    if (exitCode === 0) return attempts;
  }
}

async function repairAfterLoss(deployment: Deployment, action: string, type: string): Promise<string> {
  await deployment.configure({ web });
  await deployment.init();
  await deployment.giveUpSoon();
  deployment.emulator.setFaults([{ fault: "lose-response", times: 1, actions: [action] }]);
  await deployment.terraform("apply -auto-approve", [1]);
  const orphans = await deployment.orphans();
  expect(orphans.map((part) => part.type)).toEqual([type]);

  const repaired = await repair(deployment);
  expect(repaired).toEqual([type]);
  expectExposed(deployment, ["web"]);
  await expectSettled(deployment);
  await expectNothingLeft(deployment);
  return `made and not known to Terraform: ${type}; imported`;
}

async function denyThenAllow(deployment: Deployment): Promise<string> {
  await deployment.configure({ web });
  await deployment.init();
  deployment.emulator.setFaults([{ fault: "deny", actions: ["ecs:AttachNetworkInterface"] }]);
  const { stderr } = await deployment.terraform("apply -auto-approve", [1]);
  expect(stderr).toContain("ecs:AttachNetworkInterface");

  deployment.emulator.setFaults([]);
  await deployment.apply();
  expectExposed(deployment, ["web"]);
  await expectSettled(deployment);
  await expectNothingLeft(deployment);
  return "the error names the action; the next apply goes on";
}

/** The provider does not wait until an association is in use, so that whoever needs it has to. */
async function associateSlowly(deployment: Deployment): Promise<string> {
  const { emulator } = deployment;
  await deployment.configure({ web });
  await deployment.init();
  emulator.setFaults([{ fault: "slow", milliseconds: 15_000, actions: ["AssociateEipAddress"] }]);
  await deployment.apply();
  const statusAfterApply = emulator.cloud.eips.get("eip-web")?.status ?? "";
  await expectSettled(deployment);
  while (emulator.cloud.eips.get("eip-web")?.status === "Associating") await setTimeout(100);
  expectExposed(deployment, ["web"]);
  await expectSettled(deployment);
  await expectNothingLeft(deployment);
  return `${statusAfterApply} after apply, then InUse; 2 second plans empty`;
}

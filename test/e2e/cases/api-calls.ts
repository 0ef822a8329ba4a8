import { byHand, onPaper, type Paper } from "../by-hand";
import type { Deployment } from "../deployment";
import type { Cases } from "../end-to-end-cases";
import { existing } from "../existing";
import { expectExposed, expectNothingLeft, expectSettled } from "../expectations";

// How often a call is repeated after a conflict depends on how long the cloud takes, which is nothing to compare.
const seed = { ...existing, durations: { changeCidrBlocks: 0 } };

export const API_CALLS: Cases = {
  title: "compared with the same chain by hand,",
  cases: [
    {
      name: "one exposure",
      seed,
      always: true,
      story: async (deployment) => {
        const { ours, byHand } = await compare(deployment, { web: onPaper.web });
        expect(ours.create).toBeLessThanOrEqual(byHand.create);
        return told(ours, byHand);
      },
    },
    {
      name: "one exposure, with no more look-ups than by hand",
      seed,
      story: async (deployment) => {
        const skipChecks = [
          "eni-quota",
          "hot-plug",
          "security-group-type",
          "security-group-egress",
          "ipv4-gateway",
        ];
        const { ours, byHand } = await compare(deployment, { web: onPaper.web }, { skipChecks });
        expect(ours.plan + ours.create).toBeLessThanOrEqual(byHand.plan + byHand.create);
        return told(ours, byHand);
      },
    },
    {
      name: "three exposures",
      seed,
      story: async (deployment) => {
        const { ours, byHand } = await compare(deployment, onPaper);
        expect(ours.create).toBeLessThanOrEqual(byHand.create);
        // Our look-ups are those of the stack, and theirs those of each exposure.
        expect(ours.plan).toBeLessThan(byHand.plan);
        return told(ours, byHand);
      },
    },
  ],
};

/** How many calls are made to look things up while Terraform plans, and to make the resources afterwards. */
interface Calls {
  readonly plan: number;
  readonly create: number;
}

async function compare(
  deployment: Deployment,
  papers: Readonly<Record<string, Paper>>,
  settings: object = {},
): Promise<{ readonly ours: Calls; readonly byHand: Calls }> {
  const keys = Object.keys(papers);
  const exposures = Object.fromEntries(Object.entries(papers).map(([key, { exposure }]) => [key, exposure]));
  await deployment.configure(exposures, settings);
  const ours = await callsToCreate(deployment, keys);
  await deployment.write(byHand(papers));
  return { ours, byHand: await callsToCreate(deployment, keys) };
}

async function callsToCreate(deployment: Deployment, keys: readonly string[]): Promise<Calls> {
  await deployment.init();
  const plan = await deployment.callsOf(() => deployment.terraform("plan -out=tfplan"));
  const create = await deployment.callsOf(() => deployment.terraform("apply tfplan"));
  expectExposed(deployment, keys);
  await expectSettled(deployment);
  await expectNothingLeft(deployment);
  return { plan, create };
}

function told(ours: Calls, byHand: Calls): string {
  return `${ours.create} calls to create and ${ours.plan} to look up, by hand ${byHand.create} and ${byHand.plan}`;
}

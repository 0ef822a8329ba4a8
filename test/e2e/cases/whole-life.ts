import { type Part, partsIn, without } from "../account";
import { importNext } from "../adoption";
import { byHand, onPaper, type Paper } from "../by-hand";
import type { Deployment } from "../deployment";
import type { Cases } from "../end-to-end-cases";
import { fleet } from "../existing";
import { expectExposed, expectMadeAndExposed, expectNothingLeft, expectSettled } from "../expectations";
import { fromNothing, nothing, preparing } from "../from-nothing";

const { web, shop, news, mail, lab } = fleet;

export const WHOLE_LIFE: Cases = {
  title: "the whole life of",
  cases: [
    {
      name: "one exposure: create, add another, change, remove, destroy",
      always: true,
      story: (deployment) =>
        lifeOf(deployment, [
          { web },
          { web, mail },
          { web, mail: { ...mail, securityGroups: ["sg-mail"] } },
          { mail: { ...mail, securityGroups: ["sg-mail"] } },
        ]),
    },
    {
      name: "a fleet with shared blocks in two zones and two VPCs: create, add another, change, remove, destroy",
      always: true,
      story: (deployment) =>
        lifeOf(deployment, [
          { web, shop, news, lab },
          { web, shop, news, lab, mail },
          { web, shop: { ...shop, securityGroups: ["sg-mail"] }, news, lab, mail },
          { web, news, mail },
        ]),
    },
    {
      name: "one exposure made by hand: import, destroy",
      story: (deployment) => importHandmade(deployment, { web: onPaper.web }),
    },
    {
      name: "three exposures made by hand: import, destroy",
      always: true,
      story: (deployment) => importHandmade(deployment, onPaper),
    },
    {
      name: "a fleet with shared blocks whose state is lost: import, destroy",
      story: importFleet,
    },
    {
      name: "everything from nothing: create, change, destroy",
      always: true,
      seed: nothing,
      story: lifeFromNothing,
    },
  ],
};

/** Goes from one configuration to the next, and to nothing in the end; after each step there is nothing more to do. */
async function lifeOf(deployment: Deployment, steps: readonly object[]): Promise<string> {
  for (const [index, exposures] of steps.entries()) {
    await deployment.configure(exposures);
    if (index === 0) await deployment.init();
    await deployment.apply();
    expectExposed(deployment, Object.keys(exposures));
    await expectSettled(deployment);
  }
  await expectNothingLeft(deployment);
  return `${steps.length} second plans empty, nothing left`;
}

/** Makes exposures by hand, and imports them by the setting `import`. */
async function importHandmade(
  deployment: Deployment,
  papers: Readonly<Record<string, Paper>>,
): Promise<string> {
  const { cloud } = deployment.emulator;
  const before = partsIn(cloud);
  await deployment.write(byHand(papers));
  await deployment.init();
  await deployment.apply();
  const made = without(partsIn(cloud), before);
  await deployment.state.remove();

  const interfaces = [...cloud.networkInterfaces.values()];
  const exposures = Object.entries(papers).map(([key, { exposure }]) => {
    const found = interfaces.find(({ primaryIpAddress }) => primaryIpAddress === exposure.eip);
    return [key, { ...exposure, import: { vswitch: found?.vswitchId, networkInterface: found?.id } }];
  });
  await deployment.configure(Object.fromEntries(exposures) as object);
  await deployment.init();
  return expectImported(deployment, made, Object.keys(papers));
}

/** Makes a fleet, forgets that Terraform made it, and imports it by `import` blocks. */
async function importFleet(deployment: Deployment): Promise<string> {
  const before = partsIn(deployment.emulator.cloud);
  await deployment.configure(fleet);
  await deployment.init();
  await deployment.apply();
  const made = without(partsIn(deployment.emulator.cloud), before);
  await deployment.state.remove();

  await importNext(deployment, made);
  return expectImported(deployment, made, Object.keys(fleet));
}

/** Expects that just these parts are imported, that nothing is changed, and that Terraform can do with them as with its own. */
async function expectImported(
  deployment: Deployment,
  made: readonly Part[],
  keys: readonly string[],
): Promise<string> {
  const changes = Object.values(await deployment.plan());
  expect(changes).toHaveLength(made.length);
  for (const change of changes) expect(change).toEqual({ actions: ["no-op"], isImported: true });
  await deployment.apply();
  await expectSettled(deployment);
  expectExposed(deployment, keys);
  await expectNothingLeft(deployment);
  return `${made.length} imported, none changed, second plan empty, nothing left`;
}

async function lifeFromNothing(deployment: Deployment): Promise<string> {
  const { exposures, settings } = fromNothing;
  await deployment.configure(exposures, settings);
  await deployment.init();
  await deployment.apply();
  await expectSettled(deployment);
  expectMadeAndExposed(deployment);

  await deployment.configure(exposures, preparing({ ports: 80 }));
  await deployment.apply();
  await expectSettled(deployment);
  await expectNothingLeft(deployment);
  return "2 second plans empty, nothing left";
}

import { parse, stringify } from "yaml";

import { realProvider } from "../../testing/real-provider";
import { describeIf, requirement } from "../../testing/requirements";
import { terraform, terraformBinary } from "../../testing/terraform";
import { projectText } from "../readme/readme";
import { makeByHand } from "./adoption-console";
import { AdoptionTrial } from "./adoption-trial";

const WRITE_DOWN = "Write down what is there";
const IMPORT = "Import it";
const PARTS = "Several exposures, and parts of one";
const REFUSED = "When the plan is refused";

/** Milliseconds for one story; most of them are the provider's own fixed waits. */
const TIMEOUT = 600_000;

const forgets = requirement("Terraform, whose removed blocks the page has", () =>
  terraform.missing === undefined && terraformBinary().product !== "Terraform"
    ? "this is OpenTofu"
    : undefined,
);

// The stories wait most of the time, so they run side by side.
describeIf([terraform, realProvider, forgets], "docs/how-to/adoption.md, with the real provider,", () => {
  test.concurrent(
    "takes over what was made in the console, and nothing is made, changed or deleted",
    () =>
      AdoptionTrial.run(async (trial) => {
        await makeByHand(trial, { exposures: ["web"] });
        const before = trial.emulator.cloud.toJSON();
        const changes = await trial.changesOf(async () => {
          await writeDown(trial);
          await trial.follow(trial.blocks(IMPORT));
        });
        expect(changes).toEqual([]);
        expect(trial.emulator.cloud.toJSON()).toEqual(before);
      }),
    TIMEOUT,
  );

  test.concurrent(
    "takes over what another module made, which forgets it, and gives it back",
    () =>
      AdoptionTrial.run(async (trial) => {
        await trial.writeOld("module");
        await applyOld(trial);
        const changes = await trial.changesOf(async () => {
          await moveOver(trial, "Made by another module");
          await goBack(trial, "module");
        });
        expect(changes).toEqual([]);
      }),
    TIMEOUT,
  );

  test.concurrent(
    "takes over what has the old type names, and gives it back",
    () =>
      AdoptionTrial.run(
        async (trial) => {
          await trial.writeOld("old-types");
          await applyOld(trial);
          const changes = await trial.changesOf(async () => {
            await moveOver(trial, "With the old type names");
            await goBack(trial, "old-types");
          });
          expect(changes).toEqual([]);
        },
        // The old configuration makes the EIP of the page, the first that is free.
        ["eip-bp1first"],
      ),
    TIMEOUT,
  );

  test.concurrent.each([
    { title: "two exposures that share block and vSwitch", index: 0, byHand: { exposures: ["web", "mail"] } },
    { title: "block and vSwitch, and makes the rest", index: 1, byHand: { exposures: [] } },
    {
      title: "an ENI that is not bound and not attached, and does both",
      index: 2,
      byHand: { exposures: ["web"], isAssociated: false, isAttached: false },
    },
  ] as const)(
    "takes over $title",
    ({ index, byHand }) =>
      AdoptionTrial.run(async (trial) => {
        await makeByHand(trial, byHand);
        const [file, expected] = trial.blocks(PARTS).slice(2 * index);
        if (file === undefined || expected === undefined)
          throw new Error("the page has another number of blocks");
        await trial.follow([file]);
        const plan = await planOf(trial);
        expect(plan.stdout).toContain(expected.text.trim());
        const changes = await trial.changesOf(() => trial.terraform("apply adoption.tfplan"));
        expect(changes).toEqual(
          [
            ["CreateNetworkInterface", "AssociateEipAddress", "AttachNetworkInterface"],
            ["AssociateEipAddress", "AttachNetworkInterface"],
            [],
          ].find(({ length }) => expected.text.includes(`${length} to add`)),
        );
        expect((await trial.terraform("plan -detailed-exitcode")).exitCode).toBe(0);
      }),
    TIMEOUT,
  );

  test.concurrent(
    "has examples/adopt write down what is not bound and not attached, and say which EIP has no ENI",
    () =>
      AdoptionTrial.run(async (trial) => {
        await trial.run("terraform fmt -check examples/adopt");
        await makeByHand(trial, { exposures: ["web"], isAssociated: false, isAttached: false });
        await trial.follow(trial.blocks(WRITE_DOWN).slice(0, 1));
        const written = await trial.project.read("exposure.yaml");
        expect(written).toContain("associated: false, attached: false }");
        expect(written).toContain("instance: # not attached yet: write the ID of the instance");

        const eips = `-var region=cn-hangzhou -var 'eips={mail="203.0.113.107"}'`;
        const refused = await trial.run(`terraform -chdir=examples/adopt plan ${eips}`, [1]);
        expect(refused.stderr.replaceAll(/\s+/g, " ")).toContain(
          "No secondary network interface was found for mail (203.0.113.107)",
        );
      }),
    TIMEOUT,
  );

  test.concurrent.each([
    { mistake: "a range is not the real one", wrong: { vswitch: "203.0.113.64/26" }, index: 0 },
    { mistake: "an ID is not there", wrong: { import: { networkInterface: "eni-bp1nothing" } }, index: 1 },
  ])(
    "has the plan refused when $mistake, and changes nothing",
    ({ wrong, index }) =>
      AdoptionTrial.run(async (trial) => {
        await makeByHand(trial, { exposures: ["web"] });
        await trial.follow(trial.blocks(WRITE_DOWN).filter(({ language }) => language === "yaml"));
        const { exposures, ...rest } = parse(await trial.project.read("exposure.yaml")) as {
          exposures: { web: { import: object } };
        };
        const web = { ...exposures.web, ...wrong, import: { ...exposures.web.import, ...wrong.import } };
        await trial.project.write("exposure.yaml", stringify({ ...rest, exposures: { web } }));
        const changes = await trial.changesOf(async () => {
          const { stderr } = await planOf(trial, [1]);
          expect(stderr).toContain(trial.blocks(REFUSED)[index]?.text.trim());
          expect((await trial.terraform("state list", [1])).stderr).toContain("No state file was found");
        });
        expect(changes).toEqual([]);
      }),
    TIMEOUT,
  );
});

test("examples/adopt only looks: it has nothing that Terraform would make, import or move", () => {
  expect(projectText("examples/adopt/main.tf")).not.toMatch(/^(?:resource|module|import|moved|removed) /m);
});

/** Has the configuration file written, and expects it to be that of the page. */
async function writeDown(trial: AdoptionTrial): Promise<void> {
  const [commands, file, ...others] = trial.blocks(WRITE_DOWN);
  if (commands === undefined || file === undefined || others.length > 0)
    throw new Error("the page has another number of blocks");
  await trial.follow([commands]);
  expect(parse(await trial.project.read("exposure.yaml"))).toEqual(parse(file.text));
}

/** Goes a way of the page that begins with another configuration. */
async function moveOver(trial: AdoptionTrial, heading: string): Promise<void> {
  const blocks = trial.blocks(heading);
  const forgotten = blocks.findLastIndex(
    ({ language, text }) => language === "sh" && text.endsWith("plan\n"),
  );
  await writeDown(trial);
  const steps = trial.blocks(IMPORT);
  const planned = steps.findIndex(({ language }) => language === "text") + 1;
  await trial.follow(steps.slice(0, planned));
  await trial.follow(blocks.slice(0, forgotten));
  await trial.follow(steps);
  await trial.follow(blocks.slice(forgotten));
}

async function goBack(trial: AdoptionTrial, configuration: "module" | "old-types"): Promise<void> {
  const blocks = trial.blocks("Go back");
  await trial.follow(blocks.slice(0, 2));
  await trial.writeOld(configuration);
  if (configuration === "module") await trial.run("terraform -chdir=old init");
  await trial.follow(blocks.slice(2));
}

/** Makes what the old configuration says, and takes its names for those of the page. */
async function applyOld(trial: AdoptionTrial): Promise<void> {
  await trial.run("terraform -chdir=old init");
  await trial.run("terraform -chdir=old apply -auto-approve");
  const { vswitches, networkInterfaces, eips } = trial.emulator.cloud;
  const id = <Thing extends { id: string }>(
    things: ReadonlyMap<string, Thing>,
    is: (one: Thing) => boolean,
  ) => [...things.values()].find(is)?.id ?? "";
  trial.call(
    "vsw-bp1example",
    id(vswitches, ({ cidrBlock }) => cidrBlock === "203.0.113.0/25"),
  );
  trial.call(
    "eni-bp1example",
    id(networkInterfaces, (one) => one.primaryIpAddress === "203.0.113.106"),
  );
  trial.call(
    "eip-bp1example",
    id(eips, ({ ipAddress }) => ipAddress === "203.0.113.106"),
  );
}

async function planOf(trial: AdoptionTrial, exitCodes: readonly number[] = [0]) {
  await trial.run("npm run synth");
  await trial.terraform("init");
  return trial.terraform("plan -out=adoption.tfplan", exitCodes);
}

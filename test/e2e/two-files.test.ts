import { stringify } from "yaml";

import { realProvider } from "../../testing/real-provider";
import { describeIf } from "../../testing/requirements";
import { terraform } from "../../testing/terraform";
import { existing } from "./existing";
import { Trial } from "./trial";

const LOCK = ".terraform.lock.hcl";

/** Milliseconds for the story; most of them are the provider's own fixed waits. */
const TIMEOUT = 600_000;

describeIf([terraform, realProvider], "two configuration files in one project", () => {
  test(
    "are two stacks: cdktf deploy of the second destroys nothing of the first, and installs the locked provider",
    () =>
      Trial.run(async (trial) => {
        await configure(trial, "web.yaml", { web: { instance: "i-web", eip: "203.0.113.106" } });
        await configure(trial, "mail.yaml", { mail: { instance: "i-mail", eip: "198.51.100.7" } });

        await deploy(trial, "web.yaml");
        expect(eips(trial)).toEqual({ "eip-web": "InUse", "eip-mail": "Available" });
        await trial.project.run("EXPOSURE_CONFIG=web.yaml npm run lock");
        const locked = await trial.project.read(LOCK);

        // A package that is not the locked one is refused before anything changes.
        await trial.project.write(LOCK, locked.replaceAll(/"(h1|zh):..../g, '"$1:AAAA'));
        const refused = await deploy(trial, "mail.yaml", 1);
        expect(refused).toMatch(/checksum/);
        expect(eips(trial)).toEqual({ "eip-web": "InUse", "eip-mail": "Available" });

        await trial.project.write(LOCK, locked);
        await deploy(trial, "mail.yaml");
        expect(await trial.project.read(`cdktf.out/stacks/mail/${LOCK}`)).toBe(locked);
        expect(eips(trial)).toEqual({ "eip-web": "InUse", "eip-mail": "InUse" });

        // cdktf has removed the folder of the first stack; its state is where it was.
        await trial.project.run("EXPOSURE_CONFIG=web.yaml npm run synth");
        const stack = `"$TERRAFORM_BINARY_NAME" -chdir=cdktf.out/stacks/web`;
        await trial.project.run(`${stack} init && ${stack} plan -detailed-exitcode`, { timeLimit: TIMEOUT });

        // With the same name, it would destroy the first.
        await configure(trial, "mail.yaml", { mail: { instance: "i-mail", eip: "198.51.100.7" } }, "web");
        const calls = trial.emulator.calls.summary().total;
        const output = await deploy(trial, "mail.yaml", 1);
        expect(output).toMatch(/the stack is that of web\.yaml: .*terraform\.web\.tfstate has \d+ resources/);
        expect(trial.emulator.calls.summary().total).toBe(calls);
      }),
    TIMEOUT,
  );
});

async function configure(trial: Trial, file: string, exposures: object, stack?: string): Promise<void> {
  const { endpoint } = trial.emulator;
  const provider = {
    ...{ account_type: "Domestic", protocol: "HTTP", skip_region_validation: true },
    endpoints: { vpc: endpoint, ecs: endpoint },
  };
  const configuration = { region: existing.region, ...(stack && { stack }), provider, exposures };
  await trial.project.write(file, stringify(configuration));
}

/** Deploys a file as its user would, with the provider from wherever `terraform init` gets it; returns what is printed. */
async function deploy(trial: Trial, file: string, exitCode = 0): Promise<string> {
  const line = `EXPOSURE_CONFIG=${file} npx cdktf deploy --auto-approve`;
  const { stdout, stderr } = await trial.project.run(line, { exitCodes: [exitCode], timeLimit: TIMEOUT });
  return stdout + stderr;
}

/** Status of the EIPs of the two files. */
function eips(trial: Trial): Record<string, unknown> {
  const { eips: all } = trial.emulator.cloud.toJSON();
  const ours = all.filter(({ id }) => ["eip-web", "eip-mail"].includes(id));
  return Object.fromEntries(ours.map(({ id, status }) => [id, status]));
}

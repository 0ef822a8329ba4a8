import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";

import { type Emulator, NamespaceDataPlane, startEmulator } from "../../emulator/src";
import { whyNoDataPlane } from "../../emulator/src/namespaces/requirements";
import { emulatedCloud, realProvider } from "../../testing/real-provider";
import { cleanEnvironment, Terraform, terraform, terraformBinary } from "../../testing/terraform";
import { createdThings, existing, inInstance, pingBy, SHOW_ADDRESSES } from "./cloud";
import { planWithoutProvider } from "./plan";
import { change, ProcedureOrder, type Progress } from "./progress";
import { EIPS, EXPOSURE, HOST, INSTANCE, synthesize, type SynthesizedStack } from "./stack";
import { Teller } from "./teller";

/**
 * The steps of the procedure by what they create, and what that is called: by its type, or by its address where a type
 * serves several steps.
 */
const STEPS: Readonly<Record<string, readonly [step: string, name: string]>> = {
  alicloud_vpc_ipv4_cidr_block: ["1", "secondary CIDR block"],
  alicloud_vswitch: ["2", "vSwitch"],
  alicloud_ecs_network_interface: ["3", "secondary ENI"],
  alicloud_eip_association: ["4", "association of the EIP with the ENI"],
  alicloud_ecs_network_interface_attachment: ["5", "attachment of the ENI to the instance"],
  "alicloud_ecs_command.guest_script": ["5", "command with part 1 of the script"],
  "alicloud_ecs_command.guest_script_part2": ["5", "command with part 2 of the script"],
  [`alicloud_ecs_invocation.guest_script_${INSTANCE}`]: ["5", "run that puts part 1 into the instance"],
  [`alicloud_ecs_invocation.guest_script_${INSTANCE}_part2`]: ["5", "run that puts part 2 into the instance"],
  [`alicloud_ecs_command.${EXPOSURE}`]: ["5", "command that configures the NIC"],
  [`alicloud_ecs_invocation.${EXPOSURE}`]: ["5", "run that configures the NIC"],
  [`alicloud_ecs_command.${EXPOSURE}_verify`]: ["6", "command that pings by the EIP"],
  [`alicloud_ecs_invocation.${EXPOSURE}_verify`]: ["6", "run that pings by the EIP"],
};

/** The step that creates a resource, and what that is called; the address itself for one that is not known. */
function stepOf(address: string): readonly [step: string, name: string] {
  const [type = "", name = ""] = address.split(".");
  const key = [...EIPS.keys()].find((one) => name === one || name === `${one}_verify`) ?? "";
  // The other exposures have the same commands and runs as the first one.
  const alike = `${type}.${name.replace(key, EXPOSURE)}`;
  const [step, what] = STEPS[address] ?? STEPS[type] ?? STEPS[alike] ?? ["", address];
  return [step, key === "" || key === EXPOSURE ? what : `${what} (${key})`];
}

/** Milliseconds for one command of Terraform. */
const TIME_LIMIT = 600_000;

/** EIPs on the NIC: the first few, by the option `--eips`. */
const eips = [...EIPS.values()].slice(0, readCount(process.argv.slice(2)));

/** Reads the number of EIPs from the command line. A wrong one ends the process with exit code 2. */
function readCount(args: readonly string[]): number {
  try {
    const { values } = parseArgs({ args: [...args], options: { eips: { type: "string", default: "1" } } });
    const count = Number(values.eips);
    if (Number.isInteger(count) && count >= 1 && count <= EIPS.size) return count;
    throw new TypeError(`--eips ${values.eips}: not an integer from 1 to ${EIPS.size}`);
  } catch (error) {
    process.stderr.write(
      `${(error as Error).message}\nusage: npm run demo [-- --eips <1 to ${EIPS.size}>]\n`,
    );
    return process.exit(2);
  }
}

const teller = new Teller();
const interruption = new AbortController();
const { signal } = interruption;

/** The whole story, or as much of it as this machine has the parts for. */
async function tell(folder: string): Promise<void> {
  const noPackets = whyNoDataPlane();
  const noTerraform = terraform.missing;
  const noProvider = noTerraform ?? realProvider.missing;
  teller.heading("An EIP on the NIC of a server. The cloud is emulated; nothing leaves this machine.\n");
  teller.heading("    s  step");
  const outdir = path.join(folder, "cdktf.out");
  if (noProvider !== undefined) {
    const stack = tellOfSynthesis(outdir, true);
    if (noTerraform === undefined) await tellOfPlan(stack);
  } else {
    const plane = noPackets === undefined ? new NamespaceDataPlane({ internetHost: HOST }) : undefined;
    const emulator = await startEmulator({
      seed: existing,
      ...(plane && { dataPlane: plane }),
      onDataPlaneFailure: (event, error) => {
        teller.say("", `the data plane has failed (${event}): ${String(error)}`);
      },
    });
    try {
      await tellOfProcedure(emulator, plane, outdir);
    } finally {
      await emulator.close();
    }
  }
  teller.end();
  if (noTerraform !== undefined)
    leaveOut("nothing was planned or applied, for want of Terraform", noTerraform);
  else if (noProvider !== undefined)
    leaveOut(`nothing was applied, for want of ${realProvider.name}`, noProvider);
  if (noPackets !== undefined) leaveOut("no packet was sent", noPackets);
}

function leaveOut(what: string, reason: string): void {
  teller.heading(`Left out: ${what}: ${reason}.`);
}

function tellOfSynthesis(outdir: string, isVerified: boolean): SynthesizedStack {
  const stack = synthesize(outdir, eips.length, isVerified);
  teller.say(
    "",
    `synthesized: block ${stack.block}, vSwitch ${stack.vswitch}, the smallest that can hold ${eips.join(", ")}`,
  );
  return stack;
}

async function tellOfPlan({ folder }: SynthesizedStack): Promise<void> {
  const { product, version } = terraformBinary();
  teller.say("", `${product} ${version} plans it, with a stand-in for the provider`);
  signal.throwIfAborted();
  const planned = await planWithoutProvider(folder);
  const steps = planned
    .map((address) => [stepOf(address), address] as const)
    .sort(([[one]], [[other]]) => (one < other ? -1 : 1));
  for (const [[step, name], address] of steps) teller.say(step, `would create the ${name} (${address})`);
}

async function tellOfProcedure(
  emulator: Emulator,
  plane: NamespaceDataPlane | undefined,
  outdir: string,
): Promise<void> {
  teller.say(
    "0",
    `there are the instance ${INSTANCE} (10.0.0.202) and the EIP${eips.length === 1 ? "" : "s"} ${eips.join(", ")}`,
  );
  if (plane !== undefined) teller.quote(await inInstance(plane, SHOW_ADDRESSES));
  const { folder } = tellOfSynthesis(outdir, plane !== undefined);

  // A provider that is killed leaves its socket behind.
  const environment = cleanEnvironment({ ...emulatedCloud(emulator), TMPDIR: path.dirname(outdir) });
  const real = new Terraform(folder, environment, { signal, timeLimit: TIME_LIMIT });
  const { product, version } = terraformBinary();
  teller.say("", `${product} ${version} and the real provider, whose fixed waits take most of the time`);
  teller.busy("", "terraform init");
  await real.run(["init", "-no-color"]);
  teller.busy("", "terraform apply");
  await change(real, ["apply"], tellInOrder("forwards"));

  if (plane !== undefined) {
    teller.say("6", "the EIP is on the NIC, and what is sent from it is answered");
    teller.quote(await inInstance(plane, SHOW_ADDRESSES));
    let answered = 0;
    for (const eip of eips) {
      const ping = await inInstance(plane, pingBy(eip));
      teller.quote(ping);
      // Of the two that it sends.
      if (ping.includes(" 2 received")) answered += 1;
      const { stdout } = await plane.runOnInternet(["ping", "-n", "-q", "-c", "1", "-W", "2", eip]);
      teller.say(
        "6",
        `from the Internet, ${HOST}, to ${eip}: ${/.* received/.exec(stdout)?.[0] ?? "no answer"}`,
      );
    }
    teller.learn(
      answered === eips.length
        ? `On the NIC: ${eips.join(", ")}. The operating system sees it, and what is sent from it is answered.`
        : `NOT ANSWERED: pings from ${eips.length - answered} of ${eips.length} EIPs.`,
    );
  }

  teller.busy("", "terraform plan");
  const plan = ["plan", "-no-color", "-detailed-exitcode"];
  const isSettled = (await real.run(plan, { exitCodes: [0, 2] })).exitCode === 0;
  teller.say("", isSettled ? "a second plan: no changes" : "a second plan: CHANGES, which should not be");
  teller.busy("", "terraform destroy");
  // The plan has just looked at everything.
  await change(real, ["destroy", "-refresh=false"], tellInOrder("backwards"));
  const { stdout: state } = await real.run(["state", "list"]);
  const resources = state.split("\n").filter((address) => address !== "" && !address.startsWith("data."));
  const left = { "resources in the state": resources.length, ...createdThings(emulator) };
  teller.say(
    "",
    `left: ${Object.entries(left)
      .map(([kind, count]) => `${count} ${kind}`)
      .join(", ")}`,
  );
  if (plane !== undefined) teller.quote(await inInstance(plane, SHOW_ADDRESSES));
  const isClean = Object.values(left).every((count) => count === 0);
  teller.learn(
    isSettled
      ? "Stable: a second plan has no changes."
      : "NOT STABLE: a second plan has changes, which should not be.",
  );
  teller.learn(isClean ? "Clean: after the destroy, nothing is left." : "NOT CLEAN: see what is left above.");
  if (!isSettled || !isClean) process.exitCode = 1;
}

function tellInOrder(direction: "forwards" | "backwards"): (progress: Progress) => void {
  const order = new ProcedureOrder(direction);
  return ({ address, action, state }) => {
    const [step, name] = stepOf(address);
    const [doing, done] = action === "create" ? ["creating", "created"] : ["removing", "gone"];
    if (state === "planned") order.plan(step);
    else if (state === "begun") teller.busy(step, `${doing}: ${name}`);
    else
      order.done(step, () => {
        teller.say(step, `${done}: ${name}`);
      });
  };
}

async function main(): Promise<void> {
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(name, () => {
      teller.heading("\nInterrupted; clearing up.");
      interruption.abort();
    });
  }
  const folder = mkdtempSync(path.join(tmpdir(), "exposed-eip-demo-"));
  try {
    await tell(folder);
  } catch (error) {
    if (signal.aborted) process.exitCode = 130;
    else {
      process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

void main();

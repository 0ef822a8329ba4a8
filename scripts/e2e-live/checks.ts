import type { CommandResult } from "../../testing/run-command";
import type { Finding } from "./findings";
import { ADDRESS_ADDED, type Probe, PROBES, severalEips } from "./probes";
import type { LiveTerraform } from "./terraform";

/** Creates the stack and checks one assumption after the other; the numbers are those of docs/reference/live-checks.md. */
export async function checks(
  terraform: LiveTerraform,
  findings: Finding[],
  say: (text: string) => void,
): Promise<void> {
  const state = (finding: Finding) => {
    findings.push(finding);
    say(`  ${finding.number}. ${finding.assumption}: ${finding.verdict} (${finding.found})`);
  };
  say("creating the stack, which takes a few minutes");
  const created = await terraform.run("apply", "-auto-approve");
  state(judged(1, "steps 1 to 5 work, with a block and vSwitch derived from the EIP", created));
  if (created.exitCode !== 0) return;
  // The guest's script is a part of the apply, and fails it.
  state(judged(2, "the NIC has the EIP, and a ping from it is answered", created));
  state(judged(3, "the second plan is empty", await terraform.run("plan", "-detailed-exitcode")));
  for (const probe of PROBES) state(await tried(terraform, probe));
  for (const finding of await several(terraform)) state(finding);
  state(await added(terraform));
  for (const finding of await reassociated(terraform)) state(finding);
  state(await routed(terraform));
}

function judged(number: number, assumption: string, { exitCode, stdout, stderr }: CommandResult): Finding {
  if (exitCode === 0) return { number, assumption, verdict: "as assumed", found: "it does" };
  const found = codesIn(stderr).join(", ") || firstLine(stderr) || firstChange(stdout);
  return { number, assumption, verdict: "NOT AS ASSUMED", found };
}

/** Creates the resources of a probe; with the next apply, what of them was created is removed. */
async function tried(
  terraform: LiveTerraform,
  { number, assumption, resource, ...probe }: Probe,
): Promise<Finding> {
  terraform.write("probe.tf.json", { resource });
  const { exitCode, stderr } = await terraform.run("apply", "-auto-approve");
  terraform.write("probe.tf.json", undefined);
  const codes = codesIn(stderr);
  const found = exitCode === 0 ? "created" : `refused: ${codes.join(", ") || firstLine(stderr)}`;
  return { number, assumption, verdict: verdictOn(probe, exitCode === 0, codes, resource), found };
}

/** Creates an ENI with two EIPs, and tries to take an address away from under one of them. */
async function several(terraform: LiveTerraform): Promise<Finding[]> {
  terraform.write("probe.tf.json", { resource: severalEips("associated") });
  const created = await terraform.run("apply", "-auto-approve");
  const again = created.exitCode === 0 ? await terraform.run("plan", "-detailed-exitcode") : created;
  terraform.write("probe.tf.json", { resource: severalEips("other") });
  const { exitCode, stderr } = await terraform.run("apply", "-auto-approve");
  terraform.write("probe.tf.json", undefined);
  const code = "InvalidOperation.EniLinked";
  const isRefused = exitCode !== 0 && codesIn(stderr).every((one) => one === code);
  return [
    judged(18, "the addresses of one ENI have an EIP each, and the second plan is empty", again),
    {
      ...{ number: 19, assumption: "an address that has an EIP is not unassigned" },
      verdict: isRefused ? "as assumed" : "NOT AS ASSUMED",
      found: exitCode === 0 ? "unassigned" : `refused: ${codesIn(stderr).join(", ") || firstLine(stderr)}`,
    },
  ];
}

/** Has the ENI of the stack, which is attached, take a secondary address. */
async function added(terraform: LiveTerraform): Promise<Finding> {
  const { override, ...probe } = ADDRESS_ADDED;
  terraform.write("probe_override.tf.json", { resource: override });
  const finding = await tried(terraform, probe);
  terraform.write("probe_override.tf.json", undefined);
  return finding;
}

function verdictOn(
  { expected, code }: Pick<Probe, "expected" | "code">,
  isCreated: boolean,
  codes: readonly string[],
  resource: Probe["resource"],
): Finding["verdict"] {
  if (expected === undefined) return "open";
  if (expected === "created") return isCreated ? "as assumed" : "NOT AS ASSUMED";
  // Each of them has to be refused, and for the reason that is assumed.
  const count = Object.values(resource).flatMap((bodies) => Object.keys(bodies)).length;
  const isRefused = codes.length === count && codes.every((one) => code === undefined || one === code);
  return isRefused ? "as assumed" : "NOT AS ASSUMED";
}

/** Takes the EIP from the ENI and gives it back, while the ENI is attached to the running instance. */
async function reassociated(terraform: LiveTerraform): Promise<Finding[]> {
  const again = await terraform.run("apply", "-auto-approve", "-replace=alicloud_eip_association.web");
  const guest = await terraform.run("apply", "-auto-approve", "-replace=alicloud_ecs_invocation.guest");
  return [
    judged(6, "an EIP can be associated in NAT mode with an ENI that is attached", again),
    judged(7, "the NIC keeps its address through that, and a ping is answered", guest),
  ];
}

/** Tells which of block and vSwitch the VPC's route table has: that range is what the VPC cannot reach from then on. */
async function routed(terraform: LiveTerraform): Promise<Finding> {
  const [number, assumption] = [
    15,
    "is the whole block routed inside the VPC, or only the vSwitch?",
  ] as const;
  terraform.write("probe.tf.json", {
    data: {
      alicloud_route_entries: { probe: { route_table_id: "${alicloud_vpc.network.route_table_id}" } },
    },
    output: { routes: { value: "${data.alicloud_route_entries.probe.entries[*].cidr_block}" } },
  });
  const { exitCode, stderr } = await terraform.run("apply", "-auto-approve");
  const { stdout } = await terraform.run("output", "-json", "routes");
  terraform.write("probe.tf.json", undefined);
  const found = exitCode === 0 ? `routes: ${(JSON.parse(stdout) as string[]).join(", ")}` : firstLine(stderr);
  return { number, assumption, verdict: "open", found };
}

/** The codes of the API's errors, one for each error. */
function codesIn(stderr: string): string[] {
  return [...stderr.matchAll(/^[│\s]*(?:Error)?Code: (\S+)/gm)].map(([, code]) => code ?? "");
}

function firstLine(text: string): string {
  return /Error: (.+)/.exec(text)?.[1] ?? "";
}

function firstChange(text: string): string {
  return /# (\S+ (?:will|must) be .+)/.exec(text)?.[1] ?? "";
}

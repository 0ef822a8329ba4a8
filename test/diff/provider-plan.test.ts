import { type Emulator, startEmulator } from "../../emulator/src";
import { diffStacks } from "../../lib/diff/stack-diff";
import { parseStack } from "../../lib/diff/synthesized-stack";
import { accountWith } from "../../testing/account";
import { emulatedCloud, realProvider } from "../../testing/real-provider";
import { describeIf } from "../../testing/requirements";
import { terraform, TerraformWorkspace } from "../../testing/terraform";
import { fleet, versions } from "./versions";

const servers = accountWith({
  instances: { "i-web": "h", "i-ftp": "h", "i-mail": "h", "i-dns": "h", "i-new": "h" },
  eips: {
    "eip-web": "203.0.113.106",
    "eip-ftp": "203.0.113.109",
    "eip-mail": "198.51.100.7",
    "eip-dns": "192.0.2.200",
    "eip-new": "203.0.113.108",
    "eip-far": "192.0.2.9",
  },
});
const seed = {
  ...servers,
  securityGroups: [...servers.securityGroups, { id: "sg-other", vpcId: "vpc-main" }],
};

const web = { instance: "i-web", eip: "203.0.113.106" };
const ftp = { instance: "i-ftp", eip: "203.0.113.109" };
const mail = { instance: "i-mail", eip: "eip-mail" };
const dns = { instance: "i-dns", eip: "192.0.2.200", block: "192.0.2.128/25", vswitch: "192.0.2.192/26" };
// The default is a state three folders above that of the stack, which here is the root of the file system.
const settings = {
  provider: { skip_region_validation: true },
  backend: { local: { path: "terraform.tfstate" } },
};
const present = fleet({ web, ftp, mail, dns }, settings);

/** What is applied next, each instead of the present configuration. */
const next: Readonly<Record<string, object>> = {
  "the same": present,
  "another EIP in the same vSwitch": fleet(
    { web: { ...web, eip: "203.0.113.108" }, ftp, mail, dns },
    settings,
  ),
  "another EIP in another block": fleet({ web: { ...web, eip: "192.0.2.9" }, ftp, mail, dns }, settings),
  "another EIP by its allocation ID": fleet({ web, ftp, mail, dns: { ...mail, eip: "eip-far" } }, settings),
  "another instance": fleet({ web: { ...web, instance: "i-new" }, ftp, mail, dns }, settings),
  "another vSwitch": fleet({ web, ftp, mail, dns: { ...dns, vswitch: "192.0.2.192/27" } }, settings),
  "a new name for one": fleet({ www: { ...web, renamedFrom: "web" }, ftp, mail, dns }, settings),
  "another key": fleet({ www: web, ftp, mail, dns }, settings),
  "other security groups": fleet({ web: { ...web, securityGroups: ["sg-other"] }, ftp, mail, dns }, settings),
  "tags for all": fleet({ web, ftp, mail, dns }, { ...settings, tags: { team: "net" } }),
  "the first of two in a block gone": fleet({ web, mail, dns }, settings),
  "one gone and one new": fleet({ web, ftp, new: { instance: "i-new", eip: "203.0.113.108" } }, settings),
  "a check turned off": fleet({ web, ftp, mail, dns }, { ...settings, skipChecks: ["eni-quota"] }),
};

type Change = "added" | "changed" | "replaced" | "removed";

/** The types of the resources that belong to one exposure alone; their names are its key. */
const OF_EXPOSURES = [
  "alicloud_eip_association",
  "alicloud_ecs_network_interface",
  "alicloud_ecs_network_interface_attachment",
];
const BLOCK = "alicloud_vpc_ipv4_cidr_block";

interface PlanJson {
  readonly resource_changes: readonly {
    readonly type: string;
    readonly name: string;
    readonly mode: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
}

const TIMEOUT = 600_000;

describeIf([terraform, realProvider], "the diff, beside the plan of the real provider,", () => {
  let emulator: Emulator;
  let workspace: TerraformWorkspace;

  beforeAll(async () => {
    emulator = await startEmulator({ seed });
    const [version] = versions(present);
    workspace = await TerraformWorkspace.create(
      { "cdk.tf.json": version?.text ?? "" },
      { environment: emulatedCloud(emulator) },
    );
    await workspace.init({ backend: true });
    await workspace.run(["apply", "-auto-approve", "-no-color"], { timeLimit: TIMEOUT });
  }, TIMEOUT);

  afterAll(async () => {
    await workspace.remove();
    await emulator.close();
  });

  it.each(Object.keys(next))(
    "says of the same exposures and blocks that they are added, changed, replaced or removed: %s",
    async (title) => {
      const [was, is] = versions(present, next[title] ?? {});
      const diff = diffStacks(parseStack(was?.text ?? ""), parseStack(is?.text ?? ""));
      const plan = await planOf(is?.text ?? "");
      const exposures = diff.exposures.map(({ key, kind }) => [key, kind]);
      expect(Object.fromEntries(exposures)).toEqual(changesIn(plan, OF_EXPOSURES));

      const isOpen = new Set(
        diff.blocks.filter(({ kind }) => kind === "perhapsReplaced").map((block) => block.name),
      );
      const blocks = diff.blocks.filter(({ kind, name }) => kind !== "kept" && !isOpen.has(name));
      const planned = Object.entries(changesIn(plan, [BLOCK])).filter(([block]) => !isOpen.has(block));
      expect(Object.fromEntries(blocks.map(({ name, kind }) => [name, kind]))).toEqual(
        Object.fromEntries(planned),
      );
    },
    TIMEOUT,
  );

  async function planOf(text: string): Promise<PlanJson> {
    await workspace.write({ "cdk.tf.json": text });
    await workspace.run(["plan", "-out=next.tfplan", "-no-color"], { timeLimit: TIMEOUT });
    const { stdout } = await workspace.run(["show", "-json", "next.tfplan"], { timeLimit: TIMEOUT });
    return JSON.parse(stdout) as PlanJson;
  }
});

/** What the plan does to things, by the names of the resources of these types: the worst of what it does to each. */
function changesIn({ resource_changes: all }: PlanJson, types: readonly string[]): Record<string, Change> {
  const changes = new Map<string, Change>();
  for (const { type, name, mode, change } of all) {
    const kind = kindOf(change.actions);
    if (mode !== "managed" || !types.includes(type) || kind === undefined) continue;
    if (changes.get(name) !== "replaced") changes.set(name, kind);
  }
  return Object.fromEntries(changes);
}

function kindOf(actions: readonly string[]): Change | undefined {
  if (actions.includes("create")) return actions.includes("delete") ? "replaced" : "added";
  if (actions.includes("delete")) return "removed";
  return actions.includes("update") ? "changed" : undefined;
}

import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { startEmulator } from "../../emulator/src";
import { renderHcl, type TerraformJson } from "../../hcl/src";
import { ExposureStack } from "../../lib";
import { ConfigurationError } from "../../lib/configuration/configuration-errors";
import { loadFolder } from "../../lib/configuration/configuration-folder";
import { EMPTY_PLAN_LOCK } from "../../lib/planning/plan-lock";
import { emulatedCloud, realProvider } from "../../testing/real-provider";
import { describeIf, requirement } from "../../testing/requirements";
import { Template } from "../../testing/template";
import { terraform, TerraformWorkspace } from "../../testing/terraform";
import { configurationOf, examples, runProgram, synthesize } from "../examples/example";

const ROOT = path.resolve(__dirname, "../..");

const conftest = requirement("conftest", () =>
  spawnSync("conftest", ["--version"]).status === 0
    ? undefined
    : "it is not on the PATH; install it to have examples/policy tested",
);

/** Everything that the examples are synthesized to, by a name for each. */
async function outputs(): Promise<[name: string, text: string][]> {
  const single = await Promise.all(
    examples(".yaml").map(async (name): Promise<[string, string]> => [
      name,
      synthesize(await configurationOf(name)),
    ]),
  );
  const programs = await Promise.all(
    examples(".ts").map(async (name) =>
      (await runProgram(name)).map((text): [string, string] => [name, text]),
    ),
  );
  const fleet = loadFolder(path.join(ROOT, "examples/fleet"), () => EMPTY_PLAN_LOCK).map(
    ({ configuration }): [string, string] => [
      configuration.stack,
      Template.of((app) => new ExposureStack(app, configuration)).text,
    ],
  );
  return [...single, ...programs.flat(), ...fleet];
}

describe("what the examples are synthesized to", () => {
  let all: [name: string, text: string][];

  beforeAll(async () => {
    all = await outputs();
  });

  it("has no credential in it", () => {
    for (const [, text] of all) {
      expect(text).not.toMatch(/"(?:access_key|secret_key|security_token|password|token)":/);
      expect(text).not.toMatch(/LTAI[A-Za-z0-9]{12,}|-----BEGIN/);
    }
  });

  it("opens no administration port to everybody", () => {
    for (const [name, text] of all) {
      const open = resources(text, "alicloud_security_group_rule").filter(
        ({ type, cidr_ip: source }) => type === "ingress" && source === "0.0.0.0/0",
      );
      expect([name, open.filter(opensAdministration)]).toEqual([name, []]);
    }
  });

  /** Whether a rule covers SSH or RDP. */
  function opensAdministration({ ip_protocol: protocol, port_range: range }: Body): boolean {
    const [first = -1, last = -1] = typeof range === "string" ? range.split("/").map(Number) : [];
    const covers = (port: number) => first === -1 || (first <= port && port <= last);
    return protocol === "all" || (protocol === "tcp" && [22, 3389].some(covers));
  }

  it("makes public addresses only where an exposure does: on the ENI that it is for", () => {
    for (const [, text] of all) {
      for (const instance of resources(text, "alicloud_instance"))
        expect(instance.internet_max_bandwidth_out ?? 0).toBe(0);
    }
  });

  it("takes a provider from a range of versions that ends", () => {
    for (const [, text] of all) {
      const { terraform } = JSON.parse(text) as {
        terraform: { required_providers: Record<string, { source: string; version: string }> };
      };
      expect(terraform.required_providers.alicloud).toMatchObject({
        source: "aliyun/alicloud",
        version: expect.stringMatching(/^>= [\d.]+, < [\d.]+$/) as string,
      });
    }
  });
});

it("a credential in a configuration is refused before anything is written", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "policy-"));
  try {
    fs.writeFileSync(
      path.join(folder, "defaults.yaml"),
      "region: cn-hangzhou\nprovider: {secret_key: made-up}\n",
    );
    fs.writeFileSync(path.join(folder, "web.yaml"), "exposures: {}\n");
    expect(() => loadFolder(folder, () => EMPTY_PLAN_LOCK)).toThrow(ConfigurationError);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

describeIf(conftest, "the policy for conftest", () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "policy-"));
  });

  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  it("passes what the examples are synthesized to, in JSON and in HCL", async () => {
    for (const [name, text] of await outputs()) {
      const hcl = renderHcl(JSON.parse(text) as TerraformJson);
      expect([name, findings("cdk.tf.json", text)]).toEqual([name, NOTHING]);
      expect([name, findings("main.tf", hcl)]).toEqual([name, NOTHING]);
    }
  });

  it.each<[object, RegExp]>([
    [
      { resource: { alicloud_security_group_rule: { ssh: rule("22/22") } } },
      /\.ssh opens port 22 to 0\.0\.0\.0\/0/,
    ],
    [{ resource: { alicloud_security_group_rule: { all: rule("-1/-1") } } }, /\.all opens port 3389/],
    [{ resource: { alicloud_security_group_rule: { range: rule("1/1024") } } }, /\.range opens port 22/],
    [{ provider: { alicloud: [{ secret_key: "made-up" }] } }, /the credential secret_key/],
    [{ terraform: { backend: { oss: { bucket: "state" } } } }, /not encrypted/],
    [{ terraform: { backend: { oss: { encrypt: false } } } }, /not encrypted/],
    [{ terraform: { backend: { oss: { encrypt: true } } } }, /no lock/],
    [{ terraform: { backend: { http: { skip_cert_verification: true } } } }, /not verified/],
    [{ terraform: { required_providers: { alicloud: { version: ">= 1.276.0" } } } }, /no upper bound/],
    [{ terraform: { required_providers: { alicloud: { source: "aliyun/alicloud" } } } }, /no upper bound/],
  ])("refuses %j in JSON, in JSON with each block in a list, and in HCL", (content, message) => {
    const forms = {
      "cdk.tf.json": JSON.stringify(content),
      "lists.tf.json": JSON.stringify(withLists(content)),
      "main.tf": renderHcl(content as TerraformJson),
    };
    for (const [file, text] of Object.entries(forms))
      expect([file, findings(file, text).failures.join("\n")]).toEqual([
        file,
        expect.stringMatching(message),
      ]);
  });

  it.each([">= 1.276.0, < 2.0.0", "~> 1.276", "1.289.0", "= 1.289.0"])(
    "passes a provider whose versions end: %s",
    (version) => {
      const content = { terraform: { required_providers: { alicloud: { version } } } };
      expect(findings("cdk.tf.json", JSON.stringify(content))).toEqual(NOTHING);
    },
  );

  it("warns of what only the plan says, in JSON and in HCL", () => {
    const content = { resource: { alicloud_security_group_rule: { one: rule("${local.port}") } } };
    const warnings = [
      "alicloud_security_group_rule.one: port_range is an expression; test the JSON of the plan as well",
    ];
    expect(findings("cdk.tf.json", JSON.stringify(content))).toEqual({ failures: [], warnings });
    expect(findings("main.tf", renderHcl(content))).toEqual({ failures: [], warnings });
  });

  describeIf([terraform, realProvider], "on the plan of the real provider", () => {
    const TIMEOUT = 300_000;

    it(
      "knows the values of expressions, and what the configuration says of provider and versions",
      async () => {
        const plan = await planOf(">= 1.276.0", { secret_key: "made-up" }, "each.value");
        expect(findings("plan.json", plan)).toEqual({
          failures: [
            'alicloud_security_group_rule.one["22/22"] opens port 22 to 0.0.0.0/0',
            "the provider alicloud has no upper bound for its version",
            "the provider has the credential secret_key in its configuration",
          ],
          warnings: [],
        });
      },
      TIMEOUT,
    );

    it(
      "passes one that opens another port, with credentials from elsewhere",
      async () => {
        const plan = await planOf(">= 1.276.0, < 2.0.0", {}, '"443/443"');
        expect(findings("plan.json", plan)).toEqual(NOTHING);
      },
      TIMEOUT,
    );

    async function planOf(version: string, credentials: object, portRange: string): Promise<string> {
      const emulator = await startEmulator({ seed: { region: "cn-hangzhou" } });
      const workspace = await TerraformWorkspace.create(
        {
          "main.tf.json": {
            terraform: { required_providers: { alicloud: { source: "aliyun/alicloud", version } } },
            provider: { alicloud: [{ region: "cn-hangzhou", skip_region_validation: true, ...credentials }] },
            resource: {
              alicloud_security_group_rule: {
                one: {
                  for_each: '${toset(["22/22"])}',
                  security_group_id: "sg-web",
                  ...rule(`\${${portRange}}`),
                },
              },
            },
          },
        },
        { environment: emulatedCloud(emulator) },
      );
      try {
        await workspace.init({ backend: true });
        await workspace.run(["plan", "-out=plan.tfplan"], { timeLimit: TIMEOUT });
        return (await workspace.run(["show", "-json", "plan.tfplan"])).stdout;
      } finally {
        await workspace.remove();
        await emulator.close();
      }
    }
  });

  const NOTHING = { failures: [], warnings: [] };

  function rule(portRange: string) {
    return { type: "ingress", ip_protocol: "tcp", port_range: portRange, cidr_ip: "0.0.0.0/0" };
  }

  /** What conftest says of a file, whose form it tells by its name. */
  function findings(name: string, text: string): { failures: string[]; warnings: string[] } {
    const file = path.join(folder, name);
    fs.writeFileSync(file, text);
    const args = ["test", "--policy", path.join(ROOT, "examples/policy"), "--output", "json", file];
    const { stdout } = spawnSync("conftest", args, { encoding: "utf8" });
    const [result] = JSON.parse(stdout) as Partial<Record<"failures" | "warnings", { msg: string }[]>>[];
    const messages = (of: "failures" | "warnings") => (result?.[of] ?? []).map(({ msg }) => msg);
    return { failures: messages("failures"), warnings: messages("warnings") };
  }
});

/** The same configuration with each block in a list, as JSON may have it; what is required of a provider is no block. */
function withLists(content: object): unknown {
  return JSON.parse(JSON.stringify(content), (key, value: unknown) => {
    const isBlock =
      typeof value === "object" && !Array.isArray(value) && !["", "0", "alicloud"].includes(key);
    return isBlock ? [value] : value;
  });
}

type Body = Readonly<Record<string, unknown>>;

function resources(text: string, type: string): Body[] {
  const { resource = {} } = JSON.parse(text) as { resource?: Record<string, Record<string, Body>> };
  return Object.values(resource[type] ?? {});
}

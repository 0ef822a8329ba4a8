import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { ConfigurationError, EMPTY_PLAN_LOCK, ExposureStack, loadFolder } from "../../lib";
import { configurationOf, examples, runProgram, synthesize } from "../examples/example";
import { describeIf, requirement } from "../support/requirements";
import { Template } from "../support/template";

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
      await synthesize(await configurationOf(name)),
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

  it("passes what the examples are synthesized to", async () => {
    for (const [name, text] of await outputs()) expect([name, violations(text)]).toEqual([name, []]);
  });

  it.each([
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
  ])("refuses %j", (content, message) => {
    expect(violations(JSON.stringify(content)).join("\n")).toMatch(message);
  });

  function rule(portRange: string) {
    return { type: "ingress", ip_protocol: "tcp", port_range: portRange, cidr_ip: "0.0.0.0/0" };
  }

  function violations(text: string): string[] {
    const file = path.join(folder, "cdk.tf.json");
    fs.writeFileSync(file, text);
    const args = ["test", "--policy", path.join(ROOT, "examples/policy"), "--output", "json", file];
    const { stdout } = spawnSync("conftest", args, { encoding: "utf8" });
    const [result] = JSON.parse(stdout) as { failures?: { msg: string }[] }[];
    return (result?.failures ?? []).map(({ msg }) => msg);
  }
});

type Body = Readonly<Record<string, unknown>>;

function resources(text: string, type: string): Body[] {
  const { resource = {} } = JSON.parse(text) as { resource?: Record<string, Record<string, Body>> };
  return Object.values(resource[type] ?? {});
}

import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { requireOwnImportFile, reviseImportFile, writeImportFile } from "../../lib/recovery/import-file";
import type { Leftover } from "../../lib/recovery/recovery-plan";
import { parseState, readState } from "../../lib/recovery/terraform-state";

const leftover = (address: string, id: string, change: Partial<Leftover> = {}): Leftover => ({
  ...{ address, id, type: address.slice(0, address.indexOf(".")) },
  ...{ name: "", description: "", isImportable: true, isUnused: false, ...change },
});
const ENI = leftover("alicloud_ecs_network_interface.web", "eni-1");
const VSWITCH = leftover("alicloud_vswitch.web", "vsw-1");

const state = (...leftovers: readonly Leftover[]) =>
  JSON.stringify({
    version: 4,
    resources: leftovers.map(({ address, type, id }) => ({
      ...{ mode: "managed", type, name: address.slice(type.length + 1) },
      instances: [{ attributes: { id } }],
    })),
  });

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "recovery-"));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

const at = (name: string) => path.join(folder, name);
const write = (name: string, text: string): string => {
  fs.writeFileSync(at(name), text);
  return at(name);
};
const imports = (): unknown =>
  (JSON.parse(fs.readFileSync(at("recover.tf.json"), "utf8")) as { import: unknown }).import;

describe("the import file of a recovery", () => {
  it("has what can be imported, and nothing is beside it", () => {
    expect(
      writeImportFile(folder, [
        VSWITCH,
        ENI,
        leftover("alicloud_eip_address.x", "eip-1", { isImportable: false }),
      ]),
    ).toBe("written");
    expect(imports()).toEqual([
      { to: ENI.address, id: "eni-1" },
      { to: VSWITCH.address, id: "vsw-1" },
    ]);
    expect(fs.readdirSync(folder)).toEqual(["recover.tf.json"]);
  });

  it("never overwrites a file that somebody else wrote", () => {
    expect(() => {
      requireOwnImportFile(folder);
    }).not.toThrow();
    writeImportFile(folder, [ENI]);
    expect(() => {
      requireOwnImportFile(folder);
    }).not.toThrow();
    write("recover.tf.json", '{"import": [{"to": "alicloud_vswitch.web", "id": "vsw-1"}]}');
    expect(() => {
      requireOwnImportFile(folder);
    }).toThrow(/recover\.tf\.json is not as recover writes it, .*; rename it/);
  });

  it("is removed once nothing is left, unless somebody else wrote it", () => {
    expect(writeImportFile(folder, [])).toBeUndefined();
    writeImportFile(folder, [ENI]);
    expect(writeImportFile(folder, [])).toBe("removed");
    expect(fs.readdirSync(folder)).toEqual([]);
    write("recover.tf.json", '{"import": [{"to": "alicloud_vswitch.web", "id": "vsw-1"}]}');
    expect(writeImportFile(folder, [])).toBeUndefined();
    expect(fs.readdirSync(folder)).toEqual(["recover.tf.json"]);
  });

  it("stays at a synthesis until the state has everything, which is said each time", () => {
    writeImportFile(folder, [ENI, VSWITCH]);
    const all = new Set([ENI.address, VSWITCH.address]);
    expect(reviseImportFile(folder, all, undefined)).toMatch(
      /^warning: .* imports 2 resources at the next apply; run /,
    );
    expect(reviseImportFile(folder, all, at("none.tfstate"))).toMatch(/^warning: /);
    const partly = write("partly.tfstate", state(ENI));
    expect(reviseImportFile(folder, all, partly)).toMatch(/^warning: .* imports 2 resources/);
    expect(imports()).toHaveLength(2);
    const whole = write("whole.tfstate", state(ENI, VSWITCH));
    expect(reviseImportFile(folder, all, whole)).toMatch(/^removed: .*, since the state has its resources$/);
    expect(fs.existsSync(at("recover.tf.json"))).toBe(false);
    expect(reviseImportFile(folder, all, whole)).toBeUndefined();
  });

  it("loses imports of resources that the configuration does not have any more, which Terraform would refuse", () => {
    writeImportFile(folder, [ENI, VSWITCH]);
    expect(reviseImportFile(folder, new Set([ENI.address]), undefined)).toMatch(
      / imports 1 resource at the next/,
    );
    expect(imports()).toEqual([{ to: ENI.address, id: "eni-1" }]);
    expect(reviseImportFile(folder, new Set(), undefined)).toMatch(
      /^removed: .* not in the configuration any more$/,
    );
  });
});

describe("the state of a recovery", () => {
  it("has managed resources with their addresses, and nothing else", () => {
    const text = JSON.stringify({
      version: 4,
      resources: [
        { mode: "data", type: "alicloud_vpcs", name: "vpcs", instances: [{ attributes: { id: "1" } }] },
        {
          ...{ mode: "managed", type: "alicloud_eip_association", name: "this" },
          instances: [
            { index_key: 'we"b', attributes: { id: "eip-1:eni-1" } },
            { index_key: 0, attributes: { id: "eip-2:eni-1" } },
            { attributes: null },
          ],
        },
        {
          ...{ module: "module.a", mode: "managed", type: "alicloud_vswitch", name: "x" },
          instances: [{ attributes: { id: "vsw-1", vpc_id: "vpc-1" } }],
        },
      ],
    });
    expect(parseState(text)?.map(({ address, id }) => [address, id])).toEqual([
      ['alicloud_eip_association.this["we\\"b"]', "eip-1:eni-1"],
      ["alicloud_eip_association.this[0]", "eip-2:eni-1"],
      ["module.a.alicloud_vswitch.x", "vsw-1"],
    ]);
    for (const other of [
      "",
      "{",
      "{}",
      '{"version": 3, "modules": []}',
      '{"version": 4, "resources": "secret"}',
    ])
      expect(parseState(other)).toBeUndefined();
  });

  const local = { type: "local", arguments: {} } as const;

  it("is that of the file, with a word about one that is absent, empty or locked", async () => {
    const read = () => readState(folder, local, "terraform.web.tfstate");
    expect(await read()).toMatchObject({
      resources: [],
      caveat: expect.stringMatching(/does not exist, so that/) as string,
    });
    write("terraform.web.tfstate", "");
    expect(await read()).toMatchObject({
      resources: [],
      caveat: expect.stringMatching(/is empty, .* no backup$/) as string,
    });
    write("terraform.web.tfstate", state(ENI));
    expect(await read()).toEqual({ origin: expect.any(String) as string, resources: parseState(state(ENI)) });
    write(".terraform.web.tfstate.lock.info", "{}");
    expect(await read()).toMatchObject({
      caveat: expect.stringMatching(/ is locked: if Terraform still runs, /) as string,
    });
  });

  describe("elsewhere", () => {
    const { TERRAFORM_BINARY_NAME } = process.env;
    afterEach(() => {
      if (TERRAFORM_BINARY_NAME === undefined) delete process.env.TERRAFORM_BINARY_NAME;
      else process.env.TERRAFORM_BINARY_NAME = TERRAFORM_BINARY_NAME;
    });
    const oss = { type: "oss", arguments: { bucket: "states" } } as const;
    const terraform = (script: string) => {
      process.env.TERRAFORM_BINARY_NAME = write("program", `#!/bin/sh\n${script}\n`);
      fs.chmodSync(at("program"), 0o755);
      return readState(folder, oss, "x");
    };

    it("is what Terraform prints in the folder of the stack", async () => {
      const found = await terraform(`test "$*" = "-chdir=${folder} state pull" && echo '${state(ENI)}'`);
      expect(found).toEqual({
        origin: `terraform state pull in ${folder}`,
        resources: parseState(state(ENI)),
      });
      expect(await terraform("exit 0")).toMatchObject({
        resources: [],
        caveat: expect.any(String) as string,
      });
    });

    it("is an error with the reason and the remedy, without what the backend was configured with", async () => {
      const failing = `printf '\\033[31mError: Backend initialization required, please run "terraform init"\\033[0m\\n\\nsecret' >&2; exit 1`;
      await expect(terraform(failing)).rejects.toThrow(
        `The state cannot be read: Backend initialization required, please run "terraform init". Run  terraform -chdir=${folder} init  first, with access to the backend.`,
      );
      await expect(terraform("echo secret")).rejects.toThrow(/ prints no state of version 4\.$/);
      process.env.TERRAFORM_BINARY_NAME = at("none");
      await expect(readState(folder, oss, "x")).rejects.toThrow(/: no .*none on the PATH\. /);
    });
  });
});

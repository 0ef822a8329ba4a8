import { rootConfiguration } from "../../lib/export/root-configuration";
import { written } from "../../lib/export/written";
import type { TerraformJson } from "../../lib/hcl";
import { CONFIGURATIONS } from "../stack/configurations";
import { exported } from "./exported";

const CONFIGURATION = CONFIGURATIONS["EIPs by address and by allocation ID"];

describe("an exported root configuration", () => {
  test("has the steps of the procedure in their order, and says of each block which it is", () => {
    const main = file(CONFIGURATION, "main.tf");
    const steps = [...main.matchAll(/^# Step (\d): .*\nresource "(\w+)"/gm)].map(([, step, type]) => [
      step,
      type,
    ]);
    expect(steps).toEqual([
      ...Array<string[]>(3).fill(["1", "alicloud_vpc_ipv4_cidr_block"]),
      ...Array<string[]>(3).fill(["2", "alicloud_vswitch"]),
      ...Array<string[]>(3).fill(["3", "alicloud_ecs_network_interface"]),
      ...Array<string[]>(3).fill(["4", "alicloud_eip_association"]),
      ...Array<string[]>(3).fill(["5", "alicloud_ecs_network_interface_attachment"]),
    ]);
  });

  test("has a comment on every resource, data source, group of local values and provider", () => {
    for (const name of ["main.tf", "data.tf", "locals.tf", "providers.tf"]) {
      const uncommented = /(?<!^#.*)\n(resource|data|locals|provider)\b.*/m.exec(
        `\n${file(CONFIGURATION, name)}`,
      );
      expect(uncommented?.[0]).toBeUndefined();
    }
  });

  test("says first which of its files a person reads what in", () => {
    expect([...exported(CONFIGURATION, "root", "hcl").keys()]).toEqual([
      "versions.tf",
      "providers.tf",
      "locals.tf",
      "data.tf",
      "main.tf",
      "outputs.tf",
    ]);
  });

  test("has nothing of what cdktf notes for itself", () => {
    const text = [...exported(CONFIGURATION, "root", "json").values()].join("");
    expect(text).not.toMatch(/metadata|uniqueId|stackName|overrides/);
  });

  test("has no quotes around references, and no ${} around what is no text", () => {
    const main = file(CONFIGURATION, "main.tf");
    expect(main).not.toMatch(/^\s*\w+ += "\$\{[^"{}]*\}"$/m);
  });

  test("keeps the state in its own folder where none is configured, and where it is where one is", () => {
    expect(file(CONFIGURATION, "versions.tf")).toContain('path = "terraform.exposed-eip.tfstate"');
    const own = `${CONFIGURATION}\n    backend: {local: {path: ../states/eip.tfstate}}`;
    expect(file(own, "versions.tf")).toContain('path = "../states/eip.tfstate"');
    expect(file(`${CONFIGURATION}\n    backend: none`, "versions.tf")).not.toContain("backend");
  });

  test("is the same text for the same configuration", () => {
    const [one, other] = [exported(CONFIGURATION, "root", "hcl"), exported(CONFIGURATION, "root", "hcl")];
    expect(other).toEqual(one);
  });

  test("carries whatever a stack has: blocks that this project does not make, too", () => {
    const synthesized: TerraformJson = {
      "//": { metadata: { stackName: "s" } },
      terraform: { required_providers: {} },
      resource: {
        alicloud_vswitch: {
          first: { vpc_id: "${alicloud_vpc.main.id}", tags: { "//": "a tag" } },
          second: { vpc_id: "${alicloud_vpc_ipv4_cidr_block.a.vpc_id}" },
        },
        alicloud_vpc: { main: { "//": { metadata: {}, comment: "a comment of its own" } } },
        alicloud_instance: { app: {} },
        terraform_data: {
          later: { lifecycle: { postcondition: [{ condition: "${true}", error_message: "e" }] } },
        },
      },
      check: { c: { assert: [{ condition: "${true}", error_message: "e" }] } },
      import: [{ to: "alicloud_vpc.main", id: "vpc-1" }],
      moved: [{ from: "alicloud_vpc.old", to: "alicloud_vpc.main" }],
      removed: [{ from: "alicloud_vpc.gone", lifecycle: { destroy: false } }],
      locals: { later: 1, instances: {} },
      variable: { v: { type: "string" } },
    };
    const files = written(rootConfiguration(synthesized), "hcl");
    expect(Object.fromEntries(files)).toMatchSnapshot();
  });
});

function file(configuration: string, name: string): string {
  return exported(configuration, "root", "hcl").get(name) ?? "";
}

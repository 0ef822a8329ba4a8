import * as fs from "node:fs";
import * as path from "node:path";

import * as alicloud from "@cdktf/provider-alicloud";
import { DataAlicloudInstances } from "@cdktf/provider-alicloud/lib/data-alicloud-instances";
import { EcsNetworkInterface } from "@cdktf/provider-alicloud/lib/ecs-network-interface";
import { AlicloudProvider } from "@cdktf/provider-alicloud/lib/provider";
import { Vswitch } from "@cdktf/provider-alicloud/lib/vswitch";
import { TerraformStack, Testing } from "cdktf";

import { PACKAGE, SCHEMA_FILE } from "./package-paths";
import { runNode } from "./run-script";

interface SchemaDocument {
  readonly provider_schemas: Record<
    string,
    { readonly resource_schemas: object; readonly data_source_schemas: object }
  >;
}

const [schema] = Object.values(
  (JSON.parse(fs.readFileSync(SCHEMA_FILE, "utf8")) as SchemaDocument).provider_schemas,
);
if (schema === undefined) throw new Error(`${SCHEMA_FILE} has no provider`);

const resources = Object.keys(schema.resource_schemas);
const dataSources = Object.keys(schema.data_source_schemas);

/** `vpc_flow_log` to `VpcFlowLog`. */
function pascalCase(name: string): string {
  return name.replace(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase());
}

function kebabCase(name: string): string {
  return name.replaceAll("_", "-");
}

/** The property `tfResourceType` of a class that is loaded by name. */
function importedType(module: string, className: string): unknown {
  const exported = jest.requireActual<Record<string, { readonly tfResourceType?: string } | undefined>>(
    `@cdktf/provider-alicloud/lib/${module}`,
  );
  return exported[className]?.tfResourceType;
}

/** The part of a stack's JSON that these tests read. */
interface SynthesizedStack {
  readonly terraform: { readonly required_providers: unknown };
  readonly resource: unknown;
  readonly data: unknown;
}

describe("a stack that uses the bindings", () => {
  const stack = new TerraformStack(Testing.app(), "stack");
  new AlicloudProvider(stack, "alicloud", { region: "cn-hangzhou" });
  new Vswitch(stack, "vswitch", { vpcId: "vpc-1", cidrBlock: "192.0.2.0/29", zoneId: "cn-hangzhou-h" });
  new EcsNetworkInterface(stack, "eni", { vswitchId: "vsw-1", primaryIpAddress: "192.0.2.2" });
  new DataAlicloudInstances(stack, "instances", { ids: ["i-1"] });
  const synthesized = JSON.parse(Testing.synth(stack)) as SynthesizedStack;

  test("requires the provider by its source and a version range, not by an exact version", () => {
    expect(synthesized.terraform.required_providers).toEqual({
      alicloud: { source: "aliyun/alicloud", version: ">= 1.276.0, < 2.0.0" },
    });
  });

  test("has the resources and data sources under the provider's own names", () => {
    expect(synthesized.resource).toMatchObject({
      alicloud_vswitch: {
        vswitch: { vpc_id: "vpc-1", cidr_block: "192.0.2.0/29", zone_id: "cn-hangzhou-h" },
      },
      alicloud_ecs_network_interface: { eni: { vswitch_id: "vsw-1", primary_ip_address: "192.0.2.2" } },
    });
    expect(synthesized.data).toMatchObject({ alicloud_instances: { instances: { ids: ["i-1"] } } });
  });
});

describe("the package", () => {
  test("is made of a schema with 23 resources and 19 data sources", () => {
    expect(resources).toHaveLength(23);
    expect(dataSources).toHaveLength(19);
  });

  test.each(resources)("gives the resource %s by its own path", (type) => {
    const name = type.replace(/^alicloud_/, "");
    expect(importedType(kebabCase(name), pascalCase(name))).toBe(type);
  });

  test.each(dataSources)("gives the data source %s by its own path", (type) => {
    expect(importedType(`data-${kebabCase(type)}`, pascalCase(`data_${type}`))).toBe(type);
  });

  test("gives every type, and the provider, through its index too", () => {
    const names = Object.getOwnPropertyNames(alicloud).filter((name) => name !== "__esModule");
    expect(names).toHaveLength(resources.length + dataSources.length + 1);
    expect(alicloud.vswitch.Vswitch).toBe(Vswitch);
    expect(alicloud.dataAlicloudInstances.DataAlicloudInstances).toBe(DataAlicloudInstances);
    expect(alicloud.provider.AlicloudProvider).toBe(AlicloudProvider);
  });

  test("gives the schema to programs", () => {
    const imported: unknown = jest.requireActual("@cdktf/provider-alicloud/schema/alicloud-1.289.0.json");
    expect(imported).toEqual(JSON.parse(fs.readFileSync(SCHEMA_FILE, "utf8")));
  });

  test("loads through its index no type but the one that is used", async () => {
    const program = `
      require("@cdktf/provider-alicloud").vswitch;
      console.log(JSON.stringify(Object.keys(require.cache)));`;
    const { output, errors } = await runNode(["-e", program], __dirname);
    expect(errors).toBe("");
    const compiled = path.join(PACKAGE, "lib");
    const loaded = (JSON.parse(output) as string[]).map((file) => path.relative(compiled, file));
    expect(loaded.filter((file) => !file.startsWith(".."))).toEqual([
      "lazy-index.js",
      path.join("vswitch", "index.js"),
    ]);
  });

  test("can be imported from an ECMAScript module", async () => {
    const program = `
      import { Vswitch } from "@cdktf/provider-alicloud/lib/vswitch";
      console.log(Vswitch.tfResourceType);`;
    expect(await runNode(["--input-type=module", "-e", program], __dirname)).toEqual({
      exitCode: 0,
      output: "alicloud_vswitch\n",
      errors: "",
    });
  });
});

test("the generated files name no folder of the machine that made them", () => {
  const source = path.join(PACKAGE, "src");
  const files = fs
    .readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"));
  expect(files.length).toBeGreaterThan(resources.length + dataSources.length);
  for (const file of files)
    expect(fs.readFileSync(path.join(source, file), "utf8")).not.toContain(path.dirname(PACKAGE));
});

import { type Emulator, type Seed, startEmulator } from "../../emulator/src";
import type { ExportFormat } from "../../lib";
import { emulatedCloud, realProvider } from "../support/real-provider";
import { describeIf } from "../support/requirements";
import { terraform, TerraformWorkspace } from "../support/terraform";
import { exported, FORMATS } from "./exported";

/** Milliseconds for one story; most of them are the provider's own fixed waits. */
const TIMEOUT = 900_000;

/** Milliseconds for one command, when others run beside it. */
const TIME_LIMIT = 400_000;

const seed = {
  region: "cn-hangzhou",
  vpcs: [{ id: "vpc-main", cidrBlock: "10.0.0.0/8" }],
  vswitches: [
    { id: "vsw-h", vpcId: "vpc-main", zoneId: "cn-hangzhou-h", cidrBlock: "10.0.0.0/24" },
    { id: "vsw-i", vpcId: "vpc-main", zoneId: "cn-hangzhou-i", cidrBlock: "10.0.1.0/24" },
  ],
  securityGroups: [{ id: "sg-main", vpcId: "vpc-main" }],
  instances: [
    { id: "i-web", vswitchId: "vsw-h", securityGroupIds: ["sg-main"] },
    { id: "i-ftp", vswitchId: "vsw-h", securityGroupIds: ["sg-main"] },
    { id: "i-mail", vswitchId: "vsw-i", securityGroupIds: ["sg-main"] },
  ],
  eips: [
    { id: "eip-web", ipAddress: "203.0.113.106" },
    { id: "eip-ftp", ipAddress: "203.0.113.107" },
    { id: "eip-mail", ipAddress: "198.51.100.7" },
  ],
} satisfies Seed;

const CONFIGURATION = `
  region: cn-hangzhou
  exposures:
    web: {instance: i-web, eip: 203.0.113.106}
`;

/** A call of the exported module, as a team writes it. */
const caller = (exposures: string, rest = "") => `
  terraform {
    required_providers {
      alicloud = {
        source = "aliyun/alicloud"
      }
    }
  }

  provider "alicloud" {
    region = "cn-hangzhou"
  }

  module "exposed_eip" {
    source    = "../module"
    exposures = ${exposures}
  }

  output "exposures" {
    value = module.exposed_eip.exposures
  }
  ${rest}
`;

// The stories wait most of the time, so they run side by side.
describeIf([terraform, realProvider], "the real provider, in an emulated cloud,", () => {
  test.concurrent.each(FORMATS)(
    "applies the module in %s for two callers in one VPC, plans nothing more for either, and leaves what was there",
    (format) =>
      inCloud(format, async (cloud) => {
        const before = cloud.account();
        await cloud.write("one", caller('{ web = { instance_id = "i-web", eip = "203.0.113.106" } }'));
        await cloud.apply("one");
        // The same key and the same prefix; one EIP of its own, and one in the block of the first caller.
        const { vswitch_id } = (await cloud.exposures("one")).web ?? {};
        await cloud.write(
          "two",
          caller(`{
            web = { instance_id = "i-mail", eip = "eip-mail" }
            ftp = { instance_id = "i-ftp", eip = "203.0.113.107", existing_vswitch = { id = "${vswitch_id ?? ""}" } }
          }`),
        );
        await cloud.apply("two");

        expect(cloud.exposed()).toEqual({
          "eip-web": { instanceId: "i-web", primaryIpAddress: "203.0.113.106", status: "InUse" },
          "eip-ftp": { instanceId: "i-ftp", primaryIpAddress: "203.0.113.107", status: "InUse" },
          "eip-mail": { instanceId: "i-mail", primaryIpAddress: "198.51.100.7", status: "InUse" },
        });
        expect(cloud.blocks()).toEqual(["198.51.100.0/28", "203.0.113.96/28"]);
        expect(cloud.names()).toHaveLength(new Set(cloud.names()).size);
        for (const folder of ["one", "two"]) expect(await cloud.changesPlanned(folder)).toBeUndefined();

        await cloud.destroy("two");
        expect(cloud.blocks()).toEqual(["203.0.113.96/28"]);
        await cloud.destroy("one");
        expect(cloud.account()).toEqual(before);
      }),
    TIMEOUT,
  );

  test.concurrent.each(FORMATS)(
    "is what the test of the module in %s passes with, although it calls no cloud",
    (format) =>
      inCloud(format, async (cloud) => {
        expect(await cloud.testModule()).toMatch(/^Success! \d+ passed, 0 failed\.$/m);
        expect(cloud.calls()).toBe(0);
      }),
    TIMEOUT,
  );

  test.concurrent(
    "applies two calls of the module at once, for an EIP that the same apply makes",
    () =>
      inCloud("hcl", async (cloud) => {
        const before = cloud.account();
        await cloud.write(
          "all",
          caller(
            '{ web = { instance_id = "i-web", eip = "203.0.113.106" } }',
            `
              resource "alicloud_eip_address" "new" {}

              module "other" {
                source    = "../module"
                exposures = { web = { instance_id = "i-mail", eip = alicloud_eip_address.new.id } }
              }
            `,
          ),
        );
        await cloud.apply("all");
        expect(Object.values(cloud.exposed()).map(({ instanceId }) => instanceId)).toEqual([
          "i-web",
          "i-mail",
        ]);
        expect(await cloud.changesPlanned("all")).toBeUndefined();
        await cloud.destroy("all");
        expect(cloud.account()).toEqual(before);
      }),
    TIMEOUT,
  );
});

/** Gives a story an account, and a folder with the exported module in it; clears both away after it. */
async function inCloud(format: ExportFormat, story: (cloud: CloudOfCallers) => Promise<void>): Promise<void> {
  const emulator = await startEmulator({ seed });
  try {
    const files = [...exported(CONFIGURATION, "module", format)].map(([name, text]) => [
      `module/${name}`,
      text,
    ]);
    const workspace = await TerraformWorkspace.create(Object.fromEntries(files) as Record<string, string>, {
      environment: emulatedCloud(emulator),
    });
    try {
      await story(new CloudOfCallers(emulator, workspace));
    } finally {
      await workspace.remove();
    }
  } finally {
    await emulator.close();
  }
}

/** An emulated account, and callers of the module with a folder and a state each. */
class CloudOfCallers {
  public constructor(
    private readonly emulator: Emulator,
    private readonly workspace: TerraformWorkspace,
  ) {}

  public async write(folder: string, configuration: string): Promise<void> {
    await this.workspace.write({ [`${folder}/main.tf`]: configuration });
    await this.terraform(folder, ["init"]);
  }

  public async apply(folder: string): Promise<void> {
    await this.terraform(folder, ["apply", "-auto-approve"]);
  }

  public async destroy(folder: string): Promise<void> {
    await this.terraform(folder, ["destroy", "-auto-approve"]);
  }

  /** What a plan would change, as Terraform prints it; `undefined` when that is nothing. */
  public async changesPlanned(folder: string): Promise<string | undefined> {
    const { exitCode, stdout } = await this.terraform(folder, ["plan", "-detailed-exitcode"], [0, 2]);
    return exitCode === 0 ? undefined : stdout;
  }

  /** Runs the test that the module brings along. Returns what Terraform says. */
  public async testModule(): Promise<string> {
    await this.terraform("module", ["init"]);
    return (await this.terraform("module", ["test"])).stdout;
  }

  /** How often the API was called. */
  public calls(): number {
    return this.emulator.calls.summary().total;
  }

  /** The output of a caller. */
  public async exposures(folder: string): Promise<Record<string, Record<string, string>>> {
    const { stdout } = await this.terraform(folder, ["output", "-json", "exposures"]);
    return JSON.parse(stdout) as Record<string, Record<string, string>>;
  }

  /** The ENIs by the EIPs that they have. */
  public exposed() {
    const { eips, networkInterfaces } = this.emulator.cloud;
    return Object.fromEntries(
      [...eips.values()].flatMap((eip) => {
        const { instanceId, primaryIpAddress, status } = networkInterfaces.get(eip.instanceId) ?? {};
        return primaryIpAddress === eip.ipAddress ? [[eip.id, { instanceId, primaryIpAddress, status }]] : [];
      }),
    ) as Record<string, { instanceId?: string; primaryIpAddress?: string; status?: string }>;
  }

  public blocks(): string[] {
    return this.emulator.cloud.vpcs.get("vpc-main")?.secondaryCidrBlocks.toSorted() ?? [];
  }

  /** The names of everything that was made. */
  public names(): string[] {
    const { networkInterfaces, vswitches } = this.emulator.cloud;
    return [...networkInterfaces.values(), ...vswitches.values()].map(({ name }) => name).filter(Boolean);
  }

  /** Everything in the account that a user could see, by kind. */
  public account(): Record<string, unknown> {
    const { vpcs, vswitches, securityGroups, eips, networkInterfaces, instances } =
      this.emulator.cloud.toJSON();
    return {
      // When the last change of a VPC's ranges ends is the emulator's own business.
      vpcs: vpcs.map((vpc) => ({ ...vpc, cidrBusyUntil: undefined })),
      ...{ vswitches, securityGroups, eips, networkInterfaces, instances },
    };
  }

  private async terraform(folder: string, [command = "", ...args]: string[], exitCodes?: number[]) {
    return this.workspace.run([`-chdir=${folder}`, command, "-no-color", ...args], {
      timeLimit: TIME_LIMIT,
      ...(exitCodes === undefined ? {} : { exitCodes }),
    });
  }
}

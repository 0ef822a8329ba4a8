import path from "node:path";

import { type Emulator, startEmulator } from "../../emulator/src";
import { parseConfiguration } from "../../lib/configuration/load";
import { exportConfiguration } from "../../lib/export/export-configuration";
import { earlierExport, writeExport } from "../../lib/export/export-folder";
import type { ExportFormat } from "../../lib/export/output";
import type { ExportStyle } from "../../lib/export/style";
import { accountWith } from "../../testing/account";
import { emulatedCloud, realProvider } from "../../testing/real-provider";
import { describeIf } from "../../testing/requirements";
import { terraform, TerraformWorkspace } from "../../testing/terraform";
import { FORMATS } from "./exported";

/** Milliseconds for one story; most of them are the provider's own fixed waits. */
const TIMEOUT = 900_000;

/** Milliseconds for one command, when others run beside it. */
const TIME_LIMIT = 400_000;

const seed = accountWith({
  instances: { "i-web": "h", "i-ftp": "h", "i-mail": "i" },
  eips: { "eip-web": "203.0.113.106", "eip-ftp": "203.0.113.107", "eip-mail": "198.51.100.7" },
});

const CONFIGURATION = `
  region: cn-hangzhou
  exposures:
    web: {instance: i-web, eip: 203.0.113.106}
    ftp: {instance: i-ftp, eip: 203.0.113.107}
    mail: {instance: i-mail, eip: eip-mail}
`;

/** As after `ftp` got another name. */
const RENAMED = CONFIGURATION.replace("ftp: {", "files: {renamedFrom: ftp, ");

const NO_CHANGES = "0 to add, 0 to change, 0 to destroy";

// The stories wait most of the time, so they run side by side.
describeIf([terraform, realProvider], "the real provider, in an emulated cloud,", () => {
  test.concurrent.each(FORMATS)(
    "creates what is exported in %s, plans nothing more, changes the style and back without a change, and destroys it",
    (format) =>
      inCloud(async (cloud) => {
        const before = cloud.account();
        cloud.export(CONFIGURATION, format, "single");
        await cloud.apply();
        expect(cloud.exposed()).toEqual({
          "eip-web": { instanceId: "i-web", primaryIpAddress: "203.0.113.106", status: "InUse" },
          "eip-ftp": { instanceId: "i-ftp", primaryIpAddress: "203.0.113.107", status: "InUse" },
          "eip-mail": { instanceId: "i-mail", primaryIpAddress: "198.51.100.7", status: "InUse" },
        });
        expect(await cloud.plan()).toBe("No changes.");
        const created = { account: cloud.account(), output: await cloud.output() };

        for (const style of ["for-each", "single", "for-each"] as const) {
          cloud.export(CONFIGURATION, format, style);
          expect(await cloud.plan()).toBe(NO_CHANGES);
          await cloud.apply();
          expect(await cloud.plan()).toBe("No changes.");
          expect({ account: cloud.account(), output: await cloud.output() }).toEqual(created);
        }
        await cloud.destroy();
        expect(cloud.account()).toEqual(before);
      }),
    TIMEOUT,
  );

  test.concurrent(
    "changes nothing when an exposure gets another name, together with the style or without",
    () =>
      inCloud(async (cloud) => {
        cloud.export(CONFIGURATION, "hcl", "for-each");
        await cloud.apply();
        const created = cloud.exposed();

        cloud.export(RENAMED, "hcl", "for-each");
        // The name of the ENI in the console follows.
        expect(await cloud.plan()).toBe("0 to add, 1 to change, 0 to destroy");
        cloud.export(RENAMED, "hcl", "single");
        expect(await cloud.plan()).toBe("0 to add, 1 to change, 0 to destroy");
        await cloud.apply();
        expect(cloud.exposed()).toEqual(created);
        expect(await cloud.plan()).toBe("No changes.");

        cloud.export(RENAMED, "hcl", "for-each");
        expect(await cloud.plan()).toBe(NO_CHANGES);
      }),
    TIMEOUT,
  );
});

/** Gives a story an account, and a folder for exports; clears both away after it. */
async function inCloud(story: (cloud: ExportedToCloud) => Promise<void>): Promise<void> {
  const emulator = await startEmulator({ seed });
  try {
    const workspace = await TerraformWorkspace.create({}, { environment: emulatedCloud(emulator) });
    try {
      await story(new ExportedToCloud(emulator, workspace));
    } finally {
      await workspace.remove();
    }
  } finally {
    await emulator.close();
  }
}

/** An emulated account, and a root configuration that is exported into one folder again and again. */
class ExportedToCloud {
  public constructor(
    private readonly emulator: Emulator,
    private readonly workspace: TerraformWorkspace,
  ) {}

  public export(text: string, format: ExportFormat, style: ExportStyle): void {
    const folder = path.join(this.workspace.folder, "root");
    const configuration = parseConfiguration(text, "exposure.yaml");
    const options = { format, style, earlier: earlierExport(folder) };
    writeExport(folder, exportConfiguration(configuration, options));
  }

  public async apply(): Promise<void> {
    await this.terraform(["init"]);
    await this.terraform(["apply", "-auto-approve"]);
  }

  public async destroy(): Promise<void> {
    await this.terraform(["destroy", "-auto-approve"]);
  }

  /** What a plan would change, in Terraform's own words. */
  public async plan(): Promise<string> {
    const { stdout } = await this.terraform(["plan"]);
    return /(?<=^Plan: )\d+ to add.*(?=\.$)|^No changes\./m.exec(stdout)?.[0] ?? stdout;
  }

  /** The output about the exposures. */
  public async output(): Promise<unknown> {
    const { stdout } = await this.terraform(["output", "-json", "exposures"]);
    return JSON.parse(stdout);
  }

  /** The ENIs by the EIPs that they have. */
  public exposed() {
    const { eips, networkInterfaces } = this.emulator.cloud;
    return Object.fromEntries(
      [...eips.values()].flatMap((eip) => {
        const { instanceId, primaryIpAddress, status } = networkInterfaces.get(eip.instanceId) ?? {};
        return primaryIpAddress === eip.ipAddress ? [[eip.id, { instanceId, primaryIpAddress, status }]] : [];
      }),
    );
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

  private async terraform([command = "", ...args]: string[]) {
    return this.workspace.run(["-chdir=root", command, "-no-color", ...args], { timeLimit: TIME_LIMIT });
  }
}

import * as path from "node:path";

import { App } from "cdktf";

import { ExposureStack } from "../../lib";
import { parseConfiguration } from "../../lib/configuration/load";
import type { Configuration } from "../../lib/configuration/schema/configuration-schema";

/** The key of the exposure. */
export const EXPOSURE = "web";
export const EIP = "203.0.113.106";
export const INSTANCE = "i-bp1example";
/** A host on the Internet. */
export const HOST = "192.0.2.10";

/** EIPs that can be shown on the NIC, by the keys of their exposures. An `ecs.c6.large` allows as many private addresses on an ENI. */
export const EIPS: ReadonlyMap<string, string> = new Map([
  [EXPOSURE, EIP],
  ["mail", "203.0.113.107"],
  ["ftp", "203.0.113.105"],
  ["sip", "203.0.113.108"],
  ["dns", "203.0.113.100"],
  ["vpn", "203.0.113.101"],
]);

/** The README's example, with more EIPs on its NIC. The state stays in the folder where Terraform runs. */
function configurationWith(count: number): string {
  const others = [...EIPS]
    .slice(1, count)
    .map(([key, eip]) => `  ${key}: {nicOf: ${EXPOSURE}, eip: ${eip}}\n`);
  return `region: cn-hangzhou
backend: none
exposures:
  ${EXPOSURE}:
    instance: ${INSTANCE}
    eip: ${EIP}
${others.join("")}`;
}

/** Steps 5 and 6 in the instance. */
const VERIFIED = `guest: cloud-assistant
verify: {target: ${HOST}}
`;

export interface SynthesizedStack {
  /** Folder in which Terraform runs. */
  readonly folder: string;
  readonly configuration: Configuration;
  /** The ranges of step 1 and 2. */
  readonly block: string;
  readonly vswitch: string;
}

/**
 * Synthesizes the example.
 *
 * @param outdir - the folder for cdktf's output
 * @param count - number of EIPs on the NIC
 * @param isVerified - whether Cloud Assistant configures the NIC in the instance, and has the host ping it
 */
export function synthesize(outdir: string, count: number, isVerified: boolean): SynthesizedStack {
  const text = `${configurationWith(count)}${isVerified ? VERIFIED : ""}`;
  const configuration = parseConfiguration(text, "exposure.yaml");
  const app = new App({ outdir });
  const [block] = new ExposureStack(app, configuration).fleet.plan;
  app.synth();
  return {
    folder: path.join(outdir, "stacks", configuration.stack),
    configuration,
    block: String(block?.cidr),
    vswitch: String(block?.vswitches[0]?.cidr),
  };
}

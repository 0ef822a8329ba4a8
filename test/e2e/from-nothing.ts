import type { Seed } from "../../emulator/src";

/** An account in which there is nothing. */
export const nothing = { region: "cn-hangzhou" } satisfies Seed;

/** The procedure's whole example, as the settings of a configuration file that make it from nothing. */
export const fromNothing = {
  exposures: { web: { instance: { prepared: "app" }, eip: { create: { bandwidth: 5 } } } },
  settings: preparing({ ports: 443 }),
};

/** The settings beside the exposures, with ports that are open to everybody. */
export function preparing({ ports }: { readonly ports: number }): object {
  return {
    preparations: {
      zone: "cn-hangzhou-h",
      securityGroup: { ingress: [{ protocol: "tcp", ports, source: "0.0.0.0/0" }] },
      instances: { app: { type: "ecs.g7.large", image: "aliyun_3_x64_20G_alibase_20260101.vhd" } },
    },
  };
}

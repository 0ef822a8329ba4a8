import { visibleIn } from "./account";
import type { Deployment } from "./deployment";

/** Expects that Terraform has nothing to do, and that its state and the account agree on what there is. */
export async function expectSettled(deployment: Deployment): Promise<void> {
  expect(await deployment.changesPlanned()).toBeUndefined();
  expect(await deployment.orphans()).toEqual([]);
  expect(await deployment.ghosts()).toEqual([]);
}

/** Destroys everything, and expects that the account is as it was. */
export async function expectNothingLeft(deployment: Deployment): Promise<void> {
  await deployment.destroy();
  expectAsBefore(deployment);
}

/** Expects that the account is as it was when the story began. */
export function expectAsBefore({ emulator, before }: Deployment): void {
  expect(visibleIn(emulator)).toEqual(before);
}

/** Expects that just these servers are exposed, each on its own EIP, and that nothing else was made. */
export function expectExposed({ emulator: { cloud } }: Deployment, keys: readonly string[]): void {
  const secondary = [...cloud.networkInterfaces.values()].filter(({ type }) => type === "Secondary");
  expect(secondary.map(({ instanceId }) => instanceId).sort()).toEqual(keys.map((key) => `i-${key}`).sort());
  for (const key of keys) {
    const eip = cloud.eips.get(`eip-${key}`);
    const networkInterface = secondary.find(({ instanceId }) => instanceId === `i-${key}`);
    expect(eip).toMatchObject({ status: "InUse", mode: "NAT", instanceId: networkInterface?.id });
    expect(networkInterface).toMatchObject({ status: "InUse", primaryIpAddress: eip?.ipAddress });
  }
}

/** Expects that the one EIP of the account is exposed on an instance, whatever identifiers the cloud chose. */
export function expectMadeAndExposed({ emulator: { cloud } }: Deployment): void {
  const [eip, ...others] = cloud.eips.values();
  expect(others).toEqual([]);
  expect(eip).toMatchObject({ status: "InUse", mode: "NAT" });
  const networkInterface = cloud.networkInterfaces.get(eip?.instanceId ?? "");
  expect(networkInterface).toMatchObject({ status: "InUse", primaryIpAddress: eip?.ipAddress });
  expect(cloud.instances.has(networkInterface?.instanceId ?? "")).toBe(true);
}

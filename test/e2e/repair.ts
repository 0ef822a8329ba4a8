import type { Deployment } from "./deployment";

/** What `exposed-eip recover --json` prints of a stack, as far as the cases look at it. */
export interface Recovered {
  readonly leftovers: readonly { readonly address: string; readonly type: string; readonly id: string }[];
  readonly foreign: readonly { readonly id: string; readonly problem: string }[];
  readonly stuck: readonly { readonly id: string }[];
  readonly holders: readonly { readonly held: string; readonly by: string; readonly problem: string }[];
  readonly unproven: readonly { readonly action: string }[];
  readonly importFile?: { readonly file: string; readonly change: "written" | "removed" };
  readonly detached?: readonly { readonly id: string; readonly isDone: boolean }[];
  readonly deleted?: readonly { readonly id: string; readonly isDone: boolean }[];
}

/** Runs `exposed-eip recover`, and returns what it says of the stack. It fails if the account does not show enough to be sure. */
export async function recover(deployment: Deployment, options: readonly string[] = []): Promise<Recovered> {
  const { stdout, exitCode } = await deployment.command(["recover", "--json", ...options], [0, 1]);
  const [recovered] = JSON.parse(stdout) as Recovered[];
  if (recovered === undefined) throw new Error(`no stack: ${stdout}`);
  const { importFile, detached = [] } = recovered;
  if (importFile?.change === "written" || detached.length > 0) deployment.isRecovered = true;
  expect(exitCode).toBe(recovered.unproven.length === 0 ? 0 : 1);
  return recovered;
}

/**
 * Recovers and applies after an apply that was cut off, as docs/how-to/interrupted-apply.md has it.
 *
 * @param unproven - actions that show nothing, because there is nothing
 * @returns the types of what was imported
 */
export async function repair(deployment: Deployment, unproven: readonly string[] = []): Promise<string[]> {
  const found = await recover(deployment);
  expect(found.unproven.map(({ action }) => action)).toEqual(unproven);
  await deployment.apply();
  if (found.leftovers.length > 0) {
    const after = await recover(deployment);
    expect(after).toMatchObject({ leftovers: [], unproven: [], importFile: { change: "removed" } });
  }
  return [...new Set(found.leftovers.map(({ type }) => type))].sort();
}

import type { Terraform } from "../../testing/terraform";

/** Action of Terraform on a resource. */
export interface Progress {
  /** Of the resource, for example `alicloud_vswitch.web`. */
  readonly address: string;
  readonly action: "create" | "delete" | "update";
  /** Whether it is planned, has begun, or is done. */
  readonly state: "planned" | "begun" | "done";
}

/** A line of `-json`, as far as it is of interest. */
interface Line {
  readonly type: string;
  readonly change?: {
    readonly action: Progress["action"] | "noop" | "read";
    readonly resource: { readonly addr: string };
  };
  readonly hook?: {
    readonly action: Progress["action"] | "read";
    readonly resource: { readonly addr: string };
  };
}

/** States by the types of lines. */
const STATES: Readonly<Record<string, Progress["state"]>> = {
  planned_change: "planned",
  apply_start: "begun",
  apply_complete: "done",
};

/**
 * Tells what is done in the order of the steps, however Terraform goes about it: what is done early waits for the steps before. A
 * destroy goes backwards.
 */
export class ProcedureOrder {
  private readonly open = new Map<string, number>();
  private waiting: { readonly step: string; readonly tell: () => void }[] = [];

  public constructor(private readonly direction: "forwards" | "backwards") {}

  public plan(step: string): void {
    this.open.set(step, (this.open.get(step) ?? 0) + 1);
  }

  public done(step: string, tell: () => void): void {
    this.open.set(step, (this.open.get(step) ?? 0) - 1);
    this.waiting.push({ step, tell });
    const sign = this.direction === "forwards" ? 1 : -1;
    const before = (one: string, other: string): boolean =>
      sign * (one < other ? -1 : one > other ? 1 : 0) < 0;
    const isDue = (one: string): boolean =>
      [...this.open].every(([other, count]) => count <= 0 || !before(other, one));
    const due = this.waiting.filter((one) => isDue(one.step));
    this.waiting = this.waiting.filter((one) => !due.includes(one));
    for (const one of due.toSorted((a, b) => (before(a.step, b.step) ? -1 : before(b.step, a.step) ? 1 : 0)))
      one.tell();
  }
}

/** Applies or destroys without asking. @param onProgress - told of what begins and what is done */
export async function change(
  terraform: Terraform,
  args: readonly string[],
  onProgress: (progress: Progress) => void,
): Promise<void> {
  let rest = "";
  const onOutput = (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines.filter((one) => one.startsWith("{"))) {
      const { type, hook, change: planned } = JSON.parse(line) as Line;
      const state = STATES[type];
      const { action, resource } = planned ?? hook ?? {};
      if (state === undefined || action === undefined || resource === undefined) continue;
      if (action === "read" || action === "noop") continue;
      onProgress({ address: resource.addr, action, state });
    }
  };
  await terraform.run([...args, "-auto-approve", "-json"], { onOutput });
}

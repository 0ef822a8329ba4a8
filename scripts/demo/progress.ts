import type { Terraform } from "../../testing/terraform";

/** Action of Terraform on a resource. */
export interface Progress {
  /** Of the resource, for example `alicloud_vswitch.web`. */
  readonly address: string;
  readonly action: "create" | "delete" | "update";
  readonly isDone: boolean;
}

/** A line of `-json`, as far as it is of interest. */
interface Line {
  readonly type: string;
  readonly hook?: {
    readonly action: Progress["action"] | "read";
    readonly resource: { readonly addr: string };
  };
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
      const { type, hook } = JSON.parse(line) as Line;
      if (hook === undefined || hook.action === "read" || !/^apply_(start|complete)$/.test(type)) continue;
      const { resource, action } = hook;
      onProgress({ address: resource.addr, action, isDone: type === "apply_complete" });
    }
  };
  await terraform.run([...args, "-auto-approve", "-json"], { onOutput });
}

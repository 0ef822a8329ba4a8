import { EcsCommand } from "@cdktf/provider-alicloud/lib/ecs-command";
import { EcsInvocation } from "@cdktf/provider-alicloud/lib/ecs-invocation";
import { type Precondition, TerraformStack } from "cdktf";
import { Construct } from "constructs";

import { type GuestScriptParameters, renderGuestCall } from "../../guest/render";
import { given } from "../given";
import { hcl } from "../terraform/hcl";
import { commandDescription, FailedRuns } from "./failed-runs";
import { shellValue } from "./shell-value";

export interface GuestRunProps {
  /** Name of the command in the console, another one for each run of a stack. */
  readonly name: string;
  /** What the script is asked to do. */
  readonly parameters: GuestScriptParameters;
  /** How long the script may take in the instance, in seconds. */
  readonly seconds: number;
  /** The instance, by its ID. */
  readonly instanceId: string;
  /** The IDs of what must be there before the script runs. It runs again when one of them is made anew. */
  readonly after: readonly string[];
  /** What could not be done when the script fails, as the beginning of a sentence. */
  readonly problem: string;
  /**
   * What Terraform checks at plan time.
   * @default - nothing
   */
  readonly preconditions?: readonly Precondition[];
}

/** One run of the guest script by Cloud Assistant. It happens again when the script or its parameters change. */
export class GuestRun extends Construct {
  /** `Success`, since the apply fails with everything else. */
  public readonly status: string;
  /** The ID of the run, which is another one each time. */
  public readonly runId: string;

  public constructor(scope: Construct, id: string, props: GuestRunProps) {
    super(scope, id);
    const { name, parameters, seconds, instanceId, after, problem, preconditions = [] } = props;
    const command = new EcsCommand(this, "Command", {
      name,
      description: commandDescription(TerraformStack.of(this).node.id),
      type: "RunShellScript",
      commandContent: inBase64(parameters),
      timeout: seconds,
    });
    const invocation = new EcsInvocation(this, "Invocation", {
      commandId: command.id,
      instanceId: [instanceId],
      // Unknown, and so a reason to run again, as long as something before it is to be made. `depends_on` would only order
      // the two, and `replace_triggered_by` says nothing of what was deleted elsewhere and is made once more.
      repeatMode: hcl`join("", ${after}) == "" ? "" : "Once"`.toString(),
      // The provider waits for one minute if it is not told. Cloud Assistant needs a moment before and after the script.
      timeouts: { create: `${Math.ceil(seconds / 60) + 2}m` },
      ...(preconditions.length === 0 ? {} : { lifecycle: { precondition: [...preconditions] } }),
    });
    this.status = invocation.status;
    this.runId = invocation.id;
    FailedRuns.of(this).add(name, problem);
  }
}

/** The call in Base64, as Cloud Assistant takes it, with the values that only Terraform knows. */
function inBase64(parameters: GuestScriptParameters): string {
  const { eip, mac, gateway, verify } = parameters;
  const texts = Object.entries(given({ eip, mac, gateway, verify }));
  const quotable = Object.fromEntries(texts.map(([name, text]) => [name, shellValue(text)]));
  return hcl`base64encode(${renderGuestCall({ ...parameters, ...quotable })})`.toString();
}

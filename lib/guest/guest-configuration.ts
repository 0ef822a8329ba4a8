import { EcsCommand } from "@cdktf/provider-alicloud/lib/ecs-command";
import { EcsInvocation } from "@cdktf/provider-alicloud/lib/ecs-invocation";
import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";

import {
  type GuestAction,
  guestScriptBody,
  guestScriptHead,
  renderGuestParameters,
  renderGuestScript,
} from "../../guest/render";
import { given } from "../given";
import type { IEip } from "../references/eip";
import type { IEcsInstance } from "../references/instance";
import type { INetworkInterface, NetworkInterfaceAttachment } from "../steps";
import { addressOf } from "../terraform/address-of";
import { escapeTemplate, hcl, type HclExpression } from "../terraform/hcl";
import { stackSingleton } from "../terraform/singleton";

/** How long the script may take in the instance, in seconds: it waits for the NIC, and for answers when it verifies. */
const SCRIPT_SECONDS = 420;

export interface GuestConfigurationProps {
  /** A running instance with the Cloud Assistant agent, as Alibaba Cloud's public images have it. */
  readonly instance: IEcsInstance;
  readonly eip: IEip;
  /** The secondary ENI, by whose MAC address the script finds the NIC. */
  readonly networkInterface: INetworkInterface;
  /** The attachment of the ENI: the script runs after it, and again when it is replaced. */
  readonly attachment: NetworkInterfaceAttachment;
  /**
   * `up` configures the NIC; `down` takes that away again, before the exposure is removed.
   * @default "up"
   */
  readonly action?: Extract<GuestAction, "up" | "down">;
  /**
   * What must answer from the EIP for the apply to succeed: `icmp:ADDRESS` or `tcp:ADDRESS:PORT`.
   * @default - nothing is asked
   */
  readonly verify?: string;
  /** Name of the command in the console. */
  readonly name: string;
}

/**
 * Steps 5 and 6 inside the instance: Cloud Assistant runs the guest script there as root. It runs once, and again when the
 * script, the exposure or the attachment changes; the apply fails when the script does.
 * @see docs/guest.md
 */
export class GuestConfiguration extends Construct {
  /** The status of the run, `Success`. */
  public readonly status: string;

  /** @throws GuestScriptError when the script with its parameters is larger than Cloud Assistant takes */
  public constructor(scope: Construct, id: string, props: GuestConfigurationProps) {
    super(scope, id);
    const { instance, eip, networkInterface, attachment, action = "up", verify, name } = props;
    const parameters = { action, eip: eip.ipAddress, mac: networkInterface.macAddress, ...given({ verify }) };
    // For the size only: the addresses in it are shorter once they are known.
    renderGuestScript(parameters);
    const command = new EcsCommand(this, "Command", {
      name,
      type: "RunShellScript",
      commandContent:
        hcl`base64encode(join("", ${[guestScriptHead(), renderGuestParameters(parameters), GuestScript.of(this).body]}))`.toString(),
      timeout: SCRIPT_SECONDS,
    });
    const invocation = new EcsInvocation(this, "Invocation", {
      commandId: command.id,
      instanceId: [instance.instanceId],
      dependsOn: [attachment.resource],
      // The provider waits for one minute if it is not told.
      timeouts: { create: "10m" },
      // A NIC that was detached and attached again has lost its configuration.
      lifecycle: { replaceTriggeredBy: [addressOf(attachment.resource)] },
    });
    this.status = invocation.status;
  }
}

/** The script after its parameters: once in a stack, however many exposures it has. */
class GuestScript extends Construct {
  public readonly body: HclExpression;

  public static of(scope: Construct): GuestScript {
    return stackSingleton(scope, "GuestScript", (stack, id) => new GuestScript(stack, id));
  }

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    const local = new TerraformLocal(this, "guest_script", escapeTemplate(guestScriptBody()));
    this.body = hcl`${local.asString}`;
  }
}

import { EcsCommand } from "@cdktf/provider-alicloud/lib/ecs-command";
import { EcsInvocation } from "@cdktf/provider-alicloud/lib/ecs-invocation";
import { Token } from "cdktf";
import { Construct } from "constructs";

import { renderGuestInstaller } from "../../guest/render";
import type { IEcsInstance } from "../references/instance";
import { stackSingleton } from "../terraform/singleton";
import { commandDescription } from "./failed-runs";

/**
 * The guest script, which a stack puts into each of its instances once. What is run for an exposure is then short: plans can
 * be read, and hundreds of exposures do not each keep a copy in the state.
 */
export class GuestProgram extends Construct {
  private readonly command: EcsCommand;
  private readonly installed = new Map<string, EcsInvocation>();

  public static of(scope: Construct): GuestProgram {
    return stackSingleton(scope, "guest_script", (stack, id) => new GuestProgram(stack, id, stack.node.id));
  }

  private constructor(scope: Construct, id: string, stackName: string) {
    super(scope, id);
    this.command = new EcsCommand(this, "Command", {
      name: `${stackName}-script`,
      description: commandDescription(stackName),
      type: "RunShellScript",
      commandContent: Buffer.from(renderGuestInstaller()).toString("base64"),
      timeout: 60,
    });
  }

  /**
   * Puts the script into an instance.
   *
   * @returns the ID of that run, another one each time
   */
  public installIn(instance: IEcsInstance): string {
    const { instanceId } = instance;
    const invocation =
      this.installed.get(instanceId) ??
      new EcsInvocation(new Construct(this, nameOf(instance)), "Invocation", {
        commandId: this.command.id,
        instanceId: [instanceId],
        // The provider waits for one minute if it is not told.
        timeouts: { create: "5m" },
      });
    this.installed.set(instanceId, invocation);
    return invocation.id;
  }
}

/** The ID of an instance that exists, and the place in the construct tree of one that is made. */
function nameOf(instance: IEcsInstance): string {
  const { instanceId } = instance;
  if (!Token.isUnresolved(instanceId) || !Construct.isConstruct(instance)) return instanceId;
  const ids = instance.node.path.split("/").slice(1);
  return ids.join("-").toLowerCase();
}

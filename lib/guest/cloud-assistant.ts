import { DataAlicloudEcsCommands } from "@cdktf/provider-alicloud/lib/data-alicloud-ecs-commands";
import { DataAlicloudEcsInvocations } from "@cdktf/provider-alicloud/lib/data-alicloud-ecs-invocations";
import { EcsCommand } from "@cdktf/provider-alicloud/lib/ecs-command";
import { EcsInvocation } from "@cdktf/provider-alicloud/lib/ecs-invocation";
import { type Precondition, TerraformElement, TerraformLocal, TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";

import { type GuestScriptParameters, renderGuestCall, renderGuestInstallers } from "../../guest/render";
import { omitUndefined } from "../omit-undefined";
import type { IInstance } from "../resources/instance";
import { stackSingleton } from "../terraform/constructs";
import { hcl, type HclExpression } from "../terraform/expression";
import { shellValue } from "./user-data";

interface GuestRunProps {
  /** Name of the command in the console, unique in the stack. */
  readonly name: string;
  /** Parameters of the script. */
  readonly parameters: GuestScriptParameters;
  /** Timeout of the script in the instance, in seconds. */
  readonly seconds: number;
  /** ID of the instance. */
  readonly instanceId: string;
  /** IDs of resources that exist before the script runs. It runs again if one of them is replaced. */
  readonly after: readonly string[];
  /** Description of a failure, as the start of a sentence. */
  readonly problem: string;
  /**
   * Conditions that Terraform checks at plan time.
   * @default - none
   */
  readonly preconditions?: readonly Precondition[];
}

/** Runs the guest script by Cloud Assistant, and again when the script or its parameters change. */
export class GuestRun extends Construct {
  /** Status of the run: `Success`, since the apply fails otherwise. */
  public readonly status: string;
  /** ID of the run, which differs for each run. */
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
      // Unknown, and so a reason to run again, while a resource before it has to be created. `depends_on` only orders resources, and
      // `replace_triggered_by` ignores a resource that was deleted elsewhere and is created again.
      repeatMode: hcl`join("", ${after}) == "" ? "" : "Once"`.toString(),
      // The provider waits one minute by default. Cloud Assistant needs time before and after the script.
      timeouts: { create: `${Math.ceil(seconds / 60) + 2}m` },
      ...(preconditions.length === 0 ? {} : { lifecycle: { precondition: [...preconditions] } }),
    });
    this.node.defaultChild = invocation;
    this.status = invocation.status;
    this.runId = invocation.id;
    FailedRuns.of(this).add(name, problem);
  }
}

/** Returns the call of the script in Base64, with the values that only Terraform knows. */
function inBase64(parameters: GuestScriptParameters): string {
  const { eip, mac, gateway, verify } = parameters;
  const texts = Object.entries(omitUndefined({ eip, mac, gateway, verify }));
  const quotable = Object.fromEntries(texts.map(([name, text]) => [name, shellValue(text)]));
  return hcl`base64encode(${renderGuestCall({ ...parameters, ...quotable })})`.toString();
}

/**
 * Installs the guest script in each instance of a stack once. The command of an exposure is then short, which keeps plans readable and
 * the state small. A command takes no more than a part of the script.
 */
export class GuestProgram extends Construct {
  private readonly commands: readonly EcsCommand[];
  private readonly installed = new Map<string, readonly string[]>();

  public static of(scope: Construct): GuestProgram {
    return stackSingleton(scope, "guest_script", (stack, id) => new GuestProgram(stack, id, stack.node.id));
  }

  private constructor(scope: Construct, id: string, stackName: string) {
    super(scope, id);
    this.commands = renderGuestInstallers().map(
      (installer, part) =>
        new EcsCommand(this, idOfPart("Command", part), {
          name: `${stackName}-script${part === 0 ? "" : `-${part + 1}`}`,
          description: commandDescription(stackName),
          type: "RunShellScript",
          commandContent: Buffer.from(installer).toString("base64"),
          timeout: 60,
        }),
    );
  }

  /**
   * Installs the script in an instance.
   *
   * @returns the IDs of the runs, which differ for each run
   */
  public installIn(instance: IInstance): readonly string[] {
    const { instanceId } = instance;
    const runs = this.installed.get(instanceId) ?? this.runIn(instance);
    this.installed.set(instanceId, runs);
    return runs;
  }

  private runIn(instance: IInstance): readonly string[] {
    const scope = new Construct(this, nameOf(instance));
    return this.commands.map(
      ({ id }, part) =>
        new EcsInvocation(scope, idOfPart("Invocation", part), {
          commandId: id,
          instanceId: [instance.instanceId],
          // The provider waits one minute by default.
          timeouts: { create: "5m" },
        }).id,
    );
  }
}

/** Returns the construct ID for a part of the script. That of the first, a role, is not in its address: a script may come in one part. */
function idOfPart(role: string, part: number): string {
  return part === 0 ? role : `part${part + 1}`;
}

/** Returns the ID of an existing instance, or the construct path of an instance to create. */
function nameOf(instance: IInstance): string {
  const { instanceId } = instance;
  if (!Token.isUnresolved(instanceId) || !Construct.isConstruct(instance)) return instanceId;
  const ids = instance.node.path.split("/").slice(1);
  return ids.join("-").toLowerCase();
}

/** Returns the description of a stack's commands, by which one request finds all of them. */
function commandDescription(stackName: string): string {
  return `Guest script of the Terraform stack ${stackName}`;
}

/**
 * Reports why runs of the guest script failed, in a `check` block of the stack. The provider reports only that they failed, and
 * Terraform then evaluates nothing that depends on them. So the reason is a warning of the next plan, which repeats the runs.
 *
 * Terraform looks the commands up by their description, not by resource IDs, so that everything is known at plan time; and outside of
 * the `check` block, since every apply would read a data source in it again and every plan would show a change.
 */
export class FailedRuns extends Construct {
  private readonly problems: Record<string, string> = {};

  public static of(scope: Construct): FailedRuns {
    return stackSingleton(scope, "FailedRuns", (stack, id) => new FailedRuns(stack, id, stack.node.id));
  }

  private constructor(scope: Construct, id: string, stackName: string) {
    super(scope, id);
    const problems = this.local("guest_problems", this.problems);
    const exitCodes = this.local("guest_exit_codes", GUEST_EXIT_CODES);
    const { fqn: commands } = new DataAlicloudEcsCommands(this, "guest_commands", {
      description: commandDescription(stackName),
    });
    const runs = new DataAlicloudEcsInvocations(this, "guest_runs", {
      commandId: hcl`each.value`.toString(),
    });
    const ids = hcl`[for command in ${commands}.commands : command.id if contains(keys(${problems}), command.name)]`;
    runs.addOverride("for_each", hcl`toset(${ids})`);
    // The times are ISO 8601 in UTC, so they sort as text.
    const last = hcl`flatten([for all in ${runs.fqn} : [for run in all.invocations : run if run.create_time == try(reverse(sort(all.invocations[*].create_time))[0], "")]])`;
    const lastRuns = this.local("guest_last_runs", last);
    // The run of a released instance has none; an error here would fail every plan.
    const inInstance = hcl`try(run.invoke_instances[0], {exit_code = 0, error_code = "NoInstance", error_info = "Cloud Assistant names none."})`;
    // If the script did not run or did not end, Cloud Assistant has the reason.
    const reason = hcl`${inInstance}.exit_code == 0 ? format("%s: %s", ${inInstance}.error_code, ${inInstance}.error_info) : lookup(${exitCodes}, tostring(${inInstance}.exit_code), "The script failed.")`;
    const failure = hcl`format("%s when last tried before this plan. %s (Exit code %d, run %s.)", ${problems}[run.command_name], ${reason}, ${inInstance}.exit_code, run.id)`;
    const failures = this.local(
      "guest_failures",
      hcl`[for run in ${lastRuns} : ${failure} if !contains(${PASSING}, run.invocation_status)]`,
    );
    new Check(this, "guest_script", {
      condition: hcl`length(${failures}) == 0`,
      errorMessage: hcl`join(${"\n"}, concat(${failures}, ["The next apply tries again."]))`,
    });
  }

  /**
   * Adds a command to the report.
   *
   * @param command - name of the command
   * @param problem - description of a failure, as the start of a sentence
   */
  public add(command: string, problem: string): void {
    this.problems[command] = problem;
  }

  private local(name: string, value: unknown): HclExpression {
    return hcl`${new TerraformLocal(this, name, value).asString}`;
  }
}

/** Statuses of runs that have not failed. */
const PASSING = ["Pending", "Scheduled", "Running", "Stopping", "Success"];

/** Check block, for which cdktf has no construct: a warning if the condition does not hold. */
class Check extends TerraformElement {
  public constructor(
    scope: Construct,
    id: string,
    private readonly assertion: { readonly condition: HclExpression; readonly errorMessage: HclExpression },
  ) {
    super(scope, id);
  }

  public override toTerraform(): object {
    const { condition, errorMessage } = this.assertion;
    return {
      check: { [this.friendlyUniqueId]: { assert: [{ condition, error_message: errorMessage }] } },
    };
  }
}

/**
 * Meanings and remedies of the guest script's exit codes, as in docs/guest.md, for runs by Cloud Assistant. The script prints more, but
 * the provider does not return the output of a command.
 */
export const GUEST_EXIT_CODES: Readonly<Record<number, string>> = {
  10: "A parameter has a value that the script does not allow. Correct it.",
  11: "The script did not run as root. Let Cloud Assistant run commands as root.",
  12: "The image lacks iproute2 (ip of BusyBox is not enough) or flock, or all of curl, wget and python. Install one.",
  13: "Another run of the script held its lock until the time was up. Wait for it to end.",
  14: "The script is not in the instance any more. Replace each alicloud_ecs_invocation.guest_script_… of the instance.",
  20: "The metadata service did not answer. See whether a firewall, a VPN or a container blocks 100.100.100.200: Tailscale drops 100.64.0.0/10.",
  21: "The metadata service knows no NIC with this EIP. See whether the ENI is attached.",
  22: "No NIC has the MAC address of the ENI. See whether it is attached; older instance types need a stop and start.",
  23: "The metadata service names no gateway of the ENI. Run the script by hand with --gateway.",
  24: "The name of the NIC has characters that no configuration file may hold. Rename the NIC.",
  25: "The NIC is part of a bridge, a bond or a VRF. Take it out, in the configuration of the image too.",
  30: "The EIP is on another NIC already. Remove it there.",
  31: "A hundred routing tables in a row are taken. Free one.",
  32: "The kernel refused a change. The output of the command has its words.",
  40: "Nothing known configures the network of this image. Name it with manager, or write manager: none.",
  41:
    "A file for the NIC is in the way, or the network manager refused the configuration or prefers another one. " +
    "docs/guest.md says how to see why.",
  42: "Address, rule, route or mark vanished again. Find what else configures the NIC, a DHCP client for one.",
  43: "The network manager removed routing rules of other software, which are added again. Write ManageForeignRoutingPolicyRules=no into networkd.conf.",
  44: "The default route, the primary gateway or the metadata service was lost, so the EIP was taken down. See the log of the network manager.",
  52: "A rule before those of the EIP takes what it sends, a VPN or an exit node for one. Give that rule a priority above 30000.",
  60: "The EIP is on no NIC. Run the script again.",
  61:
    "The target did not answer. Check the association of the EIP, the security groups of the ENI (ICMP), an IPv4 gateway's " +
    "route, and the target.",
  62: "The image has no ping, or for TCP neither curl nor python. Install one.",
  130: "The script was ended by a signal. Run it again.",
};

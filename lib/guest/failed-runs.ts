import { DataAlicloudEcsCommands } from "@cdktf/provider-alicloud/lib/data-alicloud-ecs-commands";
import { DataAlicloudEcsInvocations } from "@cdktf/provider-alicloud/lib/data-alicloud-ecs-invocations";
import { TerraformElement, TerraformLocal } from "cdktf";
import { Construct } from "constructs";

import { hcl, type HclExpression } from "../terraform/hcl";
import { stackSingleton } from "../terraform/singleton";
import { EXIT_CODES } from "./exit-codes";

/** What the commands of a stack have as their description, so that one request finds all of them. */
export function commandDescription(stackName: string): string {
  return `Guest script of the Terraform stack ${stackName}`;
}

/**
 * Says why runs of the guest script failed, in a `check` block of the stack. The provider says only that they did, and then
 * Terraform evaluates nothing more that depends on them. So the reason comes as a warning of the next plan, which repeats them.
 *
 * The commands are looked up by their description and not by the IDs of the resources, so that everything is known when
 * Terraform plans; and outside of the `check` block, in which a data source would be read again by each apply and would
 * thus make every plan a change.
 */
export class FailedRuns extends Construct {
  private readonly problems: Record<string, string> = {};

  public static of(scope: Construct): FailedRuns {
    return stackSingleton(scope, "FailedRuns", (stack, id) => new FailedRuns(stack, id, stack.node.id));
  }

  private constructor(scope: Construct, id: string, stackName: string) {
    super(scope, id);
    const problems = this.local("guest_problems", this.problems);
    const exitCodes = this.local("guest_exit_codes", EXIT_CODES);
    const { fqn: commands } = new DataAlicloudEcsCommands(this, "guest_commands", {
      description: commandDescription(stackName),
    });
    const runs = new DataAlicloudEcsInvocations(this, "guest_runs", {
      commandId: hcl`each.value`.toString(),
    });
    const ids = hcl`[for command in ${commands}.commands : command.id if contains(keys(${problems}), command.name)]`;
    runs.addOverride("for_each", hcl`toset(${ids})`);
    // The times are ISO 8601 in UTC, so the last one is the last in the alphabet.
    const last = hcl`flatten([for all in ${runs.fqn} : [for run in all.invocations : run if run.create_time == try(reverse(sort(all.invocations[*].create_time))[0], "")]])`;
    const lastRuns = this.local("guest_last_runs", last);
    // Without one, as of an instance that was released, there is nothing more to say; an error here would end every plan.
    const inInstance = hcl`try(run.invoke_instances[0], {exit_code = 0, error_code = "NoInstance", error_info = "Cloud Assistant names none."})`;
    // Where the script did not run or did not end, Cloud Assistant says why.
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
   * @param command - the name of a command of the stack
   * @param problem - what could not be done when its run fails, as the beginning of a sentence
   */
  public add(command: string, problem: string): void {
    this.problems[command] = problem;
  }

  private local(name: string, value: unknown): HclExpression {
    return hcl`${new TerraformLocal(this, name, value).asString}`;
  }
}

/** What a run is that has not failed. */
const PASSING = ["Pending", "Scheduled", "Running", "Stopping", "Success"];

/** A `check` block, for which cdktf has no construct: a warning where the condition does not hold. */
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

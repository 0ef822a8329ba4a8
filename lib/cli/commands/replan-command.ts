import { statSync } from "node:fs";

import type { Command } from "commander";

import { loadFolder } from "../../configuration/configuration-folder";
import { EMPTY_PLAN_LOCK } from "../../planning/plan-lock";
import { action, commandNamed, configurationArgument, jsonOption, printJson } from "../command";
import { configurationFile, type LoadedConfiguration, loadConfigurations } from "../configuration-files";
import { describeReplan, type Replan, replan } from "../replan";

interface Options {
  readonly json?: boolean;
  readonly write?: boolean;
}

/** New plan of a configuration file. */
interface NewPlan extends LoadedConfiguration {
  readonly plan: Replan;
}

/** Returns the command `replan`, which shows what a new plan would save and replace, and locks it for the next synthesis. */
export function replanCommand(): Command {
  return commandNamed("replan", {
    summary: "show what a new plan of blocks would save and replace, and lock it",
    description:
      "Shows what a new plan of blocks would save, and which exposures it would replace: the current plan keeps the blocks of " +
      "earlier ones. With --write, the new plan is locked for the next synthesis.",
    examples: ["replan", "replan exposure.yaml --write"],
  })
    .addArgument(configurationArgument())
    .option("--write", "write the new plan into the plan lock file")
    .addOption(jsonOption("print both plans of each stack"))
    .action(
      action((configuration: string | undefined, { json, write = false }: Options) => {
        const source = configurationFile(configuration);
        // A new plan is also the remedy where the lock leaves no plan.
        const plans = loadConfigurations(source, () => EMPTY_PLAN_LOCK).map((loaded): NewPlan => ({
          ...loaded,
          plan: replan(loaded.configuration, loaded.lockFile.content),
        }));
        const replacing = plans.filter(({ plan }) => plan.replaced.length > 0);
        if (write) requireCompatible(source, replacing);
        const notes = replacing.flatMap(({ plan, lockFile }) =>
          write ? (lockFile.save(plan.planLock) ?? []) : [],
        );
        if (json === true) printJson(plans.map((one) => planData(one, write)));
        else process.stdout.write(describePlans(plans, replacing.length > 0, notes));
        return undefined;
      }),
    );
}

/**
 * Checks that the new plans of a folder can be applied side by side.
 *
 * @throws ConfigurationsError if blocks of two files would overlap in a VPC
 */
function requireCompatible(source: string, plans: readonly NewPlan[]): void {
  if (statSync(source).isDirectory()) {
    const locks = new Map(plans.map(({ file, plan }) => [file, plan.planLock]));
    const others = new Map(
      loadConfigurations(source, () => EMPTY_PLAN_LOCK).map(({ file, lockFile }) => [file, lockFile.content]),
    );
    loadFolder(source, (file) => locks.get(file) ?? others.get(file) ?? EMPTY_PLAN_LOCK);
  }
}

function describePlans(plans: readonly NewPlan[], isReplacing: boolean, notes: readonly string[]): string {
  const texts = plans.map(({ configuration, plan }) =>
    plans.length > 1 ? `${configuration.stack}\n${describeReplan(plan)}` : describeReplan(plan),
  );
  const advice = "nothing written; to lock the new plan, run exposed-eip replan --write";
  const lines = isReplacing && notes.length === 0 ? [advice] : notes;
  return `${texts.join("\n")}${lines.map((line) => `${line}\n`).join("")}`;
}

function planData({ configuration, file, plan }: NewPlan, isWritten: boolean): object {
  const { saved, replaced, current, planned } = plan;
  return {
    stack: configuration.stack,
    file,
    saves: saved,
    replaces: replaced,
    current,
    planned,
    isWritten: isWritten && replaced.length > 0,
  };
}

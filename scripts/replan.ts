import { PlanLockFile } from "../lib";
import { configurationFile } from "../lib/cli/configuration-files";
import { describeReplan, replan } from "../lib/cli/replan";
import { reportUserErrors } from "../lib/cli/run";
import { loadConfiguration } from "../lib/configuration/load";

// Shows what a new plan would save and replace; with --write, locks it for the next synthesis.
reportUserErrors(() => {
  const file = configurationFile();
  const lockFile = PlanLockFile.beside(file);
  const plan = replan(loadConfiguration(file, lockFile.content), lockFile.content);
  process.stdout.write(describeReplan(plan));
  if (plan.replaced.length === 0) return;
  const note = process.argv.includes("--write") ? lockFile.save(plan.planLock) : undefined;
  process.stdout.write(`${note ?? "nothing written; to lock the new plan, run npm run replan -- --write"}\n`);
});

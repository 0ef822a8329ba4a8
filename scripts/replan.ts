import { PlanLockFile } from "../lib";
import { configurationFile } from "../lib/cli/configuration-files";
import { describeReplan, replan } from "../lib/cli/replan";
import { reportUserErrors } from "../lib/cli/run";
import { loadConfiguration } from "../lib/configuration/load";

// Shows what planning afresh would save and replace; with --write, keeps the new plan for the next synthesis.
reportUserErrors(() => {
  const file = configurationFile();
  const lockFile = PlanLockFile.beside(file);
  const plan = replan(loadConfiguration(file, lockFile.content), lockFile.content);
  process.stdout.write(describeReplan(plan));
  if (plan.replaced.length === 0) return;
  const kept = process.argv.includes("--write") ? lockFile.save(plan.planLock) : undefined;
  process.stdout.write(`${kept ?? "Nothing is written. To keep the new plan: npm run replan -- --write"}\n`);
});

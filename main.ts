import { configurationFile, ExposureStack, loadConfiguration, PlanLockFile, run } from "./lib";

// A configuration file in, Terraform JSON out: cdktf.out/stacks/<stack>/cdk.tf.json.
run((app) => {
  const file = configurationFile();
  const lockFile = PlanLockFile.beside(file);
  const stack = new ExposureStack(app, loadConfiguration(file, lockFile.content), lockFile.content);
  return () => lockFile.save(stack.fleet.planLock);
});

import { ExposureStack, loadConfigurations, run } from "./lib";

// Configuration files in, Terraform JSON out: cdktf.out/stacks/<stack>/cdk.tf.json, one stack for each file.
run((app) => {
  const stacks = loadConfigurations().map(({ configuration, lockFile }) => {
    const stack = new ExposureStack(app, configuration, lockFile.content);
    return { stack, lockFile };
  });
  return () => stacks.map(({ stack, lockFile }) => lockFile.save(stack.fleet.planLock));
});

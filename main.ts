import { ExposureStack, loadConfiguration, run } from "./lib";

// A configuration file in, Terraform JSON out: cdktf.out/stacks/<stack>/cdk.tf.json.
run((app) => {
  const configuration = loadConfiguration(process.env.EXPOSURE_CONFIG ?? "exposure.yaml");
  new ExposureStack(app, configuration);
});

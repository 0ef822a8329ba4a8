import { AlicloudProvider } from "@cdktf/provider-alicloud/lib/provider";
import { App, TerraformStack } from "cdktf";

import { EcsInstance, Eip, ExposedEip } from "../lib";

const app = new App();
const stack = new TerraformStack(app, "library");
new AlicloudProvider(stack, "alicloud", { region: "cn-hangzhou" });

new ExposedEip(stack, "web", {
  instance: EcsInstance.fromInstanceId(stack, "app", "i-bp1example"),
  eip: Eip.fromAddress(stack, "eip", "203.0.113.106"),
});
app.synth();

import { AlicloudProvider } from "@cdktf/provider-alicloud/lib/provider";
import { App, TerraformStack } from "cdktf";

import { Eip, ExposedEip, Instance } from "../lib";

const app = new App();
const stack = new TerraformStack(app, "library");
new AlicloudProvider(stack, "alicloud", { region: "cn-hangzhou" });

new ExposedEip(stack, "web", {
  instance: Instance.fromInstanceId(stack, "app", "i-bp1example"),
  eip: Eip.fromIpAddress(stack, "eip", "203.0.113.106"),
});
app.synth();

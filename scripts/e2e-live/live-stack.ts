import { AlicloudProvider } from "@cdktf/provider-alicloud/lib/provider";
import { type App, LocalBackend, type TerraformElement, TerraformStack } from "cdktf";
import type { Node } from "constructs";

import { Eip, ExposedEip, GuestConfiguration, Instance, Network } from "../../lib";
import { readableName } from "../../lib/stack/logical-ids";
import type { LiveOptions } from "./options";

/** Name of the stack, of its folder, and in the console. */
export const STACK = "e2e-live";

/** The procedure's whole example from nothing: everything that is created, but for the probes. */
export class LiveStack extends TerraformStack {
  public constructor(scope: App, { region, zone, type, image, ping }: LiveOptions) {
    super(scope, STACK);
    // Beside cdktf.out, as for other stacks: what is created has to be known as long as it is there.
    new LocalBackend(this, { path: "../../../terraform.tfstate" });
    new AlicloudProvider(this, "alicloud", { region });
    const tags = { made_by: STACK };
    const network = new Network(this, "network", { zoneId: zone, namePrefix: STACK, tags });
    const instance = new Instance(this, "instance", {
      network,
      instanceType: type,
      imageId: image,
      instanceName: STACK,
      tags,
    });
    const eip = new Eip(this, "eip", { bandwidth: 1, eipName: STACK, tags });
    const exposure = new ExposedEip(this, "web", {
      ...{ instance, eip, tags },
      ...{ networkInterfaceName: STACK, vswitchName: STACK },
    });
    new GuestConfiguration(this, "guest", { exposure, name: "web", verify: { target: ping } });
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    return readableName(element);
  }
}

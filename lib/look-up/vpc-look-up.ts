import { DataAlicloudEcsNetworkInterfaces } from "@cdktf/provider-alicloud/lib/data-alicloud-ecs-network-interfaces";
import { DataAlicloudVpcs } from "@cdktf/provider-alicloud/lib/data-alicloud-vpcs";
import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";

import { hcl, type HclExpression } from "../terraform/hcl";
import { stackSingleton } from "../terraform/singleton";
import { instanceLookUp } from "./instance-look-up";

/** The VPCs of the stack's instances, and the secondary ENIs in them. */
export class VpcLookUp extends Construct {
  /** The VPC IDs of the stack's instances, as a list with repetitions. */
  public readonly vpcIds: HclExpression;
  /** The VPCs, by VPC ID. */
  public readonly vpcs: HclExpression;
  /** The secondary ENIs of these VPCs, by ENI ID. */
  public readonly networkInterfaces: HclExpression;
  /** The secondary ENIs of these VPCs, as a list for each instance ID that has some. */
  public readonly networkInterfacesByInstance: HclExpression;

  public static of(scope: Construct): VpcLookUp {
    return stackSingleton(scope, "VpcLookUp", (stack, id) => new VpcLookUp(stack, id));
  }

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    const locals = new Construct(this, "Local");
    this.vpcIds = hcl`[for instance in ${instanceLookUp(this).map} : instance.vpc_id]`;

    const vpcs = new DataAlicloudVpcs(this, "vpcs", {
      ids: hcl`distinct(${this.vpcIds})`.toList(),
      enableDetails: false,
    });
    const vpcsById = new TerraformLocal(locals, "vpcs", hcl`{for vpc in ${vpcs.fqn}.vpcs : vpc.id => vpc}`);
    this.vpcs = hcl`${vpcsById.asString}`;

    // Asked for by VPC and not by instance: the number of requests must not grow with the number of exposures.
    const networkInterfaces = new DataAlicloudEcsNetworkInterfaces(this, "network_interfaces", {
      vpcId: hcl`each.value`.toString(),
      type: "Secondary",
    });
    networkInterfaces.addOverride("for_each", hcl`toset(${this.vpcIds})`);
    const interfacesById = new TerraformLocal(
      locals,
      "network_interfaces",
      hcl`{for found in flatten([for vpc in ${networkInterfaces.fqn} : vpc.interfaces]) : found.id => found}`,
    );
    this.networkInterfaces = hcl`${interfacesById.asString}`;
    const interfacesByInstance = new TerraformLocal(
      locals,
      "network_interfaces_by_instance",
      hcl`{for found in ${this.networkInterfaces} : found.instance_id => found... if found.type == "Secondary"}`,
    );
    this.networkInterfacesByInstance = hcl`${interfacesByInstance.asString}`;
  }
}

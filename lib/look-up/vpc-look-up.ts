import { DataAlicloudEcsNetworkInterfaces } from "@cdktf/provider-alicloud/lib/data-alicloud-ecs-network-interfaces";
import { DataAlicloudVpcs } from "@cdktf/provider-alicloud/lib/data-alicloud-vpcs";
import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";

import { hcl, type HclExpression, type HclValue } from "../terraform/hcl";
import { stackSingleton } from "../terraform/singleton";
import { instanceLookUp } from "./instance-look-up";

/** The VPCs of the stack's instances and those that are asked for by ID, and the secondary ENIs in them. */
export class VpcLookUp extends Construct {
  /** The IDs of these VPCs, as a list with repetitions. */
  public readonly vpcIds: HclExpression;
  /** The VPCs, by VPC ID. */
  public readonly vpcs: HclExpression;
  /** The secondary ENIs of these VPCs, by ENI ID. */
  public readonly networkInterfaces: HclExpression;
  /** The secondary ENIs of these VPCs, as a list for each instance ID that has some. */
  public readonly networkInterfacesByInstance: HclExpression;
  private readonly requested = new Set<string>();
  private readonly named = new Map<string, HclExpression>();

  public static of(scope: Construct): VpcLookUp {
    return stackSingleton(scope, "VpcLookUp", (stack, id) => new VpcLookUp(stack, id));
  }

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    const locals = new Construct(this, "Local");
    const ofInstances = hcl`[for instance in ${instanceLookUp(this).map} : instance.vpc_id]`;
    this.vpcIds = hcl`${() => (this.requested.size === 0 ? ofInstances : hcl`concat(${ofInstances}, ${[...this.requested].sort()})`)}`;

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

  /** Asks for a VPC that exists, by its ID. */
  public request(vpcId: string): void {
    this.requested.add(vpcId);
  }

  /**
   * Looks into a VPC that no looked-up instance is in, for {@link hasAddress} only: one that the stack creates, for example.
   *
   * @param vpcId - a literal or a token; until the VPC is there, Terraform puts off the look-up
   */
  public include(vpcId: string): void {
    if (this.named.has(vpcId)) return;
    const id = this.named.size === 0 ? "named_vpc" : `named_vpc_${this.named.size + 1}`;
    const found = new DataAlicloudEcsNetworkInterfaces(this, id, { vpcId, type: "Secondary" });
    this.named.set(vpcId, hcl`${found.fqn}.interfaces`);
  }

  /** Whether a secondary ENI has this primary address; false where it is not found. */
  public hasAddress(networkInterfaceId: HclValue, address: HclValue): HclExpression {
    const hasIt = (map: HclValue) => hcl`${map}[${networkInterfaceId}].primary_ip_address == ${address}`;
    return hcl`${() => {
      if (this.named.size === 0) return hcl`try(${hasIt(this.networkInterfaces)}, false)`;
      const named = hcl`{for found in concat(${[...this.named.values()]}...) : found.id => found}`;
      // What is in an existing VPC is known at plan time, whatever else is not.
      return hcl`(contains(keys(${this.networkInterfaces}), ${networkInterfaceId}) ? ${hasIt(this.networkInterfaces)} : try(${hasIt(named)}, false))`;
    }}`;
  }
}

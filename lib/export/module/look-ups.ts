import { DataAlicloudEcsNetworkInterfaces } from "@cdktf/provider-alicloud/lib/data-alicloud-ecs-network-interfaces";
import { DataAlicloudEipAddresses } from "@cdktf/provider-alicloud/lib/data-alicloud-eip-addresses";
import { DataAlicloudInstances } from "@cdktf/provider-alicloud/lib/data-alicloud-instances";
import { DataAlicloudSecurityGroups } from "@cdktf/provider-alicloud/lib/data-alicloud-security-groups";
import { DataAlicloudVpcs } from "@cdktf/provider-alicloud/lib/data-alicloud-vpcs";
import { Construct } from "constructs";

import { hcl, type HclExpression } from "../../terraform/hcl";
import { preconditions } from "../../checks/requirement";
import { moduleLocal } from "./module-local";
import { vpcRequirements } from "./requirements";

/** How many EIPs the API takes in one request, which is less than it takes instances. */
const PER_REQUEST = 50;

/**
 * What the module looks up. Its number of requests does not grow with the exposures (apart from one more for each fifty),
 * and nothing in a `count` or `for_each` depends on what is found: a caller may make the instances and the EIPs in the same
 * apply. That is why the look-ups of a stack are not used here, which ask for each VPC and each instance type by `for_each`.
 */
export class ModuleLookUps extends Construct {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const batches = this.local("batches", hcl`chunklist(keys(var.exposures), ${PER_REQUEST})`);
    const eips = this.local(
      "eip_addresses",
      hcl`[for e in values(var.exposures) : e.eip if !startswith(e.eip, "eip-")]`,
    );
    const ids = this.local(
      "eip_ids",
      hcl`[for e in values(var.exposures) : e.eip if startswith(e.eip, "eip-")]`,
    );

    const instances = new DataAlicloudInstances(this, "instances", {
      ids: hcl`distinct([for key in ${batches}[count.index] : var.exposures[key].instance_id])`.toList(),
      // With details on, the provider asks for the RAM role and the disks of the whole region as well.
      enableDetails: false,
    });
    const byAddress = new DataAlicloudEipAddresses(this, "by_address", {
      ipAddress:
        hcl`join(",", [for key in ${batches}[count.index] : var.exposures[key].eip if !startswith(var.exposures[key].eip, "eip-")])`.toString(),
      // Without an address it asks for every EIP of the region; this keeps those out of the state.
      ids: hcl`length(${eips}) > 0 ? null : ["none"]`.toList(),
      enableDetails: false,
    });
    for (const found of [instances, byAddress]) found.addOverride("count", hcl`length(${batches})`);
    const byId = new DataAlicloudEipAddresses(this, "by_id", {
      // The provider filters by itself, and does not filter by an empty list.
      ids: hcl`coalescelist(${ids}, ["none"])`.toList(),
      enableDetails: false,
    });

    // Merged, because an instance may be in several batches.
    this.local(
      "instances",
      hcl`merge([for batch in ${instances.fqn} : {for found in batch.instances : found.id => found}]...)`,
    );
    this.local(
      "eips",
      hcl`merge({for found in ${byId.fqn}.addresses : found.allocation_id => found}, [for batch in ${byAddress.fqn} : {for found in batch.addresses : found.ip_address => found}]...)`,
    );
    const vpcIds = this.local(
      "vpc_ids",
      hcl`distinct(compact([for e in values(var.exposures) : try(local.instances[e.instance_id].vpc_id, "")]))`,
    );
    const vpcId = this.local("vpc_id", hcl`try(${vpcIds}[0], "")`);

    const vpcs = new DataAlicloudVpcs(this, "vpc", {
      ids: hcl`[${vpcId}]`.toList(),
      enableDetails: false,
      lifecycle: { precondition: preconditions(this, vpcRequirements()) },
    });
    this.local("vpc", hcl`try({for vpc in ${vpcs.fqn}.vpcs : vpc.id => vpc}[${vpcId}], null)`);
    const networkInterfaces = new DataAlicloudEcsNetworkInterfaces(this, "network_interfaces", {
      vpcId: vpcId.toString(),
      type: "Secondary",
    });
    this.local(
      "network_interfaces",
      hcl`{for found in ${networkInterfaces.fqn}.interfaces : found.id => found}`,
    );
    const groups = new DataAlicloudSecurityGroups(this, "security_groups", {
      vpcId: vpcId.toString(),
      // With details on, the provider makes one more request for each group.
      enableDetails: false,
    });
    this.local("security_groups", hcl`{for group in ${groups.fqn}.groups : group.id => group}`);
  }

  private local(name: string, expression: HclExpression): HclExpression {
    return moduleLocal(this, name, expression);
  }
}

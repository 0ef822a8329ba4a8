import { DataAlicloudRouteEntries } from "@cdktf/provider-alicloud/lib/data-alicloud-route-entries";
import { DataAlicloudRouteTables } from "@cdktf/provider-alicloud/lib/data-alicloud-route-tables";
import { DataAlicloudVpcIpv4Gateways } from "@cdktf/provider-alicloud/lib/data-alicloud-vpc-ipv4-gateways";
import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";

import { hcl, type HclExpression } from "../terraform/hcl";
import { stackSingleton } from "../terraform/singleton";
import { VpcLookUp } from "./vpc-look-up";

/**
 * The activated IPv4 gateways of the VPCs of the stack's instances, and whether the system route table, which a new vSwitch
 * uses, sends the traffic for the Internet to them. The route tables of a VPC without such a gateway are not asked for.
 */
export class Ipv4GatewayLookUp extends Construct {
  /** The VPC IDs whose activated gateway is not the default route. */
  public readonly bypassed: HclExpression;

  public static of(scope: Construct): Ipv4GatewayLookUp {
    return stackSingleton(scope, "Ipv4GatewayLookUp", (stack, id) => new Ipv4GatewayLookUp(stack, id));
  }

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    const locals = new Construct(this, "Local");
    const each = hcl`each.value`.toString();

    // Of the whole region, which has few of them, in one request.
    const gateways = new DataAlicloudVpcIpv4Gateways(this, "ipv4_gateways", {});
    const { vpcIds } = VpcLookUp.of(this);
    const activated = new TerraformLocal(
      locals,
      "activated_ipv4_gateways",
      hcl`{for gateway in ${gateways.fqn}.gateways : gateway.vpc_id => gateway.id if gateway.enabled && contains(${vpcIds}, gateway.vpc_id)}`,
    ).asString;

    const tables = new DataAlicloudRouteTables(this, "route_tables", {
      vpcId: each,
      routeTableType: "System",
    });
    tables.addOverride("for_each", hcl`toset(keys(${activated}))`);
    const entries = new DataAlicloudRouteEntries(this, "default_routes", {
      routeTableId: each,
      cidrBlock: "0.0.0.0/0",
    });
    entries.addOverride(
      "for_each",
      hcl`{for vpc_id, found in ${tables.fqn} : vpc_id => one([for table in found.tables : table.route_table_id if table.route_table_type == "System"])}`,
    );
    this.bypassed = hcl`${
      new TerraformLocal(
        locals,
        "bypassed_ipv4_gateways",
        hcl`[for vpc_id, gateway_id in ${activated} : vpc_id if !contains([for entry in ${entries.fqn}[vpc_id].entries : entry.instance_id if entry.cidr_block == "0.0.0.0/0"], gateway_id)]`,
      ).asString
    }`;
  }
}

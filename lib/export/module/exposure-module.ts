import { AlicloudProvider } from "@cdktf/provider-alicloud/lib/provider";
import {
  type TerraformElement,
  TerraformOutput,
  type TerraformResource,
  TerraformStack,
  TerraformVariable,
  Token,
} from "cdktf";
import { Construct, type Node } from "constructs";

import { type CheckName, SKIPPED_CHECKS_CONTEXT } from "../../checks";
import { Vpc } from "../../references";
import { readableName } from "../../stack/readable-addresses";
import {
  EipAssociation,
  type INetworkInterface,
  NetworkInterface,
  NetworkInterfaceAttachment,
  SecondaryCidrBlock,
  VSwitch,
} from "../../steps";
import { hcl, type HclExpression } from "../../terraform/hcl";
import { INPUTS } from "./inputs";
import { ModuleLookUps } from "./look-ups";
import { OUTPUT, OUTPUT_ATTRIBUTES } from "./outputs";
import { ModuleRanges } from "./ranges";
import {
  BLOCK_RANGE,
  blockRequirements,
  networkInterfaceRequirements,
  VSWITCH_RANGE,
  vswitchRequirements,
} from "./requirements";

const EXPOSURES = hcl`var.exposures`;

const ADDRESS = hcl`local.addresses[each.key]`.toString();

/** The ENI of the exposure at hand. */
const NETWORK_INTERFACE: INetworkInterface = {
  networkInterfaceId: hcl`alicloud_ecs_network_interface.this[each.key].id`.toString(),
  primaryIpAddress: ADDRESS,
  macAddress: hcl`alicloud_ecs_network_interface.this[each.key].mac`.toString(),
  vswitchId: hcl`alicloud_ecs_network_interface.this[each.key].vswitch_id`.toString(),
};

/**
 * The reusable module as a stack: the steps of the library, each one resource that is repeated by `for_each`. Its output
 * becomes a module when provider block and back end are taken out of it.
 */
export class ExposureModule extends TerraformStack {
  public constructor(scope: Construct, id: string, skipChecks: readonly CheckName[]) {
    super(scope, id);
    if (skipChecks.length > 0) this.node.setContext(SKIPPED_CHECKS_CONTEXT, skipChecks);
    new AlicloudProvider(this, "alicloud");
    for (const { name, validations, ...input } of INPUTS)
      new TerraformVariable(this, name, { ...input, nullable: false, validation: [...validations] });
    new ModuleLookUps(this, "LookUps");
    new ModuleRanges(this, "Ranges");
    this.addBlocks();
    this.addVSwitches();
    this.addExposures();
    const attributes = OUTPUT_ATTRIBUTES.map(({ name, value }) => `${name} = ${value}`).join(", ");
    new TerraformOutput(new Construct(this, "Outputs"), OUTPUT.name, {
      description: OUTPUT.description,
      value: `\${{for key, e in var.exposures : key => {${attributes}}}}`,
    });
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    return readableName(element);
  }

  private addBlocks(): void {
    const block = new SecondaryCidrBlock(this.step("Block"), "Step", {
      vpc: Vpc.fromVpcId(this, "Vpc", hcl`local.vpc_id`.toString()),
      cidrBlock: BLOCK_RANGE.toString(),
      requirements: blockRequirements(),
    });
    repeat(block, hcl`local.blocks`);
  }

  private addVSwitches(): void {
    const vswitch = new VSwitch(this.step("VSwitch"), "Step", {
      block: {
        vpcId: hcl`alicloud_vpc_ipv4_cidr_block.this[${BLOCK_OF_VSWITCH}].vpc_id`.toString(),
        cidrBlock: hcl`local.block_ranges[${BLOCK_OF_VSWITCH}]`.toString(),
      },
      cidrBlock: VSWITCH_RANGE.toString(),
      zoneId:
        hcl`try(local.instances[var.exposures[each.value[0]].instance_id].availability_zone, "")`.toString(),
      vswitchName: `${PREFIX}-${hcl`replace(${VSWITCH_RANGE}, "/[./]/", "-")`.toString()}`,
      tags: TAGS,
      requirements: vswitchRequirements(),
    });
    repeat(vswitch, hcl`local.vswitches`);
  }

  private addExposures(): void {
    const networkInterface = new NetworkInterface(this.step("NetworkInterface"), "Step", {
      vswitch: {
        vswitchId:
          hcl`each.value.existing_vswitch == null ? alicloud_vswitch.this[local.vswitch_of[each.key]].id : each.value.existing_vswitch.id`.toString(),
      },
      primaryIpAddress: ADDRESS,
      securityGroupIds: hcl`local.security_group_ids[each.key]`.toList(),
      networkInterfaceName: `${PREFIX}-${hcl`each.key`.toString()}-${hcl`replace(${ADDRESS}, ".", "-")`.toString()}`,
      tags: TAGS,
      requirements: networkInterfaceRequirements(),
    });
    const association = new EipAssociation(this.step("Association"), "Step", {
      eip: {
        allocationId: hcl`local.allocation_ids[each.key]`.toString(),
        ipAddress: ADDRESS,
        requirements: [],
      },
      networkInterface: NETWORK_INTERFACE,
    });
    const attachment = new NetworkInterfaceAttachment(this.step("Attachment"), "Step", {
      networkInterface: NETWORK_INTERFACE,
      instance: {
        instanceId: hcl`each.value.instance_id`.toString(),
        vpc: Vpc.fromVpcId(this, "VpcOfInstance", hcl`local.vpc_id`.toString()),
        zoneId: "",
        securityGroupIds: [],
        requirements: [],
      },
      after: [association.resource],
    });
    for (const step of [networkInterface, association, attachment]) repeat(step, EXPOSURES);
  }

  /** The scope of a step; its name is that of the only resource of its type. */
  private step(role: string): Construct {
    return new Construct(new Construct(this, role), "this");
  }
}

/** The name of the block in which a vSwitch of the module lies: that of the first exposure in it. */
const BLOCK_OF_VSWITCH = hcl`local.block_of[each.value[0]]`;

const PREFIX = hcl`var.name_prefix`.toString();

const TAGS = Token.asStringMap(hcl`var.tags`);

/** Lets the resource of a step be made for each element of a map. */
function repeat({ resource }: { readonly resource: TerraformResource }, forEach: HclExpression): void {
  resource.addOverride("for_each", forEach);
}

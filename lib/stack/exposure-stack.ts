import { AlicloudProvider } from "@cdktf/provider-alicloud/lib/provider";
import { type TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import { Construct, type Node } from "constructs";

import { applyPolicy } from "../aspects";
import { SKIPPED_CHECKS_CONTEXT } from "../checks";
import type { Configuration, ExposureSetting } from "../configuration";
import type { ExposedEip } from "../exposed-eip";
import { ExposedEips, type ExposureProps } from "../exposed-eips";
import { given } from "../given";
import type { PlanLock } from "../plan";
import { EcsInstance, Eip, type IEip } from "../references";
import { escapeTemplates } from "../terraform/escape";
import { readableName, validateAddresses } from "./readable-addresses";
import { StackBackend } from "./stack-backend";

/** The stack of a configuration file. */
export class ExposureStack extends TerraformStack {
  public readonly fleet: ExposedEips;

  /**
   * @param planLock - what is kept of an earlier plan; without it, everything is planned afresh
   * @throws PlanError when the EIPs cannot be placed; a configuration that was loaded from a file has been checked for that
   */
  public constructor(
    scope: Construct,
    public readonly configuration: Configuration,
    planLock?: PlanLock,
  ) {
    super(scope, configuration.stack);
    const { stack, region, backend, tags, blocksPerVpc, skipChecks } = configuration;
    if (skipChecks.length > 0) this.node.setContext(SKIPPED_CHECKS_CONTEXT, skipChecks);
    // By key, so that the output does not depend on the order of the file.
    const exposures = Object.entries(configuration.exposures).sort(([one], [other]) =>
      one < other ? -1 : 1,
    );
    new StackBackend(this, escapeTemplates(backend));
    this.addProvider(region);
    this.fleet = new ExposedEips(this, "Exposures", {
      exposures: Object.fromEntries(
        exposures.map(([key, setting]) => [key, this.exposureProps(key, setting)]),
      ),
      namePrefix: stack,
      ...given({
        blocksPerVpc,
        planLock,
        tags: Object.keys(tags).length === 0 ? undefined : escapeTemplates(tags),
      }),
    });
    new TerraformOutput(this, "exposures", {
      description: "The exposures by key: their EIP and what was made for it.",
      value: Object.fromEntries(
        [...this.fleet.exposures].map(([key, exposure]) => [key, identifiers(exposure)]),
      ),
    });
    this.node.addValidation({ validate: () => validateAddresses(this) });
    applyPolicy(this, configuration.policy);
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    return readableName(element);
  }

  private addProvider(region: string): void {
    const provider = new AlicloudProvider(this, "alicloud", { region });
    for (const [name, value] of Object.entries(escapeTemplates(this.configuration.provider)))
      provider.addOverride(name, value);
  }

  private exposureProps(
    key: string,
    { instance, eip, vpc, zone, securityGroups, block, vswitch }: ExposureSetting,
  ): ExposureProps {
    const references = new Construct(this, `References-${key}`);
    return {
      instance: EcsInstance.fromInstanceId(references, "Instance", instance),
      eip: eipReference(references, eip),
      ...given({
        vpcId: vpc,
        zoneId: zone,
        securityGroupIds: securityGroups,
        block: block?.toString(),
        vswitch: vswitch?.toString(),
      }),
    };
  }
}

function eipReference(scope: Construct, eip: ExposureSetting["eip"]): IEip {
  return "address" in eip
    ? Eip.fromAddress(scope, "Eip", eip.address.toString())
    : Eip.fromAllocationId(scope, "Eip", eip.allocationId);
}

function identifiers({ instance, eip, vswitch, networkInterface }: ExposedEip): Record<string, string> {
  return {
    instance_id: instance.instanceId,
    allocation_id: eip.allocationId,
    eip: eip.ipAddress,
    network_interface_id: networkInterface.networkInterfaceId,
    mac_address: networkInterface.macAddress,
    vswitch_id: vswitch.vswitchId,
    ...given({ block: vswitch.block?.cidrBlock, vswitch_cidr_block: vswitch.cidrBlock }),
  };
}

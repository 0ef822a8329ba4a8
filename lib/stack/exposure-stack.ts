import { AlicloudProvider } from "@cdktf/provider-alicloud/lib/provider";
import { type App, Aspects, type TerraformElement, TerraformStack } from "cdktf";
import { Construct, type IConstruct, type Node } from "constructs";

import type { TerraformJson } from "../../hcl/src";
import { AllowedEipRanges } from "../aspects/allowed-eip-ranges";
import { LargestBlock } from "../aspects/largest-block";
import { NoOpenAdministrationPorts } from "../aspects/no-open-administration-ports";
import { RequiredTags } from "../aspects/required-tags";
import { PreventDestroy } from "../aspects/resource-aspect";
import type { Configuration, ExposureSetting } from "../configuration";
import { instancePlace, planOf } from "../configuration/plan-requests";
import type { Policy } from "../configuration/schema";
import { ExposedEips, type ExposureProps } from "../exposed-eips";
import { SKIPPED_CHECKS_CONTEXT } from "../exposure-table/checks";
import { Ipv4Cidr } from "../ipv4";
import { omitUndefined } from "../omit-undefined";
import type { PlanLock } from "../planning";
import { Eip, type IEip } from "../resources/eip";
import { Instance, type IInstance } from "../resources/instance";
import { NetworkInterface } from "../resources/network-interface";
import { type ISecurityGroup, SecurityGroup } from "../resources/security-group";
import { VSwitch } from "../resources/vswitch";
import { childScope } from "../terraform/constructs";
import { escapeTemplates } from "../terraform/expression";
import { requiredVersion, StackBackend } from "./backend";
import { configureGuests, type GuestOutputs } from "./guests";
import { declareRenamed, readableName, validateAddresses } from "./logical-ids";
import { ExposureOutputs, RamPolicyOutput } from "./outputs";
import { ingressRules, Preparations } from "./preparations";

/** The stack of a configuration file. */
export class ExposureStack extends TerraformStack {
  /** The exposures, by the keys of the file. */
  public readonly fleet: ExposedEips;
  /** The least RAM policies with which Terraform can plan, apply, change and destroy the stack. */
  public readonly ramPolicy: RamPolicyOutput;
  /** @internal */
  public readonly preparations: Preparations | undefined;
  /** What is in the configuration for all resources that take tags. */
  private readonly tags: { readonly tags?: Readonly<Record<string, string>> };

  /**
   * @param scope - the app
   * @param configuration - as {@link loadConfiguration} or {@link parseConfiguration} gives it; it names the stack
   * @param planLock - what is kept of an earlier plan; without it, everything is planned afresh
   * @throws {@link PlanError} when the EIPs cannot be placed; a configuration that was loaded from a file has been checked for that
   */
  public constructor(
    scope: Construct,
    /** What the stack was made of. */
    public readonly configuration: Configuration,
    planLock?: PlanLock,
  ) {
    super(scope, configuration.stack);
    const { stack, region, backend, tags, blocksPerVpc, skipChecks } = configuration;
    if (skipChecks.length > 0) this.node.setContext(SKIPPED_CHECKS_CONTEXT, skipChecks);
    this.tags = Object.keys(tags).length === 0 ? {} : { tags: escapeTemplates(tags) };
    this.addOverride("terraform.required_version", requiredVersion(configuration));
    new StackBackend(this, backend);
    this.addProvider(region);
    this.preparations = this.makePreparations();
    // By key, so that the output does not depend on the order of the file.
    const exposures = Object.entries(configuration.exposures).sort(([one], [other]) =>
      one < other ? -1 : 1,
    );
    this.fleet = new ExposedEips(this, "Exposures", {
      exposures: Object.fromEntries(
        exposures.map(([key, setting]) => [key, this.exposureProps(key, setting)]),
      ),
      namePrefix: stack,
      plan: planOf(configuration, planLock),
      ...omitUndefined({ blocksPerVpc, planLock }),
      ...this.tags,
    });
    for (const [key, { renamedFrom }] of exposures) {
      if (renamedFrom !== undefined) declareRenamed(this, key, renamedFrom);
    }
    this.ramPolicy = this.addOutputs(configureGuests(this, this));
    this.node.addValidation({ validate: () => validateAddresses(this) });
    applyPolicy(this, configuration.policy);
    const { synthesizer } = this;
    this.synthesizer = {
      synthesize: (session) => {
        synthesizer.synthesize(session);
        this.ramPolicy.write(session, this);
      },
    };
  }

  /** The Terraform JSON of the stack, without cdktf's notes on each resource. The RAM policies are those of what it was last. */
  public override toTerraform(): object {
    const configuration = super.toTerraform() as TerraformJson;
    for (const resources of Object.values(configuration.resource ?? {}))
      for (const resource of Object.values(resources as Record<string, { "//"?: unknown }>))
        delete resource["//"];
    this.ramPolicy.compute(configuration);
    return configuration;
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    return readableName(element);
  }

  private addProvider(region: string): void {
    const provider = new AlicloudProvider(this, "alicloud", { region });
    for (const [name, value] of Object.entries(escapeTemplates(this.configuration.provider)))
      provider.addOverride(name, value);
  }

  private addOutputs(guests: GuestOutputs): RamPolicyOutput {
    new ExposureOutputs(this, "Outputs", this.fleet, guests);
    return new RamPolicyOutput(this, "RamPolicy");
  }

  private makePreparations(): Preparations | undefined {
    const { preparations, preventDestroy, stack } = this.configuration;
    if (preparations === undefined) return undefined;
    const made = new Preparations(this, "preparations", preparations, { stack, ...this.tags });
    if (preventDestroy) Aspects.of(made).add(new PreventDestroy());
    return made;
  }

  private exposureProps(key: string, setting: ExposureSetting): ExposureProps {
    const references = new Construct(this, `References-${key}`);
    const instance = this.instanceFor(references, setting);
    const { preventDestroy = this.configuration.preventDestroy, import: parts } = setting;
    const existingParts =
      parts === undefined
        ? undefined
        : omitUndefined({
            vswitchId: parts.vswitch,
            networkInterfaceId: parts.networkInterface,
            isAssociated: parts.associated,
            isAttached: parts.attached,
          });
    const base = {
      instance,
      eip: this.eipFor(references, key, setting.eip, preventDestroy),
      ...instancePlace(setting, this.configuration.preparations),
      ...omitUndefined({ existingParts }),
      preventDestroy,
    };
    const { networkInterface, block, vswitch } = setting;
    if (networkInterface !== undefined) {
      const eni = NetworkInterface.fromNetworkInterfaceId(references, "Eni", networkInterface);
      return { ...base, networkInterface: eni };
    }
    return {
      ...base,
      ...omitUndefined({
        securityGroups: this.securityGroupsFor(references, key, instance, setting, preventDestroy),
      }),
      ...(block !== undefined &&
        (block instanceof Ipv4Cidr ? { cidrBlock: block } : { existingCidrBlock: block.existing })),
      ...(vswitch !== undefined &&
        (vswitch instanceof Ipv4Cidr
          ? { vswitchCidrBlock: vswitch }
          : { vswitch: VSwitch.fromVSwitchId(references, "VSwitch", vswitch.id) })),
    };
  }

  private instanceFor(references: Construct, { instance }: ExposureSetting): IInstance {
    if (typeof instance === "string") return Instance.fromInstanceId(references, "Instance", instance);
    const made = this.preparations?.instances.get(instance.prepared);
    if (made === undefined) throw new RangeError(`there is no instance ${instance.prepared} in preparations`);
    return made;
  }

  private eipFor(
    references: Construct,
    key: string,
    eip: ExposureSetting["eip"],
    preventDestroy: boolean,
  ): IEip {
    if ("address" in eip) return Eip.fromIpAddress(references, "Eip", eip.address);
    if ("allocationId" in eip) return Eip.fromAllocationId(references, "Eip", eip.allocationId);
    const made = new Eip(childScope(this, "Eips"), key, {
      eipName: `${this.configuration.stack}-${key}`,
      ...this.tags,
      bandwidth: eip.create.bandwidth,
      ...omitUndefined({ isp: eip.create.isp, internetChargeType: eip.create.internetChargeType }),
    });
    if (preventDestroy) Aspects.of(made).add(new PreventDestroy());
    return made;
  }

  private securityGroupsFor(
    references: Construct,
    key: string,
    instance: IInstance,
    { securityGroups: setting }: ExposureSetting,
    preventDestroy: boolean,
  ): readonly ISecurityGroup[] | undefined {
    if (setting === undefined) return undefined;
    if (Array.isArray(setting))
      return setting.map((id) => SecurityGroup.fromSecurityGroupId(references, id, id));
    const group = new SecurityGroup(childScope(this, "SecurityGroups"), key, {
      vpc: instance.vpc,
      securityGroupName: `${this.configuration.stack}-${key}`,
      ingress: ingressRules(setting.create.ingress),
      ...this.tags,
    });
    if (preventDestroy) Aspects.of(group).add(new PreventDestroy());
    return [group];
  }
}

/** The stacks of an app that configuration files made. */
export function exposureStacksOf(app: App): ExposureStack[] {
  return app.node.children.filter((child): child is ExposureStack => child instanceof ExposureStack);
}

/**
 * Switches on the aspects of a policy for a construct and everything in it.
 *
 * @param scope - a construct, such as a stack or the app
 * @param policy - as {@link policySchema} reads it
 */
export function applyPolicy(scope: IConstruct, policy: Policy): void {
  const { requiredTags, largestBlock, allowedEipRanges, noOpenAdministrationPorts, administrationPorts } =
    policy;
  const aspects = Aspects.of(scope);
  if (requiredTags !== undefined) aspects.add(new RequiredTags({ keys: requiredTags }));
  if (largestBlock !== undefined) aspects.add(new LargestBlock({ prefixLength: largestBlock }));
  if (allowedEipRanges !== undefined) aspects.add(new AllowedEipRanges({ ranges: allowedEipRanges }));
  if (noOpenAdministrationPorts === true) {
    aspects.add(
      new NoOpenAdministrationPorts(administrationPorts === undefined ? {} : { ports: administrationPorts }),
    );
  }
}

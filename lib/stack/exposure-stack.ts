import { AlicloudProvider } from "@cdktf/provider-alicloud/lib/provider";
import { Annotations, type App, Aspects, type TerraformElement, TerraformStack } from "cdktf";
import { Construct, type IConstruct, type Node } from "constructs";

import type { TerraformJson } from "../../hcl/src";
import { AllowedEipRanges } from "../aspects/allowed-eip-ranges";
import { LargestBlock } from "../aspects/largest-block";
import { NoOpenAdministrationPorts } from "../aspects/no-open-administration-ports";
import { RequiredTags } from "../aspects/required-tags";
import { PreventDestroy } from "../aspects/resource-aspect";
import { instancePlace, planOf } from "../configuration/plan-requests";
import type { Configuration, ExposureSetting, Policy } from "../configuration/schema/configuration-schema";
import { unknownRegion } from "../configuration/schema/regions";
import { ExposedEips } from "../exposed-eips";
import type { ExposureProps } from "../exposure-props";
import { SKIPPED_CHECKS_CONTEXT } from "../exposure-table/checks";
import { Ipv4Cidr } from "../ipv4";
import type { ExistingParts } from "../import-existing";
import { omitUndefined } from "../omit-undefined";
import type { PlanLock } from "../planning/plan-lock";
import { Eip, type IEip } from "../resources/eip";
import { type IInstance, Instance } from "../resources/instance";
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

/** Stack of a configuration file. */
export class ExposureStack extends TerraformStack {
  /** Exposures, by their keys in the file. */
  public readonly fleet: ExposedEips;
  /** Least-privilege RAM policies for planning, applying, changing and destroying the stack. */
  public readonly ramPolicy: RamPolicyOutput;
  /** @internal */
  public readonly preparations: Preparations | undefined;
  /** Tags of all resources that take tags. */
  private readonly tags: { readonly tags?: Readonly<Record<string, string>> };

  /**
   * @param scope - the app
   * @param configuration - configuration from `loadConfiguration` or `parseConfiguration`; it names the stack
   * @param planLock - lock of an earlier plan; default: a new plan
   * @throws `PlanError` if the EIPs cannot be placed, which `loadConfiguration` checks already
   */
  public constructor(
    scope: Construct,
    /** Configuration of the stack. */
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
    const warning = unknownRegion(region);
    if (warning !== undefined) Annotations.of(this).addWarning(warning);
    this.preparations = this.createPreparations();
    // Sorted by key, so that the output does not depend on the order in the file.
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

  /** Returns the Terraform JSON of the stack without cdktf's metadata of resources, and computes the RAM policies for it. */
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

  private createPreparations(): Preparations | undefined {
    const { preparations, preventDestroy, stack } = this.configuration;
    if (preparations === undefined) return undefined;
    const created = new Preparations(this, "preparations", preparations, { stack, ...this.tags });
    if (preventDestroy) Aspects.of(created).add(new PreventDestroy());
    return created;
  }

  private exposureProps(key: string, setting: ExposureSetting): ExposureProps {
    const references = new Construct(this, `References-${key}`);
    const { preventDestroy = this.configuration.preventDestroy, nicOf } = setting;
    const eip = this.eipFor(references, key, setting.eip, preventDestroy);
    if (nicOf !== undefined) {
      const existingParts = this.importedAssociation(setting, nicOf);
      return { nicOf, eip, preventDestroy, ...omitUndefined({ existingParts }) };
    }
    const instance = this.instanceFor(references, setting);
    const { import: parts } = setting;
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
      eip,
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

  /** Returns the association to import of an exposure on the NIC of another one, which imports the NIC or refers to it. */
  private importedAssociation(setting: ExposureSetting, nicOf: string): ExistingParts | undefined {
    const { networkInterface, import: parts } = this.configuration.exposures[nicOf] ?? {};
    const networkInterfaceId = networkInterface ?? parts?.networkInterface;
    const { associated = parts?.networkInterface !== undefined && parts.associated !== false } =
      setting.import ?? {};
    return networkInterfaceId === undefined || !associated
      ? undefined
      : { networkInterfaceId, isAttached: false };
  }

  private instanceFor(references: Construct, { instance }: ExposureSetting): IInstance {
    if (typeof instance === "string") return Instance.fromInstanceId(references, "Instance", instance);
    const prepared = this.preparations?.instances.get(instance.prepared);
    if (prepared === undefined) throw new RangeError(`unknown instance ${instance.prepared} in preparations`);
    return prepared;
  }

  private eipFor(
    references: Construct,
    key: string,
    eip: ExposureSetting["eip"],
    preventDestroy: boolean,
  ): IEip {
    if ("address" in eip) return Eip.fromIpAddress(references, "Eip", eip.address);
    if ("allocationId" in eip) return Eip.fromAllocationId(references, "Eip", eip.allocationId);
    const created = new Eip(childScope(this, "Eips"), key, {
      eipName: `${this.configuration.stack}-${key}`,
      ...this.tags,
      bandwidth: eip.create.bandwidth,
      ...omitUndefined({ isp: eip.create.isp, internetChargeType: eip.create.internetChargeType }),
    });
    if (preventDestroy) Aspects.of(created).add(new PreventDestroy());
    return created;
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

/** Returns the stacks of configuration files in an app. */
export function exposureStacksOf(app: App): ExposureStack[] {
  return app.node.children.filter((child): child is ExposureStack => child instanceof ExposureStack);
}

/**
 * Adds the aspects of a policy to a construct and its children.
 *
 * @param scope - construct, such as a stack or the app
 * @param policy - policy from {@link policySchema}
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

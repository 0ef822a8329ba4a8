import { Construct } from "constructs";

import type { Configuration } from "../configuration/schema/configuration-schema";
import { Ipv4Cidr } from "../ipv4";
import { omitUndefined } from "../omit-undefined";
import { Instance } from "../resources/instance";
import { Network } from "../resources/network";
import { type IngressRule, SecurityGroup } from "../resources/security-group";
import { Vpc } from "../resources/vpc";
import { VSwitch } from "../resources/vswitch";

type PreparationsSetting = NonNullable<Configuration["preparations"]>;

/** Inbound rules of a new security group, in a configuration file. */
type IngressSetting = Exclude<PreparationsSetting["securityGroup"], string | undefined>["ingress"];

/** Preparations of the procedure that the stack of a configuration file creates. */
export class Preparations extends Construct {
  /** Instances, by the names that exposures refer to. */
  public readonly instances: ReadonlyMap<string, Instance>;

  public constructor(
    scope: Construct,
    id: string,
    setting: PreparationsSetting,
    common: { readonly stack: string; readonly tags?: Readonly<Record<string, string>> },
  ) {
    super(scope, id);
    const { stack, tags } = common;
    const network = this.createNetwork(setting, { namePrefix: stack, ...omitUndefined({ tags }) });
    const instances = new Construct(this, "Instances");
    this.instances = new Map(
      Object.entries(setting.instances).map(([name, { type, image, keyPair }]) => [
        name,
        new Instance(instances, name, {
          network,
          instanceType: type,
          imageId: image,
          instanceName: `${stack}-${name}`,
          ...omitUndefined({ keyPairName: keyPair, tags }),
        }),
      ]),
    );
  }

  private createNetwork(
    { zone, vpc, vswitch, securityGroup }: PreparationsSetting,
    names: { readonly namePrefix: string; readonly tags?: Readonly<Record<string, string>> },
  ): Network {
    const references = new Construct(this, "Reference");
    return new Network(this, "network", {
      zoneId: zone,
      ...names,
      ...(vpc === undefined || vpc instanceof Ipv4Cidr
        ? omitUndefined({ vpcCidrBlock: vpc })
        : { vpc: Vpc.fromLookup(references, "Vpc", vpc.id) }),
      ...(vswitch === undefined || vswitch instanceof Ipv4Cidr
        ? omitUndefined({ vswitchCidrBlock: vswitch })
        : { vswitch: VSwitch.fromVSwitchAttributes(references, "VSwitch", { vswitchId: vswitch.id }) }),
      ...(typeof securityGroup === "string"
        ? { securityGroup: SecurityGroup.fromSecurityGroupId(references, "SecurityGroup", securityGroup) }
        : omitUndefined({
            ingress: securityGroup === undefined ? undefined : ingressRules(securityGroup.ingress),
          })),
    });
  }
}

/** Inbound rules of a configuration file, for the library. */
export function ingressRules(setting: IngressSetting): IngressRule[] {
  return setting.map(({ protocol, ports, source }) => ({
    protocol,
    source: source.toString(),
    ...omitUndefined({ ports }),
  }));
}

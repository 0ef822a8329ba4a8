import { Construct } from "constructs";

import type { Configuration } from "../configuration";
import { Ipv4Cidr } from "../ipv4";
import { omitUndefined } from "../omit-undefined";
import { CreatedInstance } from "../resources/instance";
import { Network } from "../resources/network";
import type { IngressRule } from "../resources/security-group";
import { Vpc } from "../resources/vpc";

type PreparationsSetting = NonNullable<Configuration["preparations"]>;

/** What the rules of a new security group let in, as a configuration file says it. */
type IngressSetting = Exclude<PreparationsSetting["securityGroup"], string | undefined>["ingress"];

/** What the procedure expects to exist, made by the stack of a configuration file. */
export class Preparations extends Construct {
  /** The instances, by the names that exposures refer to. */
  public readonly instances: ReadonlyMap<string, CreatedInstance>;

  public constructor(
    scope: Construct,
    id: string,
    setting: PreparationsSetting,
    common: { readonly stack: string; readonly tags?: Readonly<Record<string, string>> },
  ) {
    super(scope, id);
    const { stack, tags } = common;
    const network = this.makeNetwork(setting, { namePrefix: stack, ...omitUndefined({ tags }) });
    const instances = new Construct(this, "Instances");
    this.instances = new Map(
      Object.entries(setting.instances).map(([name, { type, image, keyPair }]) => [
        name,
        new CreatedInstance(instances, name, {
          network,
          instanceType: type,
          imageId: image,
          name: `${stack}-${name}`,
          ...omitUndefined({ keyPairName: keyPair, tags }),
        }),
      ]),
    );
  }

  private makeNetwork(
    { zone, vpc, vswitch, securityGroup }: PreparationsSetting,
    names: { readonly namePrefix: string; readonly tags?: Readonly<Record<string, string>> },
  ): Network {
    const base = { zoneId: zone, ...names };
    const vswitchRange = vswitch instanceof Ipv4Cidr ? vswitch.toString() : undefined;
    const rules =
      securityGroup === undefined || typeof securityGroup === "string"
        ? undefined
        : ingressRules(securityGroup.ingress);
    if (vpc === undefined || vpc instanceof Ipv4Cidr) {
      return new Network(this, "network", {
        ...base,
        ...omitUndefined({ vpcCidrBlock: vpc?.toString(), vswitchCidrBlock: vswitchRange, ingress: rules }),
      });
    }
    return new Network(this, "network", {
      ...base,
      vpc: Vpc.fromLookup(new Construct(this, "Reference"), "Vpc", vpc.id),
      ...(vswitch === undefined || vswitch instanceof Ipv4Cidr
        ? omitUndefined({ vswitchCidrBlock: vswitchRange })
        : { vswitchId: vswitch.id }),
      ...(typeof securityGroup === "string"
        ? { securityGroupId: securityGroup }
        : omitUndefined({ ingress: rules })),
    });
  }
}

/** The rules as the library takes them. */
export function ingressRules(setting: IngressSetting): IngressRule[] {
  return setting.map(({ protocol, ports, source }) => ({
    protocol,
    source: source.toString(),
    ...omitUndefined({ ports }),
  }));
}

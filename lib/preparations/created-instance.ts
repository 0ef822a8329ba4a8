import { Instance } from "@cdktf/provider-alicloud/lib/instance";
import { Construct } from "constructs";

import { given } from "../given";
import type { IEcsInstance } from "../references/instance";
import type { IVpc } from "../references/vpc";
import type { Network } from "./network";

/** An instance to make. */
export interface CreatedInstanceProps {
  /** Where the instance is made: its primary ENI is in vSwitch 1. */
  readonly network: Network;
  /** Instance type, such as `ecs.g7.large`; it has to allow two ENIs at least. */
  readonly instanceType: string;
  /** Image ID; the image decides how the new NIC is configured in the guest. */
  readonly imageId: string;
  /**
   * Name of an existing key pair for logging in.
   * @default - none: the instance can be reached by Cloud Assistant only
   */
  readonly keyPairName?: string;
  /** Name in the console. */
  readonly name: string;
  /**
   * What the instance runs at its first start, as plain text; at most 32 KB in Base64.
   * @default - nothing
   */
  readonly userData?: string;
  /**
   * Tags of the instance.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** An ECS instance that the stack makes, pay-as-you-go and without a public address of its own. */
export class CreatedInstance extends Construct implements IEcsInstance {
  public readonly instanceId: string;
  public readonly vpc: IVpc;
  public readonly zoneId: string;
  public readonly securityGroupIds: string[];
  public readonly instanceType: string;
  private readonly resource: Instance;

  public constructor(scope: Construct, id: string, props: CreatedInstanceProps) {
    super(scope, id);
    const { network, instanceType, imageId, keyPairName, name, userData, tags } = props;
    this.resource = new Instance(this, "Resource", {
      instanceName: name,
      instanceType,
      imageId,
      vswitchId: network.vswitchId,
      securityGroups: [network.securityGroupId],
      systemDiskCategory: "cloud_essd",
      instanceChargeType: "PostPaid",
      internetMaxBandwidthOut: 0,
      // Metadata with a token only, so that nothing that the instance is tricked into asking for leaks its role.
      httpEndpoint: "enabled",
      httpTokens: "required",
      ...given({ keyName: keyPairName, userData, tags }),
      // It is read at the first start only, and the provider would stop the instance to change it.
      lifecycle: { ignoreChanges: ["user_data"] },
    });
    this.instanceId = this.resource.id;
    this.instanceType = instanceType;
    this.vpc = network.vpc;
    this.zoneId = network.zoneId;
    this.securityGroupIds = [network.securityGroupId];
  }
  /**
   * Sets what the instance runs at its first start, which may depend on EIPs that are exposed on it.
   *
   * @param userData - plain text; at most 32 KB in Base64
   */
  public setUserData(userData: string): void {
    this.resource.userData = userData;
  }
}

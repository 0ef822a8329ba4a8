import { Instance } from "@cdktf/provider-alicloud/lib/instance";
import { Construct } from "constructs";

import { ExposureError } from "../errors";
import { ExposureTable } from "../exposure-table/exposure-table";
import { omitUndefined } from "../omit-undefined";
import type { HclExpression } from "../terraform/expression";
import type { Network } from "./network";
import { type IVpc, Vpc } from "./vpc";

/** An ECS instance. */
export interface IEcsInstance {
  /** The ID of the instance, `i-…`. */
  readonly instanceId: string;
  /** The VPC that the instance is in. */
  readonly vpc: IVpc;
  /** The zone that the instance is in, such as `cn-hangzhou-h`. */
  readonly zoneId: string;
  /** The IDs of the security groups of the instance's primary ENI, `sg-…`; a token where they are looked up. */
  readonly securityGroupIds: string[];
  /**
   * The instance type, of an instance that is not looked up.
   * @default - unknown, and nothing is checked against it
   */
  readonly instanceType?: string;
  /**
   * Whether the instance is looked up by its ID; then it is checked at plan time before something is made for it.
   * @default false
   */
  readonly isLookedUp?: boolean;
}

/** What is known of an instance that needs no look-up. */
export interface EcsInstanceAttributes {
  /** The ID of the instance, `i-…`. */
  readonly instanceId: string;
  /** The VPC that the instance is in. */
  readonly vpc: IVpc;
  /** The zone that the instance is in, such as `cn-hangzhou-h`. */
  readonly zoneId: string;
  /** The IDs of the security groups of the instance's primary ENI, `sg-…`; a token where they are looked up. */
  readonly securityGroupIds: string[];
}

/** References to ECS instances. */
export abstract class EcsInstance extends Construct implements IEcsInstance {
  public abstract readonly instanceId: string;
  public abstract readonly vpc: IVpc;
  public abstract readonly zoneId: string;
  public abstract readonly securityGroupIds: string[];

  /**
   * An existing instance. VPC, zone and security groups come from one look-up for all instances of the stack.
   *
   * @param instanceId - `i-` and lower-case letters and digits; a literal
   * @throws {@link ExposureError} when it is not an instance ID
   */
  public static fromInstanceId(scope: Construct, id: string, instanceId: string): IEcsInstance {
    return new LookedUpInstance(scope, id, instanceId);
  }

  /**
   * An instance whose place is known, for example one that the same stack creates. Nothing of it is looked up.
   *
   * @param attributes - literals, or tokens of resources of the stack
   */
  public static fromInstanceAttributes(
    scope: Construct,
    id: string,
    attributes: EcsInstanceAttributes,
  ): IEcsInstance {
    return new KnownInstance(scope, id, attributes);
  }
}

class LookedUpInstance extends EcsInstance {
  public readonly isLookedUp = true;
  public readonly vpc: IVpc;

  public constructor(
    scope: Construct,
    id: string,
    public readonly instanceId: string,
  ) {
    super(scope, id);
    if (!/^i-[a-z0-9]+$/.test(instanceId)) {
      throw new ExposureError(
        this,
        `${JSON.stringify(instanceId)} is not an instance ID: write i- and letters and digits`,
      );
    }
    this.vpc = Vpc.ofInstance(this, "Vpc", () => this.attribute("vpc_id").toString());
  }

  public get zoneId(): string {
    return this.attribute("availability_zone").toString();
  }

  public get securityGroupIds(): string[] {
    return this.attribute("security_groups", "null").toList();
  }

  private attribute(name: string, absent?: string): HclExpression {
    return ExposureTable.of(this).instanceAttribute(this.instanceId, name, absent);
  }
}

class KnownInstance extends EcsInstance {
  public readonly instanceId: string;
  public readonly vpc: IVpc;
  public readonly zoneId: string;
  public readonly securityGroupIds: string[];

  public constructor(scope: Construct, id: string, attributes: EcsInstanceAttributes) {
    super(scope, id);
    this.instanceId = attributes.instanceId;
    this.vpc = attributes.vpc;
    this.zoneId = attributes.zoneId;
    this.securityGroupIds = attributes.securityGroupIds;
  }
}

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
      ...omitUndefined({ keyName: keyPairName, userData, tags }),
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

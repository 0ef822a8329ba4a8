import { Instance as InstanceResource } from "@cdktf/provider-alicloud/lib/instance";
import { Construct, type IConstruct } from "constructs";

import { ExposureTable } from "../exposure-table/exposure-table";
import { omitUndefined } from "../omit-undefined";
import { requireResourceId, tagArguments } from "../terraform/constructs";
import type { HclExpression } from "../terraform/expression";
import type { Network } from "./network";
import { ImportedVpc, type IVpc } from "./vpc";

/** ECS instance. */
export interface IInstance extends IConstruct {
  /** ID of the instance, `i-…`. */
  readonly instanceId: string;
  /** VPC of the instance. */
  readonly vpc: IVpc;
  /** Zone of the instance, such as `cn-hangzhou-h`. */
  readonly zoneId: string;
  /** IDs of the security groups of the instance's primary ENI, `sg-…`; a token if Terraform looks them up. */
  readonly securityGroupIds: string[];
  /**
   * Instance type, if it is known without a lookup.
   * @default - unknown, and nothing is checked against it
   */
  readonly instanceType?: string;
  /**
   * Whether Terraform looks the instance up by its ID. It is then checked at plan time before anything is created for it.
   * @default false
   */
  readonly isLookedUp?: boolean;
}

/** Attributes of an instance that needs no lookup. */
export interface InstanceAttributes {
  /** ID of the instance, `i-…`. */
  readonly instanceId: string;
  /** VPC of the instance. */
  readonly vpc: IVpc;
  /** Zone of the instance, such as `cn-hangzhou-h`. */
  readonly zoneId: string;
  /** IDs of the security groups of the instance's primary ENI, `sg-…`. */
  readonly securityGroupIds: string[];
}

/** Instance to create. */
export interface InstanceProps {
  /** Network of the instance: its primary ENI is in vSwitch 1. */
  readonly network: Network;
  /** Instance type, such as `ecs.g7.large`; it must allow at least two ENIs. */
  readonly instanceType: string;
  /** Image ID; the image decides how the new NIC is configured in the guest. */
  readonly imageId: string;
  /**
   * Name of an existing key pair for logging in.
   * @default - none, and only Cloud Assistant reaches the instance
   */
  readonly keyPairName?: string;
  /**
   * Name in the console, 2 to 128 characters.
   * @default - Alibaba Cloud creates one
   */
  readonly instanceName?: string;
  /**
   * Script or cloud-config that the instance runs at its first start, as plain text; at most 32 KB in Base64.
   * @default - nothing
   */
  readonly userData?: string;
  /**
   * Tags of the instance.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Creates a pay-as-you-go ECS instance without a public address of its own. */
export class Instance extends Construct implements IInstance {
  public readonly instanceId: string;
  public readonly vpc: IVpc;
  public readonly zoneId: string;
  public readonly securityGroupIds: string[];
  public readonly instanceType: string;
  /** Terraform resource, for dependencies and overrides. */
  public readonly resource: InstanceResource;

  /**
   * Refers to an existing instance. Terraform looks up VPC, zone and security groups, once for all instances of the stack.
   *
   * @param instanceId - `i-` followed by lower-case letters and digits; a literal
   * @throws {@link ExposureError} if it is not an instance ID
   */
  public static fromInstanceId(scope: Construct, id: string, instanceId: string): IInstance {
    return new LookedUpInstance(scope, id, instanceId);
  }

  /**
   * Refers to an instance whose attributes are known, for example one that the same stack creates. Terraform looks nothing up.
   *
   * @param attributes - literals, or tokens of resources of the stack
   */
  public static fromInstanceAttributes(
    scope: Construct,
    id: string,
    attributes: InstanceAttributes,
  ): IInstance {
    return new ImportedInstance(scope, id, attributes);
  }

  public constructor(scope: Construct, id: string, props: InstanceProps) {
    super(scope, id);
    const { network, instanceType, imageId, keyPairName, instanceName, userData, tags } = props;
    const { securityGroupId } = network.securityGroup;
    this.resource = new InstanceResource(this, "Resource", {
      ...omitUndefined({ instanceName }),
      instanceType,
      imageId,
      vswitchId: network.vswitch.vswitchId,
      securityGroups: [securityGroupId],
      systemDiskCategory: "cloud_essd",
      instanceChargeType: "PostPaid",
      internetMaxBandwidthOut: 0,
      // Metadata requires a token, so that a forged request from the instance does not leak its role.
      httpEndpoint: "enabled",
      httpTokens: "required",
      ...omitUndefined({ keyName: keyPairName, userData }),
      ...tagArguments(this, tags),
      // The instance reads it at its first start only, and the provider would stop the instance to change it.
      lifecycle: { ignoreChanges: ["user_data"] },
    });
    this.instanceId = this.resource.id;
    this.instanceType = instanceType;
    this.vpc = network.vpc;
    this.zoneId = network.zoneId;
    this.securityGroupIds = [securityGroupId];
  }

  /**
   * Sets the user data, which may depend on EIPs that are exposed on the instance.
   *
   * @param userData - plain text; at most 32 KB in Base64
   */
  public setUserData(userData: string): void {
    this.resource.userData = userData;
  }
}

class LookedUpInstance extends Construct implements IInstance {
  public readonly isLookedUp = true;
  public readonly vpc: IVpc;

  public constructor(
    scope: Construct,
    id: string,
    public readonly instanceId: string,
  ) {
    super(scope, id);
    requireResourceId(this, "i", "instance ID", instanceId);
    this.vpc = new ImportedVpc(this, "Vpc", () => this.attribute("vpc_id").toString(), { isLookedUp: true });
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

class ImportedInstance extends Construct implements IInstance {
  public readonly instanceId: string;
  public readonly vpc: IVpc;
  public readonly zoneId: string;
  public readonly securityGroupIds: string[];

  public constructor(scope: Construct, id: string, attributes: InstanceAttributes) {
    super(scope, id);
    this.instanceId = attributes.instanceId;
    this.vpc = attributes.vpc;
    this.zoneId = attributes.zoneId;
    this.securityGroupIds = attributes.securityGroupIds;
  }
}

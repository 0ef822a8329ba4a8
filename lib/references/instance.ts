import { Construct } from "constructs";

import type { Requirement } from "../checks/requirement";
import { ExposureError } from "../errors";
import { instanceLookUp } from "../look-up/instance-look-up";
import { rawHcl } from "../terraform/hcl";
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
   * The instance type: as the look-up finds it, or of an instance that the stack creates.
   * @default - unknown, and nothing is checked against it
   */
  readonly instanceType?: string;
  /**
   * The status at plan time, such as `Running`, as the look-up finds it.
   * @default - not looked up: the instance runs, if its type is known
   */
  readonly status?: string;
  /**
   * The ID of the image that its disk was made from, as the look-up finds it.
   * @default - not looked up, and nothing is checked against it
   */
  readonly imageId?: string;
  /** What Terraform checks at plan time before it makes anything for this instance. */
  readonly requirements: readonly Requirement[];
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
  public abstract readonly requirements: readonly Requirement[];

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
  public readonly instanceType: string;
  public readonly status: string;
  public readonly imageId: string;
  public readonly vpc: IVpc;
  public readonly zoneId: string;
  public readonly securityGroupIds: string[];
  public readonly requirements: readonly Requirement[];

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
    const lookUp = instanceLookUp(this);
    this.vpc = Vpc.ofInstance(this, "Vpc", lookUp.attribute(instanceId, "vpc_id"));
    this.zoneId = lookUp.attribute(instanceId, "availability_zone").toString();
    this.securityGroupIds = lookUp.attribute(instanceId, "security_groups", rawHcl("null")).toList();
    this.instanceType = lookUp.attribute(instanceId, "instance_type").toString();
    this.status = lookUp.attribute(instanceId, "status").toString();
    this.imageId = lookUp.attribute(instanceId, "image_id").toString();
    this.requirements = [
      {
        check: "instance-found",
        condition: lookUp.has(instanceId),
        errorMessage:
          `The instance ${instanceId} was not found in this region. ` +
          "Check its ID, and that the region and the account of the provider are those of the instance.",
      },
    ];
  }
}

class KnownInstance extends EcsInstance {
  public readonly instanceId: string;
  public readonly vpc: IVpc;
  public readonly zoneId: string;
  public readonly securityGroupIds: string[];
  public readonly requirements: readonly Requirement[] = [];

  public constructor(scope: Construct, id: string, attributes: EcsInstanceAttributes) {
    super(scope, id);
    this.instanceId = attributes.instanceId;
    this.vpc = attributes.vpc;
    this.zoneId = attributes.zoneId;
    this.securityGroupIds = attributes.securityGroupIds;
  }
}

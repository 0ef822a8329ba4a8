/* eslint-disable @typescript-eslint/unified-signatures -- the second signature of the constructor is internal */

import { Vswitch } from "@cdktf/provider-alicloud/lib/vswitch";
import { type Precondition, type TerraformResource, TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";

import { ExposureError, withConstructPath } from "../errors";
import { ExposureTable } from "../exposure-table/exposure-table";
import { Ipv4Cidr } from "../ipv4";
import { omitUndefined } from "../omit-undefined";
import { requireAllowedVSwitch } from "../planning/placement";
import { serialized } from "../terraform/constructs";
import type { ISecondaryCidrBlock } from "./secondary-cidr-block";

/** A vSwitch: the subnet that an ENI is in. */
export interface IVSwitch {
  /** The ID of the vSwitch, `vsw-…`. */
  readonly vswitchId: string;
  /**
   * The range in canonical CIDR notation; a token when only Terraform knows it.
   * @default - unknown, and nothing is checked against it
   */
  readonly cidrBlock?: string;
  /**
   * The secondary CIDR block that the vSwitch lies in.
   * @default - unknown
   */
  readonly block?: ISecondaryCidrBlock;
  /**
   * The zone, such as `cn-hangzhou-h`.
   * @default - unknown, and the instance's zone is not compared with it
   */
  readonly zoneId?: string;
  /**
   * The ID of the VPC, `vpc-…`.
   * @default - unknown, and the instance's VPC is not compared with it
   */
  readonly vpcId?: string;
  /**
   * Whether the vSwitch is looked up by its ID; then it is checked at plan time before something is made in it.
   * @default false
   */
  readonly isLookedUp?: boolean;
}

/** What is known of a vSwitch that needs no look-up. */
export type VSwitchAttributes = Pick<IVSwitch, "vswitchId" | "cidrBlock" | "zoneId" | "vpcId">;

/** A vSwitch to make. */
export interface VSwitchProps {
  /** The secondary CIDR block that the vSwitch lies in. */
  readonly block: ISecondaryCidrBlock;
  /**
   * Range in canonical CIDR notation, mask 16 to 29, inside the block. Literals are checked at once.
   * @see https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-createvswitch
   */
  readonly cidrBlock: string;
  /** The zone, such as `cn-hangzhou-h`; an ENI can only be attached to an instance of the same zone. */
  readonly zoneId: string;
  /**
   * Name in the console, 1 to 128 characters, not starting with `http://` or `https://`.
   * @default - Alibaba Cloud gives none
   */
  readonly vswitchName?: string;
  /**
   * Tags of the vSwitch.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * What Terraform checks at plan time before it makes the vSwitch.
   * @default - only that the range is allowed in the block, where one of them is a token
   */
  readonly preconditions?: readonly Precondition[];
}

/** Step 2: a vSwitch in the secondary CIDR block, in the instance's zone. */
export class VSwitch extends Construct implements IVSwitch {
  public readonly vswitchId: string;
  public readonly cidrBlock: string;
  public readonly block: ISecondaryCidrBlock;
  /** For what must wait until the vSwitch is there. */
  public readonly resource: TerraformResource;
  /** What checks call a vSwitch that is not one of an exposure. @internal */
  public nameInTable?: string;

  /**
   * An existing vSwitch. Range, zone and VPC come from one look-up for all vSwitches of the stack.
   *
   * @param vswitchId - `vsw-` and lower-case letters and digits; a literal
   * @throws {@link ExposureError} when it is not a vSwitch ID
   */
  public static fromVSwitchId(scope: Construct, id: string, vswitchId: string): IVSwitch {
    return new LookedUpVSwitch(scope, id, vswitchId);
  }

  /** An existing vSwitch of which nothing is looked up: what is not given is not checked. */
  public static fromVSwitchAttributes(attributes: VSwitchAttributes): IVSwitch {
    return attributes;
  }

  /** @throws {@link ExposureError} when the range is a literal that is not canonical, of a wrong size, or outside the block */
  public constructor(scope: Construct, id: string, props: VSwitchProps);
  /** @internal */
  public constructor(scope: Construct, id: string, props: VSwitchProps, checks: readonly Precondition[]);
  public constructor(scope: Construct, id: string, props: VSwitchProps, checks?: readonly Precondition[]) {
    super(scope, id);
    const { block, cidrBlock, zoneId, vswitchName, tags } = props;
    const isKnown = !Token.isUnresolved(cidrBlock);
    if (isKnown && !Token.isUnresolved(block.cidrBlock)) {
      withConstructPath(this, () => {
        requireAllowedVSwitch(Ipv4Cidr.parse(cidrBlock), Ipv4Cidr.parse(block.cidrBlock));
      });
    }
    const precondition = [...(props.preconditions ?? []), ...(checks ?? this.declare(props))];
    const resource = new Vswitch(this, "Resource", {
      // Taken from the block, so that Terraform makes the block first and removes it last.
      vpcId: block.vpcId,
      cidrBlock,
      zoneId,
      ...omitUndefined({ vswitchName, tags }),
      timeouts: { create: "10m", delete: "15m" },
      ...(precondition.length === 0 ? {} : { lifecycle: { precondition } }),
    });
    // Alibaba Cloud refuses to make several vSwitches of one VPC at once.
    serialized(this, "vSwitches", resource);
    this.resource = resource;
    this.block = block;
    this.vswitchId = resource.id;
    this.cidrBlock = isKnown ? cidrBlock : resource.cidrBlock;
  }

  /** Declares a vSwitch that is not one of an exposure to the checks of the stack. */
  private declare({ block, cidrBlock }: VSwitchProps): Precondition[] {
    this.nameInTable = TerraformStack.of(this).getLogicalId(this.node);
    return ExposureTable.of(this).declareVSwitch(this.nameInTable, {
      range: cidrBlock,
      block: block.cidrBlock,
    });
  }
}

/** A vSwitch that exists already. */
class LookedUpVSwitch extends Construct implements IVSwitch {
  public readonly isLookedUp = true;

  /** @throws {@link ExposureError} when the text is not a vSwitch ID */
  public constructor(
    scope: Construct,
    id: string,
    public readonly vswitchId: string,
  ) {
    super(scope, id);
    if (!/^vsw-[a-z0-9]+$/.test(vswitchId)) {
      throw new ExposureError(
        this,
        `${JSON.stringify(vswitchId)} is not a vSwitch ID: write vsw- and letters and digits`,
      );
    }
  }

  public get cidrBlock(): string {
    return this.attribute("cidr_block");
  }

  public get zoneId(): string {
    return this.attribute("zone_id");
  }

  public get vpcId(): string {
    return this.attribute("vpc_id");
  }

  private attribute(name: string): string {
    return ExposureTable.of(this).vswitchAttribute(this.vswitchId, name).toString();
  }
}

/* eslint-disable @typescript-eslint/unified-signatures -- the second signature of the constructor is internal */

import { Vswitch } from "@cdktf/provider-alicloud/lib/vswitch";
import { type Precondition, type TerraformResource, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";

import { withConstructPath } from "../errors";
import { ExposureTable } from "../exposure-table/exposure-table";
import type { Ipv4Cidr } from "../ipv4";
import { omitUndefined } from "../omit-undefined";
import { requireAllowedVSwitch } from "../planning/placement";
import { knownCidr, requireResourceId, serialized, tagArguments } from "../terraform/constructs";
import type { ISecondaryCidrBlock } from "./secondary-cidr-block";

/** vSwitch, the subnet of an ENI. */
export interface IVSwitch extends IConstruct {
  /** ID of the vSwitch, `vsw-…`. */
  readonly vswitchId: string;
  /**
   * Range in canonical CIDR notation; a token if only Terraform knows it.
   * @default - unknown, and nothing is checked against it
   */
  readonly cidrBlock?: string;
  /**
   * Secondary CIDR block around the vSwitch.
   * @default - unknown
   */
  readonly secondaryCidrBlock?: ISecondaryCidrBlock;
  /**
   * Zone, such as `cn-hangzhou-h`.
   * @default - unknown, and the instance's zone is not compared with it
   */
  readonly zoneId?: string;
  /**
   * ID of the VPC, `vpc-…`.
   * @default - unknown, and the instance's VPC is not compared with it
   */
  readonly vpcId?: string;
  /**
   * Whether Terraform looks the vSwitch up by its ID. It is then checked at plan time before an ENI is created in it.
   * @default false
   */
  readonly isLookedUp?: boolean;
}

/** Attributes of a vSwitch that needs no lookup. */
export interface VSwitchAttributes {
  /** ID of the vSwitch, `vsw-…`. */
  readonly vswitchId: string;
  /**
   * Range in canonical CIDR notation.
   * @default - unknown, and nothing is checked against it
   */
  readonly cidrBlock?: string;
  /**
   * Zone, such as `cn-hangzhou-h`.
   * @default - unknown, and the instance's zone is not compared with it
   */
  readonly zoneId?: string;
  /**
   * ID of the VPC, `vpc-…`.
   * @default - unknown, and the instance's VPC is not compared with it
   */
  readonly vpcId?: string;
}

/** vSwitch to create. */
export interface VSwitchProps {
  /** Secondary CIDR block around the vSwitch. */
  readonly secondaryCidrBlock: ISecondaryCidrBlock;
  /**
   * Range in canonical CIDR notation, prefix length 16 to 29, inside the block. Literals are checked at synth.
   * @see https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-createvswitch
   */
  readonly cidrBlock: string | Ipv4Cidr;
  /** Zone, such as `cn-hangzhou-h`; an ENI can only be attached to an instance of the same zone. */
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
   * Conditions that Terraform checks at plan time before it creates the vSwitch.
   * @default - only that the range is allowed in the block, if one of them is a token
   */
  readonly preconditions?: readonly Precondition[];
}

/** Step 2: a vSwitch in the secondary CIDR block, in the instance's zone. */
export class VSwitch extends Construct implements IVSwitch {
  public readonly vswitchId: string;
  public readonly cidrBlock: string;
  public readonly secondaryCidrBlock: ISecondaryCidrBlock;
  /** Terraform resource, for dependencies and overrides. */
  public readonly resource: TerraformResource;
  /** Name of a vSwitch that belongs to no exposure, in the checks. @internal */
  public nameInTable?: string;

  /**
   * Refers to an existing vSwitch. Terraform looks up range, zone and VPC, once for all vSwitches of the stack.
   *
   * @param vswitchId - `vsw-` followed by lower-case letters and digits; a literal
   * @throws {@link ExposureError} if it is not a vSwitch ID
   */
  public static fromVSwitchId(scope: Construct, id: string, vswitchId: string): IVSwitch {
    return new LookedUpVSwitch(scope, id, vswitchId);
  }

  /**
   * Refers to a vSwitch without a lookup. Attributes that are missing are not checked.
   *
   * @param attributes - literals, or tokens of resources of the stack
   */
  public static fromVSwitchAttributes(scope: Construct, id: string, attributes: VSwitchAttributes): IVSwitch {
    return new ImportedVSwitch(scope, id, attributes);
  }

  /** @throws {@link ExposureError} if the range is a literal that is not canonical, of a wrong size, or outside the block */
  public constructor(scope: Construct, id: string, props: VSwitchProps);
  /** @internal */
  public constructor(scope: Construct, id: string, props: VSwitchProps, checks: readonly Precondition[]);
  public constructor(scope: Construct, id: string, props: VSwitchProps, checks?: readonly Precondition[]) {
    super(scope, id);
    const { secondaryCidrBlock: block, zoneId, vswitchName, tags } = props;
    const cidrBlock = props.cidrBlock.toString();
    const range = knownCidr(this, props.cidrBlock);
    if (range !== undefined && block.range !== undefined) {
      const { range: around } = block;
      withConstructPath(this, () => {
        requireAllowedVSwitch(range, around);
      });
    }
    const precondition = [...(props.preconditions ?? []), ...(checks ?? this.declare(props))];
    const resource = new Vswitch(this, "Resource", {
      // Taken from the block, so that Terraform creates the block first and destroys it last.
      vpcId: block.vpcId,
      cidrBlock,
      zoneId,
      ...omitUndefined({ vswitchName }),
      ...tagArguments(this, tags),
      timeouts: { create: "10m", delete: "15m" },
      ...(precondition.length === 0 ? {} : { lifecycle: { precondition } }),
    });
    // Alibaba Cloud refuses to create several vSwitches of one VPC at once.
    serialized(this, "vSwitches", resource);
    this.resource = resource;
    this.secondaryCidrBlock = block;
    this.vswitchId = resource.id;
    this.cidrBlock = range === undefined ? resource.cidrBlock : cidrBlock;
  }

  /** Adds a vSwitch that belongs to no exposure to the checks of the stack. */
  private declare({ secondaryCidrBlock: block, cidrBlock }: VSwitchProps): Precondition[] {
    this.nameInTable = TerraformStack.of(this).getLogicalId(this.node);
    return ExposureTable.of(this).declareVSwitch(this.nameInTable, {
      range: cidrBlock.toString(),
      block: block.cidrBlock,
    });
  }
}

class LookedUpVSwitch extends Construct implements IVSwitch {
  public readonly isLookedUp = true;

  public constructor(
    scope: Construct,
    id: string,
    public readonly vswitchId: string,
  ) {
    super(scope, id);
    requireResourceId(this, "vsw", "vSwitch ID", vswitchId);
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

class ImportedVSwitch extends Construct implements IVSwitch {
  public readonly vswitchId: string;
  public readonly cidrBlock?: string;
  public readonly zoneId?: string;
  public readonly vpcId?: string;

  public constructor(scope: Construct, id: string, attributes: VSwitchAttributes) {
    super(scope, id);
    const { vswitchId, cidrBlock, zoneId, vpcId } = attributes;
    this.vswitchId = vswitchId;
    if (cidrBlock !== undefined) this.cidrBlock = cidrBlock;
    if (zoneId !== undefined) this.zoneId = zoneId;
    if (vpcId !== undefined) this.vpcId = vpcId;
  }
}

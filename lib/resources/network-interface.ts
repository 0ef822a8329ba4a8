import { EcsNetworkInterface } from "@cdktf/provider-alicloud/lib/ecs-network-interface";
import { Lazy, type Precondition, type TerraformResource, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";

import { ExposureError } from "../errors";
import { ExposureTable } from "../exposure-table/exposure-table";
import { omitUndefined } from "../omit-undefined";
import { requireConsistentProps, requireResourceId, tagArguments } from "../terraform/constructs";
import type { ISecurityGroup } from "./security-group";
import type { IVSwitch } from "./vswitch";

/** Secondary ENI. */
export interface INetworkInterface extends IConstruct {
  /** ID of the ENI, `eni-…`. */
  readonly networkInterfaceId: string;
  /** Primary private IPv4 address. */
  readonly primaryIpAddress: string;
  /** MAC address, by which the guest finds the NIC. */
  readonly macAddress: string;
  /** ID of the ENI's vSwitch, `vsw-…`. */
  readonly vswitchId: string;
  /**
   * Whether Terraform looks the ENI up by its ID. It is then checked at plan time before it is attached.
   * @default false
   */
  readonly isLookedUp?: boolean;
}

/** Attributes of a secondary ENI that needs no lookup. */
export interface NetworkInterfaceAttributes {
  /** ID of the ENI, `eni-…`. */
  readonly networkInterfaceId: string;
  /** Primary private IPv4 address. */
  readonly primaryIpAddress: string;
  /** MAC address, by which the guest finds the NIC. */
  readonly macAddress: string;
  /** ID of the ENI's vSwitch, `vsw-…`. */
  readonly vswitchId: string;
}

/** Secondary ENI to create. */
export interface NetworkInterfaceProps {
  /** vSwitch of the ENI, whose range contains `primaryIpAddress`. Another one replaces the ENI. */
  readonly vswitch: IVSwitch;
  /** Primary private IPv4 address, which for an exposure is the EIP. Another one replaces the ENI. */
  readonly primaryIpAddress: string;
  /**
   * One to five security groups of the vSwitch's VPC, all basic or all advanced. Either they or `securityGroupIds` are required.
   * @see https://www.alibabacloud.com/help/en/ecs/user-guide/modify-an-eni
   */
  readonly securityGroups?: readonly ISecurityGroup[];
  /** IDs of the security groups, `sg-…`, for a list that only Terraform knows, such as that of an instance. */
  readonly securityGroupIds?: readonly string[];
  /**
   * Name in the console, 2 to 128 characters.
   * @default - Alibaba Cloud creates one
   */
  readonly networkInterfaceName?: string;
  /**
   * Tags of the ENI.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Conditions that Terraform checks at plan time before it creates the ENI.
   * @default - none
   */
  readonly preconditions?: readonly Precondition[];
}

/** Step 3: a secondary ENI whose primary private address is the EIP. */
export class NetworkInterface extends Construct implements INetworkInterface {
  public readonly networkInterfaceId: string;
  public readonly primaryIpAddress: string;
  public readonly macAddress: string;
  public readonly vswitchId: string;
  /** Terraform resource, for dependencies and overrides. */
  public readonly resource: TerraformResource;
  private secondaryIpAddresses: readonly string[] | undefined;

  /**
   * Refers to an existing secondary ENI. Terraform looks it up, together with the other secondary ENIs in the VPCs of the stack's
   * instances.
   *
   * @param networkInterfaceId - `eni-` followed by lower-case letters and digits; a literal
   * @throws {@link ExposureError} if it is not an ENI ID
   */
  public static fromNetworkInterfaceId(
    scope: Construct,
    id: string,
    networkInterfaceId: string,
  ): INetworkInterface {
    return new LookedUpNetworkInterface(scope, id, networkInterfaceId);
  }

  /**
   * Refers to a secondary ENI whose attributes are known, without a lookup.
   *
   * @param attributes - literals, or tokens of resources of the stack
   */
  public static fromNetworkInterfaceAttributes(
    scope: Construct,
    id: string,
    attributes: NetworkInterfaceAttributes,
  ): INetworkInterface {
    return new ImportedNetworkInterface(scope, id, attributes);
  }

  /** @throws {@link ExposureError} if the security groups are missing, set twice, or not one to five */
  public constructor(scope: Construct, id: string, props: NetworkInterfaceProps) {
    super(scope, id);
    const { vswitch, primaryIpAddress, networkInterfaceName, tags, preconditions: precondition = [] } = props;
    requireConsistentProps(this, props, { excludes: [["securityGroups", "securityGroupIds"]] });
    const ids = props.securityGroupIds ?? props.securityGroups?.map(({ securityGroupId }) => securityGroupId);
    const securityGroupIds = [...(ids ?? [])];
    const isLookedUp = Token.isUnresolved(securityGroupIds);
    if (!isLookedUp && (securityGroupIds.length < 1 || securityGroupIds.length > 5)) {
      throw new ExposureError(
        this,
        `an ENI requires one to five security groups, found ${securityGroupIds.length}` +
          (securityGroupIds.length === 0 ? "" : `: ${securityGroupIds.join(", ")}`),
      );
    }
    const resource = new EcsNetworkInterface(this, "Resource", {
      vswitchId: vswitch.vswitchId,
      primaryIpAddress,
      // Without secondary addresses of the stack, those that were assigned elsewhere stay.
      privateIpAddresses: Lazy.listValue({
        produce: () => this.secondaryIpAddresses && [...this.secondaryIpAddresses],
      }),
      securityGroupIds,
      ...omitUndefined({ networkInterfaceName }),
      ...tagArguments(this, tags),
      // Deleting waits for the guest to release the NIC; the provider's one minute is often too short.
      timeouts: { create: "5m", update: "5m", delete: "10m" },
      lifecycle: {
        // The provider reads these back although they are not set here, and would replace or change the ENI for them.
        ignoreChanges: ["resource_group_id", "source_dest_check"],
        ...(precondition.length === 0 ? {} : { precondition: [...precondition] }),
      },
    });
    this.resource = resource;
    this.networkInterfaceId = resource.id;
    this.vswitchId = vswitch.vswitchId;
    this.primaryIpAddress = primaryIpAddress;
    this.macAddress = resource.mac;
  }

  /**
   * Adds conditions that Terraform checks at plan time before it creates or changes the ENI.
   *
   * @internal
   */
  public _addPreconditions(added: readonly Precondition[]): void {
    const { precondition = [], ...lifecycle } = this.resource.lifecycle ?? {};
    this.resource.lifecycle = { ...lifecycle, precondition: [...precondition, ...added] };
  }

  /**
   * Adds secondary private IPv4 addresses, for more EIPs. Terraform assigns them to the ENI in place, and unassigns all others. Without a
   * call, it leaves those alone that were assigned elsewhere.
   *
   * @param ipAddresses - addresses in the range of the vSwitch, or tokens; none to unassign the last one
   */
  public addSecondaryIpAddresses(...ipAddresses: readonly string[]): void {
    this.secondaryIpAddresses = [...(this.secondaryIpAddresses ?? []), ...ipAddresses];
  }
}

/** Existing secondary ENI in a VPC of the stack's looked-up instances. */
class LookedUpNetworkInterface extends Construct implements INetworkInterface {
  public readonly isLookedUp = true;

  public constructor(
    scope: Construct,
    id: string,
    public readonly networkInterfaceId: string,
  ) {
    super(scope, id);
    requireResourceId(this, "eni", "ENI ID", networkInterfaceId);
  }

  public get primaryIpAddress(): string {
    return this.attribute("primary_ip_address");
  }

  public get macAddress(): string {
    return this.attribute("mac");
  }

  public get vswitchId(): string {
    return this.attribute("vswitch_id");
  }

  /** Returns an attribute; empty if the ENI is gone, since Terraform evaluates arguments even on destroy. */
  private attribute(name: string): string {
    return ExposureTable.of(this).networkInterfaceAttribute(this.networkInterfaceId, name).toString();
  }
}

class ImportedNetworkInterface extends Construct implements INetworkInterface {
  public readonly networkInterfaceId: string;
  public readonly primaryIpAddress: string;
  public readonly macAddress: string;
  public readonly vswitchId: string;

  public constructor(scope: Construct, id: string, attributes: NetworkInterfaceAttributes) {
    super(scope, id);
    this.networkInterfaceId = attributes.networkInterfaceId;
    this.primaryIpAddress = attributes.primaryIpAddress;
    this.macAddress = attributes.macAddress;
    this.vswitchId = attributes.vswitchId;
  }
}

import { EcsNetworkInterface } from "@cdktf/provider-alicloud/lib/ecs-network-interface";
import { type Precondition, type TerraformResource, Token } from "cdktf";
import { Construct } from "constructs";

import { ExposureError } from "../errors";
import { ExposureTable } from "../exposure-table/exposure-table";
import { omitUndefined } from "../omit-undefined";
import type { IVSwitch } from "./vswitch";

/** A secondary ENI. */
export interface INetworkInterface {
  /** The ID of the ENI, `eni-…`. */
  readonly networkInterfaceId: string;
  /** The primary private IPv4 address. */
  readonly primaryIpAddress: string;
  /** The MAC address, by which the guest finds the NIC. */
  readonly macAddress: string;
  /** The vSwitch that it is in, `vsw-…`. */
  readonly vswitchId: string;
  /**
   * Whether the ENI is looked up by its ID; then it is checked at plan time before something is made for it.
   * @default false
   */
  readonly isLookedUp?: boolean;
}

/** A secondary ENI to make. */
export interface NetworkInterfaceProps {
  /** The vSwitch that the ENI is in, whose range contains `primaryIpAddress`. It cannot be changed later. */
  readonly vswitch: IVSwitch;
  /** The primary private IPv4 address, which for an exposure is the EIP. It cannot be changed later: another one replaces the ENI. */
  readonly primaryIpAddress: string;
  /**
   * One to five security groups of the vSwitch's VPC, all basic or all advanced.
   * @see https://www.alibabacloud.com/help/en/ecs/user-guide/modify-an-eni
   */
  readonly securityGroupIds: readonly string[];
  /**
   * Name in the console, 2 to 128 characters.
   * @default - Alibaba Cloud makes one
   */
  readonly networkInterfaceName?: string;
  /**
   * Tags of the ENI.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * What Terraform checks at plan time before it makes the ENI.
   * @default - nothing
   */
  readonly preconditions?: readonly Precondition[];
}

/** Step 3: a secondary ENI whose primary private address is the EIP. */
export class NetworkInterface extends Construct implements INetworkInterface {
  public readonly networkInterfaceId: string;
  public readonly primaryIpAddress: string;
  public readonly macAddress: string;
  public readonly vswitchId: string;
  /** For what must wait until the ENI is there. */
  public readonly resource: TerraformResource;

  /**
   * An existing secondary ENI. It is looked up, together with the other secondary ENIs in the VPCs of the stack's instances.
   *
   * @param networkInterfaceId - `eni-` and lower-case letters and digits; a literal
   * @throws {@link ExposureError} when it is not an ENI ID
   */
  public static fromNetworkInterfaceId(
    scope: Construct,
    id: string,
    networkInterfaceId: string,
  ): INetworkInterface {
    return new LookedUpNetworkInterface(scope, id, networkInterfaceId);
  }

  /** @throws {@link ExposureError} when a literal list has not one to five security groups */
  public constructor(scope: Construct, id: string, props: NetworkInterfaceProps) {
    super(scope, id);
    const { vswitch, primaryIpAddress, networkInterfaceName, tags, preconditions: precondition = [] } = props;
    const securityGroupIds = [...props.securityGroupIds];
    const isLookedUp = Token.isUnresolved(securityGroupIds);
    if (!isLookedUp && (securityGroupIds.length < 1 || securityGroupIds.length > 5)) {
      throw new ExposureError(
        this,
        `an ENI takes one to five security groups, found ${securityGroupIds.length}` +
          (securityGroupIds.length === 0 ? "" : `: ${securityGroupIds.join(", ")}`),
      );
    }
    const resource = new EcsNetworkInterface(this, "Resource", {
      vswitchId: vswitch.vswitchId,
      primaryIpAddress,
      securityGroupIds,
      ...omitUndefined({ networkInterfaceName, tags }),
      // A guest that is slow to let go of the NIC keeps it busy for longer than the provider's one minute.
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
}

/** A secondary ENI that exists already, in a VPC of the stack's looked-up instances. */
class LookedUpNetworkInterface extends Construct implements INetworkInterface {
  public readonly isLookedUp = true;

  /** @throws {@link ExposureError} when the text is not an ENI ID */
  public constructor(
    scope: Construct,
    id: string,
    public readonly networkInterfaceId: string,
  ) {
    super(scope, id);
    if (!/^eni-[a-z0-9]+$/.test(networkInterfaceId)) {
      throw new ExposureError(
        this,
        `${JSON.stringify(networkInterfaceId)} is not the ID of a network interface: write eni- and letters and digits`,
      );
    }
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

  /** Empty where the ENI is gone: Terraform evaluates arguments also when it destroys what was made for it. */
  private attribute(name: string): string {
    return ExposureTable.of(this).networkInterfaceAttribute(this.networkInterfaceId, name).toString();
  }
}

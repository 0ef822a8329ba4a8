import type { ExistingNetworkInterfaceProps, ExposedEipProps, NewNetworkInterfaceProps } from "./exposed-eip";
import type { ExistingParts } from "./life-cycle/import-existing";
import type { IVSwitch } from "./steps";

/** What every exposure of a fleet has. */
export interface ExposureBaseProps extends Pick<ExposedEipProps, "instance" | "eip"> {
  /**
   * The ID of the instance's VPC, for planning. Given for all exposures of a fleet, or for none.
   * @default - unknown: planned as if all instances were in one VPC, which is checked for those that share a block
   */
  readonly vpcId?: string;
  /**
   * The zone of the instance, for planning.
   * @default - unknown: the EIP shares a vSwitch only with those from which no plan could separate it
   */
  readonly zoneId?: string;
  /**
   * What was made by hand already, for Terraform to import. Names in the console stay as they are for it.
   * @default - nothing
   */
  readonly existingParts?: ExistingParts;
  /**
   * Whether Terraform refuses to destroy or replace what is made for the exposure, its block and its vSwitch.
   * @default false
   */
  readonly preventDestroy?: boolean;
}

/** A secondary CIDR block that the VPC has already. */
export interface ExistingBlockProps {
  /** Its range, in canonical CIDR notation. */
  readonly existing: string;
}

/** A place that is planned, as far as it is not given by hand. */
export interface PlannedPlaceProps extends Pick<NewNetworkInterfaceProps, "securityGroupIds"> {
  /**
   * The range of the secondary CIDR block, in canonical CIDR notation: of one to make, or of one that the VPC has already.
   * @default - planned
   */
  readonly block?: string | ExistingBlockProps;
  /**
   * The range of the vSwitch, in canonical CIDR notation, inside `block`.
   * @default - planned
   */
  readonly vswitch?: string;
  /** The ENI is made. */
  readonly networkInterface?: never;
}

/** A place in a vSwitch that exists already. */
export interface GivenVSwitchProps extends Pick<NewNetworkInterfaceProps, "securityGroupIds"> {
  /** In a secondary CIDR block that contains the EIP, in the zone of the instance. */
  readonly vswitch: IVSwitch;
  /** The vSwitch has its block. */
  readonly block?: never;
  /** The ENI is made. */
  readonly networkInterface?: never;
}

/** An exposure of a fleet with an ENI that exists already. */
export interface GivenNetworkInterfaceProps extends ExistingNetworkInterfaceProps {
  /** The ENI has its block. */
  readonly block?: never;
}

/** One exposure of a fleet: its place is planned, or it has a vSwitch or an ENI that exists. */
export type ExposureProps = ExposureBaseProps &
  (PlannedPlaceProps | GivenVSwitchProps | GivenNetworkInterfaceProps);

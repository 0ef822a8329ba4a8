import { Token } from "cdktf";

import { listInText } from "./terraform-text";

const TYPES_WITHOUT_HOT_PLUG = listInText("types_without_hot_plug");

/** Row of an exposure in the table `local.exposures`: literals that are known at synth. */
export interface ExposureRow {
  /** ID of an instance that Terraform looks up. */
  readonly instance_id?: string;
  /** Name of an instance that is not looked up, such as one that the stack creates. */
  readonly declared_instance?: string;
  /** Type of an instance that is not looked up. */
  readonly instance_type?: string;
  /** Address or allocation ID of an existing EIP. */
  readonly eip?: string;
  /** Key of the exposure on whose NIC the EIP goes too. The row has its columns about the instance and the place. */
  readonly nic_of?: string;
  /** Name of the secondary CIDR block: its range, with a qualifier if two blocks have the same; the key of the exposure for a derived block. */
  readonly block?: string;
  /** Name of the vSwitch, formed like that of the block. */
  readonly vswitch?: string;
  /** Whether the VPC has the block already. */
  readonly existing_block?: true;
  /** ID of an existing vSwitch. */
  readonly vswitch_id?: string;
  /** Name in `local.standalone_vswitches` of a vSwitch that belongs to no exposure. */
  readonly standalone_vswitch?: string;
  /** ID of an existing secondary ENI. */
  readonly network_interface_id?: string;
  /** Existing security groups of the ENI; undefined if they are those of the instance. */
  readonly security_group_ids?: readonly string[];
  /** ID of the VPC of the instance, from the configuration. */
  readonly vpc_id?: string;
  /** Primary CIDR block of a VPC that is not looked up. */
  readonly vpc_cidr_block?: string;
  /** Zone of the instance, from the configuration. */
  readonly zone_id?: string;
  /** Whether Cloud Assistant runs the guest script. */
  readonly guest?: true;
}

/** Block that belongs to no exposure. */
export interface StandaloneBlock {
  /** Range in canonical CIDR notation, or a token. */
  readonly range: string;
  /** ID of the VPC if it is looked up; else empty, and the block is not checked against it. */
  readonly vpcId: string;
}

/** vSwitch that belongs to no exposure. */
export interface StandaloneVSwitch {
  /** Range in canonical CIDR notation, or a token. */
  readonly range: string;
  /** Range of the block around it, or a token. */
  readonly block: string;
}

/** vSwitch 1 to create in a VPC that is looked up. */
export interface PrimaryVSwitch {
  /** Range in canonical CIDR notation, or a token. */
  readonly range: string;
  /** ID of the VPC, or a token. */
  readonly vpc_id: string;
}

/** Whether an EIP is given by its allocation ID. */
export function isAllocationId(eip: string): boolean {
  return eip.startsWith("eip-");
}

/** Columns of the table, in order. */
const COLUMNS: readonly (keyof ExposureRow)[] = [
  ...(["instance_id", "declared_instance", "instance_type", "eip", "nic_of", "block", "vswitch"] as const),
  ...([
    "existing_block",
    "vswitch_id",
    "standalone_vswitch",
    "network_interface_id",
    "security_group_ids",
  ] as const),
  ...(["vpc_id", "vpc_cidr_block", "zone_id", "guest"] as const),
];

/** Returns the columns of a row, in order. */
export function rowObject(row: ExposureRow): Record<string, unknown> {
  return Object.fromEntries(
    COLUMNS.flatMap((column) => (row[column] === undefined ? [] : [[column, row[column]] as const])),
  );
}

type Test = (row: ExposureRow, key: string) => boolean;

/** Whether a row has a value in a column. */
export function usesColumn(column: keyof ExposureRow): Test {
  return (row) => row[column] !== undefined;
}

/** Whether Terraform computes the block of an exposure. */
export const isDerived: Test = ({ block }, key) => block === key;

const all =
  (...tests: readonly Test[]): Test =>
  (row, key) =>
    tests.every((test) => test(row, key));
const not =
  (test: Test): Test =>
  (row, key) =>
    !test(row, key);

/** Whether the NIC is that of another exposure, whose checks are about it. */
const sharesNic = usesColumn("nic_of");
const hasOwnNic = not(sharesNic);
const hasInstance = usesColumn("instance_id");
const hasEip = usesColumn("eip");
const hasVSwitch = usesColumn("vswitch_id");
const hasNetworkInterface = usesColumn("network_interface_id");
const hasGroups: Test = (row) => (row.security_group_ids ?? []).length > 0;
/** Whether the VPC is looked up. */
const hasVpc: Test = (row) => row.instance_id !== undefined || row.vpc_id !== undefined;
const hasBlock = usesColumn("block");
const addsBlock = all(hasBlock, not(usesColumn("existing_block")));
const createsNetworkInterface = all(hasOwnNic, not(hasNetworkInterface));
const isAddress: Test = (row) => row.eip !== undefined && !isAllocationId(row.eip);
/** Whether only Terraform knows if the EIP is usable in its vSwitch, which is not derived from the EIP. */
const isPlacedByHand: Test = (row, key) =>
  hasVSwitch(row, key) ||
  row.standalone_vswitch !== undefined ||
  (row.vswitch !== undefined && !isDerived(row, key) && !isAddress(row, key));
/** Whether the planner placed the EIP: the vSwitch is neither there already nor derived from another EIP. */
const isInPlannedVSwitch: Test = (row) => row.vswitch !== undefined && row.vswitch !== row.nic_of;
/** Whether all security groups of the ENI exist already, or are those of the instance. */
const knowsGroups: Test = (row) => hasInstance(row, "") || hasGroups(row, "");
/** Whether the type of a new instance may lack hot plug: a token, or one that is known to lack it. */
const hasTypeWithoutHotPlug: Test = ({ instance_type: type }) =>
  type !== undefined && (Token.isUnresolved(type) || TYPES_WITHOUT_HOT_PLUG.includes(type));
const runsGuestScript = all(usesColumn("guest"), hasInstance);

/** Rows that each check of a block or an exposure applies to, by the name of its local value. */
export const ABOUT: Readonly<Record<string, Test>> = {
  instance_found: all(hasInstance, hasOwnNic),
  eip_found: hasEip,
  eip_unbound: hasEip,
  eip_placed: isDerived,
  same_vpc: all(hasInstance, hasOwnNic, usesColumn("vpc_id")),
  same_zone: all(hasInstance, hasOwnNic, usesColumn("zone_id")),
  security_group_count: all(hasInstance, createsNetworkInterface, not(usesColumn("security_group_ids"))),
  security_group_type: all(hasVpc, createsNetworkInterface, knowsGroups),
  security_group_vpc: all(hasVpc, createsNetworkInterface, hasGroups),
  security_group_egress: all(hasVpc, createsNetworkInterface, knowsGroups),
  eni_quota: all(hasInstance, hasOwnNic),
  declared_instance_eni_quota: all(hasOwnNic, usesColumn("instance_type")),
  private_ip_quota: all(sharesNic, (row) => row.instance_id !== undefined || row.instance_type !== undefined),
  address_free: all(sharesNic, hasVpc),
  hot_plug: all(hasInstance, hasOwnNic),
  declared_instance_hot_plug: all(hasOwnNic, hasTypeWithoutHotPlug),
  vswitch_found: all(hasVSwitch, hasOwnNic),
  vswitch_same_vpc: all(hasVSwitch, hasOwnNic),
  vswitch_same_zone: all(hasVSwitch, hasOwnNic),
  vswitch_eip_placed: all(isPlacedByHand, hasOwnNic),
  network_interface_found: all(hasNetworkInterface, hasOwnNic),
  network_interface_free: all(hasNetworkInterface, hasOwnNic),
  network_interface_same_zone: all(hasNetworkInterface, hasOwnNic),
  network_interface_eip_placed: all(hasNetworkInterface, hasOwnNic),
  nic_eip_placed: all(sharesNic, not(all(isAddress, isInPlannedVSwitch))),
  guest_os: runsGuestScript,
  guest_running: runsGuestScript,
  block_same_vpc: all(hasBlock, hasVpc),
  block_found: all(usesColumn("existing_block"), hasVpc),
  block_allowed: isDerived,
  block_sibling_overlap: isDerived,
  block_overlap: all(addsBlock, (row, key) => hasVpc(row, key) || row.vpc_cidr_block !== undefined),
  block_quota: all(addsBlock, hasVpc),
  ipv4_gateway: all(addsBlock, hasVpc),
};

/** Whether a check of the Terraform text applies to an exposure. */
export function appliesTo(check: string, row: ExposureRow, key: string): boolean {
  return ABOUT[check]?.(row, key) ?? false;
}

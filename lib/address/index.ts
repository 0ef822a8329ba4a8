export { AddressError, type AddressProblem } from "./address-error";
export { Ipv4Address } from "./ipv4-address";
export { Ipv4Cidr } from "./ipv4-cidr";
export {
  isUsable,
  type Placement,
  requireAllowedBlock,
  requireAllowedVSwitch,
  requireUsable,
  shadowedAddresses,
  smallestPlacement,
} from "./placement";
export {
  BLOCK_MASKS,
  FORBIDDEN_RANGES,
  type ForbiddenRange,
  type MaskRange,
  RESERVED_ADDRESSES,
  VSWITCH_MASKS,
} from "./rules";

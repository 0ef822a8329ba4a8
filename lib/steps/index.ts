// The steps of the procedure, one construct each, in their order.
export {
  type ISecondaryCidrBlock,
  SecondaryCidrBlock,
  type SecondaryCidrBlockAttributes,
  type SecondaryCidrBlockProps,
} from "./secondary-cidr-block";
export { type IVSwitch, VSwitch, type VSwitchAttributes, type VSwitchProps } from "./vswitch";
export { type INetworkInterface, NetworkInterface, type NetworkInterfaceProps } from "./network-interface";
export { EipAssociation, type EipAssociationProps } from "./eip-association";
export {
  NetworkInterfaceAttachment,
  type NetworkInterfaceAttachmentProps,
} from "./network-interface-attachment";

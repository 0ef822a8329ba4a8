// What the procedure expects to exist, for those who start from nothing.
export {
  type ExistingSecurityGroupProps,
  type ExistingVpcProps,
  type ExistingVSwitchProps,
  Network,
  type NetworkBaseProps,
  type NetworkProps,
  type NewSecurityGroupProps,
  type NewVpcProps,
  type NewVSwitchProps,
} from "./network";
export {
  CreatedSecurityGroup,
  type CreatedSecurityGroupProps,
  type IngressRule,
} from "./created-security-group";
export { CreatedInstance, type CreatedInstanceProps } from "./created-instance";
export { CreatedEip, type CreatedEipProps } from "./created-eip";

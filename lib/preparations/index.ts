// What the procedure expects to exist, for those who start from nothing.
export { type IngressRule, Network, type NetworkProps } from "./network";
export { CreatedInstance, type CreatedInstanceProps } from "./created-instance";
export { CreatedEip, type CreatedEipProps } from "./created-eip";

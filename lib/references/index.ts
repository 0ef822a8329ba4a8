export { EcsInstance, type EcsInstanceAttributes, type IEcsInstance } from "./instance";
export { Eip, type IEip } from "./eip";
export { type IVpc, Vpc, type VpcAttributes } from "./vpc";

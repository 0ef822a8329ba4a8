export type { BackendSetting, BackendType } from "./backend";
export type { EipSetting } from "./checks";
export { loadConfiguration, parseConfiguration } from "./load";
export { ConfigurationError, type Mistake, type Position, type Remedy } from "./mistake";
export { type Configuration, configurationSchema, type ExposureSetting } from "./schema";

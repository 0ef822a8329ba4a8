export type { EipSetting } from "./addresses";
export type { BackendSetting } from "./backend";
export type { BackendType } from "./backends";
export { type ConfigurationInFolder, loadFolder } from "./folder";
export { loadConfiguration, parseConfiguration } from "./load";
export { ConfigurationError, ConfigurationsError, type Mistake, type Position, type Remedy } from "./mistake";
export { type Configuration, configurationSchema, type ExposureSetting } from "./schema";

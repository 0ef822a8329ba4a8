export { type EipSetting } from "./schema/exposure";
export { type BackendSetting } from "./schema/backend";
export { type BackendType } from "./schema/backend";
export { type ConfigurationInFolder, loadFolder } from "./folder";
export { loadConfiguration, parseConfiguration } from "./load";
export {
  ConfigurationError,
  ConfigurationsError,
  type ConfigurationIssue,
  type Position,
  type Remedy,
} from "./errors";
export { type Configuration, configurationSchema, type ExposureSetting } from "./schema";

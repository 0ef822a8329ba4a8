// Configuration files: read, checked, and as a JSON Schema. Without cdktf.
export {
  ConfigurationError,
  type ConfigurationIssue,
  ConfigurationsError,
  type Position,
  type Remedy,
} from "../configuration/configuration-errors";
export { type ConfigurationInFolder, loadFolder } from "../configuration/configuration-folder";
export { configurationJsonSchema, type JsonSchema } from "../configuration/json-schema";
export { loadConfiguration, parseConfiguration } from "../configuration/load";
export type { BackendSetting, BackendType } from "../configuration/schema/backend-schema";
export {
  type Configuration,
  configurationSchema,
  type ExposureSetting,
  type Policy,
} from "../configuration/schema/configuration-schema";
export type { EipSetting } from "../configuration/schema/exposure-schema";

import { ConfigurationError } from "../../lib/configuration/configuration-errors";
import { parseConfiguration } from "../../lib/configuration/load";

/** Error of a configuration file with this text; its name is exposure.yaml. */
export function issuesIn(text: string): ConfigurationError {
  try {
    parseConfiguration(text, "exposure.yaml");
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error(`this configuration has no errors:\n${text}`);
}

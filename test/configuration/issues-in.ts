import { ConfigurationError, parseConfiguration } from "../../lib/configuration";

/** The error that a configuration file with this text causes; its name is exposure.yaml. */
export function issuesIn(text: string): ConfigurationError {
  try {
    parseConfiguration(text, "exposure.yaml");
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error(`nothing is wrong with this configuration:\n${text}`);
}

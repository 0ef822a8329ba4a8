/** What is read when nothing is named. */
export const DEFAULT_CONFIGURATION_FILE = "exposure.yaml";

/** The configuration file that the environment variable `EXPOSURE_CONFIG` names, else `exposure.yaml`. */
export function configurationFile(): string {
  const named = process.env.EXPOSURE_CONFIG;
  return named === undefined || named === "" ? DEFAULT_CONFIGURATION_FILE : named;
}

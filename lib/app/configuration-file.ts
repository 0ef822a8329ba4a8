/** The configuration file that the environment variable `EXPOSURE_CONFIG` names, else `exposure.yaml`. */
export function configurationFile(): string {
  const named = process.env.EXPOSURE_CONFIG;
  return named === undefined || named === "" ? "exposure.yaml" : named;
}

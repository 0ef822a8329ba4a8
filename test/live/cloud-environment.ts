import os from "node:os";

/** Variables that lead the SDK to credentials or servers of whoever runs the tests. */
const PERSONAL = /^(?:ALICLOUD_|ALIBABA_CLOUD_|ALIBABACLOUD_)|_ENDPOINT$|^SSL_CERT_FILE$/;

/** Keeps the credential chain on this machine. */
const AT_HOME = { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true", HOME: "/nonexistent" };

/** Returns the environment without personal variables, and with these. */
export function cloudEnvironment(variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !PERSONAL.test(name));
  return { ...Object.fromEntries(kept), ...AT_HOME, ...variables };
}

/** Runs something with these variables in the environment of this process. */
export async function withEnvironment<Result>(
  variables: Readonly<Record<string, string>>,
  run: () => Promise<Result>,
): Promise<Result> {
  const before = process.env;
  process.env = cloudEnvironment(variables);
  // Jest's process is a copy, whose environment the home directory does not come from.
  const home = jest.spyOn(os, "homedir").mockReturnValue(process.env.HOME ?? "");
  try {
    return await run();
  } finally {
    process.env = before;
    home.mockRestore();
  }
}

import type { TestRun } from "./terraform";

/** Without places in files, and without what each apply makes up anew: eight characters, and the IDs of terraform_data. */
export function comparable({ status, outputs, resources, diagnostics }: TestRun): unknown {
  const run = {
    status,
    outputs,
    resources,
    diagnostics: diagnostics.map(({ severity, summary, detail }) => ({ severity, summary, detail })),
  };
  const madeUp = /^([a-z0-9]{8}|[a-f0-9]{8}(-[a-f0-9]{4,}){4})$/;
  return JSON.parse(
    JSON.stringify(run, (_, value: unknown) =>
      typeof value === "string" && madeUp.test(value) ? "made up" : value,
    ),
  );
}

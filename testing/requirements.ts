import { accessSync, constants } from "node:fs";
import * as path from "node:path";

/**
 * What a test needs from the machine it runs on. A test whose requirement is not met is reported as skipped, with the
 * reason in its title, where the reporter (`skipped-reporter.js`) finds it although tests run in other processes.
 */
export interface Requirement {
  /** What is needed, as it reads after "needs": `Terraform`, `network namespaces`. */
  readonly name: string;
  /** Why it is not there and what to do about it; `undefined` where the machine has it. */
  readonly missing: string | undefined;
  /** Whether a machine without it fails the test, not skips it, when the environment variable `CI` is set. */
  readonly mandatoryInCi: boolean;
}

export interface RequirementOptions {
  /** @default false */
  readonly mandatoryInCi?: boolean;
}

/**
 * Declares a requirement.
 *
 * @param name what is needed, as it reads after "needs"
 * @param probe looks for it: returns the reason in one line when it is missing, `undefined` when it is there. It is
 *   called once, when a test first asks, and must be synchronous because Jest collects tests synchronously.
 */
export function requirement(
  name: string,
  probe: () => string | undefined,
  options: RequirementOptions = {},
): Requirement {
  let probed: { readonly missing: string | undefined } | undefined;
  return {
    name,
    get missing() {
      probed ??= { missing: probe() };
      return probed.missing;
    },
    mandatoryInCi: options.mandatoryInCi ?? false,
  };
}

/** Programs that a test runs by their names, as a shell finds them. */
export function programsOnPath(...names: readonly string[]): Requirement {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return requirement(names.join(", "), () => {
    const absent = names.filter((name) => !folders.some((folder) => isExecutable(path.join(folder, name))));
    return absent.length === 0 ? undefined : `no ${absent.join(", ")} on the PATH`;
  });
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * `describe` for tests with requirements. Where one is missing, the body is still called, so that its tests are
 * counted: it must only declare tests and hooks, as any body of `describe` should.
 */
export function describeIf(
  requirements: Requirement | readonly Requirement[],
  name: string,
  body: () => void,
): void {
  const missing = missingOf(requirements);
  if (missing.length === 0) {
    describe(name, body);
  } else if (mayBeSkipped(missing)) {
    describe.skip(`${name} [${needs(missing)}]`, body);
  } else {
    describe(name, () => {
      failFor(needs(missing), missing);
    });
  }
}

/** `test` for a test with requirements. */
export function testIf(
  requirements: Requirement | readonly Requirement[],
  name: string,
  body: jest.ProvidesCallback,
  timeout?: number,
): void {
  const missing = missingOf(requirements);
  if (missing.length === 0) {
    test(name, body, timeout);
  } else if (mayBeSkipped(missing)) {
    test.skip(`${name} [${needs(missing)}]`, body);
  } else {
    failFor(name, missing);
  }
}

function missingOf(requirements: Requirement | readonly Requirement[]): readonly Requirement[] {
  return [requirements].flat().filter((one) => one.missing !== undefined);
}

function mayBeSkipped(missing: readonly Requirement[]): boolean {
  const inCi = !["", "0", "false"].includes(process.env.CI ?? "");
  return !inCi || !missing.some((one) => one.mandatoryInCi);
}

function needs(missing: readonly Requirement[]): string {
  return `needs ${missing.map((one) => `${one.name} (${one.missing ?? ""})`).join(" and ")}`;
}

function failFor(testName: string, missing: readonly Requirement[]): void {
  test(testName, () => {
    throw new Error(`this test ${needs(missing)}, and CI is set: nothing mandatory is skipped in CI`);
  });
}

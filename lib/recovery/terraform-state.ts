import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { z } from "zod";

import type { BackendSetting } from "../configuration/schema/backend-schema";
import { RecoveryError } from "../errors";

/** Resource that Terraform knows. */
export interface StateResource {
  /** Address, such as `alicloud_eip_association.this["web"]`. */
  readonly address: string;
  readonly type: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Resources that the state of a stack has. */
export interface TerraformState {
  /** Origin of the state, for people: a file or a command. */
  readonly origin: string;
  readonly resources: readonly StateResource[];
  /** Caveat about the state, as a sentence without the full stop; undefined if there is none. */
  readonly caveat?: string;
  /** Whether Terraform may be writing it. @default false */
  readonly isLocked?: boolean;
}

const schema = z.object({
  version: z.literal(4),
  resources: z.array(
    z.object({
      module: z.string().optional(),
      mode: z.string(),
      type: z.string(),
      name: z.string(),
      instances: z.array(
        z.object({
          index_key: z.union([z.string(), z.number()]).optional(),
          attributes: z.record(z.string(), z.unknown()).nullish(),
        }),
      ),
    }),
  ),
});

/**
 * Parses the text of a state, as the local backend and `terraform state pull` have it.
 *
 * @returns undefined if it is no state that can be read here, such as an encrypted one
 */
export function parseState(text: string): readonly StateResource[] | undefined {
  const { success, data } = schema.safeParse(jsonOf(text));
  if (!success) return undefined;
  return data.resources
    .filter(({ mode }) => mode === "managed")
    .flatMap(({ module, type, name, instances }) =>
      instances.flatMap(({ index_key: index, attributes }) => {
        const { id } = attributes ?? {};
        if (typeof id !== "string" || id === "") return [];
        const key = index === undefined ? "" : `[${JSON.stringify(index)}]`;
        const address = `${module === undefined ? "" : `${module}.`}${type}.${name}${key}`;
        return [{ address, type, id, attributes: attributes ?? {} }];
      }),
    );
}

/**
 * Reads the state of a stack: the file of the backend `local`, else by Terraform in the folder of the stack, which knows the backend.
 *
 * @param folder - folder with the configuration of the stack
 * @param backend - backend of the configuration
 * @param defaultPath - path of the local state, relative to the folder, if the configuration does not set it
 * @throws {@link RecoveryError} if it cannot be read
 */
export async function readState(
  folder: string,
  { type, arguments: settings }: BackendSetting,
  defaultPath: string,
): Promise<TerraformState> {
  const { path: set = defaultPath } = settings;
  if (type === "local" && typeof set === "string" && !hasWorkspace(folder)) {
    const file = path.resolve(folder, set);
    const shown = path.relative("", file) || file;
    const found = localState(file, shown);
    if (found !== undefined) return found;
  }
  return pulledState(folder);
}

/** Returns the resources of a local state; undefined if it has to be read by Terraform. */
function localState(file: string, shown: string): TerraformState | undefined {
  if (!existsSync(file))
    return {
      ...{ origin: shown, resources: [] },
      caveat: `${shown} does not exist, so that Terraform knows no resource; if it ran in another folder or machine, run this there`,
    };
  const text = readFileSync(file, "utf8");
  if (text.trim() === "")
    return {
      ...{ origin: shown, resources: [] },
      caveat: `${shown} is empty, as after a kill while Terraform wrote it; ${
        existsSync(`${file}.backup`)
          ? `${shown}.backup is the state before the last command`
          : "there is no backup"
      }`,
    };
  const resources = parseState(text);
  if (resources === undefined) return undefined;
  const lock = path.join(path.dirname(file), `.${path.basename(file)}.lock.info`);
  return {
    ...{ origin: shown, resources },
    ...(existsSync(lock) && {
      isLocked: true,
      caveat: `${shown} is locked: if Terraform still runs, what it creates just now looks like a leftover; wait for it, and run this again`,
    }),
  };
}

/** Whether another workspace than `default` is selected, whose state has a place of its own. */
function hasWorkspace(folder: string): boolean {
  const file = path.join(folder, ".terraform", "environment");
  const selected = process.env.TF_WORKSPACE ?? (existsSync(file) ? readFileSync(file, "utf8").trim() : "");
  return !["", "default"].includes(selected);
}

async function pulledState(folder: string): Promise<TerraformState> {
  const origin = `terraform state pull in ${folder}`;
  const { output, problem } = await pull(folder);
  if (problem !== undefined)
    throw new RecoveryError(
      `The state cannot be read: ${problem}. Run  terraform -chdir=${folder} init  first, with access to the backend.`,
    );
  if (output.trim() === "")
    return {
      origin,
      resources: [],
      caveat: "The backend has no state yet, so that Terraform knows no resource",
    };
  const resources = parseState(output);
  if (resources === undefined)
    throw new RecoveryError(`The state cannot be read: ${origin} prints no state of version 4.`);
  return { origin, resources };
}

interface Pulled {
  readonly output: string;
  readonly problem?: string;
}

/** Runs `state pull` with the program that `TERRAFORM_BINARY_NAME` names, or the first of Terraform and OpenTofu. */
async function pull(folder: string): Promise<Pulled> {
  const chosen = process.env.TERRAFORM_BINARY_NAME ?? "";
  const programs = chosen === "" ? ["terraform", "tofu"] : [chosen];
  for (const program of programs) {
    const pulled = await pullWith(program, folder);
    if (pulled !== undefined) return pulled;
  }
  return { output: "", problem: `no ${programs.join(" and no ")} on the PATH` };
}

/** Returns undefined if there is no such program. */
function pullWith(program: string, folder: string): Promise<Pulled | undefined> {
  return new Promise((resolve) => {
    const env = { ...process.env, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" };
    const options = { env, maxBuffer: 256 * 1024 * 1024, timeout: 120_000 };
    execFile(program, [`-chdir=${folder}`, "state", "pull"], options, (error, stdout, stderr) => {
      if (error === null) resolve({ output: stdout });
      else if (error.code === "ENOENT") resolve(undefined);
      else resolve({ output: "", problem: firstError(stderr) });
    });
  });
}

/** Returns the summary of Terraform's first error: the rest may show what a backend was configured with. */
function firstError(stderr: string): string {
  const plain = stderr.replaceAll(/\u001b\[[0-9;]*m/g, "");
  return /Error: ([^\n]*)/.exec(plain)?.[1]?.replace(/[.:\s]+$/, "") ?? "terraform state pull failed";
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

import { getSystemErrorMap } from "node:util";

import type { IConstruct } from "constructs";

/** Codes of the errors that a user can cause. They are stable: programs and documentation refer to them. */
export type UserErrorCode =
  | "cloud"
  | "diagram-refused"
  | "export-refused"
  | "file-system"
  | "guest-script"
  | "invalid-address"
  | "invalid-configuration"
  | "invalid-construct"
  | "invalid-plan-lock"
  | "invalid-provider-lock"
  | "invalid-stack-file"
  | "no-plan"
  | "recovery-refused"
  | "synthesis-refused"
  | "unknown-permissions";

/** Page with cause and remedy of each message, relative to the root of the project. */
const TROUBLESHOOTING_PAGE = "docs/reference/troubleshooting.md";

/**
 * Returns the place in the documentation with cause and remedy of an error.
 *
 * @param key - code of the error, or name of a check: the page has a heading for each
 */
export function helpFor(key: string): string {
  return `${TROUBLESHOOTING_PAGE}#${key}`;
}

/** Error that a user can cause and fix. Its message says what to do. */
export abstract class UserError extends Error {
  /** Stable code of the kind of error. */
  public abstract readonly code: UserErrorCode;
}

/** Invalid props of a construct. The message starts with the path of the construct. */
export class ExposureError extends UserError {
  /** Name of the class, for when `instanceof` fails, as between two copies of the library. */
  public override readonly name = "ExposureError";
  public readonly code = "invalid-construct";
  /** Path in the construct tree: the IDs from the stack down, joined by `/`. */
  public readonly constructPath: string;

  /**
   * @param scope - construct that found the error
   * @param message - subject and fact; imperative
   */
  public constructor(scope: IConstruct, message: string) {
    super(`[${scope.node.path}] ${message}`);
    this.constructPath = scope.node.path;
  }
}

/** Parts of an error about an address or a range, for callers with their own layout. */
export interface AddressProblem {
  /** Text that was found. */
  readonly found: string;
  /** Problem as a clause: "an octet has a leading zero". */
  readonly problem: string;
  /** Values that are allowed. */
  readonly allowed: string;
  /**
   * Text to write instead.
   * @default - unknown
   */
  readonly write?: string;
  /**
   * Advice as an imperative: "write the public address".
   * @default - write one of the allowed values
   */
  readonly advice?: string;
}

/** Address or range that is not canonical, not allowed, or cannot be placed. */
export class AddressError extends UserError implements AddressProblem {
  /** Name of the class, for when `instanceof` fails, as between two copies of the library. */
  public override readonly name = "AddressError";
  public readonly code = "invalid-address";
  public readonly found: string;
  public readonly problem: string;
  public readonly allowed: string;
  public readonly write?: string;
  public readonly advice?: string;

  /** @param parts - parts of the message */
  public constructor(parts: AddressProblem) {
    const { found, problem, allowed, write, advice = `allowed: ${allowed}` } = parts;
    super(`${JSON.stringify(found)}: ${problem}; ${write === undefined ? advice : `write ${write}`}`);
    this.found = found;
    this.problem = problem;
    this.allowed = allowed;
    if (write !== undefined) this.write = write;
    if (parts.advice !== undefined) this.advice = parts.advice;
  }
}

/** Reason why some exposures cannot be planned. */
export interface PlanConflict {
  /** Keys of the exposures that collide. */
  readonly keys: readonly string[];
  /** Collision and its reason: one sentence without a full stop. */
  readonly problem: string;
  /** Remedy: one sentence without a full stop. */
  readonly remedy: string;
}

/** Exposures for which no plan exists. */
export class PlanError extends UserError {
  /** Name of the class, for when `instanceof` fails, as between two copies of the library. */
  public override readonly name = "PlanError";
  public readonly code = "no-plan";

  public constructor(
    /** All collisions; at least one. */
    public readonly conflicts: readonly PlanConflict[],
  ) {
    super(conflicts.map(({ problem, remedy }) => `${problem}. ${remedy}.`).join("\n"));
  }
}

/** Picture that cannot be drawn. */
export class DiagramError extends UserError {
  /** Name of the class, for when `instanceof` fails, as between two copies of the library. */
  public override readonly name = "DiagramError";
  public readonly code = "diagram-refused";
}

/** Configuration with a block whose permissions are unknown, so that its policy would be incomplete. */
export class RamPolicyError extends UserError {
  /** Name of the class, for when `instanceof` fails, as between two copies of the library. */
  public override readonly name = "RamPolicyError";
  public readonly code = "unknown-permissions";

  /**
   * @param where - block of the configuration, such as `resource alicloud_nat_gateway.main`
   * @param problem - fact; imperative
   */
  public constructor(
    public readonly where: string,
    problem: string,
  ) {
    super(`${where}: ${problem}`);
  }
}

/** Export that cannot be done as requested. */
export class ExportError extends UserError {
  /** Name of the class, for when `instanceof` fails, as between two copies of the library. */
  public override readonly name = "ExportError";
  public readonly code = "export-refused";
}

/** Stack that a validation or an aspect refuses. */
export class SynthesisError extends UserError {
  /** Tells the kind of error if `instanceof` cannot, as between two copies of the library. */
  public override readonly name = "SynthesisError";
  public readonly code = "synthesis-refused";
}

/** Call of Alibaba Cloud that failed: no credentials, no permission, no connection, or a refusal. */
export class CloudError extends UserError {
  /** Tells the kind of error if `instanceof` cannot, as between two copies of the library. */
  public override readonly name = "CloudError";
  public readonly code = "cloud";

  public constructor(
    message: string,
    /** RAM action that the credentials do not allow, such as `ecs:DescribeInstances`; undefined for another failure. */
    public readonly missingPermission?: string,
    /** Whether it concerns all calls alike; if false, the API refused one for what it asked. */
    public readonly isGeneral = true,
  ) {
    super(message);
  }
}

/** Recovery that is not possible, such as without the state of the stack. */
export class RecoveryError extends UserError {
  /** Tells the kind of error if `instanceof` cannot, as between two copies of the library. */
  public override readonly name = "RecoveryError";
  public readonly code = "recovery-refused";
}

/** File or folder that the process cannot read or write. */
export class FileSystemError extends UserError {
  /** Tells the kind of error if `instanceof` cannot, as between two copies of the library. */
  public override readonly name = "FileSystemError";
  public readonly code = "file-system";

  /** Returns the error for an error of Node.js's file system functions; undefined for any other error. */
  public static from(error: unknown): FileSystemError | undefined {
    // No instanceof: errors of Node.js are of another realm where the program runs in a context of its own.
    if (typeof error !== "object" || error === null || !("syscall" in error) || !("errno" in error))
      return undefined;
    const {
      path: source = "",
      dest = "",
      syscall = "",
      message,
    } = error as NodeJS.ErrnoException & { readonly dest?: string };
    const [code, reason] = getSystemErrorMap().get(Number(error.errno)) ?? ["", message];
    const file = dest === "" ? source : dest;
    const action = WRITES.has(syscall) ? "written" : "read";
    return new FileSystemError(
      `${file === "" ? "a file" : file} cannot be ${action}: ${reason} (${code}); ${REMEDIES.get(code) ?? "check the path"}`,
    );
  }
}

/** System calls that write. `open` is one of them, since readers of files report their own errors. */
const WRITES = new Set([
  "chmod",
  "copyfile",
  "fsync",
  "mkdir",
  "open",
  "rename",
  "rm",
  "rmdir",
  "unlink",
  "write",
]);

const REMEDIES: ReadonlyMap<string, string> = new Map([
  ["EACCES", "change its permissions, or choose another folder"],
  ["EPERM", "change its permissions, or choose another folder"],
  ["EROFS", "choose a folder on a file system that can be written"],
  ["ENOSPC", "free space on the disk"],
  ["EDQUOT", "free space within the quota"],
  ["EEXIST", "remove what is there, or choose another path"],
  ["EISDIR", "remove the folder, or choose another path"],
  ["ENOTDIR", "remove the file that is in the way of a folder, or choose another path"],
  ["EMFILE", "raise the limit of open files (ulimit -n)"],
]);

/**
 * Runs a check of addresses for a construct.
 *
 * @throws {@link ExposureError} with the path of the construct, instead of an {@link AddressError}
 */
export function withConstructPath<T>(scope: IConstruct, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    throw new ExposureError(scope, error.message);
  }
}

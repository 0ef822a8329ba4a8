import { formatHcl, LexicalError, lexSource, type Token } from "../../hcl/src";
import { UserError } from "../errors";

/** Provider in a lock file. */
export interface LockedProvider {
  /** Version that `terraform init` installs. */
  readonly version: string;
  /** Version constraints of the configuration. */
  readonly constraints?: string;
  /** Checksums of its packages, including those for other platforms. */
  readonly hashes: readonly string[];
}

/** Content of a `.terraform.lock.hcl`: providers by source address, such as `registry.terraform.io/aliyun/alicloud`. */
export type ProviderLock = ReadonlyMap<string, LockedProvider>;

/** Text that is not a provider lock file. */
export class ProviderLockError extends UserError {
  public override readonly name = "ProviderLockError";
  public readonly code = "invalid-provider-lock";
}

/**
 * Parses a provider lock file.
 *
 * @throws {@link ProviderLockError} if it is not one
 */
export function parseProviderLock(text: string): ProviderLock {
  const reader = new Reader(tokensOf(text));
  const lock = new Map<string, LockedProvider>();
  while (!reader.isAtEnd) {
    reader.take("provider");
    const address = reader.text();
    reader.take("{");
    const values = new Map<string, string | readonly string[]>();
    for (let name = reader.next(); name !== "}"; name = reader.next()) {
      reader.take("=");
      values.set(name, reader.value());
    }
    const [version, constraints, hashes = []] = ["version", "constraints", "hashes"].map((name) =>
      values.get(name),
    );
    if (typeof version !== "string" || typeof hashes === "string" || typeof constraints === "object")
      throw new ProviderLockError(`the provider ${address} has no version`);
    lock.set(address, { version, ...(constraints !== undefined && { constraints }), hashes });
  }
  return lock;
}

/**
 * Renders a lock file as `terraform init` writes it.
 *
 * @param like - lock file with the comment for the top
 */
export function renderProviderLock(lock: ProviderLock, like: string): string {
  const blocks = [...lock]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([address, { version, constraints, hashes }]) => [
      `provider ${JSON.stringify(address)} {`,
      `version = ${JSON.stringify(version)}`,
      ...(constraints === undefined ? [] : [`constraints = ${JSON.stringify(constraints)}`]),
      ...(hashes.length === 0
        ? []
        : ["hashes = [", ...hashes.toSorted().map((hash) => `${JSON.stringify(hash)},`), "]"]),
      "}",
      "",
    ]);
  return formatHcl([...headerOf(like), "", ...blocks.flat()].join("\n").trimEnd() + "\n");
}

function headerOf(text: string): string[] {
  const lines = text.split("\n");
  return lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith("#")),
  );
}

/** Provider that differs between two lock files. */
export interface ProviderConflict {
  readonly provider: string;
  readonly committed: LockedProvider;
  readonly found: LockedProvider;
}

/**
 * Merges two locks. The checksums of a provider in the same version are joined; they must have one in common, since packages that
 * share none may differ.
 *
 * @returns the merged lock, and the providers that differ, which stay as committed
 */
export function mergeProviderLocks(
  committed: ProviderLock,
  found: ProviderLock,
): { readonly lock: ProviderLock; readonly conflicts: readonly ProviderConflict[] } {
  const lock = new Map(committed);
  const conflicts: ProviderConflict[] = [];
  for (const [provider, one] of found) {
    const before = committed.get(provider);
    if (before === undefined) lock.set(provider, one);
    else if (isSamePackage(before, one))
      lock.set(provider, { ...before, ...one, hashes: [...new Set([...before.hashes, ...one.hashes])] });
    else conflicts.push({ provider, committed: before, found: one });
  }
  return { lock, conflicts };
}

function isSamePackage(one: LockedProvider, other: LockedProvider): boolean {
  const isKnown = one.hashes.length > 0 && other.hashes.length > 0;
  return (
    one.version === other.version && (!isKnown || one.hashes.some((hash) => other.hashes.includes(hash)))
  );
}

function tokensOf(text: string): Token[] {
  try {
    return lexSource(text).filter(({ kind }) => kind !== "newline" && kind !== "comment");
  } catch (error) {
    if (error instanceof LexicalError) throw new ProviderLockError(error.message);
    throw error;
  }
}

/** Reads tokens in order. */
class Reader {
  private position = 0;

  public constructor(private readonly tokens: readonly Token[]) {}

  public get isAtEnd(): boolean {
    return this.position >= this.tokens.length;
  }

  public next(): string {
    const text = this.tokens[this.position++]?.text;
    if (text === undefined) throw new ProviderLockError("unexpected end of the file");
    return text;
  }

  public take(expected: string): void {
    const found = this.next();
    if (found !== expected) throw new ProviderLockError(`expected ${expected}, found ${found}`);
  }

  /** Reads a quoted string. */
  public text(): string {
    this.take('"');
    const text = this.next();
    if (text === '"') return "";
    this.take('"');
    return text;
  }

  /** Reads a quoted string, or a list of them. */
  public value(): string | readonly string[] {
    if (this.tokens[this.position]?.text !== "[") return this.text();
    this.take("[");
    const texts: string[] = [];
    while (this.tokens[this.position]?.text !== "]") {
      texts.push(this.text());
      if (this.tokens[this.position]?.text === ",") this.take(",");
    }
    this.take("]");
    return texts;
  }
}

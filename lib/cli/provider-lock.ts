import { formatHcl, LexicalError, lexSource, type Token } from "../../hcl/src";
import { UserError } from "../errors";

/** A provider in a lock file. */
export interface LockedProvider {
  /** The version that `terraform init` installs, and no other. */
  readonly version: string;
  /** The versions that the configuration asked for. */
  readonly constraints?: string;
  /** The checksums of its packages, those for other platforms among them. */
  readonly hashes: readonly string[];
}

/** What a `.terraform.lock.hcl` holds: the providers by their addresses, such as `registry.terraform.io/aliyun/alicloud`. */
export type ProviderLock = ReadonlyMap<string, LockedProvider>;

/** A text is not what `terraform init` writes into a lock file. */
export class ProviderLockError extends UserError {
  public override readonly name = "ProviderLockError";
  public readonly code = "invalid-provider-lock";
}

/**
 * Reads a lock file of providers.
 *
 * @throws {@link ProviderLockError} when it is none
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
 * A lock file as `terraform init` writes it.
 *
 * @param like - a lock file, whose comment at the top is taken
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

/** Two lock files do not agree about a provider. */
export interface ProviderConflict {
  readonly provider: string;
  readonly kept: LockedProvider;
  readonly found: LockedProvider;
}

/**
 * Adds to a lock what another one has. Of a provider in the same version, the checksums of both are kept; they must have one in
 * common, since two packages that share none are not known to be the same.
 *
 * @returns the lock with all that could be added, and the providers about which the two do not agree, as they were
 */
export function mergeProviderLocks(
  kept: ProviderLock,
  found: ProviderLock,
): { readonly lock: ProviderLock; readonly conflicts: readonly ProviderConflict[] } {
  const lock = new Map(kept);
  const conflicts: ProviderConflict[] = [];
  for (const [provider, one] of found) {
    const before = kept.get(provider);
    if (before === undefined) lock.set(provider, one);
    else if (isSamePackage(before, one))
      lock.set(provider, { ...before, ...one, hashes: [...new Set([...before.hashes, ...one.hashes])] });
    else conflicts.push({ provider, kept: before, found: one });
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

/** Takes tokens one after the other. */
class Reader {
  private position = 0;

  public constructor(private readonly tokens: readonly Token[]) {}

  public get isAtEnd(): boolean {
    return this.position >= this.tokens.length;
  }

  public next(): string {
    const text = this.tokens[this.position++]?.text;
    if (text === undefined) throw new ProviderLockError("it ends in the middle of a provider");
    return text;
  }

  public take(expected: string): void {
    const found = this.next();
    if (found !== expected) throw new ProviderLockError(`found ${found} where ${expected} should be`);
  }

  /** A text in quotes. */
  public text(): string {
    this.take('"');
    const text = this.next();
    if (text === '"') return "";
    this.take('"');
    return text;
  }

  /** A text, or a list of them. */
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

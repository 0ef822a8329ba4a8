import satisfies from "spdx-satisfies";

/** Code of others that a package contains or installs. */
export interface ForeignPackage {
  /** Name and version: `zod 4.6.7`. */
  readonly name: string;
  /** Licence as the package gives it: an SPDX expression, or a text. */
  readonly license: string;
}

/**
 * Licences whose code may be in, or needed by, a package under Apache-2.0: permissive ones, and MPL-2.0, which covers its own
 * files only. Not among them: GPL, LGPL, AGPL, BUSL, SSPL, and those with other limits on use.
 */
export const COMPATIBLE_LICENCES = [
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "MPL-2.0",
  "Python-2.0",
  "Unlicense",
  "Zlib",
] as const;

/** Texts that are no SPDX expressions, and allow everything. */
const FREE_TEXTS: ReadonlySet<string> = new Set(["Public Domain"]);

/** Returns an issue for each package whose licence is not compatible with Apache-2.0, or cannot be told. */
export function licenceIssues(packages: readonly ForeignPackage[]): string[] {
  return packages
    .filter(({ license }) => !isCompatible(license))
    .map(
      ({ name, license }) =>
        `${name} has the licence ${JSON.stringify(license)}; replace it, or add the licence to ` +
        "scripts/release/licences.ts if it is compatible with Apache-2.0",
    );
}

function isCompatible(license: string): boolean {
  if (FREE_TEXTS.has(license)) return true;
  try {
    return satisfies(license, [...COMPATIBLE_LICENCES]);
  } catch {
    // Not an SPDX expression.
    return false;
  }
}

/**
 * Returns the packages that THIRD-PARTY-NOTICES.txt names.
 *
 * @throws RangeError if it names none: another form of the file would pass as no code of others
 */
export function noticedPackages(notices: string): ForeignPackage[] {
  const packages = [...notices.matchAll(/^((?:@[\w.-]+\/)?[\w.-]+ \d[\w.+-]*) \((.+)\), https?:/gm)].map(
    ([, name = "", license = ""]) => ({ name, license }),
  );
  if (packages.length === 0) throw new RangeError("THIRD-PARTY-NOTICES.txt names no package");
  return packages;
}

/** Entry of `packages` in package-lock.json. */
interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly link?: boolean;
}

/** Returns the packages that whoever installs ours gets too, from package-lock.json. */
export function installedPackages(lock: {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}): ForeignPackage[] {
  return Object.entries(lock.packages)
    .filter(([folder, { link }]) => folder.startsWith("node_modules/") && link !== true)
    .filter(([, { dev, devOptional }]) => dev !== true && devOptional !== true)
    .map(([folder, { version = "", license = "" }]) => ({
      name: `${folder.replace(/^.*node_modules\//, "")} ${version}`,
      license,
    }));
}

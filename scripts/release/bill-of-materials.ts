import type { ForeignPackage } from "./licences";

/** Bill of materials in CycloneDX's JSON, as `npm sbom` writes it; fields that are passed on only are left out. */
export interface CycloneDx {
  readonly metadata: { readonly component: Component; readonly [field: string]: unknown };
  readonly components: readonly Component[];
  readonly dependencies: readonly Dependencies[];
  readonly [field: string]: unknown;
}

/** A package. */
export interface Component {
  /** Identity in the bill: `zod@4.6.7`. */
  readonly "bom-ref": string;
  readonly name: string;
  readonly version?: string;
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
  readonly [field: string]: unknown;
}

/** The packages that one needs. */
export interface Dependencies {
  readonly ref: string;
  readonly dependsOn: readonly string[];
}

/** Package whose bill is written. */
export interface PublishedPackage {
  readonly name: string;
  readonly version: string;
  /** Names of the packages that npm installs with it. */
  readonly dependencies: readonly string[];
}

/** The bindings of the provider, which are in the bundle and in no registry. */
const BINDINGS = "@cdktf/provider-alicloud@";

/**
 * Returns the bill of one package: what npm installs with it, directly or not, and what is bundled into it. Bundled packages have the
 * property `bundled`.
 *
 * @param all - bill of everything in package-lock.json
 * @param bundled - packages in the bundle
 * @throws RangeError if the lock file lacks the package, or one that it needs
 */
export function sbomOf(
  all: CycloneDx,
  published: PublishedPackage,
  bundled: readonly ForeignPackage[],
): CycloneDx {
  const components = new Map(
    [all.metadata.component, ...all.components].map((component) => [component["bom-ref"], component]),
  );
  const edges = new Map(all.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const component = (ref: string): Component => {
    const found = components.get(ref);
    if (found === undefined) throw new RangeError(`package-lock.json lacks ${ref}; run npm install`);
    return found;
  };
  const own = `${published.name}@${published.version}`;
  const direct = (edges.get(component(own)["bom-ref"]) ?? []).filter((ref) =>
    published.dependencies.includes(nameOf(ref)),
  );
  const needed = closure(direct, edges);
  const inBundle = new Set(bundled.map(({ name }) => name.replace(/ (\S+)$/, "@$1")));
  if (inBundle.size > 0) for (const ref of components.keys()) if (ref.startsWith(BINDINGS)) inBundle.add(ref);
  const refs = [...new Set([...needed, ...inBundle])].sort();
  return {
    ...all,
    metadata: {
      ...all.metadata,
      lifecycles: [{ phase: "build" }],
      // npm gives the name of the folder.
      component: { ...component(own), name: published.name },
    },
    components: refs.map((ref) => (inBundle.has(ref) ? asBundled(component(ref)) : component(ref))),
    dependencies: [
      { ref: own, dependsOn: [...new Set([...direct, ...inBundle])].sort() },
      ...refs.map((ref) => ({ ref, dependsOn: (edges.get(ref) ?? []).filter((one) => refs.includes(one)) })),
    ],
  };
}

/** Everything that packages need, themselves included. */
function closure(
  refs: readonly string[],
  edges: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const found = new Set(refs);
  for (const ref of found) for (const next of edges.get(ref) ?? []) found.add(next);
  return found;
}

function asBundled(component: Component): Component {
  const own = (component.properties ?? []).filter(({ name }) => name !== "cdx:npm:package:development");
  return { ...component, properties: [...own, { name: "cdx:npm:package:bundled", value: "true" }] };
}

function nameOf(ref: string): string {
  return ref.slice(0, ref.lastIndexOf("@"));
}

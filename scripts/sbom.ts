import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { bundledIn, type CycloneDx, sbomOf } from "./release/bill-of-materials";
import { noticedPackages } from "./release/licences";

// Writes a bill of materials for each package that is published, in CycloneDX's JSON, into dist/sbom: npm run sbom.
// The package of the root has to be built before: its notices name what is bundled into it.

const FOLDER = "dist/sbom";

/** Folders of the packages. The root bundles code of its development dependencies. */
const PACKAGES = { "": true, emulator: false, hcl: false };

// npm knows versions, addresses and checksums of all that is installed.
const all = JSON.parse(
  execFileSync("npm", ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  }),
) as CycloneDx;
const bundled = bundledIn(noticedPackages(readFileSync("dist/package/THIRD-PARTY-NOTICES.txt", "utf8")));
mkdirSync(FOLDER, { recursive: true });
for (const [folder, isBundle] of Object.entries(PACKAGES)) {
  const { name, version } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as {
    readonly name: string;
    readonly version: string;
  };
  const sbom = sbomOf(all, { name, version }, isBundle ? bundled : new Set());
  const file = path.join(FOLDER, `${name}-${version}.cdx.json`);
  writeFileSync(file, `${JSON.stringify(sbom, undefined, 2)}\n`);
  process.stdout.write(`${file}: ${String(sbom.components.length)} components\n`);
}

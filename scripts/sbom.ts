import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { type CycloneDx, sbomOf } from "./release/bill-of-materials";
import { noticedPackages } from "./release/licences";

// Writes a bill of materials for each package that is published, in CycloneDX's JSON, into dist/sbom: npm run sbom.
// Run  npm run release:check  before: it builds the package, whose notices name what is bundled.

const FOLDER = "dist/sbom";

// npm knows versions, addresses and checksums of all that is installed.
const everything = JSON.parse(
  execFileSync("npm", ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  }),
) as CycloneDx;
const bundled = noticedPackages(readFileSync("dist/package/THIRD-PARTY-NOTICES.txt", "utf8"));
mkdirSync(FOLDER, { recursive: true });
for (const folder of ["", "emulator", "hcl"]) {
  const { name, version, dependencies } = JSON.parse(
    readFileSync(path.join(folder, "package.json"), "utf8"),
  ) as {
    readonly name: string;
    readonly version: string;
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const published = { name, version, dependencies: Object.keys(dependencies) };
  const sbom = sbomOf(everything, published, folder === "" ? bundled : []);
  const file = path.join(FOLDER, `${name}-${version}.cdx.json`);
  writeFileSync(file, `${JSON.stringify(sbom, undefined, 2)}\n`);
  process.stdout.write(`${file}: ${String(sbom.components.length)} components\n`);
}

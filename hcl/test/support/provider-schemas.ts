import * as fs from "node:fs";
import * as path from "node:path";

import type { ProviderSchemas } from "../../src";

const file = path.resolve(__dirname, "../../../providers/alicloud/schema/alicloud-1.289.0.json");

/** What `terraform providers schema -json` says about the provider alicloud. */
export const providerSchemas = JSON.parse(fs.readFileSync(file, "utf8")) as ProviderSchemas;

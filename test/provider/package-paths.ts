import * as path from "node:path";

/** The folder of the package under test. */
export const PACKAGE = path.resolve(__dirname, "../../providers/alicloud");

/** The schema that the bindings are generated from. */
export const SCHEMA_FILE = path.join(PACKAGE, "schema", "alicloud-1.289.0.json");

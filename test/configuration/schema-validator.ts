import Ajv from "ajv";

import { configurationJsonSchema } from "../../lib/configuration/json-schema";

const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
ajv.addSchema(configurationJsonSchema(), "exposure");

/** What is wrong with data by the schema, or a part of it; empty where nothing is. */
export function problemsOf(data: unknown, part = ""): string[] {
  const validate = ajv.getSchema(`exposure${part}`);
  if (validate === undefined) throw new Error(`the schema has no ${part}`);
  return validate(data) === true
    ? []
    : (validate.errors ?? []).map(({ instancePath, message = "" }) => `${instancePath} ${message}`);
}

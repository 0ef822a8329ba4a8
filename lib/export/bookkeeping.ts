import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, type TerraformJson } from "../hcl";

/** How many labels the blocks have in which cdktf notes something for itself. */
const LABELS: Readonly<Record<string, number>> = {
  ...{ provider: 1, variable: 1, module: 1, check: 1, output: 1 },
  ...{ data: 2, ephemeral: 2, resource: 2 },
};

/** The key of comments, under which cdktf keeps its notes. */
const NOTES = "//";

/** A configuration without what cdktf notes for itself: construct paths, versions, the names of outputs. */
export function withoutBookkeeping(synthesized: TerraformJson): TerraformJson {
  return Object.fromEntries(
    Object.entries(commented(synthesized)).map(([kind, value]) => [
      kind,
      withoutNotes(value, LABELS[kind] ?? 0),
    ]),
  );
}

/** Only where blocks are: a tag may well have the same key. */
function withoutNotes(value: JsonValue, labels: number): JsonValue {
  if (isJsonArray(value)) return value.map((item) => withoutNotes(item, labels));
  if (!isJsonObject(value)) return value;
  if (labels === 0) return commented(value);
  return Object.fromEntries(
    Object.entries(value).map(([label, inner]) => [label, withoutNotes(inner, labels - 1)]),
  );
}

/** The body of a block with nothing but a comment under the key, if there is one. */
function commented({ [NOTES]: note, ...body }: JsonObject): JsonObject {
  const comment = isJsonObject(note) ? note.comment : note;
  return comment === undefined ? body : { [NOTES]: comment, ...body };
}

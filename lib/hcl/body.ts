import { orderArguments, orderBlocks } from "./block-order";
import { block, type BlockSchema, type BodySchema } from "./body-schema";
import { commentKey, commentLines } from "./comments";
import { unknownBody } from "./dynamic-block";
import { quotedConstant } from "./expression";
import { HclError } from "./hcl-error";
import { isIdentifier } from "./identifier";
import { isJsonArray, isJsonObject, type JsonPath, type JsonValue, ownProperty } from "./terraform-json";
import { bodyMembers, type Member, unpackBlocks, type UnpackedBlock } from "./unpack";

/**
 * The blocks of one name, each with its comment.
 * @param depth - how many blocks are open around them
 * @throws HclError when the JSON has a form that Terraform does not read
 */
export function writeBlocks(member: Member, schema: BlockSchema, depth: number): string[] {
  return unpackBlocks(member.value, schema.labels, member.path).map((unpacked) =>
    writeBlock(member.name, unpacked, schema, depth),
  );
}

function writeBlock(
  name: string,
  { labels, body, path }: UnpackedBlock,
  schema: BlockSchema,
  depth: number,
): string {
  const header = [name, ...labels.map(quotedConstant)].join(" ");
  const content = writeBody(body, schema.body(labels), path, depth + 1);
  const text = content === "" ? `${header} {}` : `${header} {\n${content}\n}`;
  return [...commentLines(isJsonObject(body) ? body[commentKey] : undefined), text].join("\n");
}

function writeBody(body: JsonValue, schema: BodySchema, path: JsonPath, depth: number): string {
  const blocks: (Member & { readonly schema: BlockSchema })[] = [];
  const given: Member[] = [];
  for (const member of bodyMembers(body, path)) {
    if (!isIdentifier(member.name))
      throw new HclError(member.path, "a name has letters, digits, - and _ only");
    const nested = blockSchemaOf(member, schema);
    if (nested) blocks.push({ ...member, schema: nested });
    else given.push(member);
  }
  const { groups, closing } = orderArguments(given, schema.order);
  return [
    ...groups.flatMap((group) => writeGroup(group, schema, depth)),
    ...orderBlocks(blocks).flatMap((nested) => writeBlocks(nested, nested.schema, depth)),
    ...writeGroup(closing, schema, depth),
  ].join("\n\n");
}

/** Arguments in pieces that have an empty line between them. */
function writeGroup(group: readonly Member[], schema: BodySchema, depth: number): string[] {
  const texts = group.map((argument) => writeArgument(argument, schema, depth));
  if (schema.comments === undefined) return texts.length === 0 ? [] : [texts.join("\n")];
  const pieces: string[] = [];
  let followsShort = false;
  for (const text of texts) {
    const isShort = !text.includes("\n");
    pieces.push(isShort && followsShort ? `${pieces.pop() ?? ""}\n${text}` : text);
    followsShort = isShort;
  }
  return pieces;
}

function writeArgument({ name, value, path }: Member, schema: BodySchema, depth: number): string {
  const write = ownProperty(schema.arguments, name) ?? schema.otherArguments;
  const text = `${name} = ${write(value, { path, depth, endsLine: true })}`;
  return [...commentLines(ownProperty(schema.comments ?? {}, name)), text].join("\n");
}

function blockSchemaOf({ name, value }: Member, schema: BodySchema): BlockSchema | undefined {
  const known = ownProperty(schema.blocks, name);
  if (known !== undefined || Object.hasOwn(schema.arguments, name) || !schema.guessesBlocks) return known;
  const looksLikeBlocks = isJsonArray(value) && value.length > 0 && value.every(isJsonObject);
  return looksLikeBlocks ? block({ ...unknownBody, otherArguments: schema.otherArguments }) : undefined;
}

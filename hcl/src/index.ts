/**
 * Terraform's JSON syntax and HCL: a configuration as readable HCL, laid out as `terraform fmt` does it, and the parts that
 * programs which work on Terraform's JSON need, the reading of its templates among them.
 */

// Rendering: JSON in, HCL out
export { renderHcl, renderHclFiles, renderHclTest, type RenderOptions, type SchemaGuess } from "./render";
export { formatHcl } from "./format";
export {
  parseProviderSchemas,
  type ProviderSchema,
  type ProviderSchemas,
  type SchemaBlock,
  type SchemaBlockType,
  type SchemaOfType,
} from "./provider-schemas";

// Terraform's JSON: its values, and the blocks that they stand for
export {
  HclError,
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonPath,
  type JsonValue,
  ownProperty,
  parseTerraformJson,
  type TerraformJson,
  unpackBlocks,
  type UnpackedBlock,
} from "./json";

// Single values: each as the HCL expression that means the same
export { isBareKey, type Place, writeExpression, type Writer } from "./expression";

// Templates: the texts of Terraform's JSON in their parts, and what they refer to
export { parseTemplate, type TemplatePart } from "./template";
export { isLiteral, templateTokens, type TemplateToken, type Traversal, traversalsIn } from "./traversal";

// Tokens: HCL source, for what changes its layout
export { bracketChange, endsLine, LexicalError, lexSource, type Token, type TokenKind } from "./lexer";

// Texts as Terraform compares them
export { loneSurrogateIn, sameKeyIn, textInTerraform, visiblyDifferent } from "./text";

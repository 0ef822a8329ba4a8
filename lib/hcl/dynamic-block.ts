import { argumentsOnly, block, type BlockSchema, type BodySchema, labelled, others } from "./body-schema";
import { writeExpression } from "./expression";
import { writeReference } from "./reference";
import { ownProperty } from "./terraform-json";

/** A body of which nothing is known: lists of objects are taken for nested blocks. */
export const unknownBody: BodySchema = {
  ...argumentsOnly(writeExpression),
  blocks: { dynamic: dynamicBlock({}) },
  guessesBlocks: true,
};

/** A `dynamic` block; its label names the block, one of those given, that its content describes. */
export function dynamicBlock(blocks: Readonly<Record<string, BlockSchema>>): BlockSchema {
  return labelled((name) => ({
    ...argumentsOnly(writeExpression),
    arguments: { iterator: writeReference },
    blocks: { content: block(ownProperty(blocks, name)?.body([]) ?? unknownBody) },
    order: [["for_each", "iterator", "labels", others]],
  }));
}

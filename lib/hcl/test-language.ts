import { argumentsOnly, block, type BlockSchema, labelled } from "./body-schema";
import { writeExpression } from "./expression";
import { bodyWith, condition } from "./language";
import { writeReference } from "./reference";

const override = block(bodyWith({ target: writeReference }));

const overrides = { override_data: override, override_resource: override, override_module: override };

const variables = block(argumentsOnly(writeExpression));

const mock = labelled(() => argumentsOnly(writeExpression));

const run = bodyWith(
  { command: writeReference, providers: writeReference, expect_failures: writeReference },
  {
    plan_options: block(bodyWith({ mode: writeReference, replace: writeReference, target: writeReference })),
    module: block(argumentsOnly(writeExpression)),
    variables,
    ...overrides,
    assert: block(condition),
  },
);

/**
 * The blocks of a test file, in the order in which they are written.
 * @see https://developer.hashicorp.com/terraform/language/files/tests
 */
export const TEST_BLOCKS: Readonly<Record<string, BlockSchema>> = {
  mock_provider: labelled(() => bodyWith({}, { mock_data: mock, mock_resource: mock, ...overrides })),
  ...overrides,
  variables,
  run: labelled(() => run),
};

import { isDeepStrictEqual } from "node:util";

import {
  LocalBackend,
  TerraformLocal,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
  Testing,
} from "cdktf";

import { cdktfHclProblems, type JsonPath, type TerraformJson } from "../../lib/hcl";
import { normalFormOfHcl, normalFormOfJson } from "./support/normal-form";

/** A resource as generated bindings have it. */
class Data extends TerraformResource {
  public constructor(
    stack: TerraformStack,
    id: string,
    private readonly value: string,
  ) {
    super(stack, id, { terraformResourceType: "terraform_data" });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { input: this.value };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return { input: { value: this.value, isBlock: false, type: "simple", storageClassType: "string" } };
  }
}

type Fill = (stack: TerraformStack) => void;

interface Synthesized {
  readonly json: TerraformJson;
  readonly hcl: string;
}

/** What CDKTF makes of a stack in both syntaxes. */
function synthesize(fill: Fill): Synthesized {
  const stack = new TerraformStack(Testing.app(), "stack");
  new LocalBackend(stack, { path: "terraform.tfstate" });
  fill(stack);
  stack.prepareStack();
  const { hcl } = stack.toHclTerraform() as { hcl: string };
  return { json: stack.toTerraform() as TerraformJson, hcl };
}

/** Whether CDKTF's HCL says what its JSON says; HCL that cannot be parsed does not. */
async function saysTheSame({ json, hcl }: Synthesized): Promise<boolean> {
  // To the parser, an argument with a list of objects looks as blocks do.
  if (/^\s*(pre|post)condition = /m.test(hcl)) return false;
  const ofHcl = await normalFormOfHcl(hcl).catch(() => undefined);
  // CDKTF writes the block of required providers even when there are none.
  const terraform = { required_providers: {}, ...(json.terraform as TerraformJson) };
  return isDeepStrictEqual(ofHcl, await normalFormOfJson({ ...json, terraform }));
}

const condition = { condition: "${true}", error_message: "no" };

describe("reports what the HCL of CDKTF loses, changes or breaks:", () => {
  test.each<[string, Fill, JsonPath, RegExp]>([
    [
      "a precondition",
      (stack) => {
        new Data(stack, "a", "b").addOverride("lifecycle.precondition", [condition]);
      },
      ["resource", "terraform_data", "a", "lifecycle", "precondition"],
      /it is a block/,
    ],
    [
      "a precondition of an output",
      (stack) => {
        new TerraformOutput(stack, "a", { value: "b" }).addOverride("precondition", [condition]);
      },
      ["output", "a", "precondition"],
      /it is a block/,
    ],
    [
      "the required version",
      (stack) => {
        stack.addOverride("terraform.required_version", ">= 1.9");
      },
      ["terraform", "required_version"],
      /invalid/,
    ],
    [
      "a check",
      (stack) => {
        stack.addOverride("check.a", { assert: [condition] });
      },
      ["check"],
      /left out/,
    ],
    [
      "a removed block",
      (stack) => {
        stack.addOverride("removed", [{ from: "terraform_data.a", lifecycle: { destroy: false } }]);
      },
      ["removed"],
      /left out/,
    ],
    [
      "nullable",
      (stack) => {
        new TerraformVariable(stack, "a", { nullable: false });
      },
      ["variable", "a", "nullable"],
      /nullable = false is left out/,
    ],
    [
      "the default 0",
      (stack) => {
        new TerraformVariable(stack, "a", { default: 0 });
      },
      ["variable", "a", "default"],
      /default = 0 is left out/,
    ],
    [
      "a local value that is false",
      (stack) => {
        new TerraformLocal(stack, "a", false);
      },
      ["locals", "a"],
      /a = false is left out/,
    ],
    [
      "a text that looks like a number",
      (stack) => {
        new TerraformOutput(stack, "a", { value: { b: ["1"] } });
      },
      ["output", "a", "value", "b", 0],
      /becomes a number/,
    ],
    [
      "a text of several lines",
      (stack) => {
        new Data(stack, "a", "b\nc\n");
      },
      ["resource", "terraform_data", "a", "input"],
      /several lines/,
    ],
    [
      "a backslash",
      (stack) => {
        new Data(stack, "a", "b\\n");
      },
      ["resource", "terraform_data", "a", "input"],
      /backslash/,
    ],
    [
      "a quote beside an interpolation",
      (stack) => {
        new Data(stack, "a", 'the "${path.module}"');
      },
      ["resource", "terraform_data", "a", "input"],
      /quote/,
    ],
    [
      "a description with a text that is no template",
      (stack) => {
        new TerraformVariable(stack, "a", { description: "ends with ${" });
      },
      ["variable", "a", "description"],
      /no(ne| template)/,
    ],
  ])("%s", async (_, fill, path, problem) => {
    const synthesized = synthesize(fill);
    expect(cdktfHclProblems(synthesized.json)).toEqual([
      { path, problem: expect.stringMatching(problem) as string },
    ]);
    // Otherwise there would be nothing to report.
    expect(await saysTheSame(synthesized)).toBe(false);
  });
});

describe("reports nothing where the HCL of CDKTF says the same:", () => {
  test.each<[string, Fill]>([
    [
      "a resource that was moved and imported",
      (stack) => {
        const data = new Data(stack, "a", "b-${path.module}");
        data.moveFromId("terraform_data.old");
        new Data(stack, "b", 'a "quote"').importFrom("id");
      },
    ],
    [
      "a variable with a validation",
      (stack) => {
        const validation = [{ condition: "${var.a != jsonencode(1)}", errorMessage: "no" }];
        new TerraformVariable(stack, "a", {
          type: "string",
          default: "b",
          sensitive: true,
          description: "c",
          validation,
        });
      },
    ],
    [
      "an output and a local value",
      (stack) => {
        new TerraformLocal(stack, "a", { b: "c", d: true });
        new TerraformOutput(stack, "e", { value: "${local.a}", description: "f", sensitive: true });
      },
    ],
  ])("%s", async (_, fill) => {
    const synthesized = synthesize(fill);
    expect(cdktfHclProblems(synthesized.json)).toEqual([]);
    expect(await saysTheSame(synthesized)).toBe(true);
  });
});

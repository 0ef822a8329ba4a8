import { HclError, renderHcl, type RenderOptions, type TerraformJson } from "../src";

/** The error that rendering ends with. */
function errorOf(configuration: TerraformJson, options: RenderOptions = {}): unknown {
  try {
    renderHcl(configuration, options);
  } catch (error) {
    return error;
  }
  throw new Error("rendered without an error");
}

const resource = (body: TerraformJson): TerraformJson => ({ resource: { terraform_data: { a: body } } });

describe("fails when", () => {
  test.each<[string, TerraformJson, (string | number)[], RegExp]>([
    [
      "a top-level name is no block, naming those that are",
      { resources: {} },
      ["resources"],
      /allowed: terraform, provider,/,
    ],
    ["an interpolation is not closed", { locals: { a: "${b" } }, ["locals", "a"], /never closed with }/],
    ["an interpolation is empty", { locals: { a: "${ }" } }, ["locals", "a"], /\$\{} is empty/],
    [
      "a string in an interpolation is not closed",
      { locals: { a: 'x${"b}' } },
      ["locals", "a"],
      /string is never closed/,
    ],
    [
      "a heredoc in an interpolation is not closed",
      { locals: { a: "${<<A\n}" } },
      ["locals", "a"],
      /heredoc A is never closed/,
    ],
    [
      "an expression has a character without a meaning",
      { locals: { a: "${b @ c}" } },
      ["locals", "a"],
      /unexpected "@"/,
    ],
    [
      "a sequence follows a carriage return, after which Terraform reads plain text",
      { locals: { a: ["b\rc${d}"] } },
      ["locals", "a", 0],
      /carriage return/,
    ],
    [
      "depends_on holds something else than an address",
      resource({ depends_on: ["a b"] }),
      ["resource", "terraform_data", "a", "depends_on", 0],
      /"a b" is neither an address/,
    ],
    [
      "a provider is given by a template",
      resource({ provider: "alicloud.${var.a}" }),
      ["resource", "terraform_data", "a", "provider"],
      /neither an address/,
    ],
    [
      "a type is no string",
      { variable: { v: { type: { a: 1 } } } },
      ["variable", "v", "type"],
      /not an object/,
    ],
    [
      "a type is not HCL",
      { variable: { v: { type: "list(string) @" } } },
      ["variable", "v", "type"],
      /unexpected "@" .* of "list\(string\) @"/,
    ],
    [
      "a block is a string",
      resource({ lifecycle: "${x}" }),
      ["resource", "terraform_data", "a", "lifecycle"],
      /not the string/,
    ],
    [
      "a label is missing",
      { resource: { terraform_data: ["a"] } },
      ["resource", "terraform_data"],
      /not a list/,
    ],
    [
      "an argument has a name that HCL does not allow",
      { locals: { "a b": 1 } },
      ["locals", "a b"],
      /letters, digits/,
    ],
    ["a number is none", { locals: { a: NaN } }, ["locals", "a"], /NaN/],
    [
      "an integer is beyond 2^53, where digits are lost",
      { locals: { a: [{ b: 2 ** 53 }] } },
      ["locals", "a", 0, "b"],
      /the integer 9007199254740992 .* give it as the text "\$\{/,
    ],
    [
      "a constant is such an integer",
      { variable: { v: { default: -1e21 } } },
      ["variable", "v", "default"],
      /the integer -1e\+21 /,
    ],
    [
      "a lifecycle has a block that is not known",
      resource({ lifecycle: { action_trigger: [{ events: ["after_create"] }] } }),
      ["resource", "terraform_data", "a", "lifecycle", "action_trigger"],
      /^unknown in a lifecycle block, .*a list .*; remove it, or .* JSON; known: create_before_destroy, .*, postcondition$/,
    ],
    [
      "a lifecycle has an argument that is not known",
      resource({ lifecycle: [{ enabled: "${var.on}" }] }),
      ["resource", "terraform_data", "a", "lifecycle", 0, "enabled"],
      /the string "\$\{var.on\}" here may be an argument or nested blocks/,
    ],
    [
      "the lifecycle of what is removed has more than Terraform knows there",
      { removed: { from: "a.b", lifecycle: { prevent_destroy: true } } },
      ["removed", "lifecycle", "prevent_destroy"],
      /known: destroy$/,
    ],
    [
      "the terraform block has a block that is not known",
      { terraform: { encryption: { method: {} } } },
      ["terraform", "encryption"],
      /an object .* known: required_version, experiments, language, required_providers, backend, cloud, provider_meta$/,
    ],
    [
      "the terraform block has a labelled block that is not known",
      { terraform: [{ state_store: { a_b: {} } }] },
      ["terraform", 0, "state_store"],
      /^unknown in a terraform block/,
    ],
    [
      "two objects of one body set the same argument",
      { output: { o: [[{ value: 1 }, { value: 2 }]] } },
      ["output", "o", 0, 1, "value"],
      /set twice/,
    ],
  ])("%s", (_, configuration, path, problem) => {
    const error = errorOf(configuration);
    expect(error).toBeInstanceOf(HclError);
    expect(error).toMatchObject({ path, problem: expect.stringMatching(problem) as string });
  });

  test("a comment is given for a local value that is not there", () => {
    const error = errorOf({ locals: [{ a: 1 }, { b: 1 }] }, { localComments: { b: "b", c: "c" } });
    expect(error).toBeInstanceOf(HclError);
    expect(error).toMatchObject({
      path: ["locals", "c"],
      problem: expect.stringMatching(/not there; remove it, or correct the name/) as string,
    });
  });

  test("something is wrong, naming the place as an expression would", () => {
    expect(errorOf({ locals: { a: { "b c": ["${"] } } })).toMatchObject({
      message: expect.stringMatching(
        /^locals\.a\["b c"\]\[0\]: a template sequence is never closed/,
      ) as string,
    });
  });
});

test("takes an address in ${}, as the parser of HCL prints it", () => {
  expect(renderHcl(resource({ depends_on: ["${alicloud_vpc.main}"] }))).toContain(
    "depends_on = [alicloud_vpc.main]",
  );
});

import { normalFormOfHcl, normalFormOfJson } from "../../testing/normal-form";
import { describeWithTerraform } from "../../testing/terraform";
import { formattedByTerraform } from "../../testing/terraform/terraform-fmt";
import { renderHcl, renderHclFiles, renderHclTest } from "../src";
import { constructs } from "./support/constructs";
import { providerSchemas } from "./support/provider-schemas";

describe("writes", () => {
  test.each(constructs)("$name", ({ json, hcl }) => {
    expect(renderHcl(json, { providerSchemas })).toBe(hcl);
  });
});

describe("says the same as the JSON about", () => {
  test.each(constructs)("$name", async ({ json, hcl }) => {
    expect(await normalFormOfHcl(hcl)).toEqual(await normalFormOfJson(json));
  });
});

describeWithTerraform("terraform fmt", () => {
  test("has nothing to change", async () => {
    const sources = constructs.map(({ hcl }) => hcl);
    expect(await formattedByTerraform(sources)).toEqual(sources);
  });
});

describe("blocks", () => {
  test("are the same whether an object or a list holds them", () => {
    const asObject = {
      resource: { terraform_data: { a: { lifecycle: { precondition: { condition: "${true}" } } } } },
    };
    const asList = {
      resource: [
        { terraform_data: [{ a: [{ lifecycle: [{ precondition: [{ condition: "${true}" }] }] }] }] },
      ],
    };
    expect(renderHcl(asList)).toBe(renderHcl(asObject));
  });

  test("are not there when their value is null or an empty list", () => {
    expect(
      renderHcl({ resource: { terraform_data: { a: { lifecycle: null, provisioner: [] } } }, moved: [] }),
    ).toBe('resource "terraform_data" "a" {}\n');
  });

  test("have a label where the provider's schema keeps them in a map", () => {
    const rules = { nesting_mode: "map", block: { attributes: { port: {} } } };
    const schema = { resource_schemas: { example_thing: { block: { block_types: { rule: rules } } } } };
    expect(
      renderHcl(
        { resource: { example_thing: { a: { rule: { http: { port: 80 } } } } } },
        { providerSchemas: { provider_schemas: { "registry.example/example/example": schema } } },
      ),
    ).toBe('resource "example_thing" "a" {\n  rule "http" {\n    port = 80\n  }\n}\n');
  });

  test("come in the order of the language, whatever the order of the JSON", () => {
    const hcl = renderHcl({
      output: { o: { value: 1 } },
      locals: { a: 1 },
      terraform: { required_version: "1" },
    });
    expect(hcl.match(/^\w+/gm)).toEqual(["terraform", "locals", "output"]);
  });
});

describe("a comment", () => {
  test("is a text, a list of texts, or the comment of an object", () => {
    const commented = (note: object | string): string => renderHcl({ locals: { "//": note, a: 1 } } as never);
    expect(commented("one\ntwo")).toBe("# one\n# two\nlocals {\n  a = 1\n}\n");
    expect(commented(["one", "two"])).toBe(commented("one\ntwo"));
    expect(commented({ comment: ["one", "two"], metadata: { path: "x" } })).toBe(commented("one\ntwo"));
    expect(commented({ metadata: { path: "x" } })).toBe("locals {\n  a = 1\n}\n");
  });

  test("of several lines stands above each block of local values that has one", () => {
    expect(
      renderHcl({
        locals: [
          { "//": "What is exposed.\n\n  One row for each exposure.", a: 1 },
          { "//": { comment: ["What was", "found."] }, b: 2 },
          { c: 3 },
        ],
      }),
    ).toBe(
      [
        "# What is exposed.\n#\n#   One row for each exposure.\nlocals {\n  a = 1\n}\n",
        "# What was\n# found.\nlocals {\n  b = 2\n}\n",
        "locals {\n  c = 3\n}\n",
      ].join("\n"),
    );
  });

  test("of a single local value stands above it, with empty lines around both", () => {
    const json = { locals: { a: 1, constructor: 2, rows: "${local.a}", depends_on: 4, long: 5, after: 6 } };
    const localComments = { rows: "Rows by key,\nas written.", depends_on: ["Four", "lines"] };
    const hcl = `locals {
  a           = 1
  constructor = 2

  # Rows by key,
  # as written.
  rows = local.a

  long  = 5
  after = 6

  # Four
  # lines
  depends_on = 4
}
`;
    expect(renderHcl(json, { localComments })).toBe(hcl);
    expect(renderHclFiles(json, { localComments }).get("main.tf")).toBe(hcl);
  });

  test("of the first and of the last local value has no empty line beyond", () => {
    const json = { locals: [{ a: 1, b: 2 }, { c: 3 }] };
    expect(renderHcl(json, { localComments: { a: "one", b: "two", c: "three" } })).toBe(
      "locals {\n  # one\n  a = 1\n\n  # two\n  b = 2\n}\n\nlocals {\n  # three\n  c = 3\n}\n",
    );
  });

  test("at the top of the configuration is the header of main.tf", () => {
    const json = { "//": "header", terraform: { required_version: "1" }, locals: { a: 1 } };
    expect(renderHcl(json)).toMatch(/^# header\n\nterraform \{/);
    expect(renderHclFiles(json).get("main.tf")).toBe("# header\n\nlocals {\n  a = 1\n}\n");
  });
});

test("local values of several lines have empty lines around them, those of one line are aligned", () => {
  const json = { locals: { a: 1, bcd: 2, e: { f: 1, gh: 2 }, i: { j: 1 }, k: "${[\n1\n]}", lm: 3, n: 4 } };
  expect(renderHcl(json)).toBe(`locals {
  a   = 1
  bcd = 2

  e = {
    f  = 1
    gh = 2
  }

  i = {
    j = 1
  }

  k = [
    1
  ]

  lm = 3
  n  = 4
}
`);
});

describe("files", () => {
  test("are named as Terraform's style guide has it, and only there when they have content", () => {
    const json = Object.assign(
      {},
      ...constructs.map((construct) => construct.json),
    ) as (typeof constructs)[0]["json"];
    expect([...renderHclFiles(json, { providerSchemas }).keys()]).toEqual([
      "versions.tf",
      "providers.tf",
      "variables.tf",
      "main.tf",
      "checks.tf",
      "outputs.tf",
      "imports.tf",
      "moved.tf",
      "removed.tf",
    ]);
    expect([...renderHclFiles({ locals: { a: 1 } }).keys()]).toEqual(["main.tf"]);
  });

  test("have the blocks of the whole, each once", () => {
    const json = {
      "//": "header",
      locals: { a: 1 },
      output: { o: { value: "${local.a}" } },
      variable: { v: {} },
    };
    const blocks = [...renderHclFiles(json).values()].join("\n").split("\n\n");
    expect(blocks.map((block) => block.trim()).sort()).toEqual(
      renderHcl(json)
        .split("\n\n")
        .map((block) => block.trim())
        .sort(),
    );
  });
});

describe("a test file", () => {
  test("has its mocks, its runs in their order, and references without quotes", () => {
    const hcl = renderHclTest({
      run: [
        {
          second: {
            override_data: [{ target: "data.alicloud_vpcs.all", values: { vpcs: [] } }],
            variables: { a: 1 },
            command: "apply",
            assert: [{ condition: "${output.a == 1}", error_message: "not ${output.a}" }],
          },
        },
        { first: { command: "plan", expect_failures: ["var.a"] } },
      ],
      mock_provider: { alicloud: { mock_data: { alicloud_vpcs: { defaults: { vpcs: [] } } } } },
    });
    expect(hcl.match(/^.*\S.*$/gm)).toEqual([
      'mock_provider "alicloud" {',
      '  mock_data "alicloud_vpcs" {',
      "    defaults = {",
      "      vpcs = []",
      "    }",
      "  }",
      "}",
      'run "second" {',
      "  command = apply",
      "  override_data {",
      "    target = data.alicloud_vpcs.all",
      "    values = {",
      "      vpcs = []",
      "    }",
      "  }",
      "  variables {",
      "    a = 1",
      "  }",
      "  assert {",
      "    condition     = output.a == 1",
      '    error_message = "not ${output.a}"',
      "  }",
      "}",
      'run "first" {',
      "  command         = plan",
      "  expect_failures = [var.a]",
      "}",
    ]);
  });

  test("with a block that is none fails, naming those that are", () => {
    expect(() => renderHclTest({ resource: {} })).toThrow(
      /not a block of a test file; allowed: mock_provider,/,
    );
  });
});

import fc from "fast-check";

import { normalFormOfHcl, normalFormOfJson } from "../../testing/normal-form";
import { describeWithTerraform, evaluate, TerraformWorkspace } from "../../testing/terraform";
import { formattedByTerraform } from "../../testing/terraform/terraform-fmt";
import { renderHcl, type TerraformJson } from "../src";
import { writtenExpressions } from "./support/written-expressions";

const sampling = { numRuns: 300, seed: 5 };

const interpolated = (source: string): string => `\${${source}}`;

/** A condition for each row of a table, as a person writes it down, too long for one line wherever it has none. */
const problems = `{
    for key, row in local.rows : key => {
      # Why this holds: the instance "\${row.instance_id}" { was looked up.
      holds   = local.found[key].instance.id != ""
      problem = "The instance \${row.instance_id} of the exposure \${key} was not found; correct instance_id, or choose \${row.region}."

      ids = concat(local.instances_that_exist_already[*].instance_id, local.instances_that_are_created[*].instance_id)
    } # for each row
  }`;

const places: TerraformJson = {
  locals: {
    problems: interpolated(problems),
    first: interpolated("\n      local.a  # the first\n  && local.b\n  "),
    nested: { "a b": [interpolated("\n[\n 1, # one\n 2\n]\n")] },
    text: `All of \${\n  join(", ", # a list\n     local.names)\n} failed.`,
    heredoc: interpolated("join(<<-EOT\n    a\n      b # no comment\n    EOT\n, # why\n    local.names\n)"),
  },
  resource: {
    terraform_data: {
      a: {
        input: interpolated("try(\nlocal.a,\n\n     # else\nnull,\n)"),
        lifecycle: {
          precondition: [
            { condition: interpolated("alltrue([\n# all\n  local.a,\n\tlocal.b ])"), error_message: "no" },
          ],
        },
      },
    },
  },
};

const inHcl = `locals {
  problems = {
    for key, row in local.rows : key => {
      # Why this holds: the instance "\${row.instance_id}" { was looked up.
      holds   = local.found[key].instance.id != ""
      problem = "The instance \${row.instance_id} of the exposure \${key} was not found; correct instance_id, or choose \${row.region}."

      ids = concat(local.instances_that_exist_already[*].instance_id, local.instances_that_are_created[*].instance_id)
    } # for each row
  }

  first = (
    local.a # the first
    && local.b
  )

  nested = {
    "a b" = [
      [
        1, # one
        2
      ],
    ]
  }

  text = "All of \${
    join(", ", # a list
    local.names)
  } failed."

  heredoc = join(<<-EOT
    a
      b # no comment
    EOT
    , # why
    local.names
  )
}

resource "terraform_data" "a" {
  input = try(
    local.a,

    # else
    null,
  )

  lifecycle {
    precondition {
      condition = alltrue([
        # all
        local.a,
      local.b])
      error_message = "no"
    }
  }
}
`;

describe("an expression over several lines", () => {
  test("keeps its lines and comments wherever it stands", () => {
    expect(renderHcl(places)).toBe(inHcl);
  });

  test("says the same as in JSON", async () => {
    expect(await normalFormOfHcl(inHcl)).toEqual(await normalFormOfJson(places));
  });

  test("that begins or ends with a comment, or ends with a heredoc, gets parentheses on lines of their own", () => {
    const locals = {
      a: "${ # why\nlocal.b }",
      c: ["${local.d # e\n}"],
      f: "${<<A\nb\nA\n}",
      g: "${h /* i\n */}",
    };
    expect(renderHcl({ locals }).replace(/\n\n/g, "\n")).toBe(
      [
        "locals {\n  a = (\n    # why\n    local.b\n  )\n  c = [\n    (\n      local.d # e\n    ),\n  ]\n",
        "  f = (\n    <<A\nb\nA\n  )\n  g = h /* i\n */\n}\n",
      ].join(""),
    );
  });

  test("with one line between line ends counts as an expression on one line", () => {
    expect(renderHcl({ locals: { a: "${\n  upper(local.b)\n}" } })).toBe(
      "locals {\n  a = upper(local.b)\n}\n",
    );
  });

  test("has the lines with which it was written, spaces apart", () => {
    let kept = 0;
    fc.assert(
      fc.property(writtenExpressions, (source) => {
        const written = lines(source);
        if (written.length === 1) return;
        const [, ...rendered] = lines(renderHcl({ locals: { a: [interpolated(source)] } }));
        const item = rendered.slice(1, -2);
        // The comma of the list stands after the last line.
        item.push((item.pop() ?? "").replace(/,$/, ""));
        expect([written, ["(", ...written, ")"]]).toContainEqual(item);
        kept += 1;
      }),
      sampling,
    );
    expect(kept).toBeGreaterThan(100);
  });
});

/** Without white space, and without empty lines around. */
function lines(text: string): string[] {
  return text
    .trim()
    .split("\n")
    .map((line) => line.replace(/\s/g, ""));
}

describeWithTerraform("to Terraform, an expression over several lines", () => {
  const sources = fc.sample(writtenExpressions, sampling);

  test("is formatted wherever it stands", async () => {
    const workspace = await TerraformWorkspace.create({});
    try {
      await workspace.run(["fmt", "-check", "-no-color", "-"], { input: renderHcl(places) });
    } finally {
      await workspace.remove();
    }
    const rendered = sources.map((source) =>
      renderHcl({
        locals: { a: interpolated(source), b: 1, c: [interpolated(source)] },
        output: { o: { value: { a: 1, b: `the \${${source}}\n` }, sensitive: true } },
      }),
    );
    expect(await formattedByTerraform(rendered)).toEqual(rendered);
  });

  test("has the value that it has in JSON", async () => {
    const values = Object.fromEntries(sources.map((source, index) => [`v${index}`, interpolated(source)]));
    expect(await valuesInHcl(values)).toEqual(await evaluate(values));
  });
});

/** The values of expressions in `${}` once these are rendered, by Terraform itself. */
async function valuesInHcl(values: Readonly<Record<string, string>>): Promise<unknown> {
  const workspace = await TerraformWorkspace.create({ "main.tf": renderHcl({ locals: { values } }) });
  try {
    const input = "base64encode(jsonencode(local.values))\n";
    const { stdout } = await workspace.run(["console", "-no-color"], { input });
    const encoded = /^"([A-Za-z0-9+/=]*)"$/m.exec(stdout)?.[1] ?? "";
    return JSON.parse(Buffer.from(encoded, "base64").toString("utf8"));
  } finally {
    await workspace.remove();
  }
}

import type { TerraformJson } from "../../src";

/** A piece of the Terraform language in both syntaxes, as the renderer has to write it. */
export interface Construct {
  readonly name: string;
  readonly json: TerraformJson;
  readonly hcl: string;
}

/** @param hcl - with a margin of four spaces, between line ends */
export function construct(name: string, json: TerraformJson, hcl: string): Construct {
  // The margin of the text below, and the line end in front of it.
  return { name, json, hcl: hcl.replace(/^\n/, "").replace(/^ {4}/gm, "").replace(/ +$/, "") };
}

/** Values: expressions, texts, keys and lists. */
export const valueConstructs: readonly Construct[] = [
  construct(
    "expressions without quotes, and templates with them",
    {
      locals: {
        reference: "\${local.text}",
        template: "\${local.text}-b",
        escaped: "$\${local.text} %%{if}",
        both: "\${local.text}\${local.text}",
        number: "\${5}",
        object: "\${{for k,v in local.map:k=>v...if v!=null}}",
        list: "\${[for v in local.list:-v+1]}",
        condition: "\${!local.a&&local.b?1:- 2}",
        several_lines: "\${local.a ?\n1 :\n2}",
        nested: '\${jsonencode({"a"="\${local.text}",b:[1,2]})}',
        spaces: "\${ local.list [ 0 ] . id }",
        negative: -5,
        large: 9007199254740991,
        small: 1e-21,
        nothing: null,
      },
    },
    `
    locals {
      reference = local.text
      template  = "\${local.text}-b"
      escaped   = "$\${local.text} %%{if}"
      both      = "\${local.text}\${local.text}"
      number    = 5
      object    = { for k, v in local.map : k => v... if v != null }
      list      = [for v in local.list : -v + 1]
      condition = !local.a && local.b ? 1 : -2

      several_lines = (
        local.a ?
        1 :
        2
      )

      nested   = jsonencode({ "a" = "\${local.text}", b : [1, 2] })
      spaces   = local.list[0].id
      negative = -5
      large    = 9007199254740991
      small    = 1e-21
      nothing  = null
    }
    `,
  ),
  construct(
    "strings that need escapes",
    {
      locals: {
        quotes: 'say "hi" to C:\\',
        inside: 'say "\${local.a["b"]}"',
        control: "tab\tnull\0 escape\u001b",
        hidden: "\u202eabc\u202c\ufeff",
        unicode: "é 日本 👍🏽",
        line_ends: "a\nb",
        windows: "a\r\nb\r\n",
        dollar: "$ \${~ local.a }",
        still_a_string: "\n\${~ local.a }",
      },
    },
    String.raw`
    locals {
      quotes         = "say \"hi\" to C:\\"
      inside         = "say \"${"$"}{local.a["b"]}\""
      control        = "tab\tnull\u0000 escape\u001b"
      hidden         = "\u202eabc\u202c\ufeff"
      unicode        = "é 日本 👍🏽"
      line_ends      = "a\nb"
      windows        = "a\r\nb\r\n"
      dollar         = "\u0024${"$"}{local.a}"
      still_a_string = " ${"$"}{~local.a}"
    }
    `,
  ),
  construct(
    "texts of several lines as heredocs, indented where the indentation is no part of them",
    {
      locals: {
        script: '#!/bin/sh\n\n  echo "$\${HOME}" \\\n\tto \${local.a}\n',
        indented: "  a\n    b\n",
        marker: "EOT\n  EOT2\n",
        directive: "%{ for x in local.list ~}\n- \${x}\n%{ endfor ~}\n",
        inside: { text: "a\nb\n", list: ["a\nb\n"] },
        one_line: "a\n",
        empty_lines: "\n\n",
      },
    },
    `
    locals {
      script = <<-EOT
        #!/bin/sh

          echo "$\${HOME}" \\
        \tto \${local.a}
      EOT

      indented = <<EOT
      a
        b
    EOT

      marker = <<-EOT3
        EOT
          EOT2
      EOT3

      directive = <<EOT
    %{for x in local.list~}
    - \${x}
    %{endfor~}
    EOT

      inside = {
        text = <<-EOT
          a
          b
        EOT
        list = ["a\\nb\\n"]
      }

      one_line    = "a\\n"
      empty_lines = "\\n\\n"
    }
    `,
  ),
  construct(
    "keys with quotes only where they are needed",
    {
      locals: {
        map: {
          name: 1,
          "with-dash": 2,
          "with space": 3,
          "kubernetes.io/name": 4,
          for: 5,
          true: 6,
          "1": 7,
          "\${local.key}": 8,
          "\${local.key}-x": 9,
          "$\${x}": 10,
          "//": "data, not a comment",
          toString: 11,
          größe: 12,
        },
      },
    },
    `
    locals {
      map = {
        "1"                  = 7
        name                 = 1
        with-dash            = 2
        "with space"         = 3
        "kubernetes.io/name" = 4
        "for"                = 5
        "true"               = 6
        (local.key)          = 8
        "\${local.key}-x"     = 9
        "$\${x}"              = 10
        "//"                 = "data, not a comment"
        toString             = 11
        größe                = 12
      }
    }
    `,
  ),
  construct(
    "lists on one line while they are short and hold no objects",
    {
      locals: {
        short: ["a", 1, "\${local.b}", [true, null]],
        long: ["a name of forty characters or just about", "another name of forty characters or so on"],
        objects: [{ a: 1 }, {}],
        empty: [],
        nothing: {},
      },
    },
    `
    locals {
      short = ["a", 1, local.b, [true, null]]

      long = [
        "a name of forty characters or just about",
        "another name of forty characters or so on",
      ]

      objects = [
        {
          a = 1
        },
        {},
      ]

      empty   = []
      nothing = {}
    }
    `,
  ),
];

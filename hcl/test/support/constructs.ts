import type { TerraformJson } from "../../src";

/** A piece of the Terraform language in both syntaxes, as the renderer has to write it. */
export interface Construct {
  readonly name: string;
  readonly json: TerraformJson;
  readonly hcl: string;
}

function construct(name: string, json: TerraformJson, hcl: string): Construct {
  // The margin of the text below, and the line end in front of it.
  return { name, json, hcl: hcl.replace(/^\n/, "").replace(/^ {4}/gm, "").replace(/ +$/, "") };
}

export const constructs: readonly Construct[] = [
  construct(
    "settings of Terraform, the version first and the backend last",
    {
      terraform: {
        backend: {
          oss: {
            bucket: "states",
            prefix: "${not a template}",
            assume_role: { role_arn: "acs:ram::1:role/a" },
          },
        },
        required_providers: {
          alicloud: {
            source: "aliyun/alicloud",
            version: ">= 1.230.0, < 2.0.0",
            configuration_aliases: ["alicloud.peer"],
          },
        },
        required_version: ">= 1.9",
      },
    },
    `
    terraform {
      required_version = ">= 1.9"

      required_providers {
        alicloud = {
          source                = "aliyun/alicloud"
          version               = ">= 1.230.0, < 2.0.0"
          configuration_aliases = [alicloud.peer]
        }
      }

      backend "oss" {
        bucket = "states"
        prefix = "$\${not a template}"

        assume_role {
          role_arn = "acs:ram::1:role/a"
        }
      }
    }
    `,
  ),
  construct(
    "HCP Terraform",
    { terraform: { cloud: { organization: "example", workspaces: { name: "eip" } } } },
    `
    terraform {
      cloud {
        organization = "example"

        workspaces {
          name = "eip"
        }
      }
    }
    `,
  ),
  construct(
    "providers, the alias first and nested blocks by the provider's schema",
    {
      provider: {
        alicloud: [
          { region: "cn-hangzhou" },
          {
            endpoints: { vpc: "vpc.example" },
            region: "\${var.region}",
            alias: "peer",
            assume_role: [{ role_arn: "acs:ram::1:role/a" }],
          },
        ],
      },
    },
    `
    provider "alicloud" {
      region = "cn-hangzhou"
    }

    provider "alicloud" {
      alias  = "peer"
      region = var.region

      endpoints {
        vpc = "vpc.example"
      }

      assume_role {
        role_arn = "acs:ram::1:role/a"
      }
    }
    `,
  ),
  construct(
    "variables, with bare types and defaults that are no templates",
    {
      variable: {
        exposures: {
          default: {},
          description: "Exposures by name; \${name} in a tag stands for the name",
          nullable: false,
          type: "map(object({ instance = string, eip = string, tags = optional(map(string), {}), groups = optional(list(string)) }))",
          validation: [
            { condition: "\${length(var.exposures)>0}", error_message: "no exposure is given" },
            {
              condition: '\${alltrue([for e in values(var.exposures): can(cidrhost("\${e.eip}/32",0))])}',
              error_message: 'not an address: \${join(", ",values(var.exposures)[*].eip)}',
            },
          ],
        },
        region: { type: "string", sensitive: true, ephemeral: true },
        zones: { type: "list" },
      },
    },
    `
    variable "exposures" {
      type = map(object({
        instance = string
        eip      = string
        tags     = optional(map(string), {})
        groups   = optional(list(string))
      }))
      description = "Exposures by name; $\${name} in a tag stands for the name"
      default     = {}
      nullable    = false

      validation {
        condition     = length(var.exposures) > 0
        error_message = "no exposure is given"
      }

      validation {
        condition     = alltrue([for e in values(var.exposures) : can(cidrhost("\${e.eip}/32", 0))])
        error_message = "not an address: \${join(", ", values(var.exposures)[*].eip)}"
      }
    }

    variable "region" {
      type      = string
      sensitive = true
      ephemeral = true
    }

    variable "zones" {
      type = list(any)
    }
    `,
  ),
  construct(
    "a type of several lines as it is given",
    { variable: { exposures: { type: "map(object({\n# the instance\ninstance = string\n}))" } } },
    `
    variable "exposures" {
      type = map(object({
        # the instance
        instance = string
      }))
    }
    `,
  ),
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
  construct(
    "a resource: meta-arguments, arguments, blocks, then what belongs at the end",
    {
      resource: {
        alicloud_instance: {
          web: {
            "//": {
              metadata: { path: "stack/web" },
              comment: ["Step 5: the instance", "", "with its\nsecond line"],
            },
            connection: { host: "\${self.private_ip}" },
            data_disks: [{ size: 20 }, { "//": "the second one", size: 40 }],
            depends_on: ["alicloud_vpc.main", 'module.network["a"]'],
            dynamic: {
              network_interfaces: {
                for_each: "\${var.interfaces}",
                iterator: "nic",
                content: { network_interface_id: "\${nic.value}" },
              },
            },
            for_each: '\${toset(["a"])}',
            lifecycle: {
              create_before_destroy: true,
              ignore_changes: ["tags", 'tags["a b"]', "data_disks[0].size"],
              precondition: [
                { condition: "\${var.a}", error_message: "first" },
                { condition: "\${var.b}", error_message: "second" },
              ],
              postcondition: { condition: '\${self.status=="Running"}', error_message: "not running" },
              prevent_destroy: false,
              replace_triggered_by: ["alicloud_vswitch.web[each.key].id"],
            },
            provider: "alicloud.peer",
            provisioner: [
              { "local-exec": { command: "true", when: "destroy", on_failure: "continue" } },
              { file: { source: "a", destination: "b", connection: { host: "h" } } },
            ],
            tags: { role: "\${each.key}" },
            timeouts: { create: "10m" },
            vswitch_id: "\${alicloud_vswitch.web[each.key].id}",
          },
        },
      },
    },
    `
    # Step 5: the instance
    #
    # with its
    # second line
    resource "alicloud_instance" "web" {
      for_each = toset(["a"])
      provider = alicloud.peer

      tags = {
        role = each.key
      }
      vswitch_id = alicloud_vswitch.web[each.key].id

      data_disks {
        size = 20
      }

      # the second one
      data_disks {
        size = 40
      }

      dynamic "network_interfaces" {
        for_each = var.interfaces
        iterator = nic

        content {
          network_interface_id = nic.value
        }
      }

      timeouts {
        create = "10m"
      }

      connection {
        host = self.private_ip
      }

      provisioner "local-exec" {
        command    = "true"
        when       = destroy
        on_failure = continue
      }

      provisioner "file" {
        source      = "a"
        destination = "b"

        connection {
          host = "h"
        }
      }

      lifecycle {
        create_before_destroy = true
        prevent_destroy       = false
        ignore_changes        = [tags, tags["a b"], data_disks[0].size]
        replace_triggered_by  = [alicloud_vswitch.web[each.key].id]

        precondition {
          condition     = var.a
          error_message = "first"
        }

        precondition {
          condition     = var.b
          error_message = "second"
        }

        postcondition {
          condition     = self.status == "Running"
          error_message = "not running"
        }
      }

      depends_on = [alicloud_vpc.main, module.network["a"]]
    }
    `,
  ),
  construct(
    "a block and an argument of the same form, told apart by the provider's schema",
    {
      resource: {
        alicloud_instance: { web: { data_disks: [{ size: 1 }] } },
        alicloud_security_group: { web: {} },
        terraform_data: { web: { input: [{ size: 1 }], lifecycle: { ignore_changes: "all" } } },
      },
    },
    `
    resource "alicloud_instance" "web" {
      data_disks {
        size = 1
      }
    }

    resource "alicloud_security_group" "web" {}

    resource "terraform_data" "web" {
      input = [
        {
          size = 1
        },
      ]

      lifecycle {
        ignore_changes = all
      }
    }
    `,
  ),
  construct(
    "in a type that nothing is known about, blocks for a list of objects, arguments for everything else",
    {
      resource: {
        example_thing: {
          web: {
            rule: [{ port: 80, match: [{ path: "/" }] }],
            tags: { a: "b" },
            names: ["a"],
            timeouts: { create: "1m" },
            none: [],
          },
        },
      },
    },
    `
    resource "example_thing" "web" {
      tags = {
        a = "b"
      }
      names = ["a"]
      none  = []

      rule {
        port = 80

        match {
          path = "/"
        }
      }

      timeouts {
        create = "1m"
      }
    }
    `,
  ),
  construct(
    "data sources and ephemeral resources",
    {
      data: {
        alicloud_instances: {
          all: {
            provider: "alicloud.peer",
            ids: ["i-1"],
            lifecycle: { postcondition: [{ condition: "\${true}", error_message: "e" }] },
          },
        },
      },
      ephemeral: { example_secret: { s: { name: "n", count: 1 } } },
    },
    `
    data "alicloud_instances" "all" {
      provider = alicloud.peer

      ids = ["i-1"]

      lifecycle {
        postcondition {
          condition     = true
          error_message = "e"
        }
      }
    }

    ephemeral "example_secret" "s" {
      count = 1

      name = "n"
    }
    `,
  ),
  construct(
    "a module call, which has no blocks, whatever its variables are called",
    {
      module: {
        exposure: {
          data: [{ a: 1 }],
          depends_on: ["alicloud_vpc.main"],
          for_each: "\${var.exposures}",
          providers: { alicloud: "alicloud.peer", "alicloud.other": "alicloud" },
          source: "./modules/exposure",
          version: "~> 1.0",
        },
      },
    },
    `
    module "exposure" {
      source  = "./modules/exposure"
      version = "~> 1.0"

      for_each = var.exposures
      providers = {
        alicloud       = alicloud.peer
        alicloud.other = alicloud
      }

      data = [
        {
          a = 1
        },
      ]

      depends_on = [alicloud_vpc.main]
    }
    `,
  ),
  construct(
    "checks, with their own data source",
    {
      check: {
        reachable: {
          assert: [
            { condition: "\${length(data.alicloud_instances.now.instances)==1}", error_message: "gone" },
          ],
          data: { alicloud_instances: { now: { ids: ["i-1"] } } },
        },
      },
    },
    `
    check "reachable" {
      assert {
        condition     = length(data.alicloud_instances.now.instances) == 1
        error_message = "gone"
      }

      data "alicloud_instances" "now" {
        ids = ["i-1"]
      }
    }
    `,
  ),
  construct(
    "outputs",
    {
      output: {
        address: {
          depends_on: ["alicloud_eip_association.web"],
          description: "The address; \${not} a template",
          precondition: { condition: "\${local.ok}", error_message: "not \${local.name}" },
          sensitive: true,
          value: "\${alicloud_eip_address.web.ip_address}",
        },
      },
    },
    `
    output "address" {
      description = "The address; $\${not} a template"
      value       = alicloud_eip_address.web.ip_address
      sensitive   = true

      precondition {
        condition     = local.ok
        error_message = "not \${local.name}"
      }

      depends_on = [alicloud_eip_association.web]
    }
    `,
  ),
  construct(
    "imports, moves and removals",
    {
      import: [
        { id: "eip-1", to: "alicloud_eip_address.web", provider: "alicloud.peer" },
        { id: "\${each.value}", to: "alicloud_vswitch.web[each.key]", for_each: "\${var.ids}" },
      ],
      moved: [{ "//": "renamed in 2.0", to: "alicloud_vpc.new", from: "alicloud_vpc.old[0]" }],
      removed: [{ from: "alicloud_vpc.gone", lifecycle: { destroy: false } }],
    },
    `
    import {
      to       = alicloud_eip_address.web
      id       = "eip-1"
      provider = alicloud.peer
    }

    import {
      for_each = var.ids
      to       = alicloud_vswitch.web[each.key]
      id       = each.value
    }

    # renamed in 2.0
    moved {
      from = alicloud_vpc.old[0]
      to   = alicloud_vpc.new
    }

    removed {
      from = alicloud_vpc.gone

      lifecycle {
        destroy = false
      }
    }
    `,
  ),
];

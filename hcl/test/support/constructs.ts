import { typedConstructs } from "./typed-constructs";
import { construct, type Construct, valueConstructs } from "./value-constructs";

/** Each part of the Terraform language in both syntaxes, as the renderer has to write it. */
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
  ...valueConstructs,
  ...typedConstructs,
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

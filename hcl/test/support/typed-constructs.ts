import { construct, type Construct } from "./value-constructs";

/** Resources, data sources and ephemeral resources, whose types a provider defines. */
export const typedConstructs: readonly Construct[] = [
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
];

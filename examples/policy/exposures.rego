# What scanners look for, where it applies to what this project writes: in Terraform JSON, in HCL, and in the JSON of a plan, which
# alone has the values of expressions. With conftest, which tells the three by the names of the files and by their content:
# conftest test --policy examples/policy cdktf.out/stacks/*/cdk.tf.json
# conftest test --policy examples/policy exported/*.tf
# terraform show -json plan.tfplan > plan.json && conftest test --policy examples/policy plan.json
package main

import rego.v1

administration_ports := {22, 3389}

everywhere := {"0.0.0.0/0", "::/0"}

# A block is an object, or in a list: always in HCL, where it is written so in JSON, and in the configuration of a plan.
blocks(value) := {value} if is_object(value)

blocks(value) := {block | some block in value} if is_array(value)

rules contains {"address": address, "rule": rule} if {
	some types in blocks(input.resource)
	some names in blocks(types.alicloud_security_group_rule)
	some name, bodies in names
	some rule in blocks(bodies)
	address := sprintf("alicloud_security_group_rule.%s", [name])
}

rules contains {"address": change.address, "rule": change.change.after} if {
	some change in input.resource_changes
	change.type == "alicloud_security_group_rule"
	is_object(change.change.after)
}

# A public address on a NIC is what an exposure is for. What may reach it is the business of security groups.
deny contains message if {
	some {"address": address, "rule": rule} in rules
	rule.type == "ingress"
	given(rule, "policy", "accept") == "accept"
	some source in [given(rule, "cidr_ip", ""), given(rule, "ipv6_cidr_ip", "")]
	source in everywhere
	some port in administration_ports
	covers(rule, port)
	message := sprintf("%s opens port %d to %s", [address, port, source])
}

# What Terraform computes, a plan says.
warn contains message if {
	some {"address": address, "rule": rule} in rules
	some name in ["type", "policy", "cidr_ip", "ipv6_cidr_ip", "ip_protocol", "port_range"]
	contains(given(rule, name, ""), "${")
	message := sprintf("%s: %s is an expression; test the JSON of the plan as well", [address, name])
}

# A plan has null for what is not given.
given(rule, name, _) := rule[name] if rule[name] != null

given(rule, name, default_value) := default_value if object.get(rule, name, null) == null

covers(rule, _) if rule.ip_protocol == "all"

covers(rule, port) if {
	rule.ip_protocol == "tcp"
	[first, last] := split(given(rule, "port_range", "-1/-1"), "/")
	spans(to_number(first), to_number(last), port)
}

spans(-1, -1, _)

spans(first, last, port) if {
	first <= port
	port <= last
}

deny contains message if {
	some providers in blocks(input.provider)
	some provider in blocks(providers.alicloud)
	some name in credentials
	provider[name]
	message := sprintf("the provider has the credential %s in its configuration", [name])
}

deny contains message if {
	some provider in input.configuration.provider_config
	provider.name == "alicloud"
	some name in credentials
	# The value of a variable, which is not in the configuration, is no constant.
	provider.expressions[name].constant_value
	message := sprintf("the provider has the credential %s in its configuration", [name])
}

credentials := {"access_key", "secret_key", "security_token"}

backends(type) := {backend |
	some terraform in blocks(input.terraform)
	some types in blocks(terraform.backend)
	some backend in blocks(types[type])
}

deny contains message if {
	some backend in backends("oss")
	object.get(backend, "encrypt", false) != true
	message := "the state in OSS is not encrypted: write encrypt: true"
}

deny contains message if {
	some backend in backends("oss")
	not backend.tablestore_table
	message := "the state in OSS has no lock: name a table in tablestore_endpoint and tablestore_table"
}

deny contains message if {
	some backend in backends("http")
	backend.skip_cert_verification == true
	message := "the certificate of the state's server is not verified"
}

deny contains message if {
	some terraform in blocks(input.terraform)
	some requirements in blocks(terraform.required_providers)
	some name, requirement in requirements
	not is_bounded(version_of(requirement))
	message := sprintf("the provider %s has no upper bound for its version", [name])
}

deny contains message if {
	some name, provider in input.configuration.provider_config
	# A module's own, or one with an alias, has its versions in the entry of the name alone.
	name == provider.name
	not is_bounded(object.get(provider, "version_constraint", ""))
	message := sprintf("the provider %s has no upper bound for its version", [name])
}

version_of(requirement) := requirement if is_string(requirement)

version_of(requirement) := object.get(requirement, "version", "") if is_object(requirement)

is_bounded(versions) if {
	some constraint in split(versions, ",")
	regex.match(`^\s*(<|~>|=|\d)`, constraint)
}

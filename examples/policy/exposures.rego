# What scanners look for, where it applies to what this project writes. With conftest:
# conftest test --policy examples/policy --parser json cdktf.out/stacks/*/cdk.tf.json
package main

import rego.v1

administration_ports := {22, 3389}

everywhere := {"0.0.0.0/0", "::/0"}

# A public address on a NIC is what an exposure is for. What may reach it is the business of security groups.
deny contains message if {
	some name, rule in input.resource.alicloud_security_group_rule
	rule.type == "ingress"
	object.get(rule, "policy", "accept") == "accept"
	some source in [object.get(rule, "cidr_ip", ""), object.get(rule, "ipv6_cidr_ip", "")]
	source in everywhere
	some port in administration_ports
	covers(rule, port)
	message := sprintf("alicloud_security_group_rule.%s opens port %d to %s", [name, port, source])
}

covers(rule, _) if rule.ip_protocol == "all"

covers(rule, port) if {
	rule.ip_protocol == "tcp"
	[first, last] := split(object.get(rule, "port_range", "-1/-1"), "/")
	spans(to_number(first), to_number(last), port)
}

spans(-1, -1, _)

spans(first, last, port) if {
	first <= port
	port <= last
}

deny contains message if {
	some provider in input.provider.alicloud
	some name in {"access_key", "secret_key", "security_token"}
	provider[name]
	message := sprintf("the provider has the credential %s in its configuration", [name])
}

deny contains message if {
	input.terraform.backend.oss.encrypt != true
	message := "the state in OSS is not encrypted: write encrypt: true"
}

deny contains message if {
	input.terraform.backend.oss
	not "encrypt" in object.keys(input.terraform.backend.oss)
	message := "the state in OSS is not encrypted: write encrypt: true"
}

deny contains message if {
	input.terraform.backend.oss
	not input.terraform.backend.oss.tablestore_table
	message := "the state in OSS has no lock: name a table in tablestore_endpoint and tablestore_table"
}

deny contains message if {
	input.terraform.backend.http.skip_cert_verification == true
	message := "the certificate of the state's server is not verified"
}

deny contains message if {
	some name, requirement in input.terraform.required_providers
	not contains(requirement.version, "<")
	message := sprintf("the provider %s has no upper bound for its version", [name])
}

import { AlicloudProvider } from "@cdktf/provider-alicloud/lib/provider";
import { type App, LocalBackend, TerraformStack } from "cdktf";

import {
  CHECK_NAMES,
  type CheckName,
  EcsInstance,
  Eip,
  ExposedEip,
  ExposureStack,
  parseConfiguration,
  SKIPPED_CHECKS_CONTEXT,
} from "../../lib";
import { summary } from "../../lib/app/summary";
import { cloud, EIP, INSTANCE, VPC } from "../constructs/cloud";
import { Template } from "../support/template";
import { describeWithTerraform, useTerraform } from "../support/terraform";
import { plans } from "./plans";

/** What the messages of each check say, and no others. */
const MESSAGES: Readonly<Record<CheckName, RegExp>> = {
  "instance-found": /^The instance \S+ was not found/,
  "block-found": /has no secondary CIDR block/,
  "vswitch-found": /^The vSwitch \S+ was not found/,
  "network-interface-found": /is not a secondary one in the VPC/,
  "network-interface-free": /is attached to/,
  "eip-found": /^The EIP \S+ was not found/,
  "eip-unbound": /^The EIP .* is bound to/,
  "range-allowed": /cannot be a (secondary CIDR block|vSwitch)/,
  "eip-placed": /can hold the EIP|no usable place|has the primary address/,
  "block-overlap": /^The secondary CIDR block .* overlaps/,
  "block-quota": /^The VPC .* would have .* secondary CIDR blocks/,
  "same-vpc": /are in different VPCs|are not in the VPC|^The vSwitch \S+ is in the VPC/,
  "same-zone": /are in different zones|is in the zone/,
  "security-group-count": /it takes one to five/,
  "security-group-type": /partly basic/,
  "security-group-egress": /let nothing out/,
  "eni-quota": /network interfaces \(type/,
  "hot-plug": /only while it is Stopped/,
  "guest-os": /which is Windows/,
  "guest-running": /runs the guest script only while it is Running/,
  "ipv4-gateway": /activated IPv4 gateway/,
};

/** The data sources and locals that only one check needs, where security groups are given by hand. */
const ONLY_FOR: Partial<Record<CheckName, readonly string[]>> = {
  "block-overlap": [
    "local.cidr-198-51-100-0-28_conflicts",
    "local.cidr-203-0-113-96-28_conflicts",
    "local.ftp_conflicts",
    "local.ftp_siblings",
  ],
  "security-group-egress": [
    "data.alicloud_security_group_rules.security_group_rules",
    "local.security_group_egress",
  ],
  "eni-quota": ["data.alicloud_instance_types.instance_types", "local.instance_types"],
  "hot-plug": ["local.types_without_hot_plug"],
  "ipv4-gateway": [
    "data.alicloud_route_entries.default_routes",
    "data.alicloud_route_tables.route_tables",
    "data.alicloud_vpc_ipv4_gateways.ipv4_gateways",
    "local.activated_ipv4_gateways",
    "local.bypassed_ipv4_gateways",
  ],
};

/** What security-group-type and security-group-egress need for all groups, and same-vpc for those given by hand. */
const SECURITY_GROUP_LOOK_UP = ["data.alicloud_security_groups.security_groups", "local.security_groups"];

/** A stack in which every check has something to check. */
const everyCheck = (skipped: readonly CheckName[]) => `
  region: cn-hangzhou
  skipChecks: [${skipped.join(", ")}]
  guest: cloud-assistant
  exposures:
    web: {instance: i-bp1web, eip: 203.0.113.106}
    mail: {instance: i-bp1mail, eip: 203.0.113.107, securityGroups: [sg-bp1a, sg-bp1b]}
    ftp: {instance: i-bp1ftp, eip: eip-bp1ftp}
    sip: {instance: i-bp1sip, eip: eip-bp1sip, block: 198.51.100.0/28, vswitch: 198.51.100.0/28}
    old: {instance: i-bp1sip, eip: 192.0.2.20, block: {existing: 192.0.2.16/28}}
    dns: {instance: i-bp1sip, eip: 192.0.2.40, vswitch: vsw-bp1dns}
    ntp: {instance: i-bp1sip, eip: 192.0.2.60, networkInterface: eni-bp1ntp}`;

/** Every precondition of a stack, with the address of its resource. */
function preconditionsOf(template: Template) {
  return template.addresses
    .filter((address) => !address.startsWith("data."))
    .flatMap((address) =>
      template.preconditions(address).map(({ condition, error_message }) => ({
        address,
        condition,
        message: error_message,
      })),
    );
}

/** The addresses of a stack's resources, data sources and locals. */
function partsOf(template: Template): string[] {
  return [...template.addresses, ...Object.keys(template.json.locals ?? {}).map((name) => `local.${name}`)];
}

describe("a check that is turned off", () => {
  const all = Template.ofConfiguration(everyCheck([]));

  it("is known by its messages: each message belongs to one check, and each check has one", () => {
    const checksOf = preconditionsOf(all).map(({ message }) =>
      CHECK_NAMES.filter((check) => MESSAGES[check].test(message)),
    );
    expect(checksOf.filter(({ length }) => length !== 1)).toEqual([]);
    expect(new Set(checksOf.flat())).toEqual(new Set(CHECK_NAMES));
  });

  it.each(CHECK_NAMES)("leaves out its preconditions and its look-ups, and nothing else: %s", (check) => {
    const without = Template.ofConfiguration(everyCheck([check]));
    expect(preconditionsOf(without)).toEqual(
      preconditionsOf(all).filter(({ message }) => !MESSAGES[check].test(message)),
    );
    const left = partsOf(without);
    expect(partsOf(all).filter((part) => !left.includes(part))).toEqual(ONLY_FOR[check] ?? []);
  });

  it("leaves out a look-up that several checks share only with all of them", () => {
    const left = partsOf(
      Template.ofConfiguration(everyCheck(["security-group-egress", "security-group-type", "same-vpc"])),
    );
    const missing = [...SECURITY_GROUP_LOOK_UP, ...(ONLY_FOR["security-group-egress"] ?? [])];
    expect(new Set(partsOf(all).filter((part) => !left.includes(part)))).toEqual(new Set(missing));
  });

  it("leaves out the list of the stack's blocks only with both checks that need it", () => {
    const left = partsOf(Template.ofConfiguration(everyCheck(["block-overlap", "block-quota"])));
    const missing = ["local.blocks", ...(ONLY_FOR["block-overlap"] ?? [])];
    expect(new Set(partsOf(all).filter((part) => !left.includes(part)))).toEqual(new Set(missing));
  });

  it("leaves out the look-up of security groups alone, where none are given by hand", () => {
    const configuration = (skipped: string) =>
      `{region: cn-hangzhou, skipChecks: [${skipped}], exposures: {web: {instance: i-bp1web, eip: 203.0.113.106}}}`;
    const left = partsOf(
      Template.ofConfiguration(configuration("security-group-egress, security-group-type")),
    );
    const before = partsOf(Template.ofConfiguration(configuration("security-group-egress")));
    expect(before.filter((part) => !left.includes(part))).toEqual(SECURITY_GROUP_LOOK_UP);
  });

  it("leaves no precondition when it is each of them", () => {
    expect(preconditionsOf(Template.ofConfiguration(everyCheck(CHECK_NAMES)))).toEqual([]);
  });

  it.each(["stack", "app"] as const)("can be turned off in a program, on the %s", (place) => {
    const library = (skipped: readonly CheckName[]) =>
      Template.of((app) => {
        if (place === "app") app.node.setContext(SKIPPED_CHECKS_CONTEXT, skipped);
        const stack = new TerraformStack(app, "library");
        if (place === "stack") stack.node.setContext(SKIPPED_CHECKS_CONTEXT, skipped);
        new LocalBackend(stack, { path: "terraform.tfstate" });
        new AlicloudProvider(stack, "alicloud", { region: "cn-hangzhou" });
        new ExposedEip(stack, "web", {
          instance: EcsInstance.fromInstanceId(stack, "instance", "i-bp1web"),
          eip: Eip.fromAddress(stack, "eip", "203.0.113.106"),
        });
        return stack;
      });
    const without = library(["ipv4-gateway"]);
    expect(preconditionsOf(without)).toEqual(
      preconditionsOf(library([])).filter(({ message }) => !message.includes("activated IPv4 gateway")),
    );
    expect(without.dataSources("alicloud_vpc_ipv4_gateways")).toEqual({});
  });

  it("is named in the summary of a synthesis, with what it checks", () => {
    const lines = (skipped: readonly CheckName[]) => {
      const apps: App[] = [];
      Template.of((app) => {
        apps.push(app);
        return new ExposureStack(app, parseConfiguration(everyCheck(skipped), "exposure.yaml"));
      });
      return apps
        .flatMap((app) => summary(app, true).split("\n"))
        .filter((line) => line.includes("not checked"));
    };
    expect(lines([])).toEqual([]);
    expect(lines(["eni-quota", "ipv4-gateway"])).toEqual([
      "not checked, by skipChecks: the instance type allows one more ENI (eni-quota)",
      "not checked, by skipChecks: an activated IPv4 gateway is the default route of the VPC (ipv4-gateway)",
    ]);
  });
});

describeWithTerraform("a plan with checks turned off", () => {
  const terraform = useTerraform();
  const skipped =
    "[eni-quota, hot-plug, security-group-type, security-group-egress, same-vpc, block-quota, ipv4-gateway]";
  const inTheWay = cloud({
    instances: [{ ...INSTANCE, instance_type: "ecs.n4.small", status: "Running" }],
    instanceTypes: [{ id: "ecs.n4.small", eni_quantity: 1 }],
    securityGroups: [{ id: "sg-bp1a", vpc_id: "vpc-bp1b", security_group_type: "normal" }],
    vpcs: [{ ...VPC, secondary_cidr_blocks: Array.from({ length: 5 }, (_, i) => `198.51.${i}.0/24`) }],
    ipv4Gateways: [{ id: "ipv4gw-bp1a", vpc_id: VPC.id, enabled: true }],
  });

  plans(
    terraform,
    () =>
      Template.ofConfiguration(`
        region: cn-hangzhou
        skipChecks: ${skipped}
        exposures:
          web: {instance: i-bp1web, eip: 203.0.113.106, securityGroups: [sg-bp1a]}`),
    {
      "passes whatever they would have found": { cloud: inTheWay },
      "fails by the others": {
        cloud: cloud({ eips: [{ ...EIP, instance_id: "i-bp1other", instance_type: "EcsInstance" }] }),
        complaints: [
          [
            "alicloud_ecs_network_interface.web",
            "The EIP 203.0.113.106 is bound to i-bp1other (EcsInstance). Unbind it there first, or choose another EIP.",
          ],
        ],
      },
    },
  );
});

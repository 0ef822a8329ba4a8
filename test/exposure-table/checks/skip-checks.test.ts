import { AlicloudProvider } from "@cdktf/provider-alicloud/lib/provider";
import { type App, LocalBackend, TerraformStack } from "cdktf";

import {
  type CheckName,
  Eip,
  ExposedEip,
  ExposureStack,
  Instance,
  SKIPPED_CHECKS_CONTEXT,
} from "../../../lib";
import { summary } from "../../../lib/cli/summary";
import { parseConfiguration } from "../../../lib/configuration/load";
import { CHECK_NAMES } from "../../../lib/exposure-table/checks";
import { CHECK_OF_LOCAL } from "../../../lib/exposure-table/terraform-text";
import { cloud, EIP, INSTANCE, VPC } from "../../../testing/cloud";
import { Template } from "../../../testing/template";
import { describeWithTerraform, useTerraform } from "../../../testing/terraform";
import { plans } from "./plans";

/** What the messages of each check say, and no others. */
const MESSAGES: Readonly<Record<CheckName, RegExp>> = {
  "instance-found": /The instance \S+ was not found/,
  "block-found": /has no secondary CIDR block/,
  "vswitch-found": /The vSwitch \S+ was not found/,
  "network-interface-found": /is not a secondary one in the VPC/,
  "network-interface-free": /is attached to/,
  "eip-found": /The EIP \S+ was not found/,
  "eip-unbound": /The EIP \S+ is bound to/,
  "range-allowed": /is not allowed as a (?:secondary CIDR block|vSwitch)/,
  "eip-placed":
    /can hold the EIP|is not usable in|has the primary address|cannot go on the network interface/,
  "block-overlap": /\} overlaps |\)\) overlaps /,
  "block-quota": /and may have/,
  "same-vpc": /are in different VPCs|are not in the VPC|is in the VPC|names the VPC/,
  "same-zone": /are in different zones|is in the zone|names the zone/,
  "security-group-count": /but takes one to five/,
  "security-group-type": /mix basic/,
  "security-group-egress": /allow no outbound traffic/,
  "eni-quota": /network interfaces \(type/,
  "private-ip-quota": /private addresses, for the EIPs of/,
  "address-free": /is an address of the network interface/,
  "hot-plug": /only while it is Stopped/,
  "guest-os": /Windows image/,
  "guest-running": /runs the guest script only while it is Running/,
  "ipv4-gateway": /activated IPv4 gateway/,
};

/** The checks without which a data source is not needed, in a stack whose vSwitches and ENIs are all created. */
const NEEDED_BY: Readonly<Record<string, readonly CheckName[]>> = {
  "alicloud_ecs_network_interfaces.network_interfaces": [
    "eip-unbound",
    "eni-quota",
    "hot-plug",
    "guest-running",
    "private-ip-quota",
    "address-free",
  ],
  "alicloud_instance_types.instance_types": ["eni-quota", "private-ip-quota"],
  "alicloud_route_entries.default_routes": ["ipv4-gateway"],
  "alicloud_route_tables.route_tables": ["ipv4-gateway"],
  "alicloud_security_group_rules.egress": ["security-group-egress"],
  "alicloud_security_groups.security_groups": ["same-vpc", "security-group-type", "security-group-egress"],
  "alicloud_vpc_ipv4_gateways.ipv4_gateways": ["ipv4-gateway"],
  "alicloud_vpcs.vpcs": ["block-found", "block-overlap", "block-quota"],
};

/** Exposures whose vSwitches and ENIs are created, with something to check for each check that can be about them. */
const created = (skipped: readonly CheckName[]) => `
  region: cn-hangzhou
  skipChecks: [${skipped.join(", ")}]
  guest: cloud-assistant
  exposures:
    web: {instance: i-bp1web, eip: 203.0.113.106}
    mail: {instance: i-bp1mail, eip: 203.0.113.107, securityGroups: [sg-bp1a, sg-bp1b]}
    ftp: {instance: i-bp1ftp, eip: eip-bp1ftp}
    imap: {nicOf: web, eip: eip-bp1imap}
    sip: {instance: i-bp1sip, eip: eip-bp1sip, block: 198.51.100.0/28, vswitch: 198.51.100.0/28}
    old: {instance: i-bp1sip, eip: 192.0.2.20, block: {existing: 192.0.2.16/28}}`;

/** A stack in which every check has something to check. */
const everyCheck = (skipped: readonly CheckName[]) => `${created(skipped)}
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

/** The data sources that a stack does not have although another one has them. */
function dataSourcesMissing(template: Template, in_: Template): string[] {
  const left = new Set(template.addresses);
  return in_.addresses
    .filter((address) => address.startsWith("data.") && !left.has(address))
    .map((address) => address.slice("data.".length));
}

/** The checks in a stack: the local values that are one. */
function checksIn({ json: { locals = {} } }: Template): string[] {
  return Object.keys(locals).filter((name) => CHECK_OF_LOCAL.has(name));
}

describe("a check that is turned off", () => {
  const all = Template.ofConfiguration(everyCheck([]));
  const allCreated = Template.ofConfiguration(created([]));

  it("is known by its messages: each message belongs to one check, and each check has one", () => {
    const checksOf = checksIn(all).map((name) => {
      const matching = CHECK_NAMES.filter((check) => MESSAGES[check].test(all.json.locals?.[name] ?? ""));
      return [name, matching];
    });
    expect(checksOf).toEqual(checksIn(all).map((name) => [name, [CHECK_OF_LOCAL.get(name)]]));
    expect(new Set(checksIn(all).map((name) => CHECK_OF_LOCAL.get(name)))).toEqual(new Set(CHECK_NAMES));
  });

  it.each(CHECK_NAMES)(
    "goes with its local values, its messages and the lookups that only it needs: %s",
    (check) => {
      const without = Template.ofConfiguration(everyCheck([check]));
      expect(checksIn(without)).toEqual(checksIn(all).filter((name) => CHECK_OF_LOCAL.get(name) !== check));
      expect(CHECK_NAMES.filter((one) => !MESSAGES[one].test(without.text))).toEqual([check]);
      const onlyItsOwn = Object.entries(NEEDED_BY).filter(([, checks]) => checks.join() === check);
      expect(dataSourcesMissing(without, all)).toEqual(onlyItsOwn.map(([name]) => name));
    },
  );

  it.each(Object.entries(NEEDED_BY))(
    "leaves %s to each of those that need it, and takes it along as the last one",
    (name, checks) => {
      for (const last of checks) {
        const others = Template.ofConfiguration(created(checks.filter((check) => check !== last)));
        expect(others.addresses).toContain(`data.${name}`);
      }
      expect(dataSourcesMissing(Template.ofConfiguration(created(checks)), allCreated)).toContain(name);
    },
  );

  it("leaves no other lookup than those of what the arguments say, when it is each of them", () => {
    const without = Template.ofConfiguration(created(CHECK_NAMES));
    expect(checksIn(without)).toEqual([]);
    expect(dataSourcesMissing(without, allCreated)).toEqual(Object.keys(NEEDED_BY));
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
          instance: Instance.fromInstanceId(stack, "instance", "i-bp1web"),
          eip: Eip.fromIpAddress(stack, "eip", "203.0.113.106"),
        });
        return stack;
      });
    const without = library(["ipv4-gateway"]);
    expect(checksIn(without)).toEqual(checksIn(library([])).filter((name) => name !== "ipv4_gateway"));
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
        .flatMap((app) =>
          summary(app, { source: "exposure.yaml", outdir: app.outdir, deployedBy: undefined }).split("\n"),
        )
        .filter((line) => line.includes("skipped check"));
    };
    expect(lines([])).toEqual([]);
    expect(lines(["eni-quota", "ipv4-gateway"])).toEqual([
      "skipped check eni-quota: the instance type allows one more ENI",
      "skipped check ipv4-gateway: an activated IPv4 gateway is the default route of the VPC",
    ]);
  });
});

describeWithTerraform("a stack with checks turned off", () => {
  const terraform = useTerraform();

  it.each([...CHECK_NAMES.map((check) => [check]), CHECK_NAMES])(
    "is valid without %s",
    async (...skipped) => {
      const workspace = await terraform.workspace(Template.ofConfiguration(everyCheck(skipped)).text);
      expect(await workspace.validate()).toEqual({ valid: true, diagnostics: [] });
    },
  );
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

import * as fs from "node:fs";
import * as path from "node:path";

import fc from "fast-check";

import { Ipv4Address } from "../../lib";
import { smallestPlacement } from "../../lib/planning/placement";
import { type Body, Template } from "../../testing/template";

/** The addresses that users have in their states: a line that changes here moves or replaces what somebody has. */
const GOLDEN = path.join(__dirname, "golden-addresses.txt");

const GOLDEN_CONFIGURATION = `
  region: cn-hangzhou
  exposures:
    web: {instance: i-bp1web, eip: 203.0.113.106}
    mail-2: {instance: i-bp1mail, eip: 203.0.113.107}
    ftp: {instance: i-bp1ftp, eip: eip-bp1ftp}
    sip: {instance: i-bp1sip, eip: 198.51.100.130, block: 198.51.100.0/24, vswitch: 198.51.100.128/25}`;

const GOLDEN_CONFIGURATION_WITH_VPCS = `
  region: cn-hangzhou
  exposures:
    web: {instance: i-bp1web, eip: 203.0.113.106, vpc: vpc-bp1a}
    mail-2: {instance: i-bp1mail, eip: 203.0.113.107, vpc: vpc-bp1b, zone: cn-hangzhou-h}`;

const GOLDEN_CONFIGURATION_FROM_NOTHING = `
  region: cn-hangzhou
  preparations:
    zone: cn-hangzhou-h
    securityGroup: {ingress: [{protocol: tcp, ports: 443, source: 0.0.0.0/0}]}
    instances: {app: {type: ecs.g7.large, image: aliyun_3_x64_20G_alibase_20260101.vhd}}
  exposures:
    web: {instance: {prepared: app}, eip: {create: {bandwidth: 5}}, securityGroups: {create: {ingress: []}}}
    mail-2: {instance: {prepared: app}, eip: 203.0.113.107}`;

const GOLDEN_CONFIGURATION_OF_EXISTING_PARTS = `
  region: cn-hangzhou
  exposures:
    web: {instance: i-bp1web, eip: 203.0.113.106, block: {existing: 203.0.113.96/28}}
    ftp: {instance: i-bp1ftp, eip: 198.51.100.7, vswitch: vsw-bp1a}
    sip: {instance: i-bp1sip, eip: eip-bp1sip, networkInterface: eni-bp1a}`;

const GOLDEN_CONFIGURATION_WITH_GUESTS = `
  region: cn-hangzhou
  guest: cloud-assistant
  exposures:
    web: {instance: i-bp1web, eip: 203.0.113.106, verify: {target: 192.0.2.10}}
    mail-2: {instance: i-bp1web, eip: 203.0.113.107}`;

describe("the addresses in Terraform", () => {
  it("are those of golden-addresses.txt", () => {
    const lines = [
      "# without VPCs in the configuration",
      ...resourceAddresses(GOLDEN_CONFIGURATION),
      "",
      "# with a VPC for each exposure",
      ...resourceAddresses(GOLDEN_CONFIGURATION_WITH_VPCS),
      "",
      "# from nothing",
      ...resourceAddresses(GOLDEN_CONFIGURATION_FROM_NOTHING),
      "",
      "# with parts that exist",
      ...resourceAddresses(GOLDEN_CONFIGURATION_OF_EXISTING_PARTS),
      "",
      "# with Cloud Assistant in the instances",
      ...resourceAddresses(GOLDEN_CONFIGURATION_WITH_GUESTS),
      "",
    ];
    expect(lines.join("\n")).toBe(fs.readFileSync(GOLDEN, "utf8"));
  });

  it("fail the synthesis when two resources would share one, naming both", () => {
    // The exposure has the name that the block of the other one gets.
    const configuration = `
      region: cn-hangzhou
      exposures:
        web: {instance: i-bp1web, eip: 203.0.113.106}
        cidr-203-0-113-96-28: {instance: i-bp1web, eip: eip-bp1ftp}`;
    expect(() => Template.ofConfiguration(configuration)).toThrow(
      "exposed-eip/Exposures/Blocks/cidr-203-0-113-96-28/Resource and exposed-eip/Exposures/cidr-203-0-113-96-28/Block/Resource have the same address " +
        "alicloud_vpc_ipv4_cidr_block.cidr-203-0-113-96-28",
    );
  });
});

describe("adding, removing or reordering exposures", () => {
  /** What belongs to one exposure alone. */
  const OWN_TYPES = [
    "alicloud_ecs_network_interface",
    "alicloud_eip_association",
    "alicloud_ecs_network_interface_attachment",
  ];

  it("changes no address of another one, nor any argument of its ENI, association and attachment", () => {
    fc.assert(
      fc.property(fleets, ({ before, after }) => {
        const [old, now] = [synthesized(before), synthesized(after)];
        for (const key of Object.keys(before).filter((one) => one in after)) {
          for (const type of OWN_TYPES) {
            const address = `${type}.${key}`;
            expect(withoutVSwitch(now.resource(address))).toEqual(withoutVSwitch(old.resource(address)));
          }
          if (before[key]?.startsWith("eip-") === true) {
            const derived = [`alicloud_vpc_ipv4_cidr_block.${key}`, `alicloud_vswitch.${key}`];
            expect(now.addresses).toEqual(expect.arrayContaining(derived));
          }
        }
        for (const [type, range] of [
          ["alicloud_vpc_ipv4_cidr_block", "secondary_cidr_block"],
          ["alicloud_vswitch", "cidr_block"],
        ] as const) {
          const names = namesByRange(now, type, range);
          for (const [key, name] of namesByRange(old, type, range))
            expect([name, undefined]).toContain(names.get(key));
        }
      }),
      { numRuns: 30 },
    );
  });
});

/** The addresses of what is made; a data source can be renamed without harm. */
function resourceAddresses(configuration: string): string[] {
  return Template.ofConfiguration(configuration).addresses.filter((address) => !address.startsWith("data."));
}

/** The EIPs of a fleet by the keys of their exposures. */
type Fleet = Readonly<Record<string, string>>;

const usableAddress = fc
  .tuple(fc.constantFrom("192.0.2", "198.51.100", "203.0.113"), fc.nat(255))
  .map(([net, host]) => `${net}.${host}`)
  .filter((text) => {
    try {
      smallestPlacement(Ipv4Address.parse(text));
      return true;
    } catch {
      return false;
    }
  });

/** Two fleets that have some exposures in common: the second lacks some of the first, has others, in another order. */
const fleets = fc
  .uniqueArray(fc.oneof(usableAddress, fc.stringMatching(/^eip-[a-z0-9]{4}$/)), {
    minLength: 1,
    maxLength: 7,
  })
  .chain((eips) => {
    const all = eips.map((eip, i) => [`key-${String.fromCharCode(97 + ((i * 7) % 26))}`, eip] as const);
    const some = fc
      .shuffledSubarray(all, { minLength: 1 })
      .map((entries): Fleet => Object.fromEntries(entries));
    return fc.record({ before: some, after: some });
  });

function synthesized(fleet: Fleet): Template {
  const exposures = Object.entries(fleet).map(
    ([key, eip]) => `  ${key}: {instance: i-bp1${key.slice(4)}, eip: ${eip}}`,
  );
  return Template.ofConfiguration(["region: cn-hangzhou", "exposures:", ...exposures].join("\n"));
}

/** The vSwitch of an exposure is shared, and grows when a neighbour comes: which one it is may change. */
function withoutVSwitch(body: Body): Body {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== "vswitch_id"));
}

/** The names of the blocks or vSwitches, by their range. */
function namesByRange(template: Template, type: string, range: string): Map<unknown, string> {
  return new Map(Object.entries(template.resources(type)).map(([name, body]) => [body[range], name]));
}

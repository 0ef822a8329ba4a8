import schema from "@cdktf/provider-alicloud/schema/alicloud-1.289.0.json";
import fc from "fast-check";
import { parse as parseYaml } from "yaml";

import { parseConfiguration } from "../../lib/configuration/load";
import type { Configuration } from "../../lib/configuration/schema/configuration-schema";
import { Ipv4Address, Ipv4Cidr } from "../../lib/ipv4";
import { configuration, writer } from "./arbitrary-configuration";
import { issuesIn } from "./issues-in";
import { problemsOf } from "./schema-validator";

const EXPOSURES = "exposures:\n  web: {instance: i-bp1a, eip: 203.0.113.106}\n";

/** Parses a configuration, which the JSON Schema has to accept, too. */
function parse(text: string): Configuration {
  const result = parseConfiguration(text, "exposure.yaml");
  expect(problemsOf(parseYaml(text, { merge: true, maxAliasCount: -1 }))).toEqual([]);
  return result;
}

/** A configuration with this at the top, besides what is required. */
function withTop(text: string): Configuration {
  return parse(`region: cn-hangzhou\n${text}\n${EXPOSURES}`);
}

/** A configuration with this in its exposure, besides what is required. */
function exposureWith(text: string): Configuration["exposures"][string] | undefined {
  return parse(`region: cn-hangzhou\nexposures:\n  web:\n    instance: i-bp1a\n${text}\n`).exposures.web;
}

test("the shortest configuration gets a default for everything else", () => {
  expect(withTop("")).toEqual({
    region: "cn-hangzhou",
    stack: "exposed-eip",
    policy: {},
    preventDestroy: false,
    provider: {},
    backend: { type: "local", arguments: {} },
    tags: {},
    skipChecks: [],
    exposures: { web: { instance: "i-bp1a", eip: { address: Ipv4Address.parse("203.0.113.106") } } },
  });
});

test("an exposure does without what is meant for all, where it says so", () => {
  const { exposures } = parse(
    "region: cn-hangzhou\nguest: cloud-assistant\nverify: {target: 192.0.2.10}\nexposures:\n" +
      "  web: {instance: i-bp1a, eip: 203.0.113.106}\n" +
      "  ftp: {instance: i-bp1a, eip: 203.0.113.107, guest: file, verify: none}\n",
  );
  expect(exposures.web).not.toHaveProperty("guest");
  expect(exposures.ftp).toMatchObject({ guest: "file", verify: "none" });
});

test("keys at the top that begin with x- are ignored, so that they may hold anchors, and so is $schema", () => {
  const { exposures, ...others } = parse(
    "$schema: ./exposure.schema.json\nx-web: &web {instance: i-bp1a, verify: none}\nx-: [1]\nregion: cn-hangzhou\n" +
      "exposures:\n  web: {<<: *web, eip: 203.0.113.106}\n",
  );
  expect(exposures.web).toMatchObject({ instance: "i-bp1a", verify: "none" });
  expect(Object.keys(others).filter((key) => /^(?:x-|\$)/.test(key))).toEqual([]);
});

test("there may be no exposure, which is what is left when the last one is removed", () => {
  expect(parse("region: cn-hangzhou\nexposures: {}\n").exposures).toEqual({});
});

test.each([
  ["stack: edge-1", { stack: "edge-1" }],
  [`stack: ${"a".repeat(40)}`, { stack: "a".repeat(40) }],
  [
    "tags: {team: network, Cost centre: '0042', empty: ''}",
    { tags: { team: "network", "Cost centre": "0042", empty: "" } },
  ],
  ["tags: {équipe: 网络}", { tags: { équipe: "网络" } }],
  [`tags: {team: ${"n".repeat(128)}}`, { tags: { team: "n".repeat(128) } }],
  ["preventDestroy: true", { preventDestroy: true }],
  ["blocksPerVpc: 1", { blocksPerVpc: 1 }],
  ["blocksPerVpc: 1000", { blocksPerVpc: 1000 }],
  ["backend: none", { backend: { type: "none", arguments: {} } }],
  ["backend: local", { backend: { type: "local", arguments: {} } }],
  ["backend: {local: {path: ../state}}", { backend: { type: "local", arguments: { path: "../state" } } }],
  [
    "backend: {oss: {bucket: state, encrypt: true}}",
    { backend: { type: "oss", arguments: { bucket: "state", encrypt: true } } },
  ],
  [
    "backend: {http: {address: 'https://state.example/web', retry_max: 5}}",
    { backend: { type: "http", arguments: { address: "https://state.example/web", retry_max: 5 } } },
  ],
  ["backend: cloud", { backend: { type: "cloud", arguments: {} } }],
  [
    "backend: {cloud: {organization: example, workspaces: {tags: [web]}}}",
    { backend: { type: "cloud", arguments: { organization: "example", workspaces: { tags: ["web"] } } } },
  ],
  [
    "backend: {cloud: {organization: example, workspaces: {tags: {tier: web}}}}",
    {
      backend: {
        type: "cloud",
        arguments: { organization: "example", workspaces: { tags: { tier: "web" } } },
      },
    },
  ],
  [
    "backend: {remote: {organization: example, workspaces: {prefix: web-}}}",
    { backend: { type: "remote", arguments: { organization: "example", workspaces: { prefix: "web-" } } } },
  ],
  ["provider: {}", { provider: {} }],
  ["guest: none", { guest: "none" }],
  ["guest: cloud-assistant", { guest: "cloud-assistant" }],
  ["guest: {delivery: file, mtu: 8500}", { guest: { delivery: "file", mtu: 8500 } }],
  [
    "guest: {delivery: cloud-assistant, action: down, manager: none, mtu: 1280, waitSeconds: 3600}",
    {
      guest: {
        ...{ delivery: "cloud-assistant", action: "down", manager: "none", mtu: 1280, waitSeconds: 3600 },
      },
    },
  ],
  ["verify: none", { verify: "none" }],
  [
    "guest: cloud-assistant\nverify: {target: 192.0.2.10, port: 443}",
    { verify: { target: Ipv4Address.parse("192.0.2.10"), port: 443 } },
  ],
])("the setting %s is taken as it is", (text, expected) => {
  expect(withTop(text)).toMatchObject(expected);
});

test.each([
  ["    eip: 203.0.113.106", { eip: { address: Ipv4Address.parse("203.0.113.106") } }],
  ["    eip: 203.0.113.255", { eip: { address: Ipv4Address.parse("203.0.113.255") } }],
  ["    eip: eip-bp1a", { eip: { allocationId: "eip-bp1a" } }],
  ["    eip: 203.0.113.106\n    vpc: vpc-bp1a", { vpc: "vpc-bp1a" }],
  ["    eip: 203.0.113.106\n    zone: cn-hangzhou-h", { zone: "cn-hangzhou-h" }],
  ["    eip: 203.0.113.106\n    zone: cn-hangzhou-k", { zone: "cn-hangzhou-k" }],
  [
    "    eip: 203.0.113.106\n    securityGroups: [sg-1, sg-2, sg-3, sg-4, sg-5]",
    { securityGroups: ["sg-1", "sg-2", "sg-3", "sg-4", "sg-5"] },
  ],
  ["    eip: 203.0.113.106\n    block: 203.0.113.0/24", { block: Ipv4Cidr.parse("203.0.113.0/24") }],
  [
    "    eip: 203.0.113.106\n    block: 203.0.113.0/24\n    vswitch: 203.0.113.0/25",
    { vswitch: Ipv4Cidr.parse("203.0.113.0/25") },
  ],
  [
    "    eip: eip-bp1a\n    block: 203.0.113.0/24\n    vswitch: 203.0.113.0/25",
    { vswitch: Ipv4Cidr.parse("203.0.113.0/25") },
  ],
  [
    "    eip: 203.0.113.106\n    block: {existing: 203.0.113.0/24}",
    { block: { existing: Ipv4Cidr.parse("203.0.113.0/24") } },
  ],
  [
    "    eip: eip-bp1a\n    block: {existing: 203.0.113.0/24}\n    vswitch: 203.0.113.0/25",
    { block: { existing: Ipv4Cidr.parse("203.0.113.0/24") } },
  ],
  ["    eip: 203.0.113.106\n    vswitch: vsw-bp1a", { vswitch: { id: "vsw-bp1a" } }],
  ["    eip: eip-bp1a\n    vswitch: vsw-bp1a", { vswitch: { id: "vsw-bp1a" } }],
  ["    eip: eip-bp1a\n    networkInterface: eni-bp1a", { networkInterface: "eni-bp1a" }],
  ["    eip: {create: {bandwidth: 1}}", { eip: { create: { bandwidth: 1 } } }],
  [
    "    eip: {create: {bandwidth: 200, isp: BGP_PRO, internetChargeType: PayByBandwidth}}",
    { eip: { create: { bandwidth: 200, isp: "BGP_PRO", internetChargeType: "PayByBandwidth" } } },
  ],
  [
    "    eip: eip-bp1a\n    securityGroups: {create: {ingress: []}}",
    { securityGroups: { create: { ingress: [] } } },
  ],
  [
    "    eip: eip-bp1a\n    securityGroups: {create: {ingress: [{protocol: udp, ports: 8000/8100, source: 0.0.0.0/0}]}}",
    {
      securityGroups: {
        create: { ingress: [{ protocol: "udp", ports: "8000/8100", source: Ipv4Cidr.parse("0.0.0.0/0") }] },
      },
    },
  ],
  [
    "    eip: eip-bp1a\n    securityGroups: {create: {ingress: [{protocol: tcp, ports: 65535, source: 198.51.100.7/32}]}}",
    { securityGroups: { create: { ingress: [{ ports: "65535/65535" }] } } },
  ],
  ["    eip: 203.0.113.106\n    import: {vswitch: vsw-bp1a}", { import: { vswitch: "vsw-bp1a" } }],
  [
    "    eip: 203.0.113.106\n    import: {vswitch: vsw-bp1a, networkInterface: eni-bp1a}",
    { import: { vswitch: "vsw-bp1a", networkInterface: "eni-bp1a" } },
  ],
  [
    "    eip: 203.0.113.106\n    vswitch: vsw-bp1a\n    import: {networkInterface: eni-bp1a}",
    { import: { networkInterface: "eni-bp1a" } },
  ],
  ["    eip: 203.0.113.106\n    renamedFrom: www", { renamedFrom: "www" }],
  ["    eip: 203.0.113.106\n    preventDestroy: false", { preventDestroy: false }],
])("the setting of an exposure %j is taken", (text, expected) => {
  expect(exposureWith(text)).toMatchObject(expected);
});

describe("preparations", () => {
  const APP = "app: {type: ecs.g7.large, image: aliyun_3_x64_20G_alibase_20260101.vhd}";

  /** The preparations of a configuration, with this in them besides what is required. */
  function prepared(text: string): Configuration["preparations"] {
    return parse(
      `region: cn-hangzhou\npreparations:\n  zone: cn-hangzhou-h\n  instances: {${APP}}\n${text}\n` +
        "exposures:\n  web: {instance: {prepared: app}, eip: 203.0.113.106}\n",
    ).preparations;
  }

  test("are a zone and instances at least", () => {
    expect(prepared("")).toEqual({
      zone: "cn-hangzhou-h",
      instances: { app: { type: "ecs.g7.large", image: "aliyun_3_x64_20G_alibase_20260101.vhd" } },
    });
  });

  test.each([
    ["  vpc: 172.16.0.0/12\n  vswitch: 172.16.0.0/16", { vpc: Ipv4Cidr.parse("172.16.0.0/12") }],
    ["  vpc: 10.0.0.0/28\n  vswitch: 10.0.0.0/29", { vswitch: Ipv4Cidr.parse("10.0.0.0/29") }],
    ["  vpc: vpc-bp1a", { vpc: { id: "vpc-bp1a" } }],
    [
      "  vpc: vpc-bp1a\n  vswitch: vsw-bp1a\n  securityGroup: sg-bp1a",
      { vpc: { id: "vpc-bp1a" }, vswitch: { id: "vsw-bp1a" }, securityGroup: "sg-bp1a" },
    ],
    ["  vpc: vpc-bp1a\n  vswitch: 203.0.113.0/24", { vswitch: Ipv4Cidr.parse("203.0.113.0/24") }],
    ["  securityGroup: {ingress: []}", { securityGroup: { ingress: [] } }],
    [
      "  securityGroup: {ingress: [{protocol: all, source: 10.0.0.0/8}]}",
      { securityGroup: { ingress: [{ protocol: "all", source: Ipv4Cidr.parse("10.0.0.0/8") }] } },
    ],
  ])("take %j", (text, expected) => {
    expect(prepared(text)).toMatchObject(expected);
  });

  test("may create an instance that no exposure has yet, with a key pair", () => {
    const { preparations } = parse(
      `region: cn-hangzhou\npreparations: {zone: cn-hangzhou-h, instances: {${APP.replace("}", ", keyPair: ops_1:a}")}}}\nexposures: {}\n`,
    );
    expect(preparations?.instances.app?.keyPair).toBe("ops_1:a");
  });

  test("of an existing VPC take things of exposures that exist too", () => {
    const { exposures } = parse(
      `region: cn-hangzhou\npreparations: {zone: cn-hangzhou-h, vpc: vpc-bp1a, instances: {${APP}}}\n` +
        "exposures:\n  web: {instance: {prepared: app}, eip: 203.0.113.106, vswitch: vsw-bp1a, securityGroups: [sg-bp1a]}\n",
    );
    expect(exposures.web).toMatchObject({ instance: { prepared: "app" }, vswitch: { id: "vsw-bp1a" } });
  });
});

test("exposures that share a vSwitch may import it together", () => {
  const { exposures } = parse(`region: cn-hangzhou
exposures:
  web: {instance: i-bp1a, eip: 203.0.113.106, import: {vswitch: vsw-bp1a, networkInterface: eni-bp1a}}
  mail: {instance: i-bp1b, eip: 203.0.113.107, import: {vswitch: vsw-bp1a, networkInterface: eni-bp1b}}
`);
  expect(exposures.mail?.import?.vswitch).toBe("vsw-bp1a");
});

test("names that JavaScript knows are names like any other", () => {
  const { exposures, tags } = parse(
    "region: cn-hangzhou\ntags: {constructor: x, toString: y}\nexposures:\n" +
      "  name: {instance: i-bp1a, eip: 203.0.113.106}\n  prototype: {instance: i-bp1b, eip: 203.0.113.107}\n",
  );
  expect(Object.keys(exposures)).toEqual(["name", "prototype"]);
  expect(Object.entries(tags)).toEqual([
    ["constructor", "x"],
    ["toString", "y"],
  ]);
});

test("anchors, aliases and merge keys are written out, and a key beside << goes first", () => {
  const { exposures } = parse(`region: &region cn-hangzhou
exposures:
  web: &web
    instance: i-bp1a
    eip: 203.0.113.106
    securityGroups: &groups [sg-1, sg-2]
  mail: {<<: *web, eip: 203.0.113.107}
  dns: {eip: 203.0.113.108, <<: [*web, {instance: i-never, zone: cn-hangzhou-h}]}
  ntp: {instance: i-bp1d, eip: 203.0.113.109, securityGroups: *groups}
`);
  expect(exposures).toMatchObject({
    mail: {
      instance: "i-bp1a",
      eip: { address: Ipv4Address.parse("203.0.113.107") },
      securityGroups: ["sg-1", "sg-2"],
    },
    dns: { instance: "i-bp1a", eip: { address: Ipv4Address.parse("203.0.113.108") }, zone: "cn-hangzhou-h" },
    ntp: { instance: "i-bp1d", securityGroups: ["sg-1", "sg-2"] },
  });
});

test("four hundred exposures may share one anchor", () => {
  const rows = Array.from(
    { length: 400 },
    (_, index) => `  n${index}: {instance: i-${index}, eip: eip-${index}, securityGroups: *groups}\n`,
  );
  const { exposures } = parse(
    `region: cn-hangzhou\nexposures:\n  n: {instance: i-n, eip: eip-n, securityGroups: &groups [sg-1]}\n${rows.join("")}`,
  );
  expect(Object.keys(exposures)).toHaveLength(401);
});

test("the same data is the same configuration, however it is written", () => {
  fc.assert(
    fc.property(configuration, writer, (given, write) => {
      expect(parse(write(given))).toEqual(parse(JSON.stringify(given)));
    }),
  );
});

describe("arguments of the provider", () => {
  const { attributes, block_types: blocks } =
    schema.provider_schemas["registry.terraform.io/aliyun/alicloud"].provider.block;
  const notInTheFile = ["access_key", "secret_key", "security_token", "region"];
  const samples: Readonly<Record<string, unknown>> = { string: "x", number: 5, bool: true };
  const passedOn = Object.entries(attributes).filter(([name]) => !notInTheFile.includes(name));

  test.each(passedOn.map(([name, { type }]) => [name, type]))(
    "%s is passed on as a %s, and refused as another type",
    (name, type) => {
      expect(withTop(`provider: {${name}: ${JSON.stringify(samples[type])}}`).provider).toEqual({
        [name]: samples[type],
      });
      for (const [other, sample] of Object.entries(samples)) {
        if (other === type) continue;
        const { issues } = issuesIn(
          `region: cn-hangzhou\nprovider: {${name}: ${JSON.stringify(sample)}}\n${EXPOSURES}`,
        );
        expect(issues).toMatchObject([
          { path: `provider.${name}`, position: { line: 2, column: 14 + name.length } },
        ]);
      }
    },
  );

  test.each(notInTheFile)("%s is not taken from the file", (name) => {
    const { issues } = issuesIn(`region: cn-hangzhou\nprovider: {${name}: x}\n${EXPOSURES}`);
    expect(issues).toMatchObject([{ path: `provider.${name}`, position: { line: 2, column: 12 } }]);
  });

  test("nested blocks are mappings, and every endpoint is passed on", () => {
    const endpoints = Object.fromEntries(
      Object.keys(blocks.endpoints.block.attributes).map((name) => [name, "127.0.0.1:8080"]),
    );
    const given = {
      endpoints,
      assume_role: { role_arn: "acs:ram::123:role/expose", session_name: "expose", session_expiration: 3600 },
      assume_role_with_oidc: {
        oidc_provider_arn: "acs:ram::123:oidc-provider/x",
        role_arn: "acs:ram::123:role/x",
        oidc_token_file: "token",
      },
    };
    expect(withTop(`provider: ${JSON.stringify(given)}`).provider).toEqual(given);
    expect(Object.keys(endpoints).length).toBeGreaterThan(100);
  });
});

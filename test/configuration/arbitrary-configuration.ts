import fc from "fast-check";
import { stringify } from "yaml";

/** An exposure as it is in a file. */
export interface ExposureText {
  instance: string | { prepared: string };
  eip: string | { create: Record<string, unknown> };
  vpc?: string;
  zone?: string;
  securityGroups?: string[] | { create: { ingress: Record<string, unknown>[] } };
  block?: { existing: string };
  vswitch?: string;
  networkInterface?: string;
  import?: { vswitch?: string; networkInterface?: string };
  renamedFrom?: string;
  preventDestroy?: boolean;
}

/** The preparations as they are in a file. */
export interface PreparationsText {
  zone: string;
  vpc?: string;
  vswitch?: string;
  securityGroup?: string | { ingress: Record<string, unknown>[] };
  instances: Record<string, Record<string, string>>;
}

/** A configuration as it is in a file. */
export interface ConfigurationText {
  region: string;
  stack?: string;
  provider?: Record<string, unknown>;
  backend?: unknown;
  tags?: Record<string, string>;
  blocksPerVpc?: number;
  preventDestroy?: boolean;
  preparations?: PreparationsText;
  exposures: Record<string, ExposureText>;
}

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
const idCharacters = fc.stringMatching(/^[a-z0-9]{1,12}$/);
const id = (prefix: string) => idCharacters.map((characters) => `${prefix}-${characters}`);

const rule = fc.oneof(
  fc.record(
    {
      protocol: fc.constantFrom("tcp", "udp"),
      ports: fc.constantFrom<string | number>(443, "80", "8000/8100"),
      source: fc.constantFrom("0.0.0.0/0", "198.51.100.0/24"),
    },
    { requiredKeys: ["protocol", "source"] },
  ),
  fc.record({ protocol: fc.constantFrom("icmp", "all"), source: fc.constant("0.0.0.0/0") }),
);
const ingress = fc.uniqueArray(rule, { maxLength: 3, selector: (one) => JSON.stringify(one) });

const instances = fc.record(
  { type: fc.constant("ecs.g7.large"), image: fc.constant("m-bp1a"), keyPair: fc.constant("operations") },
  { requiredKeys: ["type", "image"] },
);

/** Preparations with the instance `app`, in a new VPC or in an existing one. */
const preparations: fc.Arbitrary<PreparationsText> = fc
  .record({
    vpc: fc.constantFrom(
      {},
      { vpc: "172.16.0.0/12", vswitch: "172.16.0.0/24" },
      { vpc: "vpc-bp1", vswitch: "vsw-bp1", securityGroup: "sg-bp1" },
    ),
    group: fc.option(ingress, { nil: undefined }),
    app: instances,
  })
  .map(({ vpc, group, app }) => ({
    zone: "cn-hangzhou-h",
    ...(group === undefined ? {} : { securityGroup: { ingress: group } }),
    ...vpc,
    instances: { app },
  }));

/** How an exposure gets its parts, beside its EIP; `octet` is the last one of the EIP, which no other exposure has. */
function parts(octet: number): fc.Arbitrary<Partial<ExposureText>> {
  return fc.oneof(
    fc.constant({}),
    fc.constant({ vswitch: `vsw-${octet}` }),
    fc.constant({ networkInterface: `eni-${octet}` }),
    fc.constant({ import: { networkInterface: `eni-${octet}` } }),
    fc.constant({ eip: `eip-${octet}` }),
    fc.record({
      eip: fc.record({
        create: fc.record(
          { bandwidth: fc.integer({ min: 1, max: 200 }), isp: fc.constantFrom("BGP", "BGP_PRO") },
          { requiredKeys: ["bandwidth"] },
        ),
      }),
    }),
    fc.record({ securityGroups: fc.record({ create: fc.record({ ingress }) }) }),
    fc.record({ securityGroups: fc.uniqueArray(id("sg"), { minLength: 1, maxLength: 5 }) }),
  );
}

function exposures(settings: { readonly withVpc: boolean; readonly withZone: boolean }) {
  const lastOctets = fc.uniqueArray(fc.integer({ min: 1, max: 252 }), { minLength: 1, maxLength: 6 });
  const names = fc.uniqueArray(name, { minLength: 6, maxLength: 6 });
  return fc
    .tuple(lastOctets, names)
    .chain(([octets, keys]) =>
      fc.tuple(
        ...octets.map((octet, index) =>
          fc
            .record({
              parts: parts(octet),
              own: fc.record(
                {
                  instance: id("i"),
                  preventDestroy: fc.boolean(),
                  renamedFrom: fc.constant(`former-${octet}-x`),
                },
                { requiredKeys: ["instance"] },
              ),
            })
            .map((chosen): [string, ExposureText] => [
              keys[index] ?? "",
              {
                eip: `203.0.113.${octet}`,
                ...chosen.own,
                ...chosen.parts,
                ...(settings.withVpc ? { vpc: "vpc-bp1" } : {}),
                ...(settings.withZone ? { zone: "cn-hangzhou-h" } : {}),
              },
            ]),
        ),
      ),
    )
    .map((entries): Record<string, ExposureText> => Object.fromEntries(entries));
}

/** A configuration whose first instance is prepared, where it has preparations and the parts of the exposure allow it. */
function withPrepared(given: ConfigurationText): ConfigurationText {
  const [first] = Object.entries(given.exposures);
  if (given.preparations === undefined || first === undefined) return given;
  const [key, exposure] = first;
  const rest: ExposureText = { ...exposure };
  delete rest.vpc;
  delete rest.zone;
  const isFree = ["import", "vswitch", "networkInterface"].every((part) => !(part in rest));
  if (!isFree || Array.isArray(rest.securityGroups)) return given;
  return { ...given, exposures: { ...given.exposures, [key]: { ...rest, instance: { prepared: "app" } } } };
}

/** Configurations that can be used; each has one exposure at least, and one tag. */
export const configuration: fc.Arbitrary<ConfigurationText> = fc
  .record({ withVpc: fc.boolean(), withZone: fc.boolean() })
  .chain((settings) =>
    fc.record(
      {
        region: fc.constant("cn-hangzhou"),
        stack: name,
        provider: fc.record({
          profile: idCharacters,
          skip_region_validation: fc.boolean(),
          max_retry_timeout: fc.nat(1000),
          endpoints: fc.record({ vpc: fc.constant("127.0.0.1:8080"), ecs: fc.constant("127.0.0.1:8080") }),
        }),
        backend: fc.constantFrom("none", "local", { oss: { bucket: "state", encrypt: true } }),
        tags: fc.dictionary(idCharacters, idCharacters, { minKeys: 1, maxKeys: 5 }),
        blocksPerVpc: fc.integer({ min: 1, max: 10 }),
        preventDestroy: fc.boolean(),
        preparations,
        exposures: exposures(settings),
      },
      { requiredKeys: ["region", "provider", "tags", "exposures"] },
    ),
  )
  .map(withPrepared);

/** A way to write data as YAML: style, quotes, indentation, line ends, comments and empty lines. */
export const writer: fc.Arbitrary<(data: unknown) => string> = fc
  .record({
    collectionStyle: fc.constantFrom("any", "block", "flow"),
    defaultStringType: fc.constantFrom("PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE"),
    indent: fc.integer({ min: 1, max: 8 }),
    isJson: fc.boolean(),
    lineEnd: fc.constantFrom("\n", "\r\n"),
    isCommented: fc.boolean(),
  })
  .map(({ collectionStyle, defaultStringType, indent, isJson, lineEnd, isCommented }) => (data) => {
    const text = isJson
      ? JSON.stringify(data, undefined, indent)
      : stringify(data, { collectionStyle, defaultStringType, indent, lineWidth: 0 });
    const between = isCommented ? `${lineEnd}${lineEnd}# why${lineEnd}` : lineEnd;
    return text.split("\n").join(between);
  });

import fc from "fast-check";
import { stringify } from "yaml";

/** An exposure as it is in a file. */
export interface ExposureText {
  instance: string;
  eip: string;
  vpc?: string;
  zone?: string;
  securityGroups?: string[];
}

/** A configuration as it is in a file. */
export interface ConfigurationText {
  region: string;
  stack?: string;
  provider?: Record<string, unknown>;
  backend?: unknown;
  tags?: Record<string, string>;
  blocksPerVpc?: number;
  exposures: Record<string, ExposureText>;
}

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
const idCharacters = fc.stringMatching(/^[a-z0-9]{1,12}$/);
const id = (prefix: string) => idCharacters.map((characters) => `${prefix}-${characters}`);

function exposures(settings: { readonly withVpc: boolean; readonly withZone: boolean }) {
  const lastOctets = fc.uniqueArray(fc.integer({ min: 1, max: 252 }), { minLength: 1, maxLength: 6 });
  const setting = fc.record(
    { instance: id("i"), securityGroups: fc.uniqueArray(id("sg"), { minLength: 1, maxLength: 5 }) },
    { requiredKeys: ["instance"] },
  );
  return fc
    .tuple(
      lastOctets,
      fc.uniqueArray(name, { minLength: 6, maxLength: 6 }),
      fc.array(setting, { minLength: 6, maxLength: 6 }),
    )
    .map(([octets, names, given]): Record<string, ExposureText> =>
      Object.fromEntries(
        octets.map((octet, index): [string, ExposureText] => [
          names[index] ?? "",
          {
            ...(given[index] ?? { instance: "i-none" }),
            eip: `203.0.113.${octet}`,
            ...(settings.withVpc ? { vpc: "vpc-bp1" } : {}),
            ...(settings.withZone ? { zone: "cn-hangzhou-h" } : {}),
          },
        ]),
      ),
    );
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
        exposures: exposures(settings),
      },
      { requiredKeys: ["region", "provider", "tags", "exposures"] },
    ),
  );

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

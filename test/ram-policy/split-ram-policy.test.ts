import * as fc from "fast-check";

import {
  leastRamPolicy,
  RAM_POLICY_LIMITS,
  type RamPolicyDocument,
  type RamStatement,
  splitRamPolicy,
} from "../../lib/ram-policy/ram-policy";

/** What a policy allows, as pairs of an action and a resource. */
function allowed(policies: readonly RamPolicyDocument[]): Set<string> {
  const statements = policies.flatMap(({ Statement }) => Statement);
  return new Set(
    statements.flatMap(({ Action, Resource }) =>
      Action.flatMap((action) => Resource.map((resource) => `${action} on ${resource}`)),
    ),
  );
}

const names = (prefix: string) =>
  fc
    .uniqueArray(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 40 })
    .map((numbers) => numbers.map((number) => `${prefix}${number}`));

const statement = fc.record<RamStatement>({
  Effect: fc.constant("Allow"),
  Action: fc.uniqueArray(fc.constantFrom("ecs:AttachNetworkInterface", "vpc:CreateVSwitch"), {
    minLength: 1,
  }),
  Resource: names("acs:ecs:cn-hangzhou:*:instance/i-"),
});

const policy = fc.record<RamPolicyDocument>({
  Version: fc.constant("1"),
  Statement: fc.array(statement, { maxLength: 12 }),
});

describe("a RAM policy that is split", () => {
  it("allows just what the whole one does, in pieces that are not too long", () => {
    fc.assert(
      fc.property(policy, fc.integer({ min: 250, max: 3000 }), (whole, limit) => {
        const pieces = splitRamPolicy(whole, limit);
        expect(allowed(pieces)).toEqual(allowed([whole]));
        for (const piece of pieces) expect(JSON.stringify(piece).length).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it("stays in one piece where it is short enough", () => {
    fc.assert(
      fc.property(policy, (whole) => {
        const { length } = JSON.stringify(whole);
        expect(splitRamPolicy(whole, length)).toEqual(whole.Statement.length === 0 ? [] : [whole]);
      }),
    );
  });

  it("has the limits of RAM: 40 instances with their EIPs fit into one user's policies, with IDs and without", () => {
    const numbers = Array.from({ length: 40 }, (_, index) => String(index).padStart(15, "0"));
    const all = (given: (number: string) => object) =>
      Object.fromEntries(numbers.map((number) => [`web-${number}`, { ...given(number) }]));
    const configuration = {
      provider: { alicloud: [{ region: "cn-hangzhou" }] },
      resource: {
        alicloud_eip_association: all((number) => ({ allocation_id: `eip-bp1${number}`, mode: "NAT" })),
        alicloud_ecs_network_interface_attachment: all((number) => ({ instance_id: `i-bp1${number}` })),
      },
    };
    const exact = splitRamPolicy(leastRamPolicy(configuration));
    const { characters, policiesPerIdentity } = RAM_POLICY_LIMITS;
    expect(exact.map((piece) => JSON.stringify(piece).length <= characters)).toEqual(exact.map(() => true));
    expect(exact.length).toBeLessThanOrEqual(policiesPerIdentity);
    expect(splitRamPolicy(leastRamPolicy(configuration, { exactIds: false }))).toHaveLength(1);
  });

  it("fails when the limit has no room for a statement", () => {
    const [Effect, Action, Resource] = ["Allow", ["vpc:CreateVSwitch"], ["*"]] as const;
    expect(() => splitRamPolicy({ Version: "1", Statement: [{ Effect, Action, Resource }] }, 50)).toThrow(
      RangeError,
    );
  });
});

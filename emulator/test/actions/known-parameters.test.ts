import { isDeepStrictEqual } from "node:util";
import { actions, type ProductAction } from "../../src/actions";
import type { Use } from "../../src/actions/declaration";
import { loadState } from "../../src/seed";
import { TestCloud } from "../support/engine";
import { richSeed, samples, type Sample, type Values } from "./samples";

/*
 * Each parameter that an action declares, tried: the same call in the same account with and without it. What is kept is
 * read back; what names a resource, filters, pages or has an effect shows in the answer or in what is there afterwards.
 * So nothing is accepted and then ignored.
 */

/** What no call reads back, in the cloud as here; it is in GET /state. */
const readByNoCall = new Set(["SecurityEnhancementStrategy", "ActivityId"]);

/** Calls that read; each is made with these identifiers, one after the other. */
const readings: Readonly<Record<string, readonly Values[]>> = {
  DescribeVpcs: [{ PageSize: "50" }],
  DescribeVSwitches: [{ PageSize: "50" }],
  DescribeRouteTableList: [{ PageSize: "50" }],
  DescribeRouteTables: [{ PageSize: "50" }],
  ListIpv4Gateways: [{}],
  DescribeEipAddresses: [{ PageSize: "50" }],
  DescribeHighDefinitionMonitorLogAttribute: [{ InstanceId: "eip-free" }],
  DescribeNetworkInterfaces: [{ PageSize: "50" }],
  DescribeSecurityGroups: [{ PageSize: "50" }],
  DescribeSecurityGroupAttribute: [{ SecurityGroupId: "sg-web" }, { SecurityGroupId: "sg-emu00001" }],
  DescribeInstances: [{ PageSize: "50" }],
  DescribePrefixListAttributes: [{ PrefixListId: "pl-one" }, { PrefixListId: "pl-emu00001" }],
  DescribeKeyPairs: [{ PageSize: "50" }],
  DescribeDisks: [{ PageSize: "50" }],
  DescribeUserData: [{ InstanceId: "i-app1" }, { InstanceId: "i-emu00001" }],
  DescribeInstanceRamRole: [{ PageSize: "50" }],
  DescribeInstanceMaintenanceAttributes: [{ PageSize: "50" }],
  DescribeInstanceAutoRenewAttribute: [{ InstanceId: "i-paid" }, { InstanceId: "i-emu00001" }],
  DescribeCommands: [{ PageSize: "50" }],
  DescribeInvocations: [{ PageSize: "50" }],
};

interface Observation {
  readonly result: { code: string; message: string; answer: object };
  /** What the API tells afterwards. */
  readonly read: unknown;
  /** What it does not tell. */
  readonly state: unknown;
}

const versions = {
  vpc: "2016-04-28",
  ecs: "2014-05-26",
  sts: "2015-04-01",
  bssopenapi: "2017-12-14",
  resourcemanager: "2020-03-31",
  quotas: "2020-05-10",
};

function observe({ product, ramAction }: ProductAction, values: Values): Observation {
  const cloud = new TestCloud(structuredClone(richSeed));
  const { first } = samples[ramAction] ?? {};
  if (first !== undefined) cloud.done(...first);
  const Action = ramAction.split(":")[1] ?? "";
  const request = { Action, Version: versions[product], ...values };
  const outcome = cloud.engine.execute("POST", new Map(Object.entries(request)));
  // Nothing closes a connection here.
  if (outcome === "disconnect") throw new Error("disconnected");
  const result =
    "refusal" in outcome
      ? { code: outcome.refusal.code, message: outcome.refusal.message, answer: {} }
      : { code: "", message: "", answer: outcome.answer };
  cloud.clock.advance(60_000);
  const read = Object.entries(readings).map(([action, each]) =>
    each.map((ids) => cloud.call(action, ids).answer),
  );
  return { result, read, state: cloud.engine.cloud.toJSON() };
}

const observed = new Map<string, Observation>();

/** The observation of a request that several parameters are tried beside: it is the same each time, and so made once. */
function observeBase(action: ProductAction, values: Values): Observation {
  const key = JSON.stringify([action.ramAction, values]);
  const observation = observed.get(key) ?? observe(action, values);
  observed.set(key, observation);
  return observation;
}

/** A parameter as a request names it: the first of a list. */
const named = (parameter: string) => parameter.replaceAll(/\.N(?=\.|$)/g, ".1");

/** Every text in an answer, and every key, in lower case. */
function textsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [String(value).toLowerCase()];
  return Object.entries(value).flatMap(([key, inner]) => [key.toLowerCase(), ...textsIn(inner)]);
}

function defaultValue(use: Use, parameter: string): string {
  if (use === "pages") return parameter === "PageNumber" ? "2" : "1";
  if (use === "kept" && !/Id$|\.N$|Type$/.test(parameter)) return `kept-${parameter.replaceAll(".", "-")}`;
  if (use === "kept" && parameter === "ResourceGroupId") return "rg-kept";
  if (use === "kept" && parameter === "NewResourceGroupId") return "rg-kept";
  if (use === "kept") return "kept";
  return parameter === "PrimaryIpAddress" || parameter.startsWith("PrivateIpAddress")
    ? "10.99.0.1"
    : "none-such";
}

const cases = [...actions.values()]
  // Nothing is a subscription that it would list.
  .filter(({ product }) => product !== "bssopenapi")
  .flatMap((action) =>
    Object.entries(action.declaration.parameters).map(
      ([parameter, use]) => [`${action.ramAction} ${parameter}`, action, parameter, use] as const,
    ),
  );

describe("a parameter that an action knows", () => {
  it("is of an account that can be", () => {
    expect(() => loadState(structuredClone(richSeed))).not.toThrow();
  });

  it.each(cases)("%s", (_name, action, parameter, use) => {
    const { base: usual = {}, values = {} } = samples[action.ramAction] ?? {};
    const given = values[parameter] ?? {};
    const sample: Sample = typeof given === "string" ? { value: given } : given;
    const base = sample.base ?? { ...usual, ...sample.add };
    if (typeof use === "object" && "only" in use) {
      for (const value of use.only) {
        expect(observe(action, { ...base, [named(parameter)]: value }).result.code).toBe("");
      }
      const other = observe(action, { ...base, [named(parameter)]: "other" }).result;
      expect([other.code, other.message]).toEqual([
        "UnsupportedParameter",
        expect.stringContaining(named(parameter)),
      ]);
      return;
    }
    const value = sample.value ?? defaultValue(use, parameter);
    const without = observeBase(action, base);
    const withIt = observe(action, { ...base, [named(parameter)]: value });
    expect(without.result.code === "").toBe(sample.needed !== true);
    // Quicker than a matcher of Jest, which is called 800 times for two whole accounts.
    expect(isDeepStrictEqual(withIt, without)).toBe(false);
    expect(withIt.result.code).not.toBe("UnsupportedParameter");
    if (use === "kept") {
      expect(withIt.result).toMatchObject({ code: "" });
      const where = readByNoCall.has(parameter) ? withIt.state : [withIt.result.answer, withIt.read];
      expect(textsIn(where)).toContain((sample.read ?? value).toLowerCase());
    }
    if (use === "filters" || use === "pages") expect(withIt.result.code).toBe("");
  });
});

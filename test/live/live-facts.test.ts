import { parseConfiguration } from "../../lib/configuration/load";
import type { Account } from "../../lib/live/account";
import { readFacts } from "../../lib/live/live-facts";

/** An account with one instance, of which each lookup may answer with an empty list. */
function accountWith(vpcs: readonly object[]): Account {
  const nothing = (): Promise<readonly never[]> => Promise.resolve([]);
  const instance = {
    ...{ id: "i-web", vpcId: "vpc-bp1", zoneId: "cn-hangzhou-h", type: "ecs.g7.large", status: "Running" },
    securityGroupIds: [],
  };
  return {
    instances: () => Promise.resolve([instance]),
    vpcs: () => Promise.resolve(vpcs),
    routes: () => Promise.resolve(undefined),
    ipv4Gateway: () => Promise.resolve(undefined),
    instanceTypeQuotas: () => Promise.resolve(new Map()),
    ...{ eipsNamed: nothing, vswitches: nothing, networkInterfaces: nothing, securityGroups: nothing },
  } as unknown as Account;
}

const configuration = parseConfiguration(
  "{region: cn-hangzhou, exposures: {web: {instance: i-web, eip: 203.0.113.106}}}",
  "exposure.yaml",
);

test("the VPC of an instance that is not in the answer is a missing permission, not a missing VPC", async () => {
  const found = await readFacts(accountWith([{ id: "vpc-bp1" }]), configuration, false);
  expect(found.missingPermissions).toEqual([]);
  const empty = await readFacts(accountWith([]), configuration, false);
  expect(empty.missingPermissions).toEqual(["vpc:DescribeVpcs"]);
});

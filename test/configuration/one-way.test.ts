import { Testing } from "cdktf";

import { parseConfiguration } from "../../lib/configuration/load";
import { Ipv4Address, Ipv4Cidr } from "../../lib/ipv4";
import * as planner from "../../lib/planning/planner";
import { ExposureStack } from "../../lib/stack/exposure-stack";
import { issuesIn } from "./issues-in";

jest.mock("../../lib/planning/planner", () => {
  const actual = jest.requireActual<typeof planner>("../../lib/planning/planner");
  return { ...actual, planFleet: jest.fn(actual.planFleet) };
});

const planFleet = jest.mocked(planner.planFleet);

const TEXT = `region: cn-hangzhou
exposures:
  web:
    instance: i-bp1a
    eip: 203.0.113.106
    block: 203.0.113.0/24
    vswitch: 203.0.113.0/25
`;

beforeEach(() => {
  planFleet.mockClear();
});

afterEach(() => {
  jest.restoreAllMocks();
});

test("a configuration is planned once, for its rules and its stack", () => {
  const configuration = parseConfiguration(TEXT, "exposure.yaml");
  expect(planFleet).toHaveBeenCalledTimes(1);
  const { fleet } = new ExposureStack(Testing.app(), configuration);
  expect(fleet.plan).toHaveLength(1);
  expect(planFleet).toHaveBeenCalledTimes(1);
});

test("a configuration with errors of a single exposure is not planned", () => {
  expect(issuesIn(TEXT.replace("113.0/25", "114.0/25")).issues).toHaveLength(1);
  expect(planFleet).not.toHaveBeenCalled();
});

test("the file is a boundary at which each address and range is parsed once", () => {
  const addresses = jest.spyOn(Ipv4Address, "parse");
  const ranges = jest.spyOn(Ipv4Cidr, "parse");
  parseConfiguration(TEXT, "exposure.yaml");
  expect(addresses.mock.calls.filter(([text]) => text === "203.0.113.106")).toHaveLength(1);
  expect(ranges.mock.calls).toEqual([["203.0.113.0/24"], ["203.0.113.0/25"]]);
});

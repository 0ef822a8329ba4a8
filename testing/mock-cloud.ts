import { alicloudSchema } from "./alicloud-schema";
import { mapValues } from "./map-values";
import { mockValues } from "./mock-values";
import type { TerraformWorkspace, TestRun } from "./terraform";

/** Attribute values, in the provider's own names. What is not given, Terraform makes up (lists are empty). */
export type MockValues = Readonly<Record<string, unknown>>;

/**
 * What a mocked provider alicloud answers. A look-up returns the same values whatever its arguments are: filters do not
 * filter.
 */
export interface MockCloud {
  /** What every data source of a type returns, by type: `alicloud_vpcs: { vpcs: [{ vpc_id: "vpc-1" }] }`. */
  readonly mockData?: Readonly<Record<string, MockValues>>;
  /** What every resource of a type gets for its computed attributes, by type. */
  readonly mockResources?: Readonly<Record<string, MockValues>>;
  /** What one data source returns, by its address: `data.alicloud_vpcs.all`. */
  readonly overrideData?: Readonly<Record<string, MockValues>>;
  /** What one resource gets for its computed attributes, by its address: `alicloud_vswitch.web`. */
  readonly overrideResources?: Readonly<Record<string, MockValues>>;
}

/** One `run` block. */
export interface MockRun extends Pick<MockCloud, "overrideData" | "overrideResources"> {
  readonly name: string;
  readonly command: "plan" | "apply";
  /** Addresses of the checkable objects whose conditions must fail. @default - none */
  readonly expectFailures?: readonly string[];
}

export interface MockTest extends MockCloud {
  readonly runs: readonly MockRun[];
}

/**
 * The content of a `*.tftest.json` file that runs the configuration in a mocked cloud.
 *
 * @throws Error for a type or attribute that the provider's schema does not have, which Terraform would ignore
 */
export function tftest(test: MockTest): object {
  const dataTypes = Object.entries(test.mockData ?? {});
  const resourceTypes = Object.entries(test.mockResources ?? {});
  return {
    mock_provider: {
      alicloud: {
        ...blocks(
          "mock_data",
          dataTypes.map(([type, values]) => mock(type, `data.${type}`, values)),
        ),
        ...blocks(
          "mock_resource",
          resourceTypes.map(([type, values]) => mock(type, type, values)),
        ),
      },
    },
    ...overrides(test),
    ...blocks(
      "run",
      test.runs.map((run) => ({
        [run.name]: { command: run.command, expect_failures: run.expectFailures ?? [], ...overrides(run) },
      })),
    ),
  };
}

/**
 * Plans or applies a configuration in several mocked clouds, each from nothing, all in one Terraform process.
 *
 * @returns what became of each cloud's run, by its name; a plan or apply that fails is a result like any other
 */
export async function runInClouds<Name extends string>(
  workspace: TerraformWorkspace,
  command: MockRun["command"],
  clouds: Readonly<Record<Name, MockCloud>>,
): Promise<Record<Name, TestRun>> {
  // A file for each cloud, because Terraform skips all that follows a failed run in its file.
  const fileOf = Object.fromEntries(
    Object.keys(clouds).map((name, i) => [name, `cloud-${i + 1}.tftest.json`]),
  );
  const files = Object.entries<MockCloud>(clouds).map(([name, cloud]) => [
    fileOf[name],
    tftest({ ...cloud, runs: [{ name: command, command }] }),
  ]);
  const report = await workspace.test(Object.fromEntries(files) as Record<string, object>);
  return mapValues(clouds as Record<string, MockCloud>, (_, name) => {
    const run = report[fileOf[name] ?? ""]?.[command];
    if (!run) throw new Error(`Terraform reported nothing about the cloud ${JSON.stringify(name)}`);
    return run;
  });
}

/** Plans a configuration in a mocked cloud. Computed attributes of resources are unknown, as in a real plan. */
export async function planInCloud(workspace: TerraformWorkspace, cloud: MockCloud): Promise<TestRun> {
  return (await runInClouds(workspace, "plan", { cloud })).cloud;
}

/** Applies a configuration in a mocked cloud. */
export async function applyInCloud(workspace: TerraformWorkspace, cloud: MockCloud): Promise<TestRun> {
  return (await runInClouds(workspace, "apply", { cloud })).cloud;
}

/** Blocks of one kind in the JSON syntax, which has no way to write none of them other than leaving them out. */
function blocks(kind: string, all: readonly object[]) {
  return all.length === 0 ? {} : { [kind]: all };
}

function mock(type: string, where: string, values: MockValues) {
  return { [type]: { defaults: mockValues(alicloudSchema()[1], where, values) } };
}

function overrides({
  overrideData = {},
  overrideResources = {},
}: Pick<MockCloud, "overrideData" | "overrideResources">) {
  return {
    ...blocks("override_data", Object.entries(overrideData).map(override)),
    ...blocks("override_resource", Object.entries(overrideResources).map(override)),
  };
}

function override([target, values]: readonly [string, MockValues]) {
  return { target, values: mockValues(alicloudSchema()[1], target, values) };
}

import type { Emulator } from "../../src";
import { actions } from "../../src/actions";

/** What the API has answered. */
export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

const versions = {
  vpc: "2016-04-28",
  ecs: "2014-05-26",
  sts: "2015-04-01",
  bssopenapi: "2017-12-14",
  resourcemanager: "2020-03-31",
  quotas: "2020-05-10",
};

/** The version of the API that an action belongs to. Tags are in two: the VPC API has upper-case names for types. */
export function versionOf(action: string, parameters: Readonly<Record<string, string>> = {}): string {
  const ofVpc = parameters.ResourceType === undefined || /^[A-Z]+$/.test(parameters.ResourceType);
  const products = ofVpc
    ? (["vpc", "ecs", "sts", "bssopenapi", "resourcemanager", "quotas"] as const)
    : (["ecs"] as const);
  const product = products.find((name) => actions.has(`${name}:${action}`));
  if (product === undefined) throw new Error(`no API has the action ${action}`);
  return versions[product];
}

/** Calls an action over HTTP, its parameters in the body. */
export async function call(
  emulator: Pick<Emulator, "endpoint">,
  action: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const all = {
    Action: action,
    Version: versionOf(action, parameters),
    RegionId: "cn-hangzhou",
    ...parameters,
  };
  const response = await fetch(`http://${emulator.endpoint}/`, {
    method: "POST",
    body: new URLSearchParams(all),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

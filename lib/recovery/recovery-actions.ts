import { setTimeout as sleep } from "node:timers/promises";

import { z } from "zod";

import { CloudError } from "../errors";
import { Account } from "../live/account";
import type { CloudClient } from "../live/cloud-client";
import { commandWithId } from "./guest-commands";
import type { Leftover, StuckNetworkInterface } from "./recovery-plan";

/** Time that a recovery gives an ENI to leave its instance. */
export interface DetachOptions {
  /** Seconds to wait. */
  readonly waitSeconds: number;
  /**
   * Milliseconds between two looks.
   * @default 2000
   */
  readonly interval?: number;
}

/** Outcome of an action on a resource. */
export interface ActionResult {
  readonly id: string;
  readonly isDone: boolean;
  /** Reason or next step, as a sentence without the full stop; empty if it is done. */
  readonly reason: string;
}

const EMPTY = z.object({});

/**
 * Detaches ENIs once more that are stuck in Detaching, and waits until they have left. The API allows to repeat the call in that state.
 *
 * @see https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-detachnetworkinterface
 */
export async function detachAgain(
  client: CloudClient,
  stuck: readonly StuckNetworkInterface[],
  { waitSeconds, interval = 2000 }: DetachOptions,
): Promise<ActionResult[]> {
  const results: ActionResult[] = [];
  const asked: StuckNetworkInterface[] = [];
  for (const { id, instanceId } of stuck) {
    const reason = await refusalOf(
      client.call("ecs", "DetachNetworkInterface", { NetworkInterfaceId: id, InstanceId: instanceId }, EMPTY),
    );
    if (reason === undefined) asked.push({ id, instanceId });
    else results.push({ id, isDone: false, reason });
  }
  const account = new Account(client);
  let left: readonly StuckNetworkInterface[] = asked;
  for (let look = 0; left.length > 0 && look * interval <= waitSeconds * 1000; look++) {
    if (look > 0) await sleep(interval);
    const found = await account.networkInterfacesNamed(left.map(({ id }) => id));
    const isStuck = ({ id }: StuckNetworkInterface) =>
      found.some((one) => one.id === id && one.status === "Detaching");
    results.push(...left.filter((one) => !isStuck(one)).map(({ id }) => ({ id, isDone: true, reason: "" })));
    left = left.filter(isStuck);
  }
  return [
    ...results,
    ...left.map(({ id, instanceId }) => ({
      ...{ id, isDone: false },
      reason: `${id} is still Detaching after ${waitSeconds} seconds, since the guest does not let go of it; run  exposed-eip.sh down  in ${instanceId}, or stop or restart it, and run this again`,
    })),
  ];
}

/**
 * Deletes leftovers that nothing uses: EIPs that are bound to nothing, free ENIs, and commands. Each is looked at again just before, and
 * left alone if it is in use by then, has another name, or is not visible. The API refuses what is in use after that.
 */
export async function deleteUnused(
  client: CloudClient,
  leftovers: readonly Leftover[],
): Promise<ActionResult[]> {
  const results: ActionResult[] = [];
  for (const leftover of leftovers) {
    const { id } = leftover;
    const reason =
      (await refusalOf(requireUnused(client, leftover))) ?? (await refusalOf(deletion(client, leftover)));
    results.push({ id, isDone: reason === undefined, reason: reason ?? "" });
  }
  return results;
}

function deletion(client: CloudClient, { type, id }: Leftover): Promise<unknown> {
  if (type === "alicloud_eip_address")
    return client.call("vpc", "ReleaseEipAddress", { AllocationId: id }, EMPTY);
  if (type === "alicloud_ecs_command") return client.call("ecs", "DeleteCommand", { CommandId: id }, EMPTY);
  return client.call("ecs", "DeleteNetworkInterface", { NetworkInterfaceId: id }, EMPTY);
}

/** @throws CloudError about this one call, if the resource is not as it was when it was found unused */
async function requireUnused(client: CloudClient, { type, id, name }: Leftover): Promise<void> {
  const problem = await problemOf(client, type, id, name);
  if (problem !== undefined)
    throw new CloudError(`${id} ${problem}, so that it is left alone; run recover again`, undefined, false);
}

/** Returns what keeps a resource from its deletion, as a clause; undefined if nothing does. */
async function problemOf(
  client: CloudClient,
  type: string,
  id: string,
  name: string,
): Promise<string | undefined> {
  const account = new Account(client);
  if (type === "alicloud_ecs_command") {
    const command = await commandWithId(client, id);
    return command === undefined ? NOT_VISIBLE : command.name === name ? undefined : RENAMED;
  }
  if (type === "alicloud_eip_address") {
    const [eip] = await account.eipsNamed([], [id]);
    if (eip === undefined) return NOT_VISIBLE;
    if (eip.boundTo !== "" || eip.status !== "Available")
      return `is in use by now (${eip.status}${eip.boundTo === "" ? "" : `, bound to ${eip.boundTo}`})`;
    return eip.name === name ? undefined : RENAMED;
  }
  const [eni] = await account.networkInterfacesNamed([id]);
  if (eni === undefined) return NOT_VISIBLE;
  if (eni.status !== "Available" || eni.instanceId !== "" || eni.type !== "Secondary" || eni.isOfService)
    return `is in use by now (${eni.status}${eni.instanceId === "" ? "" : `, on ${eni.instanceId}`})`;
  const eip = (await account.eips()).find(({ boundTo }) => boundTo === id);
  if (eip !== undefined) return `has the EIP ${eip.address} by now`;
  return eni.name === name ? undefined : RENAMED;
}

const NOT_VISIBLE = "is not visible any more";
const RENAMED = "has another name by now";

/** Returns the message of a refusal of one call; undefined if it succeeds. */
async function refusalOf(call: Promise<unknown>): Promise<string | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    const isRefusal =
      error instanceof CloudError && (!error.isGeneral || error.missingPermission !== undefined);
    if (!isRefusal) throw error;
    return error.message.replace(/\.$/, "");
  }
}

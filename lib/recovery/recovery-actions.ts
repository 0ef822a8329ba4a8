import { setTimeout as sleep } from "node:timers/promises";

import { z } from "zod";

import { CloudError } from "../errors";
import { Account } from "../live/account";
import type { CloudClient } from "../live/cloud-client";
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

/** Deletes leftovers that nothing uses: EIPs that are bound to nothing, and free ENIs. The API refuses what is in use meanwhile. */
export async function deleteUnused(
  client: CloudClient,
  leftovers: readonly Leftover[],
): Promise<ActionResult[]> {
  const results: ActionResult[] = [];
  for (const { type, id } of leftovers) {
    const call =
      type === "alicloud_eip_address"
        ? client.call("vpc", "ReleaseEipAddress", { AllocationId: id }, EMPTY)
        : client.call("ecs", "DeleteNetworkInterface", { NetworkInterfaceId: id }, EMPTY);
    const reason = await refusalOf(call);
    results.push({ id, isDone: reason === undefined, reason: reason ?? "" });
  }
  return results;
}

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

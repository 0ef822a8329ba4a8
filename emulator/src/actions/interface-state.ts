import { forbidden, refused } from "../errors";
import type { NetworkInterface } from "../state";

/** The cloud's services keep some interfaces for themselves. @throws ApiError when it is one of them */
export function checkOwn(networkInterface: NetworkInterface): void {
  if (networkInterface.serviceManaged) {
    throw forbidden("InvalidOperation.EniServiceManaged", `${networkInterface.id} belongs to a service.`);
  }
}

/** The interface is in a state in which this cannot be done. */
export function invalidEniState({ id, status, instanceId }: NetworkInterface) {
  const where = instanceId === "" ? "" : `, instance ${instanceId}`;
  return refused("InvalidOperation.InvalidEniState", `The network interface ${id} is ${status}${where}.`);
}

/** The interface is not on its way from one state to another. @throws ApiError when it is */
export function checkSettled(networkInterface: NetworkInterface): void {
  if (networkInterface.status !== "Available" && networkInterface.status !== "InUse") {
    throw invalidEniState(networkInterface);
  }
}

import { type Clock, timeText } from "./clock";
import type { Cloud } from "./cloud";
import type { DataPlane } from "./data-plane";
import { refused } from "./errors";
import { runInvocation } from "./guest";
import type { Change, Eip, Instance, NetworkInterface, Pending } from "./state";

/** Brings what takes time to its end: when its time has come, and after the data plane has done its part. */
export class Changes {
  private readonly commands = new Map<string, AbortController>();
  private planeQueue = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly cloud: Cloud,
    private readonly clock: Clock,
    private readonly plane: DataPlane,
    private readonly onPlaneFailure: (event: string, error: unknown) => void,
  ) {}

  /** Tells the data plane of everything there is, and takes up the changes that had begun. */
  start(): void {
    const { cloud, plane } = this;
    if (plane.started !== undefined) void this.tell("started", () => plane.started?.(cloud));
    for (const instance of cloud.instances.values()) {
      if (instance.status !== "Pending") void this.tellOfNewInstance(instance);
    }
    for (const each of cloud.networkInterfaces.values()) {
      // Those of an instance that is Pending come with it.
      const waits = cloud.instances.get(each.instanceId)?.status === "Pending";
      if (each.type === "Secondary" && (each.status === "InUse" || each.status === "Detaching") && !waits) {
        void this.tellOfInterface("interfaceAttached", each);
      }
    }
    for (const eip of cloud.eips.values()) {
      if (eip.status === "InUse" || eip.status === "Unassociating") void this.tellOfEip("eipAssociated", eip);
    }
    for (const pending of cloud.pending) this.schedule(pending);
  }

  /** Ends every command that runs, and lets nothing more happen. Resolves when the data plane is idle. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const controller of this.commands.values()) controller.abort();
    await this.planeQueue;
  }

  /** Resolves when the data plane has done all that it was told so far. */
  async settled(): Promise<void> {
    await this.planeQueue;
  }

  /**
   * Refuses what a data plane would have to do anew in a guest that it keeps.
   * @throws ApiError `UnsupportedOperation` when there is a data plane with guests
   */
  refuseWithDataPlane(action: string): void {
    if (this.plane.instanceCreated === undefined) return;
    throw refused("UnsupportedOperation", `${action} is not emulated together with a data plane.`);
  }

  /** Begins a change that is done after a delay, at once if it is 0, and never if it is infinite. */
  begin(change: Change, id: string, delay: number): void {
    if (!Number.isFinite(delay)) return;
    const pending = { change, id, dueAt: this.clock.now() + delay };
    this.cloud.pending.add(pending);
    this.schedule(pending);
  }

  /** Whether a change of a resource has begun and will end. */
  isPending(change: Change, id: string): boolean {
    return [...this.cloud.pending].some((pending) => pending.change === change && pending.id === id);
  }

  /** Gives up the changes of a resource that is gone, or has got another state in the meantime. */
  cancel(id: string): void {
    for (const pending of this.cloud.pending) {
      if (pending.id === id) this.cloud.pending.delete(pending);
    }
  }

  /** Ends what an invocation runs. */
  abort(invocationId: string): void {
    this.commands.get(invocationId)?.abort();
  }

  /** Tells the data plane of an EIP that is bound or unbound. `undefined` when nobody listens. */
  tellOfEip(event: "eipAssociated" | "eipUnassociated", eip: Eip): Promise<void> | undefined {
    const handler = this.plane[event]?.bind(this.plane);
    const networkInterface = this.cloud.interfaceOf(eip);
    if (handler === undefined || networkInterface === undefined) return undefined;
    const [copy, target] = structuredClone([eip, networkInterface] as const);
    return this.tell(event, () => handler(copy, target, this.cloud.privateAddressOf(copy, target)));
  }

  /** Tells the data plane of an interface that comes or goes. `undefined` when nobody listens. */
  tellOfInterface(
    event: "interfaceAttached" | "interfaceDetached",
    networkInterface: NetworkInterface,
  ): Promise<void> | undefined {
    const handler = this.plane[event]?.bind(this.plane);
    const instance = this.cloud.instances.get(networkInterface.instanceId);
    if (handler === undefined || instance === undefined) return undefined;
    const [copy, owner] = structuredClone([networkInterface, instance] as const);
    return this.tell(event, () => handler(copy, owner));
  }

  /** Tells the data plane of the addresses of an interface that has got other secondary ones. */
  tellOfAddresses(networkInterface: NetworkInterface): void {
    const handler = this.plane.addressesChanged?.bind(this.plane);
    const copy = structuredClone(networkInterface);
    if (handler !== undefined) void this.tell("addressesChanged", () => handler(copy));
  }

  /** Tells the data plane that an instance is gone. */
  tellOfDeletedInstance(instance: Instance): void {
    const handler = this.plane.instanceDeleted?.bind(this.plane);
    const copy = structuredClone(instance);
    if (handler !== undefined) void this.tell("instanceDeleted", () => handler(copy));
  }

  private tellOfNewInstance(instance: Instance): Promise<void> | undefined {
    const handler = this.plane.instanceCreated?.bind(this.plane);
    if (handler === undefined) return undefined;
    const [copy, primary] = structuredClone([instance, this.cloud.primaryInterfaceOf(instance)] as const);
    return this.tell("instanceCreated", () => handler(copy, primary));
  }

  /** One after the other, since a data plane that hears of an EIP must have finished the interface. */
  private tell(event: string, handler: () => void | Promise<void>): Promise<void> {
    this.planeQueue = this.planeQueue.then(handler).catch((error: unknown) => {
      this.onPlaneFailure(event, error);
    });
    return this.planeQueue;
  }

  /** What is due is done at once, so that a duration of 0 is not a race with the next call. */
  private schedule(pending: Pending): void {
    if (pending.dueAt <= this.clock.now()) void this.complete(pending);
    else this.clock.at(pending.dueAt, () => void this.complete(pending));
  }

  /** Waits for nothing where nobody listens: a change is then visible at its time, not a moment later. */
  private async complete(pending: Pending): Promise<void> {
    const isCurrent = () => !this.stopped && this.cloud.pending.has(pending);
    if (!isCurrent()) return;
    const told = this.tellOf(pending);
    if (told !== undefined) await told;
    if (isCurrent()) this.apply(pending);
    this.cloud.pending.delete(pending);
  }

  /** Has the data plane do its part. `undefined` when it has none. */
  private tellOf({ change, id }: Pending): Promise<void> | undefined {
    const { cloud } = this;
    switch (change) {
      case "eip-associated":
      case "eip-unassociated": {
        const eip = cloud.eips.get(id);
        return eip && this.tellOfEip(change === "eip-associated" ? "eipAssociated" : "eipUnassociated", eip);
      }
      case "interface-attached":
      case "interface-detached": {
        const event = change === "interface-attached" ? "interfaceAttached" : "interfaceDetached";
        const networkInterface = cloud.networkInterfaces.get(id);
        return networkInterface && this.tellOfInterface(event, networkInterface);
      }
      case "instance-starting": {
        const instance = cloud.instances.get(id);
        const secondary = cloud.interfacesOf(id).filter(({ type }) => type === "Secondary");
        const told = instance && this.tellOfNewInstance(instance);
        return secondary.reduce(
          (last, each) => this.tellOfInterface("interfaceAttached", each) ?? last,
          told,
        );
      }
      case "command-finished":
        return this.run(id);
      default:
        return undefined;
    }
  }

  private run(invocationId: string): Promise<void> | undefined {
    const invocation = this.cloud.invocations.get(invocationId);
    if (invocation === undefined) return undefined;
    const controller = new AbortController();
    this.commands.set(invocationId, controller);
    const context = {
      signal: controller.signal,
      now: () => timeText(this.clock.now()),
      onFailure: (error: unknown) => {
        this.onPlaneFailure("runCommand", error);
      },
    };
    const run = runInvocation(this.cloud, this.plane, invocation, context);
    return run?.finally(() => this.commands.delete(invocationId));
  }

  private apply({ change, id }: Pending): void {
    const { cloud } = this;
    switch (change) {
      case "vpc-available":
        settle(cloud.vpcs.get(id), "Pending", { status: "Available" });
        break;
      case "vswitch-available":
        settle(cloud.vswitches.get(id), "Pending", { status: "Available" });
        break;
      case "eip-associated":
        settle(cloud.eips.get(id), "Associating", { status: "InUse" });
        break;
      case "eip-unassociated":
        settle(cloud.eips.get(id), "Unassociating", unbound);
        break;
      case "interface-attached":
        settle(cloud.networkInterfaces.get(id), "Attaching", { status: "InUse" });
        break;
      case "interface-detached":
        settle(cloud.networkInterfaces.get(id), "Detaching", {
          status: "Available",
          instanceId: "",
          networkCardIndex: null,
        });
        break;
      case "instance-starting":
        settle(cloud.instances.get(id), "Pending", { status: "Starting" });
        this.begin("instance-running", id, cloud.durations.startInstance);
        break;
      case "instance-running":
        settle(cloud.instances.get(id), "Starting", { status: "Running", movedSinceStart: false });
        break;
      case "instance-stopped":
        settle(cloud.instances.get(id), "Stopping", { status: "Stopped" });
        break;
      case "cidr-blocks-settled":
      case "command-finished":
        // That it is no longer pending is all there is to it.
        break;
    }
  }
}

/** An EIP that is bound to nothing. */
export const unbound = {
  status: "Available",
  instanceId: "",
  instanceType: "",
  mode: "NAT",
  privateIpAddress: "",
} as const;

/** Makes a change, unless the resource is gone or has left the state that the change ends. */
function settle<T extends { status: string }>(
  resource: T | undefined,
  from: T["status"],
  change: Partial<T>,
): void {
  if (resource?.status === from) Object.assign(resource, change);
}

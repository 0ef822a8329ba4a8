import type { Clock } from "./clock";
import type { Cloud } from "./cloud";
import type { DataPlane } from "./data-plane";
import { runOnTarget } from "./guest";
import type { Change, Eip, Instance, NetworkInterface, Pending } from "./state";

/** Brings what takes time to its end: when its time has come, and after the data plane has done its part. */
export class Changes {
  private readonly running = new Map<string, AbortController>();
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
    void this.tell("started", () => plane.started?.(cloud));
    for (const instance of cloud.instances.values()) {
      if (instance.status !== "Pending" && instance.status !== "Starting")
        void this.tellOfNewInstance(instance);
    }
    for (const each of cloud.networkInterfaces.values()) {
      if (each.type === "Secondary" && (each.status === "InUse" || each.status === "Detaching")) {
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
    for (const controller of this.running.values()) controller.abort();
    await this.planeQueue;
  }

  /** Begins a change that is done after a delay; one that never ends has no need of a timer. */
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

  /** Ends what an invocation runs. */
  abort(invocationId: string): void {
    this.running.get(invocationId)?.abort();
  }

  /** Tells the data plane that an EIP is no longer bound, where that takes no time. */
  tellOfEip(event: "eipAssociated" | "eipUnassociated", eip: Eip): Promise<void> | undefined {
    const networkInterface = this.cloud.interfaceOf(eip);
    const handler = this.plane[event]?.bind(this.plane);
    if (networkInterface === undefined || handler === undefined) return undefined;
    const [copy, owner] = structuredClone([eip, networkInterface] as const);
    return this.tell(event, () => handler(copy, owner, this.cloud.privateAddressOf(copy, owner)));
  }

  /** Tells the data plane of an interface that comes or goes. */
  tellOfInterface(
    event: "interfaceAttached" | "interfaceDetached",
    networkInterface: NetworkInterface,
  ): Promise<void> | undefined {
    const instance = this.cloud.instances.get(networkInterface.instanceId);
    const handler = this.plane[event]?.bind(this.plane);
    if (instance === undefined || handler === undefined) return undefined;
    const [copy, owner] = structuredClone([networkInterface, instance] as const);
    return this.tell(event, () => handler(copy, owner));
  }

  /** Tells the data plane that an instance is gone. */
  tellOfDeletedInstance(instance: Instance): void {
    const handler = this.plane.instanceDeleted?.bind(this.plane);
    if (handler !== undefined) void this.tell("instanceDeleted", () => handler(structuredClone(instance)));
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
    const complete = () => {
      if (!this.stopped) void this.complete(pending).finally(() => this.cloud.pending.delete(pending));
    };
    if (pending.dueAt <= this.clock.now()) complete();
    else this.clock.at(pending.dueAt, complete);
  }

  /** Nothing is awaited where there is no data plane, so that a change is then visible at its time, not a tick later. */
  private async complete({ change, id }: Pending): Promise<void> {
    const { cloud } = this;
    switch (change) {
      case "vpc-available": {
        settle(cloud.vpcs.get(id), "Pending", { status: "Available" });
        return;
      }
      case "vswitch-available": {
        settle(cloud.vswitches.get(id), "Pending", { status: "Available" });
        return;
      }
      case "eip-associated": {
        const eip = cloud.eips.get(id);
        const told = eip && this.tellOfEip("eipAssociated", eip);
        if (told) await told;
        settle(eip, "Associating", { status: "InUse" });
        return;
      }
      case "eip-unassociated": {
        const eip = cloud.eips.get(id);
        const told = eip && this.tellOfEip("eipUnassociated", eip);
        if (told) await told;
        settle(eip, "Unassociating", unbound);
        return;
      }
      case "interface-attached": {
        const networkInterface = cloud.networkInterfaces.get(id);
        const told = networkInterface && this.tellOfInterface("interfaceAttached", networkInterface);
        if (told) await told;
        settle(networkInterface, "Attaching", { status: "InUse" });
        return;
      }
      case "interface-detached": {
        const networkInterface = cloud.networkInterfaces.get(id);
        const told = networkInterface && this.tellOfInterface("interfaceDetached", networkInterface);
        if (told) await told;
        settle(networkInterface, "Detaching", { status: "Available", instanceId: "" });
        return;
      }
      case "instance-starting": {
        const instance = cloud.instances.get(id);
        const told = instance && this.tellOfNewInstance(instance);
        if (told) await told;
        if (instance?.status !== "Pending") return;
        instance.status = "Starting";
        this.begin("instance-running", id, cloud.durations.startInstance);
        return;
      }
      case "instance-running": {
        settle(cloud.instances.get(id), "Starting", { status: "Running" });
        return;
      }
      case "instance-stopped": {
        settle(cloud.instances.get(id), "Stopping", { status: "Stopped" });
        return;
      }
      case "command-finished":
        return this.runInvocation(id);
    }
  }

  private async runInvocation(id: string): Promise<void> {
    const invocation = this.cloud.invocations.get(id);
    if (invocation === undefined) return;
    const controller = new AbortController();
    this.running.set(id, controller);
    const targets = invocation.targets.filter(({ status }) => status === "Running");
    await Promise.all(
      targets.map(async (target) => {
        try {
          await runOnTarget(this.cloud, this.plane, invocation, target, controller.signal);
        } catch (error) {
          Object.assign(target, { status: "Failed", errorCode: "AgentException", errorInfo: String(error) });
          this.onPlaneFailure("runCommand", error);
        }
      }),
    );
    this.running.delete(id);
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

import type { Server } from "node:http";
import { known, type Cloud } from "../cloud";
import type { DataPlane, GuestCommand, GuestResult } from "../data-plane";
import { cidr } from "../ipv4";
import type { Eip, Instance, NetworkInterface } from "../state";
import { runInGuest } from "./cloud-assistant";
import { GuestInstance } from "./guest-instance";
import { defaultInternetHost, Internet } from "./internet";
import { gatewayOf, METADATA_ADDRESS, MetadataService } from "./metadata-service";
import type { ProcessResult } from "./process";
import { whyNoDataPlane } from "./requirements";
import { Router } from "./router";
import { World } from "./world";

export interface NamespaceDataPlaneOptions {
  /** The address of the host on the Internet. @default "192.0.2.10", a documentation address (RFC 5737) */
  readonly internetHost?: string;
  /** Told of each instance when it runs, with the words that open a shell in it. @default - nobody is told */
  readonly onInstance?: (instanceId: string, shell: readonly string[]) => void;
}

/** The machine does not allow a data plane; the message says why, and what to do. */
export class DataPlaneError extends Error {
  override readonly name = "DataPlaneError";
}

/** A VPC, while something is plugged in or bound there. */
interface Vpc {
  readonly router: Router;
  readonly metadata: Server;
}

/** A NIC that is plugged in. */
interface Plug {
  readonly vpcId: string;
  readonly instanceId: string;
  /** The router's end of the cable, and the NIC's name in the instance. */
  readonly port: string;
  readonly nic: string;
  addresses: readonly string[];
}

/** A public address that is translated. */
interface Binding {
  readonly vpcId: string;
  readonly privateAddress: string;
}

/**
 * Moves packets behind the API, on Linux: an instance is a network namespace, an attached interface is a veth pair, and
 * an EIP is NAT on the router of its VPC. Everything ends with the process, however it ends, and nothing of it is
 * connected to the machine's own network.
 */
export class NamespaceDataPlane implements DataPlane {
  private site: Site | undefined;

  /** @throws DataPlaneError when namespaces are not allowed here, or programs are missing */
  constructor(private readonly options: NamespaceDataPlaneOptions = {}) {
    const reason = whyNoDataPlane();
    if (reason !== undefined) throw new DataPlaneError(`There can be no data plane here: ${reason}.`);
  }

  async started(cloud: Cloud): Promise<void> {
    await this.closed();
    this.site = await Site.open(cloud, this.options);
  }

  async closed(): Promise<void> {
    await this.site?.close();
    this.site = undefined;
  }

  async instanceCreated(instance: Instance, primary: NetworkInterface): Promise<void> {
    await this.open().launch(instance, primary);
  }

  async instanceDeleted({ id }: Instance): Promise<void> {
    await this.open().terminate(id);
  }

  async interfaceAttached(networkInterface: NetworkInterface, instance: Instance): Promise<void> {
    await this.open().plugIn(networkInterface, instance.id);
  }

  async interfaceDetached({ id }: NetworkInterface): Promise<void> {
    await this.open().unplug(id);
  }

  async addressesChanged(networkInterface: NetworkInterface): Promise<void> {
    await this.open().readdress(networkInterface);
  }

  async eipAssociated(eip: Eip, networkInterface: NetworkInterface, privateAddress: string): Promise<void> {
    await this.open().bind(eip.ipAddress, networkInterface, privateAddress);
  }

  async eipUnassociated({ ipAddress }: Eip): Promise<void> {
    await this.open().unbind(ipAddress);
  }

  async runCommand(command: GuestCommand): Promise<GuestResult> {
    return runInGuest(this.open().guest(command.instance.id), command);
  }

  /** Runs a command in an instance, as its root and whatever its exit code. */
  async runInInstance(instanceId: string, words: readonly string[]): Promise<ProcessResult> {
    return this.open().guest(instanceId).run(words);
  }

  /** Runs a command on the host on the Internet, whatever its exit code. */
  async runOnInternet(words: readonly string[]): Promise<ProcessResult> {
    return this.open().internet.run(words);
  }

  private open(): Site {
    if (this.site === undefined) throw new DataPlaneError("The data plane is not open.");
    return this.site;
  }
}

/** All that there is between two resets. */
class Site {
  private readonly vpcs = new Map<string, Vpc>();
  private readonly guests = new Map<string, GuestInstance>();
  /** By the identifier of the interface. */
  private readonly plugs = new Map<string, Plug>();
  /** By the public address. */
  private readonly bindings = new Map<string, Binding>();
  private ports = 0;

  private constructor(
    private readonly world: World,
    private readonly cloud: Cloud,
    readonly internet: Internet,
    private readonly options: NamespaceDataPlaneOptions,
  ) {}

  static async open(cloud: Cloud, options: NamespaceDataPlaneOptions): Promise<Site> {
    const world = await World.open();
    const internet = await Internet.build(world, options.internetHost ?? defaultInternetHost);
    return new Site(world, cloud, internet, options);
  }

  async close(): Promise<void> {
    this.internet.close();
    for (const { metadata } of this.vpcs.values()) closeServer(metadata);
    await this.world.close();
    await Promise.all([...this.guests.values()].map((guest) => guest.close()));
  }

  guest(instanceId: string): GuestInstance {
    const guest = this.guests.get(instanceId);
    if (guest === undefined) throw new DataPlaneError(`${instanceId} does not run.`);
    return guest;
  }

  /** Starts an instance, with its primary NIC configured as an image does it by itself. */
  async launch(instance: Instance, primary: NetworkInterface): Promise<void> {
    const { id, hostName, publicIpAddress } = instance;
    const guest = await GuestInstance.start(this.world, id, /^[\w.-]{1,63}$/.test(hostName) ? hostName : id);
    this.guests.set(id, guest);
    await this.plugIn(primary, id);
    const { cidrBlock } = this.cloud.vswitchOf(primary);
    await guest.configurePrimaryNic({
      address: primary.primaryIpAddress,
      prefixLength: cidr(cidrBlock).mask,
      gateway: gatewayOf(cidrBlock),
    });
    if (publicIpAddress !== "") await this.bind(publicIpAddress, primary, primary.primaryIpAddress);
    this.options.onInstance?.(id, guest.command(["sh"]));
  }

  async terminate(instanceId: string): Promise<void> {
    for (const [id, plug] of this.plugs) {
      if (plug.instanceId !== instanceId) continue;
      for (const [address, { vpcId, privateAddress }] of this.bindings) {
        if (vpcId === plug.vpcId && plug.addresses.includes(privateAddress)) await this.unbind(address);
      }
      await this.unplug(id);
    }
    await this.guests.get(instanceId)?.remove();
    this.guests.delete(instanceId);
  }

  async plugIn(networkInterface: NetworkInterface, instanceId: string): Promise<void> {
    const { id, vswitchId, macAddress } = networkInterface;
    const { network } = this.guest(instanceId);
    const { vpcId, cidrBlock } = known(this.cloud.vswitches, vswitchId);
    const { router } = await this.vpc(vpcId);
    const nic = this.freeNameIn(instanceId);
    const port = `nic-${(this.ports += 1)}`;
    const addresses = addressesOf(networkInterface);
    const gateway = gatewayOf(cidrBlock);
    await router.plugIn(port, { network, name: nic, mac: macAddress, gateway, addresses });
    this.plugs.set(id, { vpcId, instanceId, port, nic, addresses });
  }

  async unplug(interfaceId: string): Promise<void> {
    const plug = this.plugs.get(interfaceId);
    if (plug === undefined) return;
    this.plugs.delete(interfaceId);
    await this.vpcs.get(plug.vpcId)?.router.unplug(plug.port, plug.addresses);
    await this.release(plug.vpcId);
  }

  /** Lets a NIC that is plugged in have other addresses than before, without touching those that it keeps. */
  async readdress(networkInterface: NetworkInterface): Promise<void> {
    const plug = this.plugs.get(networkInterface.id);
    const router = plug && this.vpcs.get(plug.vpcId)?.router;
    if (plug === undefined || router === undefined) return;
    const [before, now] = [plug.addresses, addressesOf(networkInterface)];
    plug.addresses = now;
    await router.disallow(
      plug.port,
      before.filter((address) => !now.includes(address)),
    );
    await router.allow(
      plug.port,
      now.filter((address) => !before.includes(address)),
    );
  }

  async bind(address: string, networkInterface: NetworkInterface, privateAddress: string): Promise<void> {
    const { vpcId } = known(this.cloud.vswitches, networkInterface.vswitchId);
    const { router } = await this.vpc(vpcId);
    await router.bind(address, privateAddress);
    this.bindings.set(address, { vpcId, privateAddress });
    await this.internet.route(address, router);
  }

  async unbind(address: string): Promise<void> {
    const binding = this.bindings.get(address);
    if (binding === undefined) return;
    this.bindings.delete(address);
    await this.internet.unroute(address);
    await this.vpcs.get(binding.vpcId)?.router.unbind(address, binding.privateAddress);
    await this.release(binding.vpcId);
  }

  /** A VPC, made when it is needed for the first time; its ranges are those of this moment. */
  private async vpc(id: string): Promise<Vpc> {
    const vpc = this.vpcs.get(id) ?? (await this.makeVpc(id));
    this.vpcs.set(id, vpc);
    const { cidrBlock, secondaryCidrBlocks } = known(this.cloud.vpcs, id);
    await vpc.router.setRanges([cidrBlock, ...secondaryCidrBlocks]);
    return vpc;
  }

  private async makeVpc(id: string): Promise<Vpc> {
    const router = await Router.build(this.world, id);
    await this.internet.connect(router);
    await this.world.sh(id, `ip addr add ${METADATA_ADDRESS}/32 dev lo`);
    const metadata = new MetadataService(this.cloud, id).server();
    metadata.listen(await this.world.listen(id, METADATA_ADDRESS, 80));
    return { router, metadata };
  }

  /** Removes a VPC in which nothing is left. */
  private async release(vpcId: string): Promise<void> {
    const users = [...this.plugs.values(), ...this.bindings.values()];
    const vpc = this.vpcs.get(vpcId);
    if (vpc === undefined || users.some((user) => user.vpcId === vpcId)) return;
    this.vpcs.delete(vpcId);
    closeServer(vpc.metadata);
    await vpc.router.close();
  }

  /** The first of eth0, eth1 … that the instance does not have, as its kernel would choose. */
  private freeNameIn(instanceId: string): string {
    const taken = [...this.plugs.values()].filter((plug) => plug.instanceId === instanceId);
    for (let number = 0; ; number++) {
      const name = `eth${number}`;
      if (!taken.some(({ nic }) => nic === name)) return name;
    }
  }
}

function addressesOf({ primaryIpAddress, secondaryIpAddresses }: NetworkInterface): readonly string[] {
  return [primaryIpAddress, ...secondaryIpAddresses];
}

function closeServer(server: Server): void {
  server.close();
  server.closeAllConnections();
}

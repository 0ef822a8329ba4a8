import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { known, type Cloud } from "../cloud";
import { cidr, formatAddress } from "../ipv4";
import type { Instance, NetworkInterface } from "../state";

export const METADATA_ADDRESS = "100.100.100.200";

/** A value, or a folder. */
type Node = string | { readonly [name: string]: Node };

interface Answer {
  readonly status: number;
  readonly body: string;
}

const notFound: Answer = { status: 404, body: "not found\n" };
const [shortestLife, longestLife] = [1, 21_600];

/** Versions of the service, as their part of the path has them. */
const versions = ["2016-01-01", "latest"];

/**
 * The metadata service of the instances of a VPC. Whoever asks is known by the address, and sees the state as it is at
 * that moment. An instance that demands it (`HttpTokens` is `required`) has to show a token.
 * @see https://www.alibabacloud.com/help/en/ecs/user-guide/view-instance-metadata
 */
export class MetadataService {
  private readonly tokens = new Map<string, { readonly instanceId: string; readonly until: number }>();

  constructor(
    private readonly cloud: Cloud,
    private readonly vpcId: string,
  ) {}

  /** A server that does not listen yet. */
  server(): Server {
    return createServer((request: IncomingMessage, response: ServerResponse) => {
      const { status, body } = this.answer(request);
      response.writeHead(status, { "Content-Type": "text/plain" }).end(body);
    });
  }

  private answer(request: IncomingMessage): Answer {
    const instance = this.instanceAt(request.socket.remoteAddress ?? "");
    const path = (request.url ?? "").split("?")[0]?.split("/").filter(Boolean) ?? [];
    if (instance === undefined) return notFound;
    if (instance.httpEndpoint === "disabled") return { status: 403, body: "metadata access is disabled\n" };
    if (path.join("/") === "latest/api/token") return this.newToken(instance, request);
    if (request.method !== "GET") return { status: 405, body: "method not allowed\n" };
    if (instance.httpTokens === "required" && !this.isKnown(instance, headerOf(request, "token"))) {
      return { status: 403, body: "a token is needed\n" };
    }
    const [version, ...rest] = path;
    if (version === undefined) return { status: 200, body: versions.map((each) => `${each}/\n`).join("") };
    if (!versions.includes(version)) return notFound;
    return read(documentsOf(this.cloud, instance), rest);
  }

  private instanceAt(address: string): Instance | undefined {
    const asking = [...this.cloud.networkInterfaces.values()].find(
      (each) =>
        [each.primaryIpAddress, ...each.secondaryIpAddresses].includes(address) &&
        this.cloud.vswitches.get(each.vswitchId)?.vpcId === this.vpcId,
    );
    return asking && this.cloud.instances.get(asking.instanceId);
  }

  private newToken(instance: Instance, request: IncomingMessage): Answer {
    if (request.method !== "PUT") return { status: 405, body: "method not allowed\n" };
    const life = Number(headerOf(request, "token-ttl-seconds"));
    if (!Number.isInteger(life) || life < shortestLife || life > longestLife) {
      return { status: 400, body: `the token lives for ${shortestLife} to ${longestLife} seconds\n` };
    }
    const token = randomBytes(30).toString("base64");
    this.tokens.set(token, { instanceId: instance.id, until: Date.now() + life * 1000 });
    return { status: 200, body: token };
  }

  private isKnown(instance: Instance, token: string): boolean {
    const found = this.tokens.get(token);
    return found?.instanceId === instance.id && found.until > Date.now();
  }
}

function headerOf(request: IncomingMessage, name: string): string {
  return String(request.headers[`x-aliyun-ecs-metadata-${name}`] ?? "");
}

/** Answers with a value, or with the names in a folder, those of folders with a slash. */
function read(root: Node, path: readonly string[]): Answer {
  let node: Node | undefined = root;
  for (const name of path) {
    node = typeof node === "object" && Object.hasOwn(node, name) ? node[name] : undefined;
  }
  if (node === undefined || node === "") return notFound;
  if (typeof node === "string") return { status: 200, body: node };
  const names = Object.entries(node)
    .filter(([, each]) => each !== "")
    .map(([name, each]) => (typeof each === "string" ? name : `${name}/`));
  return { status: 200, body: names.map((name) => `${name}\n`).join("") };
}

function documentsOf(cloud: Cloud, instance: Instance): Node {
  return {
    "meta-data": metadataOf(cloud, instance),
    "user-data": Buffer.from(instance.userData, "base64").toString("utf8"),
  };
}

function metadataOf(cloud: Cloud, instance: Instance): Node {
  const primary = cloud.primaryInterfaceOf(instance);
  const vswitch = cloud.vswitchOf(primary);
  const attached = cloud.interfacesOf(instance.id).filter(({ status }) => status === "InUse");
  const eip = cloud.eipsOf(primary).find(({ status }) => status === "InUse");
  return {
    "instance-id": instance.id,
    hostname: instance.hostName,
    "image-id": instance.imageId,
    instance: { "instance-type": instance.type, "instance-name": instance.name },
    "region-id": cloud.region,
    "zone-id": vswitch.zoneId,
    "owner-account-id": cloud.accountId,
    "network-type": "vpc",
    mac: primary.macAddress,
    "private-ipv4": primary.primaryIpAddress,
    "public-ipv4": instance.publicIpAddress,
    eipv4: eip?.ipAddress ?? instance.publicIpAddress,
    "vpc-id": vswitch.vpcId,
    "vpc-cidr-block": known(cloud.vpcs, vswitch.vpcId).cidrBlock,
    "vswitch-id": vswitch.id,
    "vswitch-cidr-block": vswitch.cidrBlock,
    network: {
      interfaces: {
        macs: Object.fromEntries(attached.map((each) => [each.macAddress, interfaceOf(cloud, each)])),
      },
    },
  };
}

function interfaceOf(cloud: Cloud, networkInterface: NetworkInterface): Node {
  const vswitch = cloud.vswitchOf(networkInterface);
  const range = cidr(vswitch.cidrBlock);
  return {
    "network-interface-id": networkInterface.id,
    "primary-ip-address": networkInterface.primaryIpAddress,
    // A JSON array, unlike the lists of names.
    "private-ipv4s": JSON.stringify([
      networkInterface.primaryIpAddress,
      ...networkInterface.secondaryIpAddresses,
    ]),
    netmask: formatAddress(2 ** 32 - range.size),
    gateway: gatewayOf(vswitch.cidrBlock),
    "vswitch-id": vswitch.id,
    "vswitch-cidr-block": vswitch.cidrBlock,
    "vpc-id": vswitch.vpcId,
    "vpc-cidr-block": known(cloud.vpcs, vswitch.vpcId).cidrBlock,
  };
}

/** The gateway of a vSwitch: its third address from the end. */
export function gatewayOf(cidrBlock: string): string {
  const { network, size } = cidr(cidrBlock);
  return formatAddress(network + size - 3);
}

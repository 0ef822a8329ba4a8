import { createServer, type Server } from "node:http";
import { FORWARDING, LINE, UPLINK, type Router } from "./router";
import type { World } from "./world";

/** The address of the host unless another one is chosen: a documentation address (RFC 5737). */
export const defaultInternetHost = "192.0.2.10";

const NETWORK = "internet";
const PORT = 80;

/**
 * The Internet: one host, which answers pings and, on every TCP port, HTTP requests with the address that they come
 * from; and the way from there, and from each other, to the EIPs. It knows no private address.
 */
export class Internet {
  private lines = 0;
  private readonly lineOf = new Map<Router, string>();

  private constructor(
    private readonly world: World,
    private readonly host: string,
    private readonly server: Server,
  ) {}

  /** @param host - the address of the host */
  public static async build(world: World, host: string): Promise<Internet> {
    await world.sh(undefined, `ip netns add ${NETWORK}`);
    await world.sh(
      NETWORK,
      `${FORWARDING}
       ip addr add ${host}/32 dev lo
       ip addr add ${LINE.internet}/32 dev lo
       nft -f - <<END
       table ip host {
         chain every_port {
           type nat hook prerouting priority dstnat;
           ip daddr ${host} meta l4proto tcp dnat to ${host}:${PORT}
         }
       }
END`,
    );
    const server = createServer((request, response) => {
      response.end(`${request.socket.remoteAddress ?? ""}\n`);
    });
    server.listen(await world.listen(NETWORK, host, PORT));
    return new Internet(world, host, server);
  }

  /** Lays a line to the router of a VPC. */
  public async connect(router: Router): Promise<void> {
    const line = `vpc-${(this.lines += 1)}`;
    await this.world.sh(
      NETWORK,
      `ip link add ${line} type veth peer name ${UPLINK} netns ${router.network}; ip link set ${line} up`,
    );
    await this.world.sh(
      router.network,
      `ip link set ${UPLINK} up; ip route add default via ${LINE.internet} dev ${UPLINK} onlink`,
    );
    this.lineOf.set(router, line);
  }

  /** Sends packets for an EIP to the router that translates it. */
  public async route(eip: string, router: Router): Promise<void> {
    const way = `via ${LINE.router} dev ${this.lineOf.get(router) ?? ""} onlink src ${this.host}`;
    await this.world.sh(NETWORK, `ip route replace ${eip}/32 ${way}`);
  }

  public async unroute(eip: string): Promise<void> {
    await this.world.sh(NETWORK, `ip route del ${eip}/32`);
  }

  /** Runs a command on the host, whatever its exit code. */
  public async run(words: readonly string[]) {
    return this.world.run(NETWORK, words);
  }

  public close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

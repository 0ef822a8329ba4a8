import type { World } from "./world";

/** The two ends of each line between a router and the Internet: they need not differ from line to line. */
export const LINE = { internet: "169.254.0.1", router: "169.254.0.2" };

/** The router's interface to the Internet. */
export const UPLINK = "wan";

/** Makes a network namespace pass packets on, whichever way they come. */
export const FORWARDING = `
  echo 1 >/proc/sys/net/ipv4/ip_forward
  for scope in all default; do
    echo 0 >/proc/sys/net/ipv4/conf/$scope/rp_filter
    echo 0 >/proc/sys/net/ipv4/conf/$scope/send_redirects
  done
  ip link set lo up`;

/** A NIC, as its vSwitch sees it. */
export interface Nic {
  /** The network namespace that it appears in, and its name there. */
  readonly network: string;
  readonly name: string;
  readonly mac: string;
  readonly gateway: string;
  /** The private addresses that may leave it, and that arrive at it. */
  readonly addresses: readonly string[];
}

/**
 * The router of a VPC, in a network namespace of its own: it moves packets between the NICs of the VPC, drops what
 * leaves a NIC with an address that is not that NIC's, and is the gateway on which EIPs are translated.
 */
export class Router {
  private constructor(
    private readonly world: World,
    /** Its network namespace. */
    public readonly network: string,
  ) {}

  public static async build(world: World, network: string): Promise<Router> {
    const router = new Router(world, network);
    await world.sh(undefined, `ip netns add ${network}`);
    await world.sh(
      network,
      `${FORWARDING}
       ip addr add ${LINE.router}/32 dev lo
       nft -f - <<END
       table ip cloud {
         set addresses_of_nics { type ifname . ipv4_addr; }
         set eips { type ipv4_addr; }
         set bound { type ipv4_addr; }
         set ranges { type ipv4_addr; flags interval; }
         map eip_of { type ipv4_addr : ipv4_addr; }
         map private_of { type ipv4_addr : ipv4_addr; }
         chain check_source {
           type filter hook prerouting priority raw;
           iifname "nic-*" iifname . ip saddr != @addresses_of_nics drop
           iifname ${UPLINK} ip daddr != @eips drop
         }
         chain check_way_out {
           type filter hook forward priority filter;
           oifname ${UPLINK} ip saddr != @bound drop
           oifname ${UPLINK} ip daddr @ranges drop
         }
         chain destination_nat {
           type nat hook prerouting priority dstnat;
           iifname ${UPLINK} dnat to ip daddr map @private_of
         }
         chain source_nat {
           type nat hook postrouting priority srcnat;
           oifname ${UPLINK} snat to ip saddr map @eip_of
         }
       }
END`,
    );
    return router;
  }

  /**
   * Plugs a NIC into its vSwitch; `port` names the router's end of the cable. All NICs are one hop away from the router,
   * which answers for their neighbours: so even packets inside a vSwitch are checked.
   */
  public async plugIn(port: string, { network, name, mac, gateway, addresses }: Nic): Promise<void> {
    await this.world.sh(
      this.network,
      `ip link add ${port} type veth peer name ${name} address ${mac} netns ${network}
       echo 1 >/proc/sys/net/ipv4/conf/${port}/proxy_arp
       echo 0 >/proc/sys/net/ipv4/neigh/${port}/proxy_delay
       ip addr add ${gateway}/32 dev ${port}
       ip link set ${port} up`,
    );
    await this.allow(port, addresses);
  }

  /** Has a NIC own these addresses too. */
  public async allow(port: string, addresses: readonly string[]): Promise<void> {
    const commands = addresses.map(
      (address) =>
        `ip route replace ${address}/32 dev ${port}
         nft add element ip cloud addresses_of_nics '{ "${port}" . ${address} }'`,
    );
    await this.world.sh(this.network, commands.join("\n"));
  }

  /** Takes addresses away from a NIC. */
  public async disallow(port: string, addresses: readonly string[]): Promise<void> {
    const commands = addresses.map(
      (address) =>
        `ip route del ${address}/32 dev ${port}
         nft delete element ip cloud addresses_of_nics '{ "${port}" . ${address} }'`,
    );
    await this.world.sh(this.network, commands.join("\n"));
  }

  public async unplug(port: string, addresses: readonly string[]): Promise<void> {
    const elements = addresses.map((address) => `"${port}" . ${address}`).join(", ");
    await this.world.sh(
      this.network,
      `ip link del ${port}; nft delete element ip cloud addresses_of_nics '{ ${elements} }'`,
    );
  }

  /** Translates between an EIP and a private address, both ways; they may be the same. */
  public async bind(eip: string, privateAddress: string): Promise<void> {
    await this.translate("add", eip, privateAddress);
  }

  public async unbind(eip: string, privateAddress: string): Promise<void> {
    await this.translate("delete", eip, privateAddress);
  }

  private async translate(verb: "add" | "delete", eip: string, privateAddress: string): Promise<void> {
    const changes = [
      `eips { ${eip} }`,
      `bound { ${privateAddress} }`,
      `private_of { ${eip} : ${privateAddress} }`,
      `eip_of { ${privateAddress} : ${eip} }`,
    ];
    const lines = changes.map((change) => `${verb} element ip cloud ${change}`);
    await this.world.sh(this.network, `nft -f - <<END\n${lines.join("\n")}\nEND`);
  }

  /** The ranges of the VPC: what is in them never leaves it, whether somebody there answers or not. */
  public async setRanges(ranges: readonly string[]): Promise<void> {
    await this.world.sh(
      this.network,
      `nft 'flush set ip cloud ranges; add element ip cloud ranges { ${ranges.join(", ")} }'`,
    );
  }

  public async close(): Promise<void> {
    await this.world.sh(undefined, `ip netns del ${this.network}`);
  }
}

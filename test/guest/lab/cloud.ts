import { readFileSync } from "node:fs";
import { join } from "node:path";

import { transformSync } from "esbuild";

import { type Lab, LAB_FOLDER } from "./namespaces";

/** What the metadata service answers, and how badly. */
export interface Metadata {
  /** Whether a token can be had, and must be shown: `token` for the hardened mode, `plain` for the other. */
  readonly mode: "token" | "plain";
  /** Values by their path below `network/interfaces/macs/`. */
  readonly values: Readonly<Record<string, string>>;
  /** The list of MAC addresses. @default - those of `values` */
  readonly list?: string;
  /** The value of every other path. @default - not found */
  readonly otherwise?: string;
  /** The token given out. @default - a good one */
  readonly token?: string;
  /** Milliseconds before each answer. @default 0 */
  readonly delay?: number;
  /** How many requests are refused with 429 before the first one is served. @default 0 */
  readonly throttled?: number;
}

/** An elastic network interface, of which an EIP is the primary private address. */
export interface Eni {
  readonly eip: string;
  /** EIPs that are its secondary private addresses. @default - none */
  readonly others?: readonly string[];
  readonly prefixLength: number;
  readonly gateway: string;
  readonly mac: string;
  /** Its name inside the instance. */
  readonly nic: string;
}

/** An ENI in a /28 and another one in another block, as the block planner would place them. */
export const ENI: Eni = {
  eip: "203.0.113.106",
  prefixLength: 28,
  gateway: "203.0.113.109",
  mac: "00:16:3e:0a:0b:0c",
  nic: "eth1",
};
export const SECOND_ENI: Eni = {
  eip: "198.51.100.36",
  prefixLength: 28,
  gateway: "198.51.100.45",
  mac: "00:16:3e:0a:0b:0d",
  nic: "eth2",
};

/** The same ENI with two EIPs more. */
export const SHARED_ENI = { ...ENI, others: ["203.0.113.98", "203.0.113.107"] } as const satisfies Eni;

/** The instance's primary NIC, in vSwitch 1, with a NAT gateway for its way to the Internet. */
export const PRIMARY = {
  address: "10.0.0.202",
  prefixLength: 24,
  gateway: "10.0.0.253",
  mac: "00:16:3e:00:00:01",
};
/** A host on the Internet. */
export const DESTINATION = "192.0.2.10";
const NAT_GATEWAY = "192.0.2.1";
const METADATA_SERVICE = "100.100.100.200";
const METADATA_FILE = `${LAB_FOLDER}/metadata.json`;
const REQUEST_FILE = `${LAB_FOLDER}/metadata-requests`;

/** Packets that the cloud dropped or would not like, by reason. */
export interface Verdicts {
  /** Left by a NIC with a source address that is not that NIC's. */
  readonly spoofed: number;
  /** Went to 100.64.0.0/10 by a secondary ENI. */
  readonly servicesByEni: number;
}

/**
 * The cloud around an instance: the lab's own namespace is the VPC's router. It does the identity NAT of the EIPs, and
 * drops what leaves a NIC with an address that is not that NIC's. Behind it are the Internet and the metadata service.
 */
export class Cloud {
  private constructor(public readonly lab: Lab) {}

  public static async build(lab: Lab): Promise<Cloud> {
    await lab.sh(
      undefined,
      `echo 1 >/proc/sys/net/ipv4/ip_forward
       ip netns add internet
       ip link add wan type veth peer name uplink netns internet
       ip addr add ${NAT_GATEWAY}/24 dev wan
       ip link set wan up
       ip addr add ${METADATA_SERVICE}/32 dev lo
       nft -f - <<END
       table ip cloud {
         counter spoofed {}
         counter services_by_eni {}
         map address_of_nic { type ifname : ipv4_addr; }
         set addresses_of_nics { type ifname . ipv4_addr; }
         set enis { type ifname; }
         set eips { type ipv4_addr; }
         chain check_source {
           type filter hook prerouting priority raw;
           iifname "nic-*" udp dport 67 accept
           iifname "nic-*" iifname . ip saddr != @addresses_of_nics counter name spoofed drop
           iifname @enis ip daddr 100.64.0.0/10 counter name services_by_eni drop
         }
         chain destination_nat {
           type nat hook prerouting priority dstnat;
           iifname wan ip daddr @eips dnat to ip daddr
         }
         chain source_nat {
           type nat hook postrouting priority srcnat;
           oifname wan ip saddr @eips snat to ip saddr
           oifname wan ip saddr ${PRIMARY.address} snat to ${NAT_GATEWAY}
         }
       }
END`,
    );
    await lab.sh(
      "internet",
      `ip link set lo up; ip addr add ${DESTINATION}/24 dev uplink; ip link set uplink up
       ip route add default via ${NAT_GATEWAY}`,
    );
    return new Cloud(lab);
  }

  /** Plugs a NIC of the instance into its vSwitch, as attaching an ENI does while the instance runs. */
  public async plugIn(network: string, nic: string, port: NicPort): Promise<void> {
    await this.lab.sh(
      undefined,
      `ip link add nic-${nic} type veth peer name ${nic} address ${port.mac} netns ${network}
       ip addr add ${port.gateway}/${port.prefixLength} dev nic-${nic}
       ip link set nic-${nic} up
       ${[port.address, ...(port.others ?? [])].map((address) => ownAddress(nic, address, port.isEni)).join("\n")}
       ${port.isEni ? `nft add element ip cloud enis '{ "nic-${nic}" }'` : ""}`,
    );
  }

  /** Unplugs it; nothing happens when it is not plugged in. */
  public async unplug(nic: string): Promise<void> {
    await this.lab.run(undefined, ["ip", "link", "del", `nic-${nic}`]);
  }

  public async startMetadataService(metadata: Metadata): Promise<void> {
    this.setMetadata(metadata);
    const { code } = transformSync(readFileSync(join(__dirname, "metadata-server.ts"), "utf8"), {
      loader: "ts",
      format: "cjs",
    });
    const program = `${LAB_FOLDER}/metadata-server.js`;
    this.lab.write(program, code);
    const words = [process.execPath, program, METADATA_FILE, REQUEST_FILE];
    await this.lab.start(undefined, words, (output) => output.includes("listening"));
  }

  /** Leases each ENI its EIP, with the vSwitch's gateway as the router, as the DHCP service of a vSwitch does. */
  public async startDhcpService(enis: readonly Eni[]): Promise<void> {
    const words = enis.flatMap((eni) => [
      `--interface=nic-${eni.nic}`,
      `--dhcp-range=set:${eni.nic},${eni.eip},${eni.eip},1h`,
      `--dhcp-option=tag:${eni.nic},option:router,${eni.gateway}`,
    ]);
    const still = [
      "--keep-in-foreground",
      "--conf-file=/dev/null",
      "--port=0",
      "--no-ping",
      "--leasefile-ro",
      "--user=root",
    ];
    const program = ["dnsmasq", ...still, "--bind-dynamic", "--log-facility=-", ...words];
    await this.lab.start(undefined, program, (output) => output.includes("DHCP, IP range"));
  }

  /** Changes what the metadata service answers from the next request on, and forgets the requests so far. */
  public setMetadata(metadata: Metadata): void {
    this.lab.write(METADATA_FILE, JSON.stringify(metadata));
    this.lab.write(REQUEST_FILE, "");
  }

  /** The requests since {@link setMetadata}, such as `GET /latest/… from 10.0.0.202`. */
  public metadataRequests(): readonly string[] {
    return readFileSync(this.lab.path(REQUEST_FILE), "utf8").split("\n").filter(Boolean);
  }

  public async verdicts(): Promise<Verdicts> {
    const listing = await this.lab.sh(undefined, "nft list counters table ip cloud");
    const packets = (name: string): number =>
      Number(new RegExp(`counter ${name} {\\s*packets (\\d+)`).exec(listing)?.[1] ?? NaN);
    return { spoofed: packets("spoofed"), servicesByEni: packets("services_by_eni") };
  }
}

/** A NIC as its vSwitch sees it. */
export interface NicPort {
  readonly address: string;
  readonly others?: readonly string[];
  readonly prefixLength: number;
  readonly gateway: string;
  readonly mac: string;
  readonly isEni: boolean;
}

/** Lets a NIC have an address, which is an EIP where the NIC is an ENI. */
function ownAddress(nic: string, address: string, isEni: boolean): string {
  const own = `nft add element ip cloud addresses_of_nics '{ "nic-${nic}" . ${address} }'`;
  return isEni ? `${own}\nnft add element ip cloud eips '{ ${address} }'` : own;
}

/** What a healthy metadata service says of these ENIs and the primary NIC. */
export function metadataOf(mode: Metadata["mode"], enis: readonly Eni[]): Metadata {
  const nics = [{ ...PRIMARY, eip: PRIMARY.address }, ...enis];
  return {
    mode,
    values: Object.fromEntries(
      nics.flatMap((nic) => [
        [
          `${nic.mac}/private-ipv4s`,
          JSON.stringify([nic.eip, ...("others" in nic ? (nic.others ?? []) : [])]),
        ],
        [`${nic.mac}/gateway`, nic.gateway],
      ]),
    ),
  };
}

import type { GuestNetworkManager } from "../../../guest/render";
import type { Requirement } from "../../../testing/requirements";
import { type Eni, PRIMARY } from "./cloud";
import type { Instance } from "./instance";
import { guestPrograms, root } from "./namespaces";
import { bringUpLikeNetworkScripts, bringUpLikeWicked } from "./sysconfig";

/** Images whose network is configured in the same way. */
export interface ImageFamily {
  /** The row of the table: image names as Alibaba Cloud has them. */
  readonly name: string;
  /** What the script must find out by itself. */
  readonly manager: GuestNetworkManager;
  /** What reads the configuration after the reboot. */
  readonly reader: string;
  readonly needs: readonly Requirement[];
  /** Whether the script's configuration replaces what cloud-init renders for the NIC; otherwise both apply. */
  readonly prevails: boolean;
  /** Whether a NIC that cloud-init configures with DHCP, which leases the primary address only, gets its other EIPs at boot too. */
  readonly addsToDhcp: boolean;
  /** Writes what the image has before the script comes. */
  prepare(instance: Instance): void;
  /** Starts what configures the network at boot. `enis` are attached; a lease of DHCP is known for each. */
  boot(instance: Instance, enis: readonly Eni[]): Promise<void>;
  /** Writes what cloud-init renders for NICs that it finds at boot: DHCP on each of them. */
  renderLikeCloudInit(instance: Instance, enis: readonly Eni[]): void;
}

const NETWORKD = "/lib/systemd/systemd-networkd";
const dbus = guestPrograms("dbus", "/usr/bin/dbus-daemon");
const networkd = guestPrograms("systemd", NETWORKD, "/usr/bin/networkctl", "/lib/systemd/systemd-sysctl");

async function startBus(instance: Instance): Promise<void> {
  await instance.sh("mkdir -p /run/dbus");
  const words = ["dbus-daemon", "--system", "--nofork", "--nopidfile", "--print-address"];
  await instance.start(words, (output) => output.includes("unix:"));
}

async function startNetworkd(instance: Instance): Promise<void> {
  await startBus(instance);
  await instance.sh(
    "mkdir -p /run/systemd/netif/links /run/systemd/netif/leases; chown -R systemd-network: /run/systemd/netif",
  );
  await instance.start([NETWORKD], async () => (await instance.run(["networkctl", "list"])).exitCode === 0);
  await instance.run(["networkctl", "reload"]);
}

/** What Debian's cloud images have for every NIC: networkd's file of it sorts before that of cloud-init. */
const ALL_BY_NAME = `network:
  version: 2
  ethernets:
    all-eth:
      match: {name: "eth[1-9]*"}
      dhcp4: true
      dhcp4-overrides: {route-metric: 200}
`;

/** YAML of netplan for NICs with DHCP, and for the primary NIC, whose address the lab has given it already. */
function netplan(enis: readonly Eni[]): string {
  const dhcp = enis.map(
    (eni) => `
    ${eni.nic}:
      dhcp4: true
      dhcp4-overrides: {route-metric: 200}
      match: {macaddress: "${eni.mac}"}
      set-name: ${eni.nic}`,
  );
  return `network:
  version: 2
  ethernets:
    eth0:
      match: {macaddress: "${PRIMARY.mac}"}
      set-name: eth0
      addresses: [${PRIMARY.address}/${PRIMARY.prefixLength}]
      routes: [{to: 0.0.0.0/0, via: ${PRIMARY.gateway}}]${dhcp.join("")}
`;
}

/**
 * netplan matches the permanent MAC address, which a veth does not have: this one lets networkd match the current one.
 */
const NETPLAN_FOR_VETH = `#!/bin/sh
/usr/sbin/netplan "$@" || exit
root=/
[ "$2" != --root-dir ] || root=$3
find $root/run/systemd/network -type f -exec sed -i s/^PermanentMACAddress=/MACAddress=/ {} +
`;

/** No systemd runs that could read its units again, for which the netplan of Ubuntu 24.04 asks. */
const SYSTEMCTL_WITHOUT_SYSTEMD = `#!/bin/sh
[ "$1" = daemon-reload ] || exec /usr/bin/systemctl "$@"
`;

const NETPLAN: ImageFamily = {
  name: "Ubuntu 18 to 24, Debian 12 (netplan)",
  manager: "netplan",
  reader: "netplan, systemd-networkd",
  prevails: true,
  addsToDhcp: true,
  needs: [root, guestPrograms("netplan.io", "/usr/sbin/netplan"), dbus, networkd],
  prepare(instance) {
    instance.write("/etc/netplan/50-cloud-init.yaml", netplan([]), 0o600);
    instance.installProgram("netplan", NETPLAN_FOR_VETH);
    instance.installProgram("systemctl", SYSTEMCTL_WITHOUT_SYSTEMD);
  },
  async boot(instance) {
    await instance.sh("netplan generate");
    await startNetworkd(instance);
  },
  renderLikeCloudInit(instance, enis) {
    instance.write("/etc/netplan/50-cloud-init.yaml", netplan(enis), 0o600);
    instance.write("/etc/netplan/90-default.yaml", ALL_BY_NAME, 0o600);
  },
};

const NETWORK_MANAGER: ImageFamily = {
  name: "Alibaba Cloud Linux 3, RHEL and CentOS 8 and 9 (NetworkManager)",
  manager: "networkmanager",
  reader: "NetworkManager",
  prevails: true,
  addsToDhcp: true,
  needs: [root, guestPrograms("network-manager", "/usr/sbin/NetworkManager", "/usr/bin/nmcli"), dbus],
  prepare(instance) {
    instance.write(
      "/etc/NetworkManager/NetworkManager.conf",
      "[main]\nplugins=keyfile\ndhcp=internal\ndns=none\nauth-polkit=false\n[connectivity]\nenabled=false\n",
    );
    // Ubuntu's leaves NICs alone, unless its netplan or an administrator says otherwise.
    instance.write("/etc/NetworkManager/conf.d/10-globally-managed-devices.conf", "");
    instance.write(
      "/etc/NetworkManager/system-connections/eth0.nmconnection",
      `[connection]\nid=eth0\ntype=ethernet\ninterface-name=eth0\n[ipv4]\nmethod=manual\n` +
        `address1=${PRIMARY.address}/${PRIMARY.prefixLength},${PRIMARY.gateway}\n`,
      0o600,
    );
    // netplan may be there and leave everything to NetworkManager.
    const renderer = 'network: {version: 2, renderer: "NetworkManager", ethernets: {eth0: {}}}\n';
    instance.write("/etc/netplan/01-network-manager-all.yaml", renderer, 0o600);
  },
  async boot(instance) {
    await startBus(instance);
    await instance.sh("mkdir -p /var/lib/NetworkManager");
    const isRunning = async (): Promise<boolean> =>
      (await instance.run(["nmcli", "-t", "-f", "RUNNING", "general"])).stdout === "running\n";
    await instance.start(["NetworkManager", "--no-daemon"], isRunning);
  },
  renderLikeCloudInit(instance, enis) {
    for (const eni of enis) {
      instance.write(
        `/etc/NetworkManager/system-connections/cloud-init-${eni.nic}.nmconnection`,
        `[connection]\nid=cloud-init ${eni.nic}\ntype=ethernet\ninterface-name=${eni.nic}\nautoconnect-priority=120\n` +
          `[ethernet]\nmac-address=${eni.mac}\n[ipv4]\nmethod=auto\nroute-metric=200\n`,
        0o600,
      );
    }
  },
};

const SYSTEMD_NETWORKD: ImageFamily = {
  name: "Other images (systemd-networkd)",
  manager: "networkd",
  reader: "systemd-networkd",
  prevails: true,
  addsToDhcp: true,
  needs: [root, dbus, networkd],
  prepare(instance) {
    instance.write(
      "/etc/systemd/network/20-eth0.network",
      `[Match]\nName=eth0\n[Network]\nAddress=${PRIMARY.address}/${PRIMARY.prefixLength}\nGateway=${PRIMARY.gateway}\n`,
    );
  },
  boot: startNetworkd,
  renderLikeCloudInit(instance, enis) {
    for (const eni of enis) {
      instance.write(
        `/etc/systemd/network/10-cloud-init-${eni.nic}.network`,
        `[Match]\nMACAddress=${eni.mac}\nName=${eni.nic}\n[Network]\nDHCP=ipv4\n[DHCPv4]\nRouteMetric=200\n`,
      );
    }
  },
};

const IFUPDOWN: ImageFamily = {
  name: "Debian 8 to 11, Ubuntu 14 and 16 (ifupdown)",
  manager: "ifupdown",
  reader: "ifupdown",
  prevails: false,
  addsToDhcp: true,
  needs: [
    guestPrograms("ifupdown", "/usr/sbin/ifup"),
    guestPrograms("isc-dhcp-client", "/usr/sbin/dhclient"),
  ],
  prepare(instance) {
    instance.write(
      "/etc/network/interfaces",
      "auto lo\niface lo inet loopback\n  source /etc/network/interfaces.d/*\n",
    );
    instance.makeFolder("/etc/network/interfaces.d");
  },
  async boot(instance) {
    await instance.sh("mkdir -p /run/network /var/lib/dhcp; ifup -a --ignore-errors --no-scripts");
  },
  renderLikeCloudInit(instance, enis) {
    const stanzas = enis.map((eni) => `auto ${eni.nic}\niface ${eni.nic} inet dhcp\n    metric 200\n`);
    instance.write("/etc/network/interfaces.d/50-cloud-init", stanzas.join("\n"));
  },
};

const NETWORK_SCRIPTS: ImageFamily = {
  name: "Alibaba Cloud Linux 2, RHEL and CentOS 7 (network-scripts)",
  manager: "network-scripts",
  reader: "a strict parser",
  prevails: false,
  addsToDhcp: false,
  needs: [],
  prepare(instance) {
    instance.write("/etc/init.d/network", "#!/bin/sh\n", 0o755);
    instance.makeFolder("/etc/sysconfig/network-scripts");
  },
  async boot(instance, enis) {
    for (const eni of enis) await bringUpLikeNetworkScripts(instance, eni);
  },
  renderLikeCloudInit(instance, enis) {
    for (const eni of enis) {
      instance.write(
        `/etc/sysconfig/network-scripts/ifcfg-${eni.nic}`,
        `# Created by cloud-init\nBOOTPROTO=dhcp\nDEVICE=${eni.nic}\nHWADDR=${eni.mac}\nMETRIC=200\nONBOOT=yes\n` +
          "TYPE=Ethernet\nUSERCTL=no\n",
      );
    }
  },
};

const WICKED: ImageFamily = {
  name: "SUSE Linux Enterprise 12 and 15, openSUSE (wicked)",
  manager: "wicked",
  reader: "a strict parser",
  prevails: false,
  addsToDhcp: false,
  needs: [],
  prepare(instance) {
    instance.makeFolder("/etc/sysconfig/network");
    instance.installProgram("wicked", "#!/bin/sh\n");
  },
  async boot(instance, enis) {
    for (const eni of enis) await bringUpLikeWicked(instance, eni);
  },
  renderLikeCloudInit(instance, enis) {
    for (const eni of enis) {
      instance.write(
        `/etc/sysconfig/network/ifcfg-${eni.nic}`,
        `# Created by cloud-init\nBOOTPROTO=dhcp4\nLLADDR=${eni.mac}\nSTARTMODE=auto\n`,
      );
    }
  },
};

/** Those whose manager says what it uses for a NIC. */
export const BY_MANAGER = { netplan: NETPLAN, networkmanager: NETWORK_MANAGER, ifupdown: IFUPDOWN } as const;

export const IMAGE_FAMILIES: readonly ImageFamily[] = [
  NETWORK_MANAGER,
  NETWORK_SCRIPTS,
  NETPLAN,
  IFUPDOWN,
  SYSTEMD_NETWORKD,
  WICKED,
];

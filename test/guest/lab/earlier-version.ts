import type { GuestNetworkManager } from "../../../guest/render";
import type { Eni } from "./cloud";
import type { Instance } from "./instance";

/** What 20000 + (256 × third + fourth octet) modulo 10000 is for 203.0.113.106. */
const TABLE = 29034;

/**
 * Leaves in an instance what the guest script left there when it had files for each EIP: those of one EIP, and its state. They apply from the next boot on.
 */
export function leaveLikeEarlierVersion(instance: Instance, manager: GuestNetworkManager, eni: Eni): void {
  const mark = `# exposed-eip ${eni.eip}`;
  for (const [file, lines] of Object.entries(filesOf(manager, eni))) {
    instance.write(file, [mark, ...lines, ""].join("\n"), file.endsWith(".network") ? 0o644 : 0o600);
  }
  const state = `/var/lib/exposed-eip/${eni.eip}`;
  instance.write(state, `${eni.nic} ${eni.mac} ${eni.gateway} ${manager} ${TABLE} 1500 down no\n`);
  instance.write(`${state}.sysctl`, `/proc/sys/net/ipv4/conf/${eni.nic}/rp_filter:1\n`);
}

function filesOf(manager: GuestNetworkManager, { eip, mac, nic, gateway }: Eni): Record<string, string[]> {
  const name = `exposed-eip-${eip.replaceAll(".", "-")}`;
  const route = `default via ${gateway} dev ${nic} onlink table ${TABLE}`;
  const rule = `from ${eip} lookup ${TABLE} priority ${TABLE}`;
  const sysctl = { [`/etc/sysctl.d/90-${name}.conf`]: [`net/ipv4/conf/${nic}/rp_filter = 2`] };
  switch (manager) {
    case "netplan":
      return {
        ...sysctl,
        [`/etc/netplan/90-${name}.yaml`]: [
          ...[
            "network:",
            "  version: 2",
            "  ethernets:",
            `    ${nic}:`,
            `      match: {macaddress: "${mac}"}`,
          ],
          ...[`      set-name: ${nic}`, "      optional: true", "      dhcp4: false", "      mtu: 1500"],
          `      addresses: [${eip}/32]`,
          `      routes: [{to: 0.0.0.0/0, via: ${gateway}, on-link: true, table: ${TABLE}}]`,
          `      routing-policy: [{from: ${eip}, table: ${TABLE}, priority: ${TABLE}}]`,
        ],
      };
    case "networkmanager":
      return {
        ...sysctl,
        [`/etc/NetworkManager/system-connections/${name}.nmconnection`]: [
          ...["[connection]", `id=${name}`, "type=ethernet", "autoconnect-priority=999"],
          ...["[ethernet]", `mac-address=${mac}`, "mtu=1500", "[ipv4]", "method=manual"],
          ...[`address1=${eip}/32`, `route-table=${TABLE}`, `route1=0.0.0.0/0,${gateway}`],
          `route1_options=onlink=true,table=${TABLE}`,
          `routing-rule1=priority ${TABLE} from ${eip}/32 table ${TABLE}`,
          ...["[ipv6]", "method=auto"],
        ],
      };
    case "networkd":
      return {
        ...sysctl,
        [`/etc/systemd/network/00-${name}.network`]: [
          ...["[Match]", `MACAddress=${mac}`, "[Link]", "MTUBytes=1500", "RequiredForOnline=no"],
          ...["[Network]", `Address=${eip}/32`, "[Route]", "Destination=0.0.0.0/0", `Gateway=${gateway}`],
          ...["GatewayOnlink=yes", `Table=${TABLE}`],
          ...["[RoutingPolicyRule]", `From=${eip}`, `Table=${TABLE}`, `Priority=${TABLE}`],
        ],
      };
    case "network-scripts":
      return {
        ...sysctl,
        [`/etc/sysconfig/network-scripts/ifcfg-${nic}`]: [
          ...[`DEVICE=${nic}`, `HWADDR=${mac}`, "TYPE=Ethernet", "BOOTPROTO=none", "ONBOOT=yes"],
          ...[`IPADDR=${eip}`, "PREFIX=32", "MTU=1500", "DEFROUTE=no", "NOZEROCONF=yes", "ARPCHECK=no"],
        ],
        [`/etc/sysconfig/network-scripts/route-${nic}`]: [route],
        [`/etc/sysconfig/network-scripts/rule-${nic}`]: [rule],
      };
    case "wicked":
      return {
        ...sysctl,
        [`/etc/sysconfig/network/ifcfg-${nic}`]: [
          ...["STARTMODE=auto", "BOOTPROTO=static", `IPADDR=${eip}/32`, "MTU=1500"],
        ],
        [`/etc/sysconfig/network/ifroute-${nic}`]: [`default ${gateway} - ${nic} table ${TABLE} onlink`],
        [`/etc/sysconfig/network/ifrule-${nic}`]: [`ipv4 from ${eip} table ${TABLE} priority ${TABLE}`],
      };
    case "ifupdown":
      return {
        ...sysctl,
        [`/etc/network/interfaces.d/${name}`]: [
          ...[`auto ${nic}`, `iface ${nic} inet manual`, `up ip link set dev ${nic} mtu 1500 up`],
          ...[`up ip -4 route replace ${route}`, `up ip -4 rule add ${rule} || :`],
          `up ip -4 addr show dev ${nic} | grep -qF 'inet ${eip}/' || ip -4 addr add ${eip}/32 dev ${nic}`,
          ...[`down ip -4 rule del ${rule} || :`, `down ip -4 addr del ${eip}/32 dev ${nic} || :`],
        ],
      };
    default:
      throw new Error(`no version kept anything with ${manager}`);
  }
}

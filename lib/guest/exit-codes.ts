/**
 * What the exit codes of the guest script mean, and what to do: the table of docs/guest.md, for those that a run by Cloud
 * Assistant can end with. The script itself says more, but the provider passes on no output of a command.
 */
export const EXIT_CODES: Readonly<Record<number, string>> = {
  10: "A parameter has a value that the script does not allow. Correct it.",
  11: "The script did not run as root. Let Cloud Assistant run commands as root.",
  12: "The image lacks ip, or all of curl, wget and python. Install one.",
  13: "Another run of the script held its lock until the time was up. Wait for it to end.",
  14: "The script is not in the instance any more. Replace alicloud_ecs_invocation.guest_script_… of the instance.",
  20: "The metadata service did not answer. See whether a firewall or a container blocks 100.100.100.200.",
  21: "The metadata service knows no NIC with this EIP. See whether the ENI is attached.",
  22: "No NIC has the MAC address of the ENI. See whether it is attached; older instance types need a stop and start.",
  23: "The metadata service names no gateway of the ENI. Run the script by hand with --gateway.",
  24: "The name of the NIC has characters that no configuration file may hold. Rename the NIC.",
  30: "The EIP is on another NIC already. Remove it there.",
  31: "A hundred routing tables in a row are taken. Free one.",
  32: "The kernel refused a change. The output of the command has its words.",
  40: "Nothing known configures the network of this image. Name it with manager, or write manager: none.",
  41: "A file for the NIC is in the way, or the network manager refused the configuration. docs/guest.md says how to see why.",
  42: "Address, rule or route vanished again. Find what else configures the NIC, a DHCP client for one.",
  60: "The EIP is on no NIC. Run the script again.",
  61:
    "The target did not answer. Check the association of the EIP, the security groups of the ENI (ICMP), an IPv4 gateway's " +
    "route, and the target.",
  62: "The image has no ping, or for TCP neither curl nor python. Install one.",
  130: "The script was ended by a signal. Run it again.",
};

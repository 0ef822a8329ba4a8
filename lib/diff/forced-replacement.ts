/**
 * The arguments whose change makes the provider replace a resource, of those that this library writes. The provider's
 * schema does not tell them; that they are those of the provider is tested with its plans.
 */
const FORCING: Readonly<Record<string, readonly string[]>> = {
  alicloud_vpc_ipv4_cidr_block: ["vpc_id", "secondary_cidr_block"],
  alicloud_vswitch: ["vpc_id", "zone_id", "cidr_block"],
  alicloud_ecs_network_interface: ["vswitch_id", "primary_ip_address"],
  alicloud_eip_association: ["allocation_id", "instance_id", "instance_type"],
  alicloud_ecs_network_interface_attachment: ["network_interface_id", "instance_id"],
  alicloud_ecs_command: [
    ...["command_content", "description", "enable_parameter", "name", "timeout", "type", "working_dir"],
  ],
  alicloud_ecs_invocation: [
    ...["command_id", "instance_id", "repeat_mode", "timed", "frequency", "parameters", "username"],
  ],
};

/** Whether a change of the argument replaces the resource, as against changing it where it is. */
export function forcesReplacement(type: string, argument: string): boolean {
  return FORCING[type]?.includes(argument) ?? false;
}

/** Whether it is known which arguments replace a resource of this type. */
export function isReplacementKnown(type: string): boolean {
  return FORCING[type] !== undefined;
}

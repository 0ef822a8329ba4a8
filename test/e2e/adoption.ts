import type { Part } from "./account";
import type { Deployment, Resources } from "./deployment";

/** The file beside the configuration that has the `import` blocks. */
const FILE = "import.tf.json";

/** Lets the next plans import parts that are in the account and not in Terraform's state. */
export async function importNext(deployment: Deployment, parts: readonly Part[]): Promise<void> {
  const resources = await deployment.resources();
  const blocks = parts.map((part) => ({ to: addressOf(part, deployment, resources), id: part.id }));
  await deployment.add(FILE, { import: blocks });
}

/** Lets the next plans import nothing. */
export async function importNoMore(deployment: Deployment): Promise<void> {
  await deployment.add(FILE, undefined);
}

/** Where a part belongs in the configuration, by what it is and not by its name. */
function addressOf({ type, id }: Part, { emulator: { cloud } }: Deployment, resources: Resources): string {
  const interfaceOf = (interfaceId = "") => {
    const address = cloud.networkInterfaces.get(interfaceId)?.primaryIpAddress;
    return nameIn(resources.alicloud_ecs_network_interface, "primary_ip_address", address);
  };
  const [first, second] = id.split(":");
  const [only, ...others] = Object.keys(resources[type] ?? {});
  if (only !== undefined && others.length === 0) return `${type}.${only}`;
  switch (type) {
    case "alicloud_vpc_ipv4_cidr_block":
      return `${type}.${nameIn(resources[type], "secondary_cidr_block", second)}`;
    case "alicloud_vswitch":
      return `${type}.${nameIn(resources[type], "cidr_block", cloud.vswitches.get(id)?.cidrBlock)}`;
    case "alicloud_eip_association":
      return `${type}.${interfaceOf(second)}`;
    default:
      return `${type}.${interfaceOf(first)}`;
  }
}

/** The one with a value, or else the only one whose value Terraform computes. */
function nameIn(bodies: Resources[string] = {}, argument: string, value: string | undefined): string {
  const names = (matches: (given: unknown) => boolean) =>
    Object.keys(bodies).filter((name) => matches(bodies[name]?.[argument]));
  const computed = names((given) => typeof given === "string" && given.startsWith("${"));
  const [name, ...others] = [...names((given) => given === value), ...computed];
  if (name === undefined || others.length > 0)
    throw new Error(`not one resource with ${argument} = ${value ?? "nothing"}`);
  return name;
}

import { isJsonArray, type JsonValue } from "../hcl/terraform-json";
import type { SynthesizedResource, SynthesizedStack } from "./synthesized-stack";
import { type Value, valueOf } from "./value";

/** One exposure in a stack: the resources of its steps, and what a person calls them. */
export interface Chain {
  /** The key of the exposure, which is the name of its resources. */
  readonly key: string;
  /** Step 4. */
  readonly association: SynthesizedResource;
  /** Step 3; absent where the ENI is not one of the stack. */
  readonly networkInterface?: SynthesizedResource;
  /** Step 5. */
  readonly attachment?: SynthesizedResource;
  /** Step 2; absent where the vSwitch is not one of the stack. */
  readonly vswitch?: SynthesizedResource;
  /** Step 1; absent where the block is not one of the stack. */
  readonly block?: SynthesizedResource;
  /** The address of the EIP, else its allocation ID, else the address of the resource that makes it. */
  readonly eip: string;
  /** The ID of the instance, or the address of the resource that makes it. */
  readonly instance: string;
  /** Whether it was made by hand before, and is taken over. */
  readonly isImported: boolean;
  /** The range of the vSwitch; absent where Terraform computes it, or the vSwitch is not one of the stack. */
  readonly vswitchRange?: string;
  /** The range of the block; absent where Terraform computes it, or the vSwitch is not one of the stack. */
  readonly blockRange?: string;
  /** The IDs of the security groups; absent where they are those of the instance. */
  readonly securityGroups?: readonly string[];
}

/** The exposures of a stack, by key: one for each EIP that is associated with an ENI. */
export function chainsOf(stack: SynthesizedStack): ReadonlyMap<string, Chain> {
  const resources = [...stack.resources.values()];
  const attachments = new Map(
    resources
      .filter(({ type }) => type === "alicloud_ecs_network_interface_attachment")
      .map((attachment) => [referred(attachment, "network_interface_id", stack)?.address, attachment]),
  );
  const associations = resources.filter(({ type }) => type === "alicloud_eip_association");
  return new Map(
    associations.map((association) => {
      const networkInterface = referred(association, "instance_id", stack);
      const attachment =
        (networkInterface && attachments.get(networkInterface.address)) ??
        stack.resources.get(`alicloud_ecs_network_interface_attachment.${nameIn(association.address)}`);
      const chain = chainOf({ association, networkInterface, attachment }, stack);
      return [chain.key, chain];
    }),
  );
}

interface Parts {
  readonly association: SynthesizedResource;
  readonly networkInterface: SynthesizedResource | undefined;
  readonly attachment: SynthesizedResource | undefined;
}

function chainOf({ association, networkInterface, attachment }: Parts, stack: SynthesizedStack): Chain {
  const vswitch = networkInterface && referred(networkInterface, "vswitch_id", stack);
  const block = vswitch && blockOf(vswitch, stack);
  const address = nameOf(valueOf(networkInterface?.body.primary_ip_address, stack));
  const eip = address ?? nameOf(valueOf(association.body.allocation_id, stack)) ?? "an EIP of another stack";
  const [vswitchRange, blockRange] = [vswitch?.body.cidr_block, block?.body.secondary_cidr_block].map(
    (range) => literalOf(valueOf(range, stack)),
  );
  const groups = networkInterface?.body.security_group_ids;
  return {
    key: nameIn(association.address),
    isImported: stack.imported.has(association.address),
    association,
    ...(networkInterface && { networkInterface }),
    ...(attachment && { attachment }),
    ...(vswitch && { vswitch }),
    ...(block && { block }),
    eip,
    instance: nameOf(valueOf(attachment?.body.instance_id, stack)) ?? "an instance of another stack",
    ...(vswitchRange !== undefined && { vswitchRange }),
    ...(blockRange !== undefined && { blockRange }),
    ...(isJsonArray(groups) && {
      securityGroups: groups.map(groupName),
    }),
  };
}

/** The ID of a security group, or the address of the resource that it is an attribute of. */
function groupName(group: JsonValue): string {
  return typeof group === "string" ? group.replace(/^\$\{(.*)\}$/, "$1") : "";
}

/** The name in the address of a resource. */
export function nameIn(address: string): string {
  return address.slice(address.indexOf(".") + 1);
}

/** The resource whose attribute an argument is. */
function referred(
  { body }: SynthesizedResource,
  argument: string,
  stack: SynthesizedStack,
): SynthesizedResource | undefined {
  const value = valueOf(body[argument], stack);
  return value.kind === "attribute" ? stack.resources.get(value.address) : undefined;
}

/** The block that a vSwitch is in: it takes its VPC from it, so that Terraform makes the block first. */
function blockOf(
  { body: { vpc_id: vpcId } }: SynthesizedResource,
  stack: SynthesizedStack,
): SynthesizedResource | undefined {
  if (typeof vpcId !== "string") return undefined;
  const [, address = ""] = /^\$\{(alicloud_vpc_ipv4_cidr_block\.[\w-]+)\.vpc_id\}$/.exec(vpcId) ?? [];
  return stack.resources.get(address);
}

function nameOf(value: Value): string | undefined {
  if (value.kind === "literal") return value.text === "null" ? undefined : value.text;
  if (value.kind === "found") return value.id;
  return value.kind === "attribute" ? value.address : undefined;
}

function literalOf(value: Value): string | undefined {
  return value.kind === "literal" && value.text !== "null" ? value.text : undefined;
}

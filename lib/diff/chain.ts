import { isJsonArray } from "../../hcl/src";
import type { ExposureRow } from "../exposure-table/exposure-row";
import type { StackValues, SynthesizedResource, SynthesizedStack, Value } from "./synthesized-stack";

/** One exposure in a stack: the resources of its steps, and what a person calls them. */
export interface Chain {
  /** The key of the exposure. */
  readonly key: string;
  /** What the table of the stack says of it. @internal */
  readonly row: ExposureRow;
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
  /** The EIP as the configuration names it, by its address or its allocation ID, else the address of the resource that creates it. */
  readonly eip: string;
  /** The ID of the instance, or the address of the resource that creates it. */
  readonly instance: string;
  /** Whether it was made by hand before, and is taken over. */
  readonly isImported: boolean;
  /** The range of the vSwitch; absent where Terraform computes it, or the vSwitch is not one of the stack. */
  readonly vswitchRange?: string;
  /** The range of the block; absent where Terraform computes it, or the block is not one of the stack. */
  readonly blockRange?: string;
  /** The IDs of the security groups; absent where they are those of the instance. */
  readonly securityGroups?: readonly string[];
}

/** The exposures of a stack, by the addresses of their associations. */
export function chainsOf(stack: SynthesizedStack, values: StackValues): ReadonlyMap<string, Chain> {
  const resources = [...values.resources.values()];
  // An ENI is associated and attached under the same ID, be it that of a resource or that of one which exists.
  const attachments = new Map(
    resources
      .filter(({ type }) => type === "alicloud_ecs_network_interface_attachment")
      .map((attachment) => [attachment.body.network_interface_id, attachment]),
  );
  const chains = resources
    .filter(({ type }) => type === "alicloud_eip_association")
    .flatMap((association): Chain[] => {
      const key = keyOf(association, stack.exposures);
      const row = stack.exposures.get(key ?? "");
      if (key === undefined || row === undefined) return [];
      const attachment = attachments.get(association.body.instance_id);
      const isImported = stack.imported.has(association.address);
      return [chainOf({ key, row, isImported, association, ...(attachment && { attachment }) }, values)];
    });
  return new Map(chains.map((chain) => [chain.association.address, chain]));
}

/**
 * The key in the table of the exposure that an association belongs to. In the stack of a configuration file it is the name of the
 * resource; in another, the ID of the construct, with those of the constructs around it where another exposure has that.
 */
function keyOf(
  { name, path }: SynthesizedResource,
  exposures: ReadonlyMap<string, ExposureRow>,
): string | undefined {
  const ids = path.slice(0, -2);
  const names = ids.map((_, i) => ids.slice(i).join("_"));
  return [name, ...names].find((key) => exposures.has(key));
}

type Known = Pick<Chain, "key" | "row" | "association" | "attachment" | "isImported">;

function chainOf(known: Known, values: StackValues): Chain {
  const { row, association, attachment } = known;
  const networkInterface = values.referred(association, "instance_id");
  const vswitch = networkInterface && values.referred(networkInterface, "vswitch_id");
  // A vSwitch takes its VPC from its block, so that Terraform creates the block first.
  const block = vswitch && values.referred(vswitch, "vpc_id");
  const name = (resource: SynthesizedResource | undefined, argument: string) =>
    resource && nameOf(values.of(resource, argument).value);
  const [vswitchRange, blockRange] = [
    literalOf(vswitch && values.of(vswitch, "cidr_block").value),
    literalOf(block && values.of(block, "secondary_cidr_block").value),
  ];
  const groups = networkInterface?.body.security_group_ids;
  return {
    ...known,
    ...(networkInterface && { networkInterface }),
    ...(vswitch && { vswitch }),
    ...(block?.type === "alicloud_vpc_ipv4_cidr_block" && { block }),
    eip: row.eip ?? name(association, "allocation_id") ?? "an EIP of another stack",
    instance: row.instance_id ?? name(attachment, "instance_id") ?? "an instance of another stack",
    ...(vswitchRange !== undefined && { vswitchRange }),
    ...(blockRange !== undefined && { blockRange }),
    ...(isJsonArray(groups) && {
      securityGroups: groups.map((group) => groupName(values.valueOf(group, 0))),
    }),
  };
}

/** The ID of a security group, or the address of the resource that it is an attribute of. */
function groupName(group: Value): string {
  return group.kind === "attribute" ? `${group.address}.${group.attribute}` : (nameOf(group) ?? "");
}

function nameOf(value: Value): string | undefined {
  return value.kind === "attribute" ? value.address : literalOf(value);
}

function literalOf(value: Value | undefined): string | undefined {
  return value?.kind === "literal" && value.text !== "null" ? value.text : undefined;
}

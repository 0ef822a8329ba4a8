import { isJsonArray } from "../../hcl/src";
import type { ExposureRow } from "../exposure-table/exposure-row";
import type { StackValues, SynthesizedResource, SynthesizedStack, Value } from "./synthesized-stack";

/** Exposure in a stack: the resources of its steps, and their names for a reader. */
export interface Chain {
  /** Key of the exposure. */
  readonly key: string;
  /** Row of the table of the stack. @internal */
  readonly row: ExposureRow;
  /** Step 4. */
  readonly association: SynthesizedResource;
  /** Step 3; undefined if the stack does not create the ENI. */
  readonly networkInterface?: SynthesizedResource;
  /** Step 5. */
  readonly attachment?: SynthesizedResource;
  /** Step 2; undefined if the stack does not create the vSwitch. */
  readonly vswitch?: SynthesizedResource;
  /** Step 1; undefined if the stack does not create the block. */
  readonly block?: SynthesizedResource;
  /** Address or allocation ID of the EIP, as in the configuration; the Terraform address of an EIP that the stack creates. */
  readonly eip: string;
  /** ID of the instance; the Terraform address of an instance that the stack creates. */
  readonly instance: string;
  /** Whether Terraform imports its resources. */
  readonly isImported: boolean;
  /** Range of the vSwitch; undefined if Terraform computes it, or the stack does not create the vSwitch. */
  readonly vswitchRange?: string;
  /** Range of the block; undefined if Terraform computes it, or the stack does not create the block. */
  readonly blockRange?: string;
  /** IDs of the security groups; undefined if they are those of the instance. */
  readonly securityGroups?: readonly string[];
}

/** Returns the exposures of a stack, by the Terraform addresses of their associations. */
export function chainsOf(stack: SynthesizedStack, values: StackValues): ReadonlyMap<string, Chain> {
  const resources = [...values.resources.values()];
  // Association and attachment of an ENI have the same expression as its ID.
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
 * Returns the key of the exposure that an association belongs to: the name of the resource in the stack of a configuration file, else
 * the ID of the construct, prefixed with those of its parents if another exposure has the same ID.
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

/** Returns the ID of a security group, or the address of the resource whose attribute it is. */
function groupName(group: Value): string {
  return group.kind === "attribute" ? `${group.address}.${group.attribute}` : (nameOf(group) ?? "");
}

function nameOf(value: Value): string | undefined {
  return value.kind === "attribute" ? value.address : literalOf(value);
}

function literalOf(value: Value | undefined): string | undefined {
  return value?.kind === "literal" && value.text !== "null" ? value.text : undefined;
}

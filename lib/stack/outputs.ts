import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import {
  Annotations,
  type ISynthesisSession,
  TerraformLocal,
  TerraformOutput,
  type TerraformStack,
} from "cdktf";
import { Construct } from "constructs";

import type { TerraformJson } from "../../hcl/src";
import { RamPolicyError } from "../errors";
import type { ExposedEip } from "../exposed-eip";
import type { ExposedEips } from "../exposed-eips";
import { ExposureTable } from "../exposure-table/exposure-table";
import { omitUndefined } from "../omit-undefined";
import { leastRamPolicy, type RamPolicyDocument, splitRamPolicy } from "../ram-policy/ram-policy";
import { NetworkInterface } from "../resources/network-interface";
import { SecondaryCidrBlock } from "../resources/secondary-cidr-block";
import { VSwitch } from "../resources/vswitch";
import { hcl, type HclExpression, rawHcl } from "../terraform/expression";
import type { GuestOutputs } from "./guests";

/** Outputs `exposures` and `shadowed_ranges` of a stack. */
export class ExposureOutputs extends Construct {
  public constructor(scope: Construct, id: string, fleet: ExposedEips, guests: GuestOutputs) {
    super(scope, id);
    new TerraformOutput(scope, "exposures", {
      description: "Exposures by key, with their EIPs and the IDs of their resources.",
      value: this.exposures(fleet, guests),
    });
    new TerraformOutput(scope, "shadowed_ranges", {
      description:
        "Secondary CIDR blocks, with the number of public addresses of others that each shadows in its VPC.",
      value: this.shadowedRanges(fleet),
    });
  }

  /** Returns one expression for blocks of looked-up VPCs, and a value for each other block. */
  private shadowedRanges(fleet: ExposedEips): unknown {
    const blocks = fleet.node.findAll().filter((construct) => construct instanceof SecondaryCidrBlock);
    const others = blocks.filter(({ isInLookedUpVpc }) => !isInLookedUpVpc);
    const isAll = others.length === 0;
    const shadowed = new Map(fleet.plan.map((block) => [block.cidr.toString(), block.shadowed]));
    const values = others.map(({ cidrBlock, vpcId }) => ({
      block: cidrBlock,
      vpc_id: vpcId,
      // A block that Terraform derives contains one EIP; it has no range if the EIP is gone.
      addresses:
        shadowed.get(cidrBlock) ?? hcl`try(pow(2, 32 - split("/", ${cidrBlock})[1]) - 1, 0)`.toString(),
    }));
    if (others.length === blocks.length) return values;
    const table = ExposureTable.of(fleet);
    for (const name of ["blocks", "block_ranges", "block_vpc"]) table.use(name);
    const isExisting = fleet.plan.length > 0 && table.hasExistingBlocks;
    if (isExisting) table.use("existing_blocks");
    const conditions = [
      ...(isExisting ? ["!contains(local.existing_blocks, name)"] : []),
      ...(isAll ? [] : ['local.block_vpc[name] != ""']),
    ];
    const expression = [
      "[",
      "  for name, keys in local.blocks : {",
      "    block     = local.block_ranges[name]",
      "    vpc_id    = local.block_vpc[name]",
      '    addresses = try(pow(2, 32 - split("/", local.block_ranges[name])[1]) - length(keys), 0)',
      "  }",
      ...(conditions.length === 0 ? [] : [`  if ${conditions.join(" && ")}`]),
      "]",
    ].join("\n");
    if (isAll) return rawHcl(expression);
    new TerraformLocal(new Construct(this, "OtherBlocks"), "other_blocks", values);
    return rawHcl(`concat(${expression}, local.other_blocks)`);
  }

  /** Returns one expression for plain exposures, and a value for each other exposure. */
  private exposures(fleet: ExposedEips, guests: GuestOutputs): unknown {
    const exposures = [...fleet.exposures];
    const plain = exposures.filter(([key, exposure]) => isPlain(exposure) && !guests.has(key));
    const others = Object.fromEntries(
      exposures
        .filter((entry) => !plain.includes(entry))
        .map(([key, exposure]) => [key, { ...identifiers(exposure), ...guests.get(key) }]),
    );
    if (plain.length === 0) return others;
    const locals = new Construct(this, "Locals");
    new TerraformLocal(locals, "created", Object.fromEntries(plain.map(([key, one]) => [key, created(one)])));
    new TerraformLocal(locals, "created_vswitch_ids", vswitchIds(plain.map(([, exposure]) => exposure)));
    const ofPlain = expressionOf(ExposureTable.of(fleet), plain.length < exposures.length);
    if (plain.length === exposures.length) return rawHcl(ofPlain);
    new TerraformLocal(locals, "other_exposures", others);
    return rawHcl(`merge(${ofPlain}, local.other_exposures)`);
  }
}

/** Whether the stack creates all parts of an exposure except its instance and its EIP, which it looks up. */
function isPlain({ instance, eip, vswitch, networkInterface, _row: row }: ExposedEip): boolean {
  const { block, vswitch: name } = row.table.get(row.key);
  return (
    instance.isLookedUp === true &&
    eip.lookedUpBy !== undefined &&
    networkInterface instanceof NetworkInterface &&
    vswitch instanceof VSwitch &&
    block !== undefined &&
    name !== undefined
  );
}

function expressionOf(table: ExposureTable, isFiltered: boolean): string {
  for (const name of ["found", "exposed_addresses", "block_ranges", "vswitch_ranges"]) table.use(name);
  return [
    "{",
    "  for key, row in local.exposures : key => merge(local.created[key], {",
    "    instance_id        = row.instance_id",
    "    allocation_id      = local.found[key].eip.allocation_id",
    "    eip                = local.exposed_addresses[key]",
    "    block              = local.block_ranges[row.block]",
    "    vswitch_cidr_block = local.vswitch_ranges[row.vswitch]",
    "    vswitch_id         = local.created_vswitch_ids[row.vswitch]",
    "  })",
    ...(isFiltered ? ["  if contains(keys(local.created), key)"] : []),
    "}",
  ].join("\n");
}

/** Returns attributes of an exposure's resources. */
function created({ networkInterface }: ExposedEip): HclExpression {
  const { networkInterfaceId, macAddress } = networkInterface;
  return hcl`{ network_interface_id = ${networkInterfaceId}, mac_address = ${macAddress} }`;
}

/** Returns the IDs of the vSwitches, by their names in the table. */
function vswitchIds(exposures: readonly ExposedEip[]): Record<string, string> {
  return Object.fromEntries(
    exposures.map(({ vswitch, _row: { table, key } }) => [
      table.get(key).vswitch ?? "",
      vswitch?.vswitchId ?? "",
    ]),
  );
}

function identifiers({ instance, eip, vswitch, networkInterface }: ExposedEip): Record<string, string> {
  return {
    instance_id: instance.instanceId,
    allocation_id: eip.allocationId,
    eip: eip.ipAddress,
    network_interface_id: networkInterface.networkInterfaceId,
    mac_address: networkInterface.macAddress,
    vswitch_id: networkInterface.vswitchId,
    ...omitUndefined({
      block: vswitch?.secondaryCidrBlock?.cidrBlock,
      vswitch_cidr_block: vswitch?.cidrBlock,
    }),
  };
}

/** Names of the files; several if one policy would exceed the limit of RAM. */
const FILE = /^ram-policy(?:-[0-9]+)?\.json$/;

/** Whether a file of a stack is a RAM policy. */
export function isRamPolicyFile(name: string): boolean {
  return FILE.test(name);
}

/**
 * Least-privilege RAM policies of a stack, for the identity that applies it. They are files beside its `cdk.tf.json`: `ram-policy.json`, or
 * `ram-policy-1.json` and so on. The output `ram_policies` reads them.
 */
export class RamPolicyOutput extends Construct {
  /** Policies of the last synthesis, each within the limit of RAM; none if they are unknown. */
  public documents: readonly RamPolicyDocument[] = [];

  /** @param stack - stack of the policies, which gets the output */
  public constructor(stack: TerraformStack, id: string) {
    super(stack, id);
    new TerraformOutput(this, "ram_policies", {
      description:
        "Least-privilege RAM policies for planning, applying, changing and destroying this stack, as JSON.",
      value: `\${[\n  for name in fileset(path.module, "ram-policy*.json") :\n  jsonencode(jsondecode(file("\${path.module}/\${name}")))\n]}`,
      // Not secret, but a plan would show hundreds of lines of it.
      sensitive: true,
    });
  }

  /** Computes the policies of a synthesized configuration. */
  public compute(configuration: TerraformJson): void {
    try {
      this.documents = splitRamPolicy(leastRamPolicy(configuration));
    } catch (error) {
      if (!(error instanceof RamPolicyError)) throw error;
      this.documents = [];
      const warning = `no RAM policy for this stack: ${error.message}`;
      // cdktf renders a stack several times.
      if (!this.node.metadata.some(({ data }) => data === warning)) Annotations.of(this).addWarning(warning);
    }
  }

  /** Writes the files of the stack, and removes those of an earlier synthesis. */
  public write({ outdir, manifest }: ISynthesisSession, stack: TerraformStack): void {
    const folder = path.join(outdir, manifest.forStack(stack).workingDirectory);
    mkdirSync(folder, { recursive: true });
    for (const file of readdirSync(folder)) if (FILE.test(file)) rmSync(path.join(folder, file));
    for (const [name, text] of ramPolicyFiles(this.documents)) writeFileSync(path.join(folder, name), text);
  }
}

/** Returns the texts of policies, by the names of their files. */
export function ramPolicyFiles(documents: readonly RamPolicyDocument[]): ReadonlyMap<string, string> {
  return new Map(
    documents.map((document, index) => [
      documents.length === 1 ? "ram-policy.json" : `ram-policy-${index + 1}.json`,
      `${JSON.stringify(document, undefined, 2)}\n`,
    ]),
  );
}

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

/** The outputs of a stack about its exposures: `exposures` and `shadowed_ranges`. */
export class ExposureOutputs extends Construct {
  public constructor(scope: Construct, id: string, fleet: ExposedEips, guests: GuestOutputs) {
    super(scope, id);
    new TerraformOutput(scope, "exposures", {
      description: "The exposures by key: their EIP and what was created for it.",
      value: this.exposures(fleet, guests),
    });
    new TerraformOutput(scope, "shadowed_ranges", {
      description: "The blocks, and how many public addresses of others each shadows in its VPC.",
      value: this.shadowedRanges(fleet),
    });
  }

  /** One expression for the blocks of VPCs that are looked up, and a value for each of the others. */
  private shadowedRanges(fleet: ExposedEips): unknown {
    const blocks = fleet.node.findAll().filter((construct) => construct instanceof SecondaryCidrBlock);
    const others = blocks.filter(({ isInLookedUpVpc }) => !isInLookedUpVpc);
    const isAll = others.length === 0;
    const shadowed = new Map(fleet.plan.map((block) => [block.cidr.toString(), block.shadowed]));
    const values = others.map(({ cidrBlock, vpcId }) => ({
      block: cidrBlock,
      vpc_id: vpcId,
      // A block that Terraform derives holds one EIP; it has no range where the EIP is gone.
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

  /** One expression for all exposures that have everything of their own, and a value for each of the others. */
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

/** Whether all of an exposure but its instance and its EIP is created for it, and these two are looked up. */
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

/** What only the resources of an exposure know. */
function created({ networkInterface }: ExposedEip): HclExpression {
  const { networkInterfaceId, macAddress } = networkInterface;
  return hcl`{ network_interface_id = ${networkInterfaceId}, mac_address = ${macAddress} }`;
}

/** The IDs of the vSwitches, by the names that the table has for them. */
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

/** How the files are called; more than one only where RAM does not take the whole in one policy. */
const FILE = /^ram-policy(?:-[0-9]+)?\.json$/;

/** Whether a file of a stack has a RAM policy. */
export function isRamPolicyFile(name: string): boolean {
  return FILE.test(name);
}

/**
 * The least RAM policies of a stack: what whoever applies it has to be allowed to do. They are files beside its `cdk.tf.json`,
 * `ram-policy.json`, or `ram-policy-1.json` and so on; the output `ram_policies` reads them.
 */
export class RamPolicyOutput extends Construct {
  /** The policies of the last synthesis, each short enough for RAM; none where they are not known. */
  public documents: readonly RamPolicyDocument[] = [];

  /** @param stack - the stack that the policies are for, and that gets the output */
  public constructor(stack: TerraformStack, id: string) {
    super(stack, id);
    new TerraformOutput(this, "ram_policies", {
      description:
        "The least RAM policies with which Terraform can plan, apply, change and destroy this stack, as JSON.",
      value: `\${[\n  for name in fileset(path.module, "ram-policy*.json") :\n  jsonencode(jsondecode(file("\${path.module}/\${name}")))\n]}`,
      // Nothing in it is secret; but a hundred lines of it in a plan would hide what is created and destroyed.
      sensitive: true,
    });
  }

  /** Computes the policies of what was synthesized. */
  public compute(configuration: TerraformJson): void {
    try {
      this.documents = splitRamPolicy(leastRamPolicy(configuration));
    } catch (error) {
      if (!(error instanceof RamPolicyError)) throw error;
      this.documents = [];
      const warning = `the RAM policy of this stack is not known: ${error.message}`;
      // cdktf renders a stack more than once.
      if (!this.node.metadata.some(({ data }) => data === warning)) Annotations.of(this).addWarning(warning);
    }
  }

  /** Writes the files of the stack; those of an earlier synthesis are removed. */
  public write({ outdir, manifest }: ISynthesisSession, stack: TerraformStack): void {
    const folder = path.join(outdir, manifest.forStack(stack).workingDirectory);
    mkdirSync(folder, { recursive: true });
    for (const file of readdirSync(folder)) if (FILE.test(file)) rmSync(path.join(folder, file));
    for (const [name, text] of ramPolicyFiles(this.documents)) writeFileSync(path.join(folder, name), text);
  }
}

/** The texts of policies, by the names of their files. */
export function ramPolicyFiles(documents: readonly RamPolicyDocument[]): ReadonlyMap<string, string> {
  return new Map(
    documents.map((document, index) => [
      documents.length === 1 ? "ram-policy.json" : `ram-policy-${index + 1}.json`,
      `${JSON.stringify(document, undefined, 2)}\n`,
    ]),
  );
}

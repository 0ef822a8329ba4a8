import { isDeepStrictEqual } from "node:util";

import {
  addressOfEip,
  cloudRange,
  type FoundEip,
  type FoundInstance,
  type FoundNetworkInterface,
  type FoundVpc,
  type FoundVSwitch,
} from "../live/account";
import { smallestPlacement } from "../planning/placement";
import { holdersOf, type RecoveryHolder } from "./holders";
import type { RecoveryFacts } from "./recovery-facts";
import type { StackExposure, StackResource, StackResources } from "./stack-resources";
import type { TerraformState } from "./terraform-state";

/** Resource in the account that provably belongs to the stack and that Terraform does not know. */
export interface Leftover {
  /** Address in the configuration. */
  readonly address: string;
  readonly type: string;
  /** ID by which Terraform imports it. */
  readonly id: string;
  /** Name in the console; empty for what has none. */
  readonly name: string;
  /** Name, range, addresses, tags and status, for people. */
  readonly description: string;
  /** Whether Terraform can import it: not if it knows another resource at the address. */
  readonly isImportable: boolean;
  /** Whether it is billed or in the way, and nothing uses it, so that it may be deleted instead. */
  readonly isUnused: boolean;
}

/** Resource that is where one of the stack would be, and does not provably belong to it. It is never touched. */
export interface ForeignResource {
  readonly id: string;
  /** Fact and what to do, as a sentence without the full stop. */
  readonly problem: string;
}

/** ENI of the stack that has not left its instance. */
export interface StuckNetworkInterface {
  readonly id: string;
  readonly instanceId: string;
}

/** Comparison of a stack with the account and the state. */
export interface RecoveryPlan {
  readonly leftovers: readonly Leftover[];
  readonly foreign: readonly ForeignResource[];
  readonly stuck: readonly StuckNetworkInterface[];
  /** Foreign resources in vSwitches and blocks of the stack, which keep a destroy waiting. */
  readonly holders: readonly RecoveryHolder[];
}

/** Names of other stacks, by the IDs of resources in their states. */
export type OtherStacks = ReadonlyMap<string, string>;

/**
 * Compares what a stack creates with what is in the account and what Terraform knows.
 *
 * A resource with a name belongs to the stack if name, tags, range, address, VPC and zone are all those of the stack. One without a name
 * does if its range or its IDs are, and nothing else is in it. Everything else is foreign.
 *
 * @param others - IDs of resources in the states of other stacks, with the names of the stacks
 */
export function recoveryPlan(
  stack: StackResources,
  facts: RecoveryFacts,
  state: TerraformState,
  others: OtherStacks = new Map(),
): RecoveryPlan {
  return new Comparison(stack, facts, state, others).plan();
}

/** Resource that may be one of the stack. */
interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
}

const KINDS: Readonly<Record<string, string>> = {
  alicloud_vpc: "VPC",
  alicloud_vswitch: "vSwitch",
  alicloud_security_group: "security group",
  alicloud_instance: "instance",
  alicloud_ecs_command: "command",
  alicloud_eip_address: "EIP",
  alicloud_ecs_network_interface: "ENI",
};

class Comparison {
  private readonly leftovers: Leftover[] = [];
  private readonly foreign: ForeignResource[] = [];
  /** IDs that Terraform knows. */
  private readonly known: ReadonlySet<string>;
  private readonly byAddress: ReadonlyMap<string, string>;

  public constructor(
    private readonly stack: StackResources,
    private readonly facts: RecoveryFacts,
    private readonly state: TerraformState,
    private readonly others: OtherStacks,
  ) {
    this.known = new Set(state.resources.map(({ id }) => id));
    this.byAddress = new Map(
      state.resources.map(({ address, id }) => [this.stack.moved.get(address) ?? address, id]),
    );
  }

  public plan(): RecoveryPlan {
    const { exposures, vpc, instances, securityGroups, primaryVSwitch, commands } = this.stack;
    const vpcId = this.preparedVpc(vpc);
    if (primaryVSwitch !== undefined && vpcId !== undefined) this.vswitch(primaryVSwitch, vpcId, undefined);
    for (const group of securityGroups) this.securityGroup(group, vpcId);
    const prepared = new Map([...instances].map(([name, one]) => [name, this.instance(one)]));
    // An exposure on the NIC of another one comes after it, and only has an association of its own.
    const inOrder = [...exposures].sort(
      (one, other) => Number(one.key !== one.nic) - Number(other.key !== other.nic),
    );
    for (const exposure of inOrder) {
      const { instance: setting } = exposure;
      const id = "id" in setting ? setting.id : prepared.get(setting.prepared);
      this.exposure(
        exposure,
        this.facts.instances?.find((one) => one.id === id),
        id,
        vpcId,
      );
    }
    for (const command of commands) this.command(command);
    const { own } = this;
    return {
      leftovers: this.leftovers,
      foreign: this.foreign.filter(
        (one, index, all) => all.findIndex((other) => isDeepStrictEqual(one, other)) === index,
      ),
      stuck: (this.facts.networkInterfaces ?? [])
        .filter(({ id, status, instanceId }) => own.has(id) && status === "Detaching" && instanceId !== "")
        .map(({ id, instanceId }) => ({ id, instanceId })),
      holders: holdersOf(this.facts, own),
    };
  }

  /** IDs of what belongs to the stack, as far as the comparison is. */
  private get own(): ReadonlySet<string> {
    return new Set([...this.known, ...this.leftovers.map(({ id }) => id)]);
  }

  private preparedVpc(vpc: StackResources["vpc"]): string | undefined {
    if (vpc === undefined || "id" in vpc) return vpc?.id;
    return this.named(vpc, this.facts.vpcs, {
      fits: ({ range }: FoundVpc) => range === vpc.detail,
      describe: ({ range }) => `range ${range}`,
    });
  }

  private securityGroup(group: StackResource, vpcId: string | undefined): void {
    this.named(group, this.facts.securityGroups, {
      fits: (one) => vpcId === undefined || one.vpcId === vpcId,
      describe: (one) => `in ${one.vpcId}`,
    });
  }

  private instance(resource: StackResource): string | undefined {
    return this.named(resource, this.facts.instances, {
      fits: ({ type }: FoundInstance) => type === resource.detail,
      describe: ({ type, status }) => `type ${type}, ${status}, billed`,
    });
  }

  private command(resource: StackResource): void {
    const candidates = this.facts.commands?.map((one) => ({ ...one, tags: {} }));
    this.named(resource, candidates, {
      fits: ({ description }) => description === resource.detail,
      describe: ({ description, createdAt }) =>
        `"${printable(description)}"${createdAt === "" ? "" : `, created ${createdAt}`}`,
      isUnused: () => true,
      isTagged: false,
    });
  }

  private exposure(
    exposure: StackExposure,
    instance: FoundInstance | undefined,
    instanceId: string | undefined,
    preparedVpcId: string | undefined,
  ): void {
    const { eip: setting, key, nic } = exposure;
    const eip = this.eip(setting);
    const first = this.stack.exposures.find((one) => one.key === nic) ?? exposure;
    const nicEip = key === nic ? eip : this.eipOf(first);
    const vpcId = instance?.vpcId ?? exposure.vpcId ?? this.vpcInState(first) ?? preparedVpcId;
    const networkInterface =
      vpcId === undefined || nicEip === undefined
        ? undefined
        : this.network(first, vpcId, nicEip, instance?.zoneId, key === nic);
    if (eip === undefined || networkInterface === undefined) return;
    this.association(exposure, eip, networkInterface);
    if (exposure.attachment !== undefined && instanceId !== undefined)
      this.attachment(exposure.attachment, networkInterface, instanceId);
  }

  /** Compares block, vSwitch and ENI of an exposure. Returns its ENI, if it belongs to the stack or the configuration names it. */
  private network(
    { block, vswitch, networkInterface }: StackExposure,
    vpcId: string,
    eip: FoundEip,
    zoneId: string | undefined,
    isFirst: boolean,
  ): FoundNetworkInterface | undefined {
    const all = this.facts.networkInterfaces?.filter((one) => one.vpcId === vpcId) ?? [];
    if ("id" in networkInterface) return all.find(({ id }) => id === networkInterface.id);
    if (!isFirst) {
      const { own } = this;
      return all.find((one) => own.has(one.id) && one.primaryAddress === eip.address);
    }
    const place = smallestPlacement(addressOfEip(eip));
    const vswitchId =
      vswitch === undefined || "id" in vswitch
        ? vswitch?.id
        : this.vswitch({ ...vswitch, detail: vswitch.detail ?? place.vswitch.toString() }, vpcId, zoneId);
    if (block !== undefined) this.block(block, block.detail ?? place.block.toString(), vpcId);
    const found = all.find((one) => one.type === "Secondary" && one.primaryAddress === eip.address);
    if (found === undefined) return undefined;
    if (vswitchId === undefined && this.facts.vswitches === undefined) return undefined;
    const isIn = vswitch === undefined || found.vswitchId === vswitchId;
    const id = this.named(networkInterface, [found], {
      fits: () => isIn,
      describe: (one) =>
        `${one.addresses.join(", ")} in ${one.vswitchId}, ${one.status}${one.instanceId === "" ? "" : ` on ${one.instanceId}`}`,
      isUnused: (one) => one.status === "Available" && !this.isBound(one.id),
    });
    return id === undefined ? undefined : found;
  }

  private vswitch(resource: StackResource, vpcId: string, zoneId: string | undefined): string | undefined {
    const inRange = this.facts.vswitches?.filter(
      (one) => one.vpcId === vpcId && one.range === resource.detail,
    );
    return this.named(resource, inRange, {
      fits: (one: FoundVSwitch) => zoneId === undefined || one.zoneId === zoneId,
      describe: (one) => `${one.range} in ${one.vpcId}, zone ${one.zoneId}`,
    });
  }

  /** A block has no name: its range decides, unless a vSwitch is in it that is not of the stack. */
  private block(resource: StackResource, range: string, vpcId: string): void {
    const id = `${vpcId}:${range}`;
    const vpc = this.facts.vpcs?.find((one) => one.id === vpcId);
    const isThere = vpc?.secondaryBlocks.includes(range) === true;
    // Without the vSwitches, nothing shows that it has none of others.
    if (!isThere || this.facts.vswitches === undefined || !this.isMissing(resource.address, id)) return;
    const around = cloudRange(range);
    const { own } = this;
    const foreign = this.facts.vswitches.filter((one) => {
      const inside = cloudRange(one.range);
      return (
        one.vpcId === vpcId && inside !== undefined && around?.overlaps(inside) === true && !own.has(one.id)
      );
    });
    if (foreign.length > 0)
      this.addForeign(
        id,
        `the secondary CIDR block ${range} of ${vpcId} has ${foreign.map((one) => `${one.id} (${one.range})`).join(", ")}, which is not of this stack; if the block is to be used all the same, set it as existing in the configuration`,
      );
    else this.addLeftover(resource.address, id, `secondary CIDR block ${range} of ${vpcId}`);
  }

  private association({ association }: StackExposure, eip: FoundEip, { id }: FoundNetworkInterface): void {
    if (eip.boundTo === "") return;
    const name = `${eip.allocationId}:${eip.boundTo}`;
    if (this.known.has(name)) return;
    if (eip.boundTo === id) {
      if (this.isMissing(association, name))
        this.addLeftover(association, name, `${eip.address} on ${id}, ${eip.status}, carries traffic`);
      return;
    }
    this.addForeign(
      eip.allocationId,
      `the EIP ${eip.address} is bound to ${eip.boundTo} (${eip.boundType}) and carries its traffic; unbind it there first`,
    );
  }

  private attachment(
    address: string,
    { id, instanceId, status }: FoundNetworkInterface,
    wanted: string,
  ): void {
    if (instanceId === "" || status === "Detaching") return;
    const name = `${id}:${instanceId}`;
    if (this.known.has(name)) return;
    if (instanceId === wanted) {
      if (this.isMissing(address, name)) this.addLeftover(address, name, `${id} on ${instanceId}, ${status}`);
      return;
    }
    this.addForeign(
      id,
      `the ENI ${id} is attached to ${instanceId}, not to ${wanted}; detach it there first`,
    );
  }

  private eip(setting: StackExposure["eip"]): FoundEip | undefined {
    if ("known" in setting) return this.knownEip(setting.known);
    const candidates = this.facts.eips?.map((one) => ({ ...one, id: one.allocationId }));
    const id = this.named(setting, candidates, {
      fits: () => true,
      describe: (one) =>
        `${one.address}, ${one.boundTo === "" ? "bound to nothing" : `bound to ${one.boundTo}, carries traffic`}, billed${
          one.createdAt === "" ? "" : `, created ${one.createdAt}`
        }`,
      isUnused: (one) => one.status === "Available" && one.boundTo === "",
    });
    return this.facts.eips?.find(({ allocationId }) => allocationId === id);
  }

  private eipOf({ eip }: StackExposure): FoundEip | undefined {
    if ("known" in eip) return this.knownEip(eip.known);
    const id =
      this.byAddress.get(eip.address) ?? this.leftovers.find(({ address }) => address === eip.address)?.id;
    return this.facts.eips?.find(({ allocationId }) => allocationId === id);
  }

  private knownEip(text: string): FoundEip | undefined {
    return this.facts.eips?.find(({ address, allocationId }) => [address, allocationId].includes(text));
  }

  private vpcInState({ vswitch, block }: StackExposure): string | undefined {
    const addresses = [vswitch, block].map((one) =>
      one !== undefined && "address" in one ? one.address : "",
    );
    const ids = this.state.resources
      .filter(({ address }) => addresses.includes(this.stack.moved.get(address) ?? address))
      .map(({ attributes }) => attributes.vpc_id);
    return ids.find((id): id is string => typeof id === "string" && id !== "");
  }

  /**
   * Compares a resource with the candidates for it.
   *
   * @returns ID of the resource: the one that Terraform knows, or else the only candidate that belongs to the stack
   */
  private named<Found extends Candidate>(
    resource: StackResource,
    candidates: readonly Found[] | undefined,
    rules: {
      readonly fits: (candidate: Found) => boolean;
      readonly describe: (candidate: Found) => string;
      readonly isUnused?: (candidate: Found) => boolean;
      /** Whether Terraform gives it tags. @default true */
      readonly isTagged?: boolean;
    },
  ): string | undefined {
    const { address, names } = resource;
    const type = address.slice(0, address.indexOf("."));
    const inState = this.byAddress.get(address);
    const isNamed = ({ name }: Found) => names.includes(name);
    const isTagged = (one: Found) => rules.isTagged === false || this.hasTags(one);
    const isOwn = (one: Found) => isNamed(one) && isTagged(one) && rules.fits(one);
    const unknown = (candidates ?? []).filter(({ id }) => !this.known.has(id));
    const own = unknown.filter((one) => isOwn(one) && !this.others.has(one.id));
    const isKnownHere =
      inState !== undefined && (candidates === undefined || candidates.some(({ id }) => id === inState));
    const isOne = own.length === 1 && !isKnownHere && !this.stack.imported.has(address);
    for (const one of own) {
      const text = `"${printable(one.name)}", ${rules.describe(one)}${tagText(one.tags)}`;
      const isUnused = rules.isUnused?.(one) === true;
      this.addLeftover(address, one.id, text, { name: one.name, isImportable: isOne, isUnused });
    }
    // By name alone, anything may look like one of the stack; a range or an address of the stack is in its way.
    const isInTheWay = type === "alicloud_vswitch" || type === "alicloud_ecs_network_interface";
    for (const one of unknown.filter((each) => !own.includes(each))) {
      if (!isNamed(one) && !isInTheWay) continue;
      if (this.stack.imported.has(address)) continue;
      this.addForeign(
        one.id,
        `the ${KINDS[type] ?? type} "${printable(one.name)}", ${rules.describe(one)}${tagText(one.tags)}, ${this.reason(one, names, rules.fits(one))}`,
      );
    }
    if (isKnownHere) return inState;
    return isOne ? own[0]?.id : undefined;
  }

  private reason(one: Candidate, names: readonly string[], fits: boolean): string {
    const other = this.others.get(one.id);
    if (other !== undefined) return `is in the state of the stack ${other}`;
    if (!names.includes(one.name))
      return `has not the name ${names.map((name) => `"${name}"`).join(" or ")}; if it is to be used, set its ID in the configuration`;
    if (!this.hasTags(one)) return "has not the tags of this stack";
    return fits ? "cannot be told from another one" : "is not as the configuration has it";
  }

  private hasTags({ tags }: Candidate): boolean {
    return Object.entries(this.stack.tags).every(([key, value]) => tags[key] === value);
  }

  private isBound(id: string): boolean {
    return this.facts.eips?.some(({ boundTo }) => boundTo === id) !== false;
  }

  /** Whether neither Terraform nor the configuration's own imports nor another stack has a resource without a name. */
  private isMissing(address: string, id: string): boolean {
    if (this.known.has(id) || this.stack.imported.has(address)) return false;
    const other = this.others.get(id);
    if (other !== undefined) this.addForeign(id, `${id} is in the state of the stack ${other}`);
    return other === undefined;
  }

  private addLeftover(
    address: string,
    id: string,
    description: string,
    { name = "", isImportable = true, isUnused = false }: Partial<Leftover> = {},
  ): void {
    if (this.leftovers.some((one) => one.id === id)) return;
    const type = address.slice(0, address.indexOf("."));
    this.leftovers.push({ address, type, id, name, description, isImportable, isUnused });
  }

  private addForeign(id: string, problem: string): void {
    this.foreign.push({ id, problem });
  }
}

function tagText(tags: Readonly<Record<string, string>>): string {
  const texts = Object.entries(tags).map(([key, value]) => `${printable(key)}=${printable(value)}`);
  return texts.length === 0 ? "" : `, tags ${texts.join(", ")}`;
}

/** Returns a text of the account on one line. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ");
}

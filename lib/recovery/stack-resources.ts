import type { TerraformResource } from "cdktf";

import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../hcl/src";
import type { Synthesized } from "../export/output";
import type { ExposedEip } from "../exposed-eip";
import { Eip } from "../resources/eip";
import { NetworkInterface } from "../resources/network-interface";
import { SecondaryCidrBlock } from "../resources/secondary-cidr-block";
import { VSwitch } from "../resources/vswitch";
import type { ExposureStack } from "../stack/exposure-stack";
import { addressOf } from "../terraform/constructs";

/** Resource that a stack creates, by its address, with its literal arguments. */
export interface StackResource {
  /** Address in the configuration, such as `alicloud_vswitch.web`. */
  readonly address: string;
  /** Names in the console, the present one first; an earlier one stays there until an exposure that was renamed is applied. */
  readonly names: readonly string[];
  /** Range, type or another argument that tells it apart; undefined if only Terraform knows it. */
  readonly detail: string | undefined;
}

/** Exposure, with the resources that the stack creates for it. A part that exists already has an ID or a range, and no resource. */
export interface StackExposure {
  readonly key: string;
  /** Key of the exposure on whose NIC it is; its own if the NIC is its own. */
  readonly nic: string;
  readonly eip: StackResource | { readonly known: string };
  /** ID of the instance, or its name in the preparations. */
  readonly instance: { readonly id: string } | { readonly prepared: string };
  /** VPC that the configuration names; undefined if it is that of the instance. */
  readonly vpcId: string | undefined;
  readonly block: StackResource | undefined;
  readonly vswitch: StackResource | { readonly id: string } | undefined;
  /** Names that the ENI may have: with an earlier key too, which stays in the console until the next apply. */
  readonly networkInterface:
    (StackResource & { readonly names: readonly string[] }) | { readonly id: string };
  readonly association: string;
  /** Undefined on the NIC of another exposure, which has the attachment. */
  readonly attachment: string | undefined;
}

/** Everything that a stack creates and that an interrupted apply may leave behind. */
export interface StackResources {
  readonly stack: string;
  /** Tags of each resource that takes tags. */
  readonly tags: Readonly<Record<string, string>>;
  readonly exposures: readonly StackExposure[];
  /** VPC of the preparations: created, or its ID; undefined without preparations. */
  readonly vpc: StackResource | { readonly id: string } | undefined;
  /** vSwitch 1, if the stack creates it. */
  readonly primaryVSwitch: StackResource | undefined;
  readonly securityGroups: readonly StackResource[];
  /** Instances of the preparations, by their names there. */
  readonly instances: ReadonlyMap<string, StackResource>;
  /** Commands of Cloud Assistant, with their descriptions. */
  readonly commands: readonly StackResource[];
  /** Addresses by the earlier ones that the configuration moves to them. */
  readonly moved: ReadonlyMap<string, string>;
  /** Addresses that the configuration itself imports. */
  readonly imported: ReadonlySet<string>;
  /** All addresses of the stack. */
  readonly addresses: ReadonlySet<string>;
}

/** Argument with the name in the console, and the one that tells a resource apart, by type. */
const ARGUMENTS: Readonly<Record<string, readonly [name: string, detail: string]>> = {
  alicloud_vpc: ["vpc_name", "cidr_block"],
  alicloud_vswitch: ["vswitch_name", "cidr_block"],
  alicloud_security_group: ["security_group_name", "description"],
  alicloud_instance: ["instance_name", "instance_type"],
  alicloud_eip_address: ["address_name", "bandwidth"],
  alicloud_vpc_ipv4_cidr_block: ["", "secondary_cidr_block"],
  alicloud_ecs_command: ["name", "description"],
  alicloud_ecs_network_interface: ["network_interface_name", "primary_ip_address"],
};

/**
 * Returns the resources of a stack that may have to be recovered. Rules of security groups need no recovery, since the API accepts them
 * twice, nor do runs of commands, which the next apply repeats and which change nothing then.
 */
export function resourcesOf({ stack, json }: Synthesized<ExposureStack>): StackResources {
  const { configuration, fleet } = stack;
  const bodies = bodiesIn(json.resource);
  const earlier = new Map(
    Object.entries(configuration.exposures).map(([key, { renamedFrom }]) => [
      `${configuration.stack}-${key}`,
      renamedFrom === undefined ? undefined : `${configuration.stack}-${renamedFrom}`,
    ]),
  );
  const resource = (address: string): StackResource => {
    const [nameArgument = "", detail = ""] = ARGUMENTS[address.slice(0, address.indexOf("."))] ?? [];
    const body = bodies.get(address) ?? {};
    const name = literal(body[nameArgument]);
    const names = name === undefined ? [] : [name, earlier.get(name)].filter((one) => one !== undefined);
    return { address, names, detail: literal(body[detail]) };
  };
  const ofType = (type: string) =>
    [...bodies.keys()].filter((address) => address.startsWith(`${type}.`)).map(resource);
  const ofExposures = new Set(
    [...fleet.exposures.values()].flatMap(({ vswitch }) =>
      vswitch instanceof VSwitch ? [addressOf(vswitch.resource)] : [],
    ),
  );
  const [vpc] = ofType("alicloud_vpc");
  const { preparations } = configuration;
  const named = preparations?.vpc;
  const prepared = Object.keys(preparations?.instances ?? {});
  return {
    stack: configuration.stack,
    tags: configuration.tags,
    exposures: [...fleet.exposures].map(([key, exposure]) => exposureOf(key, exposure, stack, resource)),
    vpc: vpc ?? (named !== undefined && "id" in named ? { id: named.id } : undefined),
    primaryVSwitch: ofType("alicloud_vswitch").find(({ address }) => !ofExposures.has(address)),
    securityGroups: ofType("alicloud_security_group"),
    instances: new Map(
      ofType("alicloud_instance").flatMap((one) => {
        const name = prepared.find((each) => one.names.includes(`${configuration.stack}-${each}`));
        return name === undefined ? [] : [[name, one] as const];
      }),
    ),
    commands: ofType("alicloud_ecs_command"),
    moved: new Map(blocksIn(json.moved).map((block) => [text(block.from), text(block.to)])),
    imported: new Set(blocksIn(json.import).map(({ to }) => text(to))),
    addresses: new Set(bodies.keys()),
  };
}

function exposureOf(
  key: string,
  exposure: ExposedEip,
  { configuration: { exposures } }: ExposureStack,
  resource: (address: string) => StackResource,
): StackExposure {
  const { vswitch, networkInterface, association, attachment, nicOf, eip } = exposure;
  const at = (created: TerraformResource) => resource(addressOf(created));
  const nic = nicOf?.node.id ?? key;
  const instance = (nicOf ?? exposure).instance.instanceId;
  const prepared = exposures[nic]?.instance;
  const block = vswitch?.secondaryCidrBlock;
  const eni = networkInterface instanceof NetworkInterface ? at(networkInterface.resource) : undefined;
  return {
    ...{ key, nic, vpcId: exposures[nic]?.vpc },
    eip: eip instanceof Eip ? at(eip.resource) : { known: eip.lookedUpBy ?? "" },
    instance:
      typeof prepared === "object" && "prepared" in prepared
        ? { prepared: prepared.prepared }
        : { id: instance },
    block: block instanceof SecondaryCidrBlock ? at(block.resource) : undefined,
    vswitch: vswitch instanceof VSwitch ? at(vswitch.resource) : vswitch && { id: vswitch.vswitchId },
    networkInterface: eni ?? { id: networkInterface.networkInterfaceId },
    association: addressOf(association.resource),
    attachment: nicOf === undefined ? addressOf(attachment.resource) : undefined,
  };
}

function bodiesIn(resource: JsonValue | undefined): ReadonlyMap<string, JsonObject> {
  const types = isJsonObject(resource) ? Object.entries(resource) : [];
  return new Map(
    types.flatMap(([type, named]) =>
      Object.entries(isJsonObject(named) ? named : {}).map(
        ([name, body]) => [`${type}.${name}`, isJsonObject(body) ? body : {}] as const,
      ),
    ),
  );
}

function blocksIn(blocks: JsonValue | undefined): readonly JsonObject[] {
  return isJsonArray(blocks) ? blocks.filter((block) => isJsonObject(block)) : [];
}

function text(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

/** Returns the text of an argument; undefined for an expression. */
function literal(value: JsonValue | undefined): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && !/[$%]\{/.test(value) ? value : undefined;
}

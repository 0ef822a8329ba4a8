import { TerraformResource, TerraformStack } from "cdktf";

import { isJsonArray, type JsonObject, type JsonValue } from "../../hcl/src";
import { addressOf } from "../terraform/constructs";
import { hcl, type HclExpression } from "../terraform/expression";
import {
  addPrecondition,
  argumentsOf,
  reportError,
  ResourceAspect,
  shown,
  textArgument,
} from "./resource-aspect";

/** Ports for administration. */
export interface NoOpenAdministrationPortsProps {
  /**
   * Ports for administration, 1 to 65535.
   * @default 22 (SSH), 23 (Telnet), 3389 (RDP), 5900 (VNC), 5985 and 5986 (WinRM)
   */
  readonly ports?: readonly number[];
}

const DEFAULT_PORTS = [22, 23, 3389, 5900, 5985, 5986];

/** Port range that stands for all ports; the default of a rule. */
const ALL_PORTS = "-1/-1";

/**
 * Forbids rules that open ports for administration to the whole Internet, in security groups that an ENI of the stack uses.
 * It checks the rules that the stack creates (`alicloud_security_group_rule`), not those that an existing group has already. Literals
 * are checked at synth, other values by Terraform at plan time.
 */
export class NoOpenAdministrationPorts extends ResourceAspect {
  private readonly ports: readonly number[];
  private readonly users = new WeakMap<TerraformStack, ReturnType<typeof enisByGroup>>();

  /** @throws `RangeError` if a port is not an integer from 1 to 65535 */
  public constructor(props: NoOpenAdministrationPortsProps = {}) {
    super();
    const { ports = DEFAULT_PORTS } = props;
    const invalid = ports.find((port) => !Number.isInteger(port) || port < 1 || port > 65_535);
    if (invalid !== undefined)
      throw new RangeError(`${invalid} is not a port; use an integer from 1 to 65535`);
    this.ports = ports;
  }

  protected inspect(resource: TerraformResource): void {
    if (resource.terraformResourceType !== "alicloud_security_group_rule") return;
    const rule = argumentsOf(resource);
    const enis = this.enisOf(resource, rule.security_group_id);
    if (enis.length === 0) return;
    const isOpen = and(
      is(rule.type, "ingress"),
      is(rule.policy ?? "accept", "accept"),
      or(...["tcp", "udp", "all"].map((protocol) => is(rule.ip_protocol, protocol))),
      or(is(rule.cidr_ip, "0.0.0.0/0"), is(rule.ipv6_cidr_ip, "::/0")),
      this.hasPort(rule.port_range ?? ALL_PORTS),
    );
    if (isOpen === true) reportError(resource, this.message(resource, rule, enis));
    if (typeof isOpen === "boolean") return;
    addPrecondition(resource, {
      condition: hcl`!(${isOpen})`,
      errorMessage: this.message(resource, rule, enis),
    });
  }

  /** Returns the addresses of the ENIs that use the group of a rule. */
  private enisOf(rule: TerraformResource, group: JsonValue | undefined): string[] {
    const stack = TerraformStack.of(rule);
    const users = this.users.get(stack) ?? enisByGroup(stack);
    this.users.set(stack, users);
    return [...groupsIn(group)].flatMap((name) => users.get(name) ?? []);
  }

  private hasPort(range: JsonValue): Decision {
    const text = textArgument(range);
    if (text === undefined) return false;
    if ("expression" in text) return this.hasPortExpression(text.expression);
    const [first = 0, last = 0] = text.literal.split("/").map(Number);
    return text.literal === ALL_PORTS || this.ports.some((port) => first <= port && port <= last);
  }

  private hasPortExpression(range: HclExpression): HclExpression {
    const bound = (index: number) => hcl`tonumber(split("/", ${range})[${index}])`;
    const isInRange = hcl`${bound(0)} <= port && port <= ${bound(1)}`;
    // A null range stands for all ports.
    return hcl`try(${range} == ${ALL_PORTS} || anytrue([for port in ${this.ports} : ${isInRange}]), true)`;
  }

  private message(resource: TerraformResource, rule: JsonObject, enis: readonly string[]): string {
    const source = textOf(rule.cidr_ip) ?? textOf(rule.ipv6_cidr_ip) ?? "the Internet";
    const range = textOf(rule.port_range) ?? ALL_PORTS;
    const ports = range === ALL_PORTS ? "all ports" : `the ports ${range}`;
    return (
      `${addressOf(resource)} opens ${ports} to ${source} for ${enis.join(", ")}, ` +
      `but administration ports (${this.ports.join(", ")}) must not be open to the whole Internet. ` +
      "Restrict cidr_ip to the administrators' addresses, or open other ports only."
    );
  }
}

function is(value: JsonValue | undefined, expected: string): Decision {
  const text = textArgument(value);
  if (text === undefined) return false;
  if ("literal" in text) return text.literal.toLowerCase() === expected;
  return hcl`try(lower(${text.expression}) == ${expected}, false)`;
}

function textOf(value: JsonValue | undefined): string | undefined {
  const text = textArgument(value);
  if (text === undefined) return undefined;
  return "literal" in text ? text.literal : shown(text.expression);
}

/** Result of a condition: a boolean, or an expression that only Terraform can evaluate. */
type Decision = boolean | HclExpression;

function and(...decisions: readonly Decision[]): Decision {
  return combined(decisions, false, (one, other) => hcl`${one} && ${other}`);
}

function or(...decisions: readonly Decision[]): Decision {
  return combined(decisions, true, (one, other) => hcl`${one} || ${other}`);
}

/** @param decisive - value that decides the whole, whatever the others are */
function combined(
  decisions: readonly Decision[],
  decisive: boolean,
  join: (one: HclExpression, other: HclExpression) => HclExpression,
): Decision {
  if (decisions.includes(decisive)) return decisive;
  const open = decisions.filter((decision) => typeof decision !== "boolean");
  const [first, ...others] = open.map((expression) => hcl`(${expression})`);
  return first === undefined ? !decisive : others.reduce(join, first);
}

/**
 * Returns the ENIs of a stack by the security groups that they use: by the ID of a group that is a literal, by the address of a group
 * that the stack creates. Groups that only Terraform knows, such as those of a looked-up instance, are missing.
 */
function enisByGroup(stack: TerraformStack): ReadonlyMap<string, readonly string[]> {
  const resources = stack.node.findAll().filter((node) => TerraformResource.isTerraformResource(node));
  const instances = new Map(
    resources
      .filter(({ terraformResourceType }) => terraformResourceType === "alicloud_instance")
      .map((instance) => [addressOf(instance), instance]),
  );
  const groupsOfInstance = (address: string): JsonValue | undefined => {
    const instance = instances.get(address);
    return instance === undefined ? undefined : argumentsOf(instance).security_groups;
  };
  const users = new Map<string, string[]>();
  for (const eni of resources.filter(isEni)) {
    for (const group of groupsIn(groupsOfEni(argumentsOf(eni)), groupsOfInstance))
      users.set(group, [...(users.get(group) ?? []), addressOf(eni)]);
  }
  return users;
}

/** Returns the groups in an argument: IDs, and addresses of groups of the stack, also by way of an instance of the stack. */
function groupsIn(
  value: JsonValue | undefined,
  groupsOfInstance: (address: string) => JsonValue | undefined = () => undefined,
): ReadonlySet<string> {
  const texts = (isJsonArray(value) ? value : [value]).filter((item) => typeof item === "string");
  return new Set(
    texts.flatMap((text) => {
      if (/^sg-[a-z0-9]+$/.test(text)) return [text];
      const instances = matches(text, /(?<![\w.])alicloud_instance\.[\w-]+(?=\.security_groups)/g);
      return [
        ...matches(text, /(?<![\w.])alicloud_security_group\.[\w-]+/g),
        ...instances.flatMap((address) => [...groupsIn(groupsOfInstance(address))]),
      ];
    }),
  );
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([match]) => match);
}

function isEni({ terraformResourceType }: TerraformResource): boolean {
  return ["alicloud_ecs_network_interface", "alicloud_network_interface"].includes(terraformResourceType);
}

function groupsOfEni({
  security_group_ids: groups,
  security_groups: formerly,
}: JsonObject): JsonValue | undefined {
  return groups ?? formerly;
}

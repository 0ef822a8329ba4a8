import { TerraformResource, TerraformStack } from "cdktf";

import { isJsonArray, type JsonObject, type JsonValue } from "../hcl/terraform-json";
import { addressOf } from "./resource-aspect";
import { argumentsOf } from "./terraform-argument";

/**
 * The ENIs of a stack by the security groups that they use. A group is known by its ID where that is written in the stack, and
 * by its address where the stack makes it. A group that only Terraform knows, such as one of an instance that is looked
 * up, is not among them.
 */
export function enisByGroup(stack: TerraformStack): ReadonlyMap<string, readonly string[]> {
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

/** The groups that an argument names: IDs, and addresses of groups of the stack, also through an instance of the stack. */
export function groupsIn(
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

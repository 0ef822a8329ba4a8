import { Address4 } from "ip-address";
import type { StateSnapshot } from "../../src";

/** What must never be, whatever was asked for. Gives a line for each thing that is wrong. */
export function forbiddenIn(state: StateSnapshot): string[] {
  return [
    ...wrongRanges(state),
    ...wrongAddresses(state),
    ...wrongBindings(state),
    ...wrongAttachments(state),
  ];
}

function wrongRanges(state: StateSnapshot): string[] {
  return state.vpcs.flatMap((vpc) => {
    const ranges = [vpc.cidrBlock, ...vpc.secondaryCidrBlocks];
    const vswitches = state.vswitches
      .filter(({ vpcId }) => vpcId === vpc.id)
      .map(({ cidrBlock }) => cidrBlock);
    const outside = vswitches.filter((own) => !ranges.some((range) => isInside(own, range)));
    return [
      ...pairs(ranges)
        .filter(overlap)
        .map(([one, other]) => `${vpc.id}: ${one} overlaps ${other}`),
      ...pairs(vswitches)
        .filter(overlap)
        .map(([one, other]) => `${vpc.id}: vSwitch ${one} overlaps ${other}`),
      ...outside.map((own) => `${vpc.id}: vSwitch ${own} is outside`),
      ...(vpc.secondaryCidrBlocks.length > 5 ? [`${vpc.id} has more than five blocks`] : []),
      ...vpc.secondaryCidrBlocks
        .filter((block) => !/\/([89]|1[0-9]|2[0-8])$/.test(block))
        .map((block) => `mask of ${block}`),
    ];
  });
}

function wrongAddresses(state: StateSnapshot): string[] {
  const used = new Set<string>();
  return state.networkInterfaces.flatMap(({ id, vswitchId, primaryIpAddress, secondaryIpAddresses }) =>
    [primaryIpAddress, ...secondaryIpAddresses].flatMap((address) => {
      const range = state.vswitches.find((vswitch) => vswitch.id === vswitchId)?.cidrBlock;
      if (range === undefined) return [`${id} is in no vSwitch`];
      const value = new Address4(address).bigInt();
      const first = new Address4(range).startAddress().bigInt();
      const last = new Address4(range).endAddress().bigInt();
      const twice = used.has(`${vswitchId} ${address}`);
      used.add(`${vswitchId} ${address}`);
      return [
        ...(twice ? [`${address} is used twice`] : []),
        ...(value > first && value < last - 2n ? [] : [`${address} is reserved in ${range}`]),
      ];
    }),
  );
}

function wrongBindings(state: StateSnapshot): string[] {
  const bound = state.eips.filter(({ instanceId }) => instanceId !== "");
  const targets = new Set([...state.networkInterfaces, ...state.instances].map(({ id }) => id));
  return [
    ...state.eips
      .filter(({ status, instanceId }) => (status === "Available") !== (instanceId === ""))
      .map(({ id, status }) => `${id} is ${status} and bound, or not`),
    ...bound
      .filter(({ instanceId }) => !targets.has(instanceId))
      .map(({ id }) => `${id} is bound to nothing`),
    ...bound
      .filter(({ instanceId, privateIpAddress }) => {
        const own = state.networkInterfaces.find(({ id }) => id === instanceId);
        const all = own && ["", own.primaryIpAddress, ...own.secondaryIpAddresses];
        return all?.includes(privateIpAddress) === false;
      })
      .map(({ id, privateIpAddress }) => `${id} is bound to ${privateIpAddress}, which is not there`),
    ...pairs(bound.map(({ instanceId, privateIpAddress }) => `${instanceId} ${privateIpAddress}`))
      .filter(([one, other]) => one === other)
      .map(([one]) => `two EIPs for ${one}`),
  ];
}

function wrongAttachments(state: StateSnapshot): string[] {
  const vswitchOf = (id: string) => state.vswitches.find((vswitch) => vswitch.id === id);
  return [
    ...state.networkInterfaces.flatMap(({ id, status, instanceId, vswitchId, securityGroupIds }) => {
      const own = vswitchOf(vswitchId);
      const instance = state.instances.find((each) => each.id === instanceId);
      const other = instance && vswitchOf(instance.vswitchId);
      const groups = state.securityGroups.filter((group) => securityGroupIds.includes(group.id));
      return [
        ...((status === "Available") === (instanceId === "")
          ? []
          : [`${id} is ${status} and attached, or not`]),
        ...(instanceId === "" || instance !== undefined ? [] : [`${id} is attached to nothing`]),
        ...(other === undefined || (other.zoneId === own?.zoneId && other.vpcId === own.vpcId)
          ? []
          : [`${id} is elsewhere`]),
        ...(groups.length === securityGroupIds.length ? [] : [`${id} has a group that is not there`]),
        ...(groups.every(({ vpcId }) => vpcId === own?.vpcId) ? [] : [`${id} has a group of another VPC`]),
        ...(new Set(groups.map(({ type }) => type)).size > 1 ? [`${id} has groups of two types`] : []),
      ];
    }),
    ...state.instances.flatMap(({ id, type }) => {
      const { networkInterfaces: limit = 0, addressesPerInterface = 0 } =
        state.instanceTypes.find((each) => each.id === type) ?? {};
      const own = state.networkInterfaces.filter(({ instanceId }) => instanceId === id);
      return [
        ...(own.length <= limit ? [] : [`${id} has too many interfaces`]),
        ...(own.every(({ secondaryIpAddresses }) => secondaryIpAddresses.length < addressesPerInterface)
          ? []
          : [`an interface of ${id} has too many addresses`]),
        ...(own.filter((each) => each.type === "Primary").length === 1
          ? []
          : [`${id} has no primary interface`]),
      ];
    }),
  ];
}

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((one, index) => items.slice(index + 1).map((other): [T, T] => [one, other]));
}

function overlap([one, other]: [string, string]): boolean {
  return isInside(one, other) || isInside(other, one);
}

function isInside(inner: string, outer: string): boolean {
  return new Address4(inner).isInSubnet(new Address4(outer));
}

import type { Seed } from "../../src";
import { at, TestCloud } from "./engine";
import { preparations } from "./seeds";

/** What the steps of an exposure ask for. */
export const block = { VpcId: "vpc-main", SecondaryCidrBlock: "203.0.113.96/28" };
export const vswitch = { VpcId: "vpc-main", CidrBlock: "203.0.113.96/28", ZoneId: "cn-hangzhou-h" };
export const association = { AllocationId: "eip-app1", InstanceType: "NetworkInterface", Mode: "NAT" };

/** A cloud with the secondary block and its vSwitch `vsw-emu00001`. */
export function withVSwitch(seed: Seed = preparations): TestCloud {
  const cloud = new TestCloud(seed);
  cloud.done("AssociateVpcCidrBlock", block);
  cloud.done("CreateVSwitch", vswitch);
  return cloud;
}

/** The same with the interface that has the EIP for its address. */
export function withInterface(seed: Seed = preparations): { cloud: TestCloud; eni: string } {
  const cloud = withVSwitch(seed);
  const answer = cloud.done("CreateNetworkInterface", {
    VSwitchId: "vsw-emu00001",
    PrimaryIpAddress: "203.0.113.106",
    "SecurityGroupIds.1": "sg-web",
  });
  return { cloud, eni: String(answer.NetworkInterfaceId) };
}

/** The status of a network interface, as the API tells it. */
export const statusOf = (cloud: TestCloud, eni: string) =>
  at(
    cloud.call("DescribeNetworkInterfaces", { "NetworkInterfaceId.1": eni }).answer,
    "NetworkInterfaceSets.NetworkInterfaceSet.0.Status",
  );
/** The status of the EIP, as the API tells it. */
export const eipStatusOf = (cloud: TestCloud) =>
  at(
    cloud.call("DescribeEipAddresses", { AllocationId: "eip-app1" }).answer,
    "EipAddresses.EipAddress.0.Status",
  );

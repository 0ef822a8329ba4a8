import type { AdoptionTrial } from "./adoption-trial";

/** What is made by hand. */
export interface ByHand {
  /** The exposures, by name: `web` is that of the page. */
  readonly exposures: readonly ("web" | "mail")[];
  /** @default true */
  readonly isAssociated?: boolean;
  /** @default true */
  readonly isAttached?: boolean;
}

const CHAINS = {
  web: {
    address: "203.0.113.106",
    eip: "eip-bp1example",
    instance: "i-bp1example",
    onPage: "eni-bp1example",
  },
  mail: { address: "203.0.113.107", eip: "eip-bp1mail", instance: "i-bp1mail", onPage: "eni-bp1mail" },
};

/** Makes exposures as Alibaba Cloud's procedure does in the console, with the ranges of its example, names and notes. */
export async function makeByHand(trial: AdoptionTrial, { exposures, ...done }: ByHand): Promise<void> {
  const { isAssociated = true, isAttached = true } = done;
  const vpc = { VpcId: "vpc-bp1example" };
  await trial.console("vpc", "AssociateVpcCidrBlock", { ...vpc, SecondaryCidrBlock: "203.0.113.0/24" });
  const { VSwitchId = "" } = await trial.console("vpc", "CreateVSwitch", {
    ...{ ...vpc, ZoneId: "cn-hangzhou-h", CidrBlock: "203.0.113.0/25" },
    ...{ VSwitchName: "by-hand", Description: "Made by hand" },
  });
  trial.call("vsw-bp1example", VSwitchId);
  for (const key of exposures) {
    const { address, eip, instance, onPage } = CHAINS[key];
    const { NetworkInterfaceId = "" } = await trial.console("ecs", "CreateNetworkInterface", {
      ...{ VSwitchId, PrimaryIpAddress: address, "SecurityGroupIds.1": "sg-bp1example" },
      ...{ NetworkInterfaceName: "by-hand", Description: "Made by hand" },
      ...{ "Tag.1.Key": "made-by", "Tag.1.Value": "hand" },
    });
    trial.call(onPage, NetworkInterfaceId);
    if (isAssociated) {
      await trial.console("vpc", "AssociateEipAddress", {
        ...{ AllocationId: eip, InstanceId: NetworkInterfaceId, InstanceType: "NetworkInterface" },
      });
      await settled(() => trial.emulator.cloud.eips.get(eip)?.status === "InUse");
    }
    if (isAttached) {
      await trial.console("ecs", "AttachNetworkInterface", { NetworkInterfaceId, InstanceId: instance });
      await settled(() => trial.emulator.cloud.networkInterfaces.get(NetworkInterfaceId)?.status === "InUse");
    }
  }
}

/** Waits as somebody who looks at the console does. */
async function settled(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 50));
}

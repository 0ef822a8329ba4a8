import { EcsNetworkInterface } from "@cdktf/provider-alicloud/lib/ecs-network-interface";
import { EipAddress } from "@cdktf/provider-alicloud/lib/eip-address";
import type { TerraformStack } from "cdktf";

import { AddressError } from "../../lib";
import { AllowedEipRanges } from "../../lib/aspects/allowed-eip-ranges";
import { applyInCloud } from "../../testing/mock-cloud";
import { describeWithTerraform, useTerraform } from "../../testing/terraform";
import { errorsAtPlan, errorsAtSynth, templateOf, unknownAtSynth } from "./verdicts";

const allowedRanges = () => new AllowedEipRanges({ ranges: ["203.0.113.0/25", "198.51.100.8/29"] });

const cases = [
  { name: "first", address: "203.0.113.0", allowed: true },
  { name: "last", address: "203.0.113.127", allowed: true },
  { name: "behind", address: "203.0.113.128", allowed: false },
  { name: "other", address: "198.51.100.15", allowed: true },
  { name: "before", address: "198.51.100.7", allowed: false },
  { name: "private", address: "10.0.0.5", allowed: true },
  { name: "text", address: "not-an-address", allowed: false },
];

function eni(stack: TerraformStack, name: string, primaryIpAddress?: string): EcsNetworkInterface {
  return new EcsNetworkInterface(stack, name, {
    vswitchId: "vsw-1",
    securityGroupIds: ["sg-1"],
    ...(primaryIpAddress === undefined ? {} : { primaryIpAddress }),
  });
}

const message = (address: string, found: string) =>
  `The EIP of ${address} is outside the allowed ranges: found ${found}, allowed 203.0.113.0/25, 198.51.100.8/29. Choose another EIP.`;

describe("allowed EIP ranges", () => {
  it.each(cases)("are compared at synth with the address of an ENI: $address", ({ address, allowed }) => {
    const errors = errorsAtSynth(allowedRanges(), (stack) => eni(stack, "web", address));
    const expected = `[library/web] ${message("alicloud_ecs_network_interface.web", address)}`;
    expect(errors).toEqual(allowed ? [] : [expected]);
  });

  it("fails when an EIP is requested from another range, also a private one", () => {
    const errors = errorsAtSynth(allowedRanges(), (stack) => {
      new EipAddress(stack, "good", { ipAddress: "203.0.113.5" });
      new EipAddress(stack, "bad", { ipAddress: "10.0.0.5" });
    });
    expect(errors).toEqual([`[library/bad] ${message("alicloud_eip_address.bad", "10.0.0.5")}`]);
  });

  it("leave alone an ENI without an address of its own", () => {
    const template = templateOf(allowedRanges(), (stack) => eni(stack, "web"));
    expect(template.preconditions("alicloud_ecs_network_interface.web")).toEqual([]);
  });

  it("fails when a range is not canonical", () => {
    expect(() => new AllowedEipRanges({ ranges: ["203.0.113.1/25"] })).toThrow(AddressError);
  });
});

describeWithTerraform("an EIP whose address only Terraform knows", () => {
  const terraform = useTerraform();

  it("is compared with the allowed ranges at plan time, with the same verdict", async () => {
    const errors = await errorsAtPlan(terraform, allowedRanges(), (stack) => {
      for (const { name, address } of cases)
        eni(stack, name, unknownAtSynth(stack, `address_of_${name}`, address).stringValue);
      eni(stack, "without", "${null}");
    });
    const target = (name: string) => `alicloud_ecs_network_interface.${name}`;
    const refused = cases.filter(({ allowed }) => !allowed);
    expect(errors).toEqual(
      Object.fromEntries(refused.map(({ name, address }) => [target(name), message(target(name), address)])),
    );
  });

  it("is compared when Alibaba Cloud has chosen the address of a new EIP, before an ENI gets it", async () => {
    const { text } = templateOf(allowedRanges(), (stack) => {
      const good = new EipAddress(stack, "good", {});
      const bad = new EipAddress(stack, "bad", {});
      eni(stack, "with-good", good.ipAddress);
      eni(stack, "with-bad", bad.ipAddress);
    });
    const run = await applyInCloud(await terraform.workspace(text), {
      overrideResources: {
        "alicloud_eip_address.good": { ip_address: "203.0.113.5" },
        "alicloud_eip_address.bad": { ip_address: "192.0.2.5" },
      },
    });
    expect(run.diagnostics.map(({ address, detail }) => [address, detail])).toEqual([
      ["alicloud_eip_address.bad", message("alicloud_eip_address.bad", "192.0.2.5")],
    ]);
  });
});

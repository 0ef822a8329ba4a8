import fc from "fast-check";

import {
  Eip,
  ExposedEip,
  ExposedEips,
  ExposureError,
  ExposureStack,
  GuestConfiguration,
  Instance,
} from "../../lib";
import { parseConfiguration } from "../../lib/configuration/load";
import { Ipv4Address, Ipv4Cidr } from "../../lib/ipv4";
import { requireProvingTarget, targetWarning } from "../../lib/planning/verification-target";
import { addresses } from "../../testing/arbitraries";
import { cloud } from "../../testing/cloud";
import { planInCloud } from "../../testing/mock-cloud";
import { Template } from "../../testing/template";
import { describeWithTerraform, useTerraform } from "../../testing/terraform";
import { App, TerraformVariable } from "cdktf";

/**
 * Ranges that IANA registers as not globally reachable, and those without hosts, with whether their hosts may be behind a VPN.
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry/
 */
const SPECIAL: readonly (readonly [range: string, isPrivate: boolean])[] = [
  ["0.0.0.0/8", false],
  ["10.0.0.0/8", true],
  ["100.64.0.0/10", false],
  ["127.0.0.0/8", false],
  ["169.254.0.0/16", false],
  ["172.16.0.0/12", true],
  ["192.0.0.0/24", false],
  ["192.168.0.0/16", true],
  ["198.18.0.0/15", false],
  ["224.0.0.0/3", false],
];

const inSpecial = fc.tuple(fc.constantFrom(...SPECIAL), fc.nat(0xffffffff)).map(([[range], offset]) => {
  const { network, size } = Ipv4Cidr.parse(range);
  return Ipv4Address.fromNumber(network.value + (offset % size));
});

/** A stack of two exposures, of which the first verifies the target. */
function stackWith(target: string): Template {
  return Template.ofLibrary((stack) => {
    const [web] = ["203.0.113.106", "198.51.100.7"].map((eip, index) => {
      const instance = Instance.fromInstanceId(stack, `instance${index}`, `i-${index}`);
      return new ExposedEip(stack, `exposure${index}`, {
        instance,
        eip: Eip.fromIpAddress(stack, `eip${index}`, eip),
      });
    });
    if (web !== undefined)
      new GuestConfiguration(stack, "guest", { exposure: web, name: "web", verify: { target } });
  });
}

describe("the target of a verification", () => {
  it("is refused where its answer proves nothing, and warned of where it is private", () => {
    fc.assert(
      fc.property(fc.oneof(addresses, inSpecial), (address) => {
        const special = SPECIAL.find(([range]) => Ipv4Cidr.parse(range).contains(address));
        const check = () => {
          requireProvingTarget(address);
        };
        if (special?.[1] === false) expect(check).toThrow(/its answer proves no path to the Internet/);
        else expect(check).not.toThrow();
        expect(targetWarning(address) === undefined).toBe(special?.[1] !== true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(["127.0.0.1", "100.100.2.136", "255.255.255.255", "localhost", "example.com", "192.0.2.10/32"])(
    "is refused in a program, with the construct: %s",
    (target) => {
      expect(() => stackWith(target)).toThrow(ExposureError);
      expect(() => stackWith(target)).toThrow(/^\[library\/guest\] "/);
    },
  );

  it.each([
    ["203.0.113.106", "the EIP of library/exposure0, which the VPC reaches without the Internet"],
    ["198.51.100.7", "the EIP of library/exposure1, which the VPC reaches without the Internet"],
    ["203.0.113.97", "inside the block 203.0.113.96/28 of library/exposure0, which shadows it in the VPC"],
    ["198.51.100.1", "inside the block 198.51.100.0/28 of library/exposure1, which shadows it in the VPC"],
  ])("is refused in a program as an EIP, or in a block, of the stack: %s", (target, problem) => {
    expect(() => stackWith(target)).toThrow(
      `[library/guest] the verification target ${target} is ${problem}; choose a host on the Internet`,
    );
  });

  it("may be an EIP in another VPC, which is reached by the Internet", () => {
    const program = () =>
      Template.ofLibrary((stack) => {
        const of = (id: string, eip: string, vpcId: string) => ({
          ...{ instance: Instance.fromInstanceId(stack, id, `i-${id}`), vpcId },
          eip: Eip.fromIpAddress(stack, `eip-${id}`, eip),
        });
        const fleet = new ExposedEips(stack, "all", {
          exposures: { web: of("web", "203.0.113.106", "vpc-1"), mail: of("mail", "198.51.100.7", "vpc-2") },
        });
        const exposure = fleet.exposures.get("web");
        if (exposure === undefined) throw new Error("not exposed");
        new GuestConfiguration(stack, "guest", { exposure, name: "web", verify: { target: "198.51.100.7" } });
      });
    expect(program).not.toThrow();
  });

  it("may be any other host, and is warned of if it is private", () => {
    for (const [target, warnings] of [
      ["192.0.2.10", 0],
      ["172.16.5.9", 1],
    ] as const) {
      const configuration = parseConfiguration(
        `{region: cn-hangzhou, guest: cloud-assistant, verify: {target: ${target}}, exposures: {web: {instance: i-web, eip: 203.0.113.106}}}`,
        "exposure.yaml",
      );
      const stack = new ExposureStack(new App(), configuration);
      const found = stack.node
        .findAll()
        .flatMap(({ node }) => node.metadata.map(({ data }) => String(data)))
        .filter((data) => data.includes("verification target"));
      expect(found).toHaveLength(warnings);
      if (warnings > 0)
        expect(found[0]).toBe(
          "the verification target 172.16.5.9 is a private address (172.16.0.0/12): its answer, by a VPN or from another VPC, " +
            "proves no path to the Internet; choose a host on the Internet",
        );
    }
  });
});

describeWithTerraform("a target that only Terraform knows", () => {
  const program = useTerraform();

  it.each([
    [
      "100.100.100.200",
      "is in 100.64.0.0/10: its answer proves no path to the Internet. Choose a host on the Internet.",
    ],
    ["192.0.2.10", undefined],
  ])("is checked when it plans: %s", async (target, message) => {
    const template = Template.ofLibrary((stack) => {
      const variable = new TerraformVariable(stack, "target", { type: "string", default: target });
      const instance = Instance.fromInstanceId(stack, "app", "i-bp1web");
      const exposure = new ExposedEip(stack, "web", {
        instance,
        eip: Eip.fromIpAddress(stack, "eip", "203.0.113.106"),
      });
      new GuestConfiguration(stack, "guest", {
        exposure,
        name: "web",
        verify: { target: variable.stringValue },
      });
    });
    const { diagnostics } = await planInCloud(await program.workspace(template.text), cloud());
    const found = diagnostics
      .map(({ detail }) => detail)
      .filter((detail) => detail.includes("verification target"));
    expect(found).toEqual(
      message === undefined ? [] : [`Exposure web: the verification target ${target} ${message}`],
    );
  });
});

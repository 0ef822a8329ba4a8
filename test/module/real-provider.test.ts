import type { Seed } from "../../emulator/src";
import { accountWith } from "../../testing/account";
import { realProvider } from "../../testing/real-provider";
import { describeIf } from "../../testing/requirements";
import { terraform } from "../../testing/terraform";
import { Callers, TIMEOUT } from "./callers";

const ZONE = "cn-hangzhou-h";

const seed = accountWith({
  instances: { "i-web": "h", "i-ftp": "h", "i-mail": "i", "i-bp1example": "h" },
  eips: { "eip-web": "203.0.113.106", "eip-ftp": "203.0.113.107", "eip-mail": "198.51.100.7" },
});

/** What the complete example names. */
const forComplete = {
  region: "cn-hangzhou",
  // Of the first, one address is left; so the two new EIPs are not in one block.
  eipPools: ["198.51.100.64/30", "192.0.2.0/24", "203.0.113.0/24"],
  vpcs: [{ id: "vpc-bp1example", cidrBlock: "10.0.0.0/8", secondaryCidrBlocks: ["203.0.113.0/28"] }],
  vswitches: [
    { id: "vsw-bp1example", vpcId: "vpc-bp1example", zoneId: ZONE, cidrBlock: "10.0.0.0/24" },
    { id: "vsw-bp1legacy", vpcId: "vpc-bp1example", zoneId: ZONE, cidrBlock: "203.0.113.0/28" },
  ],
  securityGroups: [
    { id: "sg-bp1main", vpcId: "vpc-bp1example" },
    { id: "sg-bp1api", vpcId: "vpc-bp1example" },
  ],
  instances: ["www", "api", "mail", "batch"].map((name) => ({
    id: `i-bp1${name}`,
    vswitchId: "vsw-bp1example",
    securityGroupIds: ["sg-bp1main"],
    type: "ecs.g7.2xlarge",
  })),
  networkInterfaces: [
    {
      id: "eni-bp1manual",
      vswitchId: "vsw-bp1legacy",
      primaryIpAddress: "203.0.113.8",
      securityGroupIds: ["sg-bp1main"],
    },
  ],
  eips: [
    { id: "eip-bp1www", ipAddress: "203.0.113.106" },
    { id: "eip-bp1api", ipAddress: "203.0.113.107" },
    { id: "eip-bp1shared", ipAddress: "203.0.113.108" },
    { id: "eip-bp1mail", ipAddress: "192.0.2.130" },
    { id: "eip-bp1legacy", ipAddress: "203.0.113.7" },
    { id: "eip-bp1manual", ipAddress: "203.0.113.8" },
    { id: "eip-bp1other", ipAddress: "198.51.100.65" },
  ],
} satisfies Seed;

const PROVIDER = `
  terraform {
    required_providers {
      alicloud = {
        source = "aliyun/alicloud"
      }
    }
  }

  provider "alicloud" {
    region = "cn-hangzhou"
  }
`;

/** A call of the module, as a team writes it. */
const caller = (exposures: string, rest = "") => `
  ${PROVIDER}

  module "exposed_eip" {
    source    = "../module"
    exposures = ${exposures}
  }

  output "exposures" {
    value = module.exposed_eip.exposures
  }
  ${rest}
`;

// The stories wait most of the time, so they run side by side.
describeIf([terraform, realProvider], "the real provider, in an emulated cloud,", () => {
  test.concurrent(
    "applies the minimal example, plans nothing more, and leaves what was there",
    () =>
      Callers.run({ seed }, async (callers) => {
        const before = callers.account();
        await callers.init("module/examples/minimal");
        await callers.apply("module/examples/minimal");
        expect(callers.exposed()).toEqual({ "203.0.113.106": "i-bp1example" });
        expect(callers.blocks("vpc-main")).toEqual(["203.0.113.96/28"]);
        expect(await callers.changesPlanned("module/examples/minimal")).toBeUndefined();
        await callers.destroy("module/examples/minimal");
        expect(callers.account()).toEqual(before);
      }),
    TIMEOUT,
  );

  test.concurrent(
    "applies the complete example at once: EIPs, an instance and a vSwitch that are created in the same apply, and others",
    () =>
      Callers.run({ seed: forComplete }, async (callers) => {
        const before = callers.account();
        await callers.init("module/examples/complete");
        await callers.apply("module/examples/complete");
        const exposed = callers.exposed();
        expect(exposed).toMatchObject({
          "203.0.113.106": "i-bp1www",
          "203.0.113.107": "i-bp1api",
          "203.0.113.108": "i-bp1batch",
          "192.0.2.130": "i-bp1mail",
          "203.0.113.7": "i-bp1www",
          "203.0.113.8": "i-bp1api",
        });
        expect(Object.keys(exposed)).toHaveLength(8);
        expect(await callers.changesPlanned("module/examples/complete")).toBeUndefined();
        await callers.destroy("module/examples/complete");
        expect(callers.account()).toEqual(before);
      }),
    TIMEOUT,
  );

  test.concurrent(
    "applies the module for two callers in one VPC, with an EIP of one in the vSwitch of the other",
    () =>
      Callers.run({ seed }, async (callers) => {
        const before = callers.account();
        await callers.write("one", caller('{ web = { instance_id = "i-web", eip = "203.0.113.106" } }'));
        await callers.apply("one");
        const { vswitch_id } = (await callers.exposures("one")).web ?? {};
        await callers.write(
          "two",
          caller(`{
            web = { instance_id = "i-mail", eip = "eip-mail" }
            ftp = { instance_id = "i-ftp", eip = "203.0.113.107", vswitch_id = "${vswitch_id ?? ""}" }
          }`),
        );
        await callers.apply("two");
        expect(callers.exposed()).toEqual({
          "203.0.113.106": "i-web",
          "203.0.113.107": "i-ftp",
          "198.51.100.7": "i-mail",
        });
        expect(callers.blocks("vpc-main")).toEqual(["198.51.100.0/28", "203.0.113.96/28"]);
        for (const folder of ["one", "two"]) expect(await callers.changesPlanned(folder)).toBeUndefined();
        await callers.destroy("two");
        expect(callers.blocks("vpc-main")).toEqual(["203.0.113.96/28"]);
        await callers.destroy("one");
        expect(callers.account()).toEqual(before);
      }),
    TIMEOUT,
  );

  test.concurrent(
    "leaves all exposures of a call unattached where one of their EIPs is refused, and those of another call not",
    () =>
      Callers.run(
        {
          seed,
          faults: [
            {
              ...{ fault: "error", status: 400, code: "InvalidInstanceType.NotSupport" },
              ...{ message: "refused", actions: ["AssociateEipAddress"], times: 1 },
            },
          ],
        },
        async (callers) => {
          const other = `
            module "other" {
              source    = "../module"
              exposures = { mail = { instance_id = "i-mail", eip = "eip-mail" } }
            }
          `;
          const two = `{
            web = { instance_id = "i-web", eip = "203.0.113.106", block = "203.0.113.96/28", vswitch = "203.0.113.104/29" }
            ftp = { instance_id = "i-ftp", eip = "203.0.113.107", block = "203.0.113.96/28", vswitch = "203.0.113.104/29" }
          }`;
          await callers.write("all", caller(two, other));
          expect(await callers.applyInVain("all")).toContain("InvalidInstanceType.NotSupport");
          // Which of the three is refused is not said.
          const exposed = Object.values(callers.exposed()).sort();
          expect([["i-mail"], ["i-ftp", "i-web"]]).toContainEqual(exposed);
          await callers.apply("all");
          expect(Object.values(callers.exposed()).sort()).toEqual(["i-ftp", "i-mail", "i-web"]);
        },
      ),
    TIMEOUT,
  );

  test.concurrent(
    "says at plan what is wrong with one exposure, and then creates nothing for any",
    () =>
      Callers.run({ seed }, async (callers) => {
        const before = callers.account();
        await callers.write(
          "all",
          caller(`{
            web  = { instance_id = "i-web", eip = "203.0.113.106" }
            mail = { instance_id = "i-gone", eip = "eip-mail" }
          }`),
        );
        const said = await callers.applyInVain("all");
        expect(said).toContain("The instance i-gone was not found in this region.");
        expect(said.match(/^.*Error: /gm)).toHaveLength(1);
        expect(callers.account()).toEqual(before);
      }),
    TIMEOUT,
  );

  test.concurrent(
    "destroys what it created after an instance was deleted in the console",
    () =>
      Callers.run({ seed }, async (callers) => {
        await callers.write(
          "all",
          caller(`{
            web  = { instance_id = "i-web", eip = "203.0.113.106" }
            mail = { instance_id = "i-mail", eip = "eip-mail" }
          }`),
        );
        await callers.apply("all");
        await callers.deleteInstance("i-mail");
        await callers.destroy("all");
        expect(callers.exposed()).toEqual({});
        expect(callers.blocks("vpc-main")).toEqual([]);
      }),
    TIMEOUT,
  );

  test.concurrent(
    "is what the test of the module passes with, although it calls no cloud",
    () =>
      Callers.run({ seed }, async (callers) => {
        expect(await callers.testModule()).toMatch(/^Success! \d+ passed, 0 failed\.$/m);
        expect(callers.calls()).toBe(0);
      }),
    TIMEOUT,
  );

  test.concurrent(
    "asks for nothing that only skipped checks need",
    () =>
      Callers.run({ seed }, async (callers) => {
        const CHECKS = [
          ...["block-found", "block-overlap", "block-quota", "eip-unbound", "eni-quota", "hot-plug"],
          ...["ipv4-gateway", "same-vpc", "security-group-egress", "security-group-type"],
        ];
        const skip = `skip_checks = ${JSON.stringify(CHECKS)}`;
        const exposures = '{ web = { instance_id = "i-web", eip = "203.0.113.106" } }';
        await callers.write("all", caller(`${exposures}\n    ${skip}`));
        await callers.plan("all");
        expect(callers.calls()).toBe(2);
        expect([callers.calls("DescribeInstances"), callers.calls("DescribeEipAddresses")]).toEqual([1, 1]);
        await callers.write("all", caller(exposures));
        await callers.plan("all");
        expect(callers.calls()).toBeGreaterThan(2 + 7);
      }),
    TIMEOUT,
  );
});

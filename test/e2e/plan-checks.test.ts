import type { Seed } from "../../emulator/src";
import { realProvider } from "../../testing/real-provider";
import { describeIf } from "../../testing/requirements";
import { terraform } from "../../testing/terraform";
import { Deployment } from "./deployment";
import { existing, fleet } from "./existing";

const TIMEOUT = 600_000;

const more = {
  instances: [
    { id: "i-small", type: "ecs.n4.large" },
    { id: "i-full", type: "ecs.g6.large" },
    { id: "i-mixed", securityGroupIds: ["sg-web", "sg-advanced"] },
  ].map((one) => ({ vswitchId: "vsw-h", securityGroupIds: ["sg-web"], ...one })),
  // Far apart, so that none shares a block or a vSwitch with another one.
  eips: ["bound", "small", "full-1", "full-2", "mixed", "zone", "vswitch", "eni", "groups", "overlap"].map(
    (name, i) => ({ id: `eip-${name}`, ipAddress: `198.51.100.${20 + 16 * i}` }),
  ),
};

const eipOf = (name: string) => more.eips.find(({ id }) => id === `eip-${name}`)?.ipAddress ?? "";
/** The smallest block for the EIP `overlap`. */
const block = `198.51.100.${Math.floor(Number(eipOf("overlap").split(".")[3]) / 16) * 16}/28`;

const account: Seed = {
  ...existing,
  vpcs: existing.vpcs.map((vpc) =>
    vpc.id === "vpc-lab" ? { ...vpc, secondaryCidrBlocks: [block.replace("/28", "/27")] } : vpc,
  ),
  securityGroups: [
    ...existing.securityGroups,
    { id: "sg-advanced", vpcId: "vpc-main", type: "enterprise" as const },
  ],
  instances: [...existing.instances, ...more.instances],
  eips: [
    ...existing.eips,
    ...more.eips.map((eip) =>
      eip.id === "eip-bound"
        ? { ...eip, status: "InUse" as const, instanceId: "i-spare", instanceType: "EcsInstance" as const }
        : eip,
    ),
  ],
};

const main = { vpc: "vpc-main", zone: "cn-hangzhou-h" };

/** What each exposure of the fleet has wrong, and the message of its check. */
const wrong: Readonly<Record<string, { readonly exposure: object; readonly says: string }>> = {
  "instance-found": {
    exposure: { instance: "i-missing", eip: "203.0.113.105", ...main },
    says: "The instance i-missing was not found in this region.",
  },
  "eip-found": {
    exposure: { instance: "i-spare", eip: "203.0.113.20", ...main },
    says: "The EIP 203.0.113.20 was not found in this region.",
  },
  "eip-unbound": {
    exposure: { instance: "i-spare", eip: eipOf("bound"), ...main },
    says: `The EIP ${eipOf("bound")} is bound to i-spare (EcsInstance).`,
  },
  "hot-plug": {
    exposure: { instance: "i-small", eip: eipOf("small"), ...main },
    says: "The instance i-small is Running, but its type ecs.n4.large attaches a network interface only while it is Stopped.",
  },
  "eni-quota": {
    exposure: { instance: "i-full", eip: eipOf("full-1"), ...main },
    says: "The instance i-full has 1 of 2 network interfaces (type ecs.g6.large)",
  },
  "eni-quota-2": {
    exposure: { instance: "i-full", eip: eipOf("full-2"), ...main },
    says: "and needs 2 more for the EIPs",
  },
  "security-group-type": {
    exposure: { instance: "i-mixed", eip: eipOf("mixed"), ...main },
    says: "mix basic (normal) and advanced (enterprise) ones",
  },
  "same-zone": {
    exposure: { instance: "i-shop", eip: eipOf("zone"), vpc: "vpc-main", zone: "cn-hangzhou-i" },
    says: "names the zone cn-hangzhou-i, but the instance i-shop is in cn-hangzhou-h.",
  },
  "vswitch-found": {
    exposure: { instance: "i-shop", eip: eipOf("vswitch"), vswitch: "vsw-missing", ...main },
    says: "The vSwitch vsw-missing was not found in this region.",
  },
  "network-interface-found": {
    exposure: { instance: "i-shop", eip: eipOf("eni"), networkInterface: "eni-missing", ...main },
    says: "The network interface eni-missing is not a secondary one in the VPC of the instance, or cannot be seen.",
  },
  "same-vpc": {
    exposure: { instance: "i-spare", eip: eipOf("groups"), securityGroups: ["sg-lab"], ...main },
    says: "The security groups sg-lab are not in the VPC vpc-main of the instance, or cannot be seen.",
  },
};

const oneLine = (text: string) => text.replaceAll(/[│\s]+/g, " ");

describeIf([terraform, realProvider], "the checks of a plan, with the real provider", () => {
  test.concurrent(
    "say what is wrong with each of eleven exposures at once, nothing of one that is right, and plan nothing",
    () =>
      Deployment.run(account, async (deployment) => {
        const exposures = Object.entries(wrong).map(([key, { exposure }]) => [key, exposure] as const);
        await deployment.configure(
          { ...Object.fromEntries<object>(exposures), mail: fleet.mail },
          { blocksPerVpc: 40 },
        );
        await deployment.init();
        const { exitCode, stderr } = await deployment.terraform("plan", [1]);
        expect(exitCode).toBe(1);
        const said = oneLine(stderr);
        expect(Object.values(wrong).filter(({ says }) => !said.includes(says))).toEqual([]);
        expect(said).not.toContain("i-mail");
        expect(said).not.toContain("198.51.100.7 ");
        // One diagnostic for each exposure or block, and no other error.
        expect(stderr.match(/Error: /g)?.length).toBe(stderr.match(/Resource precondition failed/g)?.length);
        expect(deployment.emulator.cloud.toJSON().networkInterfaces).toHaveLength(
          account.instances?.length ?? 0,
        );
      }),
    TIMEOUT,
  );

  // Apart from the others: Terraform evaluates nothing that comes after a block with a problem.
  test.concurrent(
    "refuse a block that overlaps another one of the VPC",
    () =>
      Deployment.run(account, async (deployment) => {
        await deployment.configure({ lab: { instance: "i-lab", eip: eipOf("overlap") } });
        await deployment.init();
        const { stderr } = await deployment.terraform("plan", [1]);
        expect(oneLine(stderr)).toContain(
          `The secondary CIDR block ${block} overlaps ${block.replace("/28", "/27")}, which the VPC vpc-lab already has.`,
        );
      }),
    TIMEOUT,
  );

  test.concurrent(
    "refuse one block more than the quota allows",
    () =>
      Deployment.run(existing, async (deployment) => {
        await deployment.configure(
          { web: { ...fleet.web, eip: "eip-web" }, mail: { ...fleet.mail, eip: "eip-mail" } },
          { blocksPerVpc: 1 },
        );
        await deployment.init();
        const { stderr } = await deployment.terraform("plan", [1]);
        expect(oneLine(stderr)).toContain("The VPC vpc-main would have 2 secondary CIDR blocks");
      }),
    TIMEOUT,
  );
});

describeIf([terraform, realProvider], "what was created", () => {
  test.concurrent.each([
    [
      "the instance has been deleted",
      (deployment: Deployment) => {
        const { instances, networkInterfaces } = deployment.emulator.cloud;
        instances.delete("i-web");
        for (const one of networkInterfaces.values()) {
          if (one.instanceId !== "i-web") continue;
          if (one.type === "Primary") networkInterfaces.delete(one.id);
          else Object.assign(one, { status: "Available", instanceId: "" });
        }
      },
    ],
    [
      "the EIP has been released",
      (deployment: Deployment) => deployment.emulator.cloud.eips.delete("eip-web"),
    ],
  ])(
    "is destroyed after %s in the cloud, which a plan says first",
    (_, happens) =>
      Deployment.run(existing, async (deployment) => {
        await deployment.configure({ web: fleet.web });
        await deployment.init();
        await deployment.apply();
        happens(deployment);
        const { stderr } = await deployment.terraform("plan", [1]);
        expect(oneLine(stderr)).toMatch(
          /The (?:instance i-web|EIP 203\.0\.113\.106) was not found in this region\./,
        );
        await deployment.destroy();
        expect(await deployment.orphans()).toEqual([]);
        expect(
          deployment.emulator.cloud.toJSON().vpcs.every((vpc) => vpc.secondaryCidrBlocks.length === 0),
        ).toBe(true);
      }),
    TIMEOUT,
  );
});

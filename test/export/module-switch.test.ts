import type { Seed } from "../../emulator/src";
import { realProvider } from "../../testing/real-provider";
import { describeIf } from "../../testing/requirements";
import { terraform } from "../../testing/terraform";
import { Callers, TIMEOUT } from "../module/callers";
import { exported, FORMATS } from "./exported";

const seed = {
  region: "cn-hangzhou",
  vpcs: [
    { id: "vpc-a", cidrBlock: "10.0.0.0/8", secondaryCidrBlocks: ["192.0.2.0/28"] },
    { id: "vpc-b", cidrBlock: "10.0.0.0/8" },
  ],
  vswitches: [
    { id: "vsw-a", vpcId: "vpc-a", zoneId: "cn-hangzhou-h", cidrBlock: "10.0.0.0/24" },
    { id: "vsw-b", vpcId: "vpc-b", zoneId: "cn-hangzhou-h", cidrBlock: "10.0.0.0/24" },
  ],
  securityGroups: [
    { id: "sg-a", vpcId: "vpc-a" },
    { id: "sg-b", vpcId: "vpc-b" },
  ],
  instances: [
    { id: "i-web", vswitchId: "vsw-a", securityGroupIds: ["sg-a"] },
    { id: "i-ftp", vswitchId: "vsw-a", securityGroupIds: ["sg-a"] },
    { id: "i-mail", vswitchId: "vsw-b", securityGroupIds: ["sg-b"] },
  ],
  eips: [
    { id: "eip-web", ipAddress: "203.0.113.106" },
    { id: "eip-ftp", ipAddress: "203.0.113.107" },
    { id: "eip-old", ipAddress: "192.0.2.9" },
    { id: "eip-mail", ipAddress: "203.0.113.108" },
  ],
} satisfies Seed;

/** With blocks that are shared, derived, and there already, with a new EIP, and with the same range in two VPCs. */
const CONFIGURATION = `
  region: cn-hangzhou
  tags: {team: network}
  exposures:
    web: {instance: i-web, eip: 203.0.113.106, vpc: vpc-a}
    ftp: {instance: i-ftp, eip: 203.0.113.107, vpc: vpc-a}
    old: {instance: i-ftp, eip: 192.0.2.9, vpc: vpc-a, block: {existing: 192.0.2.0/28}}
    mail: {instance: i-mail, eip: 203.0.113.108, vpc: vpc-b}
    new: {instance: i-mail, eip: {create: {bandwidth: 5}}, vpc: vpc-b}
`;

const EXPOSED = {
  ...{ "203.0.113.106": "i-web", "203.0.113.107": "i-ftp", "192.0.2.9": "i-ftp" },
  ...{ "203.0.113.108": "i-mail", "198.51.100.1": "i-mail" },
};

/** The files of an export, in a folder. */
const inFolder = (folder: string, files: Iterable<[name: string, text: string]>) =>
  Object.fromEntries([...files].map(([name, text]) => [`${folder}/${name}`, text]));

describeIf([terraform, realProvider], "the real provider, in an emulated cloud,", () => {
  test.concurrent.each(FORMATS)(
    "moves what a stack has created to the call of the module in %s, and creates, changes and destroys nothing",
    (format) =>
      Callers.run(
        {
          seed,
          files: {
            ...inFolder("root", exported(CONFIGURATION, "root", "json")),
            ...inFolder("module", exported(CONFIGURATION, "module", format)),
          },
        },
        async (callers) => {
          const before = callers.account();
          await callers.init("root");
          await callers.apply("root");
          expect(callers.exposed()).toEqual(EXPOSED);
          const applied = callers.account();

          await callers.copy("root/terraform.exposed-eip.tfstate", "module/call/terraform.tfstate");
          await callers.init("module/call");
          const changes = Object.entries(await callers.plan("module/call"));
          expect(changes.filter(([, { movedFrom }]) => movedFrom === undefined)).toEqual([]);
          expect(changes.filter(([, { actions }]) => actions.join() !== "no-op")).toEqual([]);
          expect(changes).toHaveLength(5 * 3 + 3 + 4 + 1);
          await callers.apply("module/call");
          expect(callers.account()).toEqual(applied);
          expect(await callers.changesPlanned("module/call")).toBeUndefined();

          await callers.destroy("module/call");
          expect(callers.account()).toEqual(before);
        },
      ),
    TIMEOUT,
  );
});

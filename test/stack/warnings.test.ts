import { Testing } from "cdktf";

import { ExposureStack } from "../../lib";
import { stackReport } from "../../lib/cli/summary";
import { parseConfiguration } from "../../lib/configuration/load";

/** Lines of the report about a stack, without those of its exposures. */
function reportOf(text: string): string[] {
  const stack = new ExposureStack(Testing.app(), parseConfiguration(text, "exposure.yaml"));
  return stackReport(stack, false).filter((line) => !line.includes("→"));
}

const configuration = (exposures: string, region = "cn-hangzhou") =>
  `region: ${region}\nexposures:\n${exposures.replaceAll(/^(?=.)/gm, "  ")}`;

describe("the warnings of a stack", () => {
  it("are about a region that nobody knows yet, with a suggestion", () => {
    expect(reportOf("region: cn-hangzuo\nexposures: {}\n")).toEqual([
      "exposed-eip  (region cn-hangzuo)",
      "warning: the region cn-hangzuo is not among the regions that were known in August 2026; did you mean cn-hangzhou? A new region is allowed",
    ]);
    expect(reportOf("region: cn-hangzhou\nexposures: {}\n")).toEqual(["exposed-eip  (region cn-hangzhou)"]);
  });

  it("name the VPC of a block, where it is known", () => {
    expect(
      reportOf(configuration("web: {instance: i-a, eip: 203.0.113.106, vpc: vpc-a, zone: cn-hangzhou-h}\n")),
    ).toEqual([
      "exposed-eip  (region cn-hangzhou)",
      "warning: 203.0.113.96/28 shadows 15 public addresses of others in the VPC vpc-a (203.0.113.96 to 203.0.113.111); hosts there are unreachable from the VPC while the block exists",
    ]);
  });

  it("are one for each VPC, with the range of each block and a total", () => {
    const exposures = [
      ...[
        "web: {instance: i-a, eip: 203.0.113.106, vpc: vpc-a}",
        "ftp: {instance: i-a, eip: 203.0.113.107, vpc: vpc-a}",
      ],
      ...[
        "sip: {instance: i-a, eip: 198.51.100.20, vpc: vpc-a}",
        "new: {instance: i-b, eip: {create: {bandwidth: 5}}, vpc: vpc-b}",
      ],
      ...["old: {instance: i-b, eip: 192.0.2.40, vpc: vpc-b, block: {existing: 192.0.2.32/27}}", ""],
    ];
    expect(reportOf(configuration(exposures.join("\n")))).toEqual([
      "exposed-eip  (region cn-hangzhou)",
      [
        "warning: 2 blocks shadow 29 public addresses of others in the VPC vpc-a; hosts there are unreachable from the VPC while the blocks exist",
        "  198.51.100.16/28  shadows 15 (198.51.100.16 to 198.51.100.31)",
        "  203.0.113.96/28   shadows 14 (203.0.113.96 to 203.0.113.111)",
      ].join("\n"),
      [
        "warning: blocks of EIPs without a known address shadow public addresses of others in the VPC vpc-b; hosts there are unreachable from the VPC while the blocks exist",
        "  block of new  range known when its new EIP is created: for most addresses a /28, which shadows 15",
      ].join("\n"),
      "total: 2 blocks in 2 VPCs shadow 29 public addresses of others, and 1 more with a range that is not known yet",
    ]);
  });

  it("are none for blocks that the VPC has, and for vSwitches and ENIs that exist", () => {
    const exposures = [
      "web: {instance: i-a, eip: 203.0.113.106, block: {existing: 203.0.113.96/28}}",
      "ftp: {instance: i-a, eip: 198.51.100.20, vswitch: vsw-a}",
      "sip: {instance: i-a, eip: eip-a, networkInterface: eni-a}",
      "",
    ];
    expect(reportOf(configuration(exposures.join("\n")))).toEqual(["exposed-eip  (region cn-hangzhou)"]);
  });

  it("say that a new EIP hardly fits onto the NIC of another exposure", () => {
    const exposures = [
      "web: {instance: i-a, eip: eip-a, vswitch: vsw-a}",
      "known: {nicOf: web, eip: eip-b}",
      "new: {nicOf: web, eip: {create: {bandwidth: 5}}}",
      "",
    ];
    expect(reportOf(configuration(exposures.join("\n")))).toEqual([
      "exposed-eip  (region cn-hangzhou)",
      "warning: the address of the new EIP of new is likely to be outside the vSwitch of web, and then the apply fails once the EIP exists; create the EIP first, and write its address",
    ]);
  });

  it("say that a VPC is new", () => {
    const text = `${configuration("web: {instance: {prepared: app}, eip: 203.0.113.106}\n")}preparations:
  zone: cn-hangzhou-h
  instances: {app: {type: ecs.g7.large, image: aliyun_3_x64_20G_alibase_20260101.vhd}}
`;
    expect(reportOf(text)[1]).toContain("shadows 15 public addresses of others in the new VPC (203.0.113.96");
  });
});

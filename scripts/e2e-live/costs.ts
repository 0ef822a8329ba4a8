import type { LiveOptions } from "./options";

/**
 * Lists the resources that are created, and those that are billed. There are no prices here: they differ by region, account and day, and one that is
 * written down is wrong soon.
 */
export function costs({ region, zone, type }: LiveOptions): string {
  return `This creates in ${region}, in zone ${zone}, and destroys again, in about half an hour:

  billed as pay-as-you-go                                       quantity
    1 ECS instance ${type}, with its system disk (ESSD)           about half an hour
    1 EIP, configuration fee: it is bound to an ENI               about half an hour, perhaps a full one
    2 more EIPs for a check, likewise                             a few minutes, perhaps a full hour
    the EIP's outgoing traffic: pings and their answers           less than 1 MB
  not billed
    2 VPCs, vSwitches, secondary CIDR blocks, 1 security group, ENIs, Cloud Assistant

Look up what that costs in your account before you go on: https://www.alibabacloud.com/pricing-calculator, or the actions
DescribePrice of ECS and GetPayAsYouGoPrice of BssOpenApi. If destroying fails, what is left goes on being billed.
`;
}

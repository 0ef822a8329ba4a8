import { Aspects } from "cdktf";
import type { IConstruct } from "constructs";

import { AllowedEipRanges } from "./allowed-eip-ranges";
import { LargestBlock } from "./largest-block";
import { NoOpenAdministrationPorts } from "./no-open-administration-ports";
import type { Policy } from "./policy-schema";
import { RequiredTags } from "./required-tags";

/**
 * Switches on the aspects of a policy for a construct and everything in it.
 *
 * @param scope - a construct, such as a stack or the app
 * @param policy - as {@link policySchema} reads it
 */
export function applyPolicy(scope: IConstruct, policy: Policy): void {
  const { requiredTags, largestBlock, allowedEipRanges, noOpenAdministrationPorts, administrationPorts } =
    policy;
  const aspects = Aspects.of(scope);
  if (requiredTags !== undefined) aspects.add(new RequiredTags({ keys: requiredTags }));
  if (largestBlock !== undefined) aspects.add(new LargestBlock({ mask: largestBlock }));
  if (allowedEipRanges !== undefined) aspects.add(new AllowedEipRanges({ ranges: allowedEipRanges }));
  if (noOpenAdministrationPorts === true) {
    aspects.add(
      new NoOpenAdministrationPorts(administrationPorts === undefined ? {} : { ports: administrationPorts }),
    );
  }
}

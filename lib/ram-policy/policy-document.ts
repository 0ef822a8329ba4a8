/**
 * A RAM policy.
 * @see https://www.alibabacloud.com/help/en/ram/policy-elements
 */
export interface RamPolicyDocument {
  /** The version of the policy language. */
  readonly Version: "1";
  /** What is allowed, in the order of the procedure; reading comes first. */
  readonly Statement: readonly RamStatement[];
}

/** What one statement of a policy allows: each of the actions on each of the resources. */
export interface RamStatement {
  /** A least policy only allows. */
  readonly Effect: "Allow";
  /** Actions by product and API, such as `vpc:CreateVSwitch`; sorted. */
  readonly Action: readonly string[];
  /** ARNs such as `acs:ecs:cn-hangzhou:*:eni/*`, or `*` alone; sorted. */
  readonly Resource: readonly string[];
}

/**
 * How large policies can be.
 * @see https://www.alibabacloud.com/help/en/ram/product-overview/limits
 */
export const RAM_POLICY_LIMITS = {
  /** How many characters a custom policy may have. */
  characters: 6144,
  /** How many custom policies a RAM user, group or role takes, unless a higher quota was granted. */
  policiesPerIdentity: 10,
} as const;

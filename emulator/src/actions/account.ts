import type { Call, Json } from "../call";

/** Who signs the requests: always the account itself. */
export function getCallerIdentity({ cloud }: Call): Json {
  return {
    IdentityType: "Account",
    AccountId: cloud.accountId,
    PrincipalId: cloud.accountId,
    UserId: cloud.accountId,
    Arn: `acs:ram::${cloud.accountId}:root`,
  };
}

/** What the provider asks for to learn whether the account is Chinese or international. */
export function queryAvailableInstances(): Json {
  return { Data: { TotalCount: 0, PageNum: 1, PageSize: 20, InstanceList: [] } };
}

import type { Call, Json } from "./common";
import { type ActionDeclaration, type Actions, filters, names } from "./declaration";
import { attachmentActions } from "./ecs/attachment";
import { catalogueActions } from "./ecs/catalogue";
import { commandActions } from "./ecs/command";
import { diskActions } from "./ecs/disk";
import { instanceActions } from "./ecs/instance";
import { instanceViewActions } from "./ecs/instance-views";
import { instanceChangeActions } from "./ecs/instance-changes";
import { instanceOptionActions } from "./ecs/instance-options";
import { instanceVpcActions } from "./ecs/instance-vpc";
import { invocationActions } from "./ecs/invocation";
import { keyPairActions } from "./ecs/key-pair";
import { networkInterfaceActions } from "./ecs/network-interface";
import { prefixListActions } from "./ecs/prefix-list";
import { privateAddressActions } from "./ecs/private-address";
import { securityGroupActions } from "./ecs/security-group";
import { resourceGroupActions } from "./resource-group";
import { ecsTagActions, vpcTagActions } from "./tags";
import { cidrBlockActions } from "./vpc/cidr-block";
import { defaultNetworkActions } from "./vpc/default-network";
import { eipActions } from "./vpc/eip";
import { ipv4GatewayActions } from "./vpc/ipv4-gateway";
import { routeEntryActions } from "./vpc/route-entry";
import { routeTableActions } from "./vpc/route-table";
import { vpcActions } from "./vpc/vpc";
import { vswitchActions } from "./vpc/vswitch";

/** Everything the emulator can do, by product and by the name that a request gives in `Action`. */
const table = {
  vpc: {
    ...vpcActions,
    ...cidrBlockActions,
    ...defaultNetworkActions,
    ...ipv4GatewayActions,
    ...routeEntryActions,
    ...routeTableActions,
    ...vswitchActions,
    ...eipActions,
    ...vpcTagActions,
  },
  ecs: {
    ...securityGroupActions,
    ...networkInterfaceActions,
    ...privateAddressActions,
    ...attachmentActions,
    ...instanceActions,
    ...instanceChangeActions,
    ...instanceOptionActions,
    ...instanceViewActions,
    ...instanceVpcActions,
    ...diskActions,
    ...keyPairActions,
    ...prefixListActions,
    ...commandActions,
    ...invocationActions,
    ...catalogueActions,
    ...ecsTagActions,
  },
  sts: { GetCallerIdentity: { run: getCallerIdentity, parameters: {} } },
  bssopenapi: {
    QueryAvailableInstances: {
      run: queryAvailableInstances,
      // No subscription is listed, whatever is asked for.
      parameters: filters("ProductCode", "ProductType", "SubscriptionType", "PageNum", "PageSize"),
    },
  },
  resourcemanager: resourceGroupActions,
  quotas: {
    ListProductQuotas: {
      run: listProductQuotas,
      parameters: { ...names("ProductCode"), ...filters("KeyWord") },
    },
  },
} satisfies Record<string, Actions>;

export type { Call, Json } from "./common";

export type Product = keyof typeof table;

/** An action, and what the emulator has to know of it before it is done. */
export interface ProductAction {
  readonly product: Product;
  /** The name that a RAM policy has for it, for example `vpc:CreateVSwitch`. */
  readonly ramAction: string;
  /** Whether it only reads. */
  readonly reads: boolean;
  readonly declaration: ActionDeclaration;
}

/** The actions by RAM name. */
export const actions: ReadonlyMap<string, ProductAction> = new Map(
  Object.entries(table).flatMap(([product, entries]) =>
    Object.entries(entries).map(
      ([name, declaration]: [string, ActionDeclaration]): [string, ProductAction] => [
        `${product}:${name}`,
        {
          product: product as Product,
          ramAction: `${product}:${name}`,
          reads: /^(?:Describe|List|Get|Query)/.test(name),
          declaration,
        },
      ],
    ),
  ),
);

const versions: ReadonlyMap<string, Product> = new Map([
  ["2016-04-28", "vpc"],
  ["2014-05-26", "ecs"],
  ["2015-04-01", "sts"],
  ["2017-12-14", "bssopenapi"],
  ["2020-03-31", "resourcemanager"],
  ["2020-05-10", "quotas"],
]);

/** The product that a request is for, which its `Version` tells. */
export function productOf(version: string): Product | undefined {
  return versions.get(version);
}

/** Who signs the requests: always the account itself. */
function getCallerIdentity({ cloud }: Call): Json {
  return {
    IdentityType: "Account",
    AccountId: cloud.accountId,
    PrincipalId: cloud.accountId,
    UserId: cloud.accountId,
    Arn: `acs:ram::${cloud.accountId}:root`,
  };
}

/** What the provider asks for to learn whether the account is Chinese or international. */
function queryAvailableInstances(): Json {
  return { Data: { TotalCount: 0, PageNum: 1, PageSize: 20, InstanceList: [] } };
}

/** The quotas of a VPC whose names the VPC's documentation has; their codes are opaque in the cloud, too. */
function listProductQuotas({ parameters, cloud }: Call): Json {
  parameters.required("ProductCode");
  const { secondaryCidrBlocksPerVpc, vswitchesPerVpc } = cloud.quotas;
  const quotas = Object.entries({
    vpc_quota_secondary_cidr_num: secondaryCidrBlocksPerVpc,
    vpc_quota_vswitches_num: vswitchesPerVpc,
  });
  const Quotas = quotas
    .filter(
      ([name]) => parameters.text("ProductCode") === "vpc" && name.includes(parameters.text("KeyWord") ?? ""),
    )
    .map(([QuotaName, TotalQuota]) => ({ ProductCode: "vpc", QuotaName, TotalQuota, Adjustable: true }));
  return { Quotas, TotalCount: Quotas.length, MaxResults: 30, NextToken: "" };
}

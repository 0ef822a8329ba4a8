import type { Action, Call, Json } from "./common";
import * as attachment from "./ecs/attachment";
import * as catalogue from "./ecs/catalogue";
import * as command from "./ecs/command";
import * as instance from "./ecs/instance";
import * as instanceViews from "./ecs/instance-views";
import * as invocation from "./ecs/invocation";
import * as networkInterface from "./ecs/network-interface";
import * as privateAddress from "./ecs/private-address";
import * as securityGroup from "./ecs/security-group";
import * as tags from "./tags";
import * as cidrBlock from "./vpc/cidr-block";
import * as eip from "./vpc/eip";
import * as routeTable from "./vpc/route-table";
import * as vpc from "./vpc/vpc";
import * as vswitch from "./vpc/vswitch";

/** Everything the emulator can do, by product and by the name that a request gives in `Action`. */
const table = {
  vpc: {
    CreateVpc: vpc.createVpc,
    DeleteVpc: vpc.deleteVpc,
    ModifyVpcAttribute: vpc.modifyVpcAttribute,
    AssociateVpcCidrBlock: cidrBlock.associateVpcCidrBlock,
    UnassociateVpcCidrBlock: cidrBlock.unassociateVpcCidrBlock,
    DescribeVpcs: vpc.describeVpcs,
    DescribeVpcAttribute: vpc.describeVpcAttribute,
    DescribeRouteTableList: routeTable.describeRouteTableList,
    DescribeRouteTables: routeTable.describeRouteTables,
    ListIpv4Gateways: routeTable.listIpv4Gateways,
    CreateVSwitch: vswitch.createVSwitch,
    DeleteVSwitch: vswitch.deleteVSwitch,
    ModifyVSwitchAttribute: vswitch.modifyVSwitchAttribute,
    DescribeVSwitches: vswitch.describeVSwitches,
    DescribeVSwitchAttributes: vswitch.describeVSwitchAttributes,
    AllocateEipAddress: eip.allocateEipAddress,
    ReleaseEipAddress: eip.releaseEipAddress,
    ModifyEipAddressAttribute: eip.modifyEipAddressAttribute,
    AssociateEipAddress: eip.associateEipAddress,
    UnassociateEipAddress: eip.unassociateEipAddress,
    ModifyEipForwardMode: eip.modifyEipForwardMode,
    DeletionProtection: eip.deletionProtection,
    SetHighDefinitionMonitorLogStatus: eip.setHighDefinitionMonitorLogStatus,
    MoveResourceGroup: tags.moveResourceGroup,
    DescribeEipAddresses: eip.describeEipAddresses,
    TagResources: tags.tagResources,
    UnTagResources: tags.untagResources,
    ListTagResources: tags.listTagResources,
  },
  ecs: {
    CreateSecurityGroup: securityGroup.createSecurityGroup,
    DeleteSecurityGroup: securityGroup.deleteSecurityGroup,
    ModifySecurityGroupAttribute: securityGroup.modifySecurityGroupAttribute,
    ModifySecurityGroupPolicy: securityGroup.modifySecurityGroupPolicy,
    AuthorizeSecurityGroup: securityGroup.authorizeSecurityGroup,
    AuthorizeSecurityGroupEgress: securityGroup.authorizeSecurityGroupEgress,
    RevokeSecurityGroup: securityGroup.revokeSecurityGroup,
    RevokeSecurityGroupEgress: securityGroup.revokeSecurityGroupEgress,
    ModifySecurityGroupRule: securityGroup.modifySecurityGroupRule,
    ModifySecurityGroupEgressRule: securityGroup.modifySecurityGroupEgressRule,
    DescribeSecurityGroups: securityGroup.describeSecurityGroups,
    DescribeSecurityGroupAttribute: securityGroup.describeSecurityGroupAttribute,
    CreateNetworkInterface: networkInterface.createNetworkInterface,
    DeleteNetworkInterface: networkInterface.deleteNetworkInterface,
    ModifyNetworkInterfaceAttribute: networkInterface.modifyNetworkInterfaceAttribute,
    AssignPrivateIpAddresses: privateAddress.assignPrivateIpAddresses,
    UnassignPrivateIpAddresses: privateAddress.unassignPrivateIpAddresses,
    AttachNetworkInterface: attachment.attachNetworkInterface,
    DetachNetworkInterface: attachment.detachNetworkInterface,
    DescribeNetworkInterfaces: networkInterface.describeNetworkInterfaces,
    DescribeNetworkInterfaceAttribute: networkInterface.describeNetworkInterfaceAttribute,
    RunInstances: instance.runInstances,
    DeleteInstance: instance.deleteInstance,
    StartInstance: instance.startInstance,
    StopInstance: instance.stopInstance,
    RebootInstance: instance.rebootInstance,
    ModifyInstanceAttribute: instance.modifyInstanceAttribute,
    ModifyInstanceMetadataOptions: instance.modifyInstanceMetadataOptions,
    ModifyInstanceMaintenanceAttributes: instance.modifyInstanceMaintenanceAttributes,
    JoinSecurityGroup: instance.joinSecurityGroup,
    LeaveSecurityGroup: instance.leaveSecurityGroup,
    DescribeInstances: instanceViews.describeInstances,
    DescribeInstanceAttribute: instanceViews.describeInstanceAttribute,
    DescribeUserData: instanceViews.describeUserData,
    DescribeInstanceRamRole: instanceViews.describeInstanceRamRole,
    DescribeInstanceMaintenanceAttributes: instanceViews.describeInstanceMaintenanceAttributes,
    DescribeInstanceAttachmentAttributes: instanceViews.describeInstanceAttachmentAttributes,
    DescribeInstanceAutoRenewAttribute: instanceViews.describeInstanceAutoRenewAttribute,
    DescribeDisks: instanceViews.describeDisks,
    CreateCommand: command.createCommand,
    DeleteCommand: command.deleteCommand,
    DescribeCommands: command.describeCommands,
    InvokeCommand: invocation.invokeCommand,
    RunCommand: invocation.runCommand,
    JoinResourceGroup: tags.moveResourceGroup,
    StopInvocation: invocation.stopInvocation,
    DescribeInvocations: invocation.describeInvocations,
    DescribeInvocationResults: invocation.describeInvocationResults,
    DescribeCloudAssistantStatus: invocation.describeCloudAssistantStatus,
    DescribeRegions: catalogue.describeRegions,
    DescribeZones: catalogue.describeZones,
    DescribeAvailableResource: catalogue.describeAvailableResource,
    DescribeInstanceTypes: catalogue.describeInstanceTypes,
    DescribeImageSupportInstanceTypes: catalogue.describeImageSupportInstanceTypes,
    DescribeImages: catalogue.describeImages,
    DescribeTags: tags.describeTags,
    TagResources: tags.tagResources,
    UntagResources: tags.untagResources,
    ListTagResources: tags.listTagResources,
  },
  sts: { GetCallerIdentity: getCallerIdentity },
  bssopenapi: { QueryAvailableInstances: queryAvailableInstances },
  quotas: { ListProductQuotas: listProductQuotas },
} satisfies Record<string, Record<string, Action>>;

export type { Call, Json } from "./common";

export type Product = keyof typeof table;

/** An action, and what the emulator has to know of it before it is done. */
export interface ProductAction {
  readonly product: Product;
  /** The name that a RAM policy has for it, for example `vpc:CreateVSwitch`. */
  readonly ramAction: string;
  /** Whether it only reads. */
  readonly reads: boolean;
  readonly action: Action;
}

/** The actions by RAM name. */
export const actions: ReadonlyMap<string, ProductAction> = new Map(
  Object.entries(table).flatMap(([product, entries]) =>
    Object.entries(entries).map(([name, action]: [string, Action]): [string, ProductAction] => [
      `${product}:${name}`,
      {
        product: product as Product,
        ramAction: `${product}:${name}`,
        reads: /^(?:Describe|List|Get|Query)/.test(name),
        action,
      },
    ]),
  ),
);

const versions: ReadonlyMap<string, Product> = new Map([
  ["2016-04-28", "vpc"],
  ["2014-05-26", "ecs"],
  ["2015-04-01", "sts"],
  ["2017-12-14", "bssopenapi"],
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

import type { Action } from "../call";
import * as account from "./account";
import * as catalogue from "./catalogue";
import * as attachment from "./attachment";
import * as cidrBlock from "./cidr-block";
import * as command from "./command";
import * as eip from "./eip";
import * as instance from "./instance";
import * as instanceViews from "./instance-views";
import * as invocation from "./invocation";
import * as networkInterface from "./network-interface";
import * as privateAddress from "./private-address";
import * as routeTable from "./route-table";
import * as securityGroup from "./security-group";
import * as tags from "./tags";
import * as vpc from "./vpc";
import * as vswitch from "./vswitch";

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
  sts: { GetCallerIdentity: account.getCallerIdentity },
  bssopenapi: { QueryAvailableInstances: account.queryAvailableInstances },
} satisfies Record<string, Record<string, Action>>;

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
]);

/** The product that a request is for, which its `Version` tells. */
export function productOf(version: string): Product | undefined {
  return versions.get(version);
}

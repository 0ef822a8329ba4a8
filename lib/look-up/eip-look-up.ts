import { DataAlicloudEipAddresses } from "@cdktf/provider-alicloud/lib/data-alicloud-eip-addresses";
import { Lazy } from "cdktf";
import type { Construct } from "constructs";

import { stackSingleton } from "../terraform/singleton";
import { KeyedLookUp } from "./look-up";

/** The EIPs of a stack that are known by allocation ID, by allocation ID. */
export function eipLookUp(scope: Construct): KeyedLookUp {
  return stackSingleton(
    scope,
    "EipLookUp",
    (stack, id) =>
      new KeyedLookUp(stack, id, {
        name: "eips",
        list: "addresses",
        key: "allocation_id",
        // The provider reads every EIP of the region and filters by itself, so one data source is enough for all.
        limit: Number.POSITIVE_INFINITY,
        dataSource: (parent, name, ids) =>
          new DataAlicloudEipAddresses(parent, name, {
            ids: Lazy.listValue({ produce: ids }),
            enableDetails: false,
          }),
      }),
  );
}

/**
 * The EIPs of a stack that are known by address, by address. The API takes up to 50 addresses in one request,
 * separated by commas.
 * @see https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-describeeipaddresses
 */
export function eipAddressLookUp(scope: Construct): KeyedLookUp {
  return stackSingleton(
    scope,
    "EipAddressLookUp",
    (stack, id) =>
      new KeyedLookUp(stack, id, {
        name: "eips_by_address",
        list: "addresses",
        key: "ip_address",
        limit: 50,
        dataSource: (parent, name, addresses) =>
          new DataAlicloudEipAddresses(parent, name, {
            ipAddress: Lazy.stringValue({ produce: () => addresses().join(",") }),
            enableDetails: false,
          }),
      }),
  );
}

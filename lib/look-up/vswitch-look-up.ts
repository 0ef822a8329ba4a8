import { DataAlicloudVswitches } from "@cdktf/provider-alicloud/lib/data-alicloud-vswitches";
import { Lazy } from "cdktf";
import type { Construct } from "constructs";

import { stackSingleton } from "../terraform/singleton";
import { KeyedLookUp } from "./look-up";

/** The existing vSwitches that a stack uses, by vSwitch ID. */
export function vswitchLookUp(scope: Construct): KeyedLookUp {
  return stackSingleton(
    scope,
    "VSwitchLookUp",
    (stack, id) =>
      new KeyedLookUp(stack, id, {
        name: "vswitches",
        list: "vswitches",
        key: "id",
        // The provider reads every vSwitch of the region and filters by itself, so one data source is enough for all.
        limit: Number.POSITIVE_INFINITY,
        dataSource: (parent, name, ids) =>
          new DataAlicloudVswitches(parent, name, { ids: Lazy.listValue({ produce: ids }) }),
      }),
  );
}

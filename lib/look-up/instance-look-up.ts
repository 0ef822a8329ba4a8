import { DataAlicloudInstances } from "@cdktf/provider-alicloud/lib/data-alicloud-instances";
import { Lazy } from "cdktf";
import type { Construct } from "constructs";

import { stackSingleton } from "../terraform/singleton";
import { KeyedLookUp } from "./look-up";

/** The ECS instances of a stack, by instance ID. One request takes at most 100 of them. */
export function instanceLookUp(scope: Construct): KeyedLookUp {
  return stackSingleton(
    scope,
    "InstanceLookUp",
    (stack, id) =>
      new KeyedLookUp(stack, id, {
        name: "instances",
        list: "instances",
        key: "id",
        limit: 100,
        // With details on, the provider asks for the RAM role and the disks of the whole region as well.
        dataSource: (parent, name, ids) =>
          new DataAlicloudInstances(parent, name, {
            ids: Lazy.listValue({ produce: ids }),
            enableDetails: false,
          }),
      }),
  );
}

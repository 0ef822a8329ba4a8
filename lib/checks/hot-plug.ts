import { listInText } from "../exposure-table/terraform-text";

/**
 * Instance types that take or give back an ENI only while they are stopped.
 * @see https://www.alibabacloud.com/help/en/ecs/user-guide/eni-overview
 */
export const TYPES_WITHOUT_HOT_PLUG: readonly string[] = listInText("types_without_hot_plug");

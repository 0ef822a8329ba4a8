import type { Construct } from "constructs";

import type { IEcsInstance } from "../references/instance";
import { hcl } from "../terraform/hcl";
import { attachedEnis } from "./attachment-checks";
import { isChecked, type Requirement } from "./requirement";

/**
 * That Cloud Assistant can run the guest script in an instance that is looked up.
 *
 * @param eip - the address of the EIP, by which the ENI is recognised once it is attached
 */
export function guestRequirements(scope: Construct, instance: IEcsInstance, eip: string): Requirement[] {
  const { instanceId, imageId, status } = instance;
  const requirements: Requirement[] = [];
  if (imageId !== undefined) {
    requirements.push({
      check: "guest-os",
      // Public images of Windows are named so. What a custom image holds, nobody tells before Cloud Assistant is asked.
      condition: hcl`!startswith(${imageId}, "win")`,
      errorMessage:
        `The instance ${instanceId} was made from the image ${imageId}, which is Windows, and the guest script is for Linux. ` +
        "Windows brings the NIC up by itself: set guest to none for this exposure, and verify it by hand (docs/guest.md).",
    });
  }
  if (status !== undefined && isChecked(scope, "guest-running")) {
    requirements.push({
      check: "guest-running",
      // Once the ENI is attached, the script has run, and a plan without changes may find the instance stopped.
      condition: hcl`${status} != "Stopped" || length(${attachedEnis(scope, instanceId, eip)}) > 0`,
      errorMessage:
        `The instance ${instanceId} is ${status}, and Cloud Assistant runs the guest script only while it is Running. ` +
        "Start the instance, or set guest to none for now.",
    });
  }
  return requirements;
}

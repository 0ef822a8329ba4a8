import { reportTo } from "./checks";
import { resourceId } from "./resource-ids";
import { setting, settings } from "./setting";

const parts = settings(
  {
    vswitch: resourceId(
      "vsw",
      "The ID of the vSwitch that was made by hand; its block is imported with it.",
    ).optional(),
    networkInterface: resourceId(
      "eni",
      "The ID of the secondary network interface that was made by hand; association and attachment are imported with it.",
    ).optional(),
  },
  {
    description: "What was made by hand.",
    example: "{vswitch: vsw-bp1example, networkInterface: eni-bp1example}",
  },
);

/** What was made by hand of an exposure, for Terraform to import. */
export const existingParts = setting(
  parts.superRefine((given, context) => {
    // A key that is misspelt names something, and is reported.
    if (Object.keys(given).length > 0 || context.issues.length > 0) return;
    reportTo(context)([], "nothing is named that could be imported", {
      remedy: { advice: "name vswitch or networkInterface, or remove import" },
    });
  }),
  {
    description:
      "What was made by hand, in the console for example: Terraform imports it, and changes nothing of it. Names in the console stay.",
    allowed: "a mapping of vswitch and networkInterface, one of them at least",
    example: "{vswitch: vsw-bp1example, networkInterface: eni-bp1example}",
  },
);

import { z } from "zod";

import { reportTo } from "./checks";
import { resourceId } from "./resource-ids";
import { setting, settings } from "./setting";

const isDone = (description: string) =>
  setting(z.boolean(), { description, allowed: "true or false", example: "false" }).optional();

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
    associated: isDone(
      "Whether the EIP is bound to the network interface already, which it is by default; if not, Terraform binds it.",
    ),
    attached: isDone(
      "Whether the network interface is attached to the instance already, which it is by default; if not, Terraform attaches it.",
    ),
  },
  {
    description: "What was made by hand.",
    example: "{vswitch: vsw-bp1example, networkInterface: eni-bp1example}",
  },
);

/** What was made by hand of an exposure, for Terraform to import. */
export const existingParts = setting(
  parts.superRefine(({ vswitch, networkInterface, ...done }, context) => {
    // A key that is misspelt names something, and is reported.
    if (networkInterface !== undefined || context.issues.length > 0) return;
    const report = reportTo(context);
    for (const name of Object.keys(done)) {
      report([name], `${name} says something of a network interface, and none is named`, {
        aboutKey: true,
        allowed: `${name} beside networkInterface`,
        remedy: { advice: `add networkInterface, or remove ${name}` },
      });
    }
    if (vswitch !== undefined || Object.keys(done).length > 0) return;
    report([], "nothing is named that could be imported", {
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

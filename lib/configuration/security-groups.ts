import { z } from "zod";

import { reportTo } from "./checks";
import { resourceId } from "./resource-ids";
import { setting } from "./setting";

/** How many security groups a network interface may have. */
const MOST = 5;

const ALLOWED = `1 to ${MOST} different IDs of security groups`;

/** The security groups of a secondary ENI. */
export const securityGroups = setting(
  z.array(resourceId("sg", "The ID of an existing security group.")).superRefine((ids, context) => {
    const report = reportTo(context);
    if (ids.length === 0) {
      report([], "the list is empty", {
        remedy: { advice: "remove securityGroups to use those of the instance, or name at least one" },
      });
    }
    if (ids.length > MOST) {
      report([MOST], `a network interface has ${MOST} security groups at most, and these are ${ids.length}`, {
        allowed: ALLOWED,
        remedy: { advice: `remove some until ${MOST} are left` },
      });
    }
    for (const [index, id] of ids.entries()) {
      const first = ids.indexOf(id);
      if (first < index) {
        report([index], `this security group is in the list already, at place ${first + 1}`, {
          allowed: ALLOWED,
          remedy: { advice: "remove one of the two" },
        });
      }
    }
  }),
  {
    description:
      "1 to 5 security groups of the secondary ENI, of one type. By default, those of the instance.",
    allowed: ALLOWED,
    example: "[sg-bp1example]",
  },
);

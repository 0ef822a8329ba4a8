import { z } from "zod";

import { reportTo } from "./checks";
import { valueOrMapping } from "./forms";
import { newSecurityGroup } from "./new-security-group";
import { resourceId } from "./resource-ids";
import { setting, settings } from "./setting";

/** How many security groups a network interface may have. */
const MOST = 5;

const ALLOWED = `1 to ${MOST} different IDs of security groups`;

const existing = setting(
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
    description: "1 to 5 security groups that exist, of one type.",
    allowed: ALLOWED,
    example: "[sg-bp1example]",
  },
);

/** The security groups of a secondary ENI: existing ones, or one that is made for it. */
export const securityGroups = valueOrMapping(
  existing,
  settings(
    { create: newSecurityGroup },
    {
      description: "A security group that is made.",
      example: "{create: {ingress: [{protocol: tcp, ports: 443, source: 0.0.0.0/0}]}}",
    },
  ),
  {
    description:
      "The security groups of the secondary ENI: 1 to 5 existing ones of one type, or {create: …} for one that is made. By default, those of the instance.",
    allowed: `${ALLOWED}, or {create: {ingress: […]}}`,
    example: "[sg-bp1example]",
  },
);

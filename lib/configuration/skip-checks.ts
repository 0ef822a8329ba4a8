import { z } from "zod";

import { CHECK_NAMES, CHECKS, type CheckName } from "../checks/names";
import { reportTo } from "./checks";
import { setting } from "./setting";
import { suggest } from "./suggest";

/** The names of the checks that are turned off. */
export const skipChecks = setting(
  z.array(z.string()).transform((names, context): CheckName[] => {
    const report = reportTo(context);
    return names.flatMap((name, index) => {
      if (isCheckName(name)) return [name];
      const didYouMean = suggest(name, CHECK_NAMES);
      report([index], "there is no such check", {
        allowed: CHECK_NAMES.join(", "),
        ...(didYouMean === undefined ? {} : { remedy: { didYouMean } }),
      });
      return [];
    });
  }),
  {
    description:
      "Checks that Terraform does not make before it applies, by name. By default, it makes all of them.",
    allowed: `a list of names of checks: ${CHECK_NAMES.join(", ")}`,
    example: "[eni-quota]",
  },
);

function isCheckName(name: string): name is CheckName {
  return Object.hasOwn(CHECKS, name);
}

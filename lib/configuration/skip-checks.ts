import { z } from "zod";

import { CHECK_NAMES, CHECKS, type CheckName } from "../checks/names";
import { reportTo } from "./checks";
import { setting } from "./setting";
import { suggest } from "./suggest";

const name = setting(
  z.string().transform((text, context): CheckName => {
    if (isCheckName(text)) return text;
    const didYouMean = suggest(text, CHECK_NAMES);
    reportTo(context)([], "there is no such check", {
      remedy: didYouMean === undefined ? { advice: "remove it" } : { didYouMean },
    });
    return z.NEVER;
  }),
  { description: "The name of a check.", allowed: CHECK_NAMES.join(", "), example: "eni-quota" },
);

/** The names of the checks that are turned off. */
export const skipChecks = setting(z.array(name), {
  description:
    "Checks that Terraform does not make before it applies, by name. By default, it makes all of them.",
  allowed: `a list of names of checks: ${CHECK_NAMES.join(", ")}`,
  example: "[eni-quota]",
});

function isCheckName(text: string): text is CheckName {
  return Object.hasOwn(CHECKS, text);
}

import { z } from "zod";

import { AddressError } from "../address";
import { reportTo } from "./checks";
import { setting, type SettingInfo } from "./setting";

/**
 * A text that is parsed into a value, which is then checked; both throw an AddressError for what is wrong. What they
 * propose to write instead is passed on only where it would be accepted.
 */
export function readBy<T>(parse: (text: string) => T, check: (value: T) => void, info: SettingInfo) {
  const schema = z.string().transform((text, context): T => {
    const parsed = attempt(() => parse(text));
    if (parsed instanceof AddressError) {
      const { problem, write } = parsed;
      const isAccepted =
        write !== undefined &&
        !(
          attempt(() => {
            check(parse(write));
          }) instanceof AddressError
        );
      reportTo(context)([], problem, isAccepted ? { remedy: { write } } : {});
      return z.NEVER;
    }
    const refusal = attempt(() => {
      check(parsed);
    });
    if (refusal instanceof AddressError) reportTo(context)([], refusal.problem, { allowed: refusal.allowed });
    return parsed;
  });
  return setting(schema, info);
}

function attempt<T>(action: () => T): T | AddressError {
  try {
    return action();
  } catch (error) {
    if (error instanceof AddressError) return error;
    throw error;
  }
}
